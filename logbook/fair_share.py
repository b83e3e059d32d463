"""How much of a web process one runner may take up.

A log of many years takes seconds to be read anew. Who asks for page after page and waits for none
would hold every thread, and nobody else would get an answer.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

MOST = 2  # requests of a runner that a process works on at once, of its four threads
WAIT_S = 1  # for one of them to end

_working = Counter()  # {a runner's key: requests}
_changed = Condition()


class TooManyAtOnce(Exception):
    """The runner's other requests take up their share (config/outage.py answers 503)."""


@contextmanager
def share_of(runner_pk: int) -> Iterator[None]:
    """Hold one place of the runner's. Raises ``TooManyAtOnce`` where none becomes free."""
    with _changed:
        if not _changed.wait_for(lambda: _working[runner_pk] < MOST, WAIT_S):
            raise TooManyAtOnce
        _working[runner_pk] += 1
    try:
        yield
    finally:
        with _changed:
            _working[runner_pk] -= 1
            if not _working[runner_pk]:
                del _working[runner_pk]
            _changed.notify_all()


def middleware(get_response):
    """Leave threads to others, however many pages a runner asks for."""

    def respond(request):
        if not request.user.is_authenticated:
            return get_response(request)
        with share_of(request.user.pk):
            return get_response(request)

    return respond
