"""The text of a CSV file becomes rows, whose cells are found by the names of their columns."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .file_errors import FileError

DELIMITERS = (",", ";", "\t")
LONGEST_LINE = 50_000


class Row(NamedTuple):
    line: int  # of the file, the header being 1
    cells: dict[str, str]  # by the name of the column, in small letters
    has_more: bool  # whether it has more cells than the header

    def __getitem__(self, column):
        return self.cells.get(column, "")

    def first(self, *columns):
        """The cell of the first of these columns that the file has."""
        return next((self.cells[name] for name in columns if name in self.cells), "")


def rows_of(text: str, app_for) -> tuple[object, Iterator[Row]]:
    """The app that ``app_for`` finds for the header's names, and the rows under the header."""
    lines = _lines(text)
    header = next((line for line in lines if not _is_delimiter_line(line)), "")
    for delimiter in DELIMITERS:
        names = [name.strip().casefold() for name in _header(header, delimiter)]
        app = app_for(names)
        if app is not None:
            skipped = 2 if _is_delimiter_line(text[:10]) else 1
            return app, _rows(lines, names, delimiter, skipped)
    raise FileError(
        _("This is none of the files that can be read here. Its first line is: %(line)s"),
        line=header.strip()[:120],
    )


def _lines(text):
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > LONGEST_LINE:
            raise FileError(_("Line %(n)d is far too long for a list of sets."), n=number)
        yield line


def _is_delimiter_line(line):
    """Spreadsheets write ``sep=;`` above the header."""
    return line.lower().startswith("sep=")


def _header(line, delimiter):
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _rows(lines, names, delimiter, skipped):
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + skipped + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise FileError(
                _("Line %(n)d cannot be read: perhaps a quotation mark is not closed."), n=line
            ) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            has_more = any(cell.strip() for cell in cells[len(names) :])
            yield Row(line, dict(zip(names, cells, strict=False)), has_more)
