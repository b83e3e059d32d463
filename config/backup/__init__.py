"""The whole database in one file, taken while people log, and back.

The file is a zip of two members: ``manifest.json`` and the database as its own tools copy it, so
that it can be had without Hipdrive too. A file counts only after it was read back.
"""

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from . import postgres, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgres}


def engine():
    return ENGINES[connection.vendor]


def must_fit(manifest):
    """Raises ``CommandError`` unless this version can hold it in the database that is set."""
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


def known_migrations():
    """Those that were replaced by a squashed one too."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {*found, *(old for one in found.values() for old in one.replaces)}
