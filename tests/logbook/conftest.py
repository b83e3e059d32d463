import ssl
from datetime import date, timedelta

import pytest

from logbook.reminders import push
from tests.factories import UserFactory
from tests.logbook.long_logs import start
from tests.logbook.reminders.push_service import Service

MONDAY = date(2026, 3, 2)  # the day of the clock


@pytest.fixture
def runner(client, library, clock):
    """Logged in on Monday, screened twenty days before."""
    user = start(UserFactory(), MONDAY - timedelta(days=20))
    client.force_login(user)
    return user


@pytest.fixture
def mat_runner(client, library, clock):
    """Logged in and screened on Monday, with what the daily exercises need."""
    user = start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)
    client.force_login(user)
    return user


@pytest.fixture
def tap(client):
    """A browser with htmx: ``tap(form)`` sends a form as the page made it."""

    class Htmx:
        def post(self, address, values):
            return client.post(address, values, headers={"hx-request": "true"})

    return lambda form, button=None, **changes: form.send(Htmx(), button, **changes)


@pytest.fixture
def keys(settings):
    """A host that sends push."""
    settings.VAPID_PUBLIC_KEY, settings.VAPID_PRIVATE_KEY = push.new_pair()
    settings.VAPID_SUBJECT, settings.SENDS_PUSH = "mailto:me@example.org", True


@pytest.fixture
def service(tmp_path, monkeypatch, keys):
    """A push service on loopback, where this host finds every name."""
    made = Service(tmp_path)
    made.strict = ssl.create_default_context
    trusting = ssl.create_default_context(cafile=made.certificate)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    monkeypatch.setattr(push, "public_address", lambda host: "127.0.0.1")
    monkeypatch.setattr(push, "PORT", made.port)
    push.tls.cache_clear()
    yield made
    push.tls.cache_clear()
    made.close()
