"""What a runner did and how it was: a workout a day, its sets, and feedback on each exercise."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exercises.models import Cue, Exercise
from plans.models import Revision

from ..pain_zones import AMBER
from .base import LAST_MS, DayQuerySet, Edited, RunnerQuerySet, scale

MOST_AMOUNT = 999
MOST_HOLD_S = 600
MOST_LOAD_KG = 999
MOST_NOTE = 10_000  # characters
MOST_BANDS = 5  # of one runner
MOST_SETS_A_DAY = 1000  # ours, deleted ones too: a page reads and shows each set of its day


class SetQuerySet(DayQuerySet):
    def live(self):
        """Sets that were not deleted."""
        return self.filter(deleted_at=None)

    def in_sessions(self):
        """Sets of sessions: any-time squeezes and primers belong to none."""
        return self.filter(any_time=False, primer=False)

    def known(self):
        """Sets whose values are still there (housekeeping.py removes them after a deletion)."""
        return self.filter(edited_ms__lt=LAST_MS)


class Place(models.TextChoices):
    """Where it hurt on the morning after training."""

    BACK = "back", pgettext_lazy("part of the body", "back")
    HIP = "hip", _("hip or buttock")
    THIGH = "thigh", _("thigh")
    KNEE = "knee", _("knee")
    LOWER_LEG = "lower-leg", _("lower leg or foot")
    ELSEWHERE = "elsewhere", _("elsewhere")


class Workout(Edited):
    """All that one runner did on one date of the runner's own calendar."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="workouts", db_index=False
    )
    date = models.DateField(_("date"))
    # Asked on the day after, about this day; it judges this day's sessions.
    morning_pain = scale(_("pain on the morning after"))
    morning_skipped = models.BooleanField(default=False)
    # Asked where the pain is 3 or more; not known counts as from training.
    morning_place = models.CharField(_("where it hurt"), max_length=9, choices=Place, blank=True)
    morning_from_training = models.BooleanField(_("from training"), default=True)
    note = models.TextField(_("note"), blank=True)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        ordering = ["-date"]
        constraints = [
            models.UniqueConstraint("user", "date", name="one_workout_a_day"),
            models.CheckConstraint(
                condition=models.Q(morning_pain=None) | models.Q(morning_pain__range=(0, 10)),
                name="morning_pain_is_0_to_10",
                violation_error_message=_("Pain is 0 to 10."),
            ),
            models.CheckConstraint(
                condition=models.Q(morning_place__in=["", *Place.values]),
                name="morning_place_is_one_of_six",
                violation_error_message=_("This is no place that we know."),
            ),
            models.CheckConstraint(
                condition=models.Q(morning_place="", morning_from_training=True)
                | models.Q(morning_pain__isnull=False, morning_pain__gte=AMBER),
                name="where_and_why_it_hurt_from_3_on",
                violation_error_message=_("Where it hurt is asked from 3 on."),
            ),
        ]

    def __str__(self):
        return str(self.date)


