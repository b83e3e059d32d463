"""Django's SQLite backend with connections that stay open from request to request.

Opening a connection costs more than most requests, and closing the last one writes the whole log
of changes back into the file. An open connection outlives its file, though: after the file is
deleted or replaced it would go on writing to the old one. So before each request the backend checks
that the file is still the one it opened.
"""

import os
from pathlib import Path
from urllib.parse import quote, unquote

from django.db.backends.sqlite3 import base

from ..private_data import make_private_file


def require_existing_file(database):
    """Change an entry of DATABASES so that SQLite makes no empty file where its own is missing.

    For web processes; another kind of database stays as it is.
    """
    if database["ENGINE"].endswith("sqlite3"):
        database["NAME"] = f"file:{quote(str(database['NAME']))}?mode=rw"


class DatabaseWrapper(base.DatabaseWrapper):
    file = None  # (device, inode) of the file that was opened

    def get_new_connection(self, conn_params):
        name = str(self.settings_dict["NAME"])
        if not self.is_in_memory_db() and not name.startswith("file:"):
            make_private_file(Path(name))  # SQLite gives its -wal and -shm the same mode
        connection = super().get_new_connection(conn_params)
        self.file = self._current_file()
        return connection

    def is_usable(self):
        """Called once a request because of CONN_HEALTH_CHECKS."""
        return self._current_file() == self.file and super().is_usable()

    def _current_file(self):
        name = str(self.settings_dict["NAME"])
        if name.startswith("file:"):
            name = unquote(name.removeprefix("file:").partition("?")[0])
        try:
            found = os.stat(name)
        except OSError:
            return None
        return found.st_dev, found.st_ino
