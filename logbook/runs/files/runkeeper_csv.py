"""``cardioActivities.csv`` of Runkeeper: local times, and the header has the unit of distances."""

from collections.abc import Iterator

from exercises.typed_numbers import parse_number

from . import sport_words
from .csv_tables import Table
from .found import Activity, LeftOut
from .values import METRES_A_MILE, clock_seconds, moment

UNITS = {"distance (km)": 1000.0, "distance (mi)": METRES_A_MILE}


def is_export(table: Table) -> bool:
    return {"date", "type", "duration"} <= {*table.header} and bool(UNITS.keys() & {*table.header})


def read(table: Table, settings, budget) -> Iterator[Activity | LeftOut]:
    date, sport, duration = (table.header.index(name) for name in ("date", "type", "duration"))
    distance, unit = next((table.header.index(u), m) for u, m in UNITS.items() if u in table.header)
    for row in table.rows():
        budget.count_found()
        far = parse_number(row[distance])
        metres = float(far) * unit if far is not None else None
        seconds = clock_seconds(row[duration]) or 0
        start = moment(row[date], settings.zone) if row[date].strip() else None
        if start is None:
            yield LeftOut("date", None, seconds, metres)
        else:
            yield Activity(sport_words.sport_of(row[sport]), start, seconds, metres)
