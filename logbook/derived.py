"""The one cache: values that are worked out from all of a runner's log, a row for each kind.

Deleting its rows changes no answer. A value covers the days before ``until``. It is used as long
as its key is that of the program, the rules and the choices, and no day before today was corrected
since it was begun: each correction raises the runner's ``past_version``.
"""

import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F

from exercises.http_cache import new_stamp, runner_changed
from plans import rules

from .dates import DAY
from .models import Derived


def read(
    user, kind: str, timeline: rules.Timeline, choices, on: date
) -> tuple[int, Derived | None]:
    """Returns the version of the past, to be read before the log, and the row if it may be used.

    ``until`` of the row is ``on`` at the latest.
    """
    rows = Derived.objects.filter(user=user, kind=kind)
    row = rows.annotate(past_version=F("user__past_version")).first()
    if row is None:
        rows = get_user_model().objects.filter(pk=user.pk)
        return rows.values_list("past_version", flat=True).first(), None
    is_valid = (
        row.version == row.past_version
        and row.until <= on
        and row.key == key_of(timeline, choices, row.until)
    )
    return row.past_version, row if is_valid else None


def write(
    user, kind, version: int, timeline: rules.Timeline, choices, until: date, value: Any
) -> Derived:
    """``version`` is that which ``read`` returned before the log was read."""
    key = key_of(timeline, choices, until)
    row = Derived(user=user, kind=kind, version=version, key=key, until=until, value=value)
    Derived.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["version", "key", "until", "value"],
    )
    return row


def day_changed(user, on: date) -> None:
    """Call it in the transaction that changes what the rules read of a day.

    Today and yesterday are in no value yet, so a tap raises the version only where it corrects the
    past; but yesterday may be in a value for a runner who has flown west.
    """
    yesterday = user.today() - DAY
    if on > yesterday:
        runner_changed(user)
    elif on < yesterday or Derived.objects.filter(user=user, until__gt=on).exists():
        user.stamp = new_stamp()
        rows = get_user_model().objects.filter(pk=user.pk)
        rows.update(stamp=user.stamp, past_version=F("past_version") + 1)
    else:
        runner_changed(user)


@cache
def rules_version() -> str:
    """Returns a hash of the rules' source, so that a changed rule makes all values anew."""
    folder = Path(rules.__file__).parent
    text = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return hashlib.sha256(text).hexdigest()


def key_of(timeline: rules.Timeline, choices, until: date) -> str:
    """Returns a hash of all that the state before a date depends on beside the log itself."""
    revisions = [(s.isoformat(), p.fingerprint) for s, p in timeline.revisions if s <= until]
    first = timeline.on(until).fingerprint  # also for days before the first revision
    made = [(on.isoformat(), *rest) for on, *rest in choices if on < until]
    text = json.dumps([rules_version(), first, revisions, made])
    return hashlib.sha256(text.encode()).hexdigest()
