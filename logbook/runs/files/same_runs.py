"""Which activities are the same run: twice in the files, or in the logbook already.

The same run comes from a watch, from the app that the watch sends it to, and from the next app,
with other numbers for itself each time. So it is known by its start and its length.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from .found import Activity

APART = timedelta(minutes=5)  # two starts of one run (ours)
ALIKE = 0.1  # two lengths of one run: a tenth of the longer (ours)
PLANNED_ALIKE = 0.3  # what was planned and what became of it (ours)
A_MINUTE = 60
MOST_COMPARED = 100  # runs of a day; it takes fewer


def are_alike(one: float, other: float, share: float = ALIKE) -> bool:
    """Whether two lengths in seconds may be those of one run; a minute is within rounding."""
    return abs(one - other) <= max(share * max(one, other), A_MINUTE)


def lengths(activity: Activity) -> list[float]:
    return [activity.seconds, *([activity.elapsed] if activity.elapsed else [])]


def are_same(one: Activity, other: Activity) -> bool:
    if one.start is None or other.start is None:
        return one.on == other.on and are_alike(one.seconds, other.seconds)
    if abs(one.start - other.start) > APART:
        return False
    return any(are_alike(a, b) for a in lengths(one) for b in lengths(other))


def without_doubles(activities: Iterable[Activity]) -> tuple[list[Activity], list[Activity]]:
    """The activities without those that are there twice, and these; the richer one stays.

    Each has its day in ``on``.
    """
    kept: list[Activity] = []
    doubles: list[Activity] = []
    by_day = defaultdict(list)
    for one in sorted(activities, key=_richest_first):
        # A run that begins at midnight may have its double on the day before.
        near = [other for n in (-1, 0, 1) for other in by_day[one.on + timedelta(n)]]
        if any(are_same(one, other) for other in near):
            doubles.append(one)
        else:
            kept.append(one)
            if len(by_day[one.on]) < MOST_COMPARED:
                by_day[one.on].append(one)
    return kept, doubles


def _richest_first(one):
    return one.start is None, one.metres is None, one.sport == "", one.elapsed is None


class StoredRuns:
    """The runs of the logbook, to be found by day; each is found once."""

    def __init__(self, runs):
        self.by_day = defaultdict(list)
        for run in runs:
            self.by_day[run.date].append(run)

    def same(self, activity: Activity):
        """The run that was stored of the same activity, or entered or planned for it, if any."""
        for n in (0, -1, 1):
            for run in self.by_day[activity.on + timedelta(n)]:
                if run.started_at is not None and activity.start is not None:
                    is_near = abs(run.started_at - activity.start) <= APART
                    if is_near and any(are_alike(run.minutes * 60, s) for s in lengths(activity)):
                        return self._taken(run)
        without_start = [
            run
            for run in self.by_day[activity.on]
            if run.started_at is None or activity.start is None
        ]
        for run in without_start:
            share = PLANNED_ALIKE if run.started_at is None else ALIKE
            if are_alike(run.minutes * 60, activity.seconds, share):
                return self._taken(run)
        return None

    def _taken(self, run):
        self.by_day[run.date].remove(run)
        return run
