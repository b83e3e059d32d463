"""How much of a web process one runner may take up.

A log of many years takes seconds to be read anew. Who asks for page after page and waits for none
would hold every thread, and nobody else would get an answer.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Condition

MOST = 2  # requests of a runner that a process works on at once, of its four threads
MOST_BY_LINK = 1  # of these: who has a link to a runner's pages must not keep the runner out
MOST_WAITING = 1  # for one of them to end: a thread is left that answers everybody else
WAIT_S = 1
# Addresses that cost next to nothing, and that a page asks for beside what the runner does.
FOR_EVERYBODY = {"healthz", "readyz", "worker", "manifest", "offline", "figure", "figure_pose"}

_working = Counter()  # {a runner's key: requests}
_by_link = Counter()
_waiting = Counter()
_changed = Condition()


class TooManyAtOnce(Exception):
    """The runner's other requests take up their share (config/outage.py answers 503)."""


@contextmanager
def share_of(runner_pk: int, by_link=False) -> Iterator[None]:
    """Hold one place of the runner's. Raises ``TooManyAtOnce`` where none becomes free."""
    taken = [_working, _by_link] if by_link else [_working]

    def is_free():
        is_shut = by_link and _by_link[runner_pk] >= MOST_BY_LINK
        return _working[runner_pk] < MOST and not is_shut

    with _changed:
        if not is_free():
            _wait(runner_pk, is_free)
        for places in taken:
            places[runner_pk] += 1
    try:
        yield
    finally:
        with _changed:
            for places in taken:
                _give_back(places, runner_pk)
            _changed.notify_all()


def _wait(runner_pk, is_free):
    if _waiting[runner_pk] >= MOST_WAITING:
        raise TooManyAtOnce
    _waiting[runner_pk] += 1
    try:
        if not _changed.wait_for(is_free, WAIT_S):
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
