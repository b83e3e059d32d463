"""Today is the runner's own date."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.html import strip_tags

from logbook.models import SetEntry
from tests.factories import UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def at(hour, minute=0, day=MONDAY):
    return time_machine.travel(
        datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC), tick=False
    )


@pytest.fixture
def runner_in(client, library):
    def make(zone):
        user = start(UserFactory(time_zone=zone, equipment=["mat"]), MONDAY - DAY)
        client.force_login(user)
        return user

    return make


def logged_on(client):
    Page(client.get("/today/")).lamps("prone-squeeze")[0].send(client)
    return SetEntry.objects.get().workout.date


@pytest.mark.parametrize(
    ("zone", "hour", "day"),
    [
        ("UTC", 12, MONDAY),
        ("Pacific/Auckland", 10, MONDAY),  # 23 h there
        ("Pacific/Auckland", 12, MONDAY + DAY),
        ("Pacific/Honolulu", 9, MONDAY - DAY),  # 23 h there
        ("Pacific/Honolulu", 11, MONDAY),
    ],
)
def test_a_set_belongs_to_the_runner_s_own_date(client, runner_in, zone, hour, day):
    with at(hour):
        runner_in(zone)
        assert logged_on(client) == day


def test_a_date_that_is_tomorrow_here_may_be_today_there(client, runner_in):
    runner_in("Pacific/Auckland")
    with at(12):
        assert "Tuesday 3 March" in client.get("/today/").content.decode()


def test_at_midnight_a_new_day_begins(client, runner_in):
    runner_in("UTC")
    with at(23, 59):
        logged_on(client)
        assert "1 of 6 sets" in strip_tags(client.get("/today/").text)
    with at(0, 1, MONDAY + DAY):
        assert "0 of 6 sets" in strip_tags(client.get("/today/").text)


def test_a_session_begun_before_midnight_stays_whole(client, runner_in):
    user = runner_in("UTC")
    with at(23, 59):
        first, second, _ = Page(client.get("/today/")).lamps("prone-squeeze")
        first.send(client)
    with at(0, 1, MONDAY + DAY):
        second.send(client)
        assert "Yesterday, Set 2: 10 logged" in client.get("/today/").content.decode()
    assert {entry.workout.date for entry in user.sets.all()} == {MONDAY}


def test_a_set_of_a_page_without_a_date_is_of_today(client, runner_in):
    runner_in("UTC")
    with at(12):
        lamp = Page(client.get("/today/")).lamps("prone-squeeze")[0]
        lamp.send(client, date=None)
        assert SetEntry.objects.get().workout.date == MONDAY
