"""Turns rows of the log into the values that the rules read; nothing else does."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from plans import rules
from plans.models import Choice

from .dates import DAY
from .models import Run, SetEntry


class Entry(NamedTuple):
    """A set that is not deleted, with its day and the feedback of its session."""

    key: UUID
    exercise: str
    side: str
    amount: int
    hold_s: int | None
    load_kg: Decimal | None
    date: date
    morning_pain: int | None
    morning_skipped: bool
    felt_left: int | None
    felt_right: int | None
    pain: int | None
    effort: int | None
    form: bool | None
    took_over: str | None
    feedback_skipped: bool | None  # None where there is no feedback yet


COLUMNS = (
    "key", "exercise__slug", "side", "amount", "hold_s", "load_kg",
    "workout__date", "workout__morning_pain", "workout__morning_skipped",
    "feedback__felt_left", "feedback__felt_right", "feedback__pain", "feedback__effort",
    "feedback__form", "feedback__took_over", "feedback__skipped",
)  # fmt: skip


@cache
def _live_sets():
    """Returns the query of all runners' sets, built once: that takes longer than running it."""
    feedback = FilteredRelation(
        "workout__feedback", condition=Q(workout__feedback__exercise=F("exercise"))
    )
    sets = SetEntry.objects.live().filter(any_time=False).alias(feedback=feedback)
    return sets.order_by("workout__date", "pk").values_list(*COLUMNS)


def entries_of(user, since=None, before=None, workouts=None) -> list[Entry]:
    """Returns the sets by date, without deleted ones and any-time squeezes.

    ``since`` is the first date, ``before`` the one after the last.
    """
    if since or before:
        sets = _live_sets().on_days(user, since or date.min, (before or date.max) - DAY)
    else:
        sets = _live_sets().for_user(user)
    if workouts is not None:
        sets = sets.filter(workout__in=workouts)
    return [Entry._make(row) for row in sets.iterator(chunk_size=5000)]


def history_of(user, before=None) -> rules.History:
    """Returns all that the runner did, with ``before`` on the days before that date."""
    return history_from(entries_of(user, before=before), choices_of(user))


def choices_of(user) -> list[tuple[date, str, str]]:
    """Returns (date, exercise, kind) of each choice, by date."""
    choices = Choice.objects.for_user(user).order_by()
    return sorted(choices.values_list("on", "exercise__slug", "kind"))


def runs_from(user, on) -> list[Run]:
    """Returns the runs on that day and after it, by date."""
    return list(Run.objects.for_user(user).filter(date__gte=on))


def history_from(entries: list[Entry], choices: list[tuple[date, str, str]]) -> rules.History:
    overrides: list[rules.Choice] = []
    waived: list[rules.Choice] = []
    for on, exercise, kind in choices:
        chosen = overrides if kind == Choice.Kind.OVERRIDE else waived
        chosen.append(rules.Choice(on, exercise))
    mornings = {e.date: e.morning_pain for e in entries if e.morning_pain is not None}
    return rules.History(
        sessions=sessions_from(entries),
        mornings=tuple(rules.Morning(day + DAY, pain) for day, pain in mornings.items()),
        overrides=tuple(overrides),
        waived=tuple(waived),
    )


def sessions_from(entries: list[Entry]) -> tuple[rules.Session, ...]:
    sessions = defaultdict(list)
    for entry in entries:
        sessions[entry.date, entry.exercise].append(entry)
    return tuple(
        rules.Session(day, exercise, tuple(map(_set_done, sets)), _feedback(sets[0]))
        for (day, exercise), sets in sessions.items()
    )


def _set_done(entry):
    load = entry.load_kg
    return rules.SetDone(
        entry.side, entry.amount, entry.hold_s, None if load is None else float(load)
    )


def _feedback(entry):
    return rules.Feedback(entry.felt_left, entry.felt_right, entry.pain, entry.effort, entry.form)
