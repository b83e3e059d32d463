"""Whose token was sent, and how often. Only the header counts, never a cookie."""

from datetime import timedelta
from math import ceil

from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from exercises.http_cache import runner_changed

from ...fair_share import share_of
from ...models import AccessToken
from ..access_keys import token_at
from .problems import Problem

MOST_A_MINUTE = 120  # requests of one token
WRITES = {"POST"}


def endpoint(**views):
    """The view of an address. ``GET`` and ``POST`` are functions of the request and the runner."""
    allowed = sorted({*views, *(["HEAD"] if "GET" in views else [])})

    @csrf_exempt
    @never_cache
    def view(request):
        try:
            respond = views.get("GET" if request.method == "HEAD" else request.method)
            if respond is None:
                detail = _("This address takes %(methods)s.") % {"methods": ", ".join(allowed)}
                headers = {"Allow": ", ".join(allowed)}
                raise Problem(405, "method-not-allowed", detail, headers=headers)
            token = _token_of(request)
            _count_request(token)
            response = _respond(respond, request, token.user)
            if request.method in WRITES:
                runner_changed(token.user)
            return response
        except Problem as problem:
            return problem.response()

    return view


def _respond(respond, request, user):
    try:
        with share_of(user.pk):
            return respond(request, user)
    except DatabaseError:
        if get_user_model().objects.filter(pk=user.pk).exists():
            raise
        raise _wrong_token() from None  # the account was deleted meanwhile


@csrf_exempt
def missing(request):
    return Problem(404, "not-found", _("There is nothing at this address.")).response()


def _token_of(request) -> AccessToken:
    scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        detail = _("Send a token of yours: Authorization: Bearer …")
        headers = {"WWW-Authenticate": 'Bearer realm="Hipdrive"'}
        raise Problem(401, "no-token", detail, headers=headers)
    token = token_at(key.strip())
    if token is None:
        raise _wrong_token()
    if request.method in WRITES and not token.may_log:
        headers = {"WWW-Authenticate": 'Bearer realm="Hipdrive", error="insufficient_scope"'}
        raise Problem(403, "may-only-read", _("This token may only read."), headers=headers)
    return token


def _wrong_token():
    headers = {"WWW-Authenticate": 'Bearer realm="Hipdrive", error="invalid_token"'}
    return Problem(401, "wrong-token", _("This token opens nothing."), headers=headers)


def _count_request(token):
    """Counts a request of this minute, in one statement so that web processes do not race."""
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    is_allowed = ~Q(minute=minute) | Q(used__lt=MOST_A_MINUTE)
    one_more = Case(When(minute=minute, then=F("used") + 1), default=1)
    counted = AccessToken.objects.filter(is_allowed, pk=token.pk).update(
        used=one_more, minute=minute, last_used_at=now
    )
    if not counted:
        wait = ceil((minute + timedelta(minutes=1) - now).total_seconds())
        detail = _("At most %(most)d requests a minute.") % {"most": MOST_A_MINUTE}
        raise Problem(429, "too-many", detail, headers={"Retry-After": str(wait)})
