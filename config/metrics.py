"""Metrics for Prometheus, imported only where METRICS_TOKEN is set.

Each process counts in files of its own, and any web process adds up all of them. A management
command's files bear its name and not its process id, so that many runs leave few files.
"""

import logging
import os
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.signals import got_request_exception
from django.db import DatabaseError
from django.dispatch import receiver
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .logs import route_of
from .private_data import make_private_folder

# prometheus_client reads this variable on its first import. ./dev run empties the folder of the
# files that earlier processes left.
_folder = settings.DATA_DIR / "metrics"
make_private_folder(_folder)
os.umask(0o077)  # each process makes its files when it first counts something
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_folder)

from prometheus_client import CollectorRegistry, Counter, Histogram, values  # noqa: E402
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402


def _process_name():
    is_command = Path(sys.argv[0]).name == "manage.py" and len(sys.argv) > 1
    return sys.argv[1] if is_command else os.getpid()


values.ValueClass = values.MultiProcessValue(_process_name)

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)

REQUESTS = Counter("hipdrive_requests", "Answers given.", ["route", "method", "status"])
LATENCY = Histogram("hipdrive_request_seconds", "Time to an answer.", ["route"], buckets=SECONDS)
EVENTS = Counter("hipdrive_events", "Named in docs/hosting.md.", ["event"])
DATABASE_ERRORS = Counter("hipdrive_database_errors", "In an answer to a request.", ["error"])


def count_responses(get_response):
    """Middleware: count each response by route, method and status, and measure its time."""

    def middleware(request):
        begun = time.perf_counter()
        response = get_response(request)
        route = route_of(request)
        LATENCY.labels(route).observe(time.perf_counter() - begun)
        # A visitor can send any word as a method.
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(route, method, response.status_code).inc()
        return response

    return middleware


class EventCounter(logging.Handler):
    """Handles the logger hipdrive.events, whose messages are the names of events."""

    def emit(self, record):
        EVENTS.labels(record.msg).inc()


@receiver(got_request_exception)
def count_database_errors(**kwargs):
    error = sys.exception()
    if isinstance(error, DatabaseError):
        DATABASE_ERRORS.labels(type(error).__name__).inc()


@never_cache
@require_safe
def metrics(request):
    """Return the metrics to a client that sends METRICS_TOKEN as its bearer token."""
    given = request.headers.get("Authorization", "")
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
