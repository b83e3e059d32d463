"""Words for months, days and units in the languages of other apps, from CLDR by Babel.

The languages are loaded when a file has a word that is not English: together they take a fifth of
a second and some 50 MB.
"""

import re
from functools import cache, lru_cache
from unicodedata import combining, normalize

from babel import Locale
from babel.units import format_unit

# The languages in which Strong, Hevy, FitNotes, GymBook and the like are offered, with the regions
# that shorten months in another way.
ENGLISH = ("en", "en_GB", "en_AU", "en_CA")
LANGUAGES = (
    *ENGLISH,
    *("ar", "bg", "ca", "cs", "da", "de", "de_AT", "el", "es", "es_MX", "et", "fa", "fi", "fr"),
    *("fr_CA", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl"),
    *("pl", "pt", "pt_PT", "ro", "ru", "sk", "sl", "sr", "sr_Latn", "sv", "th", "tr", "uk"),
    *("vi", "zh", "zh_Hant"),
)
SECONDS_OF = {"duration-hour": 3600, "duration-minute": 60, "duration-second": 1}
MASSES = {"mass-kilogram": "kg", "mass-pound": "lb"}
LENGTHS = ("length-kilometer", "length-meter", "length-mile", "length-foot", "length-yard")
# Between a date and a time; CLDR's patterns that have them are not in Babel.
JOINING = {
    "at",
    "à",
    "a",
    "las",
    "às",
    "alle",
    "ore",
    "um",
    "uhr",
    "om",
    "kl",
    "klo",
    "o",
    "h",
    "в",
}
SHORTEST = 3  # letters of an abbreviation (ours)
# What people type, and CLDR has not: a unit, and how many seconds it is if it is one of time.
ENGLISH_TOO = {"sec": 1, "secs": 1, "mins": 60, "hours": 3600, "reps": 0, "rep": 0, "rpe": 0}


def plain_word(text: str) -> str:
    """The word in small letters, without the points of an abbreviation."""
    return " ".join(text.casefold().replace(".", " ").split())


@lru_cache(maxsize=10_000)
def months_named(word: str) -> dict[int, set[str]]:
    """The months that are called so, and in which languages; empty where none is.

    An abbreviation that CLDR has not is taken where one month alone begins so.
    """
    word = plain_word(word)
    for languages in (ENGLISH, LANGUAGES):
        if word in _months(languages):
            return _months(languages)[word]
    folded = _without_accents(word)
    return _months(LANGUAGES, folded=True).get(folded) or _month_beginnings().get(folded, {})


def all_months_named(word: str) -> dict[int, set[str]]:
    """The same in all languages, also for a word that is English."""
    return _months(LANGUAGES).get(plain_word(word)) or months_named(word)


def is_weekday(word: str) -> bool:
    word = plain_word(word)
    return word in _weekdays(ENGLISH) or word in _weekdays(LANGUAGES)


def is_filler(word: str) -> bool:
    """Whether it only joins the parts of a date, as *de* in Spanish."""
    return word.casefold().strip(".,") in _fillers(LANGUAGES)


def half_of_day(word: str) -> str | None:
    """``am`` or ``pm``."""
    word = plain_word(word).replace(" ", "")
    return _halves(ENGLISH).get(word) or _halves(LANGUAGES).get(word)


def seconds_in(word: str) -> int | None:
    """How many seconds the unit of time has."""
    word = plain_word(word)
    return _units(ENGLISH).get(word, {}).get("time") or _units(LANGUAGES).get(word, {}).get("time")


def mass_unit(word: str) -> str | None:
    """``kg`` or ``lb``. An English word of another unit is looked up no further."""
    word = plain_word(word)
    for languages in (ENGLISH, LANGUAGES):
        if word in _units(languages):
            return _units(languages)[word].get("mass")
    return None


def is_length(word: str) -> bool:
    word = plain_word(word)
    return "length" in (_units(ENGLISH).get(word) or _units(LANGUAGES).get(word, {}))


@cache
def _months(languages, folded=False):
    """{word: {number of the month: the languages in which it is called so}}"""
    found: dict[str, dict[int, set[str]]] = {}
    for language in languages:
        for widths in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for month, name in widths[width].items():
                    word = _without_accents(plain_word(name)) if folded else plain_word(name)
                    found.setdefault(word, {}).setdefault(month, set()).add(language)
    return found


@cache
def _month_beginnings():
    """The same for each beginning of a name with which the names of one month alone begin.

    A file may have a hundred thousand odd words, and looking through all names for each takes
    minutes.
    """
    found: dict[str, dict[int, set[str]]] = {}
    for name, months in _months(LANGUAGES, folded=True).items():
        for end in range(SHORTEST, len(name) + 1):
            if name[:end].isalpha():
                merged = found.setdefault(name[:end], {})
                for month, languages in months.items():
                    merged.setdefault(month, set()).update(languages)
    return {beginning: months for beginning, months in found.items() if len(months) == 1}


def _without_accents(word):
    return "".join(c for c in normalize("NFKD", word) if not combining(c))


@cache
def _weekdays(languages):
    return {
        plain_word(word)
        for language in languages
        for widths in Locale.parse(language).days.values()
        for width, words in widths.items()
        if width != "narrow"
        for word in words.values()
    }


@cache
def _fillers(languages):
    """The words between quotation marks in the patterns of dates."""
    patterns = (
        str(pattern)
        for language in languages
        for formats in (
            Locale.parse(language).date_formats,
            Locale.parse(language).datetime_formats,
            Locale.parse(language).datetime_skeletons,
        )
        for pattern in formats.values()
    )
    quoted = {word for pattern in patterns for word in re.findall(r"'([^']+)'", pattern)}
    return {part.casefold().strip(".,") for words in quoted for part in words.split()} | JOINING


@cache
def _halves(languages):
    found: dict[str, str] = {}
    for language in languages:
        for widths in Locale.parse(language).day_periods.values():
            for words in widths.values():
                for half in ("am", "pm"):
                    if half in words:
                        found.setdefault(plain_word(words[half]).replace(" ", ""), half)
    return found


@cache
def _units(languages):
    """{word: {"time": seconds, "mass": kg or lb, "length": True}}; a word of two meanings has
    that of the first language."""
    found: dict[str, dict] = {word: {"time": n} if n else {} for word, n in ENGLISH_TOO.items()}
    meanings = (
        *(("time", unit, seconds) for unit, seconds in SECONDS_OF.items()),
        *(("mass", unit, name) for unit, name in MASSES.items()),
        *(("length", unit, True) for unit in LENGTHS),
    )
    for language in languages:
        for kind, unit, meaning in meanings:
            for word in _words_of_unit(language, unit):
                found.setdefault(word, {}).setdefault(kind, meaning)
    return found


def _words_of_unit(language, unit):
    for length in ("short", "long", "narrow"):
        for count in (1, 2, 5):
            written = format_unit(count, unit, length, locale=language, numbering_system="latn")
            yield plain_word(re.sub(r"\d", "", written))
