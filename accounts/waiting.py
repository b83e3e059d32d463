"""How long somebody has to wait whom a rate limit refuses: as long as the limit itself says.

allauth passes nothing but the request to the view that answers 429, so the wait is noted there.
"""

import time
from functools import wraps
from math import ceil

from allauth.core.internal import ratelimit
from django.core.cache import cache


def note_waits():
    """Let each limit that refuses a request note its wait, in whatever way it was asked."""
    ratelimit.consume = noting_wait(ratelimit.consume)


def noting_wait(consume):
    @wraps(consume)
    def consume_and_note(request, *, app, action, config=None, key=None, user=None, **more):
        usage, rates = None, {"app": app, "action": action, "config": config}
        try:
            usage = consume(request, **rates, key=key, user=user, **more)
        finally:  # it may raise as well
            if usage is None:
                limits = ratelimit.get_rates(**rates)
                waits = [_wait_s(request, app, action, rate, key, user) for rate in limits]
                request.wait_s = max(1, *map(ceil, waits))
        return usage

    return consume_and_note


def _wait_s(request, app, action, rate, key, user):
    """Seconds until one of the tries that fill the window leaves it; the newest comes first."""
    name = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key, user=user)
    tries = cache.get(name, [])
    return tries[rate.amount - 1] + rate.duration - time.time() if len(tries) >= rate.amount else 0
