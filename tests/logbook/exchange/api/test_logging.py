import json
from datetime import date, timedelta
from uuid import uuid4

from exercises.models import Exercise
from logbook.actions import delete_set
from logbook.models import AccessToken, SetEntry, Workout
from tests.factories import UserFactory
from tests.logbook.exchange.api.conftest import Api

KEY = "6f0c1d2e-3b4a-4c5d-8e9f-0a1b2c3d4e5f"
SET = {"key": KEY, "exercise": "prone-squeeze", "amount": 10, "hold_s": 5}
MONDAY = date(2026, 3, 2)


def test_a_set_is_stored_for_today_with_what_the_plan_asks(api, mat_runner):
    status, said = api.post("/sets", SET)
    assert status == 201
    assert (said["date"], said["amount"], said["side"]) == ("2026-03-02", 10, "both")
    assert said["target"] == {"sets": 3, "amount": 10, "hold_s": 5, "load_kg": None, "band": None}
    entry = SetEntry.objects.get()
    assert (entry.user, entry.target_sets, entry.cue) == (mat_runner, 3, None)


def test_sent_again_it_is_stored_once(api):
    api.post("/sets", SET)
    assert api.post("/sets", SET)[0] == 200
    assert SetEntry.objects.count() == 1


def test_sent_again_it_comes_as_it_was_corrected(api):
    api.post("/sets", SET)
    SetEntry.objects.update(amount=8)
    assert api.post("/sets", SET)[1]["amount"] == 8


def test_a_deleted_set_stays_deleted(api):
    api.post("/sets", SET)
    delete_set(entry=SetEntry.objects.select_related("user", "workout").get())
    status, said = api.post("/sets", SET)
    assert (status, said["code"]) == (409, "deleted")
    assert not SetEntry.objects.live().exists()


def test_a_key_is_of_one_exercise(api):
    api.post("/sets", SET)
    status, said = api.post("/sets", SET | {"exercise": "glute-bridge"})
    assert (status, said["code"]) == (409, "key-taken")


def test_keys_of_another_runner_are_free(api, token):
    api.post("/sets", SET)
    other = Api(token(UserFactory(), may_log=True))
    assert other.post("/sets", SET)[0] == 201


def test_all_there_is_to_say(api):
    sent = {
        "key": KEY, "exercise": "single-leg-deadlift", "date": "2026-02-27", "side": "left",
        "amount": 8, "hold_s": None, "load_kg": 12.5, "band": None, "any_time": False,
        "primer": False,
    }  # fmt: skip
    status, said = api.post("/sets", sent)
    assert status == 201
    assert {name: said[name] for name in sent} == sent
    assert said["target"] is None


def test_a_past_day_changes_what_comes_after(api, mat_runner, client):
    client.get("/today/")
    version = mat_runner.past_version
    api.post("/sets", SET | {"date": "2026-02-20"})
    mat_runner.refresh_from_db()
    assert mat_runner.past_version > version


def test_a_squeeze_through_the_day_is_no_session(api):
    squeeze = {"key": KEY, "exercise": "standing-squeeze", "amount": 1, "hold_s": 10}
    api.post("/sets", squeeze | {"any_time": True})
    entry = SetEntry.objects.get()
    assert (entry.any_time, entry.target_sets) == (True, None)


def test_before_the_safety_questions_a_set_is_stored_all_the_same(token, library, clock):
    api = Api(token(UserFactory(), may_log=True))
    assert api.post("/sets", SET)[0] == 201


