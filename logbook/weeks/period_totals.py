"""The totals of a runner's weeks, months, quarters and years; all before yesterday is cached."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from plans import rules

from .. import derived
from ..dates import DAY, WEEK, monday_of
from ..models import Derived
from .day_queries import days, first_and_last_day
from .day_stats import Day
from .periods import Month, Period, Quarter, Week, Year
from .totals import EMPTY, Totals, add_totals

NAMES: dict[type[Period], str] = {
    Week: "weeks",
    Month: "months",
    Quarter: "quarters",
    Year: "years",
}
A_YEAR = timedelta(days=400)  # and what it takes to begin with a whole week or month
# Part of the key of the stored totals, so that rows of an earlier meaning are made anew.
MEANING = (
    (date.min, "pain of a morning and of a run counts on its own day"),
    (date.min, "a load is not measured by a plan without one"),
)
RECENT = {Week: timedelta(weeks=13), Month: A_YEAR}  # all quarters and years are cached


class TrainingDay(NamedTuple):
    """A day and what was done on it."""

    date: date
    sets: int = 0
    is_lift: bool = False


@dataclass
class PeriodTotals:
    """The days and periods in which something was done; of weeks and months the recent ones."""

    training_days: dict[date, TrainingDay]  # of the last year at least
    by_kind: dict[type[Period], dict[date, Totals]]  # {kind: {first day: …}}

    def periods[T: Period](self, kind: type[T], first: date, today: date) -> list[T]:
        """All periods of a kind from that of a date to the present one, empty ones too."""
        found, begin = [], kind.first_day_of(first)
        while begin <= today:
            after = kind.next_after(begin)
            found.append(kind(begin, after - DAY, today, self.by_kind[kind].get(begin, EMPTY)))
            begin = after
        return found

    def weeks(self, first: date, today: date) -> list[Week]:
        """Weeks with their days."""
        return [
            replace(week, days=tuple(map(self._day, week.dates)))
            for week in self.periods(Week, first, today)
        ]

    def _day(self, day):
        return self.training_days.get(day) or TrainingDay(day)


def period_totals_for(
    user, timeline: rules.Timeline, today: date, *kinds: type[Period]
) -> PeriodTotals:
    """The totals of some kinds of periods.

    It reads yesterday and today from the log, on the first call of a day one day more, and after a
    correction of the past all of it.
    """
    until = today - DAY  # yesterday and today change without raising the version of the past
    version, row = derived.read(user, Derived.Kind.PERIOD_TOTALS, timeline, MEANING, until)
    is_complete = row is not None and row.until == until
    before = _from_json(row.value if row else {}, kinds if is_complete else NAMES)
    since = row.until if row else _begin_of_all(min(until, first_and_last_day(user)[0]))
    # To the end of this week, since a runner who has flown west has logged sets tomorrow.
    found = list(days(user, timeline, since, monday_of(today) + WEEK - DAY).values())
    if not is_complete:
        before = _with_days(before, [day for day in found if day.date < until])
        value = _as_json(before, until)
        derived.write(user, Derived.Kind.PERIOD_TOTALS, version, timeline, MEANING, until, value)
    return _with_days(before, [day for day in found if day.date >= until])


def _begin_of_all(first):
    """The first day of the periods of a date: a run may have hurt in them before the first set."""
    return min(kind.first_day_of(first) for kind in NAMES)


def _with_days(totals: PeriodTotals, later: list[Day]) -> PeriodTotals:
    """Adds days that come after all others."""
    trained = {
        day.date: TrainingDay(day.date, day.sets, day.is_lift) for day in later if day.groups
    }
    by_kind = {
        kind: by_first_day | _add_days(kind, by_first_day, later)
        for kind, by_first_day in totals.by_kind.items()
    }
    return PeriodTotals(totals.training_days | trained, by_kind)


def _add_days(kind, before, later):
    """{first day: totals} of the periods that some later days belong to."""
    new = defaultdict(list)
    for day in later:
        if day.totals != EMPTY:
            new[kind.first_day_of(day.date)].append(day.totals)
    return {first: add_totals([before.get(first, EMPTY), *some]) for first, some in new.items()}


def _from_json(value, kinds) -> PeriodTotals:
    trained = {
        (on := date.fromisoformat(day)): TrainingDay(on, *one) for day, one in value.get("days", [])
    }
    by_kind = {
        kind: {
            date.fromisoformat(first): Totals.from_json(one)
            for first, one in value.get(NAMES[kind], [])
        }
        for kind in kinds
    }
    return PeriodTotals(trained, by_kind)


def _as_json(totals: PeriodTotals, until: date):
    """The totals without what no page shows any more."""
    days = {day: [one.sets, one.is_lift] for day, one in totals.training_days.items()}
    return {"days": _recent(days, until - A_YEAR)} | {
        name: _recent(totals.by_kind[kind], until - RECENT[kind] if kind in RECENT else date.min)
        for kind, name in NAMES.items()
    }


def _recent(by_date, oldest):
    return [(day.isoformat(), one) for day, one in by_date.items() if day >= oldest]
