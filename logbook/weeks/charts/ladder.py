from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...templatetags.numbers import number
from ..ladder_history import LOCKED, OPEN, PROFICIENT, LadderHistory
from ..periods import Stretch
from .parts import Picture, Table, column, columns, numbers
from .svg import WIDTH, bar, drawing, group, line, sample, text

LEFT, TOP, ROW = 140, 6, 24
KINDS = {OPEN: ("c-open", 12), PROFICIENT: ("c-lit", 14)}


def ladder(weeks: list[Stretch], history: LadderHistory, names: dict[str, str]) -> Picture:
    """A line a step, the highest on top: hollow when open, lit when proficient."""
    return Picture(
        "ladder",
        _("Where on the ladder was I?"),
        sentence(weeks, history, names),
        drawing(
            _("Each step of the ladder: when it was open and when proficient."),
            TOP + ROW * len(names) + 24,
            _lines(weeks, history, names),
        ),
        (
            (sample(line("c-mark", 1, 7, 21)), _("locked")),
            (sample(bar("c-open", 1, 2, 20, 10)), _("open")),
            (sample(bar("c-lit", 1, 1, 20, 12)), _("proficient")),
        ),
        Table(
            _("The ladder"),
            (_("Step"), _("Now"), _("Open since"), _("Proficient since")),
            tuple(
                ((name, reverse("exercise", args=[slug])), _since(history, slug, weeks))
                for slug, name in names.items()
            ),
        ),
        is_wide=True,
    )


def _lines(weeks, history, names):
    x, wide = columns(weeks, LEFT, WIDTH), column(weeks, LEFT, WIDTH)
    shapes = []
    for n, (slug, name) in enumerate(reversed(names.items())):
        middle = TOP + ROW * n + 8
        held = [history.on(slug, min(week.last, week.today)) for week in weeks]
        shapes += [
            text(0, middle + 4, name, strong=held[-1] != LOCKED),
            line("c-mark", LEFT, middle, WIDTH),
        ]
        for status, run in groupby(enumerate(held), key=lambda pair: pair[1]):
            if status == LOCKED:
                continue
            kind, tall = KINDS[status]
            run = list(run)
            first, last = run[0][0], run[-1][0]
            left, right = x[first] - wide / 2 + 1, x[last] + wide / 2 - 1
            said = _("%(step)s: %(status)s, %(first)s to %(last)s") % {
                "step": name,
                "status": in_a_word(status),
                "first": weeks[first].name,
                "last": weeks[last].name,
            }
            shapes.append(group(said, [bar(kind, left, middle - tall / 2, right - left, tall)]))
    return shapes + numbers(weeks, x, TOP + ROW * len(names) + 16)


def _since(history, slug, weeks):
    """The status now, and since when; a step that closed again is open or proficient no more."""
    until = min(weeks[-1].last, weeks[-1].today)
    mine = [change for change in history.of(slug) if change[0] <= until]
    opened = proficient = None
    for day, status in mine:
        opened = None if status == LOCKED else opened or day
        proficient = (proficient or day) if status == PROFICIENT else None
    return in_a_word(mine[-1][1] if mine else LOCKED), _date(opened), _date(proficient)


def _date(day):
    if day is None:
        return "–"
    return _("the start") if day.year == 1 else date_format(day)


def in_a_word(status: str) -> str:
    return {LOCKED: _("locked"), OPEN: _("open"), PROFICIENT: _("proficient")}[status]


def sentence(weeks, history, names) -> str:
    until = min(weeks[-1].last, weeks[-1].today)
    now = [history.on(slug, until) for slug in names]
    sentence = _("%(proficient)s proficient, %(open)s open, %(locked)s locked.") % {
        status: number(now.count(status)) for status in (PROFICIENT, OPEN, LOCKED)
    }
    shown = [
        one for one in history.changes if weeks[0].first <= one[0] <= until and one[1] in names
    ]
    if not shown:
        return sentence
    day, slug, status = shown[-1]
    last = {
        LOCKED: _("%(step)s closed on %(day)s."),
        OPEN: _("%(step)s opened on %(day)s."),
        PROFICIENT: _("%(step)s became proficient on %(day)s."),
    }[status]
    if status == OPEN and history.on(slug, day.fromordinal(day.toordinal() - 1)) == PROFICIENT:
        last = _("%(step)s is open again since %(day)s.")
    values = {"step": names[slug], "day": date_format(day, "MONTH_DAY_FORMAT")}
    return f"{sentence} {last % values}"
