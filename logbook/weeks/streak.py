"""Weeks kept up, gently: rest days never break a run, and one quiet week only pauses it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates import WEEK, monday_of
from ..templatetags.numbers import number

ENOUGH = 3  # days of training that keep a week (ours)


def streak(trained: Iterable[date], today: date) -> int:
    """Kept weeks up to now. This week counts once it is kept, and breaks nothing before it ends.

    A single week that was not kept is passed over; two in a row end the run.
    """
    days = Counter(map(monday_of, trained))
    if not days:
        return 0
    week, first = monday_of(today), min(days)
    kept, quiet = int(days[week] >= ENOUGH), 0
    while (week := week - WEEK) >= first and quiet < 2:
        if days[week] >= ENOUGH:
            kept, quiet = kept + 1, 0
        else:
            quiet += 1
    return kept


def describe_streak(kept: int) -> str:
    """Kind whatever it is; of a year at most, since that is what is looked at."""
    if not kept:
        return _("Three days in a week start a run of weeks. Rest days are part of it.")
    if kept >= 52:
        return _("Kept up for a year and more. Rest days and a quiet week belong to it.")
    return ngettext(
        "%(n)s week kept up. Rest days belong to it, and one quiet week only pauses it.",
        "%(n)s weeks kept up. Rest days belong to it, and one quiet week only pauses it.",
        kept,
    ) % {"n": number(kept)}
