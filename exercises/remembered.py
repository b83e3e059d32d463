"""Words that are worked out over and over: numbers, dates, what was done on a day."""

from collections.abc import Callable
from functools import lru_cache, wraps

from django.utils.translation import get_language

MANY = 20_000  # of short texts: some megabytes


def remembered[**P, T](say: Callable[P, T]) -> Callable[P, T]:
    """For what depends on its arguments and the language alone."""
    said = lru_cache(MANY)(lambda language, *values: say(*values))

    @wraps(say)
    def wrapped(*values):
        return said(get_language(), *values)

    return wrapped
