"""Going on without feeling it, and easy weeks: logged, counted from their day, taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from exercises.models import Exercise
from plans import runner_choices
from plans.models import Choice
from tests.factories import UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("library")]

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def runner():
    return UserFactory()


@pytest.fixture
def squeeze():
    return Exercise.objects.get(slug="prone-squeeze")


def rows(user):
    return list(Choice.objects.for_user(user).values_list("on", "kind", "exercise__slug"))


def test_going_on_is_logged_once_a_day_and_taken_back(runner, squeeze):
    for _ in range(2):
        runner_choices.go_on(user=runner, exercise=squeeze, on=MONDAY)
    assert rows(runner) == [(MONDAY, "going-on", "prone-squeeze")]
    runner_choices.take_back(user=runner, exercise=squeeze, kind=Choice.Kind.GOING_ON)
    assert rows(runner) == []


def test_an_easy_week_lasts_seven_days_and_is_taken_once(runner):
    runner_choices.take_easy_week(user=runner, on=MONDAY)
    runner_choices.take_easy_week(user=runner, on=MONDAY + 6 * DAY)
    assert rows(runner) == [(MONDAY, "easy-week", None)]
    days = [MONDAY + n * DAY for n in range(-1, 8)]
    in_it = [day for day in days if runner_choices.easy_week_on(runner, day)]
    assert in_it == days[1:8]
    runner_choices.take_easy_week(user=runner, on=MONDAY + 7 * DAY)
    assert len(rows(runner)) == 2


def test_an_easy_week_is_taken_back_from_the_day_on_and_no_other_is(runner):
    other = UserFactory()
    for user in (runner, other):
        runner_choices.take_easy_week(user=user, on=MONDAY)
    runner_choices.take_easy_week(user=runner, on=MONDAY - 30 * DAY)
    weeks = rows(runner)
    runner_choices.end_easy_week(user=runner, on=MONDAY + 8 * DAY)
    assert rows(runner) == weeks
    for _ in range(2):
        runner_choices.end_easy_week(user=runner, on=MONDAY + 3 * DAY)
    assert rows(runner) == [*weeks, (MONDAY + 3 * DAY, "easy-end", None)]
    assert runner_choices.easy_week_on(runner, MONDAY + 2 * DAY)
    assert not runner_choices.easy_week_on(runner, MONDAY + 3 * DAY)
    runner_choices.take_easy_week(user=runner, on=MONDAY + 3 * DAY)
    assert runner_choices.easy_week_on(runner, MONDAY + 9 * DAY)
    assert len(rows(other)) == 1


def test_an_easy_week_that_is_taken_back_on_its_first_day_never_was(runner):
    runner_choices.take_easy_week(user=runner, on=MONDAY)
    runner_choices.end_easy_week(user=runner, on=MONDAY)
    assert rows(runner) == []


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("easy-week", "prone-squeeze"),
        ("not-now", "prone-squeeze"),
        ("going-on", None),
        ("waiver", None),
        ("holiday", None),
    ],
)
def test_only_an_easy_week_is_about_no_exercise(runner, squeeze, kind, slug):
    choice = Choice(user=runner, exercise=squeeze if slug else None, kind=kind, on=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        choice.save()
    with pytest.raises(ValidationError, match="Only an easy week is about no exercise"):
        choice.validate_constraints()


def test_two_easy_weeks_never_begin_on_one_day(runner):
    Choice.objects.create(user=runner, kind="easy-week", on=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.create(user=runner, kind="easy-week", on=MONDAY)
