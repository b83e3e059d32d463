"""Zips and gzips, one in another at most: what is in them, one file after the other.

Names in a zip are only names: nothing is written anywhere.
"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from ...uploads.zip_size import TAIL, zip_size
from .limits import MOST_LISTED, MOST_MEMBERS, TooMuch

GZIP, ZIP, EMPTY_ZIP = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06"
TOO_MANY = _("There are too many files in this zip.")
# What a damaged file makes the readers of packed files raise.
DAMAGED = (zipfile.BadZipFile, zlib.error, LZMAError, OSError, EOFError, ValueError, struct.error)


def is_zip(head: bytes) -> bool:
    return head.startswith((ZIP, EMPTY_ZIP))


def unzipped(stream: BinaryIO) -> zipfile.ZipFile:
    """The zip, whose list of files is checked before it fills the memory."""
    try:
        stream.seek(0, io.SEEK_END)
        size = stream.tell()
        stream.seek(max(0, size - TAIL))
        says = zip_size(stream.read(TAIL))
        if says.is_zip64:
            raise FileError(_("This zip is packed unusually. Unpack it first."))
        if says.count > MOST_MEMBERS or says.listed > MOST_LISTED:
            raise TooMuch(TOO_MANY)
        stream.seek(0)
        archive = zipfile.ZipFile(stream)
        if len(archive.filelist) > MOST_MEMBERS:  # it may list more than it says
            raise TooMuch(TOO_MANY)
        return archive
    except DAMAGED:
        raise FileError(_("This zip is damaged. Download it again, or unpack it first.")) from None


def gunzipped(stream: BinaryIO) -> BinaryIO:
    return io.BufferedReader(gzip.GzipFile(fileobj=stream))


class damage_in_words:
    """Damage to a packed file, wherever it is met while it is read, becomes a ``FileError``.

    A generator as context manager would keep an error, and with it all that was read, in a circle
    that only the collector of garbage ends.
    """

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if isinstance(error, RecursionError):
            return
        if isinstance(error, RuntimeError):  # it is locked, or packed in a way that Python has not
            raise FileError(_("This zip is locked or packed unusually. Unpack it first.")) from None
        if isinstance(error, DAMAGED):
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
