from datetime import UTC, datetime, time

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command


@pytest.fixture(autouse=True)
def _forget_rate_limits():
    cache.clear()


@pytest.fixture
def library(db):
    """The shipped exercises and program."""
    call_command("load_library", verbosity=0)


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
