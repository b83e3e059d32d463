"""What was read of a file, by day: sets, what was said, what does not fit, what is odd."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext_lazy as _

from .faults import HEAVY_KG, MANY, Refused, Unfit

MOST_LINES = 100_000
MOST_NAMES = 400  # each is a field of the preview's form
MOST_A_DAY = 500
FIRST = 5  # rows shown
NAMESPACE = uuid5(NAMESPACE_URL, "https://hipdrive.example/import")


class SetRead(NamedTuple):
    """One set; a list in JSON."""

    line: int
    key: str
    name: str
    side: str
    amount: int
    hold_s: int | None
    load_kg: str | None
    at: str | None
    any_time: bool
    asked: list  # target sets, amount, hold in s, load in kg, cue, its version, revision; or empty
    effort: str | None
    marks: list


@dataclass
class Day:
    """``said``: by exercise, the columns of a Feedback. ``notes``: of an exercise, or of all."""

    sets: list[SetRead] = field(default_factory=list)
    said: dict[str, dict] = field(default_factory=dict)
    notes: list[list[str]] = field(default_factory=list)
    morning_pain: int | None = None
    morning_skipped: bool = False


@dataclass
class Reading:
    source: str
    source_name: str
    days: dict[date, Day] = field(default_factory=dict)
    unfit: list[tuple[int, str, str]] = field(default_factory=list)  # line, reason, found there
    choices: list[tuple[str, str, str]] = field(default_factory=list)  # date, exercise, kind
    runs: list[tuple[str, str, int]] = field(default_factory=list)  # date, kind, minutes
    revisions: list[tuple[str, int, str]] = field(default_factory=list)  # program, number, date
    keys: set[str] = field(default_factory=set)
    names: dict[str, list] = field(default_factory=dict)  # count, first date, last date
    marks: dict[str, list[int]] = field(default_factory=dict)  # the lines of each
    first: list = field(default_factory=list)  # date and SetRead
    settings: dict = field(default_factory=dict)  # of the runner, where the file tells
    lines: int = 0
    seen: Counter = field(default_factory=Counter)  # the same content, so many times

    def next_line(self, line):
        self.lines += 1
        if self.lines > MOST_LINES:
            raise Refused(_("More than %(n)d sets: import them in several files."), n=MOST_LINES)
        return line

    def refuse(self, line: int, unfit: Unfit):
        self.unfit.append((line, unfit.reason, unfit.found))

    def day(self, on: date) -> Day:
        return self.days.setdefault(on, Day())

    def add(self, on: date, one: SetRead):
        if one.key in self.keys:
            raise Unfit("twice", one.key)
        day = self.day(on)
        if len(day.sets) >= MOST_A_DAY:
            raise Unfit("crowded", on)
        day.sets.append(one)
        self.keys.add(one.key)
        self._count_name(one.name, on.isoformat())
        for mark in one.marks:
            self.marks.setdefault(mark, []).append(one.line)
        if len(self.first) < FIRST:
            self.first.append([on.isoformat(), *one])

    def _count_name(self, name, on):
        count, first, last = self.names.get(name, (0, on, on))
        self.names[name] = [count + 1, min(first, on), max(last, on)]
        if len(self.names) > MOST_NAMES:
            raise Refused(_("More than %(n)d different exercises: is this the file?"), n=MOST_NAMES)

    def key_for(self, *content) -> str:
        """The same for the same content in whatever file; equal sets of a day are numbered."""
        content = (self.source, *map(str, content))
        self.seen[content] += 1
        return str(uuid5(NAMESPACE, "\x1f".join((*content, str(self.seen[content])))))


def odd(amount, load_kg) -> list[str]:
    return ["heavy"] * (load_kg is not None and load_kg > HEAVY_KG) + ["many"] * (amount > MANY)
