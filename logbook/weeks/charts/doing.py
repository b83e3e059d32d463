from math import sqrt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...templatetags.numbers import number
from ..day_stats import Day
from ..periods import Stretch
from .parts import Picture, Table, column, columns, grid, named, numbers, rows, thick
from .svg import WIDTH, bar, circle, drawing, group, sample, text

LEFT, TOP, ROW = 24, 14, 25
FLOOR, HEIGHT = 150, 130


def doing(weeks: list[Stretch]) -> Picture:
    """Of weeks a dot a day; of longer columns the days trained in a week of theirs."""
    return _by_day(weeks) if weeks[0].href else _by_mean(weeks)


def _by_day(weeks):
    return Picture(
        "doing",
        _("Am I doing it?"),
        sentence(weeks),
        drawing(_("Days trained, a column a week; a bigger dot is more sets."), 200, _dots(weeks)),
        (
            (sample(circle("c-lit", 6, 7, 3.5) + circle("c-lit", 16, 7, 6)), _("more sets")),
            (sample(circle("c-lit", 11, 7, 4) + circle("c-ring", 11, 7, 6)), _("lift")),
            (sample(circle("c-off", 11, 7, 3)), _("nothing logged")),
        ),
        Table(
            _("Sets a day"),
            (_("Week"), *(date_format(day.date, "D") for day in weeks[-1].days)),
            rows(
                weeks,
                lambda week: [
                    "" if day.date > week.today else number(day.sets) for day in week.days
                ],
            ),
        ),
    )


def _dots(weeks):
    x = columns(weeks, LEFT, WIDTH)
    most = max((day.sets for week in weeks for day in week.days), default=0) or 1
    largest = min(8, column(weeks, LEFT, WIDTH) / 2 - 3)  # leaves room for the ring
    shapes = [
        text(6, TOP + n * ROW + 4, date_format(day.date, "D")[0], anchor="middle")
        for n, day in enumerate(weeks[-1].days)
    ]
    for week, at in zip(weeks, x, strict=True):
        for n, day in enumerate(week.days):
            y = TOP + n * ROW
            if day.date > week.today:
                shapes.append(circle("c-mid", at, y, 1.5))
                continue
            one = [circle("c-off", at, y, 3)]
            if day.sets:
                one = [circle("c-lit", at, y, 3 + (largest - 3) * sqrt(day.sets / most))]
            if day.is_lift:
                one.append(circle("c-ring", at, y, largest + 2.5))
            shapes.append(group(said(day), one))
    return shapes + numbers(weeks, x, TOP + 7 * ROW + 6)


def said(day: Day) -> str:
    """``Monday 2 March: 6 sets, lift``"""
    return day_label(day.date, day.sets, day.is_lift)


def day_label(date, sets: int, is_lift: bool) -> str:
    name = date_format(date, "D j F Y")
    if not sets:
        return _("%(day)s: nothing logged") % {"day": name}
    done = ngettext("%(n)s set", "%(n)s sets", sets) % {"n": number(sets)}
    return f"{name}: {done}, {_('lift')}" if is_lift else f"{name}: {done}"


def _by_mean(weeks):
    return Picture(
        "doing",
        _("Am I doing it?"),
        sentence(weeks),
        drawing(_("Days trained a week, as bars."), 176, _bars(weeks)),
        (),
        Table(
            _("Days trained"),
            (_("Time"), _("Days trained"), _("A week")),
            rows(weeks, lambda week: [number(week.trained), number(week.trained_a_week)]),
        ),
    )


def _bars(weeks):
    x, wide = columns(weeks, LEFT, WIDTH), thick(weeks, LEFT, WIDTH)

    def y(value):
        return FLOOR - HEIGHT * value / 7

    shapes = grid((0, 3.5, 7), y, LEFT, WIDTH)
    for week, at in zip(weeks, x, strict=True):
        if week.trained:
            top = y(week.trained_a_week)
            days = _("%(n)s days a week") % {"n": number(week.trained_a_week)}
            shapes.append(named(week, days, bar("c-lit", at - wide / 2, top, wide, FLOOR - top)))
    return shapes + numbers(weeks, x, FLOOR + 20)


def sentence(weeks: list[Stretch]) -> str:
    last, before = weeks[-1], weeks[-2] if len(weeks) > 1 else None
    if not any(week.trained for week in weeks):
        return _("Nothing logged yet.")
    share = (last.trained + (before.trained if before else 0)) / (
        last.so_far + (before.so_far if before else 0)
    )
    now = _("%(trained)s of %(days)s") % {
        "trained": number(last.trained),
        "days": ngettext("%(n)s day", "%(n)s days", last.so_far) % {"n": last.so_far},
    }
    so_far = _("%(now)s so far %(when)s") if last.is_now else _("%(now)s %(when)s")
    sentence = so_far % {"now": now, "when": last.when}
    if before:
        sentence = _("%(sentence)s, %(trained)s of %(days)s %(before)s") % {
            "sentence": sentence,
            "trained": number(before.trained),
            "days": before.length,
            "before": last.before,
        }
    start = _("Yes") if share >= 5 / 7 else _("On some days") if share > 0 else _("Not lately")
    return f"{start}: {sentence}."
