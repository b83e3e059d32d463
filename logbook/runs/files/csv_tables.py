"""The text of a CSV file as a header and rows."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from ...uploads.row_size import MOST_COLUMNS, RowSize, has_long_cell

DELIMITERS = ",;\t"
MOST_ROWS = 100_000
# Control characters but for tab and line ends: no text has them.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def text_of(data: bytes) -> str:
    encodings = (
        ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    )
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise FileError(UNKNOWN_FILE)
    if CONTROL.search(text):
        raise FileError(UNKNOWN_FILE)
    return text


UNKNOWN_FILE = _(
    "This is none of the files that can be read here: FIT, TCX, GPX, an export of Strava, Garmin, "
    "Apple Health, Runkeeper or Polar, or a calendar (.ics)."
)


class Table:
    """A header in small letters, and the rows under it, which may be gone through several times."""

    def __init__(self, text: str):
        self.text = text
        first = text.lstrip("\ufeff\r\n")[:20_000].split("\n", 1)[0]
        self.delimiter = max(DELIMITERS, key=first.count)
        rows = self._rows()
        self.header = [name.strip("\ufeff \t").casefold() for name in next(rows, [])]
        if len(self.header) > MOST_COLUMNS:
            raise FileError(UNKNOWN_FILE)

    def rows(self) -> Iterator[list[str]]:
        """The rows below the header that are not empty; a short one is filled up."""
        rows, width = self._rows(), len(self.header)
        next(rows, None)
        for number, row in enumerate(rows):
            if number >= MOST_ROWS:
                raise FileError(
                    _("More than %(n)d lines: bring them in several files."), n=MOST_ROWS
                )
            if any(cell.strip() for cell in row):
                yield row + [""] * (width - len(row))

    def place(self, *names: str, after: int = -1) -> int | None:
        """The first column after another that has one of the names."""
        for at, name in enumerate(self.header):
            if at > after and name in names:
                return at
        return None

    def _rows(self):
        lines = io.StringIO(self.text.lstrip("\ufeff\r\n"), newline="")
        lines = RowSize(lines, self.delimiter, lambda: FileError(UNKNOWN_FILE))
        try:
            for row in csv.reader(lines, delimiter=self.delimiter):
                lines.end_row()
                if has_long_cell(row):
                    raise FileError(_("A cell of this file is far too long."))
                yield row
        except csv.Error:
            raise FileError(_("This CSV file is damaged: a quotation mark has no end.")) from None
