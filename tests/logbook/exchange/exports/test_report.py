from datetime import date, timedelta

import pytest
from django.urls import reverse

from logbook.exchange.report import report_on
from logbook.models import Feedback, Workout
from tests.factories import FeedbackFactory, RunFactory, SetEntryFactory, WorkoutFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
RANGE = {"from": "2026-02-01", "to": "2026-03-02"}


@pytest.fixture
def read(client, mat_runner):
    def read(**query):
        return Page(client.get(reverse("report"), query or RANGE)).said()

    return read


def test_it_says_in_short_what_happened(read, mat_runner):
    train(mat_runner, MONDAY - 9 * DAY, 10)
    said = read()
    assert "Trained on 10 of 30 days: 60 sets, about" in said
    assert "No lifts." in said
    assert "Pain was never above 0 of 10." in said


def test_an_exercise_says_first_and_last_and_how_it_felt(read, mat_runner):
    train(mat_runner, MONDAY - 20 * DAY, 1, ["glute-bridge"], felt_left=4, effort=8)
    train(mat_runner, MONDAY, 1, ["glute-bridge"], sets=3, felt_left=8, effort=6)
    said = read()
    assert "Sessions2 First2 × 10, hold 3 s, 10 February 2026" in said
    assert "Last3 × 10, hold 3 s, 2 March 2026" in said
    assert "Left went from 4 to 8, right stayed at 8." in said
    assert "Went from 8 to 6." in said


def test_pain_has_its_days(read, mat_runner):
    train(mat_runner, MONDAY - 3 * DAY, 4)
    Feedback.objects.filter(workout__date=MONDAY - DAY, exercise__slug="band-walk").update(pain=5)
    Workout.objects.filter(date=MONDAY - DAY).update(morning_pain=3)
    said = read()
    assert "Pain of 3 or more on 1 day, 5 of 10 at worst." in said
    assert "1 March 2026 Band walk 5, the morning after 3" in said


def test_where_and_why_it_hurt_is_said(read, mat_runner):
    train(mat_runner, MONDAY - DAY, 2)
    about = {"morning_pain": 4, "morning_place": "knee", "morning_from_training": False}
    Workout.objects.filter(date=MONDAY - DAY).update(**about)
    assert "1 March 2026 the morning after 4 (knee, not from training)" in read()


def test_runs_are_in_it_with_how_they_were(read, mat_runner):
    RunFactory(user=mat_runner, date=MONDAY - DAY, minutes=40, felt_left=6, felt_right=7, pain=5)
    RunFactory(user=mat_runner, date=MONDAY, minutes=30, felt_left=7, felt_right=8)
    RunFactory(date=MONDAY)
    said = read()
    assert "Ran 2 times, 70 minutes. In the run felt 6.5 left, 7.5 right, in the mean." in said
    assert "1 March 2026 a run 5" in said
    assert "Pain of 3 or more on 1 day, 5 of 10 at worst." in said


def test_red_pain_and_a_form_that_did_not_hold_are_said(read, mat_runner):
    SetEntryFactory(user=mat_runner, date=MONDAY)
    FeedbackFactory(user=mat_runner, date=MONDAY, pain=7, form=False)
    assert "did not hold in 1 session" in read()


def test_notes_are_in_it_and_harmless(client, read, mat_runner):
    WorkoutFactory(user=mat_runner, date=MONDAY, note="<script>alert(1)</script> Slept badly.")
    assert "Slept badly." in read()
    assert "<script>alert" not in client.get(reverse("report"), RANGE).content.decode()


def test_days_outside_are_not_in_it(read, mat_runner):
    train(mat_runner, MONDAY - 40 * DAY, 5)
    assert "Nothing was logged in this range." in read()


def test_without_a_range_it_covers_twelve_weeks(client, mat_runner):
    report = client.get(reverse("report")).context["report"]
    assert (len(report.days), report.last) == (84, MONDAY)


WRONG = [
    ({"from": ""}, "A date, such as"),
    ({"from": "yesterday"}, "A date, such as"),
    ({"from": "2026-02-30"}, "A date, such as"),
    ({"from": "\x00"}, "A date, such as"),
    ({"from": "1999-12-31"}, "That is too long ago."),
    ({"from": "2026-03-03"}, "That day is still to come."),
    ({"to": "2026-03-03"}, "That day is still to come."),
    ({"to": "2026-01-31"}, "This is before the first day."),
    ({"from": "2025-03-01"}, "A report covers a year at most."),
    ({"to": "9999-12-31"}, "That day is still to come."),
    ({"to": "99999999-12-31"}, "A date, such as"),
]


def test_a_wrong_range_is_said_at_the_field(client, mat_runner, subtests):
    for wrong, said in WRONG:
        with subtests.test(wrong=wrong):
            response = client.get(reverse("report"), RANGE | wrong)
            assert response.status_code == 422
            assert said in response.content.decode()
    half = client.get(reverse("report"), {"from": "2026-02-01"})
    assert half.status_code == 422


def test_it_costs_the_same_for_a_day_and_a_year(mat_runner, django_assert_max_num_queries):
    train(mat_runner, MONDAY - 364 * DAY, 365)
    for first in (MONDAY, MONDAY - 365 * DAY):
        with django_assert_max_num_queries(8):
            report = report_on(mat_runner, first, MONDAY)
            assert report.sentences
            assert report.pain_days == []
