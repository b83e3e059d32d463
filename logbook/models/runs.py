"""Runs, done and to come."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..pain_zones import AMBER
from .base import Edited, RunnerQuerySet, Upload, scale
from .training import Place

MOST_RUN_MIN = 999  # minutes
MOST_RUNS_A_DAY = 20  # ours: what a watch took apart may be many
FARTHEST_RUN = timedelta(days=3 * 366)  # a race is entered no earlier (ours)


class RunImport(Upload):
    """Files with runs that a runner brought at once: read, then a preview, then stored, undoable.

    Of the files only what the preview shows is stored: no position, no name, no heart rate.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="run_imports")
    # {pk of a run that was there: {column: [value before, value given]}}, for the undo
    filled = models.JSONField(default=dict)
    added = models.PositiveIntegerField(default=0)  # runs

    class Meta(Upload.Meta):
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(confirmed_at=None),
                name="run_imports_to_be_confirmed",
            )
        ]

    @property
    def state(self):
        if self.undone_at:
            return "undone"
        return "done" if self.confirmed_at else "open"


class RunQuerySet(RunnerQuerySet):
    def done(self, today):
        """The runs that count as done; in Python that is ``not run.may_be_ahead(today)``."""
        nothing_said = models.Q(felt_left=None, felt_right=None, pain=None, skipped=False)
        return self.filter(date__lte=today).exclude(nothing_said, date=today, started_at=None)


class Run(Edited):
    """A run of one day, done or to come; several a day. Key runs and races keep lifts away.

    Felt and pain are of the run itself, and empty until the runner says them. Distance and start
    are known of runs that came by file or from a program.
    """

    class Kind(models.TextChoices):
        EASY = "easy", pgettext_lazy("run", "easy")
        KEY = "key", pgettext_lazy("run", "key")
        LONG = "long", pgettext_lazy("run", "long")
        RACE = "race", pgettext_lazy("run", "race")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="runs")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.EASY)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    felt_left = scale(_("felt left"))
    felt_right = scale(_("felt right"))
    pain = scale(_("pain"))
    pain_place = models.CharField(_("where it hurt"), max_length=9, choices=Place, blank=True)
    skipped = models.BooleanField(default=False)  # how it was is not asked any more
    distance_m = models.PositiveIntegerField(_("distance in metres"), null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Made by the program that sent the run, or of a calendar's entry: so it is stored once.
    key = models.UUIDField(null=True, blank=True, editable=False)
    run_import = models.ForeignKey(
        RunImport, models.SET_NULL, null=True, blank=True, editable=False, related_name="runs"
    )
    # When the runner corrected what a file brought; an undo leaves such a run.
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["user", "date"], name="runs_of_day")]
        constraints = [
            models.UniqueConstraint("user", "key", name="one_run_a_key"),
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
            models.CheckConstraint(
                condition=models.Q(pain_place="")
                | models.Q(pain_place__in=Place.values, pain__isnull=False, pain__gte=AMBER),
                name="where_a_run_hurt_from_3_on",
                violation_error_message=_("Where it hurt is asked from 3 on."),
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

    @property
    def is_asked(self):
        """Whether something of it is still to be said."""
        return None in (self.felt_left, self.felt_right, self.pain) and not self.skipped

    def may_be_ahead(self, today):
        """Whether it is to come, or is of today and nothing says yet that it is over."""
        if self.date != today:
            return self.date > today
        return not (self.is_said or self.skipped or self.started_at)
