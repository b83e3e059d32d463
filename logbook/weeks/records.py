"""The records of each exercise: its first day, most in a set, longest hold and heaviest load."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min
from django.utils.translation import gettext as _

from plans.wording import describe_load

from ..models import SetEntry
from ..templatetags.numbers import number


@dataclass(frozen=True)
class Records:
    """(value, the first day with it) of each; None where a set was never held or loaded."""

    first: date
    most: tuple[int, date] | None
    longest: tuple[int, date] | None
    heaviest: tuple[Decimal, date] | None


def records_of(user, *exercises) -> dict[str, Records]:
    """The records by exercise, in ladder order; of all exercises where none is given. One query.

    Rows are grouped by what was done, so that years of equal sets are few rows. Any-time squeezes
    and primers set no record.
    """
    rows = (
        SetEntry.objects.for_user(user)
        .live()
        .in_sessions()
        .order_by("exercise__order")
        .values_list("exercise__slug", "amount", "hold_s", "load_kg")
        .annotate(day=Min("workout__date"))
    )
    if exercises:
        rows = rows.filter(exercise__in=exercises)
    done = defaultdict(list)
    for exercise, *values in rows:
        done[exercise].append(values)
    return {exercise: _records(sets) for exercise, sets in done.items()}


def _records(sets):
    amounts, holds, loads = (
        [(values[n], values[3]) for values in sets if values[n]] for n in range(3)
    )
    return Records(min(day for *_, day in sets), *map(_highest, (amounts, holds, loads)))


def _highest(values):
    """The highest value and its first day."""
    return min(values, key=lambda pair: (-pair[0], pair[1]), default=None)


def describe_records(records: Records, units: str) -> list[tuple[str, str, date]]:
    """(name, value, day) of each record that there is."""
    found = [(_("First"), "", records.first)]
    if records.most:
        found.append((_("Most in a set"), number(records.most[0]), records.most[1]))
    if records.longest:
        seconds, day = records.longest
        found.append((_("Longest hold"), _("%(hold)d s") % {"hold": seconds}, day))
    if records.heaviest:
        load, day = records.heaviest
        found.append((_("Heaviest"), describe_load(float(load), units), day))
    return found
