"""Activities of FIT files, as watches write them.

An hour's file has thousands of records, a second each, and one summary. fitdecode takes a second
of CPU for 10 MB of them, so they are stepped over: the messages that are wanted are put into a FIT
file of their own, a few hundred bytes, and that is decoded.
"""

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import fitdecode
from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from .found import CHANGE, HIKE, OTHER, RIDE, RUN, STRENGTH, SWIM, UNKNOWN, WALK, Activity
from .limits import PIECE, TooMuch

SHORT_HEADER, LONG_HEADER = 12, 14
FILE_ID, SPORT, SESSION, FIELD_DESCRIPTION, DEVELOPER = 0, 12, 18, 206, 207
WANTED = {FILE_ID, SPORT, SESSION, FIELD_DESCRIPTION, DEVELOPER}
MOST_WANTED = 200_000  # bytes; a session has some 300
MOST_PARTS = 100  # FIT files in a row in one file

SPORTS = {
    "running": RUN, "cycling": RIDE, "e_biking": RIDE, "swimming": SWIM, "walking": WALK,
    "hiking": HIKE, "mountaineering": HIKE, "training": OTHER, "transition": CHANGE,
    "generic": UNKNOWN, "all": UNKNOWN, "": UNKNOWN,
}  # fmt: skip
RUNNING = {"treadmill", "indoor_running"}  # whatever the sport beside it
NO_ACTIVITY = {
    "course": _("This is a course to follow, not a run."),
    "workout": _("This is a workout that is planned, not a run."),
    "monitoring_a": _("This is what a watch counted through the day, not a run."),
    "monitoring_b": _("This is what a watch counted through the day, not a run."),
    "monitoring_daily": _("This is what a watch counted through the day, not a run."),
}


def is_fit(head: bytes) -> bool:
    return head[8:12] == b".FIT"


def read(data: bytes, budget) -> list[Activity]:
    activities: list[Activity] = []
    for part in _parts(data):
        messages = _decoded(_summary_of(part, budget), budget)
        kind = next((m.get("type") for name, m in messages if name == "file_id"), None)
        if kind not in (None, "activity"):
            raise FileError(NO_ACTIVITY.get(kind, _("This FIT file is no activity.")))
        # A session without a sport is of the one that the file names beside it.
        sport = next((m for name, m in messages if name == "sport"), {})
        sessions = [m for name, m in messages if name == "session"]
        for session in sessions:
            budget.count_found()
            activities.append(_activity(session if session.get("sport") else session | sport))
    if not activities:
        raise FileError(_("This FIT file ends before its summary, or has none."))
    return activities


def _parts(data: bytes) -> Iterator[bytes]:
    """The FIT files that follow one another, each without its check sum."""
    at = count = 0
    while at < len(data):
        header = data[at]
        if header < SHORT_HEADER or not is_fit(data[at : at + SHORT_HEADER]):
            if at:
                return  # what follows a whole file is no matter of ours
            raise FileError(_("This is no FIT file."))
        (size,) = struct.unpack_from("<I", data, at + 4)
        end = at + header + size
        if not size:
            raise FileError(_("This FIT file is empty: the watch stopped before it was written."))
        if end > len(data):
            raise FileError(_("This FIT file is cut short. Take it from the watch again."))
        yield data[at:end]
        at, count = end + 2, count + 1
        if count > MOST_PARTS:
            raise FileError(_("This FIT file holds too many others."))


def _summary_of(part: bytes, budget) -> bytes:
    """A FIT file with the wanted messages of another; what stands before damage counts."""
    sizes: dict[int, int] = {}  # of the messages of each local number
    wanted: set[int] = set()
    kept, length = [], 0
    at, looked_at = part[0], 0
    while at < len(part) and length < MOST_WANTED:
        if at - looked_at > PIECE:  # a message may be of one byte
            budget.spend(0)
            looked_at = at
        header = part[at]
        local = header >> 5 & 3 if header & 0x80 else header & 15
        if header & 0xC0 == 0x40:
            try:
                message, size, end = _definition(part, at)
            except (struct.error, IndexError):
                break
            sizes[local] = size
            wanted = wanted | {local} if message in WANTED else wanted - {local}
        elif local in sizes:
            end = at + 1 + sizes[local]
        else:
            break
        if end > len(part):
            break
        if local in wanted:
            kept.append(part[at:end])
            length += end - at
        at = end
    head = struct.pack("<BBHI4sH", LONG_HEADER, part[1], 2100, length, b".FIT", 0)
    return b"".join((head, *kept, b"\0\0"))


def _definition(part, at):
    """The number of the message, the size of its data, and where the definition ends."""
    number = struct.unpack_from(">H" if part[at + 2] else "<H", part, at + 3)[0]
    end = at + 6 + 3 * part[at + 5]
    size = sum(part[at + 7 : end : 3])
    if part[at] & 0x20:  # fields of the developers of an app
        own = end + 1 + 3 * part[end]
        size += sum(part[end + 2 : own : 3])
        end = own
    return number, size, end


def _decoded(summary: bytes, budget) -> list[tuple[str, dict]]:
    messages: list[tuple[str, dict]] = []
    try:
        with fitdecode.FitReader(
            io.BytesIO(summary),
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            for frame in reader:
                budget.spend(0)
                if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                    values = {field.name: field.value for field in reversed(frame.fields)}
                    messages.append((frame.name, values))
    except TooMuch:
        raise
    except Exception:  # noqa: S110  a damaged file trips fitdecode in ways that it does not name
        pass
    return messages


def _activity(session) -> Activity:
    moving, timer, elapsed = (
        _positive(session.get(f"total_{name}_time")) for name in ("moving", "timer", "elapsed")
    )
    # A watch whose clock was never set counts from when it was switched on: that is no moment.
    start, end = (session.get(name) for name in ("start_time", "timestamp"))
    if not isinstance(start, datetime):
        start = end - timedelta(seconds=elapsed) if isinstance(end, datetime) and elapsed else None
    metres = _positive(session.get("total_distance"))
    lasted = moving or timer or elapsed or 0
    return Activity(_sport(session), start and start.astimezone(UTC), lasted, metres, elapsed)


def _positive(value) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and value > 0 else None


def _sport(session) -> str:
    sport, sub = (session.get(name) for name in ("sport", "sub_sport"))
    sport = sport if isinstance(sport, str) else "" if sport is None else "another"
    if sub in RUNNING and SPORTS.get(sport, OTHER) in (UNKNOWN, OTHER):
        return RUN
    return STRENGTH if sub == "strength_training" else SPORTS.get(sport, OTHER)
