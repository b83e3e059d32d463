"""Imports take turns, so that the site stays quick beside them.

One import of a runner, one in a web process and two on a machine are read or stored at a time; the
page of any other says so and asks again. The locks are files in DATA_DIR, which the system lets go
of when a process ends, however it ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

AT_ONCE = 2  # on a machine
# SQLite has one writer, and who waits for it looks every tenth of a second in the end: a shorter
# pause could pass unseen, and a tap would wait for the whole import.
REST_S = 0.12
SHORT_S = 0.03  # after so short a transaction nobody has waited long
_in_this_process = Lock()  # its other threads serve everybody else


@contextmanager
def turn(user) -> Iterator[bool]:
    """Whether it is the runner's turn. Each runner has one place, so nobody takes both."""
    if not _in_this_process.acquire(blocking=False):
        yield False
        return
    try:
        with open(settings.DATA_DIR / f"import-{user.pk % AT_ONCE}.lock", "w") as place:
            yield _is_locked(place)
    finally:
        _in_this_process.release()


def _is_locked(place):
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def short_write(user_pk: int) -> Iterator[None]:
    """A transaction of an import that holds the lock of the runner's row.

    Everything that writes a runner's rows takes that lock first, so that no two wait for one
    another in a circle. On SQLite there is one such transaction at a time, with a pause after it
    for everybody else's.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            runner = get_user_model().objects.select_for_update().filter(pk=user_pk)
            runner.values_list("pk").first()
            yield
        return
    with open(settings.DATA_DIR / "import-writes.lock", "w") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        begun = monotonic()
        with transaction.atomic():
            yield
        if monotonic() - begun > SHORT_S:
            sleep(REST_S)
