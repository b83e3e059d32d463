"""Runs of the day, and what they make of the lift."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.html import strip_tags

from exercises.models import Exercise
from logbook.history import decisions_of, history_of
from logbook.models import Run, SetEntry
from logbook.reminders import training_calendar
from logbook.runner_ladder import ladder_of
from logbook.training_state import plan_on, training_state_on
from plans import rules, runner_choices
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
    runner.lifts = 3
    plain = training_calendar.lift_days(training_state_on(runner, MONDAY), MONDAY + 6 * DAY)
    assert plain == [MONDAY, MONDAY + 2 * DAY, MONDAY + 4 * DAY]
    RunFactory(user=runner, date=MONDAY + 3 * DAY, kind="key")
    moved = training_calendar.lift_days(training_state_on(runner, MONDAY), MONDAY + 6 * DAY)
    assert moved == [MONDAY, MONDAY + 3 * DAY, MONDAY + 5 * DAY]


def test_the_calendar_tells_no_lift_on_a_race_day_and_three_days_before(runner):
    runner.lifts = 3
    RunFactory(user=runner, date=MONDAY + 6 * DAY, kind="race")
    lifts = training_calendar.lift_days(training_state_on(runner, MONDAY), MONDAY + 9 * DAY)
    assert lifts == [MONDAY, MONDAY + 2 * DAY, MONDAY + 7 * DAY, MONDAY + 9 * DAY]


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
    ("felt_left", "11"),
    ("felt_right", "-1"),
    ("pain", "bad"),
    ("pain", "6.5"),
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


def test_afterwards_a_run_says_how_it_was(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    assert "How was it?" in said(client.get(RUNS))
    values = new_run(date=MONDAY - DAY, felt_left="6", felt_right="0", pain="3")
    client.post(f"{RUNS}{run.pk}/", values)
    run.refresh_from_db()
    assert (run.felt_left, run.felt_right, run.pain) == (6, 0, 3)
    assert "Easy, 30 minutes, felt 6 left, 0 right, pain 3" in said(client.get(RUNS))


def test_how_a_run_was_is_said_once_it_is_run(client, runner):
    page = client.post(RUNS, new_run(date=MONDAY + DAY, felt_left="6", pain="0"))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["felt_left", "pain"]
    assert page.context["form"]["felt_left"].value() == "6"
    assert not Run.objects.exists()


def test_a_page_from_before_these_questions_leaves_the_answers(client, runner):
    run = RunFactory(user=runner, felt_left=6, felt_right=7, pain=2)
    client.post(f"{RUNS}{run.pk}/", new_run(minutes="44"))
    run.refresh_from_db()
    assert (run.minutes, run.felt_left, run.felt_right, run.pain) == (44, 6, 7, 2)


def test_a_run_of_the_past_reaches_the_rules_however_late_it_is_told(client, runner):
    plan_on(runner, MONDAY)  # what comes before yesterday is cached
    client.post(RUNS, new_run(date=MONDAY - 5 * DAY, kind="long", pain="7"))
    assert _past_runs(runner) == [(MONDAY - 5 * DAY, 7)]
    run = Run.objects.get()
    client.post(f"{RUNS}{run.pk}/", new_run(date=MONDAY - 9 * DAY, pain=""))
    assert _past_runs(runner) == [(MONDAY - 9 * DAY, None)]
    client.post(f"{RUNS}{run.pk}/delete/")
    assert _past_runs(runner) == []


def _past_runs(runner):
    """The runs of a full replay, after making sure that the cached plan equals it."""
    fresh = get_user_model().objects.get(pk=runner.pk)
    history, decisions = history_of(fresh), decisions_of(fresh)
    timeline = ladder_of(fresh).timeline
    state = rules.replay(timeline, history, MONDAY, decisions.setup)
    runner = rules.Runner(minutes=fresh.minutes, screen="clear")
    runs = tuple(run for run in history.runs if run.date >= MONDAY)
    today = next((day for day in history.days(MONDAY + DAY) if day.date == MONDAY), None)
    replayed = rules.plan_from(timeline.on(MONDAY), state, MONDAY, runner, today=today, runs=runs)
    assert plan_on(fresh, MONDAY) == replayed
    return [(run.date, run.pain) for run in history.runs]


def test_a_run_is_put_right_and_taken_out_and_put_back(client, runner):
    run = RunFactory(user=runner)
    address = f"{RUNS}{run.pk}/"
    assert client.get(address).context["form"]["minutes"].value() == run.minutes
    client.post(address, new_run(kind="key", minutes="55", felt_left="0"))
    run.refresh_from_db()
    assert (run.kind, run.minutes) == ("key", 55)
    client.post(f"{address}delete/")
    assert not Run.objects.exists()
    undo = next(f for f in Page(client.get(RUNS)).forms if "minutes=55" in f.action)
    undo.send(client)
    run = Run.objects.get()
    assert (run.kind, run.felt_left, run.pain) == ("key", 0, None)


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


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        *({"minutes": 1}, {"minutes": 999}, {"kind": "race"}),
        *({name: value} for name in ("felt_left", "felt_right", "pain") for value in (0, 10)),
    ],
)
def test_the_database_takes_a_run(values):
    assert RunFactory(**values).pk


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"minutes": 0}, "1 to 999 minutes."),
        ({"minutes": 1000}, "1 to 999 minutes."),
        ({"kind": "fast"}, "A run is easy, key, long or a race."),
        *(({name: 11}, "0 to 10.") for name in ("felt_left", "felt_right", "pain")),
    ],
)
def test_the_database_refuses_what_is_no_run(wrong, message):
    with pytest.raises(IntegrityError), transaction.atomic():
        RunFactory(**wrong)
    with pytest.raises(ValidationError, match=message):
        RunFactory.build(**wrong).validate_constraints()


def test_a_run_is_no_set(runner):
    RunFactory(user=runner)
    assert SetEntry.objects.count() == 1
