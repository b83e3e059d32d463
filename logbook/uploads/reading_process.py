"""A runner's files are read in a process of their own, which always ends.

No list of bounds foresees all that a file can make of a parser: a pattern tried without end,
gigabytes of objects, a crash. Here such a file ends its own process and nothing else, and the
runner is told. The bounds of the readers themselves stay, since they can say what is wrong.

    python -m logbook.uploads.reading_process SECONDS    with the work on its standard input
"""

import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .errors import FileError

# All ours.
CPU_S = 60  # an export of Apple Health of 3 GB takes about fifty
MEMORY = 1_000_000_000  # bytes: the longest files that the readers take need a third of it
WAIT_S = 240  # by the clock, on a machine that has much else to do
MOST_READ = 200_000_000  # bytes of what was read, on its way back
TOO_MUCH = _(
    "Reading this takes too much time or memory. Bring a part of it, or export it anew from the "
    "app that made it."
)


def read_apart(reader: Callable, *args) -> Any:
    """What ``reader(*args)`` returns or raises.

    The reader is a function of a module, which asks nothing of the database; all that it takes and
    returns can be pickled. Raises ``FileError`` where it takes too much time or memory.
    """
    if not settings.READ_FILES_APART:
        return reader(*args)
    work = pickle.dumps((translation.get_language(), reader, args))
    try:
        done = subprocess.run(  # noqa: S603 our own module
            [sys.executable, "-m", __name__, str(CPU_S)],
            input=work,
            stdout=subprocess.PIPE,
            timeout=WAIT_S,
            cwd=settings.BASE_DIR,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileError(TOO_MUCH) from None
    if done.returncode:
        raise FileError(TOO_MUCH)
    is_read, value = pickle.loads(done.stdout)  # noqa: S301 main wrote it
    if not is_read:
        raise value
    return value


def main(cpu_s: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    django.setup()
    try:
        language, reader, args = pickle.load(sys.stdin.buffer)  # noqa: S301 read_apart wrote it
        with translation.override(language):
            read = pickle.dumps(_outcome(reader, args))
    except MemoryError:
        sys.exit(1)
    if len(read) > MOST_READ:
        sys.exit(1)
    answer.write(read)
    answer.close()


def _outcome(reader, args):
    try:
        return True, reader(*args)
    except FileError as error:
        return False, error


if __name__ == "__main__":
    main(int(sys.argv[1]))
