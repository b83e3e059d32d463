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
import struct
import time
import zlib
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache as cache_for_good
from functools import wraps
from hashlib import blake2b
from itertools import chain, zip_longest
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.cache import cache, caches
from django.db import connection
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
    with connection.cursor() as cursor:  # with each tap, so not worked out by the ORM each time
        cursor.execute(_stamp_text(), [user.stamp, user.pk])


@cache_for_good
def _stamp_text():
    quote, meta = connection.ops.quote_name, get_user_model()._meta
    table, stamp, key = map(quote, (meta.db_table, "stamp", meta.pk.column))
    return f"UPDATE {table} SET {stamp} = %s WHERE {key} = %s"  # noqa: S608, names of our model


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


def new_key() -> UUID:
    """A key for one set, random: sent however often, the set is stored once."""
    half = secrets.randbits(62)
    return UUID(int=int(_seed.get() or _new_seed(), 16) << 64 | 0b10 << 62 | half)


def _new_seed():
    """The first half of a key, in hexadecimal digits."""
    digits = secrets.token_hex(8)
    return f"{digits[:12]}4{digits[13:]}"


def _as_written(seed):
    return f"{seed[:8]}-{seed[8:12]}-{seed[12:]}".encode()


MARK = _new_seed()  # in pages that are kept, and in none that is sent
_seed = ContextVar("seed", default=None)  # of all keys of the page that is being made

# Pages

# Each begins with letters, which re finds many times faster than one pattern for both.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w{64})"')
SEED = re.compile(b"(%b)" % _as_written(MARK))
FEW = 12  # slots; with more of them it takes notably more room than packed as a whole


@dataclass(frozen=True, slots=True)
class ForEveryone:
    """A page on which nothing is put in."""

    headers: tuple[tuple[str, str], ...]
    plain: bytes
    packed: bytes
    etag: str

    def response(self, request) -> HttpResponseBase:
        is_packed = _may_be_packed(request)
        response = _answer(self.packed if is_packed else self.plain, self.headers, is_packed)
        response["ETag"] = self.etag
        return get_conditional_response(request, etag=self.etag, response=response)


@dataclass(frozen=True, slots=True)
class ForOne:
    """A page, cut where the CSRF token and the seeds of keys go."""

    headers: tuple[tuple[str, str], ...]
    parts: tuple[bytes, ...]
    packed: tuple[bytes, ...]  # none where it would pack badly
    tokens: tuple[bool, ...]  # between the parts: whether the token goes there

    def response(self, request) -> HttpResponseBase:
        token = get_token(request).encode() if any(self.tokens) else b""
        seed = _as_written(_new_seed())
        fillings = [token if is_token else seed for is_token in self.tokens]
        content = _filled(self.parts, fillings)
        is_packed = self.packed and _may_be_packed(request)
        if is_packed:
            content = _gzip(_filled(self.packed, map(_stored, fillings)), content)
        return _answer(content, self.headers, is_packed)


def _cut(response) -> ForEveryone | ForOne:
    content, headers = response.content, tuple(response.items())
    spans = sorted(m.span(1) for slot in (TOKEN, SEED) for m in slot.finditer(content))
    if not spans:
        digest = blake2b(content, digest_size=12).hexdigest()
        # Weak: it is of the page, not of its packing.
        etag = f"W/{quote_etag(digest)}"
        return ForEveryone(headers, content, gzip.compress(content, mtime=0), etag)
    begins, ends = zip(*spans, strict=True)
    parts = [content[a:b] for a, b in zip((0, *ends), (*begins, None), strict=True)]
    lengths = [end - begin for begin, end in spans]
    packed = _pack(parts, lengths) if len(spans) <= FEW else ()
    tokens = tuple(length != len(_as_written(MARK)) for length in lengths)
    return ForOne(headers, tuple(parts), packed, tokens)


def _may_be_packed(request):
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _answer(content, headers, is_packed):
    response = HttpResponse(content)
    for name, value in headers:
        response[name] = value
    if is_packed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _filled(parts, fillings):
    return b"".join(chain.from_iterable(zip_longest(parts, fillings, fillvalue=b"")))


# Packed once, sent often (RFC 1951 and 1952). Each part is deflated to a whole byte, and tokens and
# seeds go between the parts as they are. A part may look back at those before it, over what is put
# in between: the packer is told of as many bytes there, of a kind that is in no page.

GZIP_HEADER = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"  # deflated, with a name, no time, any system
LONGEST_NAME = 100  # bytes; of random length, as Django has it, against BREACH
LAST_BLOCK = b"\x03\0"  # empty


NOWHERE = b"\xff"  # in UTF-8
LEVEL = 5  # half the work of the usual 6, for 2 % more to send


def _pack(parts, lengths):
    packer, packed = zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS), []
    for part, length in zip_longest(parts, lengths, fillvalue=0):
        packed.append(packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH))
        packer.compress(NOWHERE * length)
        packer.flush(zlib.Z_SYNC_FLUSH)
    return tuple(packed)


def _stored(some):
    return struct.pack("<BHH", 0, len(some), len(some) ^ 0xFFFF) + some


def _gzip(deflated, content):
    check = struct.pack("<LL", zlib.crc32(content), len(content))
    name = b"a" * secrets.randbelow(LONGEST_NAME) + b"\0"
    return b"".join((GZIP_HEADER, name, deflated, LAST_BLOCK, check))


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
            token = _seed.set(MARK)
            try:
                response = view(request, *args, **kwargs)
            finally:
                _seed.reset(token)
            if response.status_code != 200:
                return response
            page = _cut(response)
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
