"""A runner's own plates and dumbbells, from the settings to the day's target."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from exercises.models import Exercise
from logbook.models import Derived
from logbook.training_state import plan_on, training_state_on
from plans import runner_choices
from plans.models import Revision
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def lifter():
    """Four sessions at 42.5 kg, the last one on Friday."""
    first = MONDAY - 14 * DAY
    user = start(UserFactory(equipment=["trap-bar"]), first)
    runner_choices.override(user=user, exercise=Exercise.objects.get(slug="deadlift"), on=first)
    for days in (14, 10, 6, 3):
        session = {"user": user, "date": MONDAY - days * DAY, "slug": "deadlift"}
        SetEntryFactory.create_batch(2, amount=4, hold_s=None, load_kg="42.5", **session)
        FeedbackFactory(pain=0, effort=8, form=days == 14, **session)
    return user


def target(user, on=MONDAY):
    return plan_on(user, on).step("deadlift").target.load_kg


def test_targets_keep_to_the_programs_steps_until_the_runner_says_others(lifter):
    assert target(lifter) == 42.5


def test_targets_round_down_to_the_runners_plates(lifter):
    lifter.use_load_steps("10 kg", "5 kg", since=MONDAY)
    assert target(lifter) == 40


def test_a_new_gym_is_seen_past_a_checkpoint(lifter):
    assert target(lifter) == 42.5
    assert Derived.objects.get(user=lifter).value
    lifter.use_load_steps("10 kg", "5 kg", since=MONDAY)
    kept = plan_on(lifter, MONDAY)
    Derived.objects.all().delete()
    assert plan_on(lifter, MONDAY) == kept
    assert target(lifter) == 40


def test_the_revision_that_is_noted_stays_the_programs(lifter):
    lifter.use_load_steps("10 kg", "5 kg", since=MONDAY - 7 * DAY)
    lifter.use_load_steps("5 kg", "5 kg", since=MONDAY)
    assert training_state_on(lifter, MONDAY).revision == Revision.objects.get().pk


def lift(user, load_kg):
    session = {"user": user, "date": MONDAY, "slug": "deadlift"}
    SetEntryFactory.create_batch(2, amount=4, hold_s=None, load_kg=load_kg, **session)
    FeedbackFactory(pain=0, effort=8, form=True, **session)


def test_units_that_change_after_a_set_leave_the_card_of_the_day(lifter, client):
    """Whether they change back on that day or not, its target and its row are as they were."""
    client.force_login(lifter)
    settings = {"time_zone": "UTC", "minutes": 15}
    lift(lifter, "42.5")
    row = plan_on(lifter, MONDAY + DAY).step("deadlift").row
    for units in ("lb", "kg", "lb"):
        client.post(reverse("settings"), settings | {"units": units})
        lifter = type(lifter).objects.get(pk=lifter.pk)
        assert (lifter.units, target(lifter)) == (units, 42.5)
        assert plan_on(lifter, MONDAY + DAY).step("deadlift").row == row
    assert lifter.load_steps == ((MONDAY + DAY).isoformat(), "5 lb", "5 lb")


def test_sets_of_a_day_in_pounds_count_when_it_ends_in_kilograms(lifter, client):
    client.force_login(lifter)
    settings = {"time_zone": "UTC", "minutes": 15}
    client.post(reverse("settings"), settings | {"units": "lb"})
    lifter = type(lifter).objects.get(pk=lifter.pk)
    asked = target(lifter)
    assert round(asked / 0.45359237, 6) == 90
    row = plan_on(lifter, MONDAY).step("deadlift").row
    lift(lifter, str(asked))
    client.post(reverse("settings"), settings | {"units": "kg"})
    lifter = type(lifter).objects.get(pk=lifter.pk)
    assert target(lifter) == asked
    assert plan_on(lifter, MONDAY + DAY).step("deadlift").row == row + 1
    assert lifter.load_steps == ((MONDAY + DAY).isoformat(), "2.5 kg", "1 kg")
