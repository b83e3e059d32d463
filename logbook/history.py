"""Turns rows of the log into the values that the rules read; nothing else does."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, FilteredRelation, Q

from exercises.slug_list import slugs_in
from plans import rules
from plans.models import Choice

from .dates import DAY
from .models import Run, Workout

KINDS = ("bar", "hand", "hips")  # of a load in kg


class Entry(NamedTuple):
    """A set that is not deleted, with its day and the feedback of its session."""

    key: UUID
    exercise: str
    side: str
    amount: int
    hold_s: int | None
    load_kg: Decimal | None
    band: int | None
    date: date
    felt_left: int | None
    felt_right: int | None
    pain: int | None
    effort: int | None
    form: bool | None
    took_over: str | None
    feedback_skipped: bool | None  # None where there is no feedback yet


class MorningEntry(NamedTuple):
    """The answer to the morning's question on the day after a day, or that it was skipped."""

    after: date
    pain: int | None
    place: str
    from_training: bool
    skipped: bool


class Decisions(NamedTuple):
    """What a runner decided: choices by date, and the settings that targets rest on."""

    choices: list[tuple[date, str, str]]  # (date, exercise or "", kind)
    setup: rules.Setup  # before the first change
    settings: tuple[rules.Settings, ...]  # the changes, by date
    day_changes: tuple[rules.DayChange, ...] = ()  # of the day's plan; in no fold

    @property
    def by_date(self) -> list[tuple[Any, ...]]:
        """The decisions as plain values, each with its date first; the first settings date.min."""
        setup = _plain(asdict(self.setup))
        changes = [(one.date, "settings", _plain(asdict(one))) for one in self.settings]
        return [(date.min, "settings", setup), *self.choices, *changes]


def _plain(values):
    """Returns values that JSON can hold, the same ones for equal sets."""
    return {
        name: sorted(value) if isinstance(value, frozenset) else str(value)
        for name, value in values.items()
    }


class Log(NamedTuple):
    entries: list[Entry]
    mornings: list[MorningEntry]  # after these days, whether they have sets or not


MORNING = ("pain", "place", "from_training", "skipped")
COLUMNS = (
    "date", *(f"morning_{name}" for name in MORNING),
    "done__key", "done__exercise__slug", "done__side", "done__amount", "done__hold_s",
    "done__load_kg", "done__band", "date",
    "said__felt_left", "said__felt_right", "said__pain", "said__effort",
    "said__form", "said__took_over", "said__skipped",
)  # fmt: skip


@cache
def _days_with_sets():
    """Returns the query of all runners' days, built once: that takes longer than running it."""
    done = FilteredRelation(
        "sets",
        condition=Q(sets__deleted_at=None, sets__any_time=False, sets__primer=False),
    )
    said = FilteredRelation("feedback", condition=Q(feedback__exercise=F("done__exercise")))
    days = Workout.objects.alias(done=done, said=said)
    return days.order_by("date", "done__pk").values_list(*COLUMNS)


def log_of(user, since=None, before=None, workouts=None) -> Log:
    """Returns the sets by date, without deleted ones, any-time squeezes and primers.

    ``since`` is the first date, ``before`` the one after the last. One query, from the days to the
    sets: a database finds the days by one index, and a morning may stand without any set.
    """
    days = _days_with_sets().for_user(user)
    if since or before:
        days = days.filter(date__range=(since or date.min, (before or date.max) - DAY))
    if workouts is not None:
        days = days.filter(pk__in=workouts)
    entries, mornings = [], {}
    for row in days.iterator(chunk_size=5000):
        if row[1] is not None or row[4]:
            mornings[row[0]] = MorningEntry._make(row[:5])
        if row[5] is not None:
            entries.append(Entry._make(row[5:]))
    return Log(entries, list(mornings.values()))


def entries_of(user, since=None, before=None, workouts=None) -> list[Entry]:
    return log_of(user, since, before, workouts).entries


