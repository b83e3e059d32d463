"""Which reminders are due at a moment, and that each of them is sent once.

A reminder belongs to a slot: a date of the runner's own, or a date and a time. The slot's row is
written before the message is sent. So of two runs at once only one sends, and a run that dies in
between loses one reminder and never doubles it.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import batched

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates import DAY
from ..models import Device, Reminder, Reminders, SetEntry
from ..today.page import Page
from ..training_state import NotScreened
from . import push

events = logging.getLogger("hipdrive.events")

Kind = Reminder.Kind
LATE = timedelta(minutes=45)  # after that a reminder is stale and is not sent
SENDERS = 8  # so that a slow push service holds up only its own messages


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
        Q(training=True) | Q(morning=True) | Q(squeeze=True),
        Exists(Device.objects.filter(user=OuterRef("user"))),
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


def times_of(reminders: Reminders, kind: str) -> list[time]:
    """The times of one day at which this kind comes, earliest first."""
    if kind == Kind.TRAINING:
        return [reminders.training_at]
    if kind == Kind.MORNING:
        return [reminders.morning_at]
    minutes = [at.hour * 60 + at.minute for at in (reminders.squeeze_from, reminders.squeeze_until)]
    every = range(minutes[0], minutes[1] + 1, reminders.squeeze_hours * 60)
    return [time(*divmod(minute, 60)) for minute in every]


def message_for(due: DueReminder) -> dict | None:
    """The message that a browser shows; ``None`` where there is nothing to remind of."""
    if due.kind == Kind.SQUEEZE:
        text = _("Squeeze now"), _("Ten seconds, wherever you are.")
    elif due.kind == Kind.MORNING:
        text = _morning(due.reminders.user)
    else:
        text = _training(due.reminders.user, due.slot)
    if text is None:
        return None
    title, body = text
    icon = settings.STATIC_URL + "icon-192.png"  # unhashed, since a command reads no manifest
    return {"title": title, "body": body, "icon": icon, "url": reverse("today"), "tag": due.kind}


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
    """Reminds only after a day with training, if the morning's question is not answered."""
    yesterday = user.today() - DAY
    sets = SetEntry.objects.on_days(user, yesterday, yesterday).live().in_sessions()
    if not sets.filter(workout__morning_pain=None, workout__morning_skipped=False).exists():
        return None
    return _("How is this morning?"), _("Pain after yesterday's training: one tap.")


def remind(now: datetime | None = None, *, really: bool = True) -> Counter:
    """Sends what is due. Counts reminders by kind, and devices by ``push.Outcome``."""
    now = now or timezone.now()
    if not really:
        open_ones = (
            one for one in due_reminders(now) if not Reminder.objects.filter(**one.row).exists()
        )
        return Counter(str(one.kind) for one in open_ones if message_for(one))
    counts = Counter()
    with ThreadPoolExecutor(SENDERS) as pool:
        for batch in batched(_messages(now, counts), 10 * SENDERS):
            outcomes = list(pool.map(lambda one: push.send(one[1], one[2]), batch))
            _note_outcomes(now, [pk for pk, _browser, _message in batch], outcomes)
            counts.update(map(str, outcomes))
            for outcome in outcomes:
                events.info(f"reminder_{outcome}")
    return counts


def _messages(now, counts):
    """(pk of the device, browser, message) of each reminder that this run claims."""
    for due in list(due_reminders(now)):  # read to the end before anything is written
        _row, is_new = Reminder.objects.get_or_create(**due.row)
        message = message_for(due) if is_new else None
        if message is None:
            continue
        counts[str(due.kind)] += 1
        for device in Device.objects.for_user(due.reminders.user):
            keys = map(push.from_base64url, (device.p256dh, device.auth))
            yield device.pk, push.Browser(device.endpoint, *keys), message


def _note_outcomes(now, pks, outcomes):
    by_outcome = defaultdict(list)
    for pk, outcome in zip(pks, outcomes, strict=True):
        by_outcome[outcome].append(pk)
    devices = Device.objects.filter
    devices(pk__in=by_outcome[push.Outcome.GONE]).delete()
    devices(pk__in=by_outcome[push.Outcome.SENT]).update(failing_since=None)
    failed = devices(pk__in=by_outcome[push.Outcome.FAILED], failing_since=None)
    failed.update(failing_since=now)
