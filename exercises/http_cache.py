"""Conditional GET: a page that did not change is answered with 304 and not rendered.

What a page shows depends on its address, the library, the runner's own rows, the runner's date,
the language and this code. The library and each runner have a stamp, a random number that every
change replaces. All of it together makes the page's weak ETag; with the CSRF secret in it, since
the token in a stored page is good for as long as the secret is.
"""

import secrets
from collections.abc import Callable
from functools import cache as cached
from functools import lru_cache, wraps
from hashlib import blake2b

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.cache import cache, caches
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition
from django.views.decorators.vary import vary_on_headers

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
LIBRARY_STAMP = "library-stamp"  # key in the cache that all web processes share
BELIEVED_S = 1  # a web process sees an edit by another one within this time
CODE = (
    "accounts", "config", "exercises", "locale", "logbook", "plans", "requirements", "static",
    "templates",
)  # fmt: skip


def new_stamp() -> int:
    return secrets.randbits(62)


def runner_changed(user, **columns) -> None:
    """Call it in the transaction that changes rows of a runner, or after it.

    Called before it, a page made meanwhile from the old rows would get the new stamp. ``columns``
    of the runner's own row are written along.
    """
    user.stamp = new_stamp()
    get_user_model().objects.filter(pk=user.pk).update(stamp=user.stamp, **columns)


def library_changed() -> None:
    """Call it after exercises, texts or programs were changed and committed."""
    stamp = new_stamp()
    cache.set(LIBRARY_STAMP, stamp, timeout=None)
    caches["pages"].set(LIBRARY_STAMP, stamp, BELIEVED_S)


def library_stamp() -> int:
    def read_shared():
        return cache.get_or_set(LIBRARY_STAMP, new_stamp, timeout=None)

    return caches["pages"].get_or_set(LIBRARY_STAMP, read_shared, BELIEVED_S)


def per_library_stamp[**P, T](make: Callable[P, T]) -> Callable[P, T]:
    """Decorates a function whose result depends on its arguments, the library and the language.

    The result is kept until the library changes and is shared by all requests: nobody may alter it.
    """
    made = lru_cache(maxsize=64)(lambda stamp, language, *args: make(*args))

    @wraps(make)
    def wrapped(*args):
        return made(library_stamp(), get_language(), *args)

    return wrapped


@cached
def code_version() -> str:
    """Returns a hash of all files that make pages, so that no page outlives an update."""
    digest = blake2b(settings.VAPID_PUBLIC_KEY.encode(), digest_size=16)
    for folder in CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()


def page_tag(request: HttpRequest) -> str | None:
    """Returns the page's ETag, or ``None`` where the answer has to be made in any case.

    Fragments for htmx share the address of their page, and a message is shown only once.
    """
    if request.method not in ("GET", "HEAD") or request.headers.get("HX-Request") == "true":
        return None
    parts = [code_version(), request.build_absolute_uri(), library_stamp()]
    parts += [timezone.localdate(), get_language()]
    if request.user.is_authenticated:
        if len(get_messages(request)):
            return None
        get_token(request)  # makes a secret where there is none, and renews the cookie
        user = request.user
        parts += [user.pk, user.stamp, user.is_staff, request.META["CSRF_COOKIE"]]
    digest = blake2b("\0".join(map(str, parts)).encode(), digest_size=16)
    return f'W/"{digest.hexdigest()}"'


def _keep_tag(request, *args, **kwargs):
    request.page_tag = page_tag(request)  # base.html writes it into the page
    return request.page_tag


def conditional_page(view):
    """Answers 304 to a browser that has the page already, else packs what the view renders.

    The page may depend on nothing but what its tag is made of.
    """
    return vary_on_headers("HX-Request")(condition(etag_func=_keep_tag)(gzip_page(view)))


def public_page(view):
    """Does the same, and stores the packed page for everybody who is signed out.

    Signed out, it must not hold a CSRF token.
    """
    packed = gzip_page(view)

    @conditional_page
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated or request.page_tag is None:
            return view(request, *args, **kwargs)
        is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
        key = f"{request.page_tag}{is_packed}"
        response = caches["pages"].get(key)
        if response is None:
            response = packed(request, *args, **kwargs)
            if response.status_code == 200:
                caches["pages"].set(key, response)
        return response

    return wrapped


class StampMiddleware:
    """Gives a runner a new stamp with everything that the runner sends, before it is answered.

    Answers that say nothing of caching are the reader's own and are asked for anew each time.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in SAFE_METHODS:
            response = self.get_response(request)
        else:
            before = getattr(request.user, "stamp", None)
            response = self.get_response(request)
            if request.user.is_authenticated and request.user.stamp == before:
                runner_changed(request.user)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
