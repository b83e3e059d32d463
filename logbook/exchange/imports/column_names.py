"""Which column of a CSV file is which part of a set, by the names of the columns."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...uploads import cldr_words

WORDS = Path(__file__).with_name("app_columns.toml")
# Weight (kg), weight_lbs, Weight [KGS]
WITH_UNITS = re.compile(r"(?P<name>.*\w)(?:\s*[(\[]\s*|[\s_])(?P<units>kg|lb)s?\.?\s*[)\]]?", re.I)
# Weight (pounds), Вес (кг)
IN_BRACKETS = re.compile(r"(?P<name>.*\w)\s*[(\[]\s*(?P<word>[^\W\d_]{1,20})\.?\s*[)\]]")


@dataclass(frozen=True)
class Columns:
    """{part of a set: (where the column is, units that its name says)}, several for a weight that
    stands in both units."""

    places: dict[str, tuple[tuple[int, str], ...]]

    def __contains__(self, part):
        return part in self.places

    def cell(self, cells, part) -> str:
        """What stands in the first column of this part; empty where there is none."""
        found = self.places.get(part)
        return cells[found[0][0]].strip() if found and found[0][0] < len(cells) else ""

    def measured(self, cells, part) -> list[tuple[str, str]]:
        """(cell, units that the name of the column says) of each column of this part."""
        return [
            (cells[place].strip(), units)
            for place, units in self.places.get(part, ())
            if place < len(cells)
        ]

    @property
    def first_date(self):
        return self.places["when"][0][0]


def columns_by_name(app: str, names: list[str]) -> Columns:
    """The columns whose names the app is known to write."""
    words, places = _words()[app], {}
    for place, name in enumerate(names):
        plain, units = split_units(name)
        for part, known in words.items():
            # Where the app itself writes the unit as part of a name, the whole name counts.
            if plain in known or _plain(name) in known:
                places.setdefault(part, []).append((place, units))
                break
    return Columns({part: _without_twins(found) for part, found in places.items()})


def is_word_for(part: str, word: str) -> bool:
    """Whether a word of a cell means this, as *Wdh.* means repetitions."""
    return _plain(word) in _words()["words"][part]


def split_units(name: str) -> tuple[str, str]:
    """The name in plain letters, and ``kg``, ``lb`` or nothing."""
    found = WITH_UNITS.fullmatch(name.strip())
    if found:
        return _plain(found["name"]), found["units"].lower()
    found = IN_BRACKETS.fullmatch(name.strip())
    if found and (units := cldr_words.mass_unit(found["word"])):
        return _plain(found["name"]), units
    return _plain(name), ""


def _without_twins(places):
    """The first of several columns with the same units is taken."""
    by_units: dict[str, int] = {}
    for place, units in places:
        by_units.setdefault(units, place)
    return tuple((place, units) for units, place in by_units.items())


def _plain(name):
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum())


@cache
def _words():
    """{app: {part: the plain names of its column}}"""
    return {
        app: {part: frozenset(map(_plain, names)) for part, names in parts.items()}
        for app, parts in tomllib.loads(WORDS.read_text("utf-8")).items()
    }
