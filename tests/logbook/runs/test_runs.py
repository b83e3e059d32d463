"""Runs of the day, and what they make of the lift."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import strip_tags

from exercises.models import Exercise
from logbook.models import Run, SetEntry
from logbook.reminders import training_calendar
from logbook.training_state import plan_on, training_state_on
from plans import runner_choices
from tests.factories import RunFactory, SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
RUNS = "/logbook/runs/"
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner(client):
    """On Monday, with the deadlift open."""
    gear = ["mat", "wall", "band", "trap-bar", "plates"]
    user = start(UserFactory(equipment=gear), MONDAY - 20 * DAY)
    SetEntryFactory(user=user, date=MONDAY - DAY)
    deadlift = Exercise.objects.get(slug="deadlift")
    runner_choices.override(user=user, exercise=deadlift, on=MONDAY - DAY)
    client.force_login(user)
    return user


def lifts(user, on):
    return [item.exercise for item in plan_on(user, on).today if item.block == "lift"]


def said(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_a_key_run_tomorrow_moves_the_lift_and_the_page_says_where(client, runner):
    assert lifts(runner, MONDAY) == ["deadlift"]
    RunFactory(user=runner, date=MONDAY + DAY, kind="key")
    assert lifts(runner, MONDAY) == []
    assert plan_on(runner, MONDAY).hinge_next == MONDAY + DAY
    assert "Tomorrow is a key run: the lift moves to 3 March." in said(client.get("/today/"))


@pytest.mark.parametrize(
    ("kind", "ahead"), [("easy", 1), ("long", 1), ("key", 0), ("key", 2), ("key", -1)]
)
def test_other_runs_move_nothing(runner, kind, ahead):
    RunFactory(user=runner, date=MONDAY + ahead * DAY, kind=kind)
    assert lifts(runner, MONDAY) == ["deadlift"]


def test_another_runners_run_moves_nothing(runner):
    RunFactory(date=MONDAY + DAY, kind="key")
    assert lifts(runner, MONDAY) == ["deadlift"]


def test_the_day_after_knows_of_the_run_too(runner):
    RunFactory(user=runner, date=MONDAY + 2 * DAY, kind="key")
    state = training_state_on(runner, MONDAY)
    assert state.after.hinge_next == MONDAY + 2 * DAY


def test_the_calendar_tells_no_later_lift_on_the_eve_of_a_key_run(runner):
    plain = training_calendar.lift_days(training_state_on(runner, MONDAY), MONDAY + 6 * DAY)
    assert plain == [MONDAY, MONDAY + 2 * DAY]
    RunFactory(user=runner, date=MONDAY + 3 * DAY, kind="key")
    moved = training_calendar.lift_days(training_state_on(runner, MONDAY), MONDAY + 6 * DAY)
    assert moved == [MONDAY, MONDAY + 3 * DAY]


def test_a_run_and_a_lift_on_one_day_are_told_in_their_order(client, runner):
    order = "Run first, then lift: three hours between at least."
    assert order not in said(client.get("/today/"))
    RunFactory(user=runner, date=MONDAY)
    assert order in said(client.get("/today/"))


def test_the_plan_page_tells_the_rules_of_runs_as_ours(client, runner):
    assert "No lift on the day before a key run" in said(client.get("/plan/"))


def test_a_run_is_told_from_today_for_tomorrow(client, runner):
    form = next(f for f in Page(client.get("/today/")).forms if f.action == RUNS)
    sent = form.send(client, date=MONDAY + DAY, kind="key", minutes=40)
    assert sent.url == "/today/#runs"
    run = Run.objects.get()
    assert (run.user, run.date, run.kind, run.minutes) == (runner, MONDAY + DAY, "key", 40)
    assert "Tue 3 March: Key, 40 minutes" in said(client.get("/today/"))


def new_run(**values):
    return {"date": "2026-03-02", "kind": "easy", "minutes": "30"} | values


@pytest.mark.parametrize("ahead", [-700, 0, 14])
def test_a_run_is_told_for_the_past_and_two_weeks_ahead(client, runner, ahead):
    assert client.post(RUNS, new_run(date=MONDAY + ahead * DAY)).url == RUNS
    assert Run.objects.get().date == MONDAY + ahead * DAY


def test_a_day_may_have_several_runs(client, runner):
    for _ in range(2):
        client.post(RUNS, new_run())
    assert len(client.get(RUNS).context["coming"]) == 2


WRONG = [
    ("date", "2026-03-17"),
    ("date", "1999-12-31"),
    ("date", "tomorrow"),
    ("date", ""),
    ("kind", "fast"),
    ("kind", ""),
    ("minutes", "0"),
    ("minutes", "1000"),
    ("minutes", "-1"),
    ("minutes", "99999999999999999999"),
    ("minutes", "half"),
    ("minutes", ""),
]


def test_a_wrong_run_comes_back_at_its_field(client, runner):
    run = RunFactory(user=runner)
    addresses = (RUNS, f"{RUNS}{run.pk}/")
    for address, (field, typed) in product(addresses, WRONG):
        page = client.post(address, new_run(**{field: typed}))
        assert page.status_code == 422, (field, typed)
        assert list(page.context["form"].errors) == [field]
        assert page.context["form"][field].value() == typed
    assert list(Run.objects.values_list("minutes", flat=True)) == [run.minutes]


def test_a_run_is_put_right_and_taken_out_and_put_back(client, runner):
    run = RunFactory(user=runner)
    address = f"{RUNS}{run.pk}/"
    assert client.get(address).context["form"]["minutes"].value() == run.minutes
    client.post(address, new_run(kind="key", minutes="55"))
    run.refresh_from_db()
    assert (run.kind, run.minutes) == ("key", 55)
    client.post(f"{address}delete/")
    assert not Run.objects.exists()
    undo = next(f for f in Page(client.get(RUNS)).forms if "minutes=55" in f.action)
    undo.send(client)
    assert Run.objects.get().kind == "key"


def test_the_list_has_two_weeks_back_and_all_to_come(client, runner):
    for ahead in (-15, -14, -1, 0, 1):
        RunFactory(user=runner, date=MONDAY + ahead * DAY)
    page = client.get(RUNS).context
    assert [(run.date - MONDAY).days for run in page["coming"]] == [0, 1]
    assert [(run.date - MONDAY).days for run in page["past"]] == [-1, -14]


@pytest.mark.parametrize("rights", [{}, {"is_staff": True}, {"is_superuser": True}])
def test_another_runners_runs_are_not_found(client, runner, rights):
    run = RunFactory(user=runner)
    client.force_login(UserFactory(**rights))
    assert not client.get(RUNS).context["coming"]
    assert client.get(f"{RUNS}{run.pk}/").status_code == 404
    assert client.post(f"{RUNS}{run.pk}/", new_run()).status_code == 404
    assert client.post(f"{RUNS}{run.pk}/delete/").status_code == 404
    assert Run.objects.get() == run


def test_a_stranger_is_asked_to_log_in(client, runner):
    client.logout()
    for address in (RUNS, f"{RUNS}1/", f"{RUNS}1/delete/"):
        assert client.post(address).url.startswith("/accounts/login/")


@pytest.mark.django_db
@pytest.mark.parametrize("minutes", [1, 999])
def test_the_database_takes_a_run(minutes):
    assert RunFactory(minutes=minutes).pk


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 1000}, {"kind": "fast"}])
def test_the_database_refuses_what_is_no_run(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        RunFactory(**wrong)


def test_a_run_is_no_set(runner):
    RunFactory(user=runner)
    assert SetEntry.objects.count() == 1
