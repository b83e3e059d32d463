"""The calendar of the training to come: two weeks, each day with an alarm.

It says only what is sure: that there is training each day, for how long, and from when on a lift
can come. What is asked on a day depends on the day before, so today's page says that.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vDuration

from plans.rules.hinge import DAYS_BETWEEN_LIFTS, RACE_DAYS

from ..dates import DAY
from ..models import Reminders, Run
from ..training_state import NotScreened, TrainingState, training_state_on

DAYS = 14
REFRESH_EVERY = timedelta(hours=4)

# The address is a random key and its signature: nobody can make one from the database alone.
signer = Signer(sep=".", salt="logbook.calendar")


def token_of(reminders: Reminders) -> str:
    """The part of the calendar's address that is secret."""
    return signer.sign(reminders.calendar_key.hex)


def reminders_at(token: str) -> Reminders | None:
    """The reminders whose calendar has this token."""
    try:
        key = UUID(hex=signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    rows = Reminders.objects.filter(calendar_key=key, user__is_active=True)
    return rows.select_related("user").first()


def training_calendar(reminders: Reminders, address: str) -> bytes:
    """The iCalendar file, the same all day as long as the plan is.

    ``address`` is that of today's page.
    """
    user = reminders.user
    today = user.today()
    calendar = Calendar()
    calendar.add("prodid", "-//Hipdrive//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("name", "Hipdrive")
    calendar.add("x-wr-calname", "Hipdrive")
    calendar.add("refresh-interval", REFRESH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH_EVERY))
    for day, lift in days_with_lifts(user, today):
        calendar.add_component(_event(reminders, day, lift, address, stamp=today))
    return calendar.to_ical()


def days_with_lifts(user, today: date) -> list[tuple[date, str]]:
    """Each day with ``"next"`` or ``"later"`` where a lift can come, or ``""``.

    A runner without a plan has no days.
    """
    try:
        state = training_state_on(user, today)
    except NotScreened:
        return []
    if state.answer.screen == "stop":
        return []
    last = today + (DAYS - 1) * DAY
    lifts = dict.fromkeys(lift_days(state, last), "later")
    if state.answer.hinge_next in lifts:
        lifts[state.answer.hinge_next] = "next"
    days = [today + number * DAY for number in range(DAYS)]
    return [(day, lifts.get(day, "")) for day in days]


def lift_days(state: TrainingState, last: date) -> list[date]:
    """The days of lifts up to ``last`` if each of them is done: the next one, then by the rules."""
    answer = state.answer
    done = {one.date for one in state.sessions if one.exercise in answer.program.hinges}
    coming, day = [], answer.hinge_next
    while day and day <= last:
        all_days = [*done, *coming]
        is_rested = all((day - one).days >= DAYS_BETWEEN_LIFTS for one in all_days if one != day)
        in_a_week = sum(0 < (day - one).days < 7 for one in all_days)
        is_due = is_rested and in_a_week < answer.setup.lifts
        if not coming or (is_due and not any(_is_against_lift(run, day) for run in state.runs)):
            coming.append(day)
        day += DAY
    return coming


def _is_against_lift(run: Run, day: date) -> bool:
    days = (run.date - day).days
    return (run.kind == Run.Kind.KEY and days == 1) or (
        run.kind == Run.Kind.RACE and 0 <= days <= RACE_DAYS
    )


def _event(reminders, day, lift, address, stamp):
    user = reminders.user
    begins = datetime.combine(day, reminders.train_at, user.zone).astimezone(UTC)
    event = Event()
    event.add("uid", uuid5(NAMESPACE_URL, f"hipdrive:{user.pk}:{day}"))
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=user.minutes))
    event.add("summary", _("Glutes, with a lift") if lift else _("Glutes"))
    event.add("description", "\n\n".join(_description(user, lift, address)))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", event["summary"])
    event.add_component(alarm)
    return event


def _description(user, lift, address):
    yield _("Daily training: %(minutes)d minutes.") % {"minutes": user.minutes}
    if lift == "next":
        yield _("From this day on a lift can come. It comes on top of the minutes.")
    elif lift:
        yield _(
            "A lift, if you do the ones before it on their days. If one of them moves, this one "
            "moves too. It comes on top of the minutes."
        )
    yield _("What exactly is asked depends on the day before: %(address)s") % {"address": address}
