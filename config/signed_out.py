"""Answers who was signed out, or whose account was deleted, while the request was being answered.

Another device may do either at any moment. What the request wanted to write then points to a
runner who is gone, or its session can be saved no more; that is no error of the program.
"""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpResponse


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
    else:
        is_read = request.method in ("GET", "HEAD")
        then = request.get_full_path() if is_read else settings.LOGIN_REDIRECT_URL
        response = redirect_to_login(then)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # else Django logs a traceback
    return response
