"""Random histories, which no sensible runner would have."""

from hypothesis import strategies as st

from plans.rules import (
    Choice,
    Feedback,
    History,
    Morning,
    Run,
    Session,
    SetDone,
    Settings,
)

from .lives import EXERCISES, GEAR, PLACES
from .log import day

DAYS = 40
rating = st.none() | st.integers(0, 10)
heaviest = st.none() | st.sampled_from([1.0, 20.0, 42.0])
one_set = st.builds(
    SetDone,
    st.sampled_from(["both", "left", "right"]),
    st.integers(1, 25),
    st.none() | st.integers(0, 6),
    st.none() | st.sampled_from([2.5, 20.0, 41.0, 60.0]),
    st.none() | st.integers(1, 3),
)
session = st.builds(
    Session,
    st.integers(1, DAYS).map(day),
    st.sampled_from(EXERCISES),
    st.lists(one_set, min_size=1, max_size=4).map(tuple),
    st.builds(Feedback, rating, rating, rating, rating, st.none() | st.booleans()),
)
morning = st.builds(
    Morning,
    st.integers(2, DAYS + 1).map(day),
    st.integers(0, 10),
    st.none() | st.sampled_from(PLACES),
    st.booleans(),
)
run = st.builds(
    Run,
    st.integers(1, DAYS + 3).map(day),
    st.sampled_from(["easy", "long", "key", "race"]),
    st.none() | st.integers(1, 200),
    rating,
    rating,
    rating,
)
settings = st.builds(
    Settings,
    st.integers(1, DAYS).map(day),
    st.none() | st.integers(2, 3),
    st.none() | st.integers(1, 5),
    st.none() | st.fixed_dictionaries({}, optional={"bar": heaviest, "hand": heaviest}),
    st.none() | st.frozensets(st.sampled_from(GEAR)),
)
choices = st.lists(
    st.builds(Choice, st.integers(1, DAYS).map(day), st.sampled_from(EXERCISES)), max_size=3
).map(tuple)
histories = st.builds(
    History,
    st.lists(session, max_size=30).map(tuple),
    st.lists(morning, max_size=5, unique_by=lambda one: one.date).map(tuple),
    st.lists(run, max_size=5, unique_by=lambda one: one.date).map(tuple),
    choices,
    choices,
    choices,
    st.lists(st.integers(1, DAYS).map(day), max_size=2, unique=True).map(tuple),
    st.lists(st.integers(1, DAYS).map(day), max_size=2, unique=True).map(tuple),
    st.lists(st.integers(1, DAYS).map(day), max_size=2, unique=True).map(tuple),
    st.lists(settings, max_size=3, unique_by=lambda one: one.date).map(tuple),
)
dates = st.integers(1, DAYS + 2).map(day)
