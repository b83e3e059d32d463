from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from logbook.models import AccessToken
from tests.factories import FeedbackFactory, RunFactory, SetEntryFactory, UserFactory
from tests.logbook.exchange.api.conftest import Api
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def test_sets_come_by_date(api, mat_runner):
    for n in (2, 0, 1):
        SetEntryFactory(user=mat_runner, date=MONDAY - n * DAY, amount=10 + n)
    status, said = api.get("/sets")
    assert status == 200
    assert [one["amount"] for one in said["sets"]] == [12, 11, 10]
    assert said["next"] is None


def test_pages_hold_every_set_once(api, mat_runner):
    train(mat_runner, MONDAY - 9 * DAY, 10)
    everything = api.get("/sets", limit=500)[1]["sets"]
    _, page = api.get("/sets", limit=7, **{"from": "2026-02-20"})
    found = page["sets"]
    while page["next"]:
        _, page = api.ask("GET", page["next"].removeprefix("http://testserver"))
        assert len(page["sets"]) <= 7
        found += page["sets"]
    assert found == everything
    assert len(found) == 80


def test_a_range_and_an_exercise_narrow_it(api, mat_runner):
    train(mat_runner, MONDAY - 9 * DAY, 10)
    asked = {"from": "2026-02-25", "to": "2026-02-26", "exercise": "glute-bridge"}
    found = api.get("/sets", **asked)[1]["sets"]
    assert {(one["date"], one["exercise"]) for one in found} == {
        ("2026-02-25", "glute-bridge"), ("2026-02-26", "glute-bridge"),
    }  # fmt: skip


def test_deleted_sets_and_those_of_others_are_not_there(api, mat_runner):
    SetEntryFactory(user=mat_runner, deleted_at=timezone.now())
    SetEntryFactory()
    assert api.get("/sets")[1]["sets"] == []


WRONG_ABOUT_SETS = [
    ({"from": "yesterday"}, "from"),
    ({"from": "2026-02-30"}, "from"),
    ({"from": "2026-03-02", "to": "2026-03-01"}, "to"),
    ({"to": "\x00"}, "to"),
    ({"limit": "0"}, "limit"),
    ({"limit": "501"}, "limit"),
    ({"limit": "many"}, "limit"),
    ({"limit": "9" * 50}, "limit"),
    ({"cursor": "x"}, "cursor"),
    ({"cursor": "WyIyMDI2LTAzLTAyIiwxXQ:aaa:bbb"}, "cursor"),
    ({"exercise": "glute bridge"}, "exercise"),
    ({"exercise": "\x00"}, "exercise"),
]


def test_a_wrong_question_about_sets_is_named(api, subtests):
    for query, place in WRONG_ABOUT_SETS:
        with subtests.test(query=query, place=place):
            status, said = api.get("/sets", **query)
            assert status == 422
            assert [error["parameter"] for error in said["errors"]] == [place]


def test_a_page_costs_the_same_however_full(api, mat_runner, django_assert_max_num_queries):
    train(mat_runner, MONDAY - 40 * DAY, 41)
    with django_assert_max_num_queries(3):
        api.get("/sets", limit=300)


def test_today_says_what_to_do_and_what_is_done(api, mat_runner):
    SetEntryFactory(user=mat_runner, slug="prone-squeeze", date=MONDAY)
    status, said = api.get("/today")
    assert status == 200
    [first] = [one for one in said["items"] if one["exercise"] == "prone-squeeze"]
    assert (first["sets"], first["amount"], first["hold_s"]) == (3, 10, 5)
    assert first["done"] == {"both": 1, "left": 0, "right": 0}
    assert first["why"]


def test_today_waits_for_the_safety_questions(token, library, clock):
    status, said = Api(token(UserFactory())).get("/today")
    assert (status, said["code"]) == (409, "safety-questions-due")


def test_an_emergency_pattern_has_no_plan(api, mat_runner):
    mat_runner.screenings.update(outcome="stop")
    status, said = api.get("/today")
    assert (status, said["screen"], said["items"]) == (200, "stop", [])


