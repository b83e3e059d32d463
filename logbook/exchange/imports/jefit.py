"""JEFIT's backup: tables one below the other, and in one of them ``60x10,65x8`` for two sets."""

import re

from ...uploads import moments
from . import cell_values
from .column_names import columns_by_name
from .csv_rows import Row, Table, sections_of, tables_of
from .done_sets import DoneSet, add_done_set
from .file_errors import LineError
from .read_result import ReadResult

slug, name = "jefit", "JEFIT"
MARK, LOGS, SETTING = "###", "EXERCISE LOGS", "SETTING"
SET = re.compile(r"(?P<load>[\d.,]*)\s*[x×]\s*(?P<amount>\d{1,4})", re.ASCII | re.IGNORECASE)
MOST_SETS = 50  # of an exercise on a day


def logs_of(text: str) -> tuple[Table, str] | None:
    """The table of sets, and the units of their loads where the file says them."""
    if MARK not in text:
        return None
    sections = sections_of(text, MARK)
    first, logs = sections.get(LOGS, (0, ""))
    for table in tables_of(logs, first):
        columns = columns_by_name(slug, table.names)
        if all(part in columns for part in ("when", "name", "logs")):
            return table, _units(sections.get(SETTING, (0, ""))[1])
    return None


def _units(setting):
    for table in tables_of(setting):
        if "mass" in table.places:
            words = table.values_in(table.places["mass"])
            named = {cell_values.units_named(word) for word in words} - {""}
            return named.pop() if len(named) == 1 else ""
    return ""


class RowReader:
    repair = None

    def __init__(self, table, units, settings):
        self.columns, self.settings = columns_by_name(slug, table.names), settings
        self.units = units or settings.units
        self.habits = moments.habits_of(table.values_in(self.columns.first_date))

    def read(self, row: Row, result: ReadResult):
        def cell(part):
            return self.columns.cell(row.cells, part)

        name = cell_values.plain(cell("name"), 100)
        if not name:
            raise LineError("exercise")
        on, at, when = moments.moment(cell("when"), self.settings.zone, self.habits)
        on = cell_values.in_range(on, self.settings.today)
        written = [one.strip() for one in cell("logs").split(",") if one.strip()][:MOST_SETS]
        if not written:
            result.passed_over["planned"] += 1
        for one in written:
            with result.listing_unfit(row.line):
                found = SET.fullmatch(one)
                if not found:
                    raise LineError("amount", one)
                amount = cell_values.amount(found["amount"])
                load = cell_values.load(found["load"], self.units)
                if amount:
                    done = DoneSet(row.line, name, on, at, when, amount, None, load)
                    add_done_set(result, done)
                else:
                    result.passed_over["planned"] += 1
