"""Activities of GPX files: a track is one. Its time is that between points, without pauses.

Positions add up to a distance and are forgotten.
"""

from array import array
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from statistics import median

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from . import sport_words
from .found import RIDE, RUN, Activity
from .safe_xml import XmlReader
from .values import moment, number

EARTH_M = 6_371_008.8  # mean radius
MOST_POINTS, MOST_SEGMENTS = 500_000, 20_000  # of a file, and of a track
PAUSE_S = 60  # ours: a longer gap between two points is a pause
PAUSE_TIMES = 5  # ours: and longer than so many times the usual gap
TOO_LONG = _("There are more points in this GPX file than in the longest run.")
# m/s between two points: quicker is a jump of the receiver (ours).
FASTEST = {RUN: 12.0, RIDE: 30.0}
JUMP = 28.0  # of other sports: 100 km/h
STRAVA_NUMBERS = {"9": RUN, "1": RIDE}
TEXTS = frozenset({"name", "type", "time"})
NAMES = TEXTS | {"trk", "trkseg", "trkpt", "rte", "wpt"}
# Where these stand under the root; anywhere else they are no part of a track.
TRACK, SEGMENT, POINT = ["trk"], ["trk", "trkseg"], ["trk", "trkseg", "trkpt"]


def read(pieces: Iterable[bytes], zone, budget) -> list[Activity]:
    reader = _Tracks(zone, budget)
    XmlReader(reader.start, reader.end, NAMES, TEXTS).read(pieces)
    if reader.found:
        return reader.found
    if reader.has_points:
        raise FileError(_("The points of this GPX file have no times, or one and the same."))
    if reader.has_route:
        raise FileError(_("This GPX file is a route to follow, not a run."))
    raise FileError(_("This GPX file has no points. A treadmill's run comes as FIT or TCX."))


class _Tracks:
    def __init__(self, zone, budget):
        self.zone, self.budget = zone, budget
        self.found: list[Activity] = []
        self.points = 0
        self.place, self.at = (None, None), None
        self.has_points = self.has_route = False

    def start(self, path, attributes):
        place = path[1:]
        if place == TRACK:
            self.name = self.type = ""
            self.segments: list[tuple[array, array, array]] = []
        elif place == SEGMENT:
            self._start_segment()
        elif place == POINT:
            self.at = None
            self.place = number(attributes.get("lat")), number(attributes.get("lon"))
        elif path[-1] in ("rte", "wpt"):
            self.has_route = True

    def end(self, path, text):
        place = path[1:]
        if place == [*POINT, "time"]:
            self.at = moment(text, self.zone)
        elif place == POINT:
            self._add_point()
        elif place == [*TRACK, "name"]:
            self.name = text
        elif place == [*TRACK, "type"]:
            self.type = text
        elif place == TRACK:
            self._add_track()

    def _start_segment(self):
        if self.segments and not self.segments[-1][0]:
            return  # the last one is still empty
        if len(self.segments) == MOST_SEGMENTS:
            raise FileError(TOO_LONG)
        self.segments.append((array("d"), array("d"), array("d")))

    def _add_point(self):
        self.has_points, self.points = True, self.points + 1
        if self.points > MOST_POINTS:
            raise FileError(TOO_LONG)
        lat, lon = self.place
        if self.at is None or lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
            return
        for values, value in zip(self.segments[-1], (self.at.timestamp(), lat, lon), strict=True):
            values.append(value)

    def _add_track(self):
        segments = [one for one in self.segments if one[0]]
        first = min((min(times) for times, _lat, _lon in segments), default=0)
        last = max((max(times) for times, _lat, _lon in segments), default=0)
        if last <= first:
            return
        sport = STRAVA_NUMBERS.get(self.type) or sport_words.sport_of(self.type)
        seconds = metres = 0.0
        for segment in segments:
            moved, far = _in_motion(segment, FASTEST.get(sport, JUMP))
            seconds, metres = seconds + moved, metres + far
        self.budget.count_found()
        start = datetime.fromtimestamp(first, UTC)
        self.found.append(Activity(sport, start, seconds, metres, last - first, title=self.name))


def _in_motion(segment, fastest):
    """Seconds and metres of a segment, without pauses and without jumps of the receiver."""
    times, lats, lons = segment
    places = list(zip(lats, lons, strict=True))
    gaps = [later - sooner for sooner, later in pairwise(times) if later > sooner]
    if not gaps:
        return 0.0, 0.0
    pause = max(PAUSE_S, PAUSE_TIMES * median(gaps))
    seconds = metres = 0.0
    for sooner, later, here, there in zip(times, times[1:], places, places[1:], strict=False):
        gap = later - sooner
        if gap <= 0:
            continue
        if gap > pause:
            continue
        seconds += gap
        far = _metres(*here, *there)
        if far / gap <= fastest:
            metres += far
    return seconds, metres


def _metres(lat, lon, to_lat, to_lon):
    """The way over the globe between two points (haversine)."""
    a, b = radians(lat), radians(to_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(to_lon - lon) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))
