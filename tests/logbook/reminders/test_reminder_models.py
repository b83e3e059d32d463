"""What the database itself refuses."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction

from logbook.models import Device, Reminder, Reminders
from tests.factories import UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def squeezes(**values):
    return Reminders.objects.create(user=UserFactory(), **values)


def test_no_squeezes_that_make_no_sense():
    for values in (
        {"squeeze_hours": 0},
        {"squeeze_hours": 13},
        {"squeeze_from": time(17, 1), "squeeze_until": time(17)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            squeezes(**values)


def test_squeezes_at_the_edge_of_what_makes_sense():
    assert squeezes(squeeze_hours=1).pk
    assert squeezes(squeeze_hours=12, squeeze_from=time(17), squeeze_until=time(17)).pk


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


def test_a_browser_is_reached_by_https_alone():
    for endpoint in ("http://push.example.org/a", "file:///etc/passwd", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            device(UserFactory(), endpoint)


def test_a_slot_comes_once():
    user = UserFactory()
    Reminder.objects.create(user=user, kind="training", slot="2026-03-02")
    with pytest.raises(IntegrityError):
        Reminder.objects.create(user=user, kind="training", slot="2026-03-02")


def test_another_day_kind_or_runner_has_a_slot_of_its_own():
    user, other = UserFactory(), UserFactory()
    for runner, kind, slot in (
        (user, "training", "2026-03-02"),
        (user, "training", "2026-03-03"),
        (user, "morning", "2026-03-02"),
        (other, "training", "2026-03-02"),
    ):
        assert Reminder.objects.create(user=runner, kind=kind, slot=slot).pk


def test_a_reminder_is_of_a_kind_that_we_know():
    with pytest.raises(IntegrityError):
        Reminder.objects.create(user=UserFactory(), kind="advert", slot="2026-03-02")
