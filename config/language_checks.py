"""What is missing or wrong in a language: its catalogue and the library's texts.

Each finding is a line of text, ``file: the words that it is about: why``.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from .languages import CATALOGUE, CATALOGUES

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|%%")
TAG = re.compile(r"</?\w+[^>]*>|&\w+;")
SOURCE = re.compile(r"\[[^\]]*\]$")  # at the end of a line: [article], [Lehecka 2019]
BREAKS = re.compile(r"\b[Ee]-[Mm]ail")  # a line would break there; U+2011 is a hyphen that holds
SHOWN = 60  # characters of a text in a finding
# Where the page has little room: letters at most, by the message's context.
MOST_LETTERS = {"tab": 9, "side": 7, "pain zone": 7}
# The library's texts: the files, and the tables of text in them.
CONTENT = ("exercises/content/*.toml", "exercises/figures/poses/*.toml", "plans/content/*.toml")
OTHER_NAMES = "also"  # a list as long as people have names for it


def findings(root: Path, codes: list[str] | None = None) -> list[str]:
    """Return what a translator has still to do, for all languages of locale/ or some."""
    sources = sorted((root / "locale").glob(f"*/{CATALOGUE}"))
    found = []
    for source in sources:
        code = source.parents[1].name
        if not codes or code in codes:
            for catalogue in sorted(source.parent.glob(CATALOGUES.name)):
                found += catalogue_findings(catalogue)
            found += content_findings(root, code)
    return found


def catalogue_findings(path: Path) -> list[str]:
    """Return what is wrong in one file of a language's catalogue."""
    with path.open("rb") as text:
        catalogue = read_po(text, locale=path.parents[1].name.replace("-", "_"))
    return [
        f"{path.parents[1].name}: {_short(message.id)}: {why}"
        for message in catalogue
        if message.id
        for why in _message_findings(message, catalogue)
    ]


def _message_findings(message: Message, catalogue: Catalog) -> Iterator[str]:
    wanted = message.id if message.pluralizable else (message.id,)
    given = message.string if message.pluralizable else (message.string,)
    if message.fuzzy:
        yield "is a guess (fuzzy)"
    if message.pluralizable and len(given) != catalogue.num_plurals:
        yield f"has {len(given)} plural forms of {catalogue.num_plurals}"
    for number, text in enumerate(given):
        if not text:
            yield "is not translated"
            continue
        original = wanted[min(number, len(wanted) - 1)]
        missing = _parts(PLACEHOLDER, original) - _parts(PLACEHOLDER, text)
        added = _parts(PLACEHOLDER, text) - _parts(PLACEHOLDER, wanted[-1])
        is_one = message.pluralizable and number == 0  # "one day" need not name the number
        if (missing and not (is_one and len(missing) == 1)) or added:
            yield f"has other placeholders: {text[:SHOWN]}"
        if _parts(TAG, original) != _parts(TAG, text):
            yield f"has other tags: {text[:SHOWN]}"
        if BREAKS.search(text):
            yield f"has a hyphen where a line would break: {text[:SHOWN]}"
        if text != text.strip():
            yield "begins or ends with a space"
        most = MOST_LETTERS.get(message.context or "")
        if most and len(text) > most:
            yield f"is longer than {most} letters: {text}"


def _parts(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def _short(text) -> str:
    text = text[0] if isinstance(text, (list, tuple)) else text
    return " ".join(text.split())[:SHOWN]


def content_findings(root: Path, code: str) -> list[str]:
    """Return what the library's files lack in a language: each key of English, as long a list."""
    found = []
    for pattern in CONTENT:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root)
            for where, english, own in _text_pairs(tomllib.loads(path.read_text("utf-8")), code):
                any_length = where.endswith(f".{OTHER_NAMES}")
                why = _pair_finding(english, own, any_length)
                if why:
                    found.append(f"{name}: {where}: {why}")
    return found


def _text_pairs(table: dict, code: str, where: str = "") -> Iterator[tuple[str, object, object]]:
    """Give (place, English text, text in the language) of each table with a text by language."""
    for key, value in table.items():
        place = f"{where}.{key}".strip(".")
        if isinstance(value, dict) and "en" in value:
            yield from _leaves(value["en"], value.get(code), f"{place}.{code}")
        elif isinstance(value, dict):
            yield from _text_pairs(value, code, place)
        elif isinstance(value, list):
            for number, item in enumerate(value, 1):
                if isinstance(item, dict):
                    yield from _text_pairs(item, code, f"{place}[{item.get('key', number)}]")


def _leaves(english, own, where: str) -> Iterator[tuple[str, object, object]]:
    if not isinstance(english, dict):
        yield where, english, own
        return
    own = own if isinstance(own, dict) else {}
    for key, value in english.items():
        yield from _leaves(value, own.get(key), f"{where}.{key}")


def _pair_finding(english, own, any_length: bool) -> str:
    if not own:
        return "is missing"
    if not isinstance(english, list):
        return ""
    if not isinstance(own, list):
        return "is no list"
    if any_length:
        return ""
    if len(own) != len(english):
        return f"has {len(own)} lines of {len(english)}"
    for one, other in zip(english, own, strict=True):
        if SOURCE.findall(one) != SOURCE.findall(other):
            return f"has another source: {other[:SHOWN]}"
    return ""
