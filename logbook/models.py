from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises.models import Cue, Exercise
from plans.models import Revision

MOST_AMOUNT = 999
MOST_HOLD_S = 600
MOST_LOAD_KG = 999
MOST_RUN_MIN = 999
MOST_NOTE = 10_000  # characters
MOST_HOURS = 12  # between two squeezes
MOST_WEEKS = 52  # in a shared link
LAST_MS = 2**62  # the edit after which there is no other: what was emptied stays so


def scale(label):
    """A 0–10 rating that may be missing."""
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(10)]
    )


class RunnerQuerySet(models.QuerySet):
    """The one door to a runner's rows, but for ``on_days``."""

    def for_user(self, user):
        return self.filter(user=user)


class DayQuerySet(RunnerQuerySet):
    """Of what hangs on a workout."""

    def on_days(self, user, first, last):
        """By the days alone: beside the runner on the row itself a database may take that for the
        way, and go through all the years.
        """
        return self.filter(workout__user=user, workout__date__range=(first, last))


class SetQuerySet(DayQuerySet):
    def live(self):
        return self.filter(deleted_at=None)

    def known(self):
        """Without those emptied long after their deletion (housekeeping.py)."""
        return self.filter(edited_ms__lt=LAST_MS)


class Edited(models.Model):
    """A row that knows its last edit (last_write_wins.py), so that an older one changes nothing."""

    edited_ms = models.BigIntegerField(default=0, editable=False)  # since 1970
    edited_by = models.CharField(max_length=36, blank=True, editable=False)  # the device

    class Meta:
        abstract = True


class Workout(Edited):
    """All that one runner did on one date of the runner's own calendar."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="workouts", db_index=False
    )
    date = models.DateField(_("date"))
    # Asked on the day after, about this day; it judges this day's sessions.
    morning_pain = scale(_("pain on the morning after"))
    morning_skipped = models.BooleanField(default=False)
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
        ]

    def __str__(self):
        return str(self.date)


class SetEntry(Edited):
    """One set as done, beside what was asked and the cue that was shown.

    Deleting keeps the row and its key, so that a repeated sending cannot bring it back.

    Each index is written with each tap, so no foreign key has one of its own unless it is asked by
    it: a runner's sets are found by "one_set_a_key", and what an editor deletes is looked for in
    all of them.
    """

    class Side(models.TextChoices):
        BOTH = "both", _("both")
        LEFT = "left", _("left")
        RIGHT = "right", _("right")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sets", db_index=False
    )
    workout = models.ForeignKey(Workout, models.CASCADE, related_name="sets")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+", db_index=False)
    key = models.UUIDField(editable=False)  # made by the page that sends it
    side = models.CharField(_("side"), max_length=5, choices=Side, default=Side.BOTH)
    amount = models.PositiveSmallIntegerField(_("amount"))
    hold_s = models.PositiveSmallIntegerField(_("hold in seconds"), null=True, blank=True)
    load_kg = models.DecimalField(
        _("load in kg"), max_digits=12, decimal_places=9, null=True, blank=True
    )  # nine: a tenth of a pound is exact
    any_time = models.BooleanField(_("any-time squeeze"), default=False)

    target_sets = models.PositiveSmallIntegerField(null=True, blank=True)
    target_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    target_hold_s = models.PositiveSmallIntegerField(null=True, blank=True)
    target_load_kg = models.DecimalField(max_digits=12, decimal_places=9, null=True, blank=True)
    revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # What was shown stays known: an editor's deletion leaves the row of a cue where it is.
    cue = models.ForeignKey(
        Cue, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    cue_version = models.PositiveIntegerField(null=True, blank=True)

    logged_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SetQuerySet.as_manager()

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
        ]

    def __str__(self):
        return f"{self.exercise_id} {self.side} {self.amount}"


class Feedback(Edited):
    """How one exercise was on one day; each value may be missing."""

    class TookOver(models.TextChoices):
        NOTHING = "nothing", _("nothing")
        THIGHS = "thighs", _("thighs")
        HAMSTRINGS = "hamstrings", _("hamstrings")
        BACK = "back", _("back")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feedback")
    workout = models.ForeignKey(Workout, models.CASCADE, related_name="feedback", db_index=False)
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+", db_index=False)
    felt_left = scale(_("felt left"))
    felt_right = scale(_("felt right"))
    pain = scale(_("pain"))
    effort = scale(_("effort"))
    form = models.BooleanField(_("form held"), null=True, blank=True)
    took_over = models.CharField(_("what took over"), max_length=10, choices=TookOver, blank=True)
    skipped = models.BooleanField(default=False)
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


class Checkpoint(models.Model):
    """Where the fold of a runner's history stood before a date: a cache, one row a runner.

    ``version`` counts the changes to the past. What was built at another count, or for other
    revisions, rules or choices (``key``), is passed over and built anew.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="checkpoint")
    version = models.PositiveIntegerField(default=0)
    built_at_version = models.PositiveIntegerField(null=True)
    before = models.DateField(null=True)  # every day before this date is in it
    key = models.CharField(max_length=64, blank=True)
    state = models.JSONField(null=True)  # rules.to_json
    # The last session of each exercise and the last with both sides felt, for what pages recall.
    recalled = models.JSONField(null=True)

    objects = RunnerQuerySet.as_manager()

    def __str__(self):
        return f"before {self.before}"


