"""Which of our exercises the name in a file means.

Only a name that is surely one of ours is chosen. One is suggested where the name says one of ours
and beside it only with what or how, as in *Glute Bridge Hold*, or with a slip in a long word.
"""

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from exercises.search import normalize

NAMES = Path(__file__).with_suffix(".toml")
LONG_WORD = 6  # letters, from which on a slip is forgiven (ours)


class ExerciseNames:
    """The names by which an exercise is found: its slug, its name, and each other name that no
    other exercise has too, in every language of the library."""

    def __init__(self, exercises):
        found = defaultdict(set)
        for exercise in exercises:
            found[_plain(exercise.slug)].add(exercise.slug)
            for names in exercise.also.values():
                for name in names:
                    found[_plain(name)].add(exercise.slug)
        for exercise in exercises:  # a name of its own is nobody else's
            for name in exercise.name.values():
                found[_plain(name)] = {exercise.slug}
        self.slugs = {exercise.slug for exercise in exercises}
        self.names = {name: min(slugs) for name, slugs in found.items() if len(slugs) == 1}
        self.names |= {
            name: slug for name, slug in _listed_names().items() if slug.strip("?") in self.slugs
        }
        # What is like one of ours and is another exercise.
        self.names |= {name: "" for name, slug in _listed_names().items() if not slug}

    def match(self, name) -> tuple[str, str]:
        """The slug that is chosen until the runner chooses otherwise, and one only suggested."""
        if name in self.slugs:
            return name, ""
        plain = _plain(name)
        slug = self.names[plain] if plain in self.names else f"?{self._suggested(plain)}"
        return ("", slug[1:]) if slug.startswith("?") else (slug, "")

    def _suggested(self, plain):
        """The exercise of the longest name of ours that the words contain; empty if none does."""
        words = plain.split()
        said = sum(word not in _neutral_words() for word in words)
        longest, slugs = 1, set()
        for known, slug in self.names.items():
            known_words = known.split()
            # No shorter name than one that was found, and none that leaves a word over.
            if max(longest, said) <= len(known_words) and _says_only(words, known_words):
                slugs = slugs if len(known_words) == longest else set()
                longest = len(known_words)
                slugs.add(slug.strip("?"))
        return slugs.pop() if len(slugs) == 1 else ""


def _says_only(words, known_words):
    """Whether all known words are there, and beside them only neutral ones."""
    left = list(words)
    for known in known_words:
        same = next((word for word in left if _is_same(word, known)), None)
        if same is None:
            return False
        left.remove(same)
    return _neutral_words().issuperset(left)


def _is_same(word, known):
    return word == known or (
        min(len(word), len(known)) >= LONG_WORD and OSA.distance(word, known, score_cutoff=1) <= 1
    )


def _plain(name):
    """The name in small letters without hyphens, brackets and accents. The order of the words
    stays: what is chosen is a name as a whole."""
    return " ".join(normalize(name))


@cache
def _table():
    return tomllib.loads(NAMES.read_text("utf-8"))


@cache
def _listed_names():
    return {_plain(name): slug for name, slug in _table()["names"].items()}


@cache
def _neutral_words():
    return frozenset(word for name in _table()["neutral"] for word in normalize(name))
