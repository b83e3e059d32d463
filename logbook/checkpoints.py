"""The fold put down before yesterday and taken up again, so that a tap costs the same for ever.

A checkpoint is a cache: throwing it away changes no answer. Whatever changes a day before today
says so with ``forget``; what depends on the program, the rules or the runner's choices is in the
key. A checkpoint built from rows that changed meanwhile carries an old version and is not used.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import F

from exercises.http_cache import runner_changed
from plans import rules

from .dates import DAY
from .models import Checkpoint


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything before a date: the state, and the sessions that pages recall."""

    before: date
    state: rules.State
    recalled: tuple[rules.Session, ...]


@cache
def rules_version() -> str:
    """Of the rules' own text, so that no change of theirs is forgotten."""
    folder = Path(rules.__file__).parent
    text = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return hashlib.sha256(text).hexdigest()


def key_of(timeline: rules.Timeline, choices, before: date) -> str:
    """Of all that the state before a date depends on, beside the log itself."""
    revisions = [(s.isoformat(), p.fingerprint) for s, p in timeline.revisions if s <= before]
    first = timeline.on(before).fingerprint  # also for days before the first revision
    made = [(on.isoformat(), *rest) for on, *rest in choices if on < before]
    text = json.dumps([rules_version(), first, revisions, made])
    return hashlib.sha256(text.encode()).hexdigest()


def read(row: Checkpoint, timeline: rules.Timeline, choices, on: date) -> Kept | None:
    """What was kept, if it still holds and lies before ``on``."""
    if row.built_at_version != row.version or row.before > on:
        return None
    if row.key != key_of(timeline, choices, row.before):
        return None
    state = rules.from_json(row.state, timeline.on(row.before))
    return Kept(row.before, state, tuple(map(_session, row.recalled)))


def write(user, version: int, kept: Kept, timeline: rules.Timeline, choices) -> None:
    """Only where the past did not change since it was read."""
    Checkpoint.objects.for_user(user).filter(version=version).update(
        built_at_version=version,
        before=kept.before,
        key=key_of(timeline, choices, kept.before),
        state=rules.to_json(kept.state),
        recalled=[_plain(session) for session in kept.recalled],
    )


def forget(user, on: date) -> None:
    """A day changed: what was kept of the past, and the runner's pages, no longer hold.

    Today and yesterday are never in a checkpoint on their own day, so a tap pays for that only
    when it corrects the past.
    """
    runner_changed(user)
    today = user.today()
    if on >= today:
        return
    rows = Checkpoint.objects.for_user(user)
    if on == today - DAY:  # kept all the same by a runner who has flown west
        rows = rows.filter(before__gt=on)
    if not rows.update(version=F("version") + 1):
        # Where nothing was counted yet: what is read meanwhile must not pass for what is there now.
        _count(user, version=1)


def version_of(user) -> int:
    """How often a day before today has changed, since somebody first asked."""
    versions = Checkpoint.objects.for_user(user).values_list("version", flat=True)
    version = versions.first()
    if version is None:
        _count(user)
        version = versions.get()
    return version


def _count(user, **values):
    Checkpoint.objects.bulk_create([Checkpoint(user_id=user.pk, **values)], ignore_conflicts=True)


def recall(*sessions: rules.Session) -> tuple[rules.Session, ...]:
    """Of each exercise the last session and the last with both sides felt, oldest first."""
    last = {}
    for session in sorted(sessions, key=lambda one: one.date):
        said = session.feedback
        last[session.exercise, "any"] = session
        if said.felt_left is not None and said.felt_right is not None:
            last[session.exercise, "felt"] = session
    return tuple(sorted(set(last.values()), key=lambda one: (one.date, one.exercise)))


def _plain(session):
    said = session.feedback
    return [
        session.date.isoformat(),
        session.exercise,
        [[one.side, one.amount, one.hold_s, one.load_kg] for one in session.sets],
        [said.felt_left, said.felt_right, said.pain, said.effort, said.form],
    ]


def _session(values):
    day, exercise, sets, said = values
    return rules.Session(
        date.fromisoformat(day),
        exercise,
        tuple(rules.SetDone(*one) for one in sets),
        rules.Feedback(*said),
    )
