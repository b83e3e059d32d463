"""The file itself: written beside its place and moved there when it was read back, mode 600."""

import errno
import hashlib
import json
import lzma
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError

KIND = "hipdrive backup"
FORMAT = 1  # of this file; a reader takes its own and older ones
MANIFEST = "manifest.json"
BLOCK = 1 << 20  # bytes
# What zipfile raises, depending on which bit is wrong: also one that names another packer, says
# that there is a password, or leads to a place before the file.
FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, KeyError, OSError, RuntimeError, ValueError,
)  # fmt: skip


@contextmanager
def beside(path: Path):
    """A folder for nobody else on the same disk, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".hipdrive-") as folder:
        yield Path(folder)


def write(path: Path, member: Path, manifest: dict) -> None:
    """``member`` is the copy of the database. Never leaves a torn file at ``path``."""
    made = member.with_name("backup.zip")
    manifest |= {"kind": KIND, "format": FORMAT, "member": member.name}
    manifest |= {"bytes": member.stat().st_size, "sha256": _digest(member)}
    os.close(os.open(made, os.O_CREAT | os.O_EXCL, 0o600))
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as file:
        file.writestr(MANIFEST, json.dumps(manifest, indent=1))
        file.write(member, member.name)
    back = member.with_name("read-back")
    back.mkdir()
    read(made, back)
    _sync(made)
    os.replace(made, path)
    _sync(path.parent)


def read(path: Path, into: Path) -> tuple[dict, Path]:
    """The manifest and the copy of the database, if all of it is as it was written."""
    try:
        with zipfile.ZipFile(path) as file:
            manifest = _manifest(path, file)
            copy = into / Path(manifest["member"]).name
            with file.open(manifest["member"]) as packed, copy.open("xb") as unpacked:
                shutil.copyfileobj(packed, unpacked, BLOCK)
    except FileNotFoundError:
        raise CommandError(f"There is no file {path}.") from None
    except FAULTS as fault:
        if getattr(fault, "errno", None) not in (None, errno.EINVAL):  # the disk, not the file
            raise
        raise CommandError(f"{path} is not whole, or no backup of Hipdrive: {fault}") from fault
    if (copy.stat().st_size, _digest(copy)) != (manifest["bytes"], manifest["sha256"]):
        raise CommandError(f"{path} is not whole: its checksum is another one.")
    return manifest, copy


def _manifest(path, file):
    try:
        manifest = json.loads(file.read(MANIFEST))
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise CommandError(f"{path} is no backup of Hipdrive.")
    if manifest["format"] > FORMAT:
        raise CommandError(f"{path} was made by a newer version of Hipdrive: update first.")
    return manifest


def _digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
