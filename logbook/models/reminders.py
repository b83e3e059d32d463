"""What a runner wants to be reminded of, on which devices, and what was sent."""

from datetime import time

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import RunnerQuerySet

MOST_HOURS = 12  # between two squeezes


class Reminders(models.Model):
    """What one runner wants to be reminded of; nothing, unless switched on. Times are local."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    # Part of the calendar's address (calendar.py). None: there is no calendar.
    calendar_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    train_at = models.TimeField(_("when you train"), default=time(18))

    training = models.BooleanField(_("training not yet done"), default=False)
    training_at = models.TimeField(_("at"), default=time(19))
    morning = models.BooleanField(_("pain on the morning after"), default=False)
    morning_at = models.TimeField(_("at"), default=time(8))
    run = models.BooleanField(_("how a run was"), default=False)
    run_at = models.TimeField(_("at"), default=time(20))
    squeeze = models.BooleanField(_("a squeeze through the day"), default=False)
    squeeze_hours = models.PositiveSmallIntegerField(_("every so many hours"), default=2)
    squeeze_from = models.TimeField(_("from"), default=time(9))
    squeeze_until = models.TimeField(_("until"), default=time(17))
    quiet_from = models.TimeField(_("quiet from"), default=time(21))
    quiet_until = models.TimeField(_("quiet until"), default=time(7))

    objects = RunnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(squeeze_hours__range=(1, MOST_HOURS)),
                name="squeeze_every_1_to_12_hours",
                violation_error_message=_("1 to 12 hours."),
            ),
            models.CheckConstraint(
                condition=models.Q(squeeze_from__lte=models.F("squeeze_until")),
                name="squeezes_begin_before_they_end",
                violation_error_message=_("The squeezes end before they begin."),
            ),
        ]

    def __str__(self):
        return f"reminders of {self.user_id}"

    def is_quiet(self, at: time) -> bool:
        """Over midnight too; the same time twice is never quiet."""
        begins, ends = self.quiet_from, self.quiet_until
        if begins <= ends:
            return begins <= at < ends
        return at >= begins or at < ends


MOST_DEVICES = 20  # of one runner


class DeviceQuerySet(RunnerQuerySet):
    def awake(self, now):
        """The devices whose push service did not fail just now."""
        return self.exclude(rests_until__gt=now)


class Device(models.Model):
    """A browser that lets itself be woken by push."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    name = models.CharField(_("name"), max_length=60, blank=True)
    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=88)
    auth = models.CharField(max_length=24)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)  # not asked before that

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at"]
        constraints = [
            # A phone that changes hands is its new owner's alone.
            models.UniqueConstraint("endpoint", name="one_device_an_endpoint"),
            models.CheckConstraint(
                condition=models.Q(endpoint__startswith="https://"), name="endpoint_is_https"
            ),
        ]

    def __str__(self):
        return self.name or f"device {self.pk}"


class Reminder(models.Model):
    """That one reminder was seen to, sent or not needed: a slot comes once and never again."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("training not yet done")
        MORNING = "morning", _("pain on the morning after")
        RUN = "run", _("how a run was")
        SQUEEZE = "squeeze", _("a squeeze through the day")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    slot = models.CharField(max_length=16)  # the runner's date, of several a day with the time
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "kind", "slot", name="one_reminder_a_slot"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["training", "morning", "run", "squeeze"]),
                name="reminder_is_of_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.slot}"
