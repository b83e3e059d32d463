from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...templatetags.numbers import number
from ..periods import Stretch
from .parts import Picture, Table, columns, grid, heading, named, nice, numbers, rows, thick
from .svg import WIDTH, bar, drawing, line, sample

LEFT, FLOOR, HEIGHT = 24, 150, 130


def amount(weeks: list[Stretch]) -> Picture:
    return Picture(
        "amount",
        _("How much do I do?"),
        sentence(weeks),
        drawing(_("Sets as bars, with what the plan asked for."), 176, _bars(weeks)),
        (
            (sample(bar("c-lit", 5, 1, 12, 12)), _("sets done")),
            (sample(line("c-inkline", 2, 7, 20)), _("asked on the days you trained")),
        ),
        Table(
            _("Sets and minutes"),
            (heading(weeks), _("Sets"), _("Asked"), _("Minutes"), _("Lifts")),
            rows(
                weeks,
                lambda week: [
                    number(value)
                    for value in (week.sets, week.asked or None, week.minutes, week.lifts)
                ],
            ),
        ),
    )


def _bars(weeks):
    x = columns(weeks, LEFT, WIDTH)
    most = nice(max(max(week.sets, week.asked) for week in weeks))
    wide = thick(weeks, LEFT, WIDTH)

    def y(value):
        return FLOOR - HEIGHT * value / most

    shapes = grid((0, most / 2, most), y, LEFT, WIDTH)
    for week, at in zip(weeks, x, strict=True):
        one = []
        if week.sets:
            one.append(bar("c-lit", at - wide / 2, y(week.sets), wide, FLOOR - y(week.sets)))
        if week.asked:
            one.append(line("c-inkline", at - wide / 2 - 1, y(week.asked), at + wide / 2 + 1))
        if one:
            shapes.append(named(week, said(week), *one))
    return shapes + numbers(weeks, x, FLOOR + 20)


def sentence(weeks: list[Stretch]) -> str:
    last, before = weeks[-1], weeks[-2] if len(weeks) > 1 else None
    if not any(week.sets for week in weeks):
        return _("Nothing logged yet.")
    values = {"amount": sets_and_minutes(last), "when": last.when}
    so_far = _("%(amount)s so far %(when)s") if last.is_now else _("%(amount)s %(when)s")
    sentence = so_far % values
    if before is None:
        return f"{capfirst(sentence)}."
    return _("%(sentence)s; %(amount)s %(before)s.") % {
        "sentence": capfirst(sentence),
        "amount": sets_and_minutes(before),
        "before": last.before,
    }


def said(week: Stretch) -> str:
    if not week.asked:
        return sets_and_minutes(week)
    return _("%(amount)s, %(asked)s sets asked") % {
        "amount": sets_and_minutes(week),
        "asked": number(week.asked),
    }


def sets_and_minutes(week: Stretch) -> str:
    if not week.sets:
        return _("no sets")
    return _("%(sets)s in %(minutes)s") % {
        "sets": ngettext("%(n)s set", "%(n)s sets", week.sets) % {"n": number(week.sets)},
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", week.minutes)
        % {"n": number(week.minutes)},
    }
