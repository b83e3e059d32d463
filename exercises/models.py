from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from .querysets import EquipmentQuerySet, ExerciseQuerySet
from .translated_text import TranslatedTextField

LAST = 100  # order of a cue or mistake that an editor adds


class Source(models.TextChoices):
    """Who gave a number: the article that the program is built on, or this project."""

    ARTICLE = "article", _("article")
    OURS = "ours", _("ours")


class Shipped(models.Model):
    """A row that the project's files fill.

    ``shipped`` holds the fields as the files had them at the last load. A field that differs from
    it was changed by an editor, and no update touches it.
    """

    shipped = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True


class Muscle(Shipped):
    slug = models.SlugField(unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_glute = models.BooleanField(_("one of the three glute muscles"), default=False)
    name = TranslatedTextField(_("name"))
    role = TranslatedTextField(_("what it does, in one sentence"))
    place = TranslatedTextField(_("where it is"), blank=True)
    running = TranslatedTextField(
        _("what it does in running"), lines=True, blank=True, help_text=_("One paragraph a line.")
    )
    source = TranslatedTextField(
        _("where this comes from"), lines=True, blank=True, help_text=_("One study a line.")
    )

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = pgettext_lazy("in the admin", "muscle")
        verbose_name_plural = pgettext_lazy("in the admin", "muscles")

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("muscle", args=[self.slug])


class Equipment(Shipped):
    slug = models.SlugField(unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = TranslatedTextField(_("name"))
    instead = TranslatedTextField(_("what to do without it"))

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = pgettext_lazy("in the admin", "piece of equipment")
        verbose_name_plural = pgettext_lazy("in the admin", "equipment")

    def __str__(self):
        return str(self.name)


class Exercise(Shipped):
    class Stage(models.TextChoices):
        ACTIVATE = "activate", pgettext_lazy("stage", "Activate")
        MARCH = "march", pgettext_lazy("stage", "March")
        BRIDGE = "bridge", pgettext_lazy("stage", "Bridge and walk")
        LIFT = "lift", pgettext_lazy("stage", "Lift")

    class Unit(models.TextChoices):
        REPETITIONS = "repetitions", _("repetitions")
        STEPS = "steps", _("steps")
        SWITCHES = "switches", _("switches")

    class Sides(models.TextChoices):
        BOTH = "both", _("both at once")
        EACH = "each", _("each side")
        ALTERNATE = "alternate", _("side to side in one set")

    class Form(models.TextChoices):
        EASIER = "easier", pgettext_lazy("form of an exercise", "easier")
        HARDER = "harder", pgettext_lazy("form of an exercise", "harder")

    slug = models.SlugField(unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    unit = models.CharField(_("counted in"), max_length=12, choices=Unit)
    sides = models.CharField(_("sides"), max_length=10, choices=Sides)
    equipment = models.ManyToManyField(
        Equipment, verbose_name=_("equipment"), blank=True, related_name="exercises"
    )
    any_equipment = models.BooleanField(_("one of these is enough"), default=False)
    muscles = models.ManyToManyField(Muscle, through="ExerciseMuscle", related_name="exercises")
    dose_source = models.CharField(_("dose from"), max_length=10, choices=Source)
    form_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="forms",
        limit_choices_to={"form": ""},
        verbose_name=_("a form of"),
        help_text=_("Empty: an exercise that stands by itself."),
    )
    form = models.CharField(_("how it differs"), max_length=6, choices=Form, blank=True)

    name = TranslatedTextField(_("name"))
    also = TranslatedTextField(
        _("other names"),
        lines=True,
        blank=True,
        help_text=_("What people call it when they search, one name a line."),
    )
    summary = TranslatedTextField(_("in one sentence"))
    set_up = TranslatedTextField(_("set-up"), lines=True, help_text=_("One step a line."))
    doing = TranslatedTextField(_("doing it"), lines=True, help_text=_("One step a line."))
    dose = TranslatedTextField(
        _("dose in words"),
        lines=True,
        help_text=_("One figure a line; end it with [article] or [ours]."),
    )
    source = TranslatedTextField(
        _("where this comes from"), lines=True, help_text=_("One paragraph a line.")
    )
    evidence = TranslatedTextField(
        _("what studies say"),
        lines=True,
        blank=True,
        help_text=_("One statement a line; end it with its study: [Lewis & Sahrmann 2009]."),
    )
    easier = TranslatedTextField(_("easier"), blank=True)
    harder = TranslatedTextField(_("harder"), blank=True)
    run_cue = TranslatedTextField(
        _("cue for the run"), blank=True, help_text=_("Short enough to think in a stride.")
    )
    in_run = TranslatedTextField(
        _("in the run"),
        lines=True,
        blank=True,
        help_text=_("What to look for on the next run, one sentence or two a line. It is ours."),
    )
    history = HistoricalRecords(excluded_fields=["shipped"])

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = pgettext_lazy("in the admin", "exercise")
        verbose_name_plural = pgettext_lazy("in the admin", "exercises")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(form_of=None, form="")
                | models.Q(form_of__isnull=False) & ~models.Q(form=""),
                name="form_and_form_of_together",
                violation_error_message=_(
                    "Say both what it is a form of and how it differs, or neither."
                ),
            )
        ]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return reverse("exercise", args=[self.slug])


