"""The fourth set is the runner's own choice, offered where nothing else is left to raise."""

from datetime import date, timedelta

import pytest

from exercises.models import Exercise
from plans import runner_choices
from tests.factories import FeedbackFactory, SetEntryFactory
from tests.logbook.form_pages import Page

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
OFFER = "One more set, if you like"


def bridged(user, *sessions):
    """Bridges on the days before Monday: (sets, hold in seconds), each of twelve."""
    for days, (sets, hold_s) in zip(range(len(sessions), 0, -1), sessions, strict=True):
        session = {"user": user, "date": MONDAY - days * DAY, "slug": "glute-bridge"}
        SetEntryFactory.create_batch(sets, amount=12, hold_s=hold_s, **session)
        FeedbackFactory(pain=0, felt_left=5, felt_right=5, **session)


@pytest.fixture
def runner(mat_runner):
    for slug in ("prone-squeeze", "standing-squeeze"):
        exercise = Exercise.objects.get(slug=slug)
        runner_choices.go_on(user=mat_runner, exercise=exercise, on=MONDAY - 9 * DAY)
    mat_runner.equipment, mat_runner.minutes = ["mat"], 20
    mat_runner.save()
    return mat_runner


def after(client, tap, sets):
    for _ in range(sets):
        page = Page(tap(Page(client.get("/today/")).lamps("glute-bridge")[0]))
    return page


TOP = ((2, 1), (2, 2), (2, 3))  # then three sets of twelve, three seconds each, are asked


def test_the_fourth_is_offered_after_the_third(client, runner, tap):
    bridged(runner, (2, 1), *TOP)
    assert OFFER not in after(client, tap, 2).said()
    assert OFFER in after(client, tap, 1).said()
    page = after(client, tap, 1)
    assert OFFER not in page.said()
    assert runner.sets.filter(workout__date=MONDAY, amount=12, hold_s=3).count() == 4


@pytest.mark.parametrize(
    ("said", "is_offered"),
    [
        ({"pain": 2, "effort": 8}, True),
        ({"pain": 3}, False),
        ({"effort": 9}, False),
        ({"form": False}, False),
    ],
)
def test_it_is_not_offered_after_pain_effort_or_lost_form(client, runner, tap, said, is_offered):
    bridged(runner, (2, 1), *TOP)
    after(client, tap, 3)
    values = {"pain": 0, "felt_left": 5, "felt_right": 5} | said
    FeedbackFactory(user=runner, date=MONDAY, slug="glute-bridge", **values)
    assert (OFFER in Page(client.get("/today/")).said()) is is_offered


def test_below_the_top_the_plan_raises_by_itself(client, runner, tap):
    bridged(runner, *TOP[:2])
    assert OFFER not in after(client, tap, 2).said()


def test_a_range_that_ends_at_three_has_no_fourth(client, mat_runner, tap):
    for _ in range(3):
        page = Page(tap(Page(client.get("/today/")).lamps("prone-squeeze")[0]))
    assert OFFER not in page.said()