class Climb(models.Model):
    """What a runner's ladder went through before a date: a cache, one row a runner.

    It holds while ``version`` is the checkpoint's and ``key`` that of the rules and choices.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="climb")
    version = models.PositiveIntegerField()
    before = models.DateField()
    key = models.CharField(max_length=64)
    state = models.JSONField()  # rules.to_json
    changes = models.JSONField()  # [[day, exercise, status], …], oldest first

    objects = RunnerQuerySet.as_manager()

    def __str__(self):
        return f"before {self.before}"


class Past(models.Model):
    """What a runner did before a date, added up: a cache, one row a runner (period_totals.py).

    It holds while ``version`` is the checkpoint's and ``key`` that of the rules. A page reads the
    columns that it draws: {ISO date of the first day: tally.Tally}.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="past")
    version = models.PositiveIntegerField()
    before = models.DateField()
    key = models.CharField(max_length=64)
    lit = models.JSONField()  # {ISO date: [sets, whether it was a lift]}, of the last year
    weeks = models.JSONField()  # the last ones
    months = models.JSONField()  # the last ones
    quarters = models.JSONField()
    years = models.JSONField()

    objects = RunnerQuerySet.as_manager()

    def __str__(self):
        return f"before {self.before}"


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

    objects = RunnerQuerySet.as_manager()

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
                condition=models.Q(kind__in=["training", "morning", "squeeze"]),
                name="reminder_is_of_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.slot}"


class Import(models.Model):
    """One file that a runner brought: first a preview, then stored part by part, then undoable.

    What it wrote bears its ``mark`` in ``edited_by``, until the runner changes it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    source = models.CharField(max_length=20)  # imports/foreign.py, imports/ours.py
    preview = models.JSONField()  # imports/keeping.py
    chosen = models.JSONField(default=dict)  # {"names": {name: slug}, "take": […], "settings": …}
    added = models.JSONField(default=dict)  # choices and settings, for the undo
    sets_added = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)  # by the undo, since the runner changed them

    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(confirmed_at=None),
                name="imports_to_be_confirmed",
            )
        ]

    def __str__(self):
        return self.file_name

    @property
    def mark(self):
        return f"import {self.pk}"

    @property
    def state(self):
        if self.undone_at:
            return "undone"
        if self.finished_at:
            return "done"
        return "running" if self.confirmed_at else "open"


class ImportPart(models.Model):
    """Some days of an import, stored in one go, and some of its lines that do not fit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    of = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    days = models.JSONField(default=list)  # emptied when stored
    unfit = models.JSONField(default=list)  # [line, reason, what was found there]
    filled = models.JSONField(default=dict)  # pk of a workout: what was empty there
    stored_at = models.DateTimeField(null=True, blank=True)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("of", "number", name="one_import_part_a_number")]

    def __str__(self):
        return f"{self.of_id}: {self.number}"


class Secret(models.Model):
    """A key that a runner hands out. It is shown once; kept is what it hashes to (sharing.py)."""

    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["made_at", "pk"]

    def __str__(self):
        return self.name


class ShareLink(Secret):
    """The last weeks of a runner, for whoever has the address; nothing can be changed there."""

    class Kind(models.TextChoices):
        PAGE = "page", _("a page")
        CALENDAR = "calendar", _("a calendar")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="share_links")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PAGE, editable=False)
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=12)
    with_notes = models.BooleanField(_("with my notes"), default=False)
    ends_on = models.DateField(_("last day"), null=True, blank=True)  # the runner's; None: never

    class Meta(Secret.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weeks__range=(1, MOST_WEEKS)),
                name="weeks_are_1_to_52",
                violation_error_message=_("1 to 52 weeks."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["page", "calendar"]), name="share_link_is_of_a_kind"
            ),
        ]


class AccessToken(Secret):
    """For a watch or a script that reads, or also logs, in the runner's name (api/)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    may_log = models.BooleanField(_("may log sets"), default=False)
    # How often it was used in the minute that begins there.
    minute = models.DateTimeField(null=True, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)


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
