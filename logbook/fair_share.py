"""How much of a web process one runner may take up.

A log of many years takes seconds to be read anew. Who asks for page after page and waits for none
would hold every thread, and nobody else would get an answer.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Condition

MOST = 2  # requests of a runner that a process works on at once, of its four threads
MOST_WAITING = 1  # for one of them to end: a thread is left that answers everybody else
WAIT_S = 1
# Addresses that cost next to nothing, and that a page asks for beside what the runner does.
FOR_EVERYBODY = {"healthz", "readyz", "worker", "manifest", "offline", "figure", "figure_pose"}

_working = Counter()  # {a runner's key: requests}
_waiting = Counter()
_changed = Condition()


class TooManyAtOnce(Exception):
    """The runner's other requests take up their share (config/outage.py answers 503)."""


@contextmanager
def share_of(runner_pk: int) -> Iterator[None]:
    """Hold one place of the runner's. Raises ``TooManyAtOnce`` where none becomes free."""
    with _changed:
        if _working[runner_pk] >= MOST:
            _wait(runner_pk)
        _working[runner_pk] += 1
    try:
        yield
    finally:
        with _changed:
            _give_back(_working, runner_pk)
            _changed.notify_all()


def _wait(runner_pk):
    if _waiting[runner_pk] >= MOST_WAITING:
        raise TooManyAtOnce
    _waiting[runner_pk] += 1
    try:
        if not _changed.wait_for(lambda: _working[runner_pk] < MOST, WAIT_S):
            raise TooManyAtOnce
    finally:
        _give_back(_waiting, runner_pk)


def _give_back(places, runner_pk):
    places[runner_pk] -= 1
    if not places[runner_pk]:
        del places[runner_pk]


class FairShareMiddleware:
    """Leaves threads to others, however many pages a runner asks for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with ExitStack() as request.share:
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Django calls it once the address is known."""
        if request.user.is_authenticated and request.resolver_match.url_name not in FOR_EVERYBODY:
            request.share.enter_context(share_of(request.user.pk))
