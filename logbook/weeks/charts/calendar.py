"""The days of a year, each a dot."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from math import ceil

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exercises.day_names import name_of_day

from ...dates import DAY, WEEK
from ...describe import labelled
from ...templatetags.numbers import number
from ..period_totals import TrainingDay
from .picture import Picture, Table
from .svg import circle, dots, drawing, group, legend, text

WEEKS = 53  # a year, whatever day it begins on
HALF = 27  # weeks side by side; the year is drawn as two rows of them, so that it fits a phone
LEFT, ROW, TOP = 16, 10, 20
TALL = TOP + 7 * ROW + 10
STEP = 10  # whole, so that hundreds of positions are short; 27 of them fit WIDTH (svg.py)


def calendar(trained: Mapping[date, TrainingDay], today: date, begun: date = date.min) -> Picture:
    """The year that ends with this week, or what of it lies after the log's first day.

    Weeks begin as the locale has it.
    """
    first, names = first_shown(today), DayNames()
    if begun > first:
        first += (begun - first).days // 7 * WEEK
    last = first_shown(today) + 7 * WEEKS * DAY
    shown = [first + n * DAY for n in range((last - first).days)]
    return Picture(
        "calendar",
        _("Did I train?"),
        _sentence([day for day in shown if day in trained], today),
        drawing(
            _("A year of days; a lit dot is a day trained."),
            ceil(len(shown) / 7 / HALF) * TALL,
            _dots(trained, shown, today, names),
        ),
        legend(
            (circle("c-lit", 11, 7, 4), _("trained")),
            (circle("c-lit", 11, 7, 3.5) + circle("c-ring", 11, 7, 5.5), _("lift")),
            (circle("c-mid", 11, 7, 1.5), _("no exercises logged")),
        ),
        _table(trained, shown, today, names),
        is_wide=True,
    )


def first_shown(last: date) -> date:
    """The first day of the year that ends with the week of ``last``."""
    begins = get_format("FIRST_DAY_OF_WEEK")  # 0 is Sunday
    into = (last.isoweekday() - begins) % 7
    return last - into * DAY - timedelta(weeks=WEEKS - 1)


class DayNames:
    """The names of days in one picture, each of whose words is looked up once."""

    def __init__(self):
        self._lift, self._nothing = _("lift"), _("%(day)s: no exercises logged")
        self._day = pgettext("date", "%(weekday)s %(day)d %(month)s")
        self._weekday = cache(lambda day: date_format(date(2024, 1, 1 + day), "D"))  # a Monday
        self._month = cache(lambda *month: date_format(date(*month, 1), "YEAR_MONTH_FORMAT"))
        self._sets = cache(lambda n: ngettext("%(n)s set", "%(n)s sets", n) % {"n": number(n)})

    def weekday(self, day: date) -> str:
        return self._weekday(day.weekday())

    def month(self, day: date) -> str:
        """``March 2026``"""
        return self._month(day.year, day.month)

    def title(self, day: date, sets: int, is_lift: bool) -> str:
        """``Mon 2 March 2026: 6 sets, lift``"""
        name = self._day % {"weekday": self.weekday(day), "day": day.day, "month": self.month(day)}
        if not sets:
            return self._nothing % {"day": name}
        return labelled(name, f"{self._sets(sets)}, {self._lift}" if is_lift else self._sets(sets))


def _dots(trained, shown, today, names):
    letters = [names.weekday(day)[0].upper() for day in shown[:7:2]]
    shapes = [
        text(0, half * TALL + TOP + 2 * n * ROW + 4, letter)
        for half in range(ceil(len(shown) / 7 / HALF))
        for n, letter in enumerate(letters)
    ]
    nothing_logged = []
    for n, day in enumerate(shown):
        half, week = divmod(n // 7, HALF)
        x, y = LEFT + week * STEP + 5, half * TALL + TOP + n % 7 * ROW
        if n % 7 == 0 and _has_month_name(shown, n):
            shapes.append(text(x - 5, half * TALL + 9, date_format(day, "M")))
        if day > today:
            break
        if day in trained:
            done = trained[day]
            drawn = f'<circle class="c-lit" cx="{x}" cy="{y}" r="3"/>'  # quicker than circle()
            if done.is_lift:
                drawn += f'<circle class="c-ring c-thin" cx="{x}" cy="{y}" r="4.3"/>'
            shapes.append(group(names.title(*done), drawn))
        else:
            nothing_logged.append((x, y))
    return [*shapes, dots("c-dots", nothing_logged)]


def _has_month_name(shown, n):
    """Whether the month's name stands above the week that begins with day ``n``.

    At either edge of a row a month without room for its name goes without.
    """
    week, month = n // 7 % HALF, shown[n].month
    if week == 0:
        return (shown[n] + 3 * 7 * DAY).month == month
    return week < HALF - 2 and shown[n - 7].month != month


def _table(trained, shown, today, names):
    """A row a month: a table of every day would be too long to read."""
    months = {}
    for day in shown:
        if day <= today:
            months.setdefault((day.year, day.month), []).append(day)
    rows = []
    for days in months.values():
        done = [trained[day] for day in days if day in trained]
        cells = number(len(done)), number(sum(day.is_lift for day in done))
        rows.append(((names.month(days[0]), ""), cells))
    head = (_("Month"), _("Days trained"), _("Lifts"))
    return Table(_("Days trained by month"), head, tuple(rows))


def _sentence(trained, today):
    if not trained:
        return _("Nothing logged in this year.")
    days = ngettext("%(n)s day trained", "%(n)s days trained", len(trained)) % {
        "n": number(len(trained))
    }
    if trained[0] > today - timedelta(weeks=8):
        return _("%(days)s since %(first)s.") % {
            "days": days,
            "first": name_of_day(trained[0], "MONTH_DAY_FORMAT"),
        }
    weeks = max(1, ((today - trained[0]).days + 1) / 7)
    return _("%(days)s in this year, %(mean)s a week since %(first)s.") % {
        "days": days,
        "mean": number(round(len(trained) / weeks, 1)),
        "first": name_of_day(trained[0]),
    }
