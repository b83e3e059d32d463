from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...describe import describe_set as name_of_set
from ...templatetags.numbers import number
from ..periods import Stretch
from ..totals import Best
from .parts import Picture, Table, columns, heading, named, numbers, rows, thick
from .svg import WIDTH, bar, drawing, line, sample, text

TOP, ROW, HEIGHT = 12, 50, 22


def harder(weeks: list[Stretch], names: dict[str, str], units: str) -> Picture:
    best = {name: [week.best(name) for week in weeks] for name in names}
    of_week = {week.first: [best[name][n] for name in names] for n, week in enumerate(weeks)}
    return Picture(
        "harder",
        _("Is it getting harder?"),
        sentence(weeks, best, names),
        drawing(
            _("The best session of each column, exercise by exercise, with what was asked."),
            TOP + ROW * len(best) + 4,
            _bars(weeks, best, names, units),
        ),
        (
            (sample(bar("c-lit", 5, 1, 12, 12)), _("done")),
            (sample(line("c-inkline", 4, 7, 18)), _("asked")),
        ),
        Table(
            _("Best session: amount × hold × load"),
            (heading(weeks), *names.values()),
            rows(weeks, lambda week: [done_of_asked(one) for one in of_week[week.first]]),
        ),
        note=_(
            "Amount × hold × load of your best session, each exercise on its own scale. "
            "The line is what that session was asked for, the boldest bar the last one; the words "
            "are of the latest session drawn."
        ),
        is_wide=True,
    )


def _bars(weeks, best, names, units):
    x, wide = columns(weeks, 0, WIDTH), thick(weeks, 0, WIDTH)
    shapes = []
    for n, (exercise, sessions) in enumerate(best.items()):
        floor, most = TOP + n * ROW + 30, max(max(one.work, one.target) for one in sessions)
        last = next(one for one in reversed(sessions) if one.work)
        shapes += [
            text(0, floor - 30, names[exercise], strong=True),
            text(WIDTH, floor - 30, describe_best_session(last, units), anchor="end"),
            line("c-grid", 0, floor, WIDTH),
        ]
        for week, one, at in zip(weeks, sessions, x, strict=True):
            if one.work:
                tall = max(2, HEIGHT * one.work / most)
                kind = "c-lit" if week is weeks[-1] else "c-mid"
                drawn = [bar(kind, at - wide / 2, floor - tall, wide, tall)]
                if one.target:
                    asked = floor - HEIGHT * one.target / most
                    drawn.append(line("c-inkline", at - wide / 2, asked, at + wide / 2))
                said = f"{names[exercise]}, {describe_best_session(one, units)}"
                shapes.append(named(week, said, *drawn))
    return shapes + numbers(weeks, x, TOP + ROW * len(best))


def done_of_asked(one: Best) -> str:
    """``66 of 60``; what was asked is not always known."""
    if not (one.work and one.target):
        return number(one.work or None)
    return _("%(done)s of %(asked)s") % {"done": number(one.work), "asked": number(one.target)}


def describe_best_session(one: Best, units: str) -> str:
    """``3 × 12 × 3 s``, as the most of its sets were."""
    return f"{one.sets} × {name_of_set(one.amount, one.hold_s, one.load_kg, units)}"


def sentence(weeks, best, names) -> str:
    if not best:
        return _("Nothing logged yet.")
    if len(weeks) == 1:
        return _("The first sessions set the measure.")
    risen = [
        names[exercise]
        for exercise, (*before, last) in best.items()
        if last.work > max(one.work for one in before) > 0
    ]
    if not risen:
        return _("Nothing went past its best %(when)s.") % {"when": weeks[-1].when}
    return ngettext(
        "Yes: %(names)s went past its best %(when)s.",
        "Yes: %(names)s went past their best %(when)s.",
        len(risen),
    ) % {"names": get_text_list(risen, _("and")), "when": weeks[-1].when}
