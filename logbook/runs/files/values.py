"""Moments, durations and distances as the files write them; ``None`` where nothing stands there."""

import math
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

METRES_A_MILE = 1609.344
LONGEST = 100  # characters of a number or a moment; a longer text is neither
UNITS = {
    "m": 1.0, "km": 1000.0, "mi": METRES_A_MILE, "mile": METRES_A_MILE, "miles": METRES_A_MILE,
    "ft": 0.3048, "yd": 0.9144, "cm": 0.01,
}  # fmt: skip
# 00:45:00, 45:00, 1:00:00, 00:00:54,9
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?", re.ASCII)


def number(text) -> float | None:
    """A number as XML and JSON have it; nothing that is infinite or none.

    Some programs write the decimal comma of their language, which XML does not know.
    """
    if isinstance(text, str) and len(text) > LONGEST:
        return None
    try:
        value = float(text.replace(",", ".") if isinstance(text, str) else text)
    except (TypeError, ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def moment(text, zone: ZoneInfo) -> datetime | None:
    """The moment in UTC of an ISO text; without a zone of its own it is the runner's local time."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    text = text.strip()
    try:
        if " " in text:  # as Apple writes it: 2026-10-10 08:30:00 +0200
            text = text.replace(" +", "+").replace(" -", "-")
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def from_epoch_ms(value) -> datetime | None:
    value = number(value)
    try:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def clock_seconds(text: str) -> float | None:
    """The seconds of ``1:00:00`` or ``45:00``; ``None`` also for 0 and ``--``."""
    found = CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hours, minutes, seconds, _fraction = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds or None


def metres_of(value, unit: str) -> float | None:
    value, factor = number(value), UNITS.get(str(unit).strip().casefold())
    return None if value is None or factor is None else value * factor
