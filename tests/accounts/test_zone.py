"""A device in another time zone than its runner's profile: what the server says and changes."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.exercises.admin_forms import filled
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def runner(client):
    runner = UserFactory(time_zone="Europe/Vienna", minutes=12)
    client.force_login(runner)
    return runner


def asked(client, zone):
    return client.get("/settings/zone/", {"zone": zone})


def test_another_zone_is_named_beside_the_own(client, runner):
    said = asked(client, "America/New_York").text
    assert "the time zone America/New York; your days follow Europe/Vienna." in " ".join(
        said.split()
    )
    assert 'name="zone" value="America/New_York"' in said


def test_of_a_zone_with_the_same_clock_all_year_nothing_is_said(client, runner):
    for zone in ("Europe/Vienna", "Europe/Berlin", "europe/vienna"):
        assert asked(client, zone).status_code == 204
    runner.use_zone("Asia/Kolkata")
    assert asked(client, "Asia/Calcutta").status_code == 204  # an old name that browsers send


def test_in_winter_utc_is_not_london(client, runner):
    runner.use_zone("UTC")
    with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC)):
        assert asked(client, "Europe/London").status_code == 200


def test_one_press_changes_the_zone_and_nothing_else_and_undo_brings_it_back(client, runner):
    response = client.post("/settings/zone/", {"zone": "Pacific/Auckland"})
    assert (response.status_code, response.url) == (302, "/today/")
    runner.refresh_from_db()
    assert (runner.time_zone, runner.minutes) == ("Pacific/Auckland", 12)
    assert [zone for _, zone in runner.earlier_zones] == ["Europe/Vienna"]
    assert client.post("/settings/zone/?zone=Europe/Vienna").status_code == 302
    runner.refresh_from_db()
    assert runner.time_zone == "Europe/Vienna"


def test_a_zone_that_is_none_changes_nothing(client, runner):
    for zone in ("", "Moon/Tranquility", "../../etc/passwd", "\0", "x" * 5000):
        assert asked(client, zone).status_code == 404
        assert client.post("/settings/zone/", {"zone": zone}).status_code == 404
    runner.refresh_from_db()
    assert runner.time_zone == "Europe/Vienna"


def test_only_so_many_earlier_zones_are_remembered(runner):
    for n in range(60):
        runner.use_zone(["UTC", "Europe/Vienna"][n % 2])
    runner.refresh_from_db()
    assert len(runner.earlier_zones) == 50


def test_a_host_who_changes_the_zone_in_the_admin_leaves_the_days_open(client, runner):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = f"/admin/accounts/user/{runner.pk}/change/"
    sent = filled(client.get(address)) | {"time_zone": "Pacific/Niue"}
    assert client.post(address, sent).status_code == 302
    runner.refresh_from_db()
    assert runner.time_zone == "Pacific/Niue"
    assert [zone for _, zone in runner.earlier_zones] == ["Europe/Vienna"]
