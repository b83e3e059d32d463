"""Zips and gzips, one in another at most: what is in them, one file after the other.

Names in a zip are only names: nothing is written anywhere.
"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from .limits import MOST_LISTED, MOST_MEMBERS, TooMuch

GZIP, ZIP, EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
END_OF_ZIP = struct.Struct("<4s4H2LH")
# What a damaged file makes the readers of packed files raise.
DAMAGED = (zipfile.BadZipFile, zlib.error, LZMAError, OSError, EOFError, ValueError, struct.error)


def is_zip(head: bytes) -> bool:
    return head.startswith((ZIP, EMPTY_ZIP))


def unzipped(stream: BinaryIO) -> zipfile.ZipFile:
    """The zip, whose list of files is checked before it fills the memory."""
    try:
        stream.seek(0, io.SEEK_END)
        size = stream.tell()
        tail = min(size, END_OF_ZIP.size + 0xFFFF)
        stream.seek(size - tail)
        end = stream.read(tail)
        at = end.rfind(EMPTY_ZIP)
        if at < 0 or len(end) < at + END_OF_ZIP.size:
            raise zipfile.BadZipFile
        *_numbers, count, listed, _offset, _comment = END_OF_ZIP.unpack_from(end, at)
        if count > MOST_MEMBERS or (listed > MOST_LISTED and listed != 0xFFFFFFFF):
            raise TooMuch(_("There are too many files in this zip."))
        if listed == 0xFFFFFFFF or count == 0xFFFF:
            raise FileError(_("This zip is packed unusually. Unpack it first."))
        stream.seek(0)
        return zipfile.ZipFile(stream)
    except DAMAGED:
        raise FileError(_("This zip is damaged. Download it again, or unpack it first.")) from None


def gunzipped(stream: BinaryIO) -> BinaryIO:
    return io.BufferedReader(gzip.GzipFile(fileobj=stream))


@contextmanager
def damage_in_words():
    """Damage to a packed file, wherever it is met while it is read, becomes a ``FileError``."""
    try:
        yield
    except RecursionError:
        raise
    except RuntimeError:  # it is locked, or packed in a way that Python has not
        raise FileError(_("This zip is locked or packed unusually. Unpack it first.")) from None
    except DAMAGED:
        text = _("This packed file is damaged. Download it again, or unpack it first.")
        raise FileError(text) from None


def members(packed: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for info in packed.infolist():
        name = info.filename.rsplit("/", 1)[-1]
        if (
            not info.is_dir()
            and not info.filename.startswith("__MACOSX/")
            and not name.startswith("._")
        ):
            yield info
