"""While the database is full, read-only, gone or failing over, pages are 503."""

import errno
import logging
import sqlite3
import uuid
from datetime import date

import psycopg
import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InternalError, OperationalError, ProgrammingError, connection, connections
from django.db.backends.utils import CursorWrapper
from django.http import HttpResponse
from django.test import Client
from psycopg_pool import PoolTimeout

from config import outage
from logbook.exchange.access_keys import hand_out
from logbook.models import AccessToken, SetEntry, Workout
from tests.factories import UserFactory
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("clock")
sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'")


def postgres_only(test):
    return pytest.mark.postgres(pytest.mark.skipif("connection.vendor != 'postgresql'")(test))


def because_of(fault, cause):
    fault.__cause__ = cause
    return fault


def of_sqlite(code):
    cause = sqlite3.OperationalError("…")
    cause.sqlite_errorcode = code
    return because_of(OperationalError("…"), cause)


def of_postgres(state, kind=OperationalError):
    return because_of(kind("…"), psycopg.errors.lookup(state)("…"))


FULL = of_sqlite(sqlite3.SQLITE_FULL)


def test_what_passes_is_an_outage():
    for fault in (
        FULL,
        of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED),
        of_sqlite(sqlite3.SQLITE_IOERR_WRITE),
        of_sqlite(sqlite3.SQLITE_CANTOPEN),
        of_sqlite(sqlite3.SQLITE_BUSY),
        of_postgres("25006", InternalError),  # a standby
        of_postgres("57P01"),  # shut down by its admin
        of_postgres("57P03"),  # starting up
        of_postgres("53100"),  # disk full
        of_postgres("53300"),  # too many connections
        of_postgres("08P01"),  # PgBouncer: server conn crashed
        because_of(OperationalError("…"), psycopg.OperationalError("connection refused")),
        because_of(OperationalError("…"), PoolTimeout("none in 5 s")),
        # an answer that is followed by the server's shutdown message
        because_of(InternalError("…"), psycopg.InternalError("received 2 results from 'BEGIN'")),
        psycopg.OperationalError("the connection is lost"),  # where a cursor was closed
        OSError(errno.ENOSPC, "No space left on device"),
    ):
        assert outage.is_outage(fault), repr(fault.__cause__ or fault)


def test_a_bug_is_none():
    for fault in (
        of_sqlite(sqlite3.SQLITE_ERROR),  # no such column
        of_sqlite(sqlite3.SQLITE_CORRUPT),
        of_postgres("42703", ProgrammingError),  # no such column
        of_postgres("57014"),  # a statement that took too long
        OperationalError("of nobody"),
        psycopg.InterfaceError("the cursor is closed"),
        because_of(ProgrammingError("…"), psycopg.ProgrammingError("not as it is used")),
        OSError(errno.ENOENT, "No such file"),
        SessionInterrupted("logged out meanwhile"),
        ValueError(),
    ):
        assert not outage.is_outage(fault), repr(fault.__cause__ or fault)


@pytest.fixture
def away(db):
    """Return a function that makes each statement fail, as if the disk were full."""
    patch = pytest.MonkeyPatch()

    def away(fault=FULL):
        def fail(*_args):
            raise fault

        for name in ("execute", "executemany"):
            patch.setattr(f"django.db.backends.utils.CursorWrapper.{name}", fail)
        patch.setitem(outage._last_log, "at", -outage.LOG_EVERY_S)

    yield away
    patch.undo()


@pytest.fixture
def phone(library, db):
    """Return a client that is signed in and gets error pages."""
    client = Client(raise_request_exception=False)
    client.runner = start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)
    client.force_login(client.runner)
    return client


def a_set(**more):
    return {"exercise": "prone-squeeze", "key": str(uuid.uuid4()), "amount": 10, **more}


def test_a_page_says_so_and_needs_no_database(phone, away):
    away()
    answer = phone.get("/today/?from=here")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"
    assert 'href="/today/?from=here"' in answer.text
    assert "Back in a moment" in answer.text


def test_what_was_sent_is_said_not_to_be_stored(phone, away):
    away()
    answer = phone.post("/today/sets/", a_set())
    assert answer.status_code == 503
    assert "was not stored" in answer.text


def test_a_tap_is_answered_by_a_toast(phone, away):
    away()
    answer = phone.post("/today/sets/", a_set(), headers={"HX-Request": "true"})
    assert answer.status_code == 503
    assert answer.text.startswith('<div class="toast"')
    assert "Not saved" in answer.text


def test_a_program_is_answered_by_a_problem(phone, away):
    key = hand_out(AccessToken(user=phone.runner, name="watch", may_log=True))
    away()
    headers = {"Authorization": f"Bearer {key}"}
    answer = phone.post("/api/v1/sets", a_set(), "application/json", headers=headers)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "unavailable"


