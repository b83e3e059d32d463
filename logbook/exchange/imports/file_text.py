"""The bytes of an unknown file become text, or are refused in words.

No length that a file claims for itself is trusted.
"""

import gzip
import io
import re
import zipfile

from django.utils.translation import gettext_lazy as _

from ...uploads.zip_size import zip_size
from .file_errors import FileError

MOST_FILES = 20  # in a zip; one of them is read
MOST_LISTED = 64 * 1024  # bytes of a zip's list of files
ENDS = (".csv", ".tsv", ".json", ".txt", ".fit")
# Control characters but for tab and line ends: no text has them.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def unpacked(data: bytes, most: int) -> bytes:
    """``most`` is a number of bytes, for the packed file and for what is in it."""
    try:
        data = _unpacked(data, most + 1) if len(data) <= most else data
    except FileError:
        raise
    except RuntimeError:
        raise FileError(_("This zip is locked or packed unusually. Unpack it first.")) from None
    except Exception:  # whatever a damaged file makes the readers of packed files raise
        raise FileError(
            _("This packed file is damaged. Download it again, or unpack it first.")
        ) from None
    if len(data) > most:
        raise FileError(_("This file is too big: at most %(n)d MB."), n=most // 1_000_000)
    if not data or data.isspace():
        raise FileError(_("This file is empty."))
    return data


def text_of(data: bytes) -> str:
    text = _decoded(data)
    if CONTROL.search(text):
        raise FileError(_("This is no text file. Choose the CSV or JSON file of an export."))
    return text


def _unpacked(data, most):
    """At most so many bytes. A zip that is locked raises ``RuntimeError``."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=io.BytesIO(data)).read(most)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_list_of_files(data)
        packed = zipfile.ZipFile(io.BytesIO(data))
        return packed.open(_only_file(packed)).read(most)
    return data


def _check_list_of_files(data):
    """Refuses a long list of files before zipfile reads it and fills the memory."""
    size = zip_size(data)
    if size.is_zip64 or size.count > MOST_FILES or size.listed > MOST_LISTED:
        raise FileError(_("There are too many files in this zip. Choose the one to import."))


def _only_file(packed):
    names = [
        info.filename
        for info in packed.infolist()
        if info.filename.lower().endswith(ENDS) and not info.filename.startswith("__MACOSX/")
    ]
    if len(names) != 1:
        raise FileError(
            _("A zip must hold one CSV or JSON file; this one holds %(n)d."), n=len(names)
        )
    return names[0]


def _decoded(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[:2].count(0) == 1:
        encodings = ["utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileError(_("This is no text file. Choose the CSV or JSON file of an export."))
