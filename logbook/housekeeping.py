"""What is thrown away when its time has come. Each may be run as often as one likes."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F, Q

from .exchange.imports.previews import expired_previews
from .models import LAST_MS, Device, Reminder, SetEntry

DELETED_SETS = timedelta(days=30)
SEEN_REMINDERS = timedelta(days=7)
FAILING_DEVICES = timedelta(days=14)
IN_DATABASE = "django.core.cache.backends.db.DatabaseCache"


def deleted_sets(now: datetime, really: bool) -> int:
    """Of a set deleted long ago nothing stays but its key, day and exercise.

    The row stays, since a phone that was offline for longer may still send the set: its key is
    known then, and the set is not stored anew. No edit is later than the emptying.
    """
    rows = SetEntry.objects.known().filter(deleted_at__lt=now - DELETED_SETS)
    if not really:
        return rows.count()
    return rows.update(
        side=SetEntry.Side.BOTH,
        amount=1,
        hold_s=None,
        load_kg=None,
        target_sets=None,
        target_amount=None,
        target_hold_s=None,
        target_load_kg=None,
        revision=None,
        cue=None,
        cue_version=None,
        logged_at=F("deleted_at"),
        changed_at=now,
        edited_ms=LAST_MS,
        edited_by="",
    )


def sessions(now: datetime, really: bool) -> int:
    """With what was noted of each: device, address, last visit."""
    kept = Session.objects.filter(expire_date__gte=now).values("pk")
    count = _delete(Session.objects.filter(expire_date__lt=now), really)
    _delete(UserSession.objects.exclude(session_key__in=kept), really)
    return count


def devices(now: datetime, really: bool) -> int:
    """Those whose time is over by their own word, and those that have failed for two weeks."""
    over = Q(expires_at__lt=now) | Q(failing_since__lt=now - FAILING_DEVICES)
    return _delete(Device.objects.filter(over), really)


def reminders(now: datetime, really: bool) -> int:
    return _delete(Reminder.objects.filter(seen_at__lt=now - SEEN_REMINDERS), really)


def previews(now: datetime, really: bool) -> int:
    return _delete(expired_previews(now), really)


def cache(now: datetime, really: bool) -> int:
    """The database's cache forgets what is over only when it is full."""
    kept = settings.CACHES["default"]
    if kept["BACKEND"] != IN_DATABASE:
        return 0
    table = connection.ops.quote_name(kept["LOCATION"])
    over = [connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))]
    with connection.cursor() as cursor:
        if really:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", over)  # noqa: S608
            return cursor.rowcount
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE expires < %s", over)  # noqa: S608
        return cursor.fetchone()[0]


def _delete(rows, really):
    return rows.delete()[0] if really else rows.count()


# In plain words, for the operator
PURGES: dict[str, Callable[[datetime, bool], int]] = {
    "sets deleted more than 30 days ago emptied": deleted_sets,
    "expired sessions": sessions,
    "devices that are gone": devices,
    "old marks of reminders": reminders,
    "imports never confirmed": previews,
    "expired cache rows": cache,
}
