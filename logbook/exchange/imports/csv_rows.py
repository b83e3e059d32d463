"""The text of a CSV file becomes a table of rows."""

import csv
import io
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice

from django.utils.translation import gettext_lazy as _

from ...uploads.row_size import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, RowSize, has_long_cell
from .file_errors import FileError

DELIMITERS = (",", ";", "\t", "|")
LONGEST_LINE = 50_000
FIRST_ROWS = 50  # that tell what the columns are (ours)
MOST_ROWS = 100_000  # more are not read
MOST_EXTRA = 20  # cells beyond the header that may be parts of a name


class Row:
    """A row and the number of its first line in the file, the first line of the file being 1."""

    __slots__ = ("cells", "has_more", "line", "places")

    def __init__(self, line, cells, places, has_more=False):
        self.line, self.cells, self.places, self.has_more = line, cells, places, has_more

    def __getitem__(self, column) -> str:
        """The cell of the column with this name in small letters; empty where there is none."""
        place = self.places.get(column, len(self.cells))
        return self.cells[place] if place < len(self.cells) else ""


class Table:
    """A header and the rows under it. The rows can be gone through several times."""

    def __init__(self, text: str, names: list[str], delimiter: str, above: int, first_line: int):
        self.text, self.delimiter = text, delimiter
        self.names = _trimmed([name.strip().strip("\ufeff") for name in names], 0)
        self.places: dict[str, int] = {}
        for place, name in enumerate(self.names):
            self.places.setdefault(name.casefold(), place)
        self.above = above  # lines up to the header and with it
        self.first_line = first_line  # of the text, in the file

    def rows(self, repair: Callable | None = None) -> Iterator[Row]:
        """``repair`` makes a row of one that has too many cells, or returns ``None``."""
        for line, cells in self._cells():
            has_more = False
            if len(cells) > len(self.names):
                repaired = repair(cells) if repair else None
                has_more = repaired is None and any(c.strip() for c in cells[len(self.names) :])
                cells = repaired or cells
            yield Row(line, cells, self.places, has_more)

    @cached_property
    def first_rows(self) -> list[list[str]]:
        """The first rows, each cut after the cells that show that it has too many."""
        most = len(self.names) + MOST_EXTRA + 1
        return [cells[:most] for _line, cells in islice(self._cells(), FIRST_ROWS)]

    def values_in(self, place: int) -> set[str]:
        """What stands in a column, each value once."""
        rows = islice(self._cells(), MOST_ROWS)
        return {cells[place] for _line, cells in rows if place < len(cells)}

    def _cells(self):
        lines = checked_lines(self.text)
        for _line in range(self.above):
            next(lines, None)
        lines = RowSize(lines, self.delimiter, _too_many_cells)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            line = reader.line_num + self.above + self.first_line
            lines.end_row()
            try:
                cells = next(reader, None)
            except csv.Error:
                raise FileError(
                    _("Line %(n)d cannot be read: perhaps a quotation mark is not closed."), n=line
                ) from None
            if cells is None:
                return
            if has_long_cell(cells):
                raise FileError(
                    _("A cell of line %(n)d is far too long: at most %(most)d characters."),
                    n=line,
                    most=LONGEST_CELL,
                )
            if any(cell.strip() for cell in cells):
                yield line, cells


def tables_of(text: str, first_line: int = 1) -> list[Table]:
    """The text as a table by each delimiter that its header has, most columns first."""
    above, header = 0, ""
    for line in checked_lines(text):
        above, header = above + 1, line
        if not _is_above_header(line):
            break
    tables = [Table(text, _header(header, one), one, above, first_line) for one in DELIMITERS]
    tables = [one for one in tables if 1 < len(one.names) <= MOST_COLUMNS]
    return sorted(tables, key=lambda one: -len(one.names))


def sections_of(text: str, mark: str) -> dict[str, tuple[int, str]]:
    """{title: (number of its first line, text)} of the parts under lines that begin with ``mark``.

    A part ends at the next such line.
    """
    found, title, first, lines = {}, "", 1, []
    for number, line in enumerate(checked_lines(text), 1):
        if line.startswith(mark):
            found.setdefault(title, (first, "".join(lines)))
            title, first, lines = line.strip(f"{mark[0]} \t\r\n"), number + 1, []
        else:
            lines.append(line)
    found.setdefault(title, (first, "".join(lines)))
    return found


def first_line_of(text: str) -> str:
    return next((line.strip() for line in checked_lines(text) if not _is_above_header(line)), "")


def put_together(cells, width, delimiter, text_places, fits) -> list[str] | None:
    """The cells of a row in which a text without quotation marks has delimiters of its own.

    Inside a text a blank follows the comma, between cells none; where that does not tell, the
    first of ``text_places`` with which the row fits. ``None`` where nothing fits.
    """
    if len(cells) - width > MOST_EXTRA:
        return None
    candidates = [_trimmed(_joined_at_blanks(cells, delimiter), width), _trimmed(cells, width)]
    fewest = max(1, len(_trimmed(cells, 0)) - width)
    for extra in range(fewest, len(cells) - width + 1):
        for place in text_places:
            parts = cells[place : place + extra + 1]
            if all(any(c.isalpha() for c in part) for part in parts):
                joined = [*cells[:place], delimiter.join(parts), *cells[place + extra + 1 :]]
                candidates.append(_trimmed(joined, width))
    return next((one for one in candidates if len(one) == width and fits(one)), None)


def _joined_at_blanks(cells, delimiter):
    joined = cells[:1]
    for cell in cells[1:]:
        if cell[:1] == " " and cell.strip():
            joined[-1] += delimiter + cell
        else:
            joined.append(cell)
    return joined


def _trimmed(cells, width):
    """Without the empty cells at the end that the header has not."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _too_many_cells():
    return FileError(_("A row of this file has more than %(n)d cells."), n=MOST_CELLS)


def checked_lines(text: str) -> Iterator[str]:
    """The lines of a text. No line of a list of sets is very long."""
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > LONGEST_LINE:
            raise FileError(_("Line %(n)d is far too long for a list of sets."), n=number)
        yield line


def _is_above_header(line):
    """Blank lines, and ``sep=;`` as spreadsheets write it."""
    line = line.strip("\ufeff \t\r\n,;|")
    return not line or line.lower().startswith("sep=")


def _header(line, delimiter):
    try:
        return next(csv.reader([line.strip("\ufeff")], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
