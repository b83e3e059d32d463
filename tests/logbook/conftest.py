from datetime import date

import pytest

from tests.factories import UserFactory

from .diary import start

MONDAY = date(2026, 3, 2)  # the day of the clock


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
