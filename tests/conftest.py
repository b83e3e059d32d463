import os
import re
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from config import languages
from exercises import http_cache
from tests.library import load_library, stamp

# No deadlines: a busy machine is slow, not wrong.
hypothesis.settings.register_profile("quick", max_examples=40, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=300, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

LONG = {
    "test_who_may_what.py", "test_bad_requests.py", "test_kill.py", "test_ladder_history.py",
    "test_lost.py", "test_accessibility.py", "test_taps.py",
}  # fmt: skip


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(items):
    """No process is left alone with a long test at the end."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(autouse=True)
def _forget_rate_limits():
    cache.clear()
    for name in ("pages", "template_fragments"):
        caches[name].clear()


WRITES_LIBRARY = re.compile(r'ROLLBACK|(?:INSERT|UPDATE|DELETE)[^"]*"(?:exercises|plans)_')


@pytest.fixture(autouse=True)
def _library_changes_unannounced(request, monkeypatch):
    """Gives the library a new stamp with every statement that writes to its tables.

    Most tests write its rows themselves, so nobody calls ``library_changed()``. As it is shipped it
    has the same stamp in all tests, so that what is made of it is made once.
    """
    stamp.value, stamp.is_of_a_write = 0, False

    def note(execute, sql, params, many, context):
        found = WRITES_LIBRARY.match(sql)
        if found and (stamp.is_of_a_write or found[0] != "ROLLBACK"):
            stamp.value, stamp.is_of_a_write = http_cache.new_stamp(), True
        return execute(sql, params, many, context)

    if "pages_are_cached" in request.fixturenames:
        yield
        return
    monkeypatch.setattr(http_cache, "library_stamp", lambda: stamp.value)
    with connection.execute_wrapper(note):
        yield


@pytest.fixture(scope="session")
def compiled_catalogues(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locale")
    languages.compile_catalogues(settings.BASE_DIR / "locale", folder)
    return folder


@pytest.fixture
def all_languages(compiled_catalogues, settings):
    """Every folder of locale/, also an unfinished one, as ``manage.py prepare`` would offer it."""
    folder = settings.BASE_DIR / "locale"
    codes = sorted(path.name for path in folder.iterdir())
    settings.LOCALE_PATHS = [compiled_catalogues]
    settings.LANGUAGES = [("en", "English"), *((code, languages.name_of(code)) for code in codes)]


@pytest.fixture
def pages_are_cached():
    """The library's stamp is what it is in operation."""


@pytest.fixture(autouse=True)
def _seen_today():
    """Who is logged in by a test was here before today's first look, which is noted."""

    def note(sender, request, **kwargs):
        request.session["seen"] = timezone.now().date().isoformat()

    user_logged_in.connect(note)
    yield
    user_logged_in.disconnect(note)


@pytest.fixture
def library(db):
    """The shipped exercises and program."""
    load_library()


@pytest.fixture
def migrations(settings):
    """There are migrations; for other tests tables are made from the models, which is quicker."""
    settings.MIGRATION_MODULES = {}


@pytest.fixture
def migrated(migrations, transactional_db):
    """The database was made by migrations, and is so again in the end."""
    call_command("migrate", fake=True, verbosity=0)
    yield
    call_command("migrate", verbosity=0)


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
