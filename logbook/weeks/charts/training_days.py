"""On which days the runner trained: a dot a day, or for longer periods days a week as bars."""

from math import sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ...templatetags.numbers import number
from ..periods import Period, Week
from .calendar import DayNames
from .picture import Picture, Plot, period_table, titled
from .svg import circle, drawing, group, legend, text

TOP, ROW = 14, 25  # of the dots


def training_days(periods: list[Period]) -> Picture:
    question, sentence = _("Am I doing it?"), _sentence(periods)
    if not any(one.trained for one in periods):
        return Picture("training-days", question, sentence)
    is_by_day = isinstance(periods[0], Week)
    svg, dots, table = _by_day(periods) if is_by_day else _by_mean(periods)
    return Picture("training-days", question, sentence, svg, dots, table)


def _by_day(weeks):
    dots = legend(
        (circle("c-lit", 6, 7, 3.5) + circle("c-lit", 16, 7, 6), _("more sets")),
        (circle("c-lit", 11, 7, 4) + circle("c-ring", 11, 7, 6), _("lift")),
        (circle("c-off", 11, 7, 3), _("no exercises logged")),
    )
    names = DayNames()
    weekdays = [names.weekday(day.date) for day in weeks[-1].days]
    table = period_table(
        _("Sets a day"),
        weeks,
        weekdays,
        lambda week: [
            number(day.sets) if week.begun <= day.date <= week.today else "" for day in week.days
        ],
    )
    label = _("Days trained, a column a week; a bigger dot is more sets.")
    return drawing(label, 200, _dots(weeks, weekdays, names)), dots, table


def _dots(weeks, weekdays, names):
    plot = Plot(weeks)
    most = max((day.sets for week in weeks for day in week.days), default=0) or 1
    largest = min(8, plot.column / 2 - 3)  # leaves room for the ring
    shapes = [
        text(6, TOP + n * ROW + 4, name[0].upper(), anchor="middle")
        for n, name in enumerate(weekdays)
    ]
    for week, x in plot.columns():
        for n, day in enumerate(week.days):
            y = TOP + n * ROW
            if day.date < week.begun:
                continue
            if day.date > week.today:
                shapes.append(circle("c-mid", x, y, 1.5))
                continue
            if day.sets:
                one = circle("c-lit", x, y, 3 + (largest - 3) * sqrt(day.sets / most))
            else:
                one = circle("c-off", x, y, 3)
            if day.is_lift:
                one += circle("c-ring", x, y, largest + 2.5)
            shapes.append(group(names.title(day.date, day.sets, day.is_lift), one))
    return shapes + plot.labels(TOP + 7 * ROW + 6)


def _by_mean(periods):
    plot = Plot(periods, top=7)
    shapes = plot.grid()
    for period, x in plot.columns():
        if period.trained:
            words = _("%(n)s days a week") % {"n": number(period.trained_a_week)}
            shapes.append(titled(period, words, plot.bar("c-lit", x, period.trained_a_week)))
    shapes += plot.labels()
    table = period_table(
        _("Days trained"),
        periods,
        (_("Days trained"), _("A week")),
        lambda one: (number(one.trained), number(one.trained_a_week)),
    )
    return drawing(_("Days trained a week, as bars."), plot.height, shapes), "", table


def _sentence(periods):
    if not any(one.trained for one in periods):
        return _("Nothing logged yet.")
    last, lately = periods[-1], periods[-2:]
    share = sum(one.trained for one in lately) / sum(one.so_far for one in lately)
    answer = pgettext("answer", "Not lately")
    if share >= 5 / 7:
        answer = pgettext("answer", "Yes")
    elif share > 0:
        answer = pgettext("answer", "On some days")
    now = ngettext("%(trained)s of %(n)s day", "%(trained)s of %(n)s days", last.so_far)
    now %= {"trained": number(last.trained), "n": last.so_far}
    values = {"answer": answer, "now": now, "when": last.when}
    if len(periods) == 1:
        if last.is_now:
            return _("%(answer)s: %(now)s so far %(when)s.") % values
        return _("%(answer)s: %(now)s %(when)s.") % values
    was = periods[-2]
    values |= {"trained": number(was.trained), "days": was.so_far, "before": last.before}
    if last.is_now:
        pattern = _("%(answer)s: %(now)s so far %(when)s, %(trained)s of %(days)s %(before)s.")
    else:
        pattern = _("%(answer)s: %(now)s %(when)s, %(trained)s of %(days)s %(before)s.")
    return pattern % values
