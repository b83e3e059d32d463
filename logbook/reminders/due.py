"""Which reminders are due at a moment, and that each of them is sent once.

A reminder belongs to a slot: a date of the runner's own, or a date and a time. The slot's row is
written before the message is sent. So of two runs at once only one sends, and a run that dies in
between loses one reminder and never doubles it.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates import DAY
from ..describe import describe_run
from ..models import MOST_DEVICES, Device, Reminder, Reminders, Run, SetEntry, Workout
from ..pain_zones import RED
from ..runs.run_weeks import address_of_question
from ..today.page import Page
from ..training_state import NotScreened
from . import push

events = logging.getLogger("hipdrive.events")

Kind = Reminder.Kind
LATE = timedelta(minutes=45)  # after that a reminder is stale and is not sent
RUN_S = 240  # after that a run claims no more: the timer starts the next one after five minutes
SENDERS = 50  # so that slow push services hold up only their own messages
# A device whose push service failed is left alone for as long as it has been failing: each time
# for twice as long as before, within these limits.
SHORTEST_REST, LONGEST_REST = timedelta(minutes=15), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueReminder:
    reminders: Reminders  # what its runner wants
    kind: str
    slot: str

    @property
    def row(self) -> dict:
        """The columns of the ``Reminder`` by which this one is claimed."""
        return {"user": self.reminders.user, "kind": self.kind, "slot": self.slot}


def due_reminders(now: datetime) -> Iterator[DueReminder]:
    """What comes at this moment to runners who switched it on and have a device for it."""
    rows = Reminders.objects.filter(
        Q(training=True) | Q(morning=True) | Q(run=True) | Q(squeeze=True),
        Exists(Device.objects.filter(user=OuterRef("user")).awake(now)),
        user__is_active=True,
    )
    for row in rows.select_related("user").iterator(chunk_size=1000):
        for kind in Kind:
            # The switch of a kind is a column of its name.
            if getattr(row, kind) and (slot := slot_at(row, kind, now)):
                yield DueReminder(row, kind, slot)


def slot_at(reminders: Reminders, kind: str, now: datetime) -> str | None:
    """The slot that came within the last minutes, outside the quiet hours both then and now."""
    zone = reminders.user.zone
    local = now.astimezone(zone)
    if reminders.is_quiet(local.time()):
        return None
    for day in (local.date(), local.date() - DAY):
        for at in reversed(times_of(reminders, kind)):
            came = datetime.combine(day, at, zone)
            if timedelta(0) <= now - came < LATE and not reminders.is_quiet(at):
                return f"{day} {at:%H:%M}" if kind == Kind.SQUEEZE else str(day)
    return None


def times_of(reminders: Reminders, kind: str) -> list[clock_time]:
    """The times of one day at which this kind comes, earliest first."""
    if kind == Kind.TRAINING:
        return [reminders.training_at]
    if kind == Kind.MORNING:
        return [reminders.morning_at]
    if kind == Kind.RUN:
        return [reminders.run_at]
    minutes = [at.hour * 60 + at.minute for at in (reminders.squeeze_from, reminders.squeeze_until)]
    every = range(minutes[0], minutes[1] + 1, reminders.squeeze_hours * 60)
    return [clock_time(*divmod(minute, 60)) for minute in every]


def message_for(due: DueReminder) -> dict | None:
    """The message that a browser shows; ``None`` where there is nothing to remind of."""
    url = reverse("today")
    if due.kind == Kind.SQUEEZE:
        text = _("Squeeze now"), _("Ten seconds, wherever you are.")
    elif due.kind == Kind.MORNING:
        text = _morning(due.reminders.user)
    elif due.kind == Kind.RUN:
        run = _run_to_ask_about(due.reminders.user, due.slot)
        text = run and (_("Did your glutes drive?"), describe_run(run))
        url += address_of_question(run) if run else ""
    else:
        text = _training(due.reminders.user, due.slot)
    if text is None:
        return None
    title, body = text
    icon = settings.STATIC_URL + "icon-192.png"  # unhashed, since a command reads no manifest
    return {"title": title, "body": body, "icon": icon, "url": url, "tag": due.kind}


def _training(user, slot):
    """Reminds only if the day's plan asks for something that is not done."""
    today = user.today()
    try:
        page = Page(user, today)
    except NotScreened:
        return None
    left = sum(not card.is_done for card in page.cards)
    if str(today) != slot or not page.answer.today or not left:
        return None
    count = ngettext("%d exercise is left.", "%d exercises are left.", left) % left
    return _("Today's training"), count


