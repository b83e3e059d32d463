"""A backup file of which a single bit has changed is refused, or read as it was written."""

from django.core.management import CommandError
from django.db import connection

from config.backup import archive


def test_a_flipped_bit_is_found(tmp_path):
    file = tmp_path / "backup.zip"
    copy = tmp_path / "copy"
    copy.write_bytes(bytes(range(256)) * 4)
    contents = {"database": connection.vendor, "made_at": "2026-03-02", "migrations": []}
    archive.write(file, copy, contents | {"runners": 1, "sets": 15})
    whole, copied = file.read_bytes(), copy.read_bytes()
    first, _ = archive.read(file, tmp_path / "unpacked")
    directory = whole.index(b"PK\x01\x02")  # at the end; all else is found through it
    once = [(place, 4) for place in range(directory)]
    each_bit = [(place, 1 << bit) for place in range(directory, len(whole)) for bit in range(8)]
    for place, bit in once + each_bit:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        try:
            manifest, unpacked = archive.read(file, tmp_path / "unpacked")
        except CommandError:
            continue
        assert manifest == first  # the bit was in a date or a mode of the file
        assert unpacked.read_bytes() == copied
