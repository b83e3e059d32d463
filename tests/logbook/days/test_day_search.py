"""Finding days by what was done, hurt or noted."""

from datetime import date, timedelta

import pytest
from django.utils.html import strip_tags

from logbook import actions
from logbook.models import Workout
from tests.factories import (
    FeedbackFactory,
    RunFactory,
    SetEntryFactory,
    UserFactory,
    WorkoutFactory,
)
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("library", "clock")]


@pytest.fixture
def log(runner):
    """1 March: bridges, pain 4. 2 March: walks, no pain, pain 6 after, and a note."""
    SetEntryFactory(user=runner, date=MONDAY - DAY)
    FeedbackFactory(user=runner, date=MONDAY - DAY, pain=4)
    SetEntryFactory(user=runner, slug="band-walk", date=MONDAY)
    FeedbackFactory(user=runner, slug="band-walk", date=MONDAY, pain=0)
    Workout.objects.filter(date=MONDAY).update(morning_pain=6, note="Left KNEE stiff")
    SetEntryFactory(user=runner, date=MONDAY - 40 * DAY)


def find(client, query):
    return client.get(f"/logbook/?{query}")


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("exercise=glute-bridge", [-1, -40]),
        ("exercise=glute-bridge&since=2026-02-01", [-1]),
        ("until=2026-02-01", [-40]),
        ("since=2026-03-01&until=2026-03-01", [-1]),
        ("pain=4", [0, -1]),
        ("pain=5", [0]),
        ("pain=7", []),
        ("pain=4&exercise=glute-bridge", [-1]),
        ("pain=4&exercise=band-walk", []),
        ("note=knee", [0]),
        ("note=%20knee%20&pain=6", [0]),
        ("note=hip", []),
        ("exercise=deadlift", []),
        ("note=%25", []),
    ],
)
def test_days_are_found_newest_first(client, log, query, days):
    page = find(client, query)
    assert [(one.date - MONDAY).days for one in page.context["found"]] == days
    assert ("Nothing found" in page.content.decode()) is not bool(days)


def test_what_matched_is_told(client, log):
    said = " ".join(strip_tags(find(client, "pain=4").content.decode()).split())
    assert "2 days found" in said
    assert "Pain 6 on the morning after" in said
    [monday, sunday] = find(client, "pain=4").context["found"]
    assert monday.sessions == ()
    assert [(str(one.exercise), "pain 4" in one.feedback) for one in sunday.sessions] == [
        ("Glute bridge", True)
    ]
    assert sunday.morning_pain is None


def test_pain_in_a_run_and_on_a_morning_without_training_before_is_found(client, runner):
    RunFactory(user=runner, date=MONDAY - DAY, minutes=30, pain=6)
    RunFactory(user=runner, date=MONDAY - 9 * DAY, minutes=30, pain=2)
    WorkoutFactory(user=runner, date=MONDAY - 3 * DAY, morning_pain=7)
    page = find(client, "pain=6")
    assert [(one.date - MONDAY).days for one in page.context["found"]] == [-1, -3]
    said = " ".join(strip_tags(page.content.decode()).split())
    assert "Easy run: pain 6" in said
    assert "Pain 7 on the morning after" in said
    for query in ("pain=6&exercise=glute-bridge", "pain=6&note=x", "pain=6&until=2026-01-01"):
        assert not find(client, query).context["found"]


def test_a_run_that_hurt_is_found_beside_a_note_of_its_day(client, log, runner):
    RunFactory(user=runner, date=MONDAY, minutes=30, pain=8)
    [monday] = find(client, "pain=8&note=knee").context["found"]
    assert monday.runs == (("Easy run", 8),)


def test_what_was_taken_back_is_not_found(client, runner):
    entry = SetEntryFactory(user=runner)
    FeedbackFactory(user=runner, pain=5)
    actions.delete_set(entry=entry)
    for query in ("exercise=glute-bridge", "pain=5", "since=2026-01-01"):
        assert not find(client, query).context["found"]


def test_a_day_with_a_note_alone_is_found(client, runner):
    WorkoutFactory(user=runner, note="rested, hip fine")
    assert len(find(client, "note=hip").context["found"]) == 1
    assert len(find(client, "since=2026-03-02").context["found"]) == 1


def test_of_a_long_note_the_found_words_are_shown(client, runner):
    WorkoutFactory(user=runner, note="a" * 500 + " stiff hip " + "b" * 500)
    [one] = find(client, "note=hip").context["found"]
    assert " stiff hip " in one.note
    assert len(one.note) < 150


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("exercise", "burpee"),
        ("pain", "11"),
        ("pain", "-1"),
        ("pain", "much"),
        ("since", "yesterday"),
        ("since", "2026-02-30"),
        ("until", "99999-01-01"),
        ("note", "x" * 201),
        ("note", "%00"),
    ],
)
def test_what_cannot_be_looked_for_is_said_at_its_field(client, log, field, typed):
    page = find(client, f"{field}={typed}")
    assert page.status_code == 422
    assert list(page.context["finding"].errors) == [field]


def test_dates_the_wrong_way_round_are_said(client, log):
    page = find(client, "since=2026-03-02&until=2026-03-01")
    assert list(page.context["finding"].errors) == ["until"]


def test_nothing_asked_is_the_month(client, log):
    page = find(client, "exercise=&pain=&since=&until=&note=")
    assert page.status_code == 200
    assert page.context["days"]


@pytest.mark.parametrize(("page", "number"), [("2", 2), ("99", 2), ("0", 2), ("x", 1)])
def test_more_days_than_fit_are_paged(client, runner, page, number):
    train(runner, MONDAY - 24 * DAY, 25)
    found = find(client, f"exercise=glute-bridge&page={page}")
    assert found.context["found"].number == number
    assert "25 days found" in found.content.decode()
    assert found.content.count(b"exercise=glute-bridge&amp;page=") == 1


def test_with_htmx_only_the_book_is_sent(client, log):
    page = client.get("/logbook/?pain=4", headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith('<div class="split" id="book"')
    assert "<html" not in page


@pytest.mark.parametrize("rights", [{}, {"is_superuser": True}])
def test_another_runners_days_are_not_found(client, log, rights):
    client.force_login(UserFactory(**rights))
    for query in ("exercise=glute-bridge", "pain=0", "note=knee", "since=2026-01-01"):
        assert not find(client, query).context["found"]


def test_finding_costs_the_same_after_500_days(
    client, runner, pages_are_cached, django_assert_max_num_queries
):
    train(runner, MONDAY - 500 * DAY, 501)
    query = "exercise=glute-bridge&pain=0&since=2020-01-01"
    client.get("/logbook/?pain=0")  # loads the library
    with django_assert_max_num_queries(8) as after_years:
        assert find(client, query).context["found"].paginator.count == 501
    Workout.objects.exclude(date=MONDAY).delete()
    with django_assert_max_num_queries(8) as after_a_day:
        find(client, query)
    assert len(after_years) == len(after_a_day)
