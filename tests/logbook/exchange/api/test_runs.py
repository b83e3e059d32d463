"""A program of the runner's logs runs, done and to come, and reads them."""

from datetime import date
from uuid import uuid4

import pytest

from logbook.models import MOST_RUNS_A_DAY, Run
from tests.factories import RunFactory, UserFactory

from .conftest import Api

pytestmark = pytest.mark.django_db
DONE = {"minutes": 45, "started_at": "2026-03-01T06:30:00Z", "distance_m": 8500}


def run(**values):
    return {"key": str(uuid4()), **DONE, **values}


def test_a_run_is_logged(api, mat_runner):
    sent = run(kind="key", felt_left=6, felt_right=7, pain=0)
    status, said = api.post("/runs", sent)
    assert status == 201
    assert said == sent | {"date": "2026-03-01", "pain_place": "", "skipped": False}
    assert Run.objects.get().user == mat_runner


def test_a_run_that_is_sent_again_is_stored_once(api):
    sent = run()
    assert [api.post("/runs", sent)[0] for _n in range(2)] == [201, 200]
    assert Run.objects.count() == 1


def test_the_same_run_from_another_program_is_stored_once(api):
    first = api.post("/runs", run())[1]
    status, said = api.post("/runs", run(started_at="2026-03-01T06:33:00Z", minutes=43))
    assert (status, said) == (200, first)


def test_another_run_of_the_same_day_is_another_run(api):
    api.post("/runs", run())
    assert api.post("/runs", run(started_at="2026-03-01T17:00:00Z"))[0] == 201


def test_a_day_takes_so_many_runs(api, mat_runner):
    RunFactory.create_batch(MOST_RUNS_A_DAY, user=mat_runner, date=date(2026, 3, 1), minutes=5)
    status, said = api.post("/runs", run())
    assert (status, said["errors"][0]["pointer"]) == (422, "#/date")
    assert Run.objects.count() == MOST_RUNS_A_DAY


def test_a_planned_run_becomes_the_one_that_was_done(api, mat_runner):
    RunFactory(user=mat_runner, date=date(2026, 3, 1), kind="key", minutes=50)
    status, said = api.post("/runs", run())
    assert status == 200
    assert (said["kind"], said["minutes"], said["distance_m"]) == ("key", 45, 8500)


def test_a_run_without_a_date_is_of_today(api):
    assert api.post("/runs", {"key": str(uuid4()), "minutes": 30})[1]["date"] == "2026-03-02"


def test_the_date_of_a_run_is_the_runner_s(token):
    user = UserFactory(time_zone="Pacific/Auckland")
    said = Api(token(user, may_log=True)).post("/runs", run(started_at="2026-02-28T20:30:00Z"))[1]
    assert said["date"] == "2026-03-01"


@pytest.mark.postgres
def test_any_offset_of_a_day_is_taken(api):
    """PostgreSQL itself takes none of sixteen hours or more."""
    for at, utc in (("18:30:00+23:59", "T18:31:00Z"), ("06:30:00-23:59", "T06:29:00Z")):
        status, said = api.post("/runs", run(started_at=f"2026-02-20T{at}"))
        assert (status, said["started_at"][-10:]) == (201, utc)


def test_a_race_to_come_is_entered(api):
    status, said = api.post(
        "/runs", {"key": str(uuid4()), "kind": "race", "minutes": 240, "date": "2026-10-11"}
    )
    assert (status, said["kind"], said["date"]) == (201, "race", "2026-10-11")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("key", "mine"), ("kind", "slow"), ("minutes", 0), ("minutes", 1000), ("minutes", "45"),
        ("minutes", None), ("started_at", "2026-03-01T06:30:00"), ("started_at", "soon"),
        ("started_at", "2026-04-01T06:30:00Z"), ("started_at", "1999-03-01T06:30:00Z"),
        ("started_at", "0001-01-01T00:00:00+14:00"), ("date", "2026-02-20"), ("date", "2036-01-01"),
        ("distance_m", 0), ("distance_m", 1e6), ("distance_m", -5), ("pain", 11), ("felt_left", -1),
        ("latitude", 52.5),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(api, member, value):
    status, said = api.post("/runs", run(**{member: value}))
    assert status == 422
    assert [one["pointer"] for one in said["errors"]] == [f"#/{member}"]
    assert not Run.objects.exists()


def test_how_a_run_to_come_felt_cannot_be_said(api):
    sent = {"key": str(uuid4()), "minutes": 30, "date": "2026-03-09", "pain": 2}
    status, said = api.post("/runs", sent)
    assert (status, said["errors"][0]["pointer"]) == (422, "#/pain")


def test_runs_come_by_date_page_by_page(api, mat_runner):
    for n in (3, 1, 2, 20):
        RunFactory(user=mat_runner, date=date(2026, 2, n), minutes=30 + n)
    _, page = api.get("/runs", limit=2, to="2026-02-10")
    found = page["runs"]
    while page["next"]:
        _, page = api.ask("GET", page["next"].removeprefix("http://testserver"))
        found += page["runs"]
    assert [one["minutes"] for one in found] == [31, 32, 33]


def test_where_a_run_hurt_and_that_it_is_not_asked_any_more_are_read(api, mat_runner):
    RunFactory(user=mat_runner, date=date(2026, 2, 1), pain=4, pain_place="knee", skipped=True)
    [found] = api.get("/runs")[1]["runs"]
    assert (found["pain_place"], found["skipped"]) == ("knee", True)


def test_nobody_reads_or_meets_another_runner_s_runs(api, token):
    sent = run()
    api.post("/runs", sent)
    other = Api(token(UserFactory(), may_log=True))
    assert other.get("/runs")[1]["runs"] == []
    assert other.post("/runs", sent)[0] == 201
    assert Run.objects.count() == 2


def test_a_token_that_may_only_read_logs_no_run(mat_runner, token):
    status, said = Api(token(mat_runner)).post("/runs", run())
    assert (status, said["code"]) == (403, "may-only-read")
