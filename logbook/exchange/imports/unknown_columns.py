"""A CSV file of no known app: the runner says which column is what, and that is remembered."""

import hashlib

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ...uploads import moments
from .column_names import Columns, columns_by_name, split_units
from .csv_rows import Table, tables_of
from .file_errors import FileError
from .other_apps import App

APP = App("csv", "CSV", frozenset({"when", "name"}))
PARTS = {
    "": _("Leave out"),
    "when": _("Date (and time)"),
    "clock": _("Time of day"),
    "name": _("Exercise"),
    "reps": _("Repetitions"),
    "sets": _("How many such sets"),
    "weight": _("Load"),
    "weight kg": _("Load in kilograms"),
    "weight lb": _("Load in pounds"),
    "units": _("Unit of the load"),
    "seconds": _("Seconds of a hold"),
    "rpe": _("Effort (RPE)"),
    "rir": _("In reserve (RIR)"),
    "note": pgettext_lazy("of a day", "Note"),
}
FEWEST_COLUMNS, MOST_COLUMNS, MOST_CHARACTERS = 3, 60, 5_000_000
LOOKED_AT, SHOWN = 20, 3  # first rows


class UnknownColumns(FileError):
    """The file may hold sets, but nobody said yet which column is what."""

    def __init__(self, table: Table):
        super().__init__(_("Say which column is what."))
        self.table = table


def signature(names: list[str]) -> str:
    """The same for files with the same header."""
    return hashlib.sha256("\x1f".join(names).casefold().encode()).hexdigest()


def header_of(text: str) -> str:
    """The signature of a text that was found to hold such a table."""
    return signature(table_with_dates(tables_of(text)).names)


def table_with_dates(tables: list[Table]) -> Table | None:
    """The table that may hold sets: a column of dates, and two more for what was done."""
    for table in tables:
        has_fit_size = FEWEST_COLUMNS <= len(table.names) <= MOST_COLUMNS
        if has_fit_size and len(table.text) <= MOST_CHARACTERS and _date_place(table) is not None:
            return table
    return None


def guess(table: Table) -> list[str]:
    """For each column the part that it probably is."""
    parts = [""] * len(table.names)
    for part, places in columns_by_name("unknown", table.names).places.items():
        place, units = places[0]
        parts[place] = f"{part} {units}" if part == "weight" and units else part
    date_place = _date_place(table)
    if "when" not in parts or not _is_of_dates(table, parts.index("when")):
        parts = ["" if part == "when" else part for part in parts]
        parts[date_place] = "when"
    return parts


def chosen_columns(parts: list[str], names: list[str]) -> Columns:
    """The columns of a file, as the runner said what they are."""
    places: dict[str, list] = {}
    for place, (part, name) in enumerate(zip(parts, names, strict=True)):
        kind, _blank, units = part.partition(" ")
        if kind:
            units = units or (split_units(name)[1] if kind == "weight" else "")
            places.setdefault(kind, []).append((place, units))
    return Columns({part: tuple(found) for part, found in places.items()})


def samples(table: Table) -> list[list[str]]:
    """For each column what stands in the first rows."""
    rows = table.first_rows[:SHOWN]
    return [
        [row[place].strip()[:30] for row in rows if place < len(row) and row[place].strip()]
        for place in range(len(table.names))
    ]


def _date_place(table):
    places = range(min(len(table.names), MOST_COLUMNS))
    return next((place for place in places if _is_of_dates(table, place)), None)


def _is_of_dates(table, place):
    """Whether most of the first cells of a column are dates, in whatever order."""
    cells = [row[place] for row in table.first_rows[:LOOKED_AT] if place < len(row)]
    cells = [cell for cell in cells if cell.strip()]
    dates = sum(moments.looks_like_date(cell) for cell in cells)
    return bool(cells) and dates * 2 > len(cells)
