"""The dates and times of a file, in the forms in which other apps and spreadsheets write them.

A date that can be read in two ways is read only where another date of the same file leaves no
doubt; a word that is not a month in CLDR is refused.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from . import cldr_words
from .errors import LineError

ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?P<t>[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?",
    re.A,
)
# 2026/5/4, 2026年5月4日, 2026. 5. 4.
YEAR_FIRST = re.compile(
    r"(?P<y>\d{4}) ?[-/.年년] ?(?P<m>\d{1,2}) ?[-/.月월] ?(?P<d>\d{1,2})[일日.]?(?!\d)(?P<t>.*)",
    re.A,
)
# 4.5.2026, 13/05/26
YEAR_LAST = re.compile(
    r"(?P<a>\d{1,2})(?P<by>[-/.]) ?(?P<b>\d{1,2})(?P=by) ?(?P<y>\d{4}|\d{2})(?!\d)(?P<t>.*)", re.A
)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.A)
CLOCK = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})(?:[:.]|h ?)(?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?(?!\d)",
    re.A | re.I,
)
OFFSET = re.compile(r" ?(?:Z|UTC|GMT|(?P<sign>[+-])(?P<h>\d{2}):?(?P<m>\d{2}))", re.A)
ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|[oa°.])?", re.A | re.I)
PHRASES = (1, 2, 3)  # words that may be a month together, as *thg 5* in Vietnamese
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?P<t>T?)", re.A)  # 20260504
CENTURY = 2000
BUDDHIST = 543  # years ahead; phones in Thai write them, and no year of training is after 2400
REMEMBERED = 5_000  # texts: a file has the same few again and again
LONGEST = 60  # characters; a longer text is no date
MOST_WORDS = 12  # nor is one of more words, beside the time of day


@dataclass(frozen=True)
class DateHabits:
    """How a file writes dates, as far as its own dates leave no doubt."""

    day_first: bool | None = None  # None: 03/04/2026 cannot be read
    months: dict[str, int] = field(default_factory=dict)  # words with two meanings, and this one's

    def __hash__(self):
        return hash((self.day_first, *sorted(self.months.items())))


NO_HABITS = DateHabits()


def habits_of(texts: Iterable[str], header: str = "") -> DateHabits:
    """The habits that these dates of a file show, and the name of their column: ``dd/mm/yyyy``."""
    orders, words = _orders_named(header), set()
    for text in texts:
        text = _plain(text)
        found = YEAR_LAST.fullmatch(text)
        if found and found["by"] != ".":
            a, b = int(found["a"]), int(found["b"])
            orders |= {True} if a > 12 >= b else {False} if b > 12 >= a else set()
        elif not found and not text[:4].isdecimal():
            words |= _months_in(text)
    day_first = orders.pop() if len(orders) == 1 else None
    return DateHabits(day_first, _months_without_doubt(words))


def _orders_named(header):
    plain = "".join(c for c in header.casefold() if c.isalpha())
    return {"ddmmyy" in plain} if "ddmmyy" in plain or "mmddyy" in plain else set()


def _months_without_doubt(words):
    """A word that names two months is the one of the language that the other words are in."""
    doubtful = [word for word in words if len(cldr_words.months_named(word)) > 1]
    if not doubtful:
        return {}
    named = [cldr_words.all_months_named(word) for word in words]
    known = Counter(language for months in named for language in set().union(*months.values()))
    most = max(known.values())
    likely = {language for language, count in known.items() if count == most}
    found = {}
    for word in doubtful:
        months = [m for m, langs in cldr_words.months_named(word).items() if langs & likely]
        if len(months) == 1:
            found[cldr_words.plain_word(word)] = months[0]
    return found


def looks_like_date(text: str) -> bool:
    """Whether it is a date, also one that does not say which number is the month."""
    for day_first in (True, False):
        try:
            _read(text, DateHabits(day_first))
        except (ValueError, OverflowError):
            continue
        return True
    return False


@lru_cache(REMEMBERED)
def moment(text: str, zone, habits: DateHabits = NO_HABITS) -> tuple[date, datetime | None, str]:
    """The runner's date; the moment in UTC where a time is given; and both as the file says them.

    A time without a zone of its own is the runner's.
    """
    try:
        day, at = _read(text, habits)
    except (ValueError, OverflowError):
        raise LineError("date", text) from None
    if at is None:
        return day, None, day.isoformat()
    written = datetime.combine(day, at)
    try:
        if at.tzinfo is None:
            return day, written.replace(tzinfo=zone).astimezone(UTC), written.isoformat()
        utc = written.astimezone(UTC)
        return utc.astimezone(zone).date(), utc, utc.isoformat()
    except OverflowError:
        raise LineError("date", text) from None


def _read(text, habits):
    """The date and the time, or ``None``, that are written."""
    text = _plain(text)
    if not text:
        raise ValueError(text)
    if (iso := ISO.fullmatch(text)) and int(text[:4]) == _year(text[:4]):
        found = datetime.fromisoformat(text)
        return found.date(), found.timetz() if iso["t"] else None
    if found := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        return date(_year(found["y"]), int(found["m"]), int(found["d"])), _clock(found["t"])
    if found := YEAR_LAST.fullmatch(text):
        return _year_last(found, habits), _clock(found["t"])
    return _with_month_word(text, habits)


def _year(text):
    year = int(text)
    return year - BUDDHIST if year > 2400 else year


def _plain(text):
    """Digits as ASCII, blanks as one blank, and full-width letters as the usual ones.

    Nothing of a text that is too long for a date; a single character may stand for eighteen.
    """
    text = unicodedata.normalize("NFKC", str(text)[: LONGEST + 1])
    if len(text) > LONGEST:
        return ""
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(c, c)) for c in text)
    return " ".join(text.split())


def _year_last(found, habits):
    a, b, year = int(found["a"]), int(found["b"]), _year(found["y"])
    year += CENTURY if len(found["y"]) == 2 else 0
    is_day_first = True if found["by"] == "." else habits.day_first
    if is_day_first is None:
        if a != b and a <= 12 and b <= 12:
            raise ValueError(found.string)
        is_day_first = a > 12
    return date(year, b, a) if is_day_first else date(year, a, b)


def _with_month_word(text, habits):
    day_text, clock = _split_clock(text)
    year = YEAR.search(day_text)
    if not year:
        return _with_short_year(text)
    words = _words(day_text[: year.start()] + " " + day_text[year.end() :])
    readings = set()
    for length in PHRASES:
        readings = {
            (month, *_day_among([*words[:start], *words[start + length :]]))
            for start, phrase in _phrases(words, length)
            if (month := _month(phrase, habits))
        }
        readings = {(month, day, half) for month, day, half in readings if day}
        if readings:
            break
    if len(readings) != 1:  # "mar. 4 mai" is a Tuesday in May, "mar. 4" in March
        raise ValueError(text)
    ((month, day, half),) = readings
    return date(_year(year[0]), month, day), _clock(f"{half} {clock}")


def _with_short_year(text):
    """4-May-26: the last number is the year."""
    found = re.fullmatch(r"(\d{1,2})[- ]([^\W\d]+\.?)[- ](\d{2})", text)
    month = found and _month(found[2], NO_HABITS)
    if not month:
        raise ValueError(text)
    return date(CENTURY + int(found[3]), month, int(found[1])), None


def _months_in(text):
    """The words of a date that are months."""
    words = _words(YEAR.sub(" ", _split_clock(text)[0]))
    for length in PHRASES:
        found = {p for _start, p in _phrases(words, length) if cldr_words.months_named(p)}
        if found:
            return found
    return set()


def _words(text):
    words = [word for word in re.split(r"[\s,،/·-]+", text) if word.strip(".")]
    return words if len(words) <= MOST_WORDS else []


def _phrases(words, length):
    """So many words together, and where they stand; numbers alone are no month."""
    for start in range(len(words) - length + 1):
        phrase = words[start : start + length]
        if not all(ORDINAL.fullmatch(word) for word in phrase):
            yield start, " ".join(phrase)


def _month(phrase, habits):
    months = cldr_words.months_named(phrase)
    if len(months) == 1:
        return next(iter(months))
    return habits.months.get(cldr_words.plain_word(phrase)) if months else None


def _day_among(words):
    """The only number, or ``None``, and a half of the day; other words may only join the parts."""
    numbers = [found[1] for word in words if (found := ORDINAL.fullmatch(word))]
    others = [word for word in words if not ORDINAL.fullmatch(word) and not _says_nothing(word)]
    if len(numbers) != 1 or not all(cldr_words.half_of_day(word) for word in others):
        return None, ""
    return int(numbers[0]), " ".join(others)


def _says_nothing(word):
    return cldr_words.is_weekday(word) or cldr_words.is_filler(word)


def _split_clock(text):
    """The text before the time of day, and the text from there on."""
    clocks = [one for one in CLOCK.finditer(text) if one.start() > 0]
    if not clocks:
        return text, ""
    return text[: clocks[-1].start()], text[clocks[-1].start() :]


def _clock(text):
    text = text.strip(" ,").removeprefix("T")
    if not text:
        return None
    found = CLOCK.search(text)
    if not found:
        raise ValueError(text)
    zone, rest = _offset(text[found.end() :])
    halves = []
    for word in (text[: found.start()].strip(" ,"), rest.strip(" ,")):
        half = word and cldr_words.half_of_day(word)
        if half or (word and not _says_nothing(word)):
            halves.append(half)
    if None in halves or len(halves) > 1:
        raise ValueError(text)
    hour = int(found["h"])
    if halves and hour <= 12:
        hour = hour % 12 + 12 * (halves == ["pm"])
    elif halves == ["am"]:
        raise ValueError(text)
    return time(hour, int(found["m"]), int(found["s"] or 0), tzinfo=zone)


def _offset(text):
    """The time zone that is written after a time, or ``None``, and what stands after it."""
    found = OFFSET.match(text)
    if not found:
        return None, text
    minutes = int(found["h"] or 0) * 60 + int(found["m"] or 0)
    sign = -1 if found["sign"] == "-" else 1
    return timezone(sign * timedelta(minutes=minutes)), text[found.end() :]
