"""The days on which a primer was done: a run on one of them counts as a run after a primer."""

from datetime import date

from ..models import SetEntry


def primer_days(user, first: date, last: date) -> set[date]:
    """One query."""
    sets = SetEntry.objects.on_days(user, first, last).live().filter(primer=True).order_by()
    return set(sets.values_list("workout__date", flat=True).distinct())
