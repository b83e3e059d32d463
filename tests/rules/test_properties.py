"""What must always hold, over histories made up by hypothesis."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.rules import (
    Feedback,
    History,
    Morning,
    Runner,
    Session,
    SetDone,
    fold,
    initial,
    plan,
    replay,
)
from plans.rules.gates import arrive

from .ladder import GLUTES_THAT_FIRE
from .log import START, day
from .runners import train

EXERCISES = [step.exercise for step in GLUTES_THAT_FIRE.steps]
HINGES = GLUTES_THAT_FIRE.hinges
DAYS = 40

rating = st.none() | st.integers(0, 10)
one_set = st.builds(
    SetDone,
    st.sampled_from(["both", "left", "right"]),
    st.integers(1, 25),
    st.none() | st.integers(0, 6),
    st.none() | st.sampled_from([2.5, 20.0, 41.0, 60.0]),
)
session = st.builds(
    Session,
    st.integers(1, DAYS).map(day),
    st.sampled_from(EXERCISES),
    st.lists(one_set, min_size=1, max_size=4).map(tuple),
    st.builds(Feedback, rating, rating, rating, rating, st.none() | st.booleans()),
)
morning = st.builds(Morning, st.integers(2, DAYS + 1).map(day), st.integers(0, 10))
histories = st.builds(
    History,
    st.lists(session, max_size=30).map(tuple),
    st.lists(morning, max_size=5, unique_by=lambda one: one.date).map(tuple),
)
runners = st.builds(
    Runner,
    st.integers(10, 20),
    st.none() | st.frozensets(st.sampled_from(["mat", "wall", "band", "trap-bar", "dumbbells"])),
    st.sampled_from(["clear", "ask", "stop"]),
    st.none() | st.sampled_from(sorted(HINGES)),
)
dates = st.integers(1, DAYS + 2).map(day)


@given(histories, dates, runners)
def test_a_plan_holds_nothing_locked_and_nothing_red_yesterday(history, on, runner):
    answer = plan(GLUTES_THAT_FIRE, history, on, runner)
    red = {
        one.exercise
        for one in history.sessions
        if one.date == on - timedelta(1) and (one.feedback.pain or 0) >= 6
    }
    for item in answer.today:
        assert answer.step(item.exercise).status != "locked"
        assert item.exercise not in red
    assert answer.today or answer.notes


@given(histories, dates)
def test_lifts_keep_their_distance(history, on):
    answer = plan(GLUTES_THAT_FIRE, history, on)
    days = {(on - one.date).days for one in history.sessions if one.exercise in HINGES}
    if any(item.block == "lift" for item in answer.today):
        assert 1 not in days
        assert len(days & set(range(1, 7))) < 3


@given(histories, dates, runners)
def test_targets_never_leave_their_ranges(history, on, runner):
    answer = plan(GLUTES_THAT_FIRE, history, on, runner)
    for view in answer.steps:
        step, target = GLUTES_THAT_FIRE.by_exercise[view.exercise], view.target
        assert step.clamp(target) == target
    for item in answer.today:
        assert 1 <= item.dose.sets <= item.target.sets


@given(histories, dates)
def test_folding_day_by_day_is_replaying_from_nothing(history, on):
    state = initial(GLUTES_THAT_FIRE)
    for one in history.days(on):
        # looking at the plan in between changes nothing
        arrive(GLUTES_THAT_FIRE, state, one.date)
        state = fold(GLUTES_THAT_FIRE, state, one)
    assert state == replay(GLUTES_THAT_FIRE, history, on)


@given(histories, dates, st.randoms(use_true_random=False))
def test_the_order_of_what_was_logged_changes_nothing(history, on, random):
    sessions = [
        Session(one.date, one.exercise, tuple(random.sample(one.sets, len(one.sets))), one.feedback)
        for one in history.sessions
    ]
    random.shuffle(sessions)
    shuffled = History(tuple(sessions), history.mornings)
    assert plan(GLUTES_THAT_FIRE, shuffled, on) == plan(GLUTES_THAT_FIRE, history, on)


@given(histories, dates)
def test_what_comes_later_is_not_looked_at(history, on):
    past = History(
        tuple(one for one in history.sessions if one.date < on),
        tuple(one for one in history.mornings if one.date <= on),
    )
    assert plan(GLUTES_THAT_FIRE, past, on) == plan(GLUTES_THAT_FIRE, history, on)


@settings(deadline=None, max_examples=20)
@given(st.integers(10, 20), st.integers(0, 10))
def test_who_does_and_feels_it_reaches_the_lifts_whatever_the_minutes_and_gaps(minutes, gap):
    every = gap + 1
    for _, answer, _, _ in train(
        40 * every, runner=Runner(minutes), trains=lambda number: number % every == 0
    ):
        if answer.step("deadlift").status != "locked":
            return
    pytest.fail("the deadlift never opened")


def test_the_first_day_is_the_same_on_any_date():
    assert (
        plan(GLUTES_THAT_FIRE, History(), START).today
        == plan(GLUTES_THAT_FIRE, History(), START + timedelta(999)).today
    )
