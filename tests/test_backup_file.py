"""A backup file of which a single bit has changed is refused, or read as it was written."""

import json
import zipfile
from hashlib import sha256

import pytest
from django.core.management import CommandError
from django.db import connection

from config.backup import archive

WHOLE = {"kind": archive.KIND, "format": archive.FORMAT, "database": connection.vendor}
WHOLE |= {"made_at": "2026-03-02T07:00:00", "runners": 1, "sets": 2}
WHOLE |= {"migrations": [], "member": "copy", "sha256": sha256(b"x").hexdigest()}


def read_with(manifest, folder):
    with zipfile.ZipFile(folder / "backup.zip", "w") as packed:
        packed.writestr(archive.MANIFEST, json.dumps(manifest))
        packed.writestr("copy", b"x")
    return archive.read(folder / "backup.zip", folder / "unpacked")


def test_a_manifest_as_it_is_written_is_read(tmp_path):
    manifest, copy = read_with(WHOLE, tmp_path)
    assert (manifest, copy.read_bytes()) == (WHOLE, b"x")


@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": None}, {"member": 5}, {"format": "x"}, {"migrations": 5}, {"database": []},
        {"migrations": [5]}, {"migrations": [[["a"], "b"]]}, {"member": "../../copy"},
    ],
)  # fmt: skip
def test_a_manifest_of_nonsense_is_refused_in_words(tmp_path, wrong):
    with pytest.raises(CommandError):
        read_with(WHOLE | wrong, tmp_path)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_manifest_in_which_something_is_missing_is_refused_in_words(tmp_path, name):
    with pytest.raises(CommandError):
        read_with({one: value for one, value in WHOLE.items() if one != name}, tmp_path)


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
