"""Runs, done and to come."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import RunnerQuerySet

MOST_RUN_MIN = 999  # minutes


class Run(models.Model):
    """A run of one day, done or to come; several a day. Key runs keep the lift off their eve."""

    class Kind(models.TextChoices):
        EASY = "easy", _("easy")
        KEY = "key", _("key")
        LONG = "long", _("long")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="runs")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.EASY)
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    objects = RunnerQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["user", "date"], name="runs_of_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["easy", "key", "long"]), name="run_is_of_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__range=(1, MOST_RUN_MIN)),
                name="run_is_1_to_999_minutes",
                violation_error_message=_("1 to 999 minutes."),
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.kind} {self.minutes}"
