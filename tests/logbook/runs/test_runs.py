"""Runs of the day, and what they make of the lift."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.html import strip_tags

from logbook.days.day_list import days_of_month
from logbook.days.shared_log import shared_log_of
from logbook.exchange.report import report_on
from logbook.history import decisions_of, history_of
from logbook.models import MOST_RUNS_A_DAY, Run, SetEntry
from logbook.reminders import training_calendar
from logbook.runner_ladder import ladder_of
from logbook.runs import run_weeks
from logbook.runs.run_weeks import run_list_for
from logbook.training_state import plan_on, training_state_on
from logbook.weeks.run_queries import runs_between
from plans import rules
from tests.factories import RunFactory, UserFactory
from tests.logbook.form_pages import Page

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
RUNS = "/runs/"
pytestmark = pytest.mark.usefixtures("library", "clock")


def lifts(user, on):
    return [item.exercise for item in plan_on(user, on).today if item.block == "lift"]


def said(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_a_key_run_tomorrow_moves_the_lift_and_the_page_says_where(client, runner):
    assert lifts(runner, MONDAY) == ["deadlift"]
    RunFactory(user=runner, date=MONDAY + DAY, kind="key")
    assert lifts(runner, MONDAY) == []
    assert plan_on(runner, MONDAY).hinge_next == MONDAY + DAY
    assert "Tomorrow is a key run: the lift moves to 3 March, after the run." in said(
        client.get("/today/")
    )


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


def test_the_plan_page_says_which_run_moves_the_lift_and_to_when(client, runner):
    assert client.get("/plan/").context["runs"] == []
    for ahead, kind in ((1, "key"), (2, "key"), (9, "race"), (3, "long")):
        RunFactory(user=runner, date=MONDAY + ahead * DAY, kind=kind)
    page = said(client.get("/plan/"))
    assert "Tomorrow is a key run: the lift moves to 4 March, after the run." in page
    assert "Tue3 Mar Key, 30 min no lift on Monday" in page
    assert "Wed11 Mar Race, 30 min no lift from Sunday 8 March on" in page


def test_a_run_is_told_from_today_for_tomorrow(client, runner):
    form = next(f for f in Page(client.get("/today/")).forms if f.action == RUNS)
    sent = form.send(client, date=MONDAY + DAY, kind="key", minutes=40)
    assert sent.url == "/today/#runs"
    run = Run.objects.get()
    assert (run.user, run.date, run.kind, run.minutes) == (runner, MONDAY + DAY, "key", 40)
    assert "Tue3 Mar Key, 40 min no lift on Monday" in said(client.get("/today/"))


def new_run(**values):
    return {"date": "2026-03-02", "kind": "easy", "minutes": "30"} | values


@pytest.mark.parametrize("ahead", [-700, 0, 366])
def test_a_run_is_told_for_the_past_and_a_year_ahead(client, runner, ahead):
    assert client.post(RUNS, new_run(date=MONDAY + ahead * DAY)).url == RUNS
    assert Run.objects.get().date == MONDAY + ahead * DAY


def test_a_day_may_have_several_runs(client, runner):
    for _ in range(2):
        client.post(RUNS, new_run())
    assert [len(week.lines) for week in client.get(RUNS).context["list"].coming] == [2]


WRONG = [
    ("date", "2027-03-04"),
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


def test_a_wrong_run_that_says_how_it_was_comes_back_too(client, runner):
    values = {"date": MONDAY, "kind": "easy", "minutes": "", "felt_left": "6", "pain": "1"}
    answer = client.post(RUNS, values)
    assert answer.status_code == 422
    assert "felt/undo" not in answer.content.decode()  # nothing is stored that could be taken back


def test_afterwards_a_run_says_how_it_was(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    assert "How was it?" in said(client.get(RUNS))
    values = new_run(date=MONDAY - DAY, felt_left="6", felt_right="0", pain="3")
    client.post(f"{RUNS}{run.pk}/", values)
    run.refresh_from_db()
    assert (run.felt_left, run.felt_right, run.pain) == (6, 0, 3)
    assert "felt 6 left, 0 right, pain 3" in said(client.get(RUNS))


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


@pytest.mark.parametrize("origin", ["today", "day", ""])
def test_a_run_that_was_added_is_taken_back_and_put_back_on_the_same_page(client, runner, origin):
    values = {"date": MONDAY, "kind": "key", "minutes": 50, "from": origin}
    page = client.post(RUNS, values, follow=True)
    path = page.request["PATH_INFO"]
    for words, count in (("Run added", 1), ("Run taken out", 0), ("Run added", 1)):
        assert words in said(page)
        assert page.request["PATH_INFO"] == path
        assert Run.objects.count() == count
        forms = [form for form in Page(page).forms if form.label == "Undo"]
        undo = next(form for form in forms if form.action.startswith(RUNS))
        page = client.post(undo.action, follow=True)


def test_the_list_is_by_week_with_their_minutes(client, runner):
    for ahead in (-15, -7, -1, 0, 1, 20):
        RunFactory(user=runner, date=MONDAY + ahead * DAY, felt_left=6 if ahead < 0 else None)
    found = client.get(RUNS).context["list"]
    assert [(one.monday, one.minutes) for one in found.done] == [
        (MONDAY - 7 * DAY, 60),
        (MONDAY - 21 * DAY, 30),
    ]
    assert [(one.monday, one.minutes) for one in found.coming] == [(MONDAY, 60)]
    assert (found.later_runs, found.earlier, found.newer) == (1, None, None)


def test_a_run_of_today_is_to_come_until_something_is_said_of_it(client, runner):
    run = RunFactory(user=runner, date=MONDAY)
    assert client.get(RUNS).context["list"].coming[0].lines[0].run == run
    client.post(f"{RUNS}{run.pk}/felt/", {"felt_left": "6", "felt_right": "6", "pain": "0"})
    assert client.get(RUNS).context["list"].done[0].lines[0].run == run


def test_what_comes_says_which_lift_it_keeps_off(client, runner):
    for ahead, kind in ((2, "key"), (3, "long"), (9, "race")):
        RunFactory(user=runner, date=MONDAY + ahead * DAY, kind=kind)
    page = said(client.get(RUNS))
    assert "Key, 30 min no lift on Tuesday" in page
    assert "Race, 30 min no lift from Sunday 8 March on" in page
    assert "Long, 30 min Thu" not in page


def test_ten_years_of_runs_are_shown_eight_weeks_at_a_time(
    client, runner, django_assert_max_num_queries
):
    every_other_day = [MONDAY - n * DAY for n in range(0, 3650, 2)]
    Run.objects.bulk_create(
        Run(user=runner, date=day, kind="easy", minutes=40) for day in every_other_day
    )
    with django_assert_max_num_queries(10):
        found = client.get(RUNS).context["list"]
    assert len(found.done) == 7  # and this week, whose run is still to come
    with django_assert_max_num_queries(10):
        older = client.get(f"{RUNS}?to={found.earlier}").context["list"]
    assert (len(older.done), older.done[0].monday) == (8, MONDAY - 56 * DAY)
    assert older.newer == "2026-W10"
    for wrong in ("2026-W99", "yesterday", ""):
        assert client.get(f"{RUNS}?to={wrong}").status_code == (404 if wrong else 200)


def test_a_double_press_adds_one_run(client, runner):
    form = next(f for f in Page(client.get(RUNS)).forms if f.action == RUNS)
    for _ in range(2):
        form.send(client, minutes=40, kind="easy")
    assert Run.objects.count() == 1
    another = next(f for f in Page(client.get("/today/")).forms if f.action == RUNS)
    another.send(client, minutes=40)
    assert Run.objects.count() == 2


def test_a_run_that_is_brought_back_is_whole_and_comes_back_once(client, runner):
    run = RunFactory(
        user=runner, felt_left=6, pain=4, pain_place="knee", distance_m=10_000,
        started_at="2026-03-02T06:30Z",
    )  # fmt: skip
    run.refresh_from_db()
    client.post(f"{RUNS}{run.pk}/delete/")
    undo = next(f for f in Page(client.get(RUNS)).forms if "minutes=30" in f.action)
    for _ in range(2):
        undo.send(client)
    back = Run.objects.get()
    kept = ("felt_left", "pain", "pain_place", "distance_m", "started_at")
    assert [getattr(back, name) for name in kept] == [getattr(run, name) for name in kept]


@pytest.mark.parametrize("rest", ["", "7/", "7/delete/", "?to=2026-W09"])
def test_the_earlier_addresses_lead_to_the_present_ones(client, runner, rest):
    for send in (client.get, client.post):
        moved = send(f"/logbook/runs/{rest}")
        assert (moved.status_code, moved.url) == (308, f"{RUNS}{rest}")


@pytest.mark.parametrize("rights", [{}, {"is_staff": True}, {"is_superuser": True}])
def test_another_runners_runs_are_not_found(client, runner, rights):
    run = RunFactory(user=runner)
    client.force_login(UserFactory(**rights))
    assert not client.get(RUNS).context["list"].coming
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


# A run of today, before and after something says that it is over

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def runs_counted(user):
    """The number of Monday's runs, as each page and file that counts them tells it."""
    month = days_of_month(user, MONDAY.replace(day=1), MONDAY)
    return {
        "logbook": month[MONDAY].runs,
        "report": len(report_on(user, MONDAY, MONDAY).runs),
        "shared": sum(len(one.runs) for one in shared_log_of(user, MONDAY, MONDAY, False)),
        "weeks": len(runs_between(user, MONDAY, MONDAY)),
        "done on /runs/": sum(len(week.lines) for week in run_list_for(user, MONDAY, MONDAY).done),
    }


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, 0),
        ({"pain": 0}, 1),
        ({"felt_right": 7}, 1),
        ({"skipped": True}, 1),
        ({"started_at": NOON}, 1),
        ({"date": MONDAY + DAY}, 0),
    ],
)
def test_a_run_of_today_counts_once_something_says_that_it_is_over(runner, values, counts):
    RunFactory(user=runner, **{"date": MONDAY, "kind": "easy"} | values)
    assert set(runs_counted(runner).values()) == {counts}


