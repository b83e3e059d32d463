"""Numbers, times and words as files write them. What cannot be read raises ``LineError``."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation

from exercises.units import EXACT, KG_A_POUND

from ...converters import EARLIEST
from ...models import MOST_AMOUNT, MOST_HOLD_S, MOST_LOAD_KG
from .file_errors import LineError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# 22 Dec 2025, 08:00
DAY_MONTH = re.compile(
    r"(?P<d>\d{1,2})\.? (?P<b>[a-z]{3,9})\.? (?P<y>\d{4})(?P<t>,? .+)?", re.I | re.A
)
# Dec 22, 2025 8:00 AM
MONTH_DAY = re.compile(
    r"(?P<b>[a-z]{3,9})\.? (?P<d>\d{1,2}), (?P<y>\d{4})(?P<t>,? .+)?", re.I | re.A
)
DOTTED = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?P<t>,? .+)?", re.A)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([ap])\.?m\.?)?", re.I | re.A)
NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{0,12})?|[+-]?\.\d{1,12}", re.A)
DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})", re.A)
# Characters that some database refuses. A line break may be a pair, as browsers send it.
NOT_PLAIN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]|\r(?!\n)")


def plain(text: str, most: int) -> str:
    """Text that every database takes, at most so many characters of it."""
    return NOT_PLAIN.sub("", text).strip()[:most]


def number(text, reason) -> Decimal | None:
    """The number of ``42.5``, ``42,5`` or ``1.042,5``; ``None`` for an empty cell."""
    text = str(text).strip().replace("\u00a0", "").replace(" ", "")
    if not text:
        return None
    if "," in text and "." in text:
        thousands = "," if text.rfind(",") < text.rfind(".") else "."
        text = text.replace(thousands, "")
    text = text.replace(",", ".")
    if not NUMBER.fullmatch(text):
        raise LineError(reason, text)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise LineError(reason, text) from None


def amount(text) -> int | None:
    """``None`` also for 0, which apps write for exercises that are timed."""
    value = number(text, "amount")
    if not value:
        return None
    if not 0 <= value <= MOST_AMOUNT or value != value.to_integral_value():
        raise LineError("amount", text)
    return int(value)


def hold(text) -> int | None:
    """Seconds, written as a number or as h:mm:ss; ``None`` also for 0."""
    text = str(text).strip()
    duration = DURATION.fullmatch(text)
    if duration:
        h, m, s = (int(part or 0) for part in duration.groups())
        value = Decimal(h * 3600 + m * 60 + s)
    else:
        value = number(text, "hold")
    if value is None:
        return None
    if not 0 <= value <= MOST_HOLD_S:
        raise LineError("hold", text)
    return round(value) or None


def load(text, units="kg") -> Decimal | None:
    """A load in kg; ``None`` also for 0, which means body weight."""
    value = number(text, "load")
    if not value:
        return None
    if units == "lb":
        value *= KG_A_POUND
    if not 0 <= value <= MOST_LOAD_KG:
        raise LineError("load", text)
    return value.quantize(EXACT)


def yes_or_no(text) -> bool | None:
    word = str(text).strip().casefold()
    if word in ("", "none", "null"):
        return None
    if word in ("yes", "true", "1"):
        return True
    if word in ("no", "false", "0"):
        return False
    raise LineError("word", text)


def moment(text, zone) -> tuple[date, datetime | None, str]:
    """The runner's date; the moment in UTC where a time is given; and both as the file says them.

    A time without a zone of its own is the runner's.
    """
    text = " ".join(str(text).replace("\u202f", " ").split())
    try:
        day, at = _iso(text) or _spelled(text)
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


def in_range(day: date, today: date) -> date:
    if day < EARLIEST:
        raise LineError("early", day)
    if day > today:
        raise LineError("future", day)
    return day


def _iso(text):
    if not re.match(r"\d{4}-\d{2}-\d{2}", text, re.A):
        return None
    if len(text) == 10:
        return date.fromisoformat(text), None
    found = datetime.fromisoformat(text)
    return found.date(), found.timetz()


def _spelled(text):
    found = DAY_MONTH.fullmatch(text) or MONTH_DAY.fullmatch(text) or DOTTED.fullmatch(text)
    if not found:
        raise ValueError(text)
    parts = found.groupdict()
    month = parts.get("m") or MONTHS.index(parts["b"][:3].casefold()) + 1
    day = date(int(parts["y"]), int(month), int(parts["d"]))
    return day, _clock(parts["t"])


def _clock(text):
    if not text:
        return None
    found = CLOCK.fullmatch(text.lstrip(", "))
    if not found:
        raise ValueError(text)
    h, m, s, half = found.groups()
    hour = int(h)
    if half:
        hour = hour % 12 + 12 * (half in "pP")
    return time(hour, int(m), int(s or 0))
