"""How many more runs a day takes.

Pages show each run of a day, so a file of a hundred thousand runs on one day would make each of
them cost minutes.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from ..models import MOST_RUNS_A_DAY, Run


class CrowdedDay(Exception):
    """The day has as many runs as it takes."""


class RoomOnDays:
    """The room of a runner's days, which each run that is to be added takes some of."""

    def __init__(self, user, days: Collection[date]):
        self.counts: Counter[date] = Counter()
        if days:
            runs = Run.objects.for_user(user).filter(date__range=(min(days), max(days)))
            self.counts.update(runs.values_list("date", flat=True))

    def take(self, day: date) -> bool:
        """Return whether the day takes one more run, and count it."""
        if self.counts[day] >= MOST_RUNS_A_DAY:
            return False
        self.counts[day] += 1
        return True


def describe_crowded() -> str:
    return _("There are %(most)d runs on this day already.") % {"most": MOST_RUNS_A_DAY}
