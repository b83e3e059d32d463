"""Who asks, and how often: a token in the header and nothing else, never a cookie."""

from datetime import timedelta
from math import ceil

from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from exercises.http_cache import runner_changed

from ...models import AccessToken
from ..access_keys import token_at
from .problems import Problem

MOST_A_MINUTE = 120  # requests of one token
WRITES = {"POST"}


def endpoint(**views):
    """``endpoint(GET=…, POST=…)``: each view is given the request and the runner."""
    allowed = sorted({*views, *(["HEAD"] if "GET" in views else [])})

    @csrf_exempt
    @never_cache
    def answer(request):
        try:
            view = views.get("GET" if request.method == "HEAD" else request.method)
            if view is None:
                detail = _("This address takes %(methods)s.") % {"methods": ", ".join(allowed)}
                headers = {"Allow": ", ".join(allowed)}
                raise Problem(405, "method-not-allowed", detail, headers=headers)
            token = _token_of(request)
            _count(token)
            response = view(request, token.user)
            if request.method in WRITES:
                runner_changed(token.user)
            return response
        except Problem as problem:
            return problem.response()

    return answer


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
        headers = {"WWW-Authenticate": 'Bearer realm="Hipdrive", error="invalid_token"'}
        raise Problem(401, "wrong-token", _("This token opens nothing."), headers=headers)
    if request.method in WRITES and not token.may_log:
        headers = {"WWW-Authenticate": 'Bearer realm="Hipdrive", error="insufficient_scope"'}
        raise Problem(403, "may-only-read", _("This token may only read."), headers=headers)
    return token


def _count(token):
    """One statement, so that no two web processes count the same request."""
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    has_room = ~Q(minute=minute) | Q(used__lt=MOST_A_MINUTE)
    again = When(minute=minute, then=F("used") + 1)
    counted = AccessToken.objects.filter(has_room, pk=token.pk).update(
        used=Case(again, default=1), minute=minute, last_used_at=now
    )
    if not counted:
        wait = ceil((minute + timedelta(minutes=1) - now).total_seconds())
        detail = _("At most %(most)d requests a minute.") % {"most": MOST_A_MINUTE}
        raise Problem(429, "too-many", detail, headers={"Retry-After": str(wait)})
