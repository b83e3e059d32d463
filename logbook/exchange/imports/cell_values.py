"""Numbers and words as files write them. What cannot be read raises ``LineError``.

Dates are in ``moments``.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from typing import NamedTuple

from exercises.typed_numbers import parse_number, with_plain_digits
from exercises.units import EXACT, KG_A_POUND

from ...converters import EARLIEST
from ...models import MOST_AMOUNT, MOST_HOLD_S, MOST_LOAD_KG
from ...uploads import cldr_words
from .file_errors import LineError

# A number and the word after it: 60 kg, 12 reps, 45 s
MEASURE = re.compile(
    r"(?P<number>[-+−]?(?:[.,٫ '’\u00a0\u202f]*+\d)++[.,]?+)\s*+(?P<word>\D*+)", re.ASCII
)
WITH_EXPONENT = re.compile(r"[+-]?\d{1,3}(?:\.\d{0,18})?e[+-]?\d{1,2}", re.ASCII | re.IGNORECASE)
CLOCKED = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?", re.ASCII)
# 1h 5m, 2h 23min
PART_OF_TIME = re.compile(r"\s*+(\d{1,5}(?:[.,]\d{1,3})?)\s*+([^\W\d]++\.?)")
EFFORT = re.compile(r"(?:rpe|@)?\s*(?P<rpe>[\d.,]+)\s*(?:/\s*10)?", re.ASCII | re.IGNORECASE)
IN_RESERVE = re.compile(r"rir\s*(?P<a>\d)|(?P<b>\d)\s*rir", re.ASCII | re.IGNORECASE)
ABSENT = {"-", "–", "--", "—"}
BODY_WEIGHT = {"bw", "bodyweight", "body weight"}
FILE_PLACES = Decimal("0.001")  # of a number in a file; the rest is float noise
MOST_RIR = 9
LONGEST = 100  # characters of a number, and of the word after it; a longer cell is neither
REMEMBERED = 5_000  # cells: a file has the same few numbers again and again
LONGEST_REMEMBERED = 60  # characters; thousands of long cells would stay in memory for good
# Characters that some database refuses. A line break may be a pair, as browsers send it.
NOT_PLAIN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]|\r(?!\n)")


def remembered(read):
    """Caches what the function makes of a text, where that is a short one."""
    cached = lru_cache(REMEMBERED)(read)

    @wraps(read)
    def either(text, *more):
        return (cached if len(str(text)) <= LONGEST_REMEMBERED else read)(text, *more)

    return either


def plain(text: str, most: int) -> str:
    """Text that every database takes, at most so many characters of it."""
    return NOT_PLAIN.sub("", text).strip()[:most]


def _short(text, reason) -> str:
    """What stands in a cell; one that is too long for a number is not looked at any further."""
    text = str(text).strip()
    if len(text) > LONGEST:
        raise LineError(reason, text)
    return text


def number(text, reason) -> Decimal | None:
    """The number of ``42.5``, ``42,5`` or ``1.042,5``; ``None`` for an empty cell.

    Float noise is often written with an exponent: ``7.1054e-15`` for 0.
    """
    text = _short(text, reason)
    if not text or text in ABSENT:
        return None
    value = Decimal(text) if WITH_EXPONENT.fullmatch(text) else parse_number(text)
    if value is None:
        raise LineError(reason, text)
    return value


def measure(text, reason) -> tuple[Decimal | None, str]:
    """The number of a cell and the word after it, as in ``60 kg``."""
    text = with_plain_digits(_short(text, reason))
    found = MEASURE.fullmatch(text)
    if found and found["word"]:
        return number(found["number"], reason), found["word"].strip()
    return number(text, reason), ""


@remembered
def measure_or_time(text) -> tuple[Decimal | None, str]:
    """The same; of a time with a colon the seconds, and their unit."""
    clocked, _blank, word = _short(text, "amount").partition(" ")  # 1:00, 1:00 min
    if CLOCKED.fullmatch(clocked) and (not word or cldr_words.seconds_in(word)):
        return seconds(clocked), "s"
    return measure(text, "amount")


def units_named(word: str) -> str:
    """``kg`` or ``lb``, or nothing where the word is neither."""
    word = word.strip().casefold()
    if len(word) > LONGEST:
        return ""
    return (
        word.rstrip("s") if word.rstrip("s") in ("kg", "lb") else cldr_words.mass_unit(word) or ""
    )


def amount(text) -> int | None:
    """``None`` also for 0, which apps write for exercises that are timed."""
    return whole_amount(number(text, "amount"), text)


def whole_amount(value, text) -> int | None:
    if not value:
        return None
    value = value.quantize(FILE_PLACES)
    if not 0 <= value <= MOST_AMOUNT or value != value.to_integral_value():
        raise LineError("amount", text)
    return int(value)


@remembered
def hold(text) -> int | None:
    """Seconds, as a number, as h:mm:ss, or as ``1m 30s``; ``None`` also for 0."""
    value = seconds(text)
    if value is None:
        return None
    if not 0 <= value <= MOST_HOLD_S:
        raise LineError("hold", text)
    return round(value) or None


def seconds(text) -> Decimal | None:
    text = _short(text, "hold")
    if clocked := CLOCKED.fullmatch(text):
        h, m, s = (int(part or 0) for part in clocked.groups()[:3])
        return Decimal(h * 3600 + m * 60 + s)
    if any(c.isalpha() for c in text):
        return _seconds_in_words(text)
    return number(text, "hold")


def _seconds_in_words(text):
    total, end = Decimal(0), 0
    while end < len(text):
        part = PART_OF_TIME.match(text, end)
        each = part and cldr_words.seconds_in(part[2])
        if each is None:
            raise LineError("hold", text)
        total, end = total + number(part[1], "hold") * each, part.end()
    return total


class Load(NamedTuple):
    """A load as it is written, and in kg without float noise."""

    raw: Decimal
    units: str
    kg: Decimal


@remembered
def load(text, units="kg") -> Load | None:
    """``units`` are those of a number without any; ``None`` also for 0, which means body weight."""
    text = _short(text, "load")
    if text.casefold() in BODY_WEIGHT:
        return None
    value, word = measure(text, "load")
    if word:
        units = units_named(word)
        if not units:
            raise LineError("load", text)
    rounded = (value or Decimal(0)).quantize(FILE_PLACES)
    if not rounded:  # also what is left of a program's subtraction
        return None
    kg = rounded * (KG_A_POUND if units == "lb" else 1)
    if not 0 <= kg <= MOST_LOAD_KG:
        raise LineError("load", text)
    return Load(value, units, kg.quantize(EXACT))


@remembered
def effort(text) -> Decimal | None:
    """The effort of ``8``, ``7,5``, ``@8``, ``RPE 8``, ``8/10`` or ``2 RIR``; ``None`` for 0.

    Two repetitions in reserve are an effort of 8.
    """
    text = _short(text, "effort")
    if found := IN_RESERVE.fullmatch(text):
        return 10 - Decimal(found["a"] or found["b"])
    found = EFFORT.fullmatch(text)
    value = number(found["rpe"] if found else text, "effort")
    value = value and value.quantize(FILE_PLACES).normalize()
    if value is not None and value != 0 and not 1 <= value <= 10:
        raise LineError("effort", text)
    return value or None


def in_reserve(text) -> Decimal | None:
    """The effort that so many repetitions in reserve mean."""
    left = number(text, "effort")
    if left is None:
        return None
    if not 0 <= left <= MOST_RIR:
        raise LineError("effort", text)
    return 10 - left


def yes_or_no(text) -> bool | None:
    word = str(text).strip().casefold()
    if word in ("", "none", "null"):
        return None
    if word in ("yes", "true", "1"):
        return True
    if word in ("no", "false", "0"):
        return False
    raise LineError("word", text)


def in_range(day: date, today: date) -> date:
    if day < EARLIEST:
        raise LineError("early", day)
    if day > today:
        raise LineError("future", day)
    return day
