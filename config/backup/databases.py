"""How each kind of database is copied and replaced, with its own tools and while people log."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, transaction
from psycopg.pq import Conninfo

from ..private_data import make_private_file

SQLITE_TIMEOUT_S = 60
# All tables are locked at once or none, and tried again: locked one by one beside people who log,
# each side would in the end wait for the other. Half a second is less than PostgreSQL waits before
# it looks for a deadlock.
LOCK_SQL = """\
SET LOCAL lock_timeout = '500ms';
DO $$BEGIN
  FOR attempt IN 1..100 LOOP
    BEGIN
      LOCK TABLE %s IN ACCESS EXCLUSIVE MODE;
      RETURN;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      PERFORM pg_sleep(0.1);
    END;
  END LOOP;
  RAISE 'The database is too busy to be replaced: stop the web processes first.';
END$$;
SET LOCAL lock_timeout = 0;
"""


class Sqlite:
    """Copied by VACUUM INTO, which leaves deleted rows out, and replaced by the backup API."""

    copy_name = "hipdrive.sqlite3"

    def dump(self, copy: Path) -> dict:
        """Copy the database as it is at one moment, and return its contents then."""
        if not self._file.exists():
            raise CommandError(f"There is no database at {self._file}.")
        with closing(_open(self._file)) as source:
            source.execute("VACUUM INTO ?", [str(copy)])
        return self.check(copy)

    def check(self, copy: Path) -> dict:
        """Read all of a copy, raise CommandError if it is damaged, and return its contents."""
        try:
            with closing(_open(copy)) as database:
                faults = database.execute("PRAGMA integrity_check").fetchall()
                faults += database.execute("PRAGMA foreign_key_check").fetchall()
                if faults != [("ok",)]:
                    raise CommandError(f"The copy of the database is damaged: {faults[:3]}")
                return contents_of(database)
        except sqlite3.DatabaseError as error:
            raise CommandError(f"The copy is no database of Hipdrive: {error}") from error

    def load(self, copy: Path) -> None:
        """Replace the database by a copy in one transaction; a failure leaves the old one."""
        connection.close()
        make_private_file(self._file)
        try:
            with closing(_open(copy)) as source, closing(_open(self._file)) as target:
                target.execute("PRAGMA journal_mode=WAL")  # a crash cannot tear its transactions
                source.backup(target)
                target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError as error:
            raise CommandError(
                f"{self._file} could not be written, and is as it was: {error}. If it is damaged "
                "itself, stop Hipdrive, move it away with its -wal and -shm, and restore again."
            ) from error

    @property
    def _file(self):
        return Path(connection.settings_dict["NAME"])


def _open(path):
    return sqlite3.connect(path, timeout=SQLITE_TIMEOUT_S)


class Postgres:
    """Copied by pg_dump, and replaced by pg_restore and psql."""

    copy_name = "hipdrive.pgdump"

    def dump(self, copy: Path) -> dict:
        """Copy the database as it is at one moment, and return its contents then."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--file={copy}"]
            _run("pg_dump", *options, f"--snapshot={snapshot}")
            contents = contents_of(connection)
        self.check(copy)
        return contents

    def check(self, copy: Path) -> None:
        """Read all of a copy, and raise CommandError if it is damaged."""
        _run("pg_restore", f"--file={os.devnull}", str(copy))

    def load(self, copy: Path) -> None:
        """Drop all tables and make the copy's in one transaction; a failure leaves the old ones."""
        with connection.cursor() as cursor:
            tables = connection.introspection.get_table_list(cursor)
        connection.close()
        drop, create = copy.with_suffix(".drop.sql"), copy.with_suffix(".sql")
        # Written to its end before it is run: psql would take a script that breaks off for a
        # whole one.
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={create}", str(copy))
        # The tables of a newer version go too, though the copy does not name them.
        names = [connection.ops.quote_name(table.name) for table in tables if table.type == "t"]
        drops = "".join(f"DROP TABLE {name} CASCADE;\n" for name in names)
        drop.write_text((LOCK_SQL % ", ".join(names) if names else "") + drops)
        options = ["--no-psqlrc", "--quiet", f"--output={os.devnull}", "--set=ON_ERROR_STOP=1"]
        _run("psql", *options, "--single-transaction", f"--file={drop}", f"--file={create}")


def _run(program, *arguments):
    path = shutil.which(program)
    if not path:
        raise CommandError(
            f"{program} is not installed here. It comes with PostgreSQL's client programs (Debian: "
            "postgresql-client), which must not be older than the server; put their folder in PATH."
        )
    command, environment = [path, *arguments], os.environ | _connection_environment()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()[-2000:]}")


def _connection_environment():
    """Return libpq's variables, since everybody on the machine can read a program's arguments."""
    values = connection.get_connection_params()
    names = {one.keyword.decode(): one.envvar for one in Conninfo.get_defaults() if one.envvar}
    return {names[key].decode(): str(values[key]) for key in names.keys() & values.keys()}


def contents_of(database) -> dict:
    """Return the applied migrations and a few counts, from Django's connection or sqlite3's."""
    with closing(database.cursor()) as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        contents = {"migrations": [list(row) for row in cursor.fetchall()]}
        cursor.execute("SELECT count(*) FROM accounts_user")
        contents["runners"] = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM logbook_setentry WHERE deleted_at IS NULL")
        contents["sets"] = cursor.fetchone()[0]
    return contents


def current_database() -> Sqlite | Postgres:
    return {"sqlite": Sqlite, "postgresql": Postgres}[connection.vendor]()