def runs_of(user, since=None) -> list[Run]:
    """Returns the runs from that day on, by date, and those to come."""
    runs = Run.objects.for_user(user)
    return list(runs.filter(date__gte=since) if since else runs)


def history_of(user, before=None) -> rules.History:
    """Returns all that the runner did, with ``before`` on the days before that date."""
    return history_from(log_of(user, before=before), runs_of(user), decisions_of(user))


@cache
def _choices():
    return Choice.objects.order_by("pk").values_list(
        "on", "exercise__slug", "kind", "instead__slug"
    )


def decisions_of(user, on=None) -> Decisions:
    """Returns the choices and the settings by date, with ``on`` what changes its plan. One query.

    What else changed the plan of another day is not read, so the years add nothing; but what hurt
    is, which counts on the days after it too.
    """
    of_plan = Q(on=on) | Q(kind=Choice.Kind.HURTS) if on else Q(kind=Choice.Kind.HURTS)
    rows = list(_choices().for_user(user).filter(~Q(kind__in=Choice.OF_A_DAY) | of_plan))
    of_one_day = {*Choice.OF_A_DAY} - {Choice.Kind.HURTS}
    made = sorted((row[0], row[1] or "", row[2]) for row in rows if row[2] not in of_one_day)
    of_days = (
        rules.DayChange(*row)
        for row in rows
        if row[2] in Choice.OF_A_DAY and on is not None and row[0] <= on
    )
    dates = [date.fromisoformat(until) for until, _ in user.earlier_settings]
    values = [*(before for _, before in user.earlier_settings), user.training_settings]
    first, *changes = map(_settings_from, [date.min, *dates], values)
    return Decisions(made, rules.Setup().changed_by(first), tuple(changes), tuple(of_days))


def _settings_from(day, values):
    return rules.Settings(
        day,
        values["lifts"],
        values["bands"],
        {kind: _kg(values[f"heaviest_{kind}_kg"]) for kind in KINDS},
        frozenset(slugs_in(values["equipment"])),
    )


def _kg(load: Decimal | str | None) -> float | None:
    return None if load is None else float(load)


def history_from(log: Log, runs: list[Run], decisions: Decisions) -> rules.History:
    chosen = defaultdict(list)
    for on, exercise, kind in decisions.choices:
        chosen[kind].append(rules.Choice(on, exercise))
    return rules.History(
        sessions=sessions_from(log.entries),
        mornings=tuple(
            rules.Morning(one.after + DAY, one.pain, one.place or None, one.from_training)
            for one in log.mornings
            if one.pain is not None
        ),
        runs=tuple(map(run_for_rules, runs)),
        overrides=tuple(chosen[Choice.Kind.OVERRIDE]),
        waived=tuple(chosen[Choice.Kind.WAIVER]),
        going_on=tuple(chosen[Choice.Kind.GOING_ON]),
        easy_weeks=tuple(one.date for one in chosen[Choice.Kind.EASY_WEEK]),
        easy_weeks_put_off=tuple(one.date for one in chosen[Choice.Kind.NOT_NOW]),
        easy_weeks_ended=tuple(one.date for one in chosen[Choice.Kind.EASY_END]),
        settings=decisions.settings,
        hurts=tuple(chosen[Choice.Kind.HURTS]),
    )


def run_for_rules(run: Run) -> rules.Run:
    return rules.Run(run.date, run.kind, run.minutes, run.felt_left, run.felt_right, run.pain)


def sessions_from(entries: list[Entry]) -> tuple[rules.Session, ...]:
    sessions = defaultdict(list)
    for entry in entries:
        sessions[entry.date, entry.exercise].append(entry)
    return tuple(
        rules.Session(day, exercise, tuple(map(_set_done, sets)), _feedback(sets[0]))
        for (day, exercise), sets in sessions.items()
    )


def _set_done(entry):
    load = _kg(entry.load_kg)
    return rules.SetDone(entry.side, entry.amount, entry.hold_s, load, entry.band)


def _feedback(entry):
    return rules.Feedback(entry.felt_left, entry.felt_right, entry.pain, entry.effort, entry.form)
