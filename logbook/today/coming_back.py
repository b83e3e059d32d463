"""A day on which nothing is planned: why, and what comes back when."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .lead import describe_coming

WHY = ("rest-day", "empty-day", "all-rests")
COMES_BACK = "comes-back"


class ComingDay(NamedTuple):
    day: str
    words: str
    is_today: bool = False
    on_condition: str = ""


def why_empty(page) -> str:
    """Empty where something is planned."""
    return " ".join(page.wording(note) for note in page.answer.notes if note.code in WHY)


def coming_days(page) -> list[ComingDay]:
    """Today, the day on which something is planned again, and the first day for a lift."""
    answer, on = page.answer, page.on
    now = _("Rest") if answer.rest_day else _("Nothing planned")
    found = [ComingDay(_("Today"), now, is_today=True)]
    back = next((note.values for note in answer.notes if note.code == COMES_BACK), None)
    if back:
        names = " · ".join(map(page.wording.name, back["exercises"]))
        day = capfirst(describe_coming(back["on"], on))
        morning = _("if the pain of that morning is 5 or less") if answer.rest_day else ""
        found.append(ComingDay(day, names, on_condition=morning))
    lifts_back = back and set(back["exercises"]) & {*answer.program.hinges}
    if answer.hinge_next and answer.hinge_next > on and not lifts_back:
        day = capfirst(describe_coming(answer.hinge_next, on))
        found.append(ComingDay(day, _("A lift at the earliest")))
    return found
