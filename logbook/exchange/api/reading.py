"""A JSON body as values for a form. Types are JSON's own: no number in quotes, no 0 for false."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .problems import Problem, member

LONGEST = 16 * 1024  # bytes; a set takes 300
KINDS = {
    "string": (lambda value: isinstance(value, str), gettext_lazy("A string.")),
    "boolean": (lambda value: isinstance(value, bool), gettext_lazy("true or false.")),
    "integer": (
        lambda value: _is_number(value) and value % 1 == 0,
        gettext_lazy("A whole number."),
    ),
    "number": (lambda value: _is_number(value), gettext_lazy("A number.")),
}


def members_of(request, kinds: dict[str, str]) -> dict:
    """The members that are not null. ``kinds``: the JSON type of each that there may be."""
    whole = _parsed(_body(request))
    if not isinstance(whole, dict):
        raise _invalid([{"pointer": "#", "detail": _("An object.")}])
    unknown = [
        member(n) | {"detail": _("There is no such member.")} for n in whole if n not in kinds
    ]
    given = {n: value for n, value in whole.items() if n in kinds and value is not None}
    of_other_kind = [
        member(name) | {"detail": str(KINDS[kinds[name]][1])}
        for name, value in given.items()
        if not KINDS[kinds[name]][0](value)
    ]
    if unknown or of_other_kind:
        raise _invalid([*of_other_kind, *unknown])
    return {n: int(value) if kinds[n] == "integer" else value for n, value in given.items()}


def _invalid(errors):
    return Problem(422, "invalid", _("Some of this does not fit."), errors)


def _body(request) -> bytes:
    if request.content_type != "application/json":
        detail = _("Send JSON: Content-Type: application/json.")
        raise Problem(415, "no-json", detail, headers={"Accept": "application/json"})
    body = request.read(LONGEST + 1)
    if len(body) > LONGEST:
        raise Problem(413, "too-long", _("More than 16 kB."))
    return body


def _parsed(body):
    try:
        return json.loads(body.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Problem(400, "broken", _("This is no JSON in UTF-8.")) from None


def _refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)
