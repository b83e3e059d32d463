"""Whether a JSON text holds more than may be read, found before any of it becomes an object."""

import re

MOST_LISTS = 500_000  # and objects; an empty one takes thirty times its text
MOST_VALUES = 3_000_000  # ten years of a logbook have a third of that
MOST_NAMES = 10_000  # of members; an object of a million takes ten times its text
# A longer name takes no more than a few times its text.
NAME = re.compile(r'"([^"]{0,40})"\s*:')


def is_too_much(text: str) -> bool:
    has_too_many = text.count("[") + text.count("{") > MOST_LISTS or text.count(",") > MOST_VALUES
    return has_too_many or _has_too_many_names(text)


def _has_too_many_names(text):
    names = set()
    for found in NAME.finditer(text):
        names.add(found[1])
        if len(names) > MOST_NAMES:
            return True
    return False
