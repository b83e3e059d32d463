"""Pages of what went wrong. They need no account, no database, and nothing of what was sent:
Django's own look there for a CSRF token first, and break once more on a body that cannot be read.
"""

from http import HTTPStatus

from django.http import HttpResponse
from django.template.loader import render_to_string


def page(status: HTTPStatus):
    def handler(request, exception=None):
        return HttpResponse(render_to_string(f"{status.value}.html"), status=status)

    return handler


bad_request = page(HTTPStatus.BAD_REQUEST)
permission_denied = page(HTTPStatus.FORBIDDEN)
not_found = page(HTTPStatus.NOT_FOUND)
server_error = page(HTTPStatus.INTERNAL_SERVER_ERROR)
