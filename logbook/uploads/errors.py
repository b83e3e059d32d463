"""What can be wrong with a whole file, and with one of its lines."""

MOST_FOUND = 60  # characters of what stands there


class FileError(Exception):
    """The whole file cannot be read. Its text says why, to the runner."""

    def __init__(self, message, **values):
        super().__init__(message)
        self.message, self.values = message, values

    def __str__(self):
        return str(self.message) % self.values if self.values else str(self.message)


class LineError(Exception):
    """One line cannot be stored: a key of its reasons, and what stands there."""

    def __init__(self, reason, found=""):
        super().__init__(reason)
        self.reason, self.found = reason, str(found)[:MOST_FOUND]
