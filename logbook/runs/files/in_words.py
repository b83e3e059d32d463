"""The rows of a preview as a page shows them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from exercises.day_names import name_of_day

from .reasons import REASONS


def row(one: dict, zone: ZoneInfo) -> dict:
    """A run to add, done or to come, with its day, minutes and kilometres in words."""
    when = _day(one["on"])
    if one.get("at"):
        at = datetime.fromisoformat(one["at"]).astimezone(zone)
        when = f"{when}, {date_format(at, 'TIME_FORMAT')}"
    # Of what is to come the minutes stand in their field.
    numbers = ("at" in one and minutes(one["s"]), kilometres(one["m"]))
    about = (", ".join(filter(None, numbers)), *_remarks(one))
    return one | {"when": when, "about": " · ".join(filter(None, about))}


def _day(on: str) -> str:
    return capfirst(name_of_day(date.fromisoformat(on), "shortest-weekday-year"))


def _remarks(one):
    if one.get("moves"):
        day = name_of_day(date.fromisoformat(one["moves"]), "MONTH_DAY_FORMAT")
        yield _("so far on %(day)s") % {"day": day}
    if one.get("guessed"):
        yield _("the minutes are a guess")
    if one.get("fills"):
        yield _("you entered it: its start and kilometres are added")


def left_out(one: list) -> dict:
    reason, on, seconds, metres, title = one
    when = _day(on) if on else _("No date")
    about = (" ".join(filter(None, (when, title))), minutes(seconds), kilometres(metres))
    return {"about": ", ".join(filter(None, about)), "why": REASONS[reason]}


def minutes(seconds: float | None) -> str:
    """Whole minutes, or with a tenth, as they stand in the file; the logbook takes whole ones."""
    if not seconds:
        return ""
    tenths = round(seconds / 6) / 10
    shown = int(tenths) if tenths == int(tenths) else tenths
    return _("%(n)s min") % {"n": localize(shown)}


def kilometres(metres: float | None) -> str:
    if not metres:
        return ""
    km = round(metres / 1000, 2)
    return _("%(n)s km") % {"n": localize(int(km) if km == int(km) else km)}
