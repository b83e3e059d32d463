"""The JSON files in the account exports of Garmin and Polar."""

import json
import re
from collections import ChainMap
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from ...uploads.json_size import is_too_much
from . import sport_words
from .csv_tables import UNKNOWN_FILE
from .found import OTHER, RUN, Activity, LeftOut
from .limits import TOO_MUCH
from .values import LONGEST, from_epoch_ms, moment, number

POLAR_RUNS = {"1", "17", "27", "122"}  # running, treadmill, trail, track
ISO_TIME = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", re.ASCII)


def read(text: str, settings, budget) -> tuple[str, list[Activity | LeftOut]]:
    """The name of the format and what is in it."""
    if is_too_much(text):
        raise FileError(TOO_MUCH)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise FileError(_("This JSON file is damaged or cut short.")) from None
    if isinstance(whole, dict) and ("startTime" in whole or "exercises" in whole):
        return "Polar", list(_polar(whole, settings, budget))
    lists = whole if isinstance(whole, list) else [whole]
    found = [one for part in lists if isinstance(part, dict) for one in _exported(part)]
    if not found:
        raise FileError(UNKNOWN_FILE)
    return "Garmin", list(_garmin(found, budget))


def _exported(part):
    found = part.get("summarizedActivitiesExport")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _garmin(found, budget) -> Iterator[Activity | LeftOut]:
    """Times in milliseconds, distances in centimetres."""
    for one in found:
        budget.count_found()
        moving, lasted, elapsed = (
            (number(one.get(name)) or 0) / 1000
            for name in ("movingDuration", "duration", "elapsedDuration")
        )
        metres = (number(one.get("distance")) or 0) / 100
        seconds = moving or lasted or elapsed
        start = from_epoch_ms(one.get("beginTimestamp") or one.get("startTimeGmt"))
        if start is None:
            yield LeftOut("date", None, seconds, metres)
        else:
            sport = sport_words.sport_of(
                _text(one.get("activityType")) or _text(one.get("sportType"))
            )
            yield Activity(sport, start, seconds, metres, elapsed, title=_text(one.get("name")))


def _polar(whole, settings, budget) -> Iterator[Activity | LeftOut]:
    exercises = whole.get("exercises")
    for one in exercises if isinstance(exercises, list) and exercises else [whole]:
        if not isinstance(one, dict):
            continue
        budget.count_found()
        one = ChainMap(one, whole)
        seconds = (number(one.get("durationMillis")) or 0) / 1000
        seconds = seconds or _iso_seconds(one.get("duration"))
        metres = number(one.get("distanceMeters")) or number(one.get("distance"))
        start = _polar_start(one, settings.zone)
        if start is None:
            yield LeftOut("date", None, seconds, metres)
        else:
            yield Activity(_polar_sport(one.get("sport")), start, seconds, metres)


def _polar_start(one, zone):
    text = _text(one.get("startTime"))
    minutes = number(one.get("timezoneOffsetMinutes", one.get("timezoneOffset")))
    if minutes is not None and abs(minutes) < 24 * 60 and not text.endswith("Z"):
        sign, minutes = "-" if minutes < 0 else "+", abs(int(minutes))
        text += f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return moment(text, zone)


def _polar_sport(sport):
    if isinstance(sport, dict):
        return RUN if _text(sport.get("id")) in POLAR_RUNS else OTHER
    return sport_words.sport_of(_text(sport)) or OTHER


def _text(value) -> str:
    """No text of a list or an object, which may be the whole file, once for each exercise."""
    return str(value) if isinstance(value, str | int) else ""


def _iso_seconds(text):
    found = ISO_TIME.fullmatch(_text(text)[:LONGEST])
    hours, minutes, seconds = (float(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
