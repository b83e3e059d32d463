"""What a runner's weeks, months, quarters and years came to, so that no page adds them up again.

What happened before last week is kept, like a checkpoint and by the same count of changes to the
past. Throwing it away changes no answer.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from plans import rules

from .. import checkpoints
from ..dates import DAY, WEEK, monday_of
from ..models import Past
from .day_queries import days, first_day
from .day_stats import Day
from .periods import Month, Period, Quarter, Week, Year
from .totals import EMPTY, Totals, add_totals

KINDS = {Week: "weeks", Month: "months", Quarter: "quarters", Year: "years"}  # and their columns
# A quarter of a year by week, and a year whose first month is whole; of the others all are kept.
RECENT = {Week: timedelta(weeks=13), Month: timedelta(days=400)}
LIT = timedelta(days=400)  # a year that begins on the first day of some week


class TrainingDay(NamedTuple):
    """A day on which a set was done; with none it is as dark as any other."""

    date: date
    sets: int = 0
    is_lift: bool = False


@dataclass
class PeriodTotals:
    training_days: dict[date, TrainingDay] = field(
        default_factory=dict
    )  # of the last year, and by date
    # By kind and first day, those in which something was done.
    totals: dict[type[Period], dict[date, Totals]] = field(default_factory=dict)

    def periods[T: Period](self, kind: type[T], first: date, today: date) -> list[T]:
        """Every one of a kind from that of a date to the present one."""
        found, begin = [], kind.first_day_of(first)
        while begin <= today:
            after = kind.next_after(begin)
            totals = self.totals[kind].get(begin, EMPTY)
            found.append(kind(begin, after - DAY, today, totals))
            begin = after
        return found

    def weeks(self, first: date, today: date) -> list[Week]:
        """With their days."""
        return [
            replace(week, days=tuple(map(self._day, week.dates)))
            for week in self.periods(Week, first, today)
        ]

    def _day(self, day):
        return self.training_days.get(day) or TrainingDay(day)


def period_totals_for(
    user, timeline: rules.Timeline, today: date, version: int, *kinds: type[Period]
) -> PeriodTotals:
    """The last year's days, and the periods of some kinds: weeks and months of the last ones,
    quarters and years of all there is.

    Four queries, and of the log the last two weeks; after a change of the past all of it.
    ``version``: of the past (``checkpoints.version_of``), read before anything else.
    """
    # Yesterday and today change without a word to the checkpoints.
    until = monday_of(today - 2 * DAY)
    kept = _kept(user, timeline, until, version, kinds)
    since = kept.before if kept else first_day(user) or until
    # To the end of this week: who has flown west has logged sets tomorrow.
    found = list(days(user, timeline, since, monday_of(today) + WEEK - DAY).values())
    if since < until:
        kept = _keep(user, timeline, until, version, kept, [d for d in found if d.date < until])
    return _with(_read(kept, kinds), [day for day in found if day.date >= until])


def _with(so_far: PeriodTotals, some: list[Day]) -> PeriodTotals:
    """With days that come after all others."""
    lit = {day.date: TrainingDay(day.date, day.sets, day.is_lift) for day in some if day.groups}
    totals = {kind: those | _totals(kind, those, some) for kind, those in so_far.totals.items()}
    return PeriodTotals(so_far.training_days | lit, totals)


def _totals(kind, before, some):
    new = defaultdict(list)
    for day in some:
        if day.totals != EMPTY:
            new[kind.first_day_of(day.date)].append(day.totals)
    return {first: add_totals([before.get(first, EMPTY), *those]) for first, those in new.items()}


def _kept(user, timeline, until, version, kinds):
    """The row, if it still holds; with what is asked for alone."""
    others = [name for kind, name in KINDS.items() if kind not in kinds]
    rows = Past.objects.for_user(user).filter(before__lte=until, version=version)
    kept = rows.defer(*others).first()
    if kept and kept.key == checkpoints.key_of(timeline, (), kept.before):
        return kept
    return None


def _read(kept: Past | None, kinds) -> PeriodTotals:
    if kept is None:
        return PeriodTotals(totals={kind: {} for kind in kinds})
    lit = {(at := date.fromisoformat(day)): TrainingDay(at, *one) for day, one in kept.lit.items()}
    rows = {kind: getattr(kept, KINDS[kind]) for kind in kinds}
    totals = {
        kind: {date.fromisoformat(first): Totals.from_json(one) for first, one in those.items()}
        for kind, those in rows.items()
    }
    return PeriodTotals(lit, totals)


def _keep(user, timeline, until, version, kept, some):
    """The row as it is with more days."""
    whole = _with(_read(kept, KINDS), some)
    lit = {day: [one.sets, one.is_lift] for day, one in whole.training_days.items()}
    values = {"version": version, "before": until, "lit": _since(lit, until - LIT)}
    values["key"] = checkpoints.key_of(timeline, (), until)
    for kind, name in KINDS.items():
        oldest = until - RECENT[kind] if kind in RECENT else date.min
        values[name] = _since(whole.totals[kind], oldest)
    return Past.objects.update_or_create(user=user, defaults=values)[0]


def _since(by_date, oldest):
    """As JSON has it."""
    return {day.isoformat(): one for day, one in by_date.items() if day >= oldest}
