"""What was found in files: activities, runs to come, and what is left out, with its reason."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

RUN, RIDE, SWIM, WALK, HIKE, STRENGTH = "run", "ride", "swim", "walk", "hike", "strength"
CHANGE, OTHER = "transition", "other"
UNKNOWN = ""  # the file does not say which sport it was


@dataclass(frozen=True)
class ReadSettings:
    """How a runner's files are read; ``now`` is aware."""

    zone: ZoneInfo
    now: datetime
    unit_m: float = 1000.0  # metres of the unit of distances where the file does not say it

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(slots=True)
class Activity:
    """Something that was done. ``seconds`` are those in motion, as far as the file knows."""

    sport: str
    start: datetime | None  # aware; without it ``on`` is the day
    seconds: float
    metres: float | None = None
    elapsed: float | None = None  # seconds with pauses
    title: str = ""  # tells the kind, and is not stored
    on: date | None = None

    def __post_init__(self):
        self.metres = self.metres or None
        self.elapsed = self.elapsed or None


@dataclass(slots=True)
class ComingRun:
    """A run of a calendar. ``key`` is the same whenever the calendar is read."""

    on: date
    kind: str
    key: str
    title: str = ""  # shown in the preview, and then forgotten
    seconds: float | None = None
    metres: float | None = None


@dataclass(slots=True)
class LeftOut:
    """What is not a run to store: a key of ``reasons.REASONS``, and what is known of it."""

    reason: str
    on: date | None = None
    seconds: float | None = None
    metres: float | None = None
    title: str = ""  # of an entry of a calendar


@dataclass
class Found:
    activities: list[Activity] = field(default_factory=list)
    coming: list[ComingRun] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)  # name of a file, why not
    formats: Counter = field(default_factory=Counter)  # name of a format: files
