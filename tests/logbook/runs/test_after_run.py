"""The question after a run: felt left and right, pain and where."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from logbook.models import Run
from tests.factories import RunFactory, SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.runs.test_runs import said

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("library", "clock")


def question(client, address="/today/"):
    page = client.get(address).context["page"]
    question = page.after_run
    return question.run if question and question.is_open else None


def answer(client, run, **values):
    return client.post(f"/runs/{run.pk}/felt/", {"from": "today"} | values)


@pytest.mark.parametrize(
    ("ago", "values", "is_asked"),
    [
        (1, {}, True),
        (1, {"started_at": "2026-03-01T09:00Z", "distance_m": 9000}, True),
        (0, {"started_at": "2026-03-02T05:00Z"}, True),
        (0, {}, False),  # it may be still to come
        (2, {}, False),
        (-1, {}, False),
        (1, {"felt_left": 5}, True),
        (1, {"felt_left": 5, "felt_right": 6, "pain": 0}, False),
        (1, {"skipped": True}, False),
    ],
)
def test_it_is_asked_of_runs_of_today_and_yesterday(client, runner, ago, values, is_asked):
    run = RunFactory(user=runner, date=MONDAY - ago * DAY, **values)
    assert question(client) == (run if is_asked else None)


def test_the_places_of_pain_have_their_question_above_them(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    for address in ("/today/", f"/runs/{run.pk}/"):
        assert "<legend>Where?</legend>" in client.get(address).content.decode()


def test_the_question_of_a_run_that_may_be_still_to_come_is_folded(client, runner):
    RunFactory(user=runner, date=MONDAY)
    page = client.get("/today/")
    assert not page.context["page"].after_run.is_open
    assert "Easy run, today, 30 minutes: how was it?" in said(page)


def test_once_the_primer_is_done_the_run_of_today_is_asked_about(client, runner):
    run = RunFactory(user=runner, date=MONDAY)
    SetEntryFactory(user=runner, date=MONDAY, slug="standing-squeeze", primer=True)
    assert question(client) == run
    assert "Easy run, today, 30 minutes, after a primer" in said(client.get("/today/"))


def test_the_address_in_a_reminder_opens_the_question(client, runner):
    RunFactory(user=runner, date=MONDAY - DAY)
    run = RunFactory(user=runner, date=MONDAY)
    assert question(client, f"/today/?run={run.pk}") == run
    assert f"/today/?run={run.pk}#after-run" in client.get("/today/").content.decode()


def test_nobody_is_asked_about_the_run_of_another(client, runner):
    run = RunFactory(date=MONDAY - DAY)
    assert question(client, f"/today/?run={run.pk}") is None
    assert answer(client, run, pain="1").status_code == 404


def test_two_sides_and_a_tap_on_pain_answer_it(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    form = Page(client.get("/today/")).form_of("after-run")
    sent = form.send(client, "1", felt_left="6", felt_right="7")
    assert (sent.status_code, sent.url) == (303, "/today/#runs")
    run.refresh_from_db()
    assert (run.felt_left, run.felt_right, run.pain) == (6, 7, 1)
    assert question(client) is None


def test_from_3_on_it_says_where_it_hurt(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    answer(client, run, felt_left="6", felt_right="7", worse="4", pain_place="knee")
    run.refresh_from_db()
    assert (run.pain, run.pain_place) == (4, "knee")
    assert "felt 6 left, 7 right, pain 4, knee" in said(client.get("/runs/"))
    answer(client, run, pain="2", pain_place="knee")
    run.refresh_from_db()
    assert (run.pain, run.pain_place) == (2, "")


def test_what_is_still_open_is_asked_on(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    answer(client, run, pain="1")
    assert question(client) == run
    answer(client, run, felt_left="5", felt_right="6")
    run.refresh_from_db()
    assert (run.felt_left, run.felt_right, run.pain) == (5, 6, 1)


def test_where_nothing_is_chosen_nothing_is_stored_and_it_is_asked_again(client, runner):
    run = RunFactory(user=runner, date=MONDAY)
    page = client.get(answer(client, run).url)
    assert "Nothing is chosen yet" in said(page)
    assert page.context["page"].after_run.is_open
    run.refresh_from_db()
    assert not run.is_said


def test_skipped_it_is_asked_no_more_and_undo_asks_again(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    answer(client, run, skip="1")
    page = client.get("/today/")
    assert page.context["page"].after_run is None
    undo = next(form for form in Page(page).forms if "felt/undo" in form.action)
    undo.send(client)
    assert question(client) == run


def test_an_undo_brings_back_what_was_said_before(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY, felt_left=4, pain=3, pain_place="hip")
    answer(client, run, felt_left="8", felt_right="8", pain="0")
    undo = next(f for f in Page(client.get("/runs/")).forms if "felt/undo" in f.action)
    undo.send(client)
    run.refresh_from_db()
    found = (run.felt_left, run.felt_right, run.pain, run.pain_place)
    assert found == (4, None, 3, "hip")


def test_a_wrong_answer_comes_back_at_its_field(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    wrong = {"felt_left": "11", "felt_right": "-1", "pain": "bad", "pain_place": "nose"}
    for field, typed in wrong.items():
        page = answer(client, run, **{"pain": "4", field: typed})
        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field]
        assert typed in said(page)
    run.refresh_from_db()
    assert not run.is_said


def test_a_run_to_come_is_not_answered(client, runner):
    run = RunFactory(user=runner, date=MONDAY + DAY)
    assert answer(client, run, pain="1").status_code == 422


def test_an_answer_sent_late_does_not_replace_a_later_one(client, runner):
    run = RunFactory(user=runner, date=MONDAY - DAY)
    answer(client, run, felt_left="7", felt_right="7", pain="0")
    early = {"x-acted-at": "1772438400000", "x-clock": "1772442000000", "x-device": "other"}
    client.post(f"/runs/{run.pk}/felt/", {"pain": "9"}, headers=early)
    run.refresh_from_db()
    assert run.pain == 0


def test_a_race_that_hurt_keeps_lifts_off_longer_than_its_day(client, runner):
    RunFactory(user=runner, date=MONDAY, kind="race", pain=6, pain_place="thigh")
    page = said(client.get("/runs/"))
    assert "no lift that day and the next" in page
    assert "no lift today" not in page


def test_red_pain_keeps_lifts_off_the_day_and_the_next(client, runner, clock):
    run = RunFactory(user=runner, date=MONDAY, started_at="2026-03-02T05:00Z")
    answer(client, run, felt_left="5", felt_right="5", worse="7", pain_place="thigh")
    page = said(client.get("/today/"))
    assert "No lift on the day of pain of 6 or more, nor on the next." in page
    assert "no lift that day and the next" in page
    assert "Have a clinician look at the pain of" not in page
    answer(client, run, worse="8", pain_place="thigh")
    assert said(client.get("/today/")).count("Have a clinician look at the pain of") == 1
    clock.go(MONDAY + 3 * DAY)  # the advice stands longer than the pain: it says which one
    assert "Have a clinician look at the pain of 2 March." in said(client.get("/today/"))


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"pain_place": "knee"}, {"pain": 2, "pain_place": "knee"}, {"pain_place": "nose"}]
)
def test_the_database_takes_a_place_from_3_on_alone(wrong):
    assert RunFactory(pain=3, pain_place="knee").pk
    with pytest.raises(IntegrityError), transaction.atomic():
        RunFactory(**wrong)


def test_a_stranger_is_asked_to_log_in(client, runner):
    client.logout()
    assert client.post("/runs/1/felt/").url.startswith("/accounts/login/")
    assert client.post("/runs/1/felt/undo").url.startswith("/accounts/login/")
    client.force_login(UserFactory(is_superuser=True))
    run = RunFactory(user=runner, pain=5)
    assert client.post(f"/runs/{run.pk}/felt/", {"pain": "1"}).status_code == 404
    assert client.post(f"/runs/{run.pk}/felt/undo").status_code == 404
    assert Run.objects.get().pain == 5


def test_a_day_with_a_run_costs_today_two_queries_more(
    client, runner, django_assert_max_num_queries, pages_are_cached
):
    for ago in (0, 1):
        RunFactory(user=runner, date=MONDAY - ago * DAY)
    client.get("/today/")
    runner.refresh_from_db()
    RunFactory(user=runner, date=MONDAY + DAY)
    with django_assert_max_num_queries(16):
        assert client.get("/today/").context["page"].primer


# The morning after


@pytest.mark.parametrize(("pain", "is_asked"), [(0, True), (4, True), (None, False)])
def test_the_morning_after_a_run_whose_pain_was_said_is_asked_about(client, runner, pain, is_asked):
    runner.workouts.all().delete()
    RunFactory(user=runner, date=MONDAY - DAY, felt_left=5, felt_right=5, pain=pain)
    page = client.get("/today/").context["page"]
    assert bool(page.morning) == is_asked
    client.post("/today/morning/", {"date": MONDAY, "pain": 7, "place": "knee"})
    assert client.get("/today/").context["page"].answer.rest_day


@pytest.mark.parametrize(
    ("ago", "rests"), [(0, "no lift today and tomorrow."), (1, "no lift today.")]
)
def test_pain_in_a_run_rests_lifts_on_its_day_and_the_next(client, runner, ago, rests):
    RunFactory(user=runner, date=MONDAY - timedelta(days=ago), minutes=40)
    assert f"Pain of 6 or more: {rests}" in client.get("/today/").text
