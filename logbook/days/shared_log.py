"""What was done day by day, in words, for readers who may change nothing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from exercises.library import library
from exercises.models import Exercise

from ..dates import DAY, monday_of
from ..describe import describe_feedback, describe_sets
from ..history import entries_of, sessions_from
from ..models import Workout


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


def by_week(days: list[SharedDay]) -> list[tuple[date, list[SharedDay]]]:
    """(Monday, days) of each week that has some."""
    return [
        (monday, list(some)) for monday, some in groupby(days, key=lambda day: monday_of(day.date))
    ]


def shared_log_of(user, first: date, last: date) -> list[SharedDay]:
    """The days with a session, a note or a morning's pain, newest first."""
    by_day = summaries_by_day(user, sessions_from(entries_of(user, since=first, before=last + DAY)))
    workouts = Workout.objects.for_user(user).filter(date__range=(first, last)).order_by("-date")
    return [
        SharedDay(day, tuple(by_day[day]), morning_pain, note)
        for day, morning_pain, note in workouts.values_list("date", "morning_pain", "note")
        if by_day[day] or note or morning_pain is not None
    ]


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
