"""The ladder as rows that a coach edits, its revisions, and the runners who follow it.

Stage and Step are the draft, which the admin edits. Publishing it makes a Revision, a frozen copy,
and the rules read only revisions, so an edit never changes how a past day was judged.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exercises.models import Exercise, Source
from exercises.translated_text import TranslatedTextField

from .rules_json import PROGRAM


class Program(models.Model):
    slug = models.SlugField(unique=True)
    name = TranslatedTextField(_("name"))
    # The shipped ladder as last loaded. A draft that differs from it was changed by a coach, and no
    # update touches it.
    shipped = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("in the admin", "program")
        verbose_name_plural = pgettext_lazy("in the admin", "programs")

    def __str__(self):
        return str(self.name)


class Stage(models.Model):
    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="stages",
        verbose_name=pgettext_lazy("in the admin", "program"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    key = models.SlugField()
    name = TranslatedTextField(_("name"))

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = pgettext_lazy("in the admin", "stage")
        verbose_name_plural = pgettext_lazy("in the admin", "stages")

    def __str__(self):
        return str(self.name)


class Step(models.Model):
    """One exercise with its dose, its frequency and its proficiency bar."""

    class Frequency(models.TextChoices):
        DAILY = "daily", _("daily")
        SOME_DAYS = "some-days", _("at most so many of 7 days")
        HINGE = "hinge", _("2–3 days a week, a full day off between, shared by the hinge group")

    class LoadKind(models.TextChoices):
        BAR = "bar", _("the whole bar")
        HAND = "hand", _("in each hand")
        HIPS = "hips", _("on the hips")
        BAND = "band", _("a band")

    stage = models.ForeignKey(
        Stage,
        models.CASCADE,
        related_name="steps",
        verbose_name=pgettext_lazy("in the admin", "stage"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    exercise = models.ForeignKey(
        Exercise,
        models.PROTECT,
        related_name="steps",
        verbose_name=pgettext_lazy("in the admin", "exercise"),
    )
    requires = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="opens",
        verbose_name=pgettext_lazy("in the admin", "opens after"),
    )
    harder = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="easier",
        verbose_name=_("harder form on this ladder"),
    )
    is_activation = models.BooleanField(_("activation"), default=False)
    any_time = models.BooleanField(_("also any time through the day"), default=False)
    primer = models.BooleanField(_("also before a run"), default=False)

    sets_low = models.PositiveSmallIntegerField(_("sets, least"))
    sets_high = models.PositiveSmallIntegerField(_("sets, most"))
    sets_start = models.PositiveSmallIntegerField(_("sets, at the start"))
    amount_low = models.PositiveSmallIntegerField(_("amount, least"))
    amount_high = models.PositiveSmallIntegerField(_("amount, most"))
    amount_start = models.PositiveSmallIntegerField(_("amount, at the start"))
    hold_low = models.PositiveSmallIntegerField(_("hold in seconds, least"), default=0)
    hold_high = models.PositiveSmallIntegerField(_("hold in seconds, most"), default=0)
    hold_start = models.PositiveSmallIntegerField(_("hold in seconds, at the start"), default=0)
    dose_source = models.CharField(_("dose from"), max_length=10, choices=Source)
    hold_source = models.CharField(_("hold from"), max_length=10, choices=Source, blank=True)
    start_source = models.CharField(_("start from"), max_length=10, choices=Source)

    load_kind = models.CharField(
        _("kind of load"),
        max_length=4,
        choices=LoadKind,
        blank=True,
        help_text=_("Empty: takes no load."),
    )
    load_step = models.DecimalField(
        _("smallest step of load in kg"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Of bands it is one band, and this stays empty."),
    )
    load_most = models.DecimalField(
        _("most load in kg"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: no more than the runner has."),
    )
    load_after = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="loads",
        verbose_name=_("body weight until this step is proficient or waived"),
    )

    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency)
    days_of_7 = models.PositiveSmallIntegerField(_("days of 7, at most"), null=True, blank=True)
    frequency_source = models.CharField(_("frequency from"), max_length=10, choices=Source)

    up_s = models.DecimalField(_("seconds up"), max_digits=4, decimal_places=1)
    down_s = models.DecimalField(_("seconds down"), max_digits=4, decimal_places=1)
    rest_s = models.PositiveSmallIntegerField(_("rest after a set in seconds"))

    bar_row = models.PositiveSmallIntegerField(
        _("sessions in a row"), null=True, blank=True, help_text=_("Empty: the last step, no bar.")
    )
    bar_sets = models.PositiveSmallIntegerField(_("bar: sets"), null=True, blank=True)
    bar_amount = models.PositiveSmallIntegerField(_("bar: amount"), null=True, blank=True)
    bar_hold = models.PositiveSmallIntegerField(_("bar: hold in seconds"), null=True, blank=True)
    bar_felt = models.PositiveSmallIntegerField(_("bar: felt, at least"), null=True, blank=True)
    bar_effort = models.PositiveSmallIntegerField(_("bar: effort, at most"), null=True, blank=True)
    bar_form = models.BooleanField(_("bar: form"), default=False)
    bar_at_load = models.BooleanField(_("bar: at the target load or more"), default=False)
    bar_source = models.CharField(_("bar from"), max_length=10, choices=Source, blank=True)

    class Meta:
        ordering = ["stage__order", "order", "pk"]
        verbose_name = pgettext_lazy("in the admin", "step")
        verbose_name_plural = pgettext_lazy("in the admin", "steps")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    **{
                        f"{what}_low__lte": models.F(f"{what}_start"),
                        f"{what}_start__lte": models.F(f"{what}_high"),
                    }
                ),
                name=f"{what}_in_range",
                violation_error_message=_("The start lies between least and most."),
            )
            for what in ("sets", "amount", "hold")
        ]

    def __str__(self):
        return str(self.exercise)

    def clean(self):
        """Refuse a step that would never open the next, and a rule without its number."""
        wrong = {name: message for name, is_wrong, message in self._checks() if is_wrong}
        if wrong:
            raise ValidationError(wrong)

    def _checks(self):
        has_bar = self.bar_row is not None
        needed, out_of_reach = _("A bar needs this."), _("Out of reach: above what is asked.")
        for name in ("bar_sets", "bar_amount", "bar_source"):
            yield name, has_bar and not getattr(self, name), needed
        # The plan raises sets to three and no further.
        sets_reached = max(self.sets_low or 0, min(self.sets_high or 0, 3))
        yield "bar_sets", (self.bar_sets or 0) > sets_reached, out_of_reach
        yield "bar_amount", (self.bar_amount or 0) > (self.amount_high or 0), out_of_reach
        yield "bar_hold", (self.bar_hold or 0) > (self.hold_high or 0), out_of_reach
        for name in ("bar_felt", "bar_effort"):
            yield name, (getattr(self, name) or 0) > 10, _("0 to 10.")
        yield "bar_row", self.bar_row == 0, _("At least one.")
        awaited = not has_bar and self.pk and (self.opens.exists() or self.loads.exists())
        yield "bar_row", awaited, _("Another step waits for this one, so it needs a bar.")
        for name in ("sets_low", "amount_low"):
            yield name, getattr(self, name) == 0, _("At least one.")
        for name in ("sets", "amount", "hold"):
            yield from self._range_checks(name)
        some_days = self.frequency == self.Frequency.SOME_DAYS
        yield "days_of_7", some_days and self.days_of_7 not in range(1, 8), _("1 to 7.")
        yield from self._load_checks()

    def _load_checks(self):
        in_kg = self.load_kind not in ("", self.LoadKind.BAND)
        more = _("More than nothing, or empty.")
        yield "load_step", in_kg and self.load_step is None, _("A load in kg needs its step.")
        yield "load_step", self.load_step == 0, more
        yield "load_most", self.load_most == 0, more
        for name in ("load_step", "load_most"):
            given = getattr(self, name) is not None
            yield name, given and not in_kg, _("Only a load in kg has this.")
        if in_kg and self.load_step and self.load_most:
            below = self.load_most < self.load_step
            yield "load_most", below, _("Less than one step.")
        for name, given in (("load_after", self.load_after_id), ("bar_at_load", self.bar_at_load)):
            yield name, given and not self.load_kind, _("This step takes no load.")

    def _range_checks(self, name):
        least, most, start = (getattr(self, f"{name}_{end}") for end in ("low", "high", "start"))
        if None in (least, most, start):  # the field itself has an error
            return
        yield f"{name}_high", most < least, _("Most is below least.")
        outside = least <= most and not least <= start <= most
        yield f"{name}_start", outside, _("The start lies between least and most.")


class Revision(models.Model):
    """A program in force from a date on. ``spec`` is what the rules read; nobody edits it."""

    program = models.ForeignKey(
        Program,
        models.CASCADE,
        related_name="revisions",
        verbose_name=pgettext_lazy("in the admin", "program"),
    )
    number = models.PositiveIntegerField(pgettext_lazy("in the admin", "number"))
    in_force_from = models.DateField()
    spec = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    shipped = models.BooleanField(default=False, editable=False)  # by an update, not by a coach

    class Meta:
        ordering = ["program", "number"]
        verbose_name = pgettext_lazy("in the admin", "revision")
        verbose_name_plural = pgettext_lazy("in the admin", "revisions")
        constraints = [models.UniqueConstraint("program", "number", name="one_revision_a_number")]

    def __str__(self):
        return f"{self.program.slug} {self.number}"

    @property
    def rules(self):
        return PROGRAM.validate_python(self.spec)


class RunnerQuerySet(models.QuerySet):
    """Rows that carry their runner; every page reaches them through ``for_user``."""

    def for_user(self, user):
        return self.filter(user=user)


class Enrollment(models.Model):
    """Which program a runner follows, and since when."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrollment")
    program = models.ForeignKey(Program, models.PROTECT, related_name="enrollments")
    since = models.DateField()
    # The only lift that the runner wants. An exercise, since a draft may drop and restore its step.
    pinned = models.ForeignKey(Exercise, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RunnerQuerySet.as_manager()

    def __str__(self):
        return f"{self.program.slug} since {self.since}"


class Screening(models.Model):
    """The runner's answers to the seven safety questions on one day."""

    class Outcome(models.TextChoices):
        CLEAR = "clear", _("clear")
        ASK = "ask", _("ask a clinician first")
        STOP = "stop", _("emergency pattern")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="screenings")
    on = models.DateField()
    answers = models.JSONField()  # {"heart": false, …}, keys as in plans/screening.py
    outcome = models.CharField(max_length=5, choices=Outcome)
    # The day on which a runner whose outcome is "ask" said that a clinician was asked.
    cleared_on = models.DateField(null=True, blank=True)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["user", "-on"], name="screening_of_runner")]

    def __str__(self):
        return f"{self.on}: {self.outcome}"


