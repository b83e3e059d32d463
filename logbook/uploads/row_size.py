"""Bounds of a row of a CSV file: its lines may be short, and it may still fill the memory."""

from collections.abc import Callable, Iterable, Iterator

MOST_CELLS = 200_000  # of a row; a note may hold commas
MOST_COLUMNS = 500  # of a header
LONGEST_CELL = 100_000  # characters; Strava's descriptions are cells


class RowSize:
    """Counts what may become cells of a row while its lines are read.

    The reader of rows calls ``end_row`` after each. Before a row has too many, what ``make_error``
    makes is raised.
    """

    def __init__(self, lines: Iterable[str], delimiter: str, make_error: Callable[[], Exception]):
        self.lines, self.delimiter, self.make_error, self.cells = lines, delimiter, make_error, 0

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.cells += line.count(self.delimiter)
            if self.cells > MOST_CELLS:
                raise self.make_error()
            yield line

    def end_row(self) -> None:
        self.cells = 0


def has_long_cell(cells: Iterable[str]) -> bool:
    return any(len(cell) > LONGEST_CELL for cell in cells)
