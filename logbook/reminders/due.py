"""Who is to be reminded of what at this moment, and that each is reminded of it once.

A reminder belongs to a slot: a date of the runner's own, or a date and a time. The slot's row
comes before the sending, so of two runs at once only one sends, and a run that dies in between
loses one reminder and never doubles it.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import batched

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dates import DAY
from ..exercise_guides import guides
from ..models import Device, Reminder, Reminders, SetEntry
from ..today.page import Page
from ..training_state import NotScreened, training_state_on
from . import push

events = logging.getLogger("hipdrive.events")

Kind = Reminder.Kind
LATE = timedelta(minutes=45)  # a timer that was off for longer does not send what is stale
SENDERS = 8  # a slow push service holds up only its own


@dataclass(frozen=True, slots=True)
class Due:
    reminders: Reminders
    kind: str
    slot: str


def due(now: datetime) -> Iterator[Due]:
    """What comes at this moment to those who switched it on and have a device for it."""
    rows = Reminders.objects.filter(
        Q(training=True) | Q(morning=True) | Q(squeeze=True),
        Exists(Device.objects.filter(user=OuterRef("user"))),
        user__is_active=True,
    )
    for row in rows.select_related("user").iterator(chunk_size=1000):
        for kind, is_on in (
            (Kind.TRAINING, row.training),
            (Kind.MORNING, row.morning),
            (Kind.SQUEEZE, row.squeeze),
        ):
            slot = is_on and slot_at(row, kind, now)
            if slot:
                yield Due(row, kind, slot)


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
    """Of one day, in its order."""
    if kind == Kind.TRAINING:
        return [reminders.training_at]
    if kind == Kind.MORNING:
        return [reminders.morning_at]
    minutes = [at.hour * 60 + at.minute for at in (reminders.squeeze_from, reminders.squeeze_until)]
    every = range(minutes[0], minutes[1] + 1, reminders.squeeze_hours * 60)
    return [time(*divmod(minute, 60)) for minute in every]


def claim(one: Due) -> bool:
    """Whether nobody saw to it before."""
    slot = {"user": one.reminders.user, "kind": one.kind, "slot": one.slot}
    if Reminder.objects.filter(**slot).exists():
        return False
    try:
        with transaction.atomic():
            Reminder.objects.create(**slot)
    except IntegrityError:  # another run, in between
        return False
    return True


def message(one: Due) -> dict | None:
    """What is sent; ``None`` where there is no need."""
    words = {Kind.TRAINING: _training, Kind.MORNING: _morning, Kind.SQUEEZE: _squeeze}
    said = words[one.kind](one.reminders.user, one.slot)
    if said is None:
        return None
    title, body = said
    icon = settings.STATIC_URL + "icon-192.png"  # as it is named: a command knows no manifest
    return {"title": title, "body": body, "icon": icon, "url": reverse("today"), "tag": one.kind}


def _training(user, slot):
    """Only if the plan of the day asks for something that is not done."""
    today = user.today()
    try:
        page = Page(user, today, training_state_on(user, today), guides())
    except NotScreened:
        return None
    left = sum(not card.is_done for card in page.cards)
    if str(today) != slot or not page.answer.today or not left:
        return None
    count = ngettext("%d exercise is left.", "%d exercises are left.", left) % left
    return _("Today's training"), count


def _morning(user, slot):
    """Only after a day with training, if nothing was said about it."""
    yesterday = user.today() - DAY
    sets = SetEntry.objects.on_days(user, yesterday, yesterday).live().filter(any_time=False)
    if not sets.filter(workout__morning_pain=None, workout__morning_skipped=False).exists():
        return None
    return _("How is this morning?"), _("Pain after yesterday's training: one tap.")


def _squeeze(user, slot):
    return _("Squeeze now"), _("Ten seconds, wherever you are.")


def remind(now: datetime | None = None, *, really: bool = True) -> Counter:
    """Sends what is due. Counts by kind, and devices by ``push.Outcome``."""
    now = now or timezone.now()
    counts = Counter()
    if not really:
        needed = (one for one in due(now) if not _is_seen_to(one) and message(one))
        return Counter(str(one.kind) for one in needed)
    with ThreadPoolExecutor(SENDERS) as pool:
        for batch in batched(_letters(now, counts), 10 * SENDERS):
            outcomes = list(pool.map(lambda letter: push.send(letter[1], letter[2]), batch))
            _note(now, [letter[0] for letter in batch], outcomes)
            counts.update(map(str, outcomes))
            for outcome in outcomes:
                events.info(f"reminder_{outcome}")
    return counts


def _is_seen_to(one):
    rows = Reminder.objects.for_user(one.reminders.user)
    return rows.filter(kind=one.kind, slot=one.slot).exists()


def _letters(now, counts):
    """(pk of the device, browser, message) of each."""
    for one in list(due(now)):  # read to the end before anything is written
        if not claim(one):
            continue
        text = message(one)
        if text is None:
            continue
        counts[str(one.kind)] += 1
        for device in Device.objects.for_user(one.reminders.user):
            yield device.pk, browser_of(device), text


def browser_of(device: Device) -> push.Browser:
    keys = map(push.from_text, (device.p256dh, device.auth))
    return push.Browser(device.endpoint, *keys)


def _note(now, devices, outcomes):
    by_outcome = {}
    for pk, outcome in zip(devices, outcomes, strict=True):
        by_outcome.setdefault(outcome, []).append(pk)
    mine = Device.objects.filter
    mine(pk__in=by_outcome.get(push.Outcome.GONE, [])).delete()
    mine(pk__in=by_outcome.get(push.Outcome.SENT, [])).update(failing_since=None)
    failed = by_outcome.get(push.Outcome.FAILED, [])
    mine(pk__in=failed, failing_since=None).update(failing_since=now)
