"""Django's SQLite with connections that stay open from request to request.

Opening one anew costs more than most requests, and closing the last one writes the whole log of
changes back into the file. But a connection outlives its file: where that was deleted, or another
one was put in its place, it would go on writing to what nobody will ever read. So before each
request is served it is looked at whether the file is still the one that was opened.
"""

import os
from urllib.parse import unquote

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    file = None  # (device, inode) when it was opened

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        self.file = self._file_now()
        return connection

    def is_usable(self):
        """Asked by CONN_HEALTH_CHECKS, once a request."""
        return self._file_now() == self.file and super().is_usable()

    def _file_now(self):
        name = str(self.settings_dict["NAME"])
        if name.startswith("file:"):
            name = unquote(name.removeprefix("file:").partition("?")[0])
        try:
            found = os.stat(name)
        except OSError:
            return None
        return found.st_dev, found.st_ino
