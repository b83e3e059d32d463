"""Whether a translator is asked for all words, and for each of their meanings."""

import ast
from functools import cache
from pathlib import Path

import allauth
import django
import pytest
import simple_history
from babel.messages.pofile import read_po

from tests.words import (
    KEYWORDS,
    calls_of_translation,
    python_files,
    words_of_python,
    words_of_templates,
)

# Words that Django or another package has too, and that mean the same there and here: a catalogue
# of the project's holds for theirs as well.
SAME_MEANING = {
    "Add", "Cancel", "Change", "Close", "Code", "Continue", "Delete", "Deleted", "Error:", "File",
    "Forgot your password?", "Home", "Log in", "Log out", "New password", "No", "No date",
    "Passkey", "Password", "Recovery codes", "Remove", "Save", "This field is required.", "Today",
    "Yes", "active", "name", "today", "tomorrow", "yesterday",
}  # fmt: skip


@cache
def trees() -> dict[Path, ast.AST]:
    return {path: ast.parse(path.read_text("utf-8")) for path in python_files()}


def test_no_translation_stands_inside_an_f_string():
    """There xgettext does not see it, and the page stays English."""
    inside = [
        f"{path}:{call.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for call in calls_of_translation(node)
    ]
    assert inside == []


def test_what_is_to_be_translated_is_written_out():
    """A context or a text in a variable is no word that a translator is asked for."""
    hidden = []
    for path, tree in trees().items():
        for call in calls_of_translation(tree):
            wanted = KEYWORDS[call.func.id] or (1,)
            numbers = [number if isinstance(number, int) else number[0] for number in wanted]
            given = call.args[: max(numbers)]
            if not all(isinstance(one, ast.Constant) for one in given):
                hidden.append(f"{path}:{call.lineno}")
    assert hidden == []


@pytest.fixture(scope="module")
def words():
    return [*words_of_python(), *words_of_templates()]


def theirs() -> set[str]:
    """The texts without a context in the catalogues of the packages that translate, too."""
    found = set()
    for package in (django, allauth, simple_history):
        for path in Path(package.__file__).parent.rglob("locale/de/LC_MESSAGES/django.po"):
            with path.open("rb") as text:
                for message in read_po(text):
                    if message.id and not message.context:
                        found.add(message.id if isinstance(message.id, str) else message.id[0])
    return found


def test_a_word_of_another_package_means_the_same_here(words):
    """A stage named March would otherwise be a month in every date, since a catalogue is one."""
    meant = {one.text for one in words if one.place == "config/django_messages.py"}
    ours = {one.text: one.place for one in words if not one.context and one.text not in meant}
    shared = {text: ours[text] for text in ours.keys() & (theirs() - SAME_MEANING)}
    assert shared == {}


def test_each_text_is_either_counted_or_not(words):
    """xgettext takes the first it meets, and the other stays without its plural."""
    counted = {(one.context, one.text) for one in words if one.plural}
    plain = {(one.context, one.text): one.place for one in words if not one.plural}
    assert {key: plain[key] for key in counted & plain.keys()} == {}
