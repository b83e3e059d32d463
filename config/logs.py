"""One line for each event, on stderr, with the id of the request in which it happened.

Some paths are secrets that open a calendar, a shared page or a password reset. So the log holds a
path's pattern and never the path, no e-mail address, and no row that a database error quotes.
"""

import json
import logging
import re
import secrets
import time
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

_request = ContextVar("request", default=None)
access_log = logging.getLogger("hipdrive.access")

REQUEST_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
# It begins where a word does and gives nothing back. A visitor's header of 30,000 letters would
# else be read from each of them on, which stops the process for a quarter of a minute.
EMAIL = re.compile(r"(?<![^\s@<>\"'(),:;=])[^\s@<>\"'(),:;=]++@[\w.-]+")
QUOTED_ROW = re.compile(r"DETAIL:.*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL)
QUOTED_LINE = re.compile(r"^LINE \d+: .*\n *\^$", re.MULTILINE)  # of the statement, with its values
POLLED = {"/healthz", "/readyz", "/metrics"}  # every second, so only their errors are logged


def with_request_id(get_response):
    """Outermost middleware: give each request and its response an id, and log the response."""

    def middleware(request):
        begun = time.perf_counter()
        # config/proxies.py lets this header through from a trusted proxy only.
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request.id = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        token = _request.set(request)
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request.id
            if settings.ACCESS_LOG:
                _log_response(request, response, time.perf_counter() - begun)
            return response
        finally:
            _request.reset(token)

    return middleware


def _log_response(request, response, seconds):
    if route_of(request) in POLLED and response.status_code < 400:
        return
    fields = {"status": response.status_code, "duration_ms": round(seconds * 1000, 1)}
    access_log.info("answered", extra={"fields": fields})


def route_of(request) -> str:
    """Return the pattern of the path, which names no runner and holds no secret."""
    if request.resolver_match:
        return "/" + request.resolver_match.route
    return settings.STATIC_URL if request.path.startswith(settings.STATIC_URL) else "unknown"


def fields_of(record) -> dict:
    """Return what the log says of an event: plain values, none of them personal."""
    # Django logs a 404 after the middleware has ended, and attaches the request.
    request = getattr(record, "request", None)
    request = request if isinstance(request, HttpRequest) else _request.get()
    fields = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": _without_secrets(record.getMessage(), request),
    }
    if request:
        fields["request_id"] = getattr(request, "id", None)
        fields |= {"method": request.method, "route": route_of(request)}
    fields |= getattr(record, "fields", {})
    if record.exc_info and record.exc_info[0]:
        fields["error"] = record.exc_info[0].__name__
        traceback = logging.Formatter().formatException(record.exc_info)
        fields["traceback"] = _without_secrets(traceback, request)
    return fields


def _without_secrets(text, request):
    if request and request.path != "/":
        for path in (request.path, request.path.encode("unicode_escape").decode()):
            text = text.replace(path, route_of(request))
    text = QUOTED_LINE.sub("LINE: (statement)", QUOTED_ROW.sub("DETAIL: (row)", text))
    return EMAIL.sub("(address)", text)


class JsonFormatter(logging.Formatter):
    def format(self, record):
        return json.dumps(fields_of(record), default=str)


class TextFormatter(logging.Formatter):
    """For people: the time, the message, the other fields, and below them the traceback."""

    def format(self, record):
        fields = fields_of(record)
        head = "{} {} {}: {}".format(*map(fields.pop, ("time", "level", "logger", "message")))
        traceback = fields.pop("traceback", "")
        rest = [f"{name}={value}" for name, value in fields.items()]
        return " ".join([head, *rest]) + (f"\n{traceback}" if traceback else "")


class HookHandler(logging.Handler):
    """Calls a function of the host's own (ERROR_HOOK) with the fields of each error."""

    def __init__(self, hook, **options):
        super().__init__(**options)
        self.hook = import_string(hook)

    def emit(self, record):
        try:
            self.hook(fields_of(record))
        except Exception:  # the host's function may raise anything; the runner gets an answer
            self.handleError(record)


class VisitorsFault(logging.Filter):
    """For what any visitor can send and Django logs as our error, with a traceback.

    A warning remains, so that a host finds out which name is missing in ALLOWED_HOSTS.
    """

    def filter(self, record):
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = None
        return True


class WithoutPath(logging.Filter):
    """For waitress, which names the path when the application breaks off an answer."""

    def filter(self, record):
        record.msg = str(record.msg).partition(" while serving ")[0]
        return True
