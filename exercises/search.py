"""Searches exercises in memory and forgives: other names, parts of words, typing slips.

A word that stands nowhere in the library is read as the nearest word that does; then an exercise
has to have every word. The best match comes first.
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
# The weights of a word, by where it stands and by how much of it was typed, are ours.
NAME, ALSO, PART, SUMMARY = 1.0, 0.9, 0.6, 0.4
WHOLE, BEGINNING, INSIDE = 1.0, 0.8, 0.5
EXACT_NAME = 2.0  # added for an exercise that has exactly the name that was typed
SIMILAR_WORD = 0.7  # least similarity of a word with a slip: one letter of four, two of seven
SIMILAR_NAME = 60  # least similarity of a whole name, of 100
MOST_SIMILAR = 3


@dataclass(frozen=True)
class Answer:
    found: list  # exercises, best first
    near: list = field(default_factory=list)  # where nothing is found
    read_as: str = ""  # what was searched instead of what was typed


@dataclass(frozen=True)
class Entry:
    """An exercise as the search sees it."""

    exercise: object
    names: tuple[str, ...]
    words: dict[str, float]  # word → weight

    def score(self, word):
        """0 where the exercise does not have the word."""
        return max((weight * fit(word, own) for own, weight in self.words.items()), default=0)


def search(typed, exercises):
    """The ``Answer`` to what was typed, in the reader's language."""
    entries = [entry_of(exercise) for exercise in exercises]
    known = {word for entry in entries for word in entry.words}
    words = without_stop_words(join_split_words(normalize(typed), known))
    read = [nearest(word, known) for word in words]
    found = ranked(entries, read, all)
    if not found:
        return Answer([], near(typed, entries, read))
    return Answer(found, read_as=" ".join(read) if read != words else "")


def ranked(entries, words, required):
    """Exercises that have ``all`` or ``any`` of the words; of equal ones a form comes last."""
    name = " ".join(words)
    scored = []
    for entry in entries:
        scores = [entry.score(word) for word in words]
        if required(scores):
            score = sum(scores) + EXACT_NAME * (name in entry.names)
            scored.append((-score, bool(entry.exercise.form), entry.exercise))
    return [exercise for *_score, exercise in sorted(scored, key=lambda one: one[:2])]


def near(typed, entries, words):
    """Exercises that have some of the words, or else a name that looks like what was typed."""
    some = ranked(entries, words, any)
    if some:
        return some[:MOST_SIMILAR]
    names = {name: entry.exercise for entry in reversed(entries) for name in entry.names}
    similar = process.extract(
        name_as_searched(typed),
        list(names),
        scorer=fuzz.ratio,
        score_cutoff=SIMILAR_NAME,
        limit=MOST_SIMILAR,
    )
    return list(dict.fromkeys(names[name] for name, *_similarity in similar))


def entry_of(exercise):
    also = exercise.also.localized or []
    parts = [role.muscle for role in exercise.roles.all()]
    parts += [*exercise.equipment.all()] or [_("No equipment")]
    parts += [exercise.get_stage_display(), exercise.get_sides_display()]
    words: dict[str, float] = {}
    for weight, texts in (
        (SUMMARY, [exercise.summary]),
        (PART, parts),
        (ALSO, also),
        (NAME, [exercise.name]),
    ):
        words |= {word: weight for text in texts for word in library_words(str(text))}
    names = tuple(name_as_searched(str(name)) for name in (exercise.name, *also))
    return Entry(exercise, names, words)


def library_words(text):
    """Words as they are compared: those of the library, in the letters of the language."""
    return [fold_letters(word) for word in replace_synonyms(normalize(text))]


def fold_letters(word):
    """Writes letters that the language writes in two ways in one: ``gesaess`` as ``gesass``."""
    for typed, meant in read_table("letters").get(active_language(), {}).items():
        word = word.replace(typed, meant)
    return word


def without_stop_words(words):
    """Leaves out words that say nothing, as in ``bridge with a band``, unless all of them do."""
    stop_words = read_table("stop-words").get(active_language(), ())
    return [word for word in words if word not in stop_words] or words


def name_as_searched(name):
    return " ".join(without_stop_words(library_words(name)))


def active_language():
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def normalize(text):
    """Words in lower case, without accents, hyphens and the s of a plural."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return [singular(word) for word in "".join(letters).split()]


def singular(word):
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word


def join_split_words(words, known):
    """Joins what was torn apart, as in ``kettle bell``, after synonyms were replaced."""
    words = [fold_letters(word) for word in replace_synonyms(words)]
    for n, (first, second) in enumerate(pairwise(words)):
        if first + second in known and not {first, second} <= known:
            return join_split_words([*words[:n], first + second, *words[n + 2 :]], known)
    return words


def replace_synonyms(words):
    """Replaces words by those of the library that mean the same."""
    phrase = f" {' '.join(words)} "
    for typed, meaning in synonyms().get(active_language(), {}).items():
        phrase = phrase.replace(f" {typed} ", f" {meaning} ")
    return phrase.split()


@cache
def synonyms():
    """``{language: {what is typed: what it means}}``, both normalized."""
    return {
        language: {" ".join(normalize(a)): " ".join(normalize(b)) for a, b in table.items()}
        for language, table in read_table("synonyms").items()
    }


@cache
def read_table(name):
    return tomllib.loads(SYNONYMS.read_text("utf-8"))[name]


def nearest(word, known):
    """The word itself where some exercise has it, or else the known word most similar to it."""
    if len(word) < 4 or any(fit(word, own) for own in known):
        return word
    best = process.extractOne(
        word, sorted(known), scorer=OSA.normalized_similarity, score_cutoff=SIMILAR_WORD
    )
    return best[0] if best else word


def fit(word, own):
    """How well a typed word fits a word of the library, 0 to 1."""
    if word == own:
        return WHOLE
    if own.startswith(word):
        return BEGINNING
    return INSIDE if len(word) > 2 and word in own else 0
