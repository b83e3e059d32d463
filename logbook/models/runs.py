"""Runs, done and to come."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import RunnerQuerySet, scale

MOST_RUN_MIN = 999  # minutes


class Run(models.Model):
    """A run of one day, done or to come; several a day. Key runs and races keep lifts away.

    Felt and pain are of the run itself, and empty until the runner says them.
    """

    class Kind(models.TextChoices):
        EASY = "easy", _("easy")
        KEY = "key", _("key")
        LONG = "long", _("long")
        RACE = "race", _("race")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="runs")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.EASY)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    felt_left = scale(_("felt left"))
    felt_right = scale(_("felt right"))
    pain = scale(_("pain"))

    objects = RunnerQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["user", "date"], name="runs_of_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["easy", "key", "long", "race"]),
                name="run_is_of_a_kind",
                violation_error_message=_("A run is easy, key, long or a race."),
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__range=(1, MOST_RUN_MIN)),
                name="run_is_1_to_999_minutes",
                violation_error_message=_("1 to 999 minutes."),
            ),
            *[
                models.CheckConstraint(
                    condition=models.Q(**{name: None}) | models.Q(**{f"{name}__range": (0, 10)}),
                    name=f"run_{name}_is_0_to_10",
                    violation_error_message=_("0 to 10."),
                )
                for name in ("felt_left", "felt_right", "pain")
            ],
        ]

    def __str__(self):
        return f"{self.date} {self.kind} {self.minutes}"

    @property
    def is_said(self):
        """Whether the runner said how it was."""
        return (self.felt_left, self.felt_right, self.pain) != (None, None, None)
