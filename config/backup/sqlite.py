"""SQLite: a copy by VACUUM INTO, put back in one transaction by the online backup API.

Both are SQLite's own ways beside running web processes. What was deleted is not in the copy: it
is written anew from the rows.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

from .state import state_of

MEMBER = "hipdrive.sqlite3"
PATIENCE_S = 60


def dump(to: Path) -> dict:
    """The whole database as it is at one moment; returns its state."""
    if not _file().exists():
        raise CommandError(f"There is no database at {_file()}.")
    with closing(_open(_file())) as source:
        source.execute("VACUUM INTO ?", [str(to)])
    return check(to)


def check(copy: Path) -> dict:
    try:
        with closing(_open(copy)) as database:
            faults = database.execute("PRAGMA integrity_check").fetchall()
            faults += database.execute("PRAGMA foreign_key_check").fetchall()
            if faults != [("ok",)]:
                raise CommandError(f"The copy of the database is damaged: {faults[:3]}")
            return state_of(database)
    except sqlite3.DatabaseError as fault:
        raise CommandError(f"The copy is no database of Hipdrive: {fault}") from fault


def load(copy: Path) -> None:
    """Readers see the old database until all of the new one is there; a failure leaves the old."""
    connection.close()
    _file().touch(mode=0o600)
    try:
        with closing(_open(copy)) as source, closing(_open(_file())) as target:
            target.execute("PRAGMA journal_mode=WAL")  # whose transactions a crash cannot tear
            source.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError as fault:
        raise CommandError(
            f"{_file()} could not be written, and is as it was: {fault}. If it is damaged itself, "
            "stop Hipdrive, move it away with its -wal and -shm, and restore again."
        ) from fault


def _file():
    return Path(connection.settings_dict["NAME"])


def _open(path):
    return sqlite3.connect(path, timeout=PATIENCE_S)
