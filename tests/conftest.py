import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import user_logged_in
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone

from exercises.library import make_editors


@pytest.fixture(autouse=True)
def _forget_rate_limits():
    cache.clear()


@pytest.fixture(autouse=True)
def _seen_today():
    """Who is logged in by a test was here before today's first look, which is noted."""

    def note(sender, request, **kwargs):
        request.session["seen"] = timezone.now().date().isoformat()

    user_logged_in.connect(note)
    yield
    user_logged_in.disconnect(note)


_loaded = {}  # hour of the server's time → the SQL that puts its rows in


@pytest.fixture
def library(db):
    """The shipped exercises and program, as if loaded now: once, and then row by row."""
    hour = f"{timezone.now():%F %H}"
    models = [m for app in ("exercises", "plans") for m in all_models_of(app)]
    if hour not in _loaded:
        call_command("load_library", verbosity=0)
        _loaded[hour] = [statement for model in models for statement in inserts_of(model)]
        return
    # Keys are checked at the end, so the order does not matter.
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _loaded[hour]:
            cursor.execute(*statement)
    make_editors()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def inserts_of(model):
    """What bulk_create() would send, made once: making it costs more than running it."""
    rows = list(model._base_manager.all())
    query = InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, rows, raw=True)
    return query.get_compiler(connection=connection).as_sql() if rows else []


def all_models_of(app):
    return apps.get_app_config(app).get_models(include_auto_created=True)


class Clock:
    """The time of the server, and of the pages it is given."""

    def __init__(self, traveller):
        self.traveller = traveller
        self.pages = []

    def follow(self, page):
        """From now on this page's own clock goes along. Before its first visit."""
        page.clock.install(time=datetime.now(UTC))
        self.pages.append(page)

    def go(self, day, hour=9):
        """To this hour of a date, in UTC; from there time runs on."""
        moment = datetime.combine(day, time(hour), UTC)
        self.traveller.move_to(moment)
        for page in self.pages:
            page.clock.set_system_time(moment)


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=True) as traveller:
        yield Clock(traveller)


@pytest.fixture
def python(tmp_path):
    """Runs code in a process of its own, under the real settings and this environment only."""
    (tmp_path / "data/static").mkdir(parents=True)

    def run(code, **environment):
        return subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            cwd=Path(__file__).parent.parent,
            env={
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DATA_DIR": str(tmp_path / "data"),
                **environment,
            },
            capture_output=True,
            text=True,
        )

    return run
