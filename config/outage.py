"""503 while the database cannot read or save: gone, full, read-only, failing over.

As the error handlers of the project and not as a middleware: Django turns a fault in any layer,
such as the session's, into an answer right there, and asks the handler for it. The page needs no
database, session or account. What was sent was not stored, and may be sent again.

Only what passes by itself, or by the host's doing, counts. A bug such as "no such column" is a 500.
"""

import errno
import logging
import sqlite3
import sys
import time
from http import HTTPStatus
from urllib.parse import quote

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError
from django.http import HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from logbook.exchange.api.problems import Problem

from . import errors

logger = logging.getLogger(__name__)

RETRY_S = 5
TOLD_EVERY_S = 60  # an outage is one fault, however many ask meanwhile
SQLITE = {  # the low byte of https://www.sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
POSTGRES = (  # beginnings of https://www.postgresql.org/docs/current/errcodes-appendix.html
    "08",  # the connection, PgBouncer's "server conn crashed" too
    "25006",  # written to what is a standby (still, or by now)
    "40001", "40003", "40P01",  # gave way to another transaction
    "53",  # disk full, too many connections, out of memory
    "55P03",  # a lock was not had in time
    "57P01", "57P02", "57P03", "57P05",  # shut down, crashed, starting up, idle for too long
    "58030",  # the disk fails
)  # fmt: skip
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # for an upload that is put aside


def is_outage(fault) -> bool:
    if isinstance(fault, SessionInterrupted):  # the session could not be saved: why?
        fault = fault.__context__ and fault.__context__.__context__
    # Closing a cursor raises the driver's own; else Django's stands before it.
    cause = fault.__cause__ if isinstance(fault, DatabaseError) else fault
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in SQLITE
    if state := getattr(cause, "sqlstate", None):
        return state.startswith(POSTGRES)
    if type(cause).__module__.startswith("psycopg"):
        # No word from the server: not reached, not in time, or lost on the way, and even between
        # the parts of an answer, which psycopg calls an InternalError.
        kinds = {kind.__name__ for kind in type(cause).__mro__}
        return not kinds.isdisjoint({"OperationalError", "InternalError"})
    return isinstance(fault, OSError) and fault.errno in DISK


def never_make_a_database(database):
    """Where the file is gone, such as with its disk, SQLite would make an empty one in its place.

    For web processes; ``database`` is what DATABASES says of one.
    """
    if database["ENGINE"].endswith("sqlite3"):
        database["NAME"] = f"file:{quote(str(database['NAME']))}?mode=rw"


def handler500(request):
    fault = sys.exception()
    return unavailable(request, fault) if is_outage(fault) else errors.server_error(request)


def handler400(request, exception):
    if is_outage(exception):
        return unavailable(request, exception)
    return errors.bad_request(request, exception)


def unavailable(request, fault):
    _tell(fault)
    response = _answer(request)
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response["Retry-After"] = str(RETRY_S)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # Django would add a traceback for each request
    return response


def _answer(request):
    if request.path.startswith("/api/"):
        detail = _("The database does not answer right now. Send it again, with the same key.")
        return Problem(503, "unavailable", detail).response()
    # A script puts it into #toast (htmx-config in base.html) and stays on its page.
    by_script = "HX-Request" in request.headers
    template = loader.get_template("503.html#toast" if by_script else "503.html")
    about = {"is_read": request.method in ("GET", "HEAD"), "path": request.get_full_path()}
    return HttpResponse(template.render(about), headers={"HX-Push-Url": "false"})


_told = {"at": -TOLD_EVERY_S}  # of this process


def _tell(fault):
    now = time.monotonic()
    if now - _told["at"] >= TOLD_EVERY_S:
        _told["at"] = now
        kind = type(fault.__cause__ or fault).__name__
        logger.error("Answering 503, the database is away: %s: %s", kind, str(fault).strip())
