"""How many sets and minutes were done, beside what the plan asked for."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ...templatetags.numbers import number
from ..periods import Period
from .picture import Picture, Plot, nice, period_table, titled
from .svg import bar, drawing, legend, line


def sets_and_minutes(periods: list[Period]) -> Picture:
    question, sentence = _("How much do I do?"), _sentence(periods)
    if not any(one.sets for one in periods):
        return Picture("sets", question, sentence)
    plot = Plot(periods, nice(max(max(one.sets, one.asked) for one in periods)))
    return Picture(
        "sets",
        question,
        sentence,
        drawing(_("Sets as bars, with what the plan asked for."), plot.height, _bars(plot)),
        legend(
            (bar("c-lit", 5, 1, 12, 12), _("sets done")),
            (line("c-inkline", 2, 7, 20), _("asked on the days you trained")),
        ),
        period_table(
            _("Sets and minutes"),
            periods,
            (_("Sets"), _("Asked"), _("Minutes"), _("Lifts")),
            lambda one: map(number, (one.sets, one.asked or None, one.minutes, one.lifts)),
        ),
    )


def _bars(plot):
    shapes = plot.grid()
    wide = plot.bar_width
    for period, x in plot.columns():
        one = []
        if period.sets:
            one.append(plot.bar("c-lit", x, period.sets))
        if period.asked:
            one.append(line("c-inkline", x - wide / 2 - 1, plot.y(period.asked), x + wide / 2 + 1))
        if one:
            shapes.append(titled(period, _title(period), *one))
    return shapes + plot.labels()


def _sentence(periods):
    if not any(one.sets for one in periods):
        return _("Nothing logged yet.")
    last = periods[-1]
    amount = _amount(last) if last.sets else pgettext("at the start of a sentence", "No sets")
    values = {"amount": amount, "when": last.when}
    if len(periods) == 1:
        return (
            _("%(amount)s so far %(when)s.") if last.is_now else _("%(amount)s %(when)s.")
        ) % values
    values |= {"was": _amount(periods[-2]), "before": last.before}
    if last.is_now:
        return _("%(amount)s so far %(when)s; %(was)s %(before)s.") % values
    return _("%(amount)s %(when)s; %(was)s %(before)s.") % values


def _title(period):
    if not period.asked:
        return _amount(period)
    return _("%(amount)s, %(asked)s sets asked") % {
        "amount": _amount(period),
        "asked": number(period.asked),
    }


def _amount(period):
    """``6 sets in 12 minutes``"""
    if not period.sets:
        return _("no sets")
    return _("%(sets)s in %(minutes)s") % {
        "sets": ngettext("%(n)s set", "%(n)s sets", period.sets) % {"n": number(period.sets)},
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", period.minutes)
        % {"n": number(period.minutes)},
    }
