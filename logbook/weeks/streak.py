"""The streak: weeks of training in a row, of which one quiet week alone ends none."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates import WEEK, monday_of
from ..templatetags.numbers import number

ENOUGH = 3  # days of training with which a week counts (ours)


def streak(trained: Iterable[date], today: date) -> int:
    """How many weeks have enough days of training, back from now to two quiet weeks in a row.

    This week counts once it has enough; before it is over, it is not quiet.
    """
    days = Counter(map(monday_of, trained))
    if not days:
        return 0
    week, first = monday_of(today), min(days)
    count, quiet = int(days[week] >= ENOUGH), 0
    while (week := week - WEEK) >= first and quiet < 2:
        if days[week] >= ENOUGH:
            count, quiet = count + 1, 0
        else:
            quiet += 1
    return count


def describe_streak(count: int) -> str:
    """No longer than a year, since no more days are read."""
    if not count:
        return _("Three days in a week start a run of weeks. Rest days are part of it.")
    if count >= 52:
        return _("Kept up for a year and more. Rest days and a quiet week belong to it.")
    return ngettext(
        "%(n)s week kept up. Rest days belong to it, and one quiet week only pauses it.",
        "%(n)s weeks kept up. Rest days belong to it, and one quiet week only pauses it.",
        count,
    ) % {"n": number(count)}