def _morning(user):
    """Reminds after training or a red morning, if the morning's question is not answered."""
    yesterday = user.today() - DAY
    days = Workout.objects.for_user(user)
    answered = days.exclude(morning_pain=None, morning_skipped=False)
    if answered.filter(date=yesterday).exists():
        return None
    if SetEntry.objects.on_days(user, yesterday, yesterday).live().in_sessions().exists():
        return _("How is this morning?"), _("Pain after yesterday's training: one tap.")
    if days.filter(date=yesterday - DAY, morning_pain__gte=RED).exists():
        return _("How is this morning?"), _("Pain after yesterday's rest: one tap.")
    return None


def _run_to_ask_about(user, slot):
    """The last run of the day, if how it was is not said and may still be asked."""
    if str(user.today()) != slot:
        return None
    runs = Run.objects.for_user(user).filter(date=user.today())
    return next((run for run in reversed(runs) if run.is_asked), None)


def remind(now: datetime | None = None, *, really: bool = True) -> Counter:
    """Sends what is due. Counts reminders by kind, devices by ``push.Outcome``, and what is left
    for the next run when the time of this one is over.
    """
    now = now or timezone.now()
    if not really:
        open_ones = (one for one in due_reminders(now) if not is_claimed(one))
        return Counter(str(one.kind) for one in open_ones if message_for(one))
    sending = Sending(now)
    pool = ThreadPoolExecutor(SENDERS)
    try:
        sending.send_all(pool)
    finally:
        # A look-up of a host's name cannot be broken off: nobody waits for it here.
        pool.shutdown(wait=False, cancel_futures=True)
    return sending.counts


class Sending:
    """One run of the timer: claims a reminder only when there is time and room to send it."""

    def __init__(self, now):
        self.now, self.counts = now, Counter()
        self.ends_at = time.monotonic() + RUN_S
        self.on_the_way = {}  # the future of each message: its device

    def send_all(self, pool):
        due = list(due_reminders(self.now))  # read to the end before anything is written
        for number, one in enumerate(due):
            if time.monotonic() > self.ends_at:
                self.counts["left"] = len(due) - number
                break
            for device, message in self._claim(one):
                self._send(pool, device, message)
        self._note(wait(self.on_the_way, timeout=push.EXCHANGE_S + 1).done)
        for device in self.on_the_way.values():  # whose host is still being looked up
            self._note_outcome(device, push.Outcome.FAILED)

    def _claim(self, due):
        """The devices to send a reminder to, and its message, if no other run has claimed it."""
        _row, is_new = Reminder.objects.get_or_create(**due.row)
        with due.reminders.user.in_own_language():
            message = message_for(due) if is_new else None
        if message is None:
            return []
        self.counts[str(due.kind)] += 1
        devices = Device.objects.for_user(due.reminders.user).awake(self.now)[:MOST_DEVICES]
        return [(device, message) for device in devices]

    def _send(self, pool, device, message):
        while len(self.on_the_way) >= SENDERS and time.monotonic() < self.ends_at:
            self._note(wait(self.on_the_way, 1, FIRST_COMPLETED).done)
        keys = map(push.from_base64url, (device.p256dh, device.auth))
        browser = push.Browser(device.endpoint, *keys)
        self.on_the_way[pool.submit(push.send, browser, message)] = device

    def _note(self, futures):
        for future in futures:
            self._note_outcome(self.on_the_way.pop(future), future.result())

    def _note_outcome(self, device, outcome):
        """Writes only what changes: where all is well, that is nothing."""
        row = Device.objects.filter(pk=device.pk)
        if outcome == push.Outcome.GONE:
            row.delete()
        elif outcome == push.Outcome.FAILED:
            since = device.failing_since or self.now
            rest = min(max(self.now - since, SHORTEST_REST), LONGEST_REST)
            row.update(failing_since=since, rests_until=self.now + rest)
        elif device.failing_since:
            row.update(failing_since=None, rests_until=None)
        self.counts[str(outcome)] += 1
        events.info(f"reminder_{outcome}")


def is_claimed(due: DueReminder) -> bool:
    return Reminder.objects.filter(**due.row).exists()
