"""Refuses a file with too many rows before any of it is decoded or kept in memory."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from .file_errors import FileError
from .read_result import MOST_LINES

# Whose rows are no lines: JSON, and what is packed or binary.
NOT_LINES = (b"{", b"[", b"\x1f\x8b", b"PK")


def check_rows(chunks: Iterable[bytes]) -> None:
    """Stops at the first row too many, so a file of a million rows takes no longer than others.

    A line break inside quotation marks ends no row. A few rows more than the limit may pass; what
    reads them counts exactly.
    """
    rows, is_quoted, line_end = 0, False, b""
    for chunk in chunks:
        if not line_end:
            if chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(NOT_LINES) or b"\0" in chunk:
                return
            line_end = b"\n" if b"\n" in chunk else b"\r"
        first, *others = chunk.split(b'"')
        rows += 0 if is_quoted else first.count(line_end)
        for piece in others:
            is_quoted = not is_quoted
            rows += 0 if is_quoted else piece.count(line_end)
        if rows > MOST_LINES + 10:  # a header, and what may stand above it
            raise FileError(_("More than %(n)d sets: import them in several files."), n=MOST_LINES)


def pieces(data: bytes, size=65536) -> Iterable[bytes]:
    view = memoryview(data)
    return (bytes(view[at : at + size]) for at in range(0, len(data), size))
