"""Error pages that need no account, no database and nothing of the request.

Django's own handlers read the CSRF token first, and fail again on a body that cannot be read.
"""

from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.template.loader import render_to_string


def error_view(status: HTTPStatus):
    def view(request, exception=None):
        return HttpResponse(render_to_string(f"{status.value}.html"), status=status)

    return view


def refuse_unreadable(application):
    """The WSGI application; 400 where Django cannot even make a request of what was sent."""

    def wrapped(environ, start_response):
        try:
            return application(environ, start_response)
        except BadRequest:  # such as a Content-Type of 10,000 characters
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"Bad Request"]

    return wrapped


bad_request = error_view(HTTPStatus.BAD_REQUEST)
permission_denied = error_view(HTTPStatus.FORBIDDEN)
not_found = error_view(HTTPStatus.NOT_FOUND)
server_error = error_view(HTTPStatus.INTERNAL_SERVER_ERROR)
