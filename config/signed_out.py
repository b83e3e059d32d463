"""Answers who is signed out, or was, or whose account was deleted, while the request was answered.

Another device may do either at any moment. What the request wanted to write then points to a
runner who is gone, or its session can be saved no more; that is no error of the program.

What somebody sent who is signed out is not stored. They are told so, and after the login they come
to a page: the address that they sent it to often takes no GET.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _


def was_signed_out(request, error) -> bool:
    if isinstance(error, SessionInterrupted):
        return True
    user = getattr(request, "user", None)
    if user is None or not isinstance(error, DatabaseError | ObjectDoesNotExist):
        return False
    try:
        return user.pk is not None and not get_user_model().objects.filter(pk=user.pk).exists()
    except DatabaseError:
        return False


def signed_out(request):
    """As for a visitor: 401 for a phone's outbox, which keeps its acts, and else the login."""
    if "X-Runner" in request.headers:
        response = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    elif _is_read(request):
        response = redirect_to_login(request.get_full_path())
    else:
        response = _login_after_sending(request)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # else Django logs a traceback
    return response


def lead_on_after_sending(get_response):
    """Middleware: no login leads back to an address to which something was sent signed out."""

    def middleware(request):
        response = get_response(request)
        if not _is_read(request) and _would_lead_back(request, response):
            response["Location"] = _login_after_sending(request)["Location"]
        return response

    return middleware


def _is_read(request):
    return request.method in ("GET", "HEAD")


def _would_lead_back(request, response):
    query = QueryDict(urlsplit(response.get("Location", "")).query)
    return query.get(REDIRECT_FIELD_NAME) == request.get_full_path() and request.user.is_anonymous


def _login_after_sending(request):
    text = _("What you sent was not stored: you were not logged in. Log in, then send it again.")
    messages.info(request, text, fail_silently=True)  # the request may have ended too early for it
    then = settings.LOGIN_REDIRECT_URL
    for page in (reverse("admin:index"), reverse("run_import_share")):
        if request.path.startswith(page):
            then = page
    return redirect_to_login(then)
