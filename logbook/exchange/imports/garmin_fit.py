"""The sets that a watch wrote into a FIT file, as Garmin's do while one trains strength.

The names are what the watch took an exercise for; corrections made in Garmin Connect are not in
the file.
"""

import io
from datetime import UTC, datetime, timedelta

import fitdecode
from django.utils.translation import gettext_lazy as _
from fitdecode import profile

from . import cell_values
from .done_sets import DoneSet, add_done_set
from .file_errors import FileError, LineError
from .read_result import MOST_LINES, ReadResult

slug, name = "garmin", "Garmin"
MOST_BYTES = 5_000_000  # fitdecode reads about 10 MB in a second of CPU; a strength file has 100 kB
MOST_OFFSET = timedelta(hours=14)
UNKNOWN = "Unknown"
REST = "rest"
# Of a message of a set; it may have 255 fields.
FIELDS = {
    "set_type", "start_time", "timestamp", "repetitions", "duration", "weight", "category",
    "category_subtype",
}  # fmt: skip


def is_fit(data: bytes) -> bool:
    return data[8:12] == b".FIT"


def read(data: bytes, settings, result: ReadResult):
    if len(data) > MOST_BYTES:
        raise FileError(_("This file is too big: at most %(n)d MB."), n=MOST_BYTES // 1_000_000)
    sets, offset = _messages(data)
    if not sets:
        raise FileError(
            _("This FIT file holds no sets. A run belongs to Runs, a strength workout comes here.")
        )
    for line, message in enumerate(sets, 1):
        result.count_line(line)
        with result.listing_unfit(line):
            _add(line, message, offset, settings, result)


def _messages(data):
    """The messages of sets, and how far the watch's clock was from UTC, ``None`` if not known.

    What stands before damage counts.
    """
    sets, offset = [], None
    reader = fitdecode.FitReader(
        io.BytesIO(data),
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    try:
        with reader:
            for frame in reader:
                if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                    continue
                if frame.name == "set":
                    sets.append({f.name: f.value for f in frame.fields if f.name in FIELDS})
                    if len(sets) > MOST_LINES:  # of one byte each, if their sender likes
                        break
                elif frame.name == "activity":
                    offset = _offset(frame)
    except Exception:  # noqa: S110  a damaged file trips fitdecode in ways that it does not name
        pass
    return sets, offset


def _offset(activity):
    local, utc = (activity.get_value(f, fallback=None) for f in ("local_timestamp", "timestamp"))
    if not isinstance(local, datetime) or not isinstance(utc, datetime):
        return None
    offset = local.replace(tzinfo=UTC) - utc.replace(tzinfo=UTC)
    # A watch that knows no zone writes 0.
    return offset if timedelta(0) < abs(offset) <= MOST_OFFSET else None


def _add(line, message, offset, settings, result):
    if message.get("set_type") == REST:
        result.passed_over["rest"] += 1
        return
    at = message.get("start_time") or message.get("timestamp")
    if not isinstance(at, datetime):
        raise LineError("date", at)
    at = at.astimezone(UTC)
    on = (at + offset).date() if offset else at.astimezone(settings.zone).date()
    on = cell_values.in_range(on, settings.today)
    amount = cell_values.amount(_number(message, "repetitions"))
    hold_s = None if amount else cell_values.hold(_number(message, "duration"))
    if not amount and not hold_s:
        result.passed_over["planned"] += 1
        return
    load = cell_values.load(_number(message, "weight"))
    name = _name(message)
    add_done_set(result, DoneSet(line, name, on, at, at.isoformat(), amount, hold_s, load))


def _number(message, name):
    value = message.get(name)
    return "" if value is None else str(value)


def _name(message):
    """The name of the first category that the watch thought of: ``Barbell Deadlift``."""
    category = _word("exercise_category", _first(message.get("category")))
    if category in ("", "unknown"):
        return UNKNOWN
    subtype = _word(f"{category}_exercise_name", _first(message.get("category_subtype")))
    return (subtype or category).replace("_", " ").title()


def _word(kind, value):
    """What a number means; fitdecode turns a single number into its word, a list of them not."""
    if isinstance(value, str):
        return value
    words = profile.FIELD_TYPES.get(kind)
    return words.enum.get(value, "") if words and isinstance(value, int) else ""


def _first(value):
    return value[0] if isinstance(value, list | tuple) and value else value
