"""Two questions of whoever watches or routes: is the process alive, and can it serve pages?"""

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
    """200 while the web process answers; a restart helps where it does not."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request):
    """200 while pages can be served, else 503 and what stands in the way. Two small queries."""
    try:
        missing = missing_migrations()
    except DatabaseError:
        return _not_ready("database: no answer")
    if missing:
        return _not_ready("migrations: not applied: " + ", ".join(missing))
    return HttpResponse("ok", content_type="text/plain")


def _not_ready(why):
    response = HttpResponse(why, status=503, content_type="text/plain")
    response._has_been_logged = True  # whoever asked knows; a line every second helps nobody
    return response


def missing_migrations() -> list[str]:
    """Those of this code that the database lacks; those of a newer version do no harm."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    try:
        applied = set(MigrationRecorder.Migration.objects.values_list("app", "name"))
    except DatabaseError:  # it answers, so its table is not there yet
        applied = set()
    return [f"{app}.{name}" for app, name in _last_migrations() if (app, name) not in applied]


@cache
def _last_migrations():
    """Of each app, as the files say: read once, since they are the code's own."""
    return sorted(MigrationLoader(None).graph.leaf_nodes())
