"""The backup file: a zip of ``manifest.json`` and the copy that the database's own tools made.

The copy can be had without Hipdrive. The manifest holds its checksum, the kind of database and the
migrations of the version that made it. A file counts as made only after it was read back.
"""

import errno
import hashlib
import json
import lzma
import os
import struct
import zipfile
import zlib
from functools import cache
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

KIND = "hipdrive backup"
FORMAT = 1  # of the manifest; older ones are read too
MANIFEST = "manifest.json"
SAID = {"made_at", "runners", "sets"}  # of the manifest, before anything is restored
# What zipfile raises when a bit is wrong: the changed bit may also name another compression, ask
# for a password or point to a place before the start of the file.
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, KeyError, OSError, RuntimeError, ValueError,
    TypeError,  # of a manifest in which something else stands than is written
)  # fmt: skip


def write(path: Path, copy: Path, manifest: dict) -> None:
    """Pack a database's copy, read the result back and move it to ``path``, with mode 600.

    The folder of ``copy`` is a temporary one, on the same disk as ``path``.
    """
    packed = copy.with_name("backup.zip")
    manifest |= {"kind": KIND, "format": FORMAT, "member": copy.name}
    manifest |= {"bytes": copy.stat().st_size, "sha256": _digest(copy)}
    packed.touch(mode=0o600)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as file:
        file.writestr(MANIFEST, json.dumps(manifest, indent=1))
        file.write(copy, copy.name)
    read(packed, copy.with_name("read-back"))
    _flush(packed)
    os.replace(packed, path)
    _flush(path.parent)


def read(path: Path, folder: Path) -> tuple[dict, Path]:
    """Return the manifest and the copy, unpacked into ``folder``.

    Raises CommandError unless the file is as it was written and fits this version and database.
    """
    try:
        with zipfile.ZipFile(path) as file:
            manifest = json.loads(file.read(MANIFEST))
            if (
                not isinstance(manifest, dict)
                or manifest.get("kind") != KIND
                or not manifest.keys() >= SAID
            ):
                raise CommandError(f"{path} is no backup of Hipdrive.")
            _check_fits(path, manifest)
            copy = Path(file.extract(manifest["member"], folder))
            if _digest(copy) != manifest["sha256"]:
                raise CommandError(f"{path} is not whole: its checksum is another one.")
    except FileNotFoundError:
        raise CommandError(f"There is no file {path}.") from None
    except ZIP_ERRORS as error:
        # zipfile's own OSErrors have no number or EINVAL; any other comes from the disk.
        if getattr(error, "errno", None) not in (None, errno.EINVAL):
            raise
        raise CommandError(f"{path} is not whole, or no backup of Hipdrive: {error}") from error
    return manifest, copy


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return (app, name) of all migrations of this version, and of those that they replace."""
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    replaced = (old for migration in migrations.values() for old in migration.replaces)
    return frozenset([*migrations, *replaced])


def _check_fits(path, manifest):
    if manifest["format"] > FORMAT:
        raise CommandError(f"{path} was made by a newer version of Hipdrive: update first.")
    if manifest["database"] != connection.vendor:
        raise CommandError(
            f"This is a backup of {manifest['database']}, and DATABASE_URL names "
            f"{connection.vendor}: it can be restored only into its own kind."
        )
    if newer := {tuple(one) for one in manifest["migrations"]} - known_migrations():
        app, name = min(newer)
        raise CommandError(
            f"This backup was made by a newer version of Hipdrive (it knows {app} {name}, this "
            "one does not): update first."
        )


def _digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path):
    """Wait until a file, or a folder's entries, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
