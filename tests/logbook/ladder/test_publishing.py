"""A coach's change of the ladder counts for runners from its date on."""

from datetime import date

import pytest

from logbook.models import SetEntry
from logbook.training_state import plan_on
from plans import programs
from plans.models import Program, Step
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library", "clock")]

SQUEEZES = ("prone-squeeze", "standing-squeeze")
FIRST = date(2026, 2, 26)
TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)


def squeezed():
    """A runner who met the bar of both squeezes, as it shipped, on three days."""
    runner = start(UserFactory(), FIRST)
    train(runner, FIRST, count=3, slugs=SQUEEZES, felt_left=8)
    SetEntry.objects.update(amount=10, hold_s=5)
    return runner


def ask_more_from(day):
    Step.objects.filter(exercise__slug__in=SQUEEZES).update(bar_felt=9)
    programs.publish(Program.objects.get(), on=day)


def statuses(runner, day):
    return {view.exercise: view.status for view in plan_on(runner, day).steps}


def test_a_draft_changes_no_plan():
    runner = squeezed()
    before = plan_on(runner, TODAY)
    Step.objects.update(bar_felt=9, rest_s=99)
    assert plan_on(runner, TODAY) == before


def test_days_before_the_date_keep_the_revision_they_were_trained_under():
    runner = squeezed()
    ask_more_from(TOMORROW)
    assert statuses(runner, TOMORROW)["prone-squeeze"] == "proficient"
    assert statuses(runner, TOMORROW)["glute-bridge"] == "open"


def test_days_from_the_date_on_are_judged_by_the_new_one():
    ask_more_from(FIRST)
    assert statuses(squeezed(), TODAY)["prone-squeeze"] == "open"


def test_each_day_has_the_revision_in_force_on_it():
    runner = squeezed()
    ask_more_from(TOMORROW)
    days = (TODAY, TOMORROW)
    assert [plan_on(runner, day).program.revision for day in days] == [1, 2]
