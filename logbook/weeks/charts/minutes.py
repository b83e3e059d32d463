"""Minutes on a day of training, against the 10 to 20 that the article asks for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ...templatetags.numbers import number
from ..periods import Period
from .picture import Picture, Plot, nice, period_table, titled
from .svg import bar, drawing, legend

LOW, HIGH = 10, 20  # minutes a day (article)


def minutes(periods: list[Period]) -> Picture:
    question, sentence = _("Is it 10 to 20 minutes?"), _sentence(periods)
    if not any(one.minutes_a_day for one in periods):
        return Picture("minutes", question, sentence)
    plot = Plot(periods, nice(max(HIGH, *(one.minutes_a_day or 0 for one in periods))))
    shapes = plot.band(LOW, HIGH) + plot.grid()
    for period, x in plot.columns():
        if n := period.minutes_a_day:
            words = ngettext("%(n)s minute a day", "%(n)s minutes a day", round(n))
            shapes.append(titled(period, words % {"n": number(n)}, plot.bar("c-lit", x, n)))
    label = _("Minutes on a day of training, the mean, as bars; the band is 10 to 20.")
    return Picture(
        "minutes",
        question,
        sentence,
        drawing(label, plot.height, shapes + plot.labels()),
        legend((bar("c-band", 1, 1, 20, 12), _("10 to 20 minutes on a day of training"))),
        period_table(
            _("Minutes on a day of training"),
            periods,
            (_("Minutes a day"), _("Minutes in all")),
            lambda one: (number(one.minutes_a_day), number(one.minutes)),
        ),
    )


def _sentence(periods):
    given = [one for one in periods if one.minutes_a_day]
    if not given:
        return _("Nothing logged yet.")
    last = given[-1]
    n = last.minutes_a_day
    answer = pgettext("answer", "Yes")
    if n < LOW - 0.5:
        answer = pgettext("answer", "Less")
    elif n > HIGH + 0.5:
        answer = pgettext("answer", "More")
    return _("%(answer)s: %(minutes)s on a day of training %(when)s.") % {
        "answer": answer,
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", round(n)) % {"n": number(round(n))},
        "when": last.when,
    }
