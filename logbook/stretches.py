"""What the pictures draw: a day, and days in a row as a week, a month, a quarter or a year.

A left and a right are one set. Any-time squeezes are counted beside the sets, never among them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans import rules

from .converters import week_to
from .tally import NOTHING, Best, Mean, Tally, together
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
        return self.count * self.amount * (self.hold_s or 1) * (self.load_kg or 1)


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
    def by_exercise(self) -> dict[str, list[Done]]:
        found = {}
        for done in self.done:
            found.setdefault(done.exercise, []).append(done)
        return found

    @cached_property
    def sets(self) -> int:
        return sum(session.sets for session in self.best.values())

    @cached_property
    def best(self) -> dict[str, Best]:
        """What was done of each exercise."""
        targets = dict(self.targets)
        return {
            exercise: _session(done, targets.get(exercise, 0))
            for exercise, done in self.by_exercise.items()
        }

    @cached_property
    def seconds(self) -> float:
        steps = self.program.by_exercise
        return sum(d.seconds(steps[d.exercise]) for d in self.done if d.exercise in steps)

    @property
    def minutes(self) -> int:
        return minutes(self.seconds)

    @cached_property
    def is_lift(self) -> bool:
        return not self.program.hinges.isdisjoint(self.by_exercise)

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

    def _work_of(self, side):
        return sum(done.work for done in self.done if done.side == side)

    @cached_property
    def tally(self) -> Tally:
        if not (self.done or self.felt or self.squeezes or self.morning_after is not None):
            return NOTHING
        both = [f for f in self.felt if f.left is not None and f.right is not None]
        lift = self.date.toordinal() if self.is_lift else None
        return Tally(
            trained=int(bool(self.done)),
            sets=self.sets,
            asked=self.asked,
            seconds=self.seconds,
            squeezes=self.squeezes,
            felt_left=_given(felt.left for felt in self.felt),
            felt_right=_given(felt.right for felt in self.felt),
            gap=_given(felt.right - felt.left for felt in both),
            effort=_given(felt.effort for felt in self.felt),
            pain=self.pain,
            left=self._work_of("left"),
            right=self._work_of("right"),
            lifts=int(self.is_lift),
            first_lift=lift,
            last_lift=lift,
            best=self.best,
        )


def _sets(done: list[Done]) -> int:
    """Of one exercise."""
    count = {"both": 0, "left": 0, "right": 0}
    for some in done:
        count[some.side] += some.count
    return count["both"] + max(count["left"], count["right"])


def _session(done: list[Done], target: float) -> Best:
    most = max(done, key=lambda some: (some.count, some.work, some.amount, some.hold_s or 0))
    work = sum(some.work for some in done)
    return Best(work, target, _sets(done), most.amount, most.hold_s, most.load_kg)


@dataclass(frozen=True)
class Stretch:
    """Days in a row that a picture draws as one column."""

    first: date
    last: date
    today: date
    tally: Tally

    @property
    def is_now(self) -> bool:
        return self.first <= self.today <= self.last

    @property
    def length(self) -> int:
        """In days."""
        return (self.last - self.first).days + 1

    @property
    def so_far(self) -> int:
        """Days of it that have begun."""
        return max(0, min(self.length, (self.today - self.first).days + 1))

    @property
    def sets(self) -> int:
        return self.tally.sets

    @property
    def asked(self) -> int:
        return self.tally.asked

    @property
    def trained(self) -> int:
        return self.tally.trained

    @property
    def minutes(self) -> int:
        return minutes(self.tally.seconds)

    @property
    def lifts(self) -> int:
        """Days with one."""
        return self.tally.lifts

    @property
    def squeezes(self) -> int:
        return self.tally.squeezes

    @property
    def felt_left(self) -> float | None:
        return _as_mean(self.tally.felt_left)

    @property
    def felt_right(self) -> float | None:
        return _as_mean(self.tally.felt_right)

    @property
    def gap(self) -> float | None:
        """How much more the right was felt, over the sessions that say both sides."""
        return _as_mean(self.tally.gap)

    @property
    def pain(self) -> int | None:
        return self.tally.pain

    @property
    def effort(self) -> float | None:
        return _as_mean(self.tally.effort)

    @property
    def lean(self) -> float | None:
        """How much more the right did, in % of the side that did more; of two-sided sets none.

        Amount × hold × load of the exercises done side by side.
        """
        left, right = self.tally.left, self.tally.right
        return round(100 * (right - left) / max(left, right), 1) if left or right else None

    @property
    def minutes_a_day(self) -> float | None:
        """Of the days trained."""
        return _as_mean((self.tally.seconds / 60, self.trained))

    @property
    def trained_a_week(self) -> float:
        return self.trained * 7 / max(7, self.so_far)

    @property
    def lifts_a_week(self) -> float:
        return self.lifts * 7 / max(7, self.so_far)

    def best(self, exercise: str) -> Best:
        """Its session with the most work; one of none where it was not done."""
        return self.tally.best.get(exercise, UNDONE)

    @property
    def exercises(self) -> set[str]:
        return set(self.tally.best)


UNDONE = Best()


@dataclass(frozen=True)
class Week(Stretch):
    """Seven days, Monday first."""

    days: tuple[Day, ...] = ()  # or what else knows its date, sets and is_lift

    @classmethod
    def first_of(cls, day: date) -> date:
        return monday_of(day)

    @classmethod
    def after(cls, first: date) -> date:
        return first + WEEK

    @property
    def dates(self) -> list[date]:
        return [self.first + n * DAY for n in range(7)]

    @classmethod
    def of(cls, days: Iterable[Day], today: date) -> "Week":
        days = tuple(days)
        tally = together(day.tally for day in days)
        return cls(days[0].date, days[-1].date, today, tally, days)

    def only(self, exercise: str) -> "Week":
        return self.of((day.only(exercise) for day in self.days), self.today)

    @property
    def monday(self) -> date:
        return self.first

    @property
    def sunday(self) -> date:
        return self.last

    @cached_property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def address(self) -> str:
        return week_to(self.monday)

    @cached_property
    def href(self) -> str:
        return reverse("week", args=[self.monday])

    @cached_property
    def label(self) -> str:
        """Under its column."""
        return number(self.number)

    @cached_property
    def name(self) -> str:
        return _("Week %(week)s") % {"week": number(self.number)}

    @cached_property
    def when(self) -> str:
        return (
            _("this week") if self.is_now else _("in week %(week)s") % {"week": number(self.number)}
        )

    @property
    def before(self) -> str:
        return _("the week before")


class Months(Stretch):
    """One or more, of a calendar year."""

    count: int
    href = ""

    @classmethod
    def first_of(cls, day: date) -> date:
        """The first day of the one that a day is in."""
        return months_later(day, -((day.month - 1) % cls.count))

    @classmethod
    def after(cls, first: date) -> date:
        """The first day of the next one."""
        return months_later(first, cls.count)


class Month(Months):
    count = 1

    @cached_property
    def label(self) -> str:
        return date_format(self.first, "M")[0]

    @cached_property
    def name(self) -> str:
        return date_format(self.first, "F Y")

    @cached_property
    def when(self) -> str:
        return _("this month") if self.is_now else _("in %(month)s") % {"month": self.name}

    @property
    def before(self) -> str:
        return _("the month before")


class Quarter(Months):
    count = 3

    @cached_property
    def label(self) -> str:
        """The year, at its beginning."""
        return date_format(self.first, "’y") if self.first.month == 1 else ""

    @cached_property
    def name(self) -> str:
        first, last = date_format(self.first, "M"), date_format(self.last, "M Y")
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    @cached_property
    def when(self) -> str:
        return _("this quarter") if self.is_now else _("from %(months)s") % {"months": self.name}

    @property
    def before(self) -> str:
        return _("the quarter before")


class Year(Months):
    count = 12

    @cached_property
    def label(self) -> str:
        return date_format(self.first, "’y")

    @cached_property
    def name(self) -> str:
        return date_format(self.first, "Y")

    @cached_property
    def when(self) -> str:
        return _("this year") if self.is_now else _("in %(year)s") % {"year": self.name}

    @property
    def before(self) -> str:
        return _("the year before")


def mean(values: Iterable[float | None]) -> float | None:
    return _as_mean(_given(values))


def _given(values) -> Mean:
    given = [value for value in values if value is not None]
    return sum(given), len(given)


def _as_mean(mean: Mean) -> float | None:
    total, count = mean
    return round(total / count, 1) if count else None


def worst(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def minutes(seconds: float) -> int:
    """Whole minutes; a little is one, never none."""
    return max(1, round(seconds / 60)) if seconds else 0


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def months_later(day: date, count: int) -> date:
    """The first day of that month; of one before where negative."""
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)
