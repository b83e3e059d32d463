from datetime import date, timedelta

import pytest
from django.urls import reverse

from logbook.exchange.report import report_on
from logbook.models import Feedback, SetEntry, Workout
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


def test_it_begins_with_the_first_day_of_training(read, mat_runner):
    train(mat_runner, MONDAY - 9 * DAY, 10)
    said = read()
    assert "Training record, 21 February 2026 to 2 March 2026" in said
    assert "days trained10 of 10" in said
    assert "days with a lift0" in said


def test_it_begins_with_a_run_where_that_came_first(client, mat_runner):
    RunFactory(user=mat_runner, date=MONDAY - 12 * DAY)
    train(mat_runner, MONDAY - 9 * DAY, 10)
    assert client.get(reverse("report"), RANGE).context["report"].first == MONDAY - 12 * DAY


def test_it_has_the_name_that_was_asked_for(client, read, mat_runner):
    train(mat_runner, MONDAY)
    assert 'id="report-name"' in client.get(reverse("exports")).content.decode()
    said = read(name="<b>Jo</b> Runner", **RANGE)
    assert "<b>Jo</b> Runner" in said
    assert client.get(reverse("report"), RANGE | {"name": "x" * 81}).status_code == 422


def rows(client):
    report = client.get(reverse("report"), RANGE).context["report"]
    return {one.exercise.slug: one for one in report.exercises}


def test_what_was_asked_stands_beside_what_was_done(client, mat_runner):
    train(mat_runner, MONDAY - 2 * DAY, 2, ["glute-bridge", "band-walk"], sets=2)
    train(mat_runner, MONDAY, 1, ["glute-bridge"], sets=3)
    SetEntry.objects.filter(workout__date=MONDAY).order_by("pk").last().delete()
    found = rows(client)
    bridge = found["glute-bridge"]
    assert (bridge.asked_last, bridge.first) == ("3 × 10, hold 3 s", "2 × 10, hold 3 s")
    assert (bridge.sets_done, bridge.sets_asked) == (6, 7)
    assert (found["band-walk"].sets_done, found["band-walk"].sets_asked) == (4, 4)


def test_sets_of_which_nothing_was_asked_are_only_counted(client, mat_runner):
    SetEntryFactory(user=mat_runner, date=MONDAY, target_sets=None)
    [one] = rows(client).values()
    assert (one.asked_last, one.sets_done, one.sets_asked) == ("–", 1, 0)


def test_felt_and_effort_are_said_from_the_first_to_the_last(client, mat_runner):
    train(mat_runner, MONDAY - 20 * DAY, 1, ["glute-bridge"], felt_left=4, effort=8)
    train(mat_runner, MONDAY, 1, ["glute-bridge"], felt_left=8, effort=6)
    [one] = rows(client).values()
    assert (one.felt_left, one.felt_right, one.effort) == ("4 → 8", "8", "8 → 6")
    picture = client.get(reverse("report"), RANGE).content.decode()
    assert "Glute bridge, felt by week: Left went from 4 to 8, right stayed at 8." in picture


def test_one_week_has_no_picture(client, mat_runner):
    train(mat_runner, MONDAY)
    assert 'class="chart"' not in client.get(reverse("report"), RANGE).content.decode()


def test_a_bad_morning_stands_beside_an_exercise_without_pain(client, mat_runner):
    train(mat_runner, MONDAY - DAY, 1, ["glute-bridge"])
    train(mat_runner, MONDAY - 5 * DAY, 1, ["band-walk"])
    Workout.objects.filter(date=MONDAY - DAY).update(morning_pain=7, morning_place="back")
    elsewhere = {"morning_pain": 8, "morning_from_training": False}
    Workout.objects.filter(date=MONDAY - 5 * DAY).update(**elsewhere)
    found = rows(client)
    assert (found["glute-bridge"].pain, found["glute-bridge"].pain_after) == (0, 7)
    assert found["band-walk"].pain_after is None


