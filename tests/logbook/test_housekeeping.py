"""What is thrown away, when, and that it does not come back."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from logbook import housekeeping
from logbook.management.commands import housekeep as command
from logbook.models import Device, Reminder, SetEntry
from tests.factories import SetEntryFactory, UserFactory

from .conftest import MONDAY

pytestmark = pytest.mark.postgres

DAY = timedelta(days=1)


def housekeep(*options):
    out = StringIO()
    call_command("housekeep", *options, stdout=out)
    return out.getvalue()


def test_where_nothing_is_over_nothing_is_thrown_away(db):
    assert "Purged: nothing" in housekeep()


# Sets deleted long ago


@pytest.fixture
def entry(mat_runner):
    now = timezone.now()
    return SetEntryFactory(
        user=mat_runner,
        slug="glute-bridge",
        date=MONDAY - 31 * DAY,
        side="left",
        amount=7,
        load_kg=Decimal(40),
        target_sets=2,
        target_amount=8,
        logged_at=now - 31 * DAY,
        deleted_at=now - 30 * DAY - timedelta(minutes=1),
        edited_by="phone",
    )


def test_a_set_deleted_more_than_30_days_ago_is_emptied_once(entry):
    assert "1 sets deleted more than 30 days ago emptied" in housekeep()
    entry.refresh_from_db()
    assert (entry.side, entry.amount, entry.hold_s, entry.load_kg) == ("both", 1, None, None)
    assert (entry.target_sets, entry.target_amount, entry.edited_by) == (None, None, "")
    assert entry.logged_at == entry.deleted_at
    assert "Purged: nothing" in housekeep()


def test_one_that_stands_or_may_come_back_is_left_alone(entry):
    for deleted in (None, timezone.now() - timedelta(days=29, hours=23)):
        SetEntry.objects.update(deleted_at=deleted)
        housekeep()
        entry.refresh_from_db()
        assert (entry.amount, entry.side) == (7, "left")


def test_the_outbox_of_a_phone_that_was_away_cannot_add_it_anew(entry, client, mat_runner):
    housekeep()
    values = {"exercise": "glute-bridge", "amount": "7", "hold_s": "1", "date": str(MONDAY),
              "key": str(entry.key)}  # fmt: skip
    assert client.post("/today/sets/", values).status_code == 303
    assert not SetEntry.objects.live().exists()
    assert SetEntry.objects.count() == 1


def test_no_later_edit_brings_it_back(entry, client):
    housekeep()
    before = SetEntry.objects.values().get()
    now = str(int(timezone.now().timestamp() * 1000))
    headers = {"X-Acted-At": now, "X-Clock": now, "X-Device": "phone"}
    for act in ("", "restore", "delete"):
        answer = client.post(f"/sets/{entry.key}/{act}", {"amount": "6"}, headers=headers)
        assert answer.status_code == 303
        assert SetEntry.objects.values().get() == before


def test_the_logbook_no_longer_knows_it(entry, client):
    housekeep()
    for act in ("restore", "delete"):
        assert client.post(f"/logbook/sets/{entry.key}/{act}/").status_code == 404
    day = entry.workout.date
    assert "Undo" not in client.get(f"/logbook/{day}/?deleted={entry.key}").content.decode()


# The rest


def test_expired_sessions_go(db):
    now = timezone.now()
    Session.objects.create(session_key="a", expire_date=now - DAY)
    Session.objects.create(session_key="b", expire_date=now + DAY)
    assert "1 expired sessions" in housekeep()
    assert Session.objects.get().session_key == "b"


def device(name, **values):
    endpoint = f"https://push.example.org/{name}"
    return Device.objects.create(
        user=UserFactory(), endpoint=endpoint, p256dh="x", auth="y", **values
    )


def test_devices_that_are_gone_go(db):
    now = timezone.now()
    device("over", expires_at=now - DAY)
    device("failing", failing_since=now - 15 * DAY)
    kept = [
        device("fresh"),
        device("later", expires_at=now + DAY),
        device("hiccup", failing_since=now - 13 * DAY),
    ]
    assert "2 devices that are gone" in housekeep()
    assert set(Device.objects.all()) == set(kept)


def test_marks_of_reminders_go_after_a_week(db):
    user, now = UserFactory(), timezone.now()
    for days in (6, 8):
        Reminder.objects.create(user=user, kind="squeeze", slot=str(days), seen_at=now - days * DAY)
    assert "1 old marks of reminders" in housekeep()
    assert Reminder.objects.get().slot == "6"


@pytest.fixture
def cache_in_the_database(db, settings):
    settings.CACHES = {"default": {"BACKEND": housekeeping.IN_DATABASE, "LOCATION": "django_cache"}}
    call_command("createcachetable")
    return caches["default"]


def test_expired_cache_rows_go(cache_in_the_database, clock):
    cache_in_the_database.set("short", 1, timeout=60)
    cache_in_the_database.set("long", 1, timeout=7200)
    cache_in_the_database.set("ever", 1, timeout=None)
    clock.go(MONDAY, hour=10)
    assert "1 expired cache rows" in housekeep("--dry-run")
    assert "1 expired cache rows" in housekeep()
    assert "Purged: nothing" in housekeep()
    assert cache_in_the_database.get("long") == 1


def test_a_dry_run_counts_and_leaves_everything(entry):
    Session.objects.create(session_key="a", expire_date=timezone.now() - DAY)
    said = housekeep("--dry-run")
    assert "1 sets deleted" in said
    assert "1 expired sessions" in said
    assert "dry run" in said
    assert "1 sets deleted" in housekeep()


def test_what_is_over_is_thrown_away_before_anybody_is_reminded(entry, settings, monkeypatch):
    def remind(now, really):
        entry.refresh_from_db()
        done.append(entry.amount)
        return Counter()

    done = []
    settings.SENDS_PUSH = True
    monkeypatch.setattr(command, "remind", remind)
    housekeep()
    assert done == [1]


def test_a_fault_in_one_purge_stops_neither_the_others_nor_the_reminders(entry, monkeypatch):
    def fails(now, really):
        raise DatabaseError("no such table")

    purges = {"broken": fails, **housekeeping.PURGES}
    monkeypatch.setattr(command, "PURGES", purges)
    out = StringIO()
    with pytest.raises(CommandError, match="broken: no such table"):
        call_command("housekeep", stdout=out)
    assert "1 sets deleted" in out.getvalue()
    assert "Reminders: " in out.getvalue()


def test_two_runs_after_one_another_do_nothing_twice(entry):
    device("over", expires_at=timezone.now() - DAY)
    first, second = housekeep(), housekeep()
    assert "devices" in first
    assert "Purged: nothing" in second
