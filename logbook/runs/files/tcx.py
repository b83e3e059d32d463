"""Activities of TCX files: the laps of each add up, their times without pauses."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from .found import OTHER, UNKNOWN, Activity
from .safe_xml import XmlReader
from .sport_words import sport_of
from .values import moment, number

TEXTS = frozenset({"Id", "Time", "TotalTimeSeconds", "DistanceMeters"})
NAMES = TEXTS | {"Activity", "Lap"}


def read(pieces: Iterable[bytes], zone, budget) -> list[Activity]:
    reader = _Activities(zone, budget)
    XmlReader(reader.start, reader.end, NAMES, TEXTS).read(pieces)
    if not reader.found:
        raise FileError(_("No activity is in this TCX file."))
    return reader.found


class _Activities:
    def __init__(self, zone, budget):
        self.zone, self.budget = zone, budget
        self.found: list[Activity] = []

    def start(self, path, attributes):
        if path[-1] == "Activity":
            # Running, Biking or Other, as its schema says; some programs write TrailRunning.
            sport = sport_of(attributes.get("Sport", ""))
            self.sport = OTHER if sport == UNKNOWN else sport
            self.id = self.first = None
            self.seconds = self.metres = self.track_metres = 0.0
            self.times: list[datetime] = []  # of the first and of the last point
        elif path[-1] == "Lap" and "Activity" in path and self.first is None:
            self.first = moment(attributes.get("StartTime", ""), self.zone)

    def end(self, path, text):
        if "Activity" not in path:
            return
        name, parent = path[-1], path[-2] if len(path) > 1 else ""
        if name == "Activity":
            self._add()
        elif name == "Id" and parent == "Activity":
            self.id = moment(text, self.zone)
        elif name == "TotalTimeSeconds" and parent == "Lap":
            self.seconds += max(0, number(text) or 0)
        elif name == "DistanceMeters" and parent == "Lap":
            self.metres += max(0, number(text) or 0)
        elif name == "DistanceMeters" and parent == "Trackpoint":
            self.track_metres = max(self.track_metres, number(text) or 0)
        elif name == "Time" and parent == "Trackpoint" and (at := moment(text, self.zone)):
            self.times[1:] = [at]

    def _add(self):
        self.budget.count_found()
        start = self.first or self.id or next(iter(self.times), None)
        elapsed = (self.times[-1] - self.times[0]).total_seconds() if self.times else None
        seconds = self.seconds or elapsed or 0
        metres = self.metres or self.track_metres
        self.found.append(Activity(self.sport, start, seconds, metres, elapsed))
