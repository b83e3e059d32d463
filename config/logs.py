"""One line for each event, on stderr, with the id of the request in which it happened.

Some addresses open what is secret by themselves: a calendar, a shared page, a new password. So a
path is never written, only its pattern; neither is an e-mail address, nor the row that a database
quotes in its error.
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
access = logging.getLogger("hipdrive.access")

ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
ADDRESS = re.compile(r"[^\s@<>\"'(),:;=]+@[\w.-]+")
QUOTED_ROW = re.compile(r"DETAIL:.*?(?=\n\nThe above exception|\n\nDuring handling|\Z)", re.DOTALL)
WATCHING = {"/healthz", "/readyz", "/metrics"}  # asked every second: no news while all is well


def with_request_id(get_response):
    """The outermost middleware: gives each request an id, and each answer, and tells of both."""

    def middleware(request):
        begun = time.perf_counter()
        # config/wsgi.py lets this header through from a trusted proxy alone.
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request.id = given if ID.fullmatch(given) else secrets.token_hex(8)
        token = _request.set(request)
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request.id
            if settings.ACCESS_LOG:
                _tell(request, response, time.perf_counter() - begun)
            return response
        finally:
            _request.reset(token)

    return middleware


def _tell(request, response, seconds):
    if route_of(request) in WATCHING and response.status_code < 400:
        return
    facts = {"status": response.status_code, "duration_ms": round(seconds * 1000, 1)}
    access.info("answered", extra={"facts": facts})


def route_of(request) -> str:
    """The pattern of the path, which names no runner and nothing secret."""
    if request.resolver_match:
        return "/" + request.resolver_match.route
    return settings.STATIC_URL if request.path.startswith(settings.STATIC_URL) else "unknown"


def from_proxies_only(wrap, application, proxies):
    """``wrap``, which lets ``proxies`` say who came; nobody else's X-Request-ID counts either."""

    def inner(environ, start_response):
        if environ["REMOTE_ADDR"] == environ["hipdrive.peer"]:  # nobody spoke for another
            environ.pop("HTTP_X_REQUEST_ID", None)
        return application(environ, start_response)

    wrapped = wrap(inner, proxies)

    def outer(environ, start_response):
        environ["hipdrive.peer"] = environ.get("REMOTE_ADDR")
        return wrapped(environ, start_response)

    return outer


def facts_of(record) -> dict:
    """What is told of an event: plain values, none of them personal."""
    # Django tells of a 404 when the middleware is through, and brings the request along.
    request = getattr(record, "request", None)
    request = request if isinstance(request, HttpRequest) else _request.get()
    facts = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": _without_secrets(record.getMessage(), request),
    }
    if request:
        facts["request_id"] = getattr(request, "id", None)
        facts |= {"method": request.method, "route": route_of(request)}
    facts |= getattr(record, "facts", {})
    if record.exc_info and record.exc_info[0]:
        facts["error"] = record.exc_info[0].__name__
        traceback = logging.Formatter().formatException(record.exc_info)
        facts["traceback"] = _without_secrets(traceback, request)
    return facts


def _without_secrets(text, request):
    if request and request.path != "/":
        for path in (request.path, request.path.encode("unicode_escape").decode()):
            text = text.replace(path, route_of(request))
    return ADDRESS.sub("(address)", QUOTED_ROW.sub("DETAIL: (row)", text))


class Json(logging.Formatter):
    def format(self, record):
        return json.dumps(facts_of(record), default=str)


class Line(logging.Formatter):
    """For people: the time, the words, what else is known, and below it the traceback."""

    def format(self, record):
        facts = facts_of(record)
        head = "{} {} {}: {}".format(*map(facts.pop, ("time", "level", "logger", "message")))
        below = facts.pop("traceback", "")
        more = [f"{name}={value}" for name, value in facts.items()]
        return " ".join([head, *more]) + (f"\n{below}" if below else "")


class Hook(logging.Handler):
    """Hands what went wrong to a function of the host's own, as a dict of plain values."""

    def __init__(self, hook, **options):
        super().__init__(**options)
        self.hook = import_string(hook)

    def emit(self, record):
        try:
            self.hook(facts_of(record))
        except Exception:  # whatever their function raises, the runner gets an answer
            self.handleError(record)
