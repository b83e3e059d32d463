"""Which of our exercises the name in a file means.

Only a name that is surely one of ours is chosen; a similar one is suggested.
"""

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from exercises.search import library_words

NAMES = Path(__file__).with_suffix(".toml")
SIMILAR = 75  # of 100, the least that a name is suggested for (ours)


class ExerciseNames:
    """The names by which an exercise is found: its slug, its name, and each other name that no
    other exercise has too."""

    def __init__(self, exercises):
        found = defaultdict(set)
        for exercise in exercises:
            for name in (exercise.slug, str(exercise.name), *(exercise.also.localized or [])):
                found[_plain(name)].add(exercise.slug)
        for exercise in exercises:  # a name of its own is nobody else's
            found[_plain(str(exercise.name))] = {exercise.slug}
        self.slugs = {exercise.slug for exercise in exercises}
        self.names = {name: min(slugs) for name, slugs in found.items() if len(slugs) == 1}

    def match(self, name) -> tuple[str, str]:
        """The slug that is chosen until the runner chooses otherwise, and one only suggested."""
        if name in self.slugs:
            return name, ""
        plain = _plain(name)
        listed = _listed_names().get(plain)
        if listed in self.slugs:
            return listed, ""
        if listed is None and plain in self.names:
            return self.names[plain], ""
        near = process.extractOne(
            plain, list(self.names), scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR
        )
        return "", self.names[near[0]] if near else ""


def _plain(name):
    """The name in small letters without hyphens and brackets. The order of the words stays:
    ``Deadlift (Barbell)`` is not ``Barbell Deadlift``."""
    return " ".join(library_words(name))


@cache
def _listed_names():
    return {_plain(name): slug for name, slug in tomllib.loads(NAMES.read_text("utf-8")).items()}
