"""DATA_DIR and what lies in it can be read by the user that Hipdrive runs as, and by nobody else.

Collected static files are left as they are: everybody may see them, and they are served by the web
processes, so that no other user's program has to reach into the folder.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

OTHERS = stat.S_IRWXG | stat.S_IRWXO
SQLITE_FILES = ("", "-wal", "-shm", "-journal")


def make_private_folder(folder: Path) -> None:
    """Make the folder, or close to others the one that is there.

    One that is for everybody, such as /tmp, stays open; so does one of another user. A system
    check warns of both.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not folder.stat().st_mode & stat.S_ISVTX:
        _close(folder)


def make_private_file(path: Path) -> None:
    """Make an empty file that only its owner can read, unless it is there."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def close_data_to_others() -> None:
    """Close to others what earlier versions, copies and restores left readable.

    The SQLite file is closed wherever it is.
    """
    for path in _files():
        _close(path)


def can_be_entered_by_others(folder: Path) -> bool:
    return bool(folder.stat().st_mode & OTHERS)


def _files() -> Iterator[Path]:
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "config.sqlite3":
        path = Path(database["NAME"])
        yield from (path.with_name(path.name + end) for end in SQLITE_FILES)
    for parent, folders, files in os.walk(settings.DATA_DIR):
        folders[:] = [name for name in folders if Path(parent, name) != settings.STATIC_ROOT]
        yield from (Path(parent, name) for name in (*folders, *files))


def _close(path):
    """A file may be gone meanwhile, or another user's. A link is left alone."""
    with suppress(FileNotFoundError, PermissionError):
        mode = path.lstat().st_mode
        if mode & OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~OTHERS)
