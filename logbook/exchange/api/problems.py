"""Errors as RFC 9457 has them, with a pointer to each member or the name of each parameter."""

from http import HTTPStatus
from urllib.parse import quote

from django.http import JsonResponse


class Problem(Exception):
    """Answered with ``status``. ``code`` is for programs and stays; the words may change.

    ``errors``: ``[{"pointer": "#/amount", "detail": …}]`` or ``[{"parameter": "from", …}]``.
    """

    def __init__(self, status, code, detail, errors=(), headers=None):
        super().__init__(detail)
        self.status, self.code, self.detail = HTTPStatus(status), code, detail
        self.errors, self.headers = list(errors), headers or {}

    def response(self):
        said = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "code": self.code,
            "detail": str(self.detail),
        }
        if self.errors:
            said["errors"] = self.errors
        kind = "application/problem+json"
        return JsonResponse(said, status=self.status, headers=self.headers, content_type=kind)


def pointer(name: str) -> str:
    """To a member of the body, as a fragment (RFC 6901)."""
    escaped = name.replace("~", "~0").replace("/", "~1")
    return f"#/{quote(escaped, errors='replace')}"


def errors_of(form, place) -> list[dict]:
    """All that a form found wrong; ``place`` makes a member or parameter of a field's name."""
    return [place(name) | {"detail": " ".join(errors)} for name, errors in form.errors.items()]


def member(name):
    return {"pointer": pointer(name)}


def parameter(name):
    return {"parameter": name}
