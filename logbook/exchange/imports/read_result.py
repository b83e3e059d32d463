"""What was read of a file: its sets and feedback by day, the lines that do not fit, what is odd."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from ...models import MOST_RUNS_A_DAY
from ...training_work import count_sets
from ...uploads.cpu_time import CpuTime
from ...uploads.errors import MOST_FOUND
from . import set_keys
from .cell_values import Load, plain
from .csv_rows import Table
from .file_errors import HEAVY_KG, MANY, FileError, LineError
from .imported_runs import RunRow

MOST_LINES = 100_000
MOST_NOTES = 200  # of a day
MOST_NAMES = 400  # each is a field of the preview's form
MOST_A_DAY = 500
FIRST_SHOWN = 5  # sets in the preview


class ReadSet(NamedTuple):
    """One set of a file. It is stored in JSON as a list in this order."""

    line: int
    key: str
    name: str  # of the exercise, as the file has it
    side: str
    amount: int
    hold_s: int | None
    load_kg: str | None
    at: str | None
    any_time: bool
    target: list  # sets, amount, hold in s, load in kg, cue, version, revision, band; or empty
    effort: str | None
    marks: list[str]  # keys of MARKS
    band: int | None = None
    primer: bool = False
    also: list[str] = []  # further keys under which the same set may be stored already


@dataclass
class ReadDay:
    """``feedback`` has columns of a Feedback by exercise, ``notes`` [exercise or "", text]."""

    sets: list[ReadSet] = field(default_factory=list)
    feedback: dict[str, dict] = field(default_factory=dict)
    notes: list[list[str]] = field(default_factory=list)
    morning_pain: int | None = None
    morning_skipped: bool = False
    morning_place: str = ""
    morning_from_training: bool = True

    def add_note(self, about, text):
        has_room = len(self.notes) < MOST_NOTES  # a day's note would not hold more either
        if text and has_room and [about, text] not in self.notes:
            self.notes.append([about, text])


@dataclass
class ReadResult:
    source: str
    source_name: str
    days: dict[date, ReadDay] = field(default_factory=dict)
    unfit: list[tuple[int, str, str]] = field(default_factory=list)  # line, reason, found there
    passed_over: Counter = field(default_factory=Counter)  # lines that are no faults and no sets
    choices: list[tuple[str, str, str]] = field(default_factory=list)  # date, exercise, kind
    easy_weeks: list[str] = field(default_factory=list)  # dates
    # date, exercise, kind, exercise that is swapped in or ""
    day_changes: list[tuple[str, str, str, str]] = field(default_factory=list)
    easy_weeks_put_off: list[str] = field(default_factory=list)  # dates
    easy_weeks_ended: list[str] = field(default_factory=list)  # dates
    runs: list[RunRow] = field(default_factory=list)
    run_keys: set[str] = field(default_factory=set)
    runs_by_day: Counter = field(default_factory=Counter)
    revisions: list[tuple[str, int, str]] = field(default_factory=list)  # program, number, date
    keys: set[str] = field(default_factory=set)
    sets: int = 0  # as the logbook counts them: a left and a right are one
    apart: int = 0  # of these, through the day or before a run
    sides: dict[tuple, Counter] = field(default_factory=dict)  # done of each side
    names: dict[str, list] = field(default_factory=dict)  # count, first date, last date
    marks: dict[str, list[int]] = field(default_factory=dict)  # the lines with each mark
    first_sets: list = field(default_factory=list)  # [date, *ReadSet]
    settings: dict = field(default_factory=dict)
    lines: int = 0
    equal_contents: Counter = field(default_factory=Counter)
    # Of a CSV file of no known app: the file, and the part that each column is.
    table: Table | None = None
    parts: list[str] | None = None
    cpu_time: CpuTime = field(default_factory=CpuTime)

    def count_line(self, line):
        self.lines += 1
        self._check_length(self.lines)
        if self.cpu_time.is_over:
            raise FileError(_("This takes too long to read: import it in several files."))
        return line

    def _check_length(self, count):
        """Refuses a file of too many lines, or of too many sets where a line may hold several."""
        if count > MOST_LINES:
            raise FileError(_("More than %(n)d sets: import them in several files."), n=MOST_LINES)

    def listing_unfit(self, line: int):
        """Lists the line if what is read of it does not fit, and goes on after it."""
        return ListingUnfit(self, line)

    def add_unfit(self, line: int, error: LineError):
        self.unfit.append((line, error.reason, plain(error.found, MOST_FOUND)))
        self._check_length(len(self.unfit))

    def day(self, on: date) -> ReadDay:
        return self.days.setdefault(on, ReadDay())

    def add_set(self, on: date, one: ReadSet):
        if one.key in self.keys:
            raise LineError("twice", one.key)
        day = self.day(on)
        if len(day.sets) >= MOST_A_DAY:
            raise LineError("crowded", on)
        day.sets.append(one)
        self.keys.add(one.key)
        self._check_length(len(self.keys))
        more = self._count_set(on, one)
        self._count_name(one.name, on.isoformat(), more)
        for mark in one.marks:
            self.marks.setdefault(mark, []).append(one.line)
        if len(self.first_sets) < FIRST_SHOWN:
            self.first_sets.append([on.isoformat(), *one])

    def count_run(self, on: date):
        self.runs_by_day[on] += 1
        if self.runs_by_day[on] > MOST_RUNS_A_DAY:
            raise LineError("crowded-runs", on)

    def _count_set(self, on, one) -> int:
        """Returns 0 for the second side of a set, otherwise 1."""
        more = 1
        if one.side != "both":
            sides = self.sides.setdefault((on, one.name, one.any_time, one.primer), Counter())
            before = count_sets(sides)
            sides[one.side] += 1
            more = count_sets(sides) - before
        self.sets += more
        self.apart += more if one.any_time or one.primer else 0
        return more

    def _count_name(self, name, on, more):
        count, first, last = self.names.get(name, (0, on, on))
        self.names[name] = [count + more, min(first, on), max(last, on)]
        if len(self.names) > MOST_NAMES:
            raise FileError(
                _("More than %(n)d different exercises: is this the file?"), n=MOST_NAMES
            )

    def key_for(self, *content) -> str:
        """A set's key: the same for the same content in whatever file; equal sets are numbered."""
        self.equal_contents[content] += 1
        return set_keys.make_key(self.source, content, self.equal_contents[content])

    def keys_for(self, *content, load: Load | None) -> tuple[str, list[str]]:
        """A set's key, and the others under which an earlier export may have stored it."""
        content_with_load = (*content, set_keys.load_text(load))
        key = self.key_for(*content_with_load)
        number = self.equal_contents[content_with_load]
        return key, [
            set_keys.make_key(self.source, (*content, text), number)
            for text in set_keys.other_load_texts(load)
        ]

    def forget_keys_of_others(self):
        """What is the key of a set of this file stands for no other set of it."""
        for day in self.days.values():
            day.sets = [
                one._replace(also=[key for key in one.also if key not in self.keys])
                for one in day.sets
            ]


class ListingUnfit:
    """A generator as context manager would keep each error, and with it the whole file, in a circle
    that only the collector of garbage ends."""

    __slots__ = ("line", "result")

    def __init__(self, result: ReadResult, line: int):
        self.result, self.line = result, line

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback) -> bool:
        if isinstance(error, LineError):
            self.result.add_unfit(self.line, error)
            return True
        return False


def odd_marks(amount, load_kg) -> list[str]:
    return ["heavy"] * (load_kg is not None and load_kg > HEAVY_KG) + ["many"] * (amount > MANY)
