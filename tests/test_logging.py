"""What the log says, and what it leaves out."""

import io
import json
import logging
from time import thread_time

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import DataError, IntegrityError
from django.test import RequestFactory

from config import logs

ADDRESS = "runner@example.org"


@pytest.fixture
def logged():
    """Return a function that reads the log of this test as JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_an_answer_bears_the_id_of_its_request(client):
    one, other = (client.get("/healthz")["X-Request-ID"] for _ in range(2))
    assert one != other


def test_the_id_of_a_proxy_is_kept(client):
    answer = client.get("/healthz", headers={"x-request-id": "0a1b2c3d-proxy.7"})
    assert answer["X-Request-ID"] == "0a1b2c3d-proxy.7"


@pytest.mark.parametrize("odd", ["short", "x" * 65, "with a space", 'a"quote"ab', "line\u2028ab"])
def test_an_odd_id_is_replaced(client, odd):
    assert client.get("/healthz", HTTP_X_REQUEST_ID=odd)["X-Request-ID"] != odd


def test_each_answer_is_a_line_where_that_is_wanted(client, settings, logged):
    client.get("/robots.txt")
    assert not logged()
    settings.ACCESS_LOG = True
    answer = client.get("/robots.txt?from=mail")
    [line] = logged()
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["logger"] == "hipdrive.access"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/robots.txt", 200)
    assert line["duration_ms"] >= 0


def test_who_asks_each_second_whether_all_is_well_is_no_news(client, settings, logged):
    settings.ACCESS_LOG = True
    client.get("/healthz")
    assert not logged()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/calendar/s3cretToken.ics", "/calendar/<str:token>.ics"),
        ("/shared/s3cretToken/", "/shared/<str:key>/"),
        ("/shared/s3cretToken/done.ics", "/shared/<str:key>/done.ics"),
        ("/nothing/s3cretToken/", "unknown"),
        ("/nothing/s3cretToken/ü%0a/", "unknown"),
    ],
)
def test_an_address_that_opens_something_is_not_in_the_log(client, settings, logged, path, route):
    settings.ACCESS_LOG = True
    client.get(path)
    lines = logged()
    assert {line["route"] for line in lines} == {route}
    assert {line["logger"] for line in lines} >= {"django.request", "hipdrive.access"}
    assert len({line["request_id"] for line in lines}) == 1
    assert "s3cret" not in str(lines)


@pytest.mark.django_db
def test_the_link_to_a_new_password_is_not_in_the_log(client, settings, logged):
    settings.ACCESS_LOG = True
    client.get("/accounts/password/reset/key/1-s3cretToken/")
    assert "s3cret" not in str(logged())
    assert "(?P<key>" in logged()[0]["route"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "logger"),
    [
        ({"path": "/healthz", "headers": {"host": "elsewhere.example.org"}}, "DisallowedHost"),
        ({"path": "/healthz", "headers": {"host": "in valid"}}, "DisallowedHost"),
        ({"path": "/accounts/login/", "data": {"login": "x" * 1_000_001}}, "RequestDataTooBig"),
        ({"path": "/accounts/login/", "data": {f"n{n}": "" for n in range(1001)}},
         "TooManyFieldsSent"),
    ],
    ids=["host", "no host", "size", "fields"],
)  # fmt: skip
def test_what_any_visitor_can_send_is_no_error_of_ours(client, logged, sent, logger):
    answer = client.post(**sent)
    assert answer.status_code in (400, 413)
    lines = [line for line in logged() if line["logger"].startswith("django.security")]
    assert [line["logger"] for line in lines] == [f"django.security.{logger}"]
    assert {line["level"] for line in logged()} == {"WARNING"}
    assert "traceback" not in lines[0]


def test_every_line_of_a_request_bears_its_id(logged):
    def view(request):
        logging.getLogger("elsewhere").warning("seen")
        return {}

    class Answer:
        headers: dict = {}

    request = RequestFactory().get("/", HTTP_X_REQUEST_ID="of-this-one")
    logs.with_request_id(lambda request: view(request) or Answer())(request)
    logging.getLogger("elsewhere").warning("after it")
    inside, after = logged()
    assert inside["request_id"] == "of-this-one"
    assert "request_id" not in after


def test_no_address_of_a_person(logged):
    log = logging.getLogger("accounts")
    log.warning("No mail to %s: refused", ADDRESS)
    try:
        raise SuspiciousOperation(f"<{ADDRESS}> again")
    except SuspiciousOperation:
        log.exception("Fault")
    one, other = logged()
    assert one["message"] == "No mail to (address): refused"
    assert other["error"] == "SuspiciousOperation"
    assert "<(address)> again" in other["traceback"]


@pytest.mark.parametrize("sent", ["a" * 31_000, "a." * 15_000, "a@" * 15_000])
def test_a_long_word_of_a_visitor_costs_little(client, logged, sent):
    """An odd name of a host comes into the log, whoever sends it."""
    begun = thread_time()
    assert client.get("/healthz", headers={"host": sent}).status_code == 400
    assert thread_time() - begun < 1  # it was a quarter of a minute
    assert logged()


def test_no_row_that_the_database_quotes(logged):
    quoted = 'violates "x"\nDETAIL:  Failing row contains (7, left knee hurts,\nbadly).'
    try:
        try:
            raise ValueError(quoted)
        except ValueError as fault:
            raise IntegrityError(quoted) from fault
    except IntegrityError:
        logging.getLogger("logbook").exception("Fault")
    [line] = logged()
    assert "knee" not in line["traceback"]
    assert "badly" not in line["traceback"]
    assert line["traceback"].count('violates "x"\nDETAIL: (row)') == 2


def test_no_values_of_a_statement_that_the_database_quotes(logged):
    quoted = "out of range: \"x\"\nLINE 1: ...e, 30, NULL, 'left knee hurts', fal...\n      ^"
    try:
        raise DataError(quoted)
    except DataError:
        logging.getLogger("logbook").exception("Fault")
    [line] = logged()
    assert "knee" not in line["traceback"]
    assert line["traceback"].endswith('out of range: "x"\nLINE: (statement)')


def test_a_line_for_people_says_the_same():
    record = logging.makeLogRecord({"name": "logbook", "levelname": "INFO", "msg": "Here"})
    record.fields = {"status": 200}
    assert logs.TextFormatter().format(record).endswith(" INFO logbook: Here status=200")


received = []


def failing_hook(fields):
    received.append(fields)
    raise ZeroDivisionError


def test_an_error_is_handed_to_the_hosts_own_function(client, monkeypatch):
    monkeypatch.setattr(logging, "raiseExceptions", False)  # else the hook's failure is printed
    monkeypatch.setattr("config.health.missing_migrations", lambda: {}["left knee"])
    received.clear()
    handler = logs.HookHandler(f"{__name__}.failing_hook", level="ERROR")
    logging.getLogger().addHandler(handler)
    try:
        client.raise_request_exception = False
        assert client.get("/readyz").status_code == 500  # and not another error of the hook
        assert client.get("/robots.txt/none").status_code == 404
    finally:
        logging.getLogger().removeHandler(handler)
    [fields] = received
    names = "error level logger message method request_id route time traceback"
    assert sorted(fields) == names.split()
    assert fields["error"] == "KeyError"


def test_the_hook_is_set_by_its_name_and_a_wrong_one_stops_the_start(python):
    done = python("import config.wsgi", ERROR_HOOK="nowhere.tell")
    assert done.returncode
    assert "nowhere" in done.stderr