def test_an_outage_is_logged_once(phone, away, caplog):
    away()
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            phone.get("/today/")
    assert [record.name for record in caplog.records] == ["config.outage"]


def test_a_session_that_cannot_be_saved_is_an_outage_too(phone, monkeypatch, rf):
    """Django answers it as a session that was ended meanwhile, a bad request."""

    def fail(*_args, **_options):
        raise FULL

    def view(request):
        request.session["changed"] = True
        return HttpResponse()

    rf.cookies["sessionid"] = phone.cookies["sessionid"].value
    monkeypatch.setattr("django.contrib.sessions.models.Session.save", fail)
    with pytest.raises(SessionInterrupted) as told:
        SessionMiddleware(view)(rf.get("/"))
    assert outage.handler400(rf.get("/"), told.value).status_code == 503
    logged_out_meanwhile = outage.handler400(rf.get("/"), SessionInterrupted())
    assert logged_out_meanwhile.url == "/accounts/login/?next=/"
    phone = rf.post("/today/sets/", headers={"X-Runner": "1"})
    assert outage.handler400(phone, SessionInterrupted()).status_code == 401


def test_a_bug_in_a_query_stays_a_500(phone, away):
    away(of_sqlite(sqlite3.SQLITE_ERROR))
    assert phone.get("/today/").status_code == 500


@pytest.fixture
def signed_in(transactional_db, library):
    client = Client(raise_request_exception=False)
    client.runner = start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)
    client.force_login(client.runner)
    return client


def pragma(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def keys_stored():
    return {str(key) for key in SetEntry.objects.values_list("key", flat=True)}


def send(phone, count=1):
    """Send sets, and return the keys of the acknowledged and of the refused ones."""
    stored, refused = set(), set()
    for _ in range(count):
        values = a_set()
        status = phone.post("/today/sets/", values).status_code
        assert status in (303, 503)
        (stored if status == 303 else refused).add(values["key"])
    return stored, refused


@sqlite_only
def test_a_full_disk_leaves_nothing_half_and_is_over_by_itself(signed_in):
    """SQLite's limit of pages raises the same error as a full disk."""
    pragma("VACUUM")  # other tests leave free room in the file
    pages, most = pragma("PRAGMA page_count")[0], pragma("PRAGMA max_page_count")[0]
    pragma(f"PRAGMA max_page_count = {pages}")
    stored, refused = send(signed_in, 100)
    pragma(f"PRAGMA max_page_count = {most}")
    assert refused
    assert keys_stored() == stored
    assert not Workout.objects.filter(sets=None).exists()
    again, _ = send(signed_in)
    assert keys_stored() == stored | again


@sqlite_only
def test_what_is_read_only_is_read_still(signed_in):
    pragma("PRAGMA query_only = 1")
    try:
        assert send(signed_in)[0] == set()
        assert signed_in.get("/exercises/").status_code == 200
    finally:
        pragma("PRAGMA query_only = 0")
    assert send(signed_in)[0] == keys_stored()


@postgres_only
def test_a_standby_is_read_still(signed_in):
    """The database is like this between the primary's death and the promotion."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        assert send(signed_in)[0] == set()
        assert signed_in.get("/exercises/").status_code == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "RESET default_transaction_read_only"
            )  # the connection goes back into the pool
    assert send(signed_in)[0] == keys_stored()


@postgres_only
def test_a_connection_that_was_cut_is_made_anew(signed_in):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with psycopg.connect(**psycopg_arguments()) as admin:
        admin.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert send(signed_in)[0] == set()
    connection.close()  # as after a request, which the test client leaves out
    assert send(signed_in)[0] == keys_stored()


@postgres_only
def test_at_whatever_statement_the_connection_is_lost_it_is_no_bug(signed_in, monkeypatch):
    """An acknowledged set is stored; one that was not acknowledged may be stored too."""
    seen, acknowledged = {"left": 0}, set()

    def lose_before(owner, name):
        does = getattr(owner, name)

        def run(*arguments, **options):
            seen["left"] -= 1
            if seen["left"] == 0:
                with psycopg.connect(**psycopg_arguments()) as admin:
                    pid = connection.connection.info.backend_pid
                    admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
            return does(*arguments, **options)

        monkeypatch.setattr(owner, name, run)

    lose_before(CursorWrapper, "execute")
    lose_before(type(connections["default"]), "_commit")
    lose_before(type(connections["default"]), "_set_autocommit")
    for place in range(1, 100):
        connection.ensure_connection()
        seen["left"] = place
        stored, _refused = send(signed_in)
        acknowledged |= stored
        if seen["left"] > 0:
            break
        connection.close()
    seen["left"] = 0  # no more
    assert 10 < place < 99
    assert acknowledged <= keys_stored()


def psycopg_arguments():
    said = connection.get_connection_params()
    return {name: said[name] for name in ("dbname", "user", "host") if name in said}
