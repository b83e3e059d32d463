"""The days on which a primer was done: a run on one of them counts as a run after a primer."""

from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef

from ..models import SetEntry, Workout


@cache
def _days():
    """Returns the query of all runners' days, built once: that takes longer than running it."""
    sets = SetEntry.objects.filter(workout=OuterRef("pk"), primer=True, deleted_at=None)
    return Workout.objects.filter(Exists(sets)).order_by().values_list("date", flat=True)


def primer_days(user, first: date, last: date) -> set[date]:
    """One query. It looks at the primers of each day alone, however many sets there are."""
    return set(_days().for_user(user).filter(date__range=(first, last)))
