"""The session with the most work of each exercise and period, beside what the plan asked for."""

from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.lists_in_words import list_of

from ...describe import describe_set
from ...templatetags.numbers import number
from ..periods import Period
from ..totals import BestSession
from .picture import Picture, Plot, period_table, titled
from .svg import WIDTH, bar, drawing, legend, line, text

TOP, ROW, HEIGHT = 12, 50, 22


def best_sessions(periods: list[Period], names: dict[str, str], units: str) -> Picture:
    """``names`` of the exercises by slug, in the order of the ladder."""
    question = _("Is it getting harder?")
    if not names:
        return Picture("best-sessions", question, _("Nothing logged yet."))
    best = {slug: [one.best(slug) for one in periods] for slug in names}
    described = cache(describe_work)  # many sessions are alike
    return Picture(
        "best-sessions",
        question,
        _sentence(periods, best, names),
        drawing(
            _("The best session of each column, exercise by exercise, with what was asked."),
            TOP + ROW * len(best) + 4,
            _bars(periods, best, names, units),
        ),
        legend(
            (bar("c-lit", 5, 1, 12, 12), _("done")),
            (line("c-inkline", 4, 7, 18), _("asked")),
        ),
        period_table(
            _("Best session: amount × hold × load"),
            periods,
            names.values(),
            lambda one: [described(one.best(slug)) for slug in names],
        ),
        note=_(
            "Amount × hold × load of your best session, each exercise on its own scale. "
            "The line is what that session was asked for, the boldest bar the last one; the words "
            "are of the latest session drawn."
        ),
        is_wide=True,
    )


def _bars(periods, best, names, units):
    plot = Plot(periods, left=0)
    wide = plot.bar_width
    described = cache(lambda session: describe_best_session(session, units))
    shapes = []
    for n, (exercise, sessions) in enumerate(best.items()):
        floor, most = TOP + n * ROW + 30, max(max(one.work, one.target) for one in sessions)
        last = next(one for one in reversed(sessions) if one.work)
        shapes += [
            text(0, floor - 30, names[exercise], strong=True),
            text(WIDTH, floor - 30, described(last), anchor="end"),
            line("c-grid", 0, floor, WIDTH),
        ]
        for (period, x), one in zip(plot.columns(), sessions, strict=True):
            if one.work:
                tall = max(2, HEIGHT * one.work / most)
                kind = "c-lit" if period is periods[-1] else "c-mid"
                drawn = [bar(kind, x - wide / 2, floor - tall, wide, tall)]
                if one.target:
                    asked = floor - HEIGHT * one.target / most
                    drawn.append(line("c-inkline", x - wide / 2, asked, x + wide / 2))
                words = f"{names[exercise]}, {described(one)}"
                shapes.append(titled(period, words, *drawn))
    return shapes + plot.labels(TOP + ROW * len(best))


def describe_work(one: BestSession) -> str:
    """``66 of 60``; what was asked is not always known."""
    if not (one.work and one.target):
        return number(one.work or None)
    return _("%(done)s of %(asked)s") % {"done": number(one.work), "asked": number(one.target)}


def describe_best_session(one: BestSession, units: str) -> str:
    """``3 × 12 × 3 s``, as most of its sets were."""
    return f"{one.sets} × {describe_set(one.amount, one.hold_s, one.load_kg, units)}"


def _without_an_empty_start(periods, best):
    """The period to speak of: not the present one before anything is logged in it."""
    if periods[-1].sets or len(periods) == 1:
        return periods[-1], best
    return periods[-2], {slug: sessions[:-1] for slug, sessions in best.items()}


def _sentence(periods, best, names):
    last, best = _without_an_empty_start(periods, best)
    if last is periods[0]:
        return _("The first sessions set the measure.")
    risen = [
        names[exercise]
        for exercise, (*before, last) in best.items()
        if last.work > max(one.work for one in before) > 0
    ]
    when = last.when
    if not risen:
        return _("Nothing went past its best %(when)s.") % {"when": when}
    return ngettext(
        "Yes: %(names)s went past its best %(when)s.",
        "Yes: %(names)s went past their best %(when)s.",
        len(risen),
    ) % {"names": list_of(risen), "when": when}
