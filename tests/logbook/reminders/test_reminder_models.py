"""What the database itself refuses."""

from datetime import time

import pytest
from django.db import IntegrityError

from logbook.models import Device, Reminder, Reminders
from tests.factories import UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.mark.parametrize(
    "values",
    [
        {"squeeze_hours": 0},
        {"squeeze_hours": 13},
        {"squeeze_from": time(17, 1), "squeeze_until": time(17)},
    ],
)
def test_no_squeezes_that_make_no_sense(values):
    with pytest.raises(IntegrityError):
        Reminders.objects.create(user=UserFactory(), **values)


@pytest.mark.parametrize(
    "values",
    [
        {"squeeze_hours": 1},
        {"squeeze_hours": 12},
        {"squeeze_from": time(17), "squeeze_until": time(17)},
    ],
)
def test_squeezes_at_the_edge_of_what_makes_sense(values):
    assert Reminders.objects.create(user=UserFactory(), **values).pk


def test_everything_is_off_at_first():
    wanted = Reminders.objects.create(user=UserFactory())
    values = (wanted.training, wanted.morning, wanted.squeeze, wanted.calendar_key)
    assert not any(values)


def test_a_runner_has_reminders_once():
    user = UserFactory()
    Reminders.objects.create(user=user)
    with pytest.raises(IntegrityError):
        Reminders.objects.create(user=user)


def device(user, endpoint="https://push.example.org/a"):
    return Device.objects.create(user=user, endpoint=endpoint, p256dh="x", auth="y")


def test_a_browser_belongs_to_one_runner():
    device(UserFactory())
    with pytest.raises(IntegrityError):
        device(UserFactory())


def test_a_runner_may_have_several_browsers():
    user = UserFactory()
    device(user)
    device(user, "https://push.example.org/b")
    assert user.devices.count() == 2


@pytest.mark.parametrize("endpoint", ["http://push.example.org/a", "file:///etc/passwd", ""])
def test_a_browser_is_reached_by_https_alone(endpoint):
    with pytest.raises(IntegrityError):
        device(UserFactory(), endpoint)


def test_a_slot_comes_once():
    user = UserFactory()
    Reminder.objects.create(user=user, kind="training", slot="2026-03-02")
    with pytest.raises(IntegrityError):
        Reminder.objects.create(user=user, kind="training", slot="2026-03-02")


@pytest.mark.parametrize(
    ("kind", "slot", "other"),
    [
        ("training", "2026-03-03", False),
        ("morning", "2026-03-02", False),
        ("training", "2026-03-02", True),
    ],
)
def test_another_day_kind_or_runner_has_a_slot_of_its_own(kind, slot, other):
    user = UserFactory()
    Reminder.objects.create(user=user, kind="training", slot="2026-03-02")
    assert Reminder.objects.create(user=UserFactory() if other else user, kind=kind, slot=slot).pk


def test_a_reminder_is_of_a_kind_that_we_know():
    with pytest.raises(IntegrityError):
        Reminder.objects.create(user=UserFactory(), kind="advert", slot="2026-03-02")