class ExerciseMuscle(models.Model):
    class Role(models.TextChoices):
        PRIMARY = "primary", pgettext_lazy("muscle", "primary")
        SECONDARY = "secondary", pgettext_lazy("muscle", "secondary")

    exercise = models.ForeignKey(
        Exercise,
        models.CASCADE,
        related_name="roles",
        verbose_name=pgettext_lazy("in the admin", "exercise"),
    )
    muscle = models.ForeignKey(
        Muscle,
        models.CASCADE,
        related_name="roles",
        verbose_name=pgettext_lazy("in the admin", "muscle"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        verbose_name = pgettext_lazy("in the admin", "muscle of an exercise")
        verbose_name_plural = pgettext_lazy("in the admin", "muscles of an exercise")
        constraints = [
            models.UniqueConstraint(
                "exercise",
                "muscle",
                name="one_role_a_muscle",
                violation_error_message=_("This muscle is there already."),
            )
        ]

    def __str__(self):
        return f"{self.muscle} ({self.get_role_display()})"


class PublishedCues(models.Manager):
    """Cues that runners see, without those that were never published or are deleted."""

    def get_queryset(self):
        return super().get_queryset().filter(published_at__isnull=False, deleted_at=None)


class Cue(Shipped):
    """One line that a runner reads while doing the exercise.

    ``objects`` and an exercise's ``cues`` hold what runners see, ``everything`` is for editors.
    A deleted cue stays as a row, since sets name the cue that was shown with them.
    """

    class Answers(models.TextChoices):
        """What took over from the glutes, as a runner says in the feedback."""

        THIGHS = "thighs", _("the thighs took over")
        HAMSTRINGS = "hamstrings", _("the hamstrings took over")
        BACK = "back", _("the back took over")

    exercise = models.ForeignKey(
        Exercise,
        models.CASCADE,
        related_name="cues",
        verbose_name=pgettext_lazy("in the admin", "exercise"),
    )
    key = models.SlugField(editable=False, blank=True)  # name in the shipped file, if it has one
    order = models.PositiveSmallIntegerField(_("order"), default=LAST)
    text = TranslatedTextField(_("wording"))
    draft = TranslatedTextField(
        _("next wording"), blank=True, editable=False
    )  # empty without a draft
    answers = models.CharField(
        _("answers"),
        max_length=10,
        choices=Answers,
        blank=True,
        help_text=_("Who said so the last time reads this cue next."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)  # +1 with each new wording
    # None where it was never published; then its only wording is the draft.
    published_at = models.DateTimeField(
        _("published"), null=True, default=timezone.now, editable=False
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, editable=False)
    history = HistoricalRecords(excluded_fields=["shipped"])

    objects = PublishedCues()
    everything = models.Manager()  # noqa: DJ012

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = pgettext_lazy("in the admin", "cue")
        verbose_name_plural = pgettext_lazy("in the admin", "cues")
        constraints = [
            models.UniqueConstraint(
                "exercise",
                "key",
                condition=~models.Q(key=""),
                name="one_cue_a_key",
                violation_error_message=_("This cue is there already."),
            )
        ]

    def __str__(self):
        return str(self.text or self.draft)

    def write(self, wording):
        """Stores a draft, unless runners read these very words already."""
        self.draft = {} if wording == self.text else wording

    def publish(self):
        """Makes the draft what runners read."""
        if self.draft:
            self.version += self.published_at is not None
            self.text, self.draft = self.draft, {}
        self.published_at = self.published_at or timezone.now()


class Mistake(Shipped):
    exercise = models.ForeignKey(
        Exercise,
        models.CASCADE,
        related_name="mistakes",
        verbose_name=pgettext_lazy("in the admin", "exercise"),
    )
    key = models.SlugField(editable=False, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=LAST)
    text = TranslatedTextField(_("mistake"))
    fix = TranslatedTextField(_("fix"))

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = pgettext_lazy("in the admin", "mistake")
        verbose_name_plural = pgettext_lazy("in the admin", "mistakes")
        constraints = [
            models.UniqueConstraint(
                "exercise",
                "key",
                condition=~models.Q(key=""),
                name="one_mistake_a_key",
                violation_error_message=_("This mistake is there already."),
            )
        ]

    def __str__(self):
        return str(self.text)
