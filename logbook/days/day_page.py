"""A day as the logbook shows it: its exercises with their sets and feedback, in ladder order."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from exercises.models import Exercise

from ..describe import describe_feedback, describe_set, name_of_side
from ..models import Feedback, SetEntry


@dataclass(frozen=True)
class Line:
    """One set; of a pair, left and right carry the same number."""

    entry: SetEntry
    number: int
    units: str

    @property
    def side(self):
        return name_of_side(self.entry.side)

    @property
    def name(self):
        """``Set 2, left``."""
        name = _("Set %(number)d") % {"number": self.number}
        return f"{name}, {self.side.lower()}" if self.side else name

    @property
    def done(self):
        entry = self.entry
        return describe_set(entry.amount, entry.hold_s, entry.load_kg, self.units)

    @property
    def asked(self):
        entry = self.entry
        if entry.target_amount is None:
            return ""
        return describe_set(
            entry.target_amount, entry.target_hold_s, entry.target_load_kg, self.units
        )


@dataclass(frozen=True)
class Session:
    exercise: Exercise
    lines: tuple[Line, ...]
    feedback: Feedback  # empty where nothing was said

    @property
    def has_sides(self):
        return any(line.side for line in self.lines)

    @property
    def is_asked(self):
        return any(line.asked for line in self.lines)

    @cached_property
    def said(self):
        return ", ".join(describe_feedback(self.feedback))

    @property
    def took_over(self):
        return self.feedback.get_took_over_display()


def sessions_of(user, day) -> list[Session]:
    """Two queries. Any-time squeezes are no session."""
    entries = (
        SetEntry.objects.on_days(user, day, day)
        .live()
        .filter(any_time=False)
        .select_related("exercise")
        .order_by("exercise__order", "pk")
    )
    said = {row.exercise_id: row for row in Feedback.objects.on_days(user, day, day)}
    by_exercise = {}
    for entry in entries:
        by_exercise.setdefault(entry.exercise, []).append(entry)
    return [
        Session(exercise, _lines(entries, user.units), said.get(exercise.pk) or Feedback())
        for exercise, entries in by_exercise.items()
    ]


def _lines(entries, units):
    seen = Counter()
    lines = []
    for entry in entries:
        seen[entry.side] += 1
        lines.append(Line(entry, seen[entry.side], units))
    return tuple(sorted(lines, key=lambda line: line.number))


def deleted_of(user, day) -> list[Line]:
    """Sets that were taken back, the latest first; ``number`` counts them."""
    entries = (
        SetEntry.objects.on_days(user, day, day)
        .known()
        .filter(deleted_at__isnull=False)
        .select_related("exercise")
        .order_by("-deleted_at", "-pk")
    )
    return [Line(entry, number, user.units) for number, entry in enumerate(entries, 1)]


def squeezes_of(user, day):
    return (
        SetEntry.objects.on_days(user, day, day)
        .live()
        .filter(any_time=True)
        .select_related("exercise")
        .order_by("pk")
    )
