"""The worst pain and the mean effort."""

from django.utils.translation import gettext as _

from ...pain_zones import AMBER, RED
from ...templatetags.numbers import number, pain_word
from ..periods import Period
from .picture import SAME_FELT, Picture, Plot, period_table, titled
from .svg import bar, circle, drawing, legend, line, polyline


def pain_and_effort(periods: list[Period]) -> Picture:
    question, sentence = _("Does it hurt, and how hard is it?"), _sentence(periods)
    if all(one.pain is None and one.effort is None for one in periods):
        return Picture("pain", question, sentence)
    plot = Plot(periods, top=10)
    label = _("Worst pain as bars, mean effort as a line, 0 to 10.")
    return Picture(
        "pain",
        question,
        sentence,
        drawing(label, plot.height, _shapes(plot)),
        legend(
            (bar("c-mid", 5, 1, 12, 12), _("worst pain")),
            (line("c-inkline", 1, 7, 21) + circle("c-ink", 11, 7, 4), _("effort, mean")),
            (
                line("c-mark", 1, 7, 21),
                _("from %(some)s some, from %(bad)s bad pain") % {"some": AMBER, "bad": RED},
            ),
        ),
        period_table(
            _("Pain and effort"),
            periods,
            (_("Worst pain"), _("Effort")),
            lambda one: (number(one.pain), number(one.effort)),
        ),
    )


def _shapes(plot):
    efforts = [(x, plot.y(one.effort)) for one, x in plot.columns() if one.effort is not None]
    shapes = plot.grid()
    shapes += [line("c-mark", plot.left, plot.y(value), plot.right) for value in (AMBER, RED)]
    shapes.append(polyline("c-inkline", efforts))
    for period, x in plot.columns():
        one = []
        if period.pain is not None:
            # Pain 0 is drawn two units high, so that it differs from pain that was not given.
            one.append(plot.bar("c-mid", x, period.pain, least=2))
        if period.effort is not None:
            one.append(circle("c-ink", x, plot.y(period.effort), plot.dot_radius(4)))
        if one:
            words = _("worst pain %(pain)s, effort %(effort)s") % {
                "pain": number(period.pain),
                "effort": number(period.effort),
            }
            shapes.append(titled(period, words, *one))
    return shapes + plot.labels()


def _sentence(periods):
    pains = [one for one in periods if one.pain is not None]
    efforts = [one.effort for one in periods if one.effort is not None]
    parts = []
    if pains:
        worst = max(reversed(pains), key=lambda one: one.pain)  # the latest of equals
        values = {"most": number(worst.pain), "word": pain_word(worst.pain), "when": worst.when}
        words = _("Worst pain %(most)s (%(word)s), %(when)s.")
        parts.append(words % values if worst.pain else _("No pain."))
    if efforts:
        first, last = efforts[0], efforts[-1]
        values = {"first": number(first), "last": number(last)}
        moved = _("Effort went from %(first)s to %(last)s.")
        parts.append((moved if abs(last - first) >= SAME_FELT else _("Effort %(last)s.")) % values)
    return " ".join(parts) or _("Nothing said yet about pain or effort.")
