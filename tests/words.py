"""The words that the project asks translators for, read from its source as they will read them."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

APPS = ("accounts", "config", "exercises", "logbook", "plans")
TEMPLATES = (".html", ".txt")
ONE, PLURAL = None, (1, 2)
KEYWORDS = {
    "_": ONE,
    "gettext": ONE,
    "gettext_lazy": ONE,
    "gettext_noop": ONE,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Words(NamedTuple):
    place: str  # of the file, below the project's folder
    context: str
    text: str
    plural: str


def python_files() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def words_of_python() -> Iterator[Words]:
    for path in python_files():
        yield from _extract(path, path.read_text("utf-8"))


def words_of_templates() -> Iterator[Words]:
    for path in sorted((settings.BASE_DIR / "templates").rglob("*")):
        if path.suffix in TEMPLATES:
            source = templatize(path.read_text("utf-8"), origin=str(path))
            # What is no translation is blanked out, with the indentation of the template.
            yield from _extract(path, "\n".join(line.strip() for line in source.splitlines()))


def _extract(path, source):
    place = str(path.relative_to(settings.BASE_DIR))
    for _line, found, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        text, plural = found if isinstance(found, tuple) else (found, "")
        yield Words(place, context or "", text, plural)


def calls_of_translation(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYWORDS:
            yield node