class SetValues(Edited):
    """The columns of a set, also of one whose import is not finished (models/imports.py)."""

    class Side(models.TextChoices):
        BOTH = "both", _("both")
        LEFT = "left", _("left")
        RIGHT = "right", _("right")

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+", db_index=False)
    key = models.UUIDField(editable=False)  # made by the page that sends it
    side = models.CharField(_("side"), max_length=5, choices=Side, default=Side.BOTH)
    amount = models.PositiveSmallIntegerField(_("amount"))
    hold_s = models.PositiveSmallIntegerField(_("hold in seconds"), null=True, blank=True)
    load_kg = models.DecimalField(
        _("load in kg"), max_digits=12, decimal_places=9, null=True, blank=True
    )  # nine: a tenth of a pound is exact
    band = models.PositiveSmallIntegerField(_("band"), null=True, blank=True)  # 1: the lightest
    any_time = models.BooleanField(_("any-time squeeze"), default=False)
    primer = models.BooleanField(_("before a run"), default=False)

    target_sets = models.PositiveSmallIntegerField(null=True, blank=True)
    target_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    target_hold_s = models.PositiveSmallIntegerField(null=True, blank=True)
    target_load_kg = models.DecimalField(max_digits=12, decimal_places=9, null=True, blank=True)
    target_band = models.PositiveSmallIntegerField(null=True, blank=True)
    revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # What was shown stays known: an editor's deletion leaves the row of a cue where it is.
    cue = models.ForeignKey(
        Cue, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    cue_version = models.PositiveIntegerField(null=True, blank=True)

    logged_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class SetEntry(SetValues):
    """One set as done, beside what was asked and the cue that was shown.

    Deleting keeps the row and its key, so that a repeated sending cannot bring it back.

    Each index is written with each tap, so no foreign key has one of its own unless it is asked by
    it: a runner's sets are found by "one_set_a_key", and what an editor deletes is looked for in
    all of them.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sets", db_index=False
    )
    workout = models.ForeignKey(Workout, models.CASCADE, related_name="sets")
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SetQuerySet.as_manager()

    is_new = True  # of one that was to be logged just now: False where it stood before

    class Meta:
        ordering = ["logged_at", "pk"]
        indexes = [
            models.Index(fields=["user", "exercise"], name="sets_of_exercise"),
            models.Index(
                fields=["exercise", "cue", "cue_version", "user", "workout"],
                condition=models.Q(cue__isnull=False, deleted_at=None),
                name="sets_that_showed_a_cue",
            ),
            models.Index(
                fields=["deleted_at"],
                condition=models.Q(deleted_at__isnull=False),
                name="sets_that_were_deleted",
            ),
            models.Index(
                fields=["workout"],
                condition=models.Q(primer=True, deleted_at=None),
                name="primers_of_a_day",
            ),
        ]
        constraints = [
            models.UniqueConstraint("user", "key", name="one_set_a_key"),
            models.CheckConstraint(
                condition=models.Q(amount__range=(1, MOST_AMOUNT)),
                name="amount_is_1_to_999",
                violation_error_message=_("1 to 999."),
            ),
            models.CheckConstraint(
                condition=models.Q(hold_s=None) | models.Q(hold_s__range=(0, MOST_HOLD_S)),
                name="hold_is_0_to_600",
                violation_error_message=_("0 to 600 seconds."),
            ),
            models.CheckConstraint(
                condition=models.Q(load_kg=None) | models.Q(load_kg__range=(0, MOST_LOAD_KG)),
                name="load_is_0_to_999",
                violation_error_message=_("0 to 999 kg."),
            ),
            models.CheckConstraint(
                condition=models.Q(band=None) | models.Q(band__range=(1, MOST_BANDS)),
                name="band_is_1_to_5",
                violation_error_message=_("Bands are 1 to 5."),
            ),
            models.CheckConstraint(
                condition=models.Q(any_time=False) | models.Q(primer=False),
                name="set_is_any_time_or_primer",
                violation_error_message=_("An any-time squeeze is no primer."),
            ),
        ]

    def __str__(self):
        return f"{self.exercise_id} {self.side} {self.amount}"


class FeedbackValues(Edited):
    """The columns of feedback, also of that whose import is not finished."""

    class TookOver(models.TextChoices):
        NOTHING = "nothing", pgettext_lazy("what took over", "nothing")
        THIGHS = "thighs", pgettext_lazy("what took over", "thighs")
        HAMSTRINGS = "hamstrings", pgettext_lazy("what took over", "hamstrings")
        BACK = "back", pgettext_lazy("part of the body", "back")

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+", db_index=False)
    felt_left = scale(_("felt left"))
    felt_right = scale(_("felt right"))
    pain = scale(_("pain"))
    effort = scale(_("effort"))
    form = models.BooleanField(_("form held"), null=True, blank=True)
    took_over = models.CharField(_("what took over"), max_length=10, choices=TookOver, blank=True)
    skipped = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Feedback(FeedbackValues):
    """How one exercise was on one day; each value may be missing."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feedback")
    workout = models.ForeignKey(Workout, models.CASCADE, related_name="feedback", db_index=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = DayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("workout", "exercise", name="one_feedback_an_exercise_a_day"),
            *[
                models.CheckConstraint(
                    condition=models.Q(**{name: None}) | models.Q(**{f"{name}__range": (0, 10)}),
                    name=f"{name}_is_0_to_10",
                    violation_error_message=_("0 to 10."),
                )
                for name in ("felt_left", "felt_right", "pain", "effort")
            ],
        ]

    def __str__(self):
        return f"{self.exercise_id} {self.workout_id}"

    @property
    def is_empty(self):
        """Nothing was said, though it may have been asked."""
        values = (self.felt_left, self.felt_right, self.pain, self.effort, self.form)
        return not self.took_over and all(value is None for value in values)
