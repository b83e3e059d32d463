"""How much of a runner's files is read: bytes, time, activities, files in a zip.

No length that a file claims for itself is trusted.
"""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from ...uploads.cpu_time import MOST_CPU_S, CpuTime
from ...uploads.errors import FileError

PIECE = 64 * 1024
MOST_FILE = 64_000_000  # bytes of one file, unpacked: a day's GPX with a point a second has 26 MB
MOST_TEXT = 32_000_000  # of a file that is read as a whole: CSV
MOST_JSON = 24_000_000  # as objects it takes up to ten times as much memory
MOST_CALENDAR = 6_000_000  # ten thousand entries
MOST_HEALTH = 4_000_000_000  # Apple's export of many years; it is read piece by piece
MOST_UNPACKED = 5_000_000_000  # of all files of an import together
MOST_MEMBERS = 30_000  # files in a zip
MOST_LISTED = 8_000_000  # bytes of a zip's list of files
MOST_FOUND = 20_000  # activities and entries of a calendar
TOO_MUCH = _("There is more in these files than anybody runs.")


class Budget:
    """What is left of time and bytes while the files of one import are read."""

    def __init__(self, cpu_s=MOST_CPU_S, unpacked=MOST_UNPACKED, found=MOST_FOUND):
        self.cpu_time, self.unpacked, self.found = CpuTime(cpu_s), unpacked, found

    def spend(self, size: int) -> None:
        self.unpacked -= size
        if self.unpacked < 0:
            raise TooMuch(TOO_MUCH)
        if self.cpu_time.is_over:
            raise TooMuch(_("This takes too long to read. Bring fewer files at once."))

    def count_found(self) -> None:
        self.spend(0)
        self.found -= 1
        if self.found < 0:
            text = _("More than %(n)d activities: bring them in several files.")
            raise TooMuch(text, n=MOST_FOUND)


class TooMuch(FileError):
    """It ends the whole import, not only the file in which it was found."""


def pieces(stream: BinaryIO, budget: Budget, most: int = MOST_FILE) -> Iterator[bytes]:
    """The stream piece by piece; raises ``FileError`` where there are more than ``most`` bytes."""
    size = 0
    while piece := stream.read(PIECE):
        size += len(piece)
        budget.spend(len(piece))
        if size > most:
            raise FileError(
                _("Unpacked, this file is too big: at most %(n)d MB."), n=most // 1_000_000
            )
        yield piece


def whole(stream: BinaryIO, budget: Budget, most: int = MOST_FILE) -> bytes:
    return b"".join(pieces(stream, budget, most))
