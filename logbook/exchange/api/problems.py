"""Errors as RFC 9457 has them, with a pointer to each member or the name of each parameter."""

from http import HTTPStatus
from urllib.parse import quote

from django.http import JsonResponse
from django.utils.translation import gettext as _


class Problem(Exception):
    """Answered with ``status``. ``code`` is for programs and stays; the words may change.

    ``errors``: ``[{"pointer": "#/amount", "detail": …}]`` or ``[{"parameter": "from", …}]``.
    """

    def __init__(self, status, code, detail, errors=(), headers=None):
        super().__init__(detail)
        self.status, self.code, self.detail = HTTPStatus(status), code, detail
        self.errors, self.headers = list(errors), headers or {}

    def response(self):
        body = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "code": self.code,
            "detail": str(self.detail),
        }
        if self.errors:
            body["errors"] = self.errors
        kind = "application/problem+json"
        return JsonResponse(body, status=self.status, headers=self.headers, content_type=kind)


def invalid(errors) -> Problem:
    return Problem(422, "invalid", _("Some of this does not fit."), errors)


def member_error(name, detail):
    """The pointer to a member of the body is a JSON Pointer in a fragment (RFC 6901)."""
    escaped = name.replace("~", "~0").replace("/", "~1")
    return {"pointer": f"#/{quote(escaped)}", "detail": str(detail)}


def parameter_error(name, detail):
    return {"parameter": name, "detail": str(detail)}
