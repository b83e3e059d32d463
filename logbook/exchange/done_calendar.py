"""The calendar of what was done: each day is a whole-day event that says it in words."""

from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from ..dates import DAY
from ..days.shared_log import SharedDay, shared_log_of
from ..describe import labelled


def done_calendar(user, first: date, last: date) -> bytes:
    """The iCalendar file, the same as long as nothing else is logged. It holds no notes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Hipdrive//Done//EN")
    calendar.add("version", "2.0")
    name = _("Hipdrive: done")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for day in shared_log_of(user, first, last, with_notes=False):
        if day.sessions or day.runs:
            calendar.add_component(_event(user, day))
    return calendar.to_ical()


def _event(user, day: SharedDay):
    event = Event()
    event.add("uid", uuid5(NAMESPACE_URL, f"hipdrive:done:{user.pk}:{day.date}"))
    event.add("dtstamp", datetime.combine(day.date, time(0), UTC))  # the same in each file
    event.add("dtstart", day.date)
    event.add("dtend", day.date + DAY)
    event.add("summary", ", ".join(_summary(day)))
    event.add("description", "\n".join(_description(day)))
    event.add("transp", "TRANSPARENT")
    return event


def _summary(day):
    if n := len(day.sessions):
        yield ngettext("%(n)d exercise", "%(n)d exercises", n) % {"n": n}
    if n := len(day.runs):
        yield ngettext("%(n)d run", "%(n)d runs", n) % {"n": n}


def _description(day):
    for session in day.sessions:
        feedback = f" ({session.feedback})" if session.feedback else ""
        yield labelled(session.exercise, f"{session.done}{feedback}")
    yield from day.runs
    if day.morning_pain is not None:
        words = _("Pain on the morning after: %(pain)d") % {"pain": day.morning_pain}
        yield f"{words} ({day.where})" if day.where else words
