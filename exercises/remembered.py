"""Words that are worked out over and over: numbers, dates, what was done on a day."""

from collections.abc import Callable
from functools import lru_cache, wraps

from django.utils.translation import get_language

MANY = 5_000  # of short texts: a megabyte


def remembered[**P, T](say: Callable[P, T], many: int = MANY) -> Callable[P, T]:
    """For what depends on its arguments and the language alone; the last ``many`` stay."""
    said = lru_cache(many)(lambda language, *values: say(*values))

    @wraps(say)
    def wrapped(*values):
        return said(get_language(), *values)

    return wrapped
