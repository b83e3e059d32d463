"""What the forms of runners can say is ours, in our voice, in every language."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.forms.forms import BaseForm

import config.urls  # noqa: F401 — the forms of allauth are chosen by it
from config.languages import CATALOGUE

LOCALE = settings.BASE_DIR / "locale"
NUMBER = re.compile(r"\d+")
APPS = ("accounts", "exercises", "logbook", "plans")
FOR_EDITORS = (".admin", ".coach")
# Only a program can cause these: runners neither type a key nor send a form of another kind.
NOT_BY_PEOPLE = {
    "Null characters are not allowed.",
    "Enter a valid JSON.",
    "Enter a valid UUID.",
    "No file was submitted.",
    "No file was submitted. Check the encoding type on the form.",
    "Please either submit a file or check the clear checkbox, not both.",
    "“%(pk)s” is not a valid value.",
    # Of a user name, which allauth's form for new accounts would have.
    "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
}


def forms_of_runners():
    for app in APPS:
        for module in walk_packages(import_module(app).__path__, f"{app}."):
            if ".management" not in module.name and ".migrations" not in module.name:
                import_module(module.name)
    found = [BaseForm]
    for form in found:  # grows while it is read
        found += form.__subclasses__()
    return [
        form
        for form in found
        if form.__module__.startswith(APPS)
        and not any(part in form.__module__ for part in FOR_EDITORS)
    ]


def plain(message):
    """The English of a message; the first of one with plurals, which is a lazy text."""
    return getattr(message, "_kw", {}).get("singular") or str(message)


def messages_of(field):
    yield from field.error_messages.values()
    for validator in field.validators:
        if message := getattr(validator, "message", ""):
            yield message


@pytest.mark.parametrize("code", sorted(path.name for path in LOCALE.iterdir()))
def test_each_error_is_in_our_catalogue(code):
    with (LOCALE / code / CATALOGUE).open("rb") as file:
        ours = {
            text
            for one in read_po(file)
            for text in ([one.id] if isinstance(one.id, str) else one.id)
        }
    said = {
        plain(message)
        for form in forms_of_runners()
        for field in form.base_fields.values()
        for message in messages_of(field)
    }
    said |= {NUMBER.sub("%d", one.get_error_message()) for one in get_default_password_validators()}
    assert {"This field is required.", "This password is too common."} <= said
    assert said - ours - NOT_BY_PEOPLE == set()