def test_weeks_are_numbers(api, mat_runner):
    train(mat_runner, MONDAY - 7 * DAY, 3)
    FeedbackFactory(user=mat_runner, date=MONDAY, pain=4)
    asked = {"from": "2026-W08", "to": "2026-W10"}
    status, said = api.get("/weeks", **asked)
    assert status == 200
    assert [one["week"] for one in said["weeks"]] == ["2026-W08", "2026-W09", "2026-W10"]
    week = said["weeks"][1]
    assert (week["days"], week["sets"], week["felt_left"], week["worst_pain"]) == (3, 18, 7, 0)
    assert (week["runs"], week["run_minutes"], week["run_felt_left"]) == (0, 0, None)


def test_without_a_range_the_last_twelve_weeks_come(api):
    weeks = api.get("/weeks")[1]["weeks"]
    assert (len(weeks), weeks[-1]["week"]) == (12, "2026-W10")


WRONG_ABOUT_WEEKS = [
    ({"from": "2026-10"}, "from"),
    ({"from": "2026-W54"}, "from"),
    ({"from": "1999-W52"}, "from"),
    ({"from": "2026-W11"}, "from"),
    ({"from": "2024-W01", "to": "2026-W10"}, "from"),
    ({"from": "2026-W10", "to": "2026-W09"}, "to"),
    ({"to": "9999-W52"}, "to"),
    ({"to": "0000-W00"}, "to"),
    ({"to": "\x00"}, "to"),
    ({"to": "2026-W10-extra"}, "to"),
]


def test_a_wrong_question_about_weeks_is_named(api, subtests):
    for query, place in WRONG_ABOUT_WEEKS:
        with subtests.test(query=query, place=place):
            status, said = api.get("/weeks", **query)
            assert status == 422
            assert [error["parameter"] for error in said["errors"]] == [place]


def test_without_a_token_nothing_is_told(mat_runner, client, subtests):
    for path in ("/sets", "/today", "/weeks"):
        with subtests.test(path=path):
            status, said = Api(client=client).get(path)  # logged in, which opens nothing here
            assert (status, said["code"]) == (401, "no-token")


WRONG_HEADERS = ["Bearer", "Bearer ", "Basic dTpw", "Bearer a b", "Bearer \xff", "x" * 5000]


def test_a_wrong_token_opens_nothing(mat_runner, subtests):
    for header in WRONG_HEADERS:
        with subtests.test(header=header[:20]):
            answer = Client().get("/api/v1/weeks", headers={"authorization": header})
            assert answer.status_code == 401
            assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_withdrawn_token_opens_nothing(api):
    AccessToken.objects.all().delete()
    assert api.get("/weeks")[0] == 401


def test_a_token_of_a_closed_account_opens_nothing(api):
    User.objects.update(is_active=False)
    assert api.get("/weeks")[0] == 401


def test_each_token_tells_of_its_own_runner_alone(api, mat_runner, token):
    train(mat_runner, MONDAY)
    for stranger in (UserFactory(), UserFactory(is_staff=True, is_superuser=True)):
        assert Api(token(stranger)).get("/sets")[1]["sets"] == []


def test_what_is_not_there_is_a_problem_too(api, subtests):
    for path in ("", "/", "/set", "/sets/", "/sets/1", "/admin"):
        with subtests.test(path=path):
            assert api.ask("GET", f"/api/v1{path}")[0] == 404


def test_other_methods_are_named(api, subtests):
    for method, path in (("PUT", "/sets"), ("DELETE", "/sets"), ("POST", "/today")):
        with subtests.test(method=method, path=path):
            status, said = api.ask(method, path)
            assert (status, said["code"]) == (405, "method-not-allowed")
            assert "GET" in api.answer["Allow"]


def test_head_is_a_get_without_its_body(api):
    answer = api.client.head("/api/v1/sets", headers={"authorization": f"bearer {api.key}"})
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_token_is_kept_as_its_hash(api):
    row = AccessToken.objects.get()
    assert api.key not in str(vars(row))
    assert len(row.digest) == 64


def test_a_week_tells_its_runs_and_those_after_a_primer(api, mat_runner):
    for ahead, felt in ((-2, 6), (-1, 8), (1, None)):
        RunFactory(user=mat_runner, date=MONDAY + ahead * DAY, minutes=40, felt_left=felt)
    SetEntryFactory(user=mat_runner, date=MONDAY - DAY, slug="prone-squeeze", primer=True)
    *_, before, this = api.get("/weeks")[1]["weeks"]
    names = ("runs", "run_minutes", "runs_after_primer", "run_felt_left", "run_felt_right")
    assert [before[name] for name in names] == [2, 80, 1, 7, None]
    assert this["runs"] == 0
