"""``Activities.csv`` of Garmin Connect, in its languages.

Neither the unit of the distance nor the zone of the times is in the file, and its language does not
tell which of comma and point is the decimal one: the numbers of the whole file do.
"""

import re
from collections.abc import Iterator
from itertools import islice

from . import sport_words
from .csv_tables import Table
from .found import OTHER, SWIM, UNKNOWN, Activity, LeftOut
from .values import clock_seconds, moment

TYPE, DATE, TITLE, DISTANCE, TIME = 0, 1, 3, 4, 6
LOCAL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?", re.ASCII)
NUMBER = re.compile(r"'?[-+]?\d[\d.,]*", re.ASCII)
BLANKS = dict.fromkeys(map(ord, " \u00a0\u202f\u2009"))
MOVING = re.compile(
    r"mov(ing|im)|beweg|bev[eæ]g|d[ée]placement|rörelse|ruch|pohyb|liik|menet|mozg|движ|移动|移動|hareket|이동",
    re.I,
)
ELAPSED = re.compile(
    r"elapsed|verstrich|écoulé|transcurr|trascors|decorrid|verstrek|förfluten|forløp", re.I
)
FIRST_ROWS = 5
FASTEST_KMH = 30  # of a run: what is quicker is in metres, as those of a track are


def is_export(table: Table) -> bool:
    if len(table.header) <= TIME:
        return False
    rows = list(islice(table.rows(), FIRST_ROWS))
    return bool(rows) and all(
        LOCAL.fullmatch(row[DATE].strip()) and clock_seconds(row[TIME]) is not None for row in rows
    )


def read(table: Table, settings, budget) -> Iterator[Activity | LeftOut]:
    moving, elapsed = _column(table, MOVING), _column(table, ELAPSED)
    is_comma = _has_decimal_comma(table)
    for row in table.rows():
        budget.count_found()
        sport = sport_words.sport_of(row[TYPE])
        seconds = _seconds(row, moving) or _seconds(row, TIME) or 0
        far = _number(row[DISTANCE], is_comma)
        metres = far and far * (1 if sport == SWIM else settings.unit_m)
        if metres and seconds and metres / seconds * 3.6 > FASTEST_KMH and sport == "run":
            metres = far
        if sport == UNKNOWN and not metres:
            sport = OTHER
        start = moment(row[DATE], settings.zone) if LOCAL.fullmatch(row[DATE].strip()) else None
        if start is None:
            yield LeftOut("date", None, seconds, metres)
        else:
            lasted = _seconds(row, elapsed) or _seconds(row, TIME)
            yield Activity(sport, start, seconds, metres, lasted, title=row[TITLE])


def _column(table, words):
    return next(
        (at for at, name in enumerate(table.header) if at > TIME and words.search(name)), None
    )


def _seconds(row, place):
    return None if place is None else clock_seconds(row[place])


def _has_decimal_comma(table) -> bool:
    """Whether more numbers of the file can only be read with a decimal comma than with a point."""
    votes = 0
    for row in islice(table.rows(), 1000):
        for cell in row[DISTANCE:]:
            cell = cell.strip().translate(BLANKS)
            if not NUMBER.fullmatch(cell):
                continue
            last = max(cell.rfind(","), cell.rfind("."))
            marks = cell.count(",") + cell.count(".")
            may_be_thousands = marks == 1 and len(cell) - last - 1 == 3
            if not marks or may_be_thousands or cell.count(cell[last]) > 1:
                continue
            votes += 1 if cell[last] == "," else -1
    return votes > 0


def _number(cell, is_comma) -> float | None:
    cell = cell.strip().translate(BLANKS)
    if not NUMBER.fullmatch(cell):
        return None
    decimal, thousands = (",", ".") if is_comma else (".", ",")
    try:
        return float(cell.lstrip("'").replace(thousands, "").replace(decimal, "."))
    except ValueError:
        return None
