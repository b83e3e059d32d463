from math import sqrt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..templatetags.numbers import number
from ..weeks import Week
from .parts import Picture, Table, column, columns, numbers, rows
from .svg import WIDTH, circle, drawing, sample, text

LEFT, TOP, ROW = 24, 14, 25


def doing(weeks: list[Week]) -> Picture:
    return Picture(
        "doing",
        _("Am I doing it?"),
        in_words(weeks),
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
            elif day.sets:
                shapes.append(circle("c-lit", at, y, 3 + (largest - 3) * sqrt(day.sets / most)))
            else:
                shapes.append(circle("c-off", at, y, 3))
            if day.is_lift:
                shapes.append(circle("c-ring", at, y, largest + 2.5))
    return shapes + numbers(weeks, x, TOP + 7 * ROW + 6)


def in_words(weeks: list[Week]) -> str:
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
    values = {"now": now, "week": number(last.number)}
    if last.is_now:
        sentence = _("%(now)s so far this week") % values
    else:
        sentence = _("%(now)s in week %(week)s") % values
    if before:
        sentence = _("%(sentence)s, %(trained)s of 7 the week before") % {
            "sentence": sentence,
            "trained": number(before.trained),
        }
    start = _("Yes") if share >= 5 / 7 else _("On some days") if share > 0 else _("Not lately")
    return f"{start}: {sentence}."
