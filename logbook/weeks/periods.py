"""What the pictures draw as one column: a week, a month, a quarter or a year of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..converters import week_to
from ..dates import DAY, WEEK, monday_of
from ..templatetags.numbers import number
from .day_stats import Day, minutes
from .totals import Best, Tally, as_mean, together


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
        return as_mean(self.tally.felt_left)

    @property
    def felt_right(self) -> float | None:
        return as_mean(self.tally.felt_right)

    @property
    def gap(self) -> float | None:
        """How much more the right was felt, over the sessions that say both sides."""
        return as_mean(self.tally.gap)

    @property
    def pain(self) -> int | None:
        return self.tally.pain

    @property
    def effort(self) -> float | None:
        return as_mean(self.tally.effort)

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
        return as_mean((self.tally.seconds / 60, self.trained))

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


def months_later(day: date, count: int) -> date:
    """The first day of that month; of one before where negative."""
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)
