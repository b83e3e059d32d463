"""What was done day by day, in words, for who may only read it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from exercises.models import Exercise

from ..dates import DAY, monday_of
from ..describe import describe_feedback, describe_sets
from ..history import entries_of, sessions_from
from ..models import Workout


@dataclass(frozen=True)
class Line:
    """One exercise: ``Glute bridge``, ``3 × 12, hold 3 s``, ``felt 7 left, 8 right, pain 0``."""

    exercise: Exercise
    done: str
    said: str


@dataclass(frozen=True)
class DiaryDay:
    date: date
    lines: tuple[Line, ...]  # in ladder order
    morning_pain: int | None
    note: str


def by_week(days: list[DiaryDay]) -> list[tuple[date, list[DiaryDay]]]:
    """(Monday, its days) of each week that has some."""
    return [
        (monday, list(some)) for monday, some in groupby(days, key=lambda day: monday_of(day.date))
    ]


def diary_of(user, first: date, last: date) -> list[DiaryDay]:
    """The days with a session, a note or a morning's pain, newest first. Three queries."""
    by_day = lines_of(user, sessions_from(entries_of(user, since=first, before=last + DAY)))
    workouts = Workout.objects.for_user(user).filter(date__range=(first, last)).order_by("-date")
    return [
        DiaryDay(day, tuple(by_day[day]), morning_pain, note)
        for day, morning_pain, note in workouts.values_list("date", "morning_pain", "note")
        if by_day[day] or note or morning_pain is not None
    ]


def lines_of(user, sessions):
    exercises = {exercise.slug: exercise for exercise in Exercise.objects.all()}
    order = list(exercises)
    by_day = defaultdict(list)
    for session in sorted(sessions, key=lambda one: order.index(one.exercise)):
        by_day[session.date].append(_line(session, exercises[session.exercise], user.units))
    return by_day


def _line(session, exercise, units):
    each_side = exercise.sides == Exercise.Sides.EACH
    return Line(
        exercise,
        describe_sets(session.sets, each_side, units),
        ", ".join(describe_feedback(session.feedback)),
    )
