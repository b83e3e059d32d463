"""What a picture consists of: a question, a sentence that answers it, a drawing and its table.

The sentence and the table each say on their own what the drawing shows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ...describe import labelled
from ...templatetags.numbers import number
from ..periods import Period
from .svg import LETTER, WIDTH, bar, group, line, text

GAP = 4  # units between two labels beside one another, at least
BAR_WIDTH, WIDE_BAR = 20, 36  # units, at most: of many columns, and of a few
SAME_FELT = 0.5  # felt and effort: a smaller difference counts as none


@dataclass(frozen=True)
class Table:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], tuple[str, ...]], ...]  # (((name, href), cells), …)


@dataclass(frozen=True)
class Picture:
    """Without a drawing where there is nothing to draw yet: then the answer says it all."""

    key: str
    question: str
    answer: str
    svg: SafeString | str = ""
    legend: SafeString | str = ""
    table: Table | None = None
    note: str = ""
    is_wide: bool = False


def period_table(
    caption: str,
    periods: Sequence[Period],
    head: Iterable[str],
    cells: Callable[[Period], Iterable[str]],
) -> Table:
    """A row a period; ``cells`` gives what stands under ``head``."""
    first = _("Week") if periods[0].href else pgettext("column of a table", "Time")
    rows = (((one.name, one.href), tuple(cells(one))) for one in periods)
    return Table(caption, (first, *head), tuple(rows))


class Plot:
    """Where things stand in a drawing with a column for each period and a scale from 0 to ``top``.

    The columns take the whole width, however few there are; of a few the bars are wider.
    """

    height = 176  # of the drawing, labels included

    def __init__(
        self,
        periods: Sequence[Period],
        top: float = 1,
        *,
        left: float = 24,
        right: float = WIDTH,
        floor: float = 150,
        tall: float = 130,
    ):
        self.periods, self.top = periods, top
        self.left, self.right, self.floor, self.tall = left, right, floor, tall
        self.column = (right - left) / len(periods)
        widest = max(BAR_WIDTH, min(WIDE_BAR, self.column / 3))
        self.bar_width = min(widest, self.column - min(5, self.column / 4))
        self.middles = [left + (n + 0.5) * self.column for n in range(len(periods))]

    def columns(self) -> Iterable[tuple[Period, float]]:
        """(period, the middle of its column) of each."""
        return zip(self.periods, self.middles, strict=True)

    def y(self, value: float) -> float:
        return self.floor - self.tall * value / self.top

    def dot_radius(self, most: float) -> float:
        return min(most, self.column / 2.6)

    def grid(self, *values: float) -> list[str]:
        """Lines across with their numbers; by default at nothing, half and the top."""
        values = values or (0, self.top / 2, self.top)
        return grid(values, self.y, self.left, self.right)

    def band(self, low: float, high: float) -> list[str]:
        """The range that is asked for, across the whole drawing; it lies beneath all else."""
        y = self.y(high)
        return [bar("c-band", self.left, y, self.right - self.left, self.y(low) - y)]

    def bar(self, kind: str, x: float, value: float, least: float = 0) -> str:
        """From the floor to the value, at least ``least`` units high."""
        top = min(self.y(value), self.floor - least)
        return bar(kind, x - self.bar_width / 2, top, self.bar_width, self.floor - top)

    def labels(self, y: float | None = None) -> list[str]:
        """The periods' labels under their columns."""
        y = self.floor + 20 if y is None else y
        longest = max(len(one.label) for one in self.periods)
        labelled = first_days_labelled(self.periods, self.column >= LETTER * longest + GAP)
        return [
            text(x, y, one.label, strong=one is self.periods[-1], anchor="middle")
            for one, x in self.columns()
            if one.first in labelled
        ]


def first_days_labelled(periods: Sequence[Period], have_room: bool) -> set[date]:
    """The first days of the periods with a label: of all, if the labels have room.

    Else of those that begin a year, or of every second one where a label is no year.
    """
    fewer = [one for one in periods if one.starts_year] or periods[::-2]
    return {one.first for one in (periods if have_room else fewer)}


def grid(
    values: Iterable[float], y: Callable[[float], float], left: float, right: float
) -> list[str]:
    """A line across and its number for each value."""
    return [
        line("c-grid", left, y(value), right) + text(0, y(value) + 4, number(value))
        for value in values
    ]


def titled(period: Period, words: str, *shapes: str) -> str:
    """Shapes that say, touched or stepped to, when and how much."""
    return group(labelled(period.name, words), shapes)


def nice(most: float) -> int:
    """A round top for a scale, even, so that its half is a whole number."""
    step = 10 if most > 20 else 4
    return max(step, ceil(most / step) * step)
