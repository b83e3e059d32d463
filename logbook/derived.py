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
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import F

from exercises.http_cache import runner_changed
from plans import rules

from .dates import DAY
from .models import Derived


class Cached(NamedTuple):
    until: date
    value: Any


@cache
def _rows():
    """Returns the query of all runners' rows, built once: that takes longer than running it."""
    rows = Derived.objects.order_by("pk")
    return rows.values_list("user__past_version", "version", "key", "until", "value")


def read(user, kind, timeline: rules.Timeline, choices, on: date) -> tuple[int, Cached | None]:
    """Returns the version of the past, to be read before the log, and the value if it still holds.

    ``until`` of the value is ``on`` at the latest.
    """
    row = _rows().filter(user=user, kind=kind).first()
    if row is None:
        runners = get_user_model().objects.filter(pk=user.pk)
        return runners.values_list("past_version", flat=True).first() or 0, None
    past_version, version, key, until, value = row
    still_holds = (
        version == past_version and until <= on and key == key_of(timeline, choices, until)
    )
    return past_version, Cached(until, value) if still_holds else None


def write(
    user, kind, version: int, timeline: rules.Timeline, choices, until: date, value: Any
) -> None:
    """``version`` is that which ``read`` returned before the log was read."""
    key = key_of(timeline, choices, until)
    Derived.objects.bulk_create(
        [Derived(user=user, kind=kind, version=version, key=key, until=until, value=value)],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["version", "key", "until", "value"],
    )


def day_changed(user, on: date) -> None:
    """Call it in the transaction that changes what the rules read of a day, and first in it.

    It locks the runner's row. An action that locked another row before would wait for one that
    deletes the account, and that one for it.

    Today and yesterday are in no value yet, so a tap raises the version only where it corrects the
    past; but they may be in a value for a runner who has flown west.
    """
    yesterday = user.latest_day() - DAY
    is_past = on < yesterday or (
        on == yesterday and Derived.objects.filter(user=user, until__gt=on).exists()
    )
    runner_changed(user, **({"past_version": F("past_version") + 1} if is_past else {}))


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
