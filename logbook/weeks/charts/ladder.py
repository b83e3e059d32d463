"""Each step of the ladder: a line that shows when it was open and when proficient."""

from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.day_names import name_of_day

from ...dates import DAY
from ...exercise_guides import guides
from ...templatetags.numbers import number
from ..ladder_history import LOCKED, OPEN, PROFICIENT, LadderHistory
from ..periods import Period
from .picture import Picture, Plot, Table
from .svg import bar, drawing, group, legend, line, text

TOP, BELOW = 6, 24  # of the rows, in px
SHORT = 20  # letters of a name that have room beside its row
SHAPES = {OPEN: ("c-open", 12), PROFICIENT: ("c-lit", 14)}  # class and height of the bar

STATUS_NAMES = {
    LOCKED: gettext_lazy("locked"),
    OPEN: gettext_lazy("open"),
    PROFICIENT: gettext_lazy("proficient"),
}


def ladder(periods: list[Period], history: LadderHistory, names: dict[str, str]) -> Picture:
    """The highest step is drawn on top; an open one hollow, a proficient one filled.

    ``names`` of the steps by slug, in the order of the ladder.
    """
    until, exercises = min(periods[-1].last, periods[-1].today), guides()
    return Picture(
        "ladder",
        _("Where on the ladder was I?"),
        _sentence(periods[0].first, until, history, names),
        drawing(
            _("Each step of the ladder: when it was open and when proficient."),
            TOP + _layout(names).row * len(names) + BELOW,
            _lines(periods, history, names),
        ),
        legend(
            (line("c-mark", 1, 7, 21), _("locked")),
            (bar("c-open", 1, 2, 20, 10), _("open")),
            (bar("c-lit", 1, 1, 20, 12), _("proficient")),
        ),
        Table(
            _("The ladder"),
            (_("Step"), _("Now"), _("Open since"), _("Proficient since")),
            tuple(
                ((name, exercises[slug].address), _cells(history.of(slug), until))
                for slug, name in names.items()
            ),
        ),
        is_wide=True,
    )


class Layout(NamedTuple):
    left: int  # where the lines begin, in px
    row: int  # height
    name: int  # from the top of the row to the foot of the name
    middle: int  # to the line


def _layout(names):
    """Names stand beside the lines, or above them where a language has long ones."""
    is_short = max(map(len, names.values()), default=0) <= SHORT
    return Layout(140, 24, 12, 8) if is_short else Layout(12, 40, 12, 26)


def _lines(periods, history, names):
    layout = _layout(names)
    plot = Plot(periods, left=layout.left)
    shapes = []
    for n, (slug, name) in enumerate(reversed(names.items())):
        top = TOP + layout.row * n
        middle = top + layout.middle
        statuses = [history.on(slug, min(one.last, one.today)) for one in periods]
        shapes += [
            text(0, top + layout.name, name, strong=statuses[-1] != LOCKED),
            line("c-mark", layout.left, middle, plot.middles[-1] + plot.column / 2),
        ]
        for status, same in groupby(enumerate(statuses), key=lambda pair: pair[1]):
            if status == LOCKED:
                continue
            kind, tall = SHAPES[status]
            columns = [column for column, _status in same]
            first, last = columns[0], columns[-1]
            left = plot.middles[first] - plot.column / 2 + 1
            wide = plot.middles[last] + plot.column / 2 - 1 - left
            title = _("%(step)s: %(status)s, %(first)s to %(last)s") % {
                "step": name,
                "status": name_of_status(status),
                "first": periods[first].name,
                "last": periods[last].name,
            }
            shapes.append(group(title, [bar(kind, left, middle - tall / 2, wide, tall)]))
    return shapes + plot.labels(TOP + layout.row * len(names) + 16)


def _cells(changes, until):
    """The status now, and since when. A step that closed again is open or proficient no more."""
    status, opened, proficient = LOCKED, None, None
    for day, status in (change for change in changes if change[0] <= until):
        opened = None if status == LOCKED else opened or day
        proficient = (proficient or day) if status == PROFICIENT else None
    return name_of_status(status), _describe_start(opened), _describe_start(proficient)


def _describe_start(day):
    if day is None:
        return "–"
    return _("the start") if day == date.min else name_of_day(day)


def name_of_status(status: str) -> str:
    return str(STATUS_NAMES[status])


def _sentence(since, until, history, names):
    now = [history.on(slug, until) for slug in names]
    sentence = _("%(proficient)s proficient, %(open)s open, %(locked)s locked.") % {
        status: number(now.count(status)) for status in (PROFICIENT, OPEN, LOCKED)
    }
    return f"{sentence} {describe_last_change(since, until, history, names)}".rstrip()


def describe_last_change(
    since: date, until: date, history: LadderHistory, names: dict[str, str]
) -> str:
    """``Band walk opened on 12 March.``; empty where no step changed from one date to the other."""
    shown = [one for one in history.changes if since <= one[0] <= until and one[1] in names]
    if not shown:
        return ""
    day, slug, status = shown[-1]
    last = {
        LOCKED: _("%(step)s closed on %(day)s."),
        OPEN: _("%(step)s opened on %(day)s."),
        PROFICIENT: _("%(step)s became proficient on %(day)s."),
    }[status]
    if status == OPEN and history.on(slug, day - DAY) == PROFICIENT:
        last = _("%(step)s is open again since %(day)s.")
    values = {"step": names[slug], "day": name_of_day(day, "MONTH_DAY_FORMAT")}
    return last % values
