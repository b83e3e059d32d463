"""A list as a sentence has it: ``Mat, Box or Barbell``."""

import re
from collections.abc import Iterable

from django.utils.translation import get_language, pgettext

# Spanish says e for y before the sound of i, and u for o before that of o.
SPANISH = (
    (" y ", re.compile(r"h?[ií](?![aeo])", re.IGNORECASE), " e "),
    (" o ", re.compile(r"h?[oó]", re.IGNORECASE), " u "),
)


def list_of(items: Iterable[object], word: str = "and") -> str:
    """Join ``items`` by commas and, before the last, by ``word``: ``"and"`` or ``"or"``."""
    *first, last = [str(item) for item in items] or [""]
    if not first:
        return last
    and_, or_ = (
        pgettext("list", "%(first)s and %(last)s"),
        pgettext("list", "%(first)s or %(last)s"),
    )
    pattern = or_ if word == "or" else and_
    if (get_language() or "").startswith("es"):
        for joined, sound, instead in SPANISH:
            if sound.match(last):
                pattern = pattern.replace(joined, instead)
    return pattern % {"first": ", ".join(first), "last": last}


def apart(items: Iterable[object]) -> str:
    """Join by semicolons: ``Youdas 2013; Lewis 2018``, in French with a space before each."""
    first, *others = [str(item) for item in items] or [""]
    for other in others:
        first = pgettext("list", "%(first)s; %(last)s") % {"first": first, "last": other}
    return first
