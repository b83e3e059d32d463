"""Workouts of Apple Health's export, which has gigabytes of other values around them.

Its document type is malformed in some versions of iOS, and control characters stand in some names,
so both are dropped before the XML is read.
"""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from .found import HIKE, OTHER, RIDE, RUN, STRENGTH, SWIM, WALK, Activity
from .safe_xml import XmlReader
from .values import metres_of, moment, number

ROOT = b"<HealthData"
LONGEST_DTD = 1_000_000  # bytes before the root
# What was measured, a million times, without anything in it. To drop it here is ten times as quick
# as to have it read as XML.
RECORD = re.compile(rb"<Record [^<]*/>")
LONGEST_TAG = 100_000  # bytes
CONTROL = bytes({*range(9), 11, 12, *range(14, 32)})
TYPE = "HKWorkoutActivityType"
SPORTS = {
    "Running": RUN, "Cycling": RIDE, "HandCycling": RIDE, "Swimming": SWIM, "Walking": WALK,
    "Hiking": HIKE, "TraditionalStrengthTraining": STRENGTH, "FunctionalStrengthTraining": STRENGTH,
}  # fmt: skip
SECONDS = {"min": 60, "sec": 1, "s": 1, "hr": 3600, "h": 3600}
DISTANCE = "HKQuantityTypeIdentifierDistance"  # WalkingRunning, Cycling, Swimming
# Those of the parts inside a workout stand deeper, and repeat these.
STATISTICS = ["Workout", "WorkoutStatistics"]
NAMES = frozenset(STATISTICS)
DISTANCES = {f"{DISTANCE}{name}" for name in ("WalkingRunning", "Cycling", "Swimming")}


def read(pieces: Iterable[bytes], zone, budget) -> list[Activity]:
    reader = _Workouts(zone, budget)
    XmlReader(reader.start, reader.end, NAMES, frozenset()).read(_clean(pieces))
    if not reader.found:
        raise FileError(_("No workout is in this export of Apple Health."))
    return reader.found


def _clean(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The root and what is in it, without control characters."""
    pieces, head = iter(pieces), b""
    for piece in pieces:
        head += piece
        if (at := head.find(ROOT)) >= 0:
            yield head[at:].translate(None, CONTROL)
            break
        if len(head) > LONGEST_DTD:
            raise FileError(_("This is no export of Apple Health."))
    rest = b""
    for piece in pieces:
        text = RECORD.sub(b"", rest + piece.translate(None, CONTROL))
        cut = text.rfind(b"<")  # a tag that ends in the next piece
        cut = cut if cut >= 0 and len(text) - cut < LONGEST_TAG else len(text)
        rest = text[cut:]
        yield text[:cut]
    yield rest


class _Workouts:
    def __init__(self, zone, budget):
        self.zone, self.budget = zone, budget
        self.found: list[Activity] = []
        self.workout: dict[str, str] | None = None

    def start(self, path, attributes):
        name = path[-1]
        if name == "Workout" and len(path) == 2:
            self.workout, self.metres = attributes, None
            if unit := attributes.get("totalDistanceUnit"):
                self.metres = metres_of(attributes.get("totalDistance"), unit)
        elif path[1:] == STATISTICS and attributes.get("type") in DISTANCES:
            self.metres = metres_of(attributes.get("sum"), attributes.get("unit", ""))

    def end(self, path, _text):
        if path[-1] != "Workout" or len(path) != 2:
            return
        self.budget.count_found()
        workout = self.workout or {}
        start, end = (moment(workout.get(f"{at}Date", ""), self.zone) for at in ("start", "end"))
        elapsed = (end - start).total_seconds() if start and end else None
        unit = SECONDS.get(workout.get("durationUnit", "min"), 60)
        seconds = (number(workout.get("duration")) or 0) * unit or elapsed or 0
        sport = SPORTS.get(workout.get("workoutActivityType", "").removeprefix(TYPE), OTHER)
        self.found.append(Activity(sport, start, seconds, self.metres, elapsed))
