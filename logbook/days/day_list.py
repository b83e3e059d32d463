"""The days of a month as links, newest first, with what was done on each in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.day_names import name_of_day
from exercises.library import library
from plans.models import Choice

from ..dates import DAY
from ..describe import describe_felt
from ..models import Run, Workout
from ..runner_ladder import timeline_for
from ..templatetags.numbers import number
from ..weeks.day_queries import days
from ..weeks.day_stats import Day
from ..weeks.periods import months_later


class DayRow(NamedTuple):
    address: str  # of the day's page
    look: str  # the classes of its dot
    name: str  # ``Mon 2 March``
    is_today: bool
    is_open: bool  # it is the day of the page
    done: str  # ``6 sets, 12 min, lift``
    felt: str  # ``felt 7 left, 8 right``
    pain: int | None
    note: str
    hurt: str  # ``Left out, it hurt: Deadlift``


def days_of_month(
    user, month: date, last: date, runs: Iterable[Run] | None = None
) -> dict[date, Day]:
    """The days of a month up to a last one. ``month`` is its first day; ``runs`` as in ``days``."""
    return days(user, timeline_for(user), month, min(last, months_later(month, 1) - DAY), runs)


def notes_of(user, first: date, last: date) -> dict[date, str]:
    noted = Workout.objects.for_user(user).filter(date__range=(first, last)).exclude(note="")
    return dict(noted.values_list("date", "note"))


def hurt_on_days(user, first: date, last: date) -> dict[date, str]:
    """What was left out because it hurt, in words. One query."""
    made = Choice.objects.for_user(user).filter(kind=Choice.Kind.HURTS, on__range=(first, last))
    by_slug, found = library().by_slug, defaultdict(list)
    for on, slug in made.order_by("exercise__order").values_list("on", "exercise__slug"):
        found[on].append(str(by_slug[slug].name))
    return {
        on: _("Left out, it hurt: %(names)s") % {"names": " · ".join(names)}
        for on, names in found.items()
    }


def day_rows(
    days: Mapping[date, Day],
    first: date,
    today: date,
    notes: Mapping[date, str] | None = None,
    hurt: Mapping[date, str] | None = None,
    open_day: date | None = None,
) -> list[DayRow]:
    """The days from ``first`` on, newest first."""
    address = reverse("logbook_day", args=[today]).replace(str(today), "{}")
    return [
        DayRow(
            address=address.format(day.date),
            look=f"dot{' on' if day.sets else ''}{' lift' if day.is_lift else ''}",
            name=capfirst(name_of_day(day.date, "short-weekday")),
            is_today=day.date == today,
            is_open=day.date == open_day,
            done=_describe_done(day, day.date == today),
            felt=_describe_felt(day),
            pain=day.pain,
            note=notes.get(day.date, "") if notes else "",
            hurt=hurt.get(day.date, "") if hurt else "",
        )
        for day in reversed(days.values())
        if day.date >= first
    ]


def _describe_done(day, is_today):
    words = []
    if day.sets:
        words = [
            ngettext("%(n)s set", "%(n)s sets", day.sets) % {"n": day.sets},
            _("%(n)s min") % {"n": day.minutes},
        ]
        if day.is_lift:
            words.append(_("lift"))
    if day.primers:
        words.append(_("a primer before the run"))
    if day.squeezes:
        squeezes = ngettext("%(n)s squeeze", "%(n)s squeezes", day.squeezes)
        words.append(squeezes % {"n": day.squeezes})
    if day.runs:
        words.append(ngettext("%(n)s run", "%(n)s runs", day.runs) % {"n": day.runs})
    if not words and day.morning is not None:  # no exercise, but something
        words = [_("no exercises logged")]
    elif not words:
        words = [_("nothing logged yet") if is_today else _("nothing logged")]
    return ", ".join(words)


def _describe_felt(day):
    sides = [value if value is None else number(value) for value in (day.felt_left, day.felt_right)]
    return "" if sides == [None, None] else describe_felt(*sides)
