"""A day as the logbook shows it: its exercises with their sets and feedback, in ladder order."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import uuid4

from django.utils.translation import gettext as _

from exercises.library import library
from exercises.models import Exercise

from ..converters import EARLIEST
from ..dates import DAY
from ..describe import describe_feedback, describe_morning, describe_set, name_of_side
from ..models import Feedback, SetEntry, Workout
from ..pain_zones import RED
from ..runs.forms import RunForm, runs_since
from ..runs.run_weeks import RunLine
from ..weeks.day_queries import first_and_last_day
from ..weeks.periods import months_later
from .correction_forms import MorningForm, NoteForm
from .day_list import day_rows, days_of_month, hurt_on_days

SET_LINES = {
    "left": lambda: _("Set %(number)d, left"),
    "right": lambda: _("Set %(number)d, right"),
    "both": lambda: _("Set %(number)d"),
}


@dataclass(frozen=True)
class SetLine:
    """One set; the left and the right of a pair carry the same number."""

    entry: SetEntry
    number: int
    units: str

    @property
    def side(self):
        return name_of_side(self.entry.side)

    @property
    def name(self):
        """``Set 2, left``."""
        return SET_LINES[self.entry.side]() % {"number": self.number}

    @property
    def done(self):
        entry = self.entry
        return describe_set(entry.amount, entry.hold_s, entry.load_kg, self.units, entry.band)

    @property
    def asked(self):
        entry = self.entry
        if entry.target_amount is None:
            return ""
        return describe_set(
            entry.target_amount, entry.target_hold_s, entry.target_load_kg, self.units,
            entry.target_band,
        )  # fmt: skip


@dataclass(frozen=True)
class Session:
    exercise: Exercise
    lines: tuple[SetLine, ...]
    feedback: Feedback  # an empty one where none was given

    @property
    def has_sides(self):
        return any(line.side for line in self.lines)

    @property
    def has_targets(self):
        return any(line.asked for line in self.lines)

    @cached_property
    def feedback_words(self):
        return ", ".join(describe_feedback(self.feedback))

    @property
    def took_over(self):
        return self.feedback.get_took_over_display()


def sessions_on(user, day: date) -> list[Session]:
    """Two queries. Any-time squeezes and primers are no session."""
    entries = _sets_on(user, day).live().in_sessions().order_by("exercise__order", "pk")
    feedback = {row.exercise_id: row for row in Feedback.objects.on_days(user, day, day)}
    by_exercise = {}
    for entry in entries:
        by_exercise.setdefault(entry.exercise, []).append(entry)
    return [
        Session(exercise, _number_sets(entries, user.units), feedback.get(exercise.pk, Feedback()))
        for exercise, entries in by_exercise.items()
    ]


def _sets_on(user, day):
    return SetEntry.objects.on_days(user, day, day).select_related("exercise")


def _number_sets(entries, units):
    count = Counter()
    lines = []
    for entry in entries:
        count[entry.side] += 1
        lines.append(SetLine(entry, count[entry.side], units))
    return tuple(sorted(lines, key=lambda line: line.number))


def deleted_sets_on(user, day: date) -> list[SetLine]:
    """The latest first; ``number`` counts them."""
    deleted = _sets_on(user, day).known().filter(deleted_at__isnull=False)
    entries = deleted.order_by("-deleted_at", "-pk")
    return [SetLine(entry, number, user.units) for number, entry in enumerate(entries, 1)]


def squeezes_on(user, day: date):
    return _sets_on(user, day).live().filter(any_time=True).order_by("pk")


def primers_on(user, day: date) -> list[SetLine]:
    """The sets done before a run, by exercise."""
    entries = _sets_on(user, day).live().filter(primer=True).order_by("exercise__order", "pk")
    return [SetLine(entry, number, user.units) for number, entry in enumerate(entries, 1)]


def _describe_this_morning(eve: Workout | None) -> str:
    """Describe the pain said on a morning, which is stored with the day before, ``eve``."""
    if eve is None or eve.morning_pain is None:
        return ""
    return describe_morning(eve.morning_pain, eve.morning_place, eve.morning_from_training)


def began_red(eve: Workout | None) -> bool:
    """Whether a day's own morning was red, so that the next one is asked about without training."""
    return eve is not None and eve.morning_pain is not None and eve.morning_pain >= RED


def day_context(user, day: date) -> dict:
    """What the page of a day shows, whichever of its forms is open."""
    today = user.today()
    first, last = first_and_last_day(user)
    last = max(day, last)
    runs = runs_since(user, day.replace(day=1), until=months_later(day, 1) - DAY)
    done = [run for run in runs if not run.may_be_ahead(today)]
    month = days_of_month(user, day.replace(day=1), last, done)
    hurt = hurt_on_days(user, min(month), max(month))
    sessions = sessions_on(user, day)
    days = (day - DAY, day) if day > EARLIEST else (day,)
    workouts = {row.date: row for row in Workout.objects.for_user(user).filter(date__in=days)}
    workout, eve = workouts.get(day), workouts.get(day - DAY) if day > EARLIEST else None
    primers = primers_on(user, day)
    morning, said = None, workout or Workout()
    if (day < last and (sessions or began_red(eve))) or said.morning_pain is not None:
        morning = MorningForm(
            initial={
                "pain": said.morning_pain,
                "place": said.morning_place,
                "not_training": not said.morning_from_training,
            }
        )
    return {
        "day": month[day],
        "days": day_rows(month, first, today, hurt=hurt, open_day=day),
        "hurt": hurt.get(day, ""),
        "today": today,
        "sessions": sessions,
        "squeezes": squeezes_on(user, day),
        "primers": primers,
        "deleted_sets": deleted_sets_on(user, day),
        "morning": morning,
        "this_morning": _describe_this_morning(eve),
        "noting": NoteForm(initial={"note": workout.note if workout else ""}),
        "runs": [RunLine(run, today, bool(primers)) for run in runs if run.date == day],
        "run_form": RunForm(user=user, initial={"date": day, "key": uuid4()}),
        "exercises": library().exercises,
        "before": day - DAY if day > EARLIEST else None,
        "after": day + DAY if day < last else None,
    }
