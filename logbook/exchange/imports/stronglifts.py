"""StrongLifts writes a row an exercise and day, and two columns a set: ``Set 1 (Reps)`` and
``Set 1 (KG)``."""

import re

from ...uploads import moments
from . import cell_values
from .column_names import Columns, columns_by_name, split_units
from .csv_rows import Row, Table
from .done_sets import DoneSet, add_done_set
from .file_errors import LineError
from .read_result import ReadResult

slug, name = "stronglifts", "StrongLifts"
SET_COLUMN = re.compile(r"set (\d{1,2}) ?\(?(reps|kgs?|lbs?)\)?", re.ASCII | re.IGNORECASE)


def columns_of(table: Table) -> Columns | None:
    columns = columns_by_name(slug, table.names)
    has_sets = any(SET_COLUMN.fullmatch(name) for name in table.names)
    return columns if has_sets and "when" in columns and "name" in columns else None


class RowReader:
    repair = None

    def __init__(self, columns, table, settings):
        self.columns, self.settings = columns, settings
        header = table.names[columns.first_date]
        self.habits = moments.habits_of(table.values_in(columns.first_date), header)
        self.places: dict[int, dict[str, int]] = {}  # {number of the set: {reps or units: place}}
        for place, name in enumerate(table.names):
            if found := SET_COLUMN.fullmatch(name):
                what = "reps" if found[2].lower() == "reps" else split_units(name)[1]
                self.places.setdefault(int(found[1]), {})[what] = place

    def read(self, row: Row, result: ReadResult):
        def cell(part):
            return self.columns.cell(row.cells, part)

        name = cell_values.plain(cell("name"), 100)
        if not name:
            raise LineError("exercise")
        when = f"{cell('when')} {cell('clock')}".strip()
        on, at, when = moments.moment(when, self.settings.zone, self.habits)
        on = cell_values.in_range(on, self.settings.today)
        slots = [self._slot(row.cells, places) for _number, places in sorted(self.places.items())]
        for amount, load in slots:
            if amount:
                done = DoneSet(row.line, name, on, at, when, amount, None, load)
                with result.listing_unfit(row.line):
                    add_done_set(result, done)
            elif load:
                result.passed_over["planned"] += 1
        if not any(amount or load for amount, load in slots):
            result.passed_over["planned"] += 1
        result.day(on).add_note(name, cell_values.plain(cell("note"), 1000))

    def _slot(self, cells, places):
        """The repetitions and the load of a set; nobody did a set of 0 repetitions."""

        def cell(place):
            return cells[place] if place is not None and place < len(cells) else ""

        units = next((one for one in places if one != "reps"), "kg")
        amount = cell_values.amount(cell(places.get("reps")))
        return amount, cell_values.load(cell(places.get(units)), units)
