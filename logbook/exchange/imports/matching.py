"""Which of our exercises a foreign name means. Only a name that is surely one of ours is chosen."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from exercises.search import same, words_of

NAMES = Path(__file__).parent / "names.toml"
NEAR = 75  # the least likeness of a suggestion, of 100. Ours


@dataclass(frozen=True)
class Match:
    slug: str = ""  # what is chosen until the runner says otherwise
    near: str = ""  # a suggestion


class Matcher:
    """Of an exercise its slug, its name and, where no other has it too, each other name."""

    def __init__(self, exercises):
        found = defaultdict(set)
        for exercise in exercises:
            for name in (exercise.slug, str(exercise.name), *(exercise.also.localized or [])):
                found[_plain(name)].add(exercise.slug)
        for exercise in exercises:  # a name of its own is nobody else's
            found[_plain(str(exercise.name))] = {exercise.slug}
        self.slugs = {exercise.slug for exercise in exercises}
        self.names = {name: min(slugs) for name, slugs in found.items() if len(slugs) == 1}

    def match(self, name) -> Match:
        if name in self.slugs:
            return Match(name)
        plain = _plain(name)
        told = _table().get(plain)
        if told in self.slugs:
            return Match(told)
        if told is None and plain in self.names:
            return Match(self.names[plain])
        near = process.extractOne(
            plain, list(self.names), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR
        )
        return Match(near=self.names[near[0]] if near else "")


def _plain(name):
    """Small, hyphens and brackets gone; ``Deadlift (Barbell)`` is no ``Barbell Deadlift``."""
    return " ".join(same(words_of(name)))


@cache
def _table():
    return {_plain(name): slug for name, slug in tomllib.loads(NAMES.read_text("utf-8")).items()}
