"""What a picture is made of: a question, one honest sentence, the drawing, and its table.

A picture reads as well from its sentence or its table as from its shapes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...templatetags.numbers import number
from ..periods import Stretch
from .svg import group, line, text

NARROW = 16  # a column in which a number of two digits touches the next
FEWEST = 8  # columns that a picture has room for at least
ALIKE = 0.5  # felt: a smaller difference is none


@dataclass(frozen=True)
class Table:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], tuple[str, ...]], ...]  # (((name, href), cells), …)


@dataclass(frozen=True)
class Picture:
    key: str
    question: str
    answer: str
    svg: SafeString
    legend: tuple[tuple[SafeString, str], ...]
    table: Table
    note: str = ""
    is_wide: bool = False


def rows(weeks: list[Stretch], cells: Callable[[Stretch], Iterable[str]]) -> tuple:
    return tuple(((week.name, week.href), tuple(cells(week))) for week in weeks)


def nice(most: float) -> int:
    """A round top for a scale, even, so that its half is whole."""
    step = 10 if most > 20 else 4
    return max(step, ceil(most / step) * step)


def column(weeks: list[Stretch], left: float, right: float) -> float:
    return (right - left) / max(FEWEST, len(weeks))


def thick(weeks: list[Stretch], left: float, right: float) -> float:
    """A bar's width."""
    wide = column(weeks, left, right)
    return min(20, wide - min(5, wide / 4))


def heading(weeks: list[Stretch]) -> str:
    """Of the first column of a table."""
    return _("Week") if weeks[0].href else _("Time")


def columns(weeks: list[Stretch], left: float, right: float) -> list[float]:
    """The middle of each week's column; a short run leaves room on the right."""
    wide = column(weeks, left, right)
    return [left + (n + 0.5) * wide for n in range(len(weeks))]


def named(week: Stretch, said: str, *shapes: SafeString) -> SafeString:
    """A point of a picture: touched or stepped to, it says when and how much."""
    return group(f"{week.name}: {said}", shapes)


def numbers(weeks: list[Stretch], x: list[float], y: float) -> list[SafeString]:
    every = 2 if len(x) > 1 and x[1] - x[0] < NARROW and all(week.label for week in weeks) else 1
    return [
        text(at, y, week.label, strong=week is weeks[-1], anchor="middle")
        for n, (week, at) in enumerate(zip(weeks, x, strict=True))
        if week.label and (len(x) - 1 - n) % every == 0
    ]


def grid(values, y, left, right) -> list[SafeString]:
    return [
        shape
        for value in values
        for shape in (line("c-grid", left, y(value), right), text(0, y(value) + 4, number(value)))
    ]
