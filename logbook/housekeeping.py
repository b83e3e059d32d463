"""What is deleted when its time has come.

Each function takes the moment and ``really``; without it, it only counts. Each returns a number of
rows, and may be run as often as one likes.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import F, Q

from .exchange.imports.previews import EXPIRES, expired_previews
from .models import LAST_MS, Device, Reminder, SetEntry, WaitingFile
from .runs.files.previews import expired_previews as expired_run_previews
from .uploads.open_previews import discard

DELETED_SETS = timedelta(days=30)
OLD_REMINDERS = timedelta(days=7)
FAILING_DEVICES = timedelta(days=14)
IN_DATABASE = "django.core.cache.backends.db.DatabaseCache"


def deleted_sets(now: datetime, really: bool) -> int:
    """Empties the sets that were deleted long ago: only key, day and exercise stay.

    The row stays, since a phone that was offline for longer may still send the set: its key is
    known then, and the set is not stored anew. Its edit time is the last there is, so that no later
    edit fills the row again.
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
    """Deletes expired sessions, and the device, address and last visit noted with each."""
    open_sessions = Session.objects.filter(expire_date__gte=now).values("pk")
    count = _delete(Session.objects.filter(expire_date__lt=now), really)
    _delete(UserSession.objects.exclude(session_key__in=open_sessions), really)
    return count


def devices(now: datetime, really: bool) -> int:
    """Deletes devices whose subscription has ended, or which have failed for two weeks."""
    over = Q(expires_at__lt=now) | Q(failing_since__lt=now - FAILING_DEVICES)
    return _delete(Device.objects.filter(over), really)


def reminders(now: datetime, really: bool) -> int:
    return _delete(Reminder.objects.filter(seen_at__lt=now - OLD_REMINDERS), really)


def previews(now: datetime, really: bool) -> int:
    waiting = WaitingFile.objects.filter(uploaded_at__lt=now - EXPIRES)
    expired = (expired_previews(now), expired_run_previews(now))
    if not really:
        return sum(rows.count() for rows in (*expired, waiting))
    return sum(discard(rows, skip_locked=True) for rows in expired) + waiting.delete()[0]


def cache(now: datetime, really: bool) -> int:
    """Deletes expired rows of the database's cache, which by itself waits until it is full."""
    default = settings.CACHES["default"]
    if default["BACKEND"] != IN_DATABASE:
        return 0
    table = connection.ops.quote_name(default["LOCATION"])
    over = [connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))]
    with connection.cursor() as cursor:
        if really:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", over)  # noqa: S608
            return cursor.rowcount
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE expires < %s", over)  # noqa: S608
        return cursor.fetchone()[0]


def _delete(rows, really):
    return rows.delete()[0] if really else rows.count()


# The words are for the operator, after the number of rows.
PURGES: dict[str, Callable[[datetime, bool], int]] = {
    "sets deleted more than 30 days ago emptied": deleted_sets,
    "expired sessions": sessions,
    "devices that are gone": devices,
    "old marks of reminders": reminders,
    "imports never confirmed": previews,
    "expired cache rows": cache,
}