ABOUT_NO_EXERCISE = ["easy-week", "not-now", "easy-end"]  # kinds of a Choice


class Choice(models.Model):
    """What a runner decides on a day against the log. Only an easy week is about no exercise.

    The last five kinds change that day's plan alone.
    """

    class Kind(models.TextChoices):
        OVERRIDE = "override", _("opened anyway")
        WAIVER = "waiver", _("waived")  # for want of equipment
        GOING_ON = "going-on", _("went on without feeling it")
        EASY_WEEK = "easy-week", _("easy week")  # seven days from this one
        NOT_NOW = "not-now", _("put an easy week off")
        EASY_END = "easy-end", _("ended an easy week")  # from this day on
        NOT_TODAY = "not-today", _("left out")
        HURTS = "hurts", _("left out, it hurt")
        LATER = "later", _("later in the day")
        EASIER = "easier", _("a set fewer")
        SWAP = "swap", _("swapped")  # for ``instead``

    OF_A_DAY = (Kind.NOT_TODAY, Kind.HURTS, Kind.LATER, Kind.EASIER, Kind.SWAP)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="choices")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=9, choices=Kind)
    instead = models.ForeignKey(Exercise, models.PROTECT, related_name="+", null=True, blank=True)
    on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint("user", "exercise", "kind", "on", name="one_choice_a_day"),
            models.UniqueConstraint(
                "user",
                "kind",
                "on",
                condition=models.Q(kind__in=ABOUT_NO_EXERCISE),
                name="one_easy_week_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ABOUT_NO_EXERCISE, exercise=None)
                | (~models.Q(kind__in=ABOUT_NO_EXERCISE) & models.Q(exercise__isnull=False)),
                name="only_an_easy_week_is_about_no_exercise",
                violation_error_message=_("Only an easy week is about no exercise."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="swap", instead__isnull=False)
                | (~models.Q(kind="swap") & models.Q(instead=None)),
                name="a_swap_names_what_comes_instead",
                violation_error_message=_("A swap alone names what comes instead."),
            ),
        ]

    def __str__(self):
        return f"{self.exercise_id} {self.kind} {self.on}"
