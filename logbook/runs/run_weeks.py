"""The runner's runs by week, newest first, and those to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exercises.day_names import name_of_day
from plans.rules.bars import RED
from plans.rules.hinge import RACE_DAYS

from ..converters import week_to
from ..dates import DAY, WEEK, monday_of
from ..models import Run
from ..templatetags.numbers import number
from .primer_days import primer_days

WEEKS = 8  # of runs that were done, on one page
MOST_SHOWN = 2000  # runs: these weeks with as many as a day takes, and some hundred to come
SOON = 2 * WEEK  # what comes later is folded


@dataclass(frozen=True)
class RunLine:
    """A run as a list shows it."""

    run: Run
    today: date
    had_primer: bool

    @property
    def is_to_come(self) -> bool:
        return self.run.date > self.today

    @property
    def is_open(self) -> bool:
        """Whether how it was can still be said."""
        return not self.is_to_come and not self.run.is_said

    @property
    def name(self) -> str:
        return describe_kind(self.run)

    @property
    def distance(self) -> str:
        """Kilometres, where they are known."""
        metres = self.run.distance_m
        return _("%(km)s km") % {"km": number(metres / 1000)} if metres else ""

    @property
    def question(self) -> str:
        """What follows the address of today's page, so that it asks how this run was."""
        return address_of_question(self.run)

    @cached_property
    def note(self) -> str:
        """What the run does to lifts, or whether a primer came before it."""
        if not self.is_to_come and self.run.pain is not None and self.run.pain >= RED:
            return _("no lift that day and the next")  # a race's day alone would be too little
        if words := describe_lifts_moved(self.run, self.today):
            return words
        return _("after a primer") if self.had_primer else ""


@dataclass(frozen=True)
class RunWeek:
    monday: date
    lines: list[RunLine]

    @property
    def sunday(self) -> date:
        return self.monday + 6 * DAY

    @property
    def minutes(self) -> int:
        return sum(line.run.minutes for line in self.lines)


@dataclass(frozen=True)
class RunList:
    coming: list[RunWeek]  # today's runs too, until they are said
    later: list[RunWeek]
    done: list[RunWeek]
    earlier: str | None  # the address of the weeks before
    newer: str | None

    @property
    def later_runs(self) -> int:
        return sum(len(week.lines) for week in self.later)


def run_list_for(user, last: date, today: date) -> RunList:
    """The weeks that end with the one of ``last``, a Monday, and what is to come. Three queries."""
    first = last - (WEEKS - 1) * WEEK
    is_now = last == monday_of(today)
    runs = Run.objects.for_user(user)
    shown = runs.filter(date__gte=first)
    shown = list(shown[:MOST_SHOWN] if is_now else shown.filter(date__lt=last + WEEK))
    primed = primer_days(user, first, today)
    lines = [RunLine(run, today, run.date in primed) for run in shown]
    coming = [line for line in lines if line.run.may_be_ahead(today)]
    done = [line for line in reversed(lines) if not line.run.may_be_ahead(today)]
    has_earlier = runs.filter(date__lt=first).exists()
    return RunList(
        coming=_weeks(line for line in coming if line.run.date < today + SOON),
        later=_weeks(line for line in coming if line.run.date >= today + SOON),
        done=_weeks(done),
        earlier=week_to(first - WEEK) if has_earlier else None,
        newer=None if is_now else week_to(min(last + WEEKS * WEEK, monday_of(today))),
    )


def _weeks(lines: Iterable[RunLine]) -> list[RunWeek]:
    by_week = groupby(lines, key=lambda line: monday_of(line.run.date))
    return [RunWeek(monday, list(some)) for monday, some in by_week]


def address_of_question(run: Run) -> str:
    """What follows the address of today's page, so that it asks how this run was."""
    return f"?run={run.pk}#after-run"


def describe_kind(run: Run) -> str:
    return capfirst(run.get_kind_display())


def next_that_move_lifts(runs: Iterable[Run], on: date) -> list[Run]:
    """The next key run and the next race of the two weeks after a day."""
    near = [run for run in runs if on < run.date <= on + SOON]
    found = [
        next((run for run in near if run.kind == kind), None)
        for kind in (Run.Kind.KEY, Run.Kind.RACE)
    ]
    return [run for run in found if run]


def describe_lifts_moved(run: Run, today: date) -> str:
    """Which lifts a run still keeps off; empty where it moves none."""
    if run.kind == Run.Kind.KEY and run.date > today:
        return _("no lift on %(day)s") % {"day": date_format(run.date - DAY, "l")}
    if run.kind == Run.Kind.RACE and run.date == today:
        return _("no lift today")
    if run.kind == Run.Kind.RACE and run.date > today:
        first = name_of_day(run.date - RACE_DAYS * DAY, "weekday")
        return _("no lift from %(day)s on") % {"day": first}
    return ""
