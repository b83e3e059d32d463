"""A made-up language: all texts in wide letters, with placeholders and tags as they are."""

import re
from pathlib import Path

import allauth
import django
import simple_history
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps

from config import languages
from exercises.translated_text import TranslatedTextField
from tests.words import words_of_python, words_of_templates

CODE = "tlh"  # one of which Django has no word and no format
PACKAGES = (django, allauth, simple_history)
KEPT = re.compile(r"(%\(\w+\)[sd]|%[a-z%]|\{\{?\s*\w*\s*\}?\}|<[^>]*>|&\w+;)")
WIDE = {n: n + 0xFEE0 for n in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))}


def widen(text: str) -> str:
    parts = KEPT.split(text)
    parts[::2] = [part.translate(WIDE) for part in parts[::2]]
    return "".join(parts)


def write_catalogue(folder: Path) -> None:
    """Write all texts of the project and of the packages whose pages it shows."""
    catalogue = Catalog()
    for _place, context, text, plural in (*words_of_python(), *words_of_templates()):
        _add(catalogue, context, text, plural)
    for package in PACKAGES:
        for path in Path(package.__file__).parent.rglob("locale/de/LC_MESSAGES/django.po"):
            with path.open("rb") as source:
                for message in read_po(source):
                    texts = message.id if message.pluralizable else (message.id, "")
                    if texts[0]:
                        _add(catalogue, message.context or "", *texts)
    target = (folder / CODE / languages.CATALOGUE).with_suffix(".mo")
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def _add(catalogue, context, text, plural):
    is_pattern = context == "date" and "%" not in text  # its letters are read by Django
    wide = text if is_pattern else widen(text)
    if plural:
        catalogue.add((text, plural), (wide, widen(plural)), context=context or None)
    elif catalogue.get(text, context or None) is None:
        catalogue.add(text, wide, context=context or None)


def write_library() -> None:
    """Give each text of the library and the ladder one in the language."""
    for app in ("exercises", "plans"):
        for model in apps.get_app_config(app).get_models():
            fields = [
                one.name for one in model._meta.fields if isinstance(one, TranslatedTextField)
            ]
            for row in model._base_manager.all() if fields else ():
                for name in fields:
                    setattr(row, name, _with_wide(getattr(row, name)))
                model._base_manager.filter(pk=row.pk).update(
                    **{name: getattr(row, name) for name in fields}
                )


def _with_wide(texts):
    english = dict(texts).get("en") if texts else None
    if not english:
        return texts
    wide = [widen_line(one) for one in english] if isinstance(english, list) else widen(english)
    return type(texts)({**texts, CODE: wide})


def widen_line(line: str) -> str:
    """A line of the library, but for its source at the end: ``[article]``."""
    text, bracket, source = line.partition(" [")
    return widen(text) + bracket + source
