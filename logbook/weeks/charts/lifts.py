"""Days with a lift, against the 2 to 3 a week that the article asks for, and days off between."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ...templatetags.numbers import number
from ..periods import Period
from ..totals import is_day_after
from .picture import Picture, Plot, nice, period_table, titled
from .svg import bar, drawing, legend, text

LOW, HIGH = 2, 3  # lifts a week (article)


def lifts(periods: list[Period]) -> Picture:
    close = _close(periods)
    question, sentence = _("Do the lifts have their days?"), _sentence(periods, sum(close.values()))
    if not any(one.lifts for one in periods):
        return Picture("lifts", question, sentence)
    plot = Plot(periods, nice(max(one.lifts_a_week for one in periods)))
    label = _("Lifts a week as bars; the band is 2 to 3.")
    return Picture(
        "lifts",
        question,
        sentence,
        drawing(label, plot.height, _shapes(plot, close)),
        legend(
            (bar("c-band", 1, 1, 20, 12), _("2 to 3 a week")),
            (text(11, 12, "!", strong=True, anchor="middle"), _("two days in a row")),
        ),
        period_table(
            _("Lifts"),
            periods,
            (_("Lifts"), _("Without a day off before")),
            lambda one: (number(one.lifts), number(close[one.first])),
        ),
    )


def _shapes(plot, close):
    shapes = plot.band(LOW, HIGH) + plot.grid()
    for period, x in plot.columns():
        if period.lifts:
            words = ngettext("%(n)s lift", "%(n)s lifts", period.lifts)
            words %= {"n": number(period.lifts)}
            if close[period.first]:
                words = _("%(lifts)s, no day off between") % {"lifts": words}
            shapes.append(titled(period, words, plot.bar("c-lit", x, period.lifts_a_week)))
        if close[period.first]:
            shapes.append(text(x, plot.floor - plot.tall - 4, "!", strong=True, anchor="middle"))
    return shapes + plot.labels()


def _close(periods):
    """{first day of a period: its lifts on the day after another lift}"""
    found, last_lift = {}, None
    for period in periods:
        totals = period.totals
        found[period.first] = totals.close + is_day_after(last_lift, totals.first_lift)
        last_lift = totals.last_lift or last_lift
    return found


def _sentence(periods, close):
    if not any(one.lifts for one in periods):
        return _("No lift was logged in this time.")
    last = periods[-1]
    if last.is_now and len(periods) > 1 and last.href:
        last = periods[-2]  # a week that is over says more
    n = last.lifts_a_week
    answer = pgettext("answer", "Yes")
    if n < LOW:
        answer = pgettext("answer", "Fewer")
    elif n > HIGH + 0.5:
        answer = pgettext("answer", "More")
    sentence = _("%(answer)s: %(n)s a week %(when)s.") % {
        "answer": answer,
        "n": number(round(n, 1)),
        "when": last.when,
    }
    if not close:
        always = _("Always with a day off between.")
        return f"{sentence} {always}"
    without = ngettext(
        "%(n)s time the day off between was missing.",
        "%(n)s times the day off between was missing.",
        close,
    ) % {"n": number(close)}
    return f"{sentence} {without}"