MISFITS = [
    ({"key": "no-uuid"}, "#/key"),
    ({"key": 7}, "#/key"),
    ({"key": None}, "#/key"),
    ({"exercise": "plank"}, "#/exercise"),
    ({"exercise": "\ud800\x00"}, "#/exercise"),
    ({"exercise": ["prone-squeeze"]}, "#/exercise"),
    ({"amount": 0}, "#/amount"),
    ({"amount": 1000}, "#/amount"),
    ({"amount": "10"}, "#/amount"),
    ({"amount": 10.5}, "#/amount"),
    ({"amount": True}, "#/amount"),
    ({"amount": 10**30}, "#/amount"),
    ({"hold_s": -1}, "#/hold_s"),
    ({"hold_s": 601}, "#/hold_s"),
    ({"load_kg": -0.5}, "#/load_kg"),
    ({"load_kg": 999.01}, "#/load_kg"),
    ({"load_kg": "20"}, "#/load_kg"),
    ({"load_kg": {"kg": 20}}, "#/load_kg"),
    ({"side": "left"}, "#/side"),
    ({"side": "middle"}, "#/side"),
    ({"date": "2026-03-03"}, "#/date"),
    ({"date": "1999-12-31"}, "#/date"),
    ({"date": "03/02/2026"}, "#/date"),
    ({"date": "2026-02-30"}, "#/date"),
    ({"date": 20260302}, "#/date"),
    ({"any_time": True}, "#/any_time"),
    ({"any_time": "yes"}, "#/any_time"),
    ({"hold": 5}, "#/hold"),
    ({"a/b~c é": 5}, "#/a~1b~0c%20%C3%A9"),
    ({"\ud800": 5}, "#/%3F"),
]


def test_what_does_not_fit_is_pointed_at(api, subtests):
    for wrong, place in MISFITS:
        with subtests.test(wrong=wrong, place=place):
            status, said = api.post("/sets", SET | wrong)
            assert (status, said["code"]) == (422, "invalid")
            assert [error["pointer"] for error in said["errors"]] == [place]
            assert not Workout.objects.exists()


def test_all_that_does_not_fit_is_said_at_once(api):
    _, said = api.post("/sets", {"side": "left", "amount": 0})
    pointers = {error["pointer"] for error in said["errors"]}
    assert pointers == {"#/key", "#/exercise", "#/amount"}


NO_JSON = [
    *(b" ", b"{", b"\xff\xfe{}", "{}".encode("utf-16"), b'{"amount": NaN}', b"[" * 9000),
    b'{"amount": ' + b"9" * 5000 + b"}",
]


def test_what_is_no_json_is_refused(api, subtests):
    for body in NO_JSON:
        with subtests.test(body=body[:20]):
            status, said = api.post("/sets", body)
            assert (status, said["code"]) == (400, "broken")


def test_only_an_object_is_a_set(api, subtests):
    for body in ([], [SET], "set", 7, None, True):
        with subtests.test(body=body):
            status, said = api.post("/sets", json.dumps(body))
            assert status == 422
            assert said["errors"][0]["pointer"] == "#"


def test_more_than_16_kb_is_too_long(api):
    status, said = api.post("/sets", SET | {"exercise": "x" * 17_000})
    assert (status, said["code"]) == (413, "too-long")


def test_only_json_is_taken(api, subtests):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "text/json", ""):
        with subtests.test(kind=kind):
            status, said = api.post("/sets", SET, content_type=kind)
            assert (status, said["code"]) == (415, "no-json")


def test_json_may_say_its_charset(api):
    assert api.post("/sets", SET, content_type="application/json; charset=utf-8")[0] == 201


def test_a_token_that_reads_logs_nothing(mat_runner, token):
    status, said = Api(token(mat_runner)).post("/sets", SET)
    assert (status, said["code"]) == (403, "may-only-read")
    assert not SetEntry.objects.exists()


def test_every_exercise_can_be_logged(api):
    for slug in Exercise.objects.values_list("slug", flat=True):
        sent = {"key": str(uuid4()), "exercise": slug, "amount": 5}
        assert api.post("/sets", sent)[0] == 201


def test_a_use_is_noted(api):
    api.post("/sets", SET)
    assert AccessToken.objects.get().last_used_at is not None


def test_a_token_has_120_requests_a_minute(api, clock):
    clock.go(MONDAY)
    AccessToken.objects.update(used=0, minute=None)
    statuses = [api.get("/weeks")[0] for _ in range(3)]
    AccessToken.objects.update(used=120)
    status, said = api.get("/weeks")
    assert (statuses, status, said["code"]) == ([200] * 3, 429, "too-many")
    assert 0 < int(api.answer["Retry-After"]) <= 60
    clock.traveller.shift(timedelta(minutes=1))
    assert api.get("/weeks")[0] == 200
