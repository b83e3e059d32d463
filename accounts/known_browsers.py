"""Browsers in which a runner was logged in before: strangers' wrong tries do not slow them down.

A signed cookie lists the runners of a browser. It opens nothing, and it outlives the log out.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "accounts.known_browsers"
KEPT_S = 400 * 24 * 3600  # the longest that browsers allow
RENEWED_S = 30 * 24 * 3600
MOST = 8  # runners of one browser


def cookie_name():
    return "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"


def name_if_known(request, runners) -> str:
    """Return the browser's own name if it knows one of these runners (keys), else ``""``."""
    name, known = _read(request, KEPT_S)
    return name if not known.isdisjoint(runners) else ""


def name_of_session(request) -> str:
    """Return the name of a browser that has none yet.

    It is the session's, or whoever has a session could get as many names as they like, and five
    tries with each, by hiding the cookie.
    """
    return salted_hmac(SALT, request.session.session_key, algorithm="sha256").hexdigest()[:16]


def remember(request, response, pk) -> None:
    """Note that this runner is logged in here, where the cookie does not say so freshly."""
    if pk not in _read(request, RENEWED_S)[1]:
        name, known = _read(request, KEPT_S)
        name = name or name_of_session(request)
        _write(response, name, [*sorted(known - {pk}), pk][-MOST:])


def forget(request, response, pk) -> None:
    name, known = _read(request, KEPT_S)
    if pk in known:
        _write(response, name, sorted(known - {pk}))


def _read(request, max_age) -> tuple[str, set[int]]:
    text = request.get_signed_cookie(cookie_name(), default="", salt=SALT, max_age=max_age)
    name, *keys = text.split(".")
    return name, {int(key) for key in keys}


def _write(response, name, keys):
    response.set_signed_cookie(
        cookie_name(),
        ".".join(map(str, [name, *keys])),
        salt=SALT,
        max_age=KEPT_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