def test_a_run_of_yesterday_counts_though_nothing_was_said(runner):
    RunFactory(user=runner, date=MONDAY - DAY, kind="easy")
    assert len(report_on(runner, MONDAY - DAY, MONDAY).runs) == 1


def test_the_day_of_a_run_to_come_lists_it_and_does_not_count_it(client, runner):
    RunFactory(user=runner, date=MONDAY, kind="easy", minutes=47)
    text = said(client.get(f"/logbook/{MONDAY}/"))
    assert "47 min" in text
    assert "1 run" not in text


def test_a_day_takes_so_many_runs_and_one_that_is_sent_again_is_no_further_one(client, runner):
    RunFactory.create_batch(MOST_RUNS_A_DAY - 1, user=runner, date=MONDAY)
    sent = {"date": MONDAY, "kind": "easy", "minutes": 30, "key": str(uuid4())}
    assert [client.post(RUNS, sent).status_code for _n in range(2)] == [302, 302]
    response = client.post(RUNS, sent | {"key": str(uuid4())})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"date"}
    assert Run.objects.for_user(runner).count() == MOST_RUNS_A_DAY


def test_a_run_of_a_full_day_can_be_corrected_and_none_is_moved_there(client, runner):
    full = RunFactory.create_batch(MOST_RUNS_A_DAY, user=runner, date=MONDAY)
    other = RunFactory(user=runner, date=MONDAY - DAY)
    sent = {"date": MONDAY, "kind": "easy", "minutes": 31}
    assert client.post(f"{RUNS}{full[0].pk}/", sent).status_code == 302
    assert client.post(f"{RUNS}{other.pk}/", sent).status_code == 422


def test_the_page_shows_so_many_runs_to_come_and_costs_no_more_for_each(runner, monkeypatch):
    """Two runs were once compared for each run, so that some thousands took minutes."""
    monkeypatch.setattr(run_weeks, "MOST_SHOWN", 50)
    runs = [Run(user=runner, date=MONDAY + n * DAY, minutes=30) for n in range(-20, 80)]
    Run.objects.bulk_create(runs)
    monkeypatch.setattr(Run, "__eq__", None)
    found = run_list_for(runner, MONDAY, MONDAY)
    assert sum(len(week.lines) for week in found.done) == 20
    assert sum(len(week.lines) for week in found.coming + found.later) == 30
