"""A made-up language: all texts changed, in wide letters or longer; placeholders and tags stay."""

import re
from collections.abc import Callable
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


WORD = re.compile(r"[^\W\d]{4,}")
SHORT_CONTEXTS = ("tab", "side", "pain zone")  # check_languages counts their letters


def widen(text: str) -> str:
    """``ｗｏｒｄｓ``, so that what is not of a catalogue is seen."""
    return _change(text, lambda part: part.translate(WIDE))


def lengthen(text: str) -> str:
    """Each word longer by two fifths, as German is than English."""
    return _change(text, lambda part: WORD.sub(_longer, part))


def _longer(word: re.Match) -> str:
    return word[0] + "en" * round(len(word[0]) / 5)


def _change(text: str, change: Callable[[str], str]) -> str:
    parts = KEPT.split(text)
    parts[::2] = [change(part) for part in parts[::2]]
    return "".join(parts)


def write_catalogue(folder: Path, change: Callable[[str], str] = widen) -> None:
    """Write all texts of the project and of the packages whose pages it shows."""
    catalogue = Catalog()
    for _place, context, text, plural in (*words_of_python(), *words_of_templates()):
        _add(catalogue, change, context, text, plural)
    for package in PACKAGES:
        for path in Path(package.__file__).parent.rglob("locale/de/LC_MESSAGES/django.po"):
            with path.open("rb") as source:
                for message in read_po(source):
                    texts = message.id if message.pluralizable else (message.id, "")
                    if texts[0]:
                        _add(catalogue, change, message.context or "", *texts)
    target = (folder / CODE / languages.CATALOGUE).with_suffix(".mo")
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


def _add(catalogue, change, context, text, plural):
    is_pattern = context.startswith("date") and "%" not in text  # its letters are read by Django
    stays = is_pattern or (change is lengthen and context in SHORT_CONTEXTS)
    wide = text if stays else change(text)
    if plural:
        catalogue.add((text, plural), (wide, change(plural)), context=context or None)
    elif catalogue.get(text, context or None) is None:
        catalogue.add(text, wide, context=context or None)


def write_library(change: Callable[[str], str] = widen) -> None:
    """Give each text of the library and the ladder one in the language."""
    for app in ("exercises", "plans"):
        for model in apps.get_app_config(app).get_models():
            fields = [
                one.name for one in model._meta.fields if isinstance(one, TranslatedTextField)
            ]
            for row in model._base_manager.all() if fields else ():
                for name in fields:
                    setattr(row, name, _with_changed(getattr(row, name), change))
                model._base_manager.filter(pk=row.pk).update(
                    **{name: getattr(row, name) for name in fields}
                )


def _with_changed(texts, change):
    english = dict(texts).get("en") if texts else None
    if not english:
        return texts
    wide = (
        [change_line(one, change) for one in english]
        if isinstance(english, list)
        else change(english)
    )
    return type(texts)({**texts, CODE: wide})


def change_line(line: str, change: Callable[[str], str]) -> str:
    """A line of the library, but for its source at the end: ``[article]``."""
    text, bracket, source = line.partition(" [")
    return change(text) + bracket + source
