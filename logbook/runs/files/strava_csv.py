"""``activities.csv`` of a Strava export, in whatever language the account is.

The language changes headers, dates and types, but not the order of the columns. Since 2019 time and
distance stand there twice: first as they were shown, then in seconds and metres.
"""

from collections.abc import Iterator
from datetime import UTC

from exercises.typed_numbers import parse_number

from ...uploads.errors import LineError
from ...uploads.moments import habits_of, moment
from . import sport_words
from .csv_tables import Table
from .found import OTHER, SWIM, UNKNOWN, Activity, LeftOut

DATE, NAME, TYPE, ELAPSED, DISTANCE = 1, 2, 3, 5, 6
OLD_HEADER = ["id", "date", "name", "type"]
FIRST_ROWS = 2000  # whose dates tell which number is the month


def is_export(table: Table) -> bool:
    header = table.header
    if header[:4] == OLD_HEADER:
        return True
    twice = len(header) > 16 and header[ELAPSED] in header[7:] and header[DISTANCE] in header[7:]
    return twice or (len(header) > DISTANCE and header[DATE] == "activity date")


def read(table: Table, settings, budget) -> Iterator[Activity | LeftOut]:
    header = table.header
    is_old = header[:4] == OLD_HEADER
    elapsed = table.place(header[ELAPSED], after=ELAPSED)
    metres = table.place(header[DISTANCE], after=DISTANCE)
    moving = elapsed + 1 if elapsed else table.place("moving time")
    dates = [row[DATE] for row, _n in zip(table.rows(), range(FIRST_ROWS), strict=False)]
    habits = habits_of(dates)
    for row in table.rows():
        budget.count_found()
        sport = sport_words.sport_of(row[TYPE])
        lasted = _number(row, elapsed) or _number(row, ELAPSED)
        far = _number(row, metres)
        if far is None:
            far = _as_shown(_number(row, DISTANCE), sport, settings, is_old)
        if sport == UNKNOWN and not far:
            sport = OTHER
        seconds = _number(row, moving) or lasted or 0
        try:
            start = moment(row[DATE], UTC, habits)[1]
        except LineError:
            start = None
        if start is None:
            yield LeftOut("date", None, seconds, far)
        else:
            yield Activity(sport, start, seconds, far, lasted, title=row[NAME])


def _number(row, place) -> float | None:
    value = None if place is None or place >= len(row) else parse_number(row[place])
    return None if value is None or value < 0 else float(value)


def _as_shown(value, sport, settings, is_old):
    """Metres of a distance as the account showed it; the oldest exports and swims have metres."""
    if value is None or is_old or sport == SWIM:
        return value
    return value * settings.unit_m
