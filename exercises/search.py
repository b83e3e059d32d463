"""Search that forgives: other names, parts of words, typing slips. In memory, over a few rows.

A word that stands nowhere in the library is read as the nearest one that does; then every word
asked for must be found in an exercise. What is found comes best first.
"""

import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

SYNONYMS = Path(__file__).parent / "synonyms.toml"
# How much a word tells by where it stands, and by how much of it was typed. Ours.
NAME, ALSO, PART, SUMMARY = 1.0, 0.9, 0.6, 0.4
WHOLE, BEGINNING, INSIDE = 1.0, 0.8, 0.5
CALLED_SO = 2.0  # on top, for what has exactly this name
ALIKE = 0.7  # the least likeness of a word with a slip: one letter of four, two of seven
NEAR = 60  # the least likeness of a whole name, of 100
MOST_NEAR = 3


@dataclass(frozen=True)
class Answer:
    found: list  # of exercises, best first
    near: list = field(default_factory=list)  # where nothing is found
    read_as: str = ""  # what was searched instead of what was typed


@dataclass(frozen=True)
class Entry:
    """An exercise as the search sees it."""

    exercise: object
    names: tuple[str, ...]
    words: dict[str, float]  # word → how much it tells

    def score(self, word):
        """0 where the exercise does not have the word."""
        return max((told * fit(word, own) for own, told in self.words.items()), default=0)


def search(asked, exercises):
    """``Answer`` for what was typed, in the reader's language."""
    entries = [entry_of(exercise) for exercise in exercises]
    known = {word for entry in entries for word in entry.words}
    typed = meant(words_of(asked), known)
    read = [nearest(word, known) for word in typed]
    found = ranked(entries, read, all_of_them=True)
    if not found:
        return Answer([], near(asked, entries, read))
    return Answer(found, read_as=" ".join(read) if read != typed else "")


def ranked(entries, words, *, all_of_them):
    """Those that have all of the words, or any; the best first, of equals a form comes last."""
    name = " ".join(words)
    scored = []
    for entry in entries:
        scores = [entry.score(word) for word in words]
        if (all if all_of_them else any)(scores):
            score = sum(scores) + CALLED_SO * (name in entry.names)
            scored.append((-score, bool(entry.exercise.form), entry.exercise))
    return [exercise for *_score, exercise in sorted(scored, key=lambda one: one[:2])]


def near(asked, entries, words):
    """What has some of the words, or else a name that looks like what was typed."""
    some = ranked(entries, words, all_of_them=False)
    if some:
        return some[:MOST_NEAR]
    typed = " ".join(words_of(asked))
    names = {name: entry.exercise for entry in reversed(entries) for name in entry.names}
    alike = process.extract(
        typed, list(names), scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST_NEAR
    )
    return list(dict.fromkeys(names[name] for name, *_likeness in alike))


def entry_of(exercise):
    also = exercise.also.localized or []
    tools = [*exercise.equipment.all()] or [_("No equipment")]
    parts = [*(role.muscle for role in exercise.roles.all()), *tools, exercise.get_stage_display()]
    parts.append(exercise.get_sides_display())
    words = {}
    for told, texts in (
        (SUMMARY, [exercise.summary]),
        (PART, parts),
        (ALSO, also),
        (NAME, [exercise.name]),
    ):
        words |= {word: told for text in texts for word in same(words_of(str(text)))}
    names = (" ".join(same(words_of(str(name)))) for name in (exercise.name, *also))
    return Entry(exercise, tuple(names), words)


def words_of(text):
    """Small, without accents, hyphens and the s of a plural."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return [singular(word) for word in "".join(letters).split()]


def singular(word):
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word


def meant(words, known):
    """One word for the same, and what was torn apart is put together: ``kettle bell``."""
    words = same(words)
    for n, (first, second) in enumerate(pairwise(words)):
        if first + second in known and not {first, second} <= known:
            return meant([*words[:n], first + second, *words[n + 2 :]], known)
    return words


def same(words):
    """Of several words for the same, the library's."""
    phrase = f" {' '.join(words)} "
    for typed, meaning in synonyms().items():
        phrase = phrase.replace(f" {typed} ", f" {meaning} ")
    return phrase.split()


@cache
def all_synonyms():
    """{language: {what is typed: what it means}}, each as ``words_of`` has it."""
    tables = tomllib.loads(SYNONYMS.read_text("utf-8"))
    return {
        language: {" ".join(words_of(a)): " ".join(words_of(b)) for a, b in table.items()}
        for language, table in tables.items()
    }


def synonyms():
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return all_synonyms().get(language, {})


def nearest(word, known):
    """The word itself where some exercise has it, or else the known one that is most like it."""
    if len(word) < 4 or any(fit(word, own) for own in known):
        return word
    best = process.extractOne(
        word, sorted(known), scorer=OSA.normalized_similarity, score_cutoff=ALIKE
    )
    return best[0] if best else word


def fit(word, own):
    """How well a typed word fits a word of the library, 0 to 1."""
    if word == own:
        return WHOLE
    if own.startswith(word):
        return BEGINNING
    return INSIDE if len(word) > 2 and word in own else 0
