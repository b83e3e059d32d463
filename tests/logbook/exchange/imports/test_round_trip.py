"""A runner takes the history along, leaves, comes back and brings it: all is as it was."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from exercises.models import Cue, Exercise
from logbook import demo
from logbook.models import Feedback, Run, SetEntry, Workout
from logbook.runner_ladder import timeline_for
from logbook.training_state import training_state_on
from logbook.weeks import day_queries
from plans import runner_choices
from plans.models import Choice, Enrollment, Revision
from plans.screening import QUESTIONS
from tests.factories import PASSWORD, RunFactory, SetEntryFactory, WorkoutFactory
from tests.logbook.exchange.imports.import_steps import bring
from tests.logbook.form_pages import Page

MONDAY = date(2026, 3, 2)  # the day of the clock
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ZONE = "Europe/Vienna"
EARLIER = {
    "equipment": ["dumbbells"], "lifts": 2, "bands": 1, "heaviest_bar_kg": "100",
    "heaviest_hand_kg": None, "heaviest_hips_kg": None,
}  # fmt: skip
ANEW = ("exported_at", "screenings")  # the questions are answered anew
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner():
    """Twelve weeks in which everything was used."""
    user = demo.make_runner(number=1, password=PASSWORD, weeks=12, seed="round trip")
    user.time_zone, user.minutes = ZONE, 20
    user.equipment = [slug for slug in user.equipment if slug != "band"]
    user.use_load_steps("2.5 kg", "2 kg", since=MONDAY - 20 * WEEK)
    user.use_load_steps("1 kg", "1 kg", since=MONDAY - 5 * WEEK)
    user.lifts, user.bands, user.heaviest_hand_kg = 3, 2, Decimal("12.5")
    user.earlier_settings = [[f"{MONDAY - 4 * WEEK}", EARLIER]]
    user.save()
    _choose(user)
    _say_more(user)
    for ahead, kind in ((-9, "easy"), (-9, "easy"), (-2, "long"), (0, "easy"), (1, "key")):
        RunFactory(user=user, date=MONDAY + ahead * DAY, kind=kind, minutes=45)
    RunFactory(user=user, date=MONDAY + 14 * DAY, kind="race", minutes=999)
    RunFactory(user=user, date=MONDAY - 3 * DAY, minutes=40, felt_left=6, felt_right=0, pain=4)
    return user


def _choose(user):
    by_slug = Exercise.objects.in_bulk(field_name="slug")
    single_leg = by_slug["single-leg-deadlift"]
    runner_choices.override(user=user, exercise=single_leg, on=MONDAY - 6 * WEEK)
    runner_choices.override(user=user, exercise=by_slug["deadlift"], on=MONDAY)
    runner_choices.waive(user=user, exercise=by_slug["band-walk"], on=MONDAY - 3 * WEEK)
    runner_choices.go_on(user=user, exercise=by_slug["prone-squeeze"], on=MONDAY - 9 * WEEK)
    runner_choices.take_easy_week(user=user, on=MONDAY - 4 * WEEK)
    swap = {"kind": "swap", "instead": by_slug["glute-bridge"]}
    runner_choices.change_day(user=user, on=MONDAY - WEEK, exercise=single_leg, **swap)
    runner_choices.change_day(user=user, on=MONDAY, exercise=single_leg, kind="not-today")
    runner_choices.pin(user=user, exercise=by_slug["deadlift"])


def _say_more(user):
    """What a made-up runner leaves out."""
    workouts = list(Workout.objects.for_user(user))
    workouts[3].note, workouts[5].note = "=1+1\r\nSlept „badly“, but: fine.", "'-5"
    workouts[8].note = "far " * 2000 + "away"
    workouts[9].morning_pain, workouts[9].morning_skipped = None, True
    workouts[12].morning_pain, workouts[12].morning_place = 5, "lower-leg"
    workouts[13].morning_pain, workouts[13].morning_from_training = 8, False
    names = ("pain", "skipped", "place", "from_training")
    Workout.objects.bulk_update(workouts, ["note", *(f"morning_{name}" for name in names)])
    said = list(Feedback.objects.for_user(user).order_by("pk"))
    said[0].took_over, said[1].skipped, said[1].effort = "back", True, None
    Feedback.objects.bulk_update(said[:2], ["took_over", "skipped", "effort"])
    sets = SetEntry.objects.for_user(user)
    cue = Cue.objects.exclude(key="").filter(exercise__slug="glute-bridge")[0]
    sets.filter(exercise=cue.exercise).update(cue=cue, cue_version=2)
    gone = sets.filter(any_time=False).order_by("pk").values_list("pk", flat=True)[::40]
    sets.filter(pk__in=list(gone)).update(deleted_at=timezone.now())
    WorkoutFactory(user=user, date=MONDAY - 13 * WEEK, note="A day of rest.")
    SetEntryFactory(user=user, date=MONDAY - 12 * WEEK - DAY, deleted_at=timezone.now())
    SetEntryFactory(user=user, date=MONDAY, load_kg="0.1", revision=Revision.objects.first())
    SetEntryFactory(user=user, date=MONDAY - DAY, slug="wall-march-hold", primer=True)
    SetEntryFactory(
        user=user, date=MONDAY - DAY, slug="band-walk", side="left", band=2, target_band=1
    )


def downloaded(client, name):
    return b"".join(client.get(reverse(name)))


def export(client):
    whole = json.loads(downloaded(client, "export_json"))
    program = {"since": None} | {k: v for k, v in whole["program"].items() if k != "since"}
    return {k: v for k, v in whole.items() if k not in ANEW} | {"program": program}


def weeks_of(user):
    timeline = timeline_for(user)
    first, _last = day_queries.first_and_last_day(user)
    found = day_queries.weeks(user, timeline, first, MONDAY, MONDAY)
    return [replace(week, days=tuple(map(_in_order, week.days))) for week in found]


def _in_order(day):
    """What was done and said on a day has no order of its own."""
    fields = ("groups", "feedback", "targets")
    return replace(day, **{name: tuple(sorted(getattr(day, name), key=repr)) for name in fields})


def plans_of(user):
    """For today and for the next two weeks, if nothing more is done."""
    state = training_state_on(user, MONDAY)
    later = [state.planned(MONDAY + n * DAY) for n in range(1, 14)]
    runs = [(run.date, run.kind, run.minutes, run.felt_left) for run in state.runs]
    return [state.answer, state.took_over, runs, *later]


def pages(client):
    return [Page(client.get(address)).said() for address in ("/weeks/", "/plan/")]


def leave_and_come_back(client, runner):
    """Somebody new, under the same address."""
    goodbye = client.post("/settings/leave/", {"password": PASSWORD})
    assert goodbye.status_code == 200
    assert not User.objects.exists()
    for model in (SetEntry, Feedback, Workout, Run, Choice, Enrollment):
        assert not model.objects.exists()
    again = {"email": runner.email, "password1": PASSWORD, "time_zone": ZONE}
    phone = Client()
    assert phone.post(reverse("account_signup"), again).status_code == 302
    return phone


def answer_questions(client):
    assert (
        client.post("/start/", dict.fromkeys((key for key, _ in QUESTIONS), "no")).status_code
        == 302
    )


@pytest.mark.parametrize("questions", ["first", "last"])
def test_after_leaving_the_json_brings_everything_back(client, runner, questions):
    client.force_login(runner)
    data = downloaded(client, "export_json")
    before = weeks_of(runner), plans_of(runner), pages(client), export(client)
    assert len(before[0]) == 13
    assert before[1][0].today
    phone = leave_and_come_back(client, runner)
    if questions == "first":
        answer_questions(phone)
    bring(phone, data, name="hipdrive.json", settings=True)
    if questions == "last":
        answer_questions(phone)
    back = User.objects.get(email=runner.email)
    assert weeks_of(back) == before[0]
    assert plans_of(back) == before[1]
    assert pages(phone) == before[2]
    assert export(phone) == before[3]


def test_after_leaving_the_csvs_bring_the_weeks_back(client, runner):
    client.force_login(runner)
    data, runs = downloaded(client, "export_csv"), downloaded(client, "export_runs_csv")
    before = weeks_of(runner)
    phone = leave_and_come_back(client, runner)
    answer_questions(phone)
    bring(phone, data)
    bring(phone, runs)
    back = User.objects.get(email=runner.email)
    back.gym = runner.gym  # a setting, which no CSV has
    assert weeks_of(back) == before
    assert downloaded(phone, "export_csv") == data
