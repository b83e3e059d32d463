"""Values that are worked out from a runner's log and kept, so that pages need not do it again."""

from django.conf import settings
from django.db import models

from .base import RunnerQuerySet


class Derived(models.Model):
    """A cached value about the days before ``until`` (logbook/derived.py)."""

    class Kind(models.TextChoices):
        CHECKPOINT = "checkpoint"
        PERIOD_TOTALS = "period-totals"
        LADDER_HISTORY = "ladder-history"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="derived", db_index=False
    )
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.PositiveBigIntegerField()  # the runner's past_version when it was begun
    key = models.CharField(max_length=64)  # hash of the program, rules and choices
    until = models.DateField()
    value = models.JSONField()

    objects = RunnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "kind", name="one_derived_value_a_kind"),
        ]

    def __str__(self):
        return f"{self.kind} until {self.until}"
