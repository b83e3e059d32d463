"""What a picture draws as one column: a week, a month, a quarter or a year."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exercises.day_names import name_of_day

from ..converters import EARLIEST, week_to
from ..dates import DAY, WEEK, monday_of
from ..templatetags.numbers import number
from ..training_work import whole_minutes
from .day_stats import Day
from .totals import BestSession, Totals, add_totals

NO_SESSION = BestSession()


@dataclass(frozen=True)
class Period:
    """Days in a row with their totals. A kind of period has a name, a label and its bounds."""

    first: date
    last: date
    today: date
    totals: Totals
    begun: date = field(default=date.min, kw_only=True)  # the log's first day

    @classmethod
    def first_day_of(cls, day: date) -> date:
        """Returns the first day of the period that holds ``day``."""
        raise NotImplementedError

    @classmethod
    def next_after(cls, first: date) -> date:
        """Returns the first day of the period after the one that begins on ``first``."""
        raise NotImplementedError

    @property
    def href(self) -> str:
        """Returns the address of the period's own page, if it has one."""
        return ""

    @property
    def starts_year(self) -> bool:
        """Whether its label names a year that begins with it, among labels that do not."""
        return False

    @property
    def is_now(self) -> bool:
        return self.first <= self.today <= self.last

    @property
    def length(self) -> int:
        """In days."""
        return (self.last - self.first).days + 1

    @property
    def so_far(self) -> int:
        """How many of its days have begun, counted from the log's first day."""
        return max(0, (min(self.last, self.today) - max(self.first, self.begun)).days + 1)

    @property
    def sets(self) -> int:
        return self.totals.sets

    @property
    def asked(self) -> int:
        """Sets that the plan asked for on the days trained."""
        return self.totals.asked

    @property
    def trained(self) -> int:
        """Days with a set."""
        return self.totals.trained

    @property
    def minutes(self) -> int:
        return whole_minutes(self.totals.seconds)

    @property
    def lifts(self) -> int:
        """Days with a lift."""
        return self.totals.lifts

    @property
    def squeezes(self) -> int:
        return self.totals.squeezes

    @cached_property
    def felt_left(self) -> float | None:
        return self.totals.felt_left.value

    @cached_property
    def felt_right(self) -> float | None:
        return self.totals.felt_right.value

    @cached_property
    def gap(self) -> float | None:
        """By how much the right was felt more, over the sessions with feedback of both sides."""
        return self.totals.felt_gap

    @property
    def pain(self) -> int | None:
        return self.totals.pain

    @cached_property
    def effort(self) -> float | None:
        return self.totals.effort.value

    @cached_property
    def lean(self) -> float | None:
        """How much more work the right did, in % of the side that did more.

        Only sets of one side count; None where there were none.
        """
        left, right = self.totals.left, self.totals.right
        return round(100 * (right - left) / max(left, right), 1) if left or right else None

    @cached_property
    def minutes_a_day(self) -> float | None:
        """The mean of the days trained."""
        return round(self.totals.seconds / 60 / self.trained, 1) if self.trained else None

    @property
    def trained_a_week(self) -> float:
        return self.trained * 7 / max(7, self.so_far)

    @property
    def lifts_a_week(self) -> float:
        return self.lifts * 7 / max(7, self.so_far)

    def best(self, exercise: str) -> BestSession:
        return self.totals.best.get(exercise, NO_SESSION)

    @property
    def exercises(self) -> set[str]:
        return set(self.totals.best)


def from_first_day[T: Period](periods: list[T], begun: date) -> list[T]:
    """Periods from that of the log's first day on, the first one counted from that day."""
    first, *others = [one for one in periods if one.last >= begun] or periods[-1:]
    return [replace(first, begun=begun), *others]


@dataclass(frozen=True)
class Week(Period):
    """Seven days, Monday first."""

    days: tuple[Day, ...] = ()  # or anything with date, sets and is_lift

    @classmethod
    def from_days(cls, days: Iterable[Day], today: date) -> "Week":
        days = tuple(days)
        totals = add_totals(day.totals for day in days)
        return cls(days[0].date, days[-1].date, today, totals, days)

    @classmethod
    def first_day_of(cls, day: date) -> date:
        return monday_of(day)

    @classmethod
    def next_after(cls, first: date) -> date:
        return first + WEEK

    def only(self, exercise: str) -> "Week":
        """The same week with one exercise alone."""
        return self.from_days((day.only(exercise) for day in self.days), self.today)

    @property
    def dates(self) -> list[date]:
        return [self.first + n * DAY for n in range(7)]

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
        """``2026-W10``"""
        return week_to(self.monday)

    @cached_property
    def href(self) -> str:
        return _address_pattern().format(self.address)

    @cached_property
    def label(self) -> str:
        """What stands under the column."""
        return number(self.number)

    @cached_property
    def name(self) -> str:
        return _("Week %(week)s") % {"week": self.label}

    @property
    def when(self) -> str:
        if self.is_now:
            return pgettext("when", "this week")
        return pgettext("when", "in week %(week)s") % {"week": self.label}

    @property
    def before(self) -> str:
        return pgettext("when", "the week before")


@cache
def _address_pattern() -> str:
    """Returns the address of a week's page with ``{}`` for the week."""
    return reverse("week", args=[week_to(EARLIEST)]).replace(week_to(EARLIEST), "{}")


class Months(Period):
    """One or more months of a calendar year."""

    count: int

    @classmethod
    def first_day_of(cls, day: date) -> date:
        return months_later(day, -((day.month - 1) % cls.count))

    @classmethod
    def next_after(cls, first: date) -> date:
        return months_later(first, cls.count)


class Month(Months):
    count = 1

    @cached_property
    def label(self) -> str:
        return date_format(self.first, "M")[0]

    @cached_property
    def name(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def when(self) -> str:
        if self.is_now:
            return pgettext("when", "this month")
        return pgettext("when", "in %(month)s") % {"month": self.name}

    @property
    def before(self) -> str:
        return pgettext("when", "the month before")


class Quarter(Months):
    count = 3

    @cached_property
    def label(self) -> str:
        """The month that it begins with; the year in place of January."""
        return date_format(self.first, "’y" if self.starts_year else "M")

    @property
    def starts_year(self) -> bool:
        return self.first.month == 1

    @cached_property
    def name(self) -> str:
        first = name_of_day(self.first, "short-month")
        last = name_of_day(self.last, "short-month-year")
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    @property
    def when(self) -> str:
        if self.is_now:
            return pgettext("when", "this quarter")
        return pgettext("when", "from %(months)s") % {"months": self.name}

    @property
    def before(self) -> str:
        return pgettext("when", "the quarter before")


class Year(Months):
    count = 12

    @cached_property
    def label(self) -> str:
        return date_format(self.first, "’y")

    @cached_property
    def name(self) -> str:
        return date_format(self.first, "Y")

    @property
    def when(self) -> str:
        if self.is_now:
            return pgettext("when", "this year")
        return pgettext("when", "in %(year)s") % {"year": self.name}

    @property
    def before(self) -> str:
        return pgettext("when", "the year before")


def months_later(day: date, count: int) -> date:
    """The first day of the month that comes ``count`` months after that of ``day``."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
