"""Pages that are rendered once and sent until something in them may have changed.

What a page shows depends on the library, on its reader's own rows and on the day. The library and
each runner have a stamp, a random number that whatever is sent to us sets anew once it is done;
a page is found again only under the stamps that it was made with, so none has to be thrown away.
A page is kept by one web process, in the cache "pages".

Two things differ each time a page is sent: the CSRF token and the keys of sets still to be done.
"""

import gzip
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.cache import cache, caches
from django.http import HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
LONGEST_ADDRESS = 200  # a longer one is nobody's bookmark
LIBRARY = "library-stamp"
BELIEVED_S = 1  # an edit is seen by all web processes within this


def new_stamp() -> int:
    return secrets.randbits(62)


def runner_changed(user) -> None:
    """What was kept for this runner no longer holds. In one transaction with the change or after
    it: a page made meanwhile from the old rows must not get the new stamp."""
    user.stamp = new_stamp()
    get_user_model().objects.filter(pk=user.pk).update(stamp=user.stamp)


def library_changed() -> None:
    """Exercises, texts or programs changed; as above, after it is stored."""
    global _read
    stamp = new_stamp()
    cache.set(LIBRARY, stamp, timeout=None)
    _read = (stamp, time.monotonic())


_read = (None, 0)  # the library's stamp, when it was read


def library_stamp() -> int:
    global _read
    stamp, at = _read
    if not settings.KEEPS_PAGES:
        return new_stamp()
    if stamp is None or not 0 <= time.monotonic() - at < BELIEVED_S:
        stamp = cache.get_or_set(LIBRARY, new_stamp, timeout=None)
        _read = (stamp, time.monotonic())
    return stamp


def of_library[T](make: Callable[[], T]) -> Callable[[], T]:
    """Made once for each language, and again when the library changed."""
    made = {}

    @wraps(make)
    def wrapped():
        stamp, language = library_stamp(), get_language()
        known, value = made.get(language, (None, None))
        if known != stamp:
            value = make()
            made[language] = (stamp, value)
        return value

    return wrapped


class StampsMiddleware:
    """Whatever a runner sends may change the runner's pages; what staff sends, the library's too.

    Nobody is told that it is done before the stamps are new.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in SAFE:
            return self.get_response(request)
        before = getattr(request.user, "stamp", None)
        response = self.get_response(request)
        if request.user.is_authenticated:
            if request.user.stamp == before:  # else done along with the change
                runner_changed(request.user)
            if request.user.is_staff:
                library_changed()
        return response


# Keys of sets that are still to be done

_seed = ContextVar("seed", default=None)  # the first half of the keys of the page being made


def new_key() -> UUID:
    """A key for one set, random: sent however often, the set is stored once."""
    seed, half = _seed.get() or _new_seed(), secrets.randbits(62)
    return UUID(int=int(seed.replace("-", ""), 16) << 64 | 0b10 << 62 | half)


def _new_seed():
    digits = secrets.token_hex(8)
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:]}"


# Pages

TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w{64}(?=")')


@dataclass(frozen=True, slots=True)
class Kept:
    """A page, cut where the CSRF token goes."""

    parts: tuple[bytes, ...]
    seed: bytes
    headers: tuple[tuple[str, str], ...]
    packed: bytes = b""  # where it is the same for everyone
    etag: str = ""

    @classmethod
    def of(cls, response, seed):
        parts = tuple(TOKEN.split(response.content))
        headers = tuple(response.items())
        if len(parts) > 1 or seed in response.content:
            return cls(parts, seed, headers)
        etag = quote_etag(blake2b(response.content, digest_size=12).hexdigest())
        return cls(parts, seed, headers, gzip.compress(response.content, mtime=0), etag)

    def response(self, request) -> HttpResponseBase:
        if self.packed:
            return self._for_everyone(request)
        content = self.parts[0]
        if len(self.parts) > 1:
            content = get_token(request).encode().join(self.parts)
        return self._answer(content.replace(self.seed, _new_seed().encode()))

    def _for_everyone(self, request):
        is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = self._answer(self.packed if is_packed else self.parts[0])
        patch_vary_headers(response, ["Accept-Encoding"])
        if is_packed:
            response["Content-Encoding"] = "gzip"
        # Weak: it is of the page, not of its packing.
        response["ETag"] = f"W/{self.etag}"
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def _answer(self, content):
        response = HttpResponse(content)
        for name, value in self.headers:
            response[name] = value
        return response


def kept(view):
    """Keeps what the view answers with 200. What it shows beside its own address must depend on
    nothing but the library, the runner, the day and the language."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not _may_be_kept(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        page = caches["pages"].get(key)
        if page is None:
            seed = _new_seed()
            token = _seed.set(seed)
            try:
                response = view(request, *args, **kwargs)
            finally:
                _seed.reset(token)
            if response.status_code != 200:
                return response
            page = Kept.of(response, seed.encode())
            caches["pages"].set(key, page)
        return page.response(request)

    return wrapped


def _may_be_kept(request):
    is_whole = request.method in ("GET", "HEAD") and request.headers.get("HX-Request") != "true"
    is_short = len(request.get_full_path()) <= LONGEST_ADDRESS
    return settings.KEEPS_PAGES and is_whole and is_short and not len(get_messages(request))


def _key(request):
    user = request.user
    reader = (user.pk, user.stamp) if user.is_authenticated else ()
    address = request.build_absolute_uri()
    values = (address, *reader, library_stamp(), timezone.localdate(), get_language())
    return blake2b("\0".join(map(str, values)).encode(), digest_size=16).hexdigest()
