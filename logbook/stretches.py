"""What the pictures draw: a day, and days in a row as a week, a month or a quarter.

A left and a right are one set. Any-time squeezes are counted beside the sets, never among them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import prod

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans import rules

from .converters import week_to
from .templatetags.numbers import number

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Done:
    """``count`` like sets of one exercise on one day."""

    exercise: str
    side: str
    amount: int
    hold_s: int | None
    load_kg: float | None
    count: int

    def seconds(self, step: rules.Step) -> float:
        """One side alone takes half of what a set of both takes."""
        dose = rules.Dose(1, self.amount, self.hold_s or 0)
        alone = step.each_side and self.side != "both"
        return self.count * step.set_seconds(dose) / (2 if alone else 1)

    @property
    def work(self) -> float:
        """Amount × hold × load."""
        return self.count * prod((self.amount, self.hold_s or 1, self.load_kg or 1))


@dataclass(frozen=True, slots=True)
class Felt:
    """What the feedback of one exercise on one day said; each value may be missing."""

    exercise: str
    left: int | None
    right: int | None
    pain: int | None
    effort: int | None = None


@dataclass(frozen=True)
class Day:
    date: date
    program: rules.Program
    done: tuple[Done, ...] = ()
    felt: tuple[Felt, ...] = ()
    asked: int = 0  # sets that the plan asked for, of the exercises that were done
    squeezes: int = 0
    morning_after: int | None = None
    targets: tuple[tuple[str, float], ...] = ()  # amount × hold × load asked of each exercise

    def only(self, exercise: str) -> "Day":
        return Day(
            self.date,
            self.program,
            tuple(done for done in self.done if done.exercise == exercise),
            tuple(felt for felt in self.felt if felt.exercise == exercise),
            targets=tuple(one for one in self.targets if one[0] == exercise),
        )

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(done.exercise for done in self.done))

    @cached_property
    def sets(self) -> int:
        count = Counter()
        for done in self.done:
            count[done.exercise, done.side] += done.count
        return sum(
            count[name, "both"] + max(count[name, "left"], count[name, "right"])
            for name in self.exercises
        )

    @property
    def work(self) -> float:
        """Amount × hold × load of the whole day."""
        return sum(done.work for done in self.done)

    @property
    def target(self) -> float:
        """The same, as it was asked; of what was done alone."""
        return sum(work for _exercise, work in self.targets)

    def work_of(self, side: str) -> float:
        """Amount × hold × load of one side alone."""
        return sum(done.work for done in self.done if done.side == side)

    @cached_property
    def seconds(self) -> float:
        steps = self.program.by_exercise
        return sum(d.seconds(steps[d.exercise]) for d in self.done if d.exercise in steps)

    @property
    def minutes(self) -> int:
        return minutes(self.seconds)

    @cached_property
    def is_lift(self) -> bool:
        return not self.program.hinges.isdisjoint(self.exercises)

    @property
    def felt_left(self) -> float | None:
        return mean(felt.left for felt in self.felt)

    @property
    def felt_right(self) -> float | None:
        return mean(felt.right for felt in self.felt)

    @property
    def pain(self) -> int | None:
        """The worst of the day and of the morning after it."""
        return worst((*(felt.pain for felt in self.felt), self.morning_after))


@dataclass(frozen=True)
class Stretch:
    """Days in a row that a picture draws as one column."""

    days: tuple[Day, ...]
    today: date

    @property
    def first(self) -> date:
        return self.days[0].date

    @property
    def last(self) -> date:
        return self.days[-1].date

    @property
    def is_now(self) -> bool:
        return self.first <= self.today <= self.last

    @property
    def so_far(self) -> int:
        """Days of it that have begun."""
        return max(0, min(len(self.days), (self.today - self.first).days + 1))

    @cached_property
    def sets(self) -> int:
        return sum(day.sets for day in self.days)

    @cached_property
    def asked(self) -> int:
        return sum(day.asked for day in self.days)

    @cached_property
    def trained(self) -> int:
        return sum(day.sets > 0 for day in self.days)

    @cached_property
    def minutes(self) -> int:
        return minutes(sum(day.seconds for day in self.days))

    @cached_property
    def lifts(self) -> int:
        return sum(day.is_lift for day in self.days)

    @cached_property
    def squeezes(self) -> int:
        return sum(day.squeezes for day in self.days)

    @cached_property
    def felt_left(self) -> float | None:
        return mean(felt.left for day in self.days for felt in day.felt)

    @cached_property
    def felt_right(self) -> float | None:
        return mean(felt.right for day in self.days for felt in day.felt)

    @cached_property
    def gap(self) -> float | None:
        """How much more the right was felt, over the sessions that say both sides."""
        return mean(
            felt.right - felt.left
            for day in self.days
            for felt in day.felt
            if felt.left is not None and felt.right is not None
        )

    @cached_property
    def pain(self) -> int | None:
        return worst(day.pain for day in self.days)

    @cached_property
    def effort(self) -> float | None:
        return mean(felt.effort for day in self.days for felt in day.felt)

    @cached_property
    def lean(self) -> float | None:
        """How much more the right did, in % of the side that did more; of two-sided sets none.

        Amount × hold × load of the exercises done side by side.
        """
        left, right = (sum(day.work_of(side) for day in self.days) for side in ("left", "right"))
        return round(100 * (right - left) / max(left, right), 1) if left or right else None

    @cached_property
    def minutes_a_day(self) -> float | None:
        """Of the days trained."""
        return mean(day.seconds / 60 for day in self.days if day.sets)

    @cached_property
    def trained_a_week(self) -> float:
        return self.trained * 7 / max(7, self.so_far)

    @cached_property
    def lifts_a_week(self) -> float:
        return self.lifts * 7 / max(7, self.so_far)

    def only(self, exercise: str) -> "Stretch":
        return type(self)(tuple(day.only(exercise) for day in self.days), self.today)

    def best(self, exercise: str) -> Day:
        """Its session with the most work, as a day of nothing else; where it has none, the first
        day.
        """
        did = [day for day in self.days if exercise in day.exercises] or self.days[:1]
        return max((day.only(exercise) for day in did), key=lambda day: day.work)

    @property
    def exercises(self) -> set[str]:
        return {exercise for day in self.days for exercise in day.exercises}


class Week(Stretch):
    """Seven days, Monday first."""

    @property
    def monday(self) -> date:
        return self.first

    @property
    def sunday(self) -> date:
        return self.last

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def address(self) -> str:
        return week_to(self.monday)

    @property
    def href(self) -> str:
        return reverse("week", args=[self.monday])

    @property
    def label(self) -> str:
        """Under its column."""
        return number(self.number)

    @property
    def name(self) -> str:
        return _("Week %(week)s") % {"week": number(self.number)}

    @property
    def when(self) -> str:
        return (
            _("this week") if self.is_now else _("in week %(week)s") % {"week": number(self.number)}
        )

    @property
    def before(self) -> str:
        return _("the week before")


class Month(Stretch):
    href = ""

    @property
    def label(self) -> str:
        return date_format(self.first, "M")[0]

    @property
    def name(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def when(self) -> str:
        return _("this month") if self.is_now else _("in %(month)s") % {"month": self.name}

    @property
    def before(self) -> str:
        return _("the month before")


class Quarter(Stretch):
    href = ""

    @property
    def label(self) -> str:
        """The year, at its beginning."""
        return date_format(self.first, "’y") if self.first.month == 1 else ""

    @property
    def name(self) -> str:
        first, last = date_format(self.first, "M"), date_format(self.last, "M Y")
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    @property
    def when(self) -> str:
        return _("this quarter") if self.is_now else _("from %(months)s") % {"months": self.name}

    @property
    def before(self) -> str:
        return _("the quarter before")


def mean(values: Iterable[float | None]) -> float | None:
    given = [value for value in values if value is not None]
    return round(sum(given) / len(given), 1) if given else None


def worst(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def minutes(seconds: float) -> int:
    """Whole minutes; a little is one, never none."""
    return max(1, round(seconds / 60)) if seconds else 0


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
