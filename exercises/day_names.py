"""How a day is written, in the forms that Django has and in others.

The patterns are a translator's, in the letters of Django's filter ``date``; letters that are to
stand as they are have a backslash: ``l j \\d\\e F`` makes ``domingo 29 de noviembre``. What Django
has is in each language's own ``formats.py``: ``DATE_FORMAT``, ``MONTH_DAY_FORMAT`` and others.
"""

import re
from datetime import date

from django.utils import dateformat
from django.utils.formats import get_format
from django.utils.translation import pgettext, pgettext_lazy

NUMBER_OF_DAY = re.compile(r"(?<!\\)j")

PATTERNS = {
    "weekday": pgettext_lazy("date", "l j F"),  # Sunday 29 November
    "weekday-year": pgettext_lazy("date", "l j F Y"),
    "weekday-number": pgettext_lazy("date", "l j"),  # Sunday 29
    "short-weekday": pgettext_lazy("date", "D j F"),  # Sun 29 November
    "short-weekday-year": pgettext_lazy("date", "D j F Y"),
    "shortest-weekday-year": pgettext_lazy("date", "D j N Y"),  # Sun 29 Nov. 2026
    "short-weekday-number": pgettext_lazy("date", "D j"),  # Sun 29
    "number": pgettext_lazy("date", "j"),  # 29, the first of two days of a month
    "short": pgettext_lazy("date", "j M"),  # 29 Nov
    "short-year": pgettext_lazy("date", "j M Y"),
    "short-month": pgettext_lazy("date", "M"),
    "short-month-year": pgettext_lazy("date", "M Y"),
}


def name_of_day(day: date, pattern: str = "DATE_FORMAT") -> str:
    """``Sunday 29 November`` for ``"weekday"``, as the reader's language has it.

    ``pattern`` is one of PATTERNS or of Django's names, such as ``"MONTH_DAY_FORMAT"``.
    """
    letters = str(PATTERNS[pattern]) if pattern in PATTERNS else get_format(pattern)
    if day.day == 1:
        first = pgettext("date, the first of a month", "j")  # French: 1er mars, but 2 mars
        letters = NUMBER_OF_DAY.sub(lambda _: first, letters)
    return dateformat.format(day, letters)
