from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..templatetags.numbers import number
from ..weeks import Week
from .parts import Picture, Table, column, columns, grid, nice, numbers, rows
from .svg import WIDTH, bar, drawing, line, sample

LEFT, FLOOR, HEIGHT = 24, 150, 130


def amount(weeks: list[Week]) -> Picture:
    return Picture(
        "amount",
        _("How much do I do?"),
        in_words(weeks),
        drawing(_("Sets a week as bars, with what the plan asked for."), 176, _bars(weeks)),
        (
            (sample(bar("c-lit", 5, 1, 12, 12)), _("sets done")),
            (sample(line("c-inkline", 2, 7, 20)), _("asked on the days you trained")),
        ),
        Table(
            _("Sets and minutes a week"),
            (_("Week"), _("Sets"), _("Asked"), _("Minutes"), _("Lifts")),
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
    wide = min(20, column(weeks, LEFT, WIDTH) - 5)

    def y(value):
        return FLOOR - HEIGHT * value / most

    shapes = grid((0, most / 2, most), y, LEFT, WIDTH)
    for week, at in zip(weeks, x, strict=True):
        if week.sets:
            shapes.append(bar("c-lit", at - wide / 2, y(week.sets), wide, FLOOR - y(week.sets)))
        if week.asked:
            shapes.append(line("c-inkline", at - wide / 2 - 2, y(week.asked), at + wide / 2 + 2))
    return shapes + numbers(weeks, x, FLOOR + 20)


def in_words(weeks: list[Week]) -> str:
    last, before = weeks[-1], weeks[-2] if len(weeks) > 1 else None
    if not any(week.sets for week in weeks):
        return _("Nothing logged yet.")
    values = {"amount": sets_and_minutes(last), "week": number(last.number)}
    if last.is_now:
        sentence = _("%(amount)s so far this week") % values
    else:
        sentence = _("%(amount)s in week %(week)s") % values
    if before is None:
        return f"{sentence}."
    return _("%(sentence)s; %(before)s the week before.") % {
        "sentence": sentence,
        "before": sets_and_minutes(before),
    }


def sets_and_minutes(week: Week) -> str:
    if not week.sets:
        return _("no sets")
    return _("%(sets)s in %(minutes)s") % {
        "sets": ngettext("%(n)s set", "%(n)s sets", week.sets) % {"n": number(week.sets)},
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", week.minutes)
        % {"n": number(week.minutes)},
    }