def test_pain_has_its_places(client, read, mat_runner):
    train(mat_runner, MONDAY - 5 * DAY, 4)
    for back, pain, place in ((5, 4, "knee"), (4, 6, "knee"), (3, 3, "")):
        about = {"morning_pain": pain, "morning_place": place}
        Workout.objects.filter(date=MONDAY - back * DAY).update(**about)
    places = client.get(reverse("report"), RANGE).context["report"].places
    assert [(one.name, one.mornings, one.worst, one.last) for one in places] == [
        ("knee", 2, 6, MONDAY - 3 * DAY),
        ("place not said", 1, 3, MONDAY - 2 * DAY),
    ]
    assert "The pain of 4 mornings was said." in read()


def test_the_ladder_is_that_of_the_last_day(client, mat_runner):
    train(mat_runner, MONDAY - 9 * DAY, 10, ["prone-squeeze"])
    ladder = client.get(reverse("report"), RANGE).context["report"].ladder
    assert len(ladder) == 9
    assert ladder[0][:2] == ("Face-down squeeze", "open")
    assert ladder[-1] == ("Single-leg deadlift", "locked", None)


def test_pain_has_its_days(read, mat_runner):
    train(mat_runner, MONDAY - 3 * DAY, 4)
    Feedback.objects.filter(workout__date=MONDAY - DAY, exercise__slug="band-walk").update(pain=5)
    Workout.objects.filter(date=MONDAY - DAY).update(morning_pain=3)
    said = read()
    assert "days with pain 3 to 101" in said
    assert "worst pain5, some" in said
    assert "1 Mar 2026Band walk 5, the morning after 3" in said


def test_where_and_why_it_hurt_is_said(read, mat_runner):
    train(mat_runner, MONDAY - DAY, 2)
    about = {"morning_pain": 4, "morning_place": "knee", "morning_from_training": False}
    Workout.objects.filter(date=MONDAY - DAY).update(**about)
    assert "1 Mar 2026the morning after 4 (knee, not from training)" in read()


def test_runs_are_in_it_with_how_they_were(read, mat_runner):
    RunFactory(
        user=mat_runner,
        date=MONDAY - DAY,
        minutes=40,
        felt_left=6,
        felt_right=7,
        pain=5,
        pain_place="knee",
    )
    RunFactory(user=mat_runner, date=MONDAY, minutes=30, felt_left=7, felt_right=8)
    RunFactory(date=MONDAY)
    said = read()
    assert "Ran 2 times, 70 minutes; felt 6 → 7 left, 7 → 8 right." in said
    assert "1 Mar Easy run, 40 minutes, felt 6 left, 7 right, pain 5, knee" in said
    assert "1 Mar 2026a run 5 (knee)" in said


def test_red_pain_and_a_form_that_did_not_hold_are_said(read, mat_runner):
    SetEntryFactory(user=mat_runner, date=MONDAY)
    FeedbackFactory(user=mat_runner, date=MONDAY, pain=7, form=False)
    assert "form lost on 1 day" in read()


def test_notes_are_in_it_and_harmless(client, read, mat_runner):
    WorkoutFactory(user=mat_runner, date=MONDAY, note="<script>alert(1)</script> Slept badly.")
    assert "Slept badly." in read()
    assert "<script>alert" not in client.get(reverse("report"), RANGE).content.decode()


def test_days_outside_are_not_in_it(read, mat_runner):
    train(mat_runner, MONDAY - 40 * DAY, 5)
    assert "Nothing was logged in this range." in read()


def test_without_a_range_it_covers_twelve_weeks(client, mat_runner):
    train(mat_runner, MONDAY - 90 * DAY, 91)
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
        report_on(mat_runner, first, MONDAY)  # folds the years once
        with django_assert_max_num_queries(12):
            report = report_on(mat_runner, first, MONDAY)
            assert report.exercises
            assert report.pain_days == []
