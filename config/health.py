"""Addresses for monitors and load balancers: is the process alive, and can it serve pages?"""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request):
    """200 while the web process answers. Where it does not, a restart helps."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """200 while pages can be served, else 503 and the reason. It takes two small queries."""
    try:
        missing = missing_migrations()
    except DatabaseError:
        return _not_ready("database: no answer")
    if missing:
        return _not_ready("migrations: not applied: " + ", ".join(missing))
    return HttpResponse("ok", content_type="text/plain")


def _not_ready(reason):
    response = HttpResponse(reason, status=503, content_type="text/plain")
    response._has_been_logged = True  # else Django logs an error for each poll, every second
    return response


def missing_migrations() -> list[str]:
    """Return the code's migrations that the database lacks; a newer version's do no harm."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in _latest_migrations() if (app, name) not in applied]


@cache
def _latest_migrations():
    """Return each app's last migration. Cached, since reading all files takes long."""
    return sorted(MigrationLoader(None).graph.leaf_nodes())
