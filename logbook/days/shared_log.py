"""What was done day by day, in words, for readers who may change nothing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from exercises.library import library
from exercises.models import Exercise

from ..dates import DAY, monday_of
from ..describe import describe_feedback, describe_run, describe_sets, describe_where
from ..history import log_of, sessions_from
from ..models import Run, Workout


@dataclass(frozen=True)
class SessionSummary:
    """``Glute bridge``, ``3 × 12, hold 3 s``, ``felt 7 left, 8 right, pain 0``."""

    exercise: Exercise
    done: str
    feedback: str


@dataclass(frozen=True)
class SharedDay:
    date: date
    sessions: tuple[SessionSummary, ...]  # in ladder order
    morning_pain: int | None
    note: str
    where: str = ""  # it hurt that morning, and whether from something else
    runs: tuple[str, ...] = ()


def by_week(days: list[SharedDay]) -> list[tuple[date, list[SharedDay]]]:
    """(Monday, days) of each week that has some."""
    return [
        (monday, list(some)) for monday, some in groupby(days, key=lambda day: monday_of(day.date))
    ]


def shared_log_of(user, first: date, last: date, with_notes: bool) -> list[SharedDay]:
    """The days with a session, a run, a morning's pain or perhaps a note, newest first.

    Two queries, with the notes three.
    """
    log = log_of(user, since=first, before=last + DAY)
    by_day = summaries_by_day(user, sessions_from(log.entries))
    mornings = {one.after: one for one in log.mornings if one.pain is not None}
    runs = defaultdict(list)
    done = Run.objects.for_user(user).done(user.today())
    for run in done.filter(date__range=(first, last)):
        runs[run.date].append(describe_run(run))
    notes = notes_between(user, first, last) if with_notes else {}
    return [
        SharedDay(
            day,
            tuple(by_day[day]),
            mornings[day].pain if day in mornings else None,
            notes.get(day, ""),
            _where(mornings.get(day)),
            tuple(runs[day]),
        )
        for day in sorted({*by_day, *mornings, *runs, *notes}, reverse=True)
    ]


def notes_between(user, first: date, last: date) -> dict[date, str]:
    noted = Workout.objects.for_user(user).filter(date__range=(first, last)).exclude(note="")
    return dict(noted.values_list("date", "note"))


def _where(morning):
    return ", ".join(describe_where(morning.place, morning.from_training)) if morning else ""


def summaries_by_day(user, sessions) -> dict[date, list[SessionSummary]]:
    exercises = library().by_slug
    order = list(exercises)
    by_day = defaultdict(list)
    for session in sorted(sessions, key=lambda one: order.index(one.exercise)):
        exercise = exercises[session.exercise]
        each_side = exercise.sides == Exercise.Sides.EACH
        done = describe_sets(session.sets, each_side, user.units)
        feedback = ", ".join(describe_feedback(session.feedback))
        by_day[session.date].append(SessionSummary(exercise, done, feedback))
    return by_day
