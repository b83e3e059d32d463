"""What a runner has done of one exercise: its sessions, the best one, and how it felt."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import Feedback, SetEntry, Workout
from ..runner_ladder import timeline_for
from ..weeks.charts.best_sessions import describe_best_session
from ..weeks.charts.felt import (
    LEFT,
    FeltPoint,
    describe_sides,
    felt_lines,
    room_of_names,
    small_drawing,
    small_y,
)
from ..weeks.charts.svg import WIDTH
from ..weeks.day_stats import Day, FeedbackValues, SetGroup
from ..weeks.totals import BestSession

LISTED = 5  # sessions on the exercise's own page
DRAWN = 12  # sessions in the picture of what was felt


@dataclass(frozen=True)
class Session:
    day: Day
    done: BestSession
    words: str  # ``3 × 12 × 3 s``

    @property
    def date(self) -> date:
        return self.day.date


@dataclass(frozen=True)
class ExerciseHistory:
    sessions: list[Session]  # newest first
    best: Session | None  # the one with the most work, the latest of equals
    felt: list[FeedbackValues]  # of the last sessions that were felt, oldest first

    @property
    def last(self) -> list[Session]:
        return self.sessions[:LISTED]

    @property
    def trend(self) -> str:
        return describe_trend([(one.left, one.right) for one in self.felt])

    @property
    def picture(self) -> SafeString | str:
        if len(self.felt) < 2:
            return ""
        right = WIDTH - room_of_names()
        step = (right - LEFT - 12) / (len(self.felt) - 1)
        points = [
            FeltPoint(LEFT + 6 + n * step, one.left, one.right) for n, one in enumerate(self.felt)
        ]
        label = _("Felt left and right, 0 to 10, in the last sessions.")
        return small_drawing(label, right, felt_lines(points, small_y, 4, with_names=True))


def exercise_history_of(user, exercise) -> ExerciseHistory:
    """Four queries, however long the history. Any-time squeezes and primers are none."""
    timeline = timeline_for(user)
    groups, feedback = _groups(user, exercise), _feedback(user, exercise)
    days = [
        Day(day, timeline.on(day), tuple(some), tuple(feedback[day]))
        for day, some in groups.items()
    ]
    sessions = [
        Session(day, done, describe_best_session(done, user.units))
        for day in days
        for done in day.sessions.values()
    ]
    felt = [one for day in days for one in day.feedback if (one.left, one.right) != (None, None)]
    return ExerciseHistory(
        sessions,
        max(sessions, key=lambda session: (session.done.work, session.date), default=None),
        felt[:DRAWN][::-1],
    )


def notes_on(user, days: list[date]) -> list[tuple[date, str]]:
    """The notes of these days, newest first."""
    noted = Workout.objects.for_user(user).filter(date__in=days).exclude(note="")
    return list(noted.order_by("-date").values_list("date", "note"))


def _groups(user, exercise):
    """{day: groups of equal sets}, newest first."""
    rows = (
        SetEntry.objects.for_user(user)
        .live()
        .in_sessions()
        .filter(workout__user=user, exercise=exercise)
        .order_by("-workout__date")
        .values_list("workout__date", "side", "amount", "hold_s", "load_kg")
        .annotate(count=Count("pk"))
    )
    groups = defaultdict(list)
    for day, side, amount, hold_s, load_kg, count in rows:
        load = None if load_kg is None else float(load_kg)
        groups[day].append(SetGroup(exercise.slug, side, amount, hold_s, load, count))
    return groups


def _feedback(user, exercise):
    """{day: feedback}, of days without a session too."""
    rows = (
        Feedback.objects.for_user(user)
        .filter(workout__user=user, exercise=exercise)
        .values_list("workout__date", "felt_left", "felt_right", "pain", "effort")
    )
    feedback = defaultdict(list)
    for day, *values in rows:
        feedback[day].append(FeedbackValues(exercise.slug, *values))
    return feedback


def describe_trend(felt: list[tuple[float | None, float | None]]) -> str:
    """``Left went from 5 to 7, right stayed at 8.`` from (left, right) pairs, oldest first."""
    words = describe_sides(felt)
    return capfirst(f"{words}.") if words else ""
