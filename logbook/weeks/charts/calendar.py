from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...dates import DAY
from ...templatetags.numbers import number
from ..period_totals import TrainingDay
from .doing import day_label
from .parts import Picture, Table
from .svg import WIDTH, circle, drawing, group, sample, text

WEEKS = 53  # a year, whatever day it begins on
HALF = 27  # weeks side by side; the year is drawn as two rows of them, so that a phone can
LEFT, ROW, TOP = 16, 10, 20
TALL = TOP + 7 * ROW + 10


def calendar(lamps: Mapping[date, TrainingDay], last: date, today: date) -> Picture:
    """The year that ends with the week of ``last``; weeks begin as the locale has it."""
    first = first_shown(last)
    shown = [first + n * DAY for n in range(7 * WEEKS)]
    return Picture(
        "calendar",
        _("Did I train?"),
        sentence([day for day in shown if day in lamps], today, last),
        drawing(
            _("A year of days; a lit dot is a day trained."), 2 * TALL, _dots(lamps, shown, today)
        ),
        (
            (sample(circle("c-lit", 11, 7, 4)), _("trained")),
            (sample(circle("c-lit", 11, 7, 3.5) + circle("c-ring", 11, 7, 5.5)), _("lift")),
            (sample(circle("c-mid", 11, 7, 1.5)), _("nothing logged")),
        ),
        _table(lamps, shown, today),
        is_wide=True,
    )


def first_shown(last: date) -> date:
    """The first day of the year that ends with the week of ``last``."""
    begins = get_format("FIRST_DAY_OF_WEEK")  # 0 is Sunday
    into = (last.isoweekday() - begins) % 7
    return last - into * DAY - timedelta(weeks=WEEKS - 1)


def _dots(lamps, shown, today):
    step = (WIDTH - LEFT) / HALF
    shapes, month = [], None
    for half in range(2):
        shapes += [
            text(0, half * TALL + TOP + n * ROW + 4, date_format(day, "D")[0])
            for n, day in enumerate(shown[:7])
            if n % 2 == 0
        ]
    for n, day in enumerate(shown):
        half, week = divmod(n // 7, HALF)
        x, y = LEFT + (week + 0.5) * step, half * TALL + TOP + n % 7 * ROW
        if n % 7 == 0 and (day.month != month or week == 0):
            # A month without room for its name, at either edge of a row, goes without.
            ends = week == 0 and (day + 3 * 7 * DAY).month != day.month
            if week < HALF - 2 and not ends:
                shapes.append(text(x - step / 2, half * TALL + 9, date_format(day, "M")))
            month = day.month
        if day > today:
            continue
        shapes.append(_dot(x, y, lamps.get(day)))
    return shapes


def _dot(x, y, lamp):
    if lamp is None:
        return circle("c-mid", x, y, 1.2)
    one = [circle("c-lit", x, y, 3)]
    if lamp.is_lift:
        one.append(circle("c-ring c-thin", x, y, 4.3))
    return group(day_label(*lamp), one)


def _table(lamps, shown, today):
    """By month: a table of every day would be no table to read."""
    months = {}
    for day in shown:
        if day <= today:
            months.setdefault((day.year, day.month), []).append(day)
    return Table(
        _("Days trained by month"),
        (_("Month"), _("Days trained"), _("Lifts")),
        tuple(
            (
                (date_format(days[0], "F Y"), ""),
                (
                    number(sum(day in lamps for day in days)),
                    number(sum(day in lamps and lamps[day].is_lift for day in days)),
                ),
            )
            for days in months.values()
        ),
    )


def sentence(trained: list[date], today: date, last: date) -> str:
    if not trained:
        return _("Nothing logged in this year.")
    days = ngettext("%(n)s day trained", "%(n)s days trained", len(trained)) % {
        "n": number(len(trained))
    }
    if trained[0] > last - timedelta(weeks=8):
        return _("%(days)s since %(first)s.") % {
            "days": days,
            "first": date_format(trained[0], "MONTH_DAY_FORMAT"),
        }
    weeks = max(1, ((min(today, last) - trained[0]).days + 1) / 7)
    return _("%(days)s in this year, %(mean)s a week since %(first)s.") % {
        "days": days,
        "mean": number(round(len(trained) / weeks, 1)),
        "first": date_format(trained[0]),
    }
