"""Ten years of anything go out and come back: JSON all of it, CSV all of a set or a run."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from exercises.models import Exercise
from logbook.models import Feedback, Place, Reminders, Run, SetEntry, Workout
from plans.models import Choice
from plans.programs import enroll
from tests.factories import UserFactory
from tests.logbook.exchange.imports.import_steps import bring

MONDAY = date(2026, 3, 2)  # the day of the clock
TEN_YEARS = 3652  # days
EACH_SIDE = ("band-walk", "single-leg-bridge", "single-leg-deadlift", "wall-march-hold")
SLUGS = ("prone-squeeze", "standing-squeeze", "glute-bridge", "deadlift", *EACH_SIDE)
pytestmark = pytest.mark.usefixtures("library", "clock")

ratings = st.none() | st.integers(0, 10)
loads = st.none() | st.decimals(0, 999, places=9, allow_nan=False)
bands = st.none() | st.integers(1, 5)
texts = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" =;,'\""), max_size=20
)
dates = st.integers(1, TEN_YEARS).map(lambda n: MONDAY - timedelta(days=n))


@st.composite
def sets(draw):
    slug = draw(st.sampled_from(SLUGS))
    kind = draw(st.sampled_from(["", "", "", "primer", "any_time"]))
    if kind == "any_time":
        slug = "standing-squeeze"
    sides = ["left", "right", "both"] if slug in EACH_SIDE else ["both"]
    target = {
        "target_sets": draw(st.integers(1, 5)), "target_amount": draw(st.integers(1, 20)),
        "target_hold_s": draw(st.none() | st.integers(0, 60)), "target_load_kg": draw(loads),
        "target_band": draw(bands),
    }  # fmt: skip
    return {
        "slug": slug, "side": draw(st.sampled_from(sides)), "amount": draw(st.integers(1, 999)),
        "hold_s": draw(st.none() | st.integers(0, 600)), "load_kg": draw(loads),
        "band": draw(bands), "primer": kind == "primer", "any_time": kind == "any_time",
        **(target if draw(st.booleans()) else {}),
    }  # fmt: skip


said = st.fixed_dictionaries(
    {
        "felt_left": ratings, "felt_right": ratings, "pain": ratings, "effort": ratings,
        "form": st.none() | st.booleans(), "skipped": st.booleans(),
        "took_over": st.sampled_from(["", "nothing", "thighs", "hamstrings", "back"]),
    }
)  # fmt: skip
mornings = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"morning_pain": st.integers(0, 2)}),
    st.fixed_dictionaries(
        {
            "morning_pain": st.integers(3, 10), "morning_place": st.sampled_from(Place.values),
            "morning_from_training": st.booleans(),
        }
    ),
    st.just({"morning_skipped": True}),
)  # fmt: skip
days = st.fixed_dictionaries(
    {"note": texts.map(str.strip), "morning": mornings, "sets": st.lists(sets(), max_size=4),
     "said": said}
)  # fmt: skip
moments = dates.flatmap(
    lambda day: st.integers(0, 24 * 3600 - 1).map(
        lambda s: datetime.combine(day, time(), UTC) + timedelta(seconds=s)
    )
)
pains = st.one_of(
    st.fixed_dictionaries({"pain": st.none() | st.integers(0, 2)}),
    st.fixed_dictionaries(
        {"pain": st.integers(3, 10), "pain_place": st.just("") | st.sampled_from(Place.values)}
    ),
)
runs = st.fixed_dictionaries(
    {
        "date": dates, "kind": st.sampled_from(Run.Kind.values), "minutes": st.integers(1, 999),
        "felt_left": ratings, "felt_right": ratings, "pains": pains, "skipped": st.booleans(),
        "distance_m": st.none() | st.integers(0, 300_000), "started_at": st.none() | moments,
        "has_key": st.booleans(),
    }
)  # fmt: skip
times = st.times(max_value=time(23, 59)).map(lambda one: one.replace(second=0, microsecond=0))
hours = st.lists(times, min_size=2, max_size=2).map(sorted)
reminders = st.fixed_dictionaries(
    {
        "training": st.booleans(), "morning": st.booleans(), "run": st.booleans(),
        "squeeze": st.booleans(), "squeeze_hours": st.integers(1, 12), "squeezes": hours,
        **{f"{name}_at": times for name in ("train", "training", "morning", "run")},
        "quiet_from": times, "quiet_until": times,
    }
)  # fmt: skip
heaviest = st.none() | st.decimals(0, 999, places=2, allow_nan=False)
training_settings = st.fixed_dictionaries(
    {
        "equipment": st.lists(st.sampled_from(["band", "barbell-rack", "dumbbells"]), unique=True),
        "lifts": st.sampled_from([2, 3]), "bands": st.integers(1, 5), "heaviest_bar_kg": heaviest,
        "heaviest_hand_kg": heaviest, "heaviest_hips_kg": heaviest,
    }
)  # fmt: skip
lives = st.fixed_dictionaries(
    {
        "days": st.dictionaries(dates, days, max_size=12),
        "runs": st.lists(runs, max_size=5),
        "choices": st.lists(
            st.tuples(dates, st.sampled_from(["override", "waiver", "going-on"]),
                      st.sampled_from(SLUGS)), max_size=4, unique=True),
        "easy_weeks": st.lists(dates, max_size=3, unique=True),
        "settings": training_settings,
        "reminders": st.none() | reminders,
        "zones": st.dictionaries(
            moments, st.sampled_from(["Pacific/Auckland", "America/Los_Angeles"]), max_size=3
        ),
        "earlier": st.dictionaries(dates, training_settings, max_size=3),
        "units": st.sampled_from(["kg", "lb"]),
    }
)  # fmt: skip


def plain(values):
    """Settings as the column of earlier ones holds them."""
    return {k: f"{v.normalize():f}" if isinstance(v, Decimal) else v for k, v in values.items()}


def live(life):
    """A runner with this life."""
    exercises = Exercise.objects.in_bulk(field_name="slug")
    earlier = [[str(day), plain(life["earlier"][day])] for day in sorted(life["earlier"])]
    zones = [[at.isoformat(), life["zones"][at]] for at in sorted(life["zones"])]
    before = {"earlier_settings": earlier, "earlier_zones": zones}
    user = UserFactory(units=life["units"], **before, **life["settings"])
    enroll(user, on=MONDAY)
    for day, one in life["days"].items():
        workout = Workout.objects.create(user=user, date=day, note=one["note"], **one["morning"])
        in_sessions = set()
        for values in one["sets"]:
            values = dict(values)
            exercise = exercises[values.pop("slug")]
            about = {"user": user, "workout": workout, "exercise": exercise, "key": uuid4()}
            SetEntry.objects.create(**about, **values)
            if not (values["primer"] or values["any_time"]):
                in_sessions.add(exercise)
        for exercise in in_sessions:
            Feedback.objects.create(user=user, workout=workout, exercise=exercise, **one["said"])
    for values in life["runs"]:
        values = dict(values)
        key = uuid4() if values.pop("has_key") else None
        Run.objects.create(user=user, key=key, **values.pop("pains"), **values)
    if life["reminders"]:
        values = dict(life["reminders"])
        first, last = values.pop("squeezes")
        Reminders.objects.create(user=user, squeeze_from=first, squeeze_until=last, **values)
    for day, kind, slug in life["choices"]:
        Choice.objects.create(user=user, on=day, kind=kind, exercise=exercises[slug])
    for day in life["easy_weeks"]:
        Choice.objects.create(user=user, on=day, kind="easy-week")
    return user


def phone_of(user):
    client = Client()
    client.force_login(user)
    return client


def downloaded(client, name, query=""):
    return b"".join(client.get(reverse(name) + query))


def everything(data):
    """All of the file but what belongs to the account or to the moment of the export.

    Runs and choices of one date have no order of their own, and neither has feedback.
    """
    whole = json.loads(data)
    for name in ("exported_at", "screenings", "program"):
        del whole[name]
    whole["settings"]["equipment"].sort()
    for one in whole["settings"]["earlier"]:
        one["equipment"].sort()
    for name in ("runs", "choices"):
        whole[name].sort(key=json.dumps)
    for day in whole["days"]:
        day["feedback"].sort(key=json.dumps)
    whole["days"] = {day.pop("date"): day for day in whole["days"]}
    return flat(whole)


def flat(value, place=""):
    """{place: value} of all that is in the file, so that what differs can be read."""
    if not isinstance(value, dict | list):
        return {place: value}
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    return {k: v for name, part in parts for k, v in flat(part, f"{place}/{name}").items()}


# Nothing is made smaller: each try takes a second.
some_lives = settings(
    max_examples=5, suppress_health_check=list(HealthCheck), phases=(Phase.reuse, Phase.generate)
)


@given(life=lives)
@some_lives
def test_the_json_brings_ten_years_back_whole(life):
    runner = live(life)
    data = downloaded(phone_of(runner), "export_json")
    User.objects.filter(pk=runner.pk).delete()
    phone = phone_of(UserFactory())
    bring(phone, data, name="hipdrive.json", settings=True)
    again = downloaded(phone, "export_json")
    assert everything(again) == everything(data)
    bring(phone, data, name="hipdrive.json", settings=True)
    assert everything(downloaded(phone, "export_json")) == everything(data)


@given(life=lives, comma=st.booleans())
@some_lives
def test_the_csv_brings_every_set_back(life, comma):
    query = "?decimal=comma" if comma else ""
    runner = live(life)
    data = downloaded(phone_of(runner), "export_csv", query)
    User.objects.filter(pk=runner.pk).delete()
    if data.count(b"\r\n") == 1:
        return  # a table of no set is refused in words
    phone = phone_of(UserFactory())
    bring(phone, data)
    assert downloaded(phone, "export_csv", query) == data


@given(life=lives, comma=st.booleans())
@some_lives
def test_the_csv_of_runs_brings_every_run_back(life, comma):
    query = "?decimal=comma" if comma else ""
    runner = live(life)
    data = downloaded(phone_of(runner), "export_runs_csv", query)
    User.objects.filter(pk=runner.pk).delete()
    if data.count(b"\r\n") == 1:
        return
    phone = phone_of(UserFactory())
    for _again in range(2):
        bring(phone, data)
        lines = downloaded(phone, "export_runs_csv", query).splitlines()
        assert sorted(lines) == sorted(data.splitlines())
