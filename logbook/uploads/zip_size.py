"""What a zip says of its list of files, before zipfile reads that list and fills the memory."""

import struct
import zipfile
from typing import NamedTuple

END = struct.Struct("<4s4H2LH")
SIGNATURE, LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
LOCATOR_SIZE = 20
TAIL = LOCATOR_SIZE + END.size + 0xFFFF  # bytes at the end in which all of it stands


class ZipSize(NamedTuple):
    count: int  # of files; zipfile does not go by it
    listed: int  # bytes of the list
    is_zip64: bool  # zipfile believes another record, which may say more


def zip_size(tail: bytes) -> ZipSize:
    """``tail`` is at least the last ``TAIL`` bytes. Raises ``BadZipFile`` where no zip ends."""
    at = tail.rfind(SIGNATURE, max(0, len(tail) - END.size - 0xFFFF))
    if at < 0 or len(tail) < at + END.size:
        raise zipfile.BadZipFile
    *_numbers, count, listed, _offset, _comment = END.unpack_from(tail, at)
    has_locator = tail[max(0, at - LOCATOR_SIZE) : at].startswith(LOCATOR)
    return ZipSize(count, listed, has_locator or count == 0xFFFF or listed == 0xFFFFFFFF)
