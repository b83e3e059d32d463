"""The one place where rows become what the rules read.

A constant number of queries, whatever the years: the sets with their days and feedback (one),
the choices, the program's revisions, the safety answers.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q, TextField
from django.db.models.functions import Cast

from plans import rules
from plans.models import Choice, Revision
from plans.programs import enroll, parsed
from plans.screening import screen_for

from .models import SetEntry

DAY = timedelta(days=1)


class NotScreened(Exception):
    """The safety questions are due: before them there is no plan."""


class Entry(NamedTuple):
    """A set that stands, with its day and the feedback of its session. Fields are columns."""

    pk: int
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
    feedback_skipped: bool | None  # None: no feedback yet


COLUMNS = (
    "pk", "exercise__slug", "side", "amount", "hold_s", "load_kg",
    "workout__date", "workout__morning_pain", "workout__morning_skipped",
    "said__felt_left", "said__felt_right", "said__pain", "said__effort", "said__form",
    "said__took_over", "said__skipped",
)  # fmt: skip


def entries_of(user, before=None) -> list[Entry]:
    """The sets that count, oldest day first; any-time squeezes and deleted sets do not."""
    sets = SetEntry.objects.for_user(user).live().filter(any_time=False)
    if before:
        sets = sets.filter(workout__date__lt=before)
    said = FilteredRelation(
        "workout__feedback", condition=Q(workout__feedback__exercise=F("exercise"))
    )
    rows = sets.alias(said=said).order_by("workout__date", "pk").values_list(*COLUMNS)
    return [Entry._make(row) for row in rows.iterator(chunk_size=5000)]


def history_of(user, before=None) -> rules.History:
    """All that the runner did; with ``before``, on the days before that date (two queries)."""
    return history_from(entries_of(user, before), user)


def history_from(entries: list[Entry], user) -> rules.History:
    overrides, waived = [], []
    choices = Choice.objects.for_user(user).values_list("on", "exercise__slug", "kind")
    for on, exercise, kind in choices:
        chosen = overrides if kind == Choice.Kind.OVERRIDE else waived
        chosen.append(rules.Choice(on, exercise))
    mornings = {e.date: e.morning_pain for e in entries if e.morning_pain is not None}
    return rules.History(
        sessions_from(entries),
        tuple(rules.Morning(day + DAY, pain) for day, pain in mornings.items()),
        tuple(overrides),
        tuple(waived),
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


@dataclass(frozen=True)
class Standing:
    """Where a runner stands on a date: the plan, and what it rests on."""

    answer: rules.Answer
    history: rules.History
    entries: list[Entry]
    revision: int  # pk of the one in force


def plan_of(user, on) -> rules.Answer:
    """The plan for a date. Raises ``NotScreened`` where the safety questions come first."""
    return standing_of(user, on).answer


def standing_of(user, on) -> Standing:
    """Raises ``NotScreened``, as ``plan_of`` does."""
    entries = entries_of(user)
    history = history_from(entries, user)
    trained = [entry.date for entry in entries if entry.date < on]
    screen = screen_for(user, on, trained[-1] if trained else None)
    if screen is None:
        raise NotScreened
    followed = _followed(user) or _followed(enroll(user, on=on).user)
    runner = rules.Runner(
        minutes=user.minutes,
        equipment=frozenset(user.equipment),
        screen=screen,
        pinned=followed.pinned,
    )
    answer = rules.plan(followed.timeline, history, on, runner)
    return Standing(answer, history, entries, followed.revision_on(on))


class Followed(NamedTuple):
    """The program that a runner is on: its revisions by date, and the lift that was pinned."""

    timeline: rules.Timeline
    pks: tuple[int, ...]
    pinned: str | None

    def revision_on(self, day) -> int:
        begun = [since <= day for since, _ in self.timeline.revisions]
        return self.pks[max(sum(begun) - 1, 0)]


def _followed(user) -> Followed | None:
    rows = (
        Revision.objects.filter(program__enrollments__user=user)
        .order_by("in_force_from", "number")
        .values_list(
            "pk",
            "in_force_from",
            Cast("spec", TextField()),
            "program__enrollments__pinned__exercise__slug",
        )
    )
    if not rows:
        return None
    revisions = tuple((since, parsed(spec)) for _, since, spec, _ in rows)
    return Followed(rules.Timeline(revisions), tuple(row[0] for row in rows), rows[0][3])
