"""PostgreSQL: a copy by pg_dump, put back in one transaction by pg_restore and psql."""

import os
import shutil
import subprocess
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, transaction
from psycopg.pq import Conninfo

from .state import state_of

MEMBER = "hipdrive.pgdump"
# All tables at once or none, tried again: taken one by one beside people who log, each would in
# the end wait for the other. Given up after half a second, before PostgreSQL looks for that.
LOCK = """\
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


def dump(to: Path) -> dict:
    """The whole database as it is at one moment; returns its state at that moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--file={to}"]
        _run("pg_dump", *options, f"--snapshot={snapshot}")
        state = state_of(connection)
    check(to)
    return state


def check(copy: Path) -> None:
    """Reads all of it."""
    _run("pg_restore", f"--file={os.devnull}", str(copy))


def load(copy: Path) -> None:
    """All tables are dropped and made anew in one transaction; a failure leaves the old ones."""
    with connection.cursor() as cursor:
        tables = connection.introspection.get_table_list(cursor)
    connection.close()
    script, drop = copy.with_suffix(".sql"), copy.with_suffix(".drop.sql")
    # To the end first: psql would take a script that breaks off for a whole one.
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy))
    # Also those of a newer version, which the copy does not name.
    names = [connection.ops.quote_name(one.name) for one in tables if one.type == "t"]
    drops = "".join(f"DROP TABLE {name} CASCADE;\n" for name in names)
    drop.write_text((LOCK % ", ".join(names) if names else "") + drops)
    options = ["--no-psqlrc", "--quiet", f"--output={os.devnull}", "--set=ON_ERROR_STOP=1"]
    _run("psql", *options, "--single-transaction", f"--file={drop}", f"--file={script}")


def _run(program, *arguments):
    where = shutil.which(program)
    if not where:
        raise CommandError(
            f"{program} is not installed here. It comes with PostgreSQL's client programs (Debian: "
            "postgresql-client), which must not be older than the server; put their folder in PATH."
        )
    command, environment = [where, *arguments], os.environ | _way()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()[-2000:]}")


def _way():
    """To the database, as environment variables: arguments could be read by everybody."""
    said = connection.get_connection_params()
    names = {one.keyword.decode(): one.envvar for one in Conninfo.get_defaults() if one.envvar}
    return {names[key].decode(): str(said[key]) for key in names.keys() & said.keys()}
