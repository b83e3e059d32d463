"""Answers 503 while the database cannot read or save: gone, full, read-only or failing over.

So it does while the mail cannot be sent that somebody asked for, and to a runner whose other
requests are still worked on.

These are the project's error handlers and no middleware, because Django turns an exception in any
layer, such as the session's, into a response right there and calls the handler. The page needs no
database, session or account. Nothing of the request was stored, so it may be sent again.

An outage ends by itself or is ended by the host. A bug such as "no such column" stays a 500.
"""

import errno
import logging
import sqlite3
import sys
import time
from http import HTTPStatus

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError
from django.http import HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from accounts.adapter import MailNotSent
from logbook.exchange.api.problems import Problem
from logbook.fair_share import TooManyAtOnce

from . import errors
from .signed_out import signed_out, was_signed_out

logger = logging.getLogger(__name__)

RETRY_S = 5
LOG_EVERY_S = 60  # an outage is one error, however many requests it hits
SQLITE_CODES = {  # the low byte of the codes in https://www.sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
POSTGRES_STATES = (  # beginnings of the codes in https://www.postgresql.org/docs/current/errcodes-appendix.html
    "08",  # the connection failed; PgBouncer's "server conn crashed" is one of these
    "25006",  # a write to a standby, or to a primary that became one
    "40001", "40003", "40P01",  # the transaction gave way to another one
    "53",  # disk full, too many connections, out of memory
    "55P03",  # no lock in time
    "57P01", "57P02", "57P03", "57P05",  # shut down, crashed, starting up, idle for too long
    "58030",  # the disk fails
)  # fmt: skip
DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # an upload is written to a temporary file


def is_outage(error) -> bool:
    if isinstance(error, MailNotSent | TooManyAtOnce):
        return True
    if isinstance(error, SessionInterrupted):  # raised because the session could not be saved
        error = error.__context__ and error.__context__.__context__
    # Closing a cursor raises the driver's own exception, anything else Django's with that as cause.
    cause = error.__cause__ if isinstance(error, DatabaseError) else error
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in SQLITE_CODES
    if state := getattr(cause, "sqlstate", None):
        return state.startswith(POSTGRES_STATES)
    # psycopg is not imported for its classes: on SQLite that would cost 25 MB of memory.
    if type(cause).__module__.startswith("psycopg"):
        # Without a state the server said nothing: it was not reached, not in time, or got lost on
        # the way, which between two parts of an answer is an InternalError.
        names = {kind.__name__ for kind in type(cause).__mro__}
        return not names.isdisjoint({"OperationalError", "InternalError"})
    return isinstance(error, OSError) and error.errno in DISK_ERRORS


def handler500(request):
    error = sys.exception()
    if is_outage(error):
        return unavailable(request, error)
    return signed_out(request) if was_signed_out(request, error) else errors.server_error(request)


def handler400(request, exception):
    if is_outage(exception):
        return unavailable(request, exception)
    if was_signed_out(request, exception):
        return signed_out(request)
    return errors.bad_request(request, exception)


def unavailable(request, error):
    if not isinstance(error, TooManyAtOnce):
        _log(error)
    response = _response(request, error)
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response["Retry-After"] = str(RETRY_S)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # else Django logs a traceback for each request
    return response


def _response(request, error):
    if request.path.startswith("/api/"):
        detail = _("The database does not answer right now. Send it again, with the same key.")
        if isinstance(error, TooManyAtOnce):
            detail = _("Other requests of yours are under way. Send it again, with the same key.")
        return Problem(503, "unavailable", detail).response()
    # htmx puts the toast into #toast (htmx-config in base.html) and stays on its page.
    template = loader.get_template(
        "503.html#toast" if "HX-Request" in request.headers else "503.html"
    )
    context = {"is_read": request.method in ("GET", "HEAD"), "path": request.get_full_path()}
    context["no_mail"] = isinstance(error, MailNotSent)
    context["is_busy"] = isinstance(error, TooManyAtOnce)
    return HttpResponse(template.render(context), headers={"HX-Push-Url": "false"})


_last_log = {"at": -LOG_EVERY_S}  # monotonic seconds, in this process


def _log(error):
    now = time.monotonic()
    if now - _last_log["at"] >= LOG_EVERY_S:
        _last_log["at"] = now
        kind = type(error.__cause__ or error).__name__
        what = "mail server" if isinstance(error, MailNotSent) else "database"
        text = str(error.__cause__ or error).strip()
        logger.error("Answering 503, the %s is away: %s: %s", what, kind, text)
