"""The ladder as a coach edits it. Every save that changes it is published at once, from today on.

There is no draft to forget: what the page shows is what is in force, and it says so.
"""

from copy import copy

from django import forms
from django.contrib import admin, messages
from django.forms.models import construct_instance
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import programs
from .models import Program, Revision, Stage, Step
from .rules import Dose
from .wording import bar_in_words, dose_in_words


def publish(request, program):
    """In force from today in the server's time zone, which is the same for every coach."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    last = program.revisions.last()
    revision = programs.publish(program, on=today, by=request.user)
    if revision == last:
        messages.info(request, gettext("Nothing that plans rest on has changed."))
    else:
        messages.success(
            request,
            gettext(
                "Revision %(number)d is in force from today, %(today)s. Plans follow it from now "
                "on; the days before stay judged as they were."
            )
            % {"number": revision.number, "today": date_format(today)},
        )


def as_rules(row):
    """A step as the rules read it, without its links."""
    return programs.step_of(row, requires=(), harder=None, load_after=None, equipment=())


def start_of(step):
    return dose_in_words(step, step.start())


def top_of(step):
    return dose_in_words(step, Dose(step.sets.high, step.amount.high, step.hold.high))


def bar_of(step):
    return bar_in_words(step.bar, step) if step.bar else gettext("the last step, no bar")


class StepForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Step.objects.select_related("exercise").exclude(pk=self.instance.pk)
        if self.instance.pk:
            others = others.filter(stage__program=self.instance.stage.program_id)
        for name in ("requires", "harder", "load_after"):
            if name in self.fields:
                self.fields[name].queryset = others
                for does in ("add", "change", "delete"):  # a cross here would delete that step
                    setattr(self.fields[name].widget, f"can_{does}_related", False)

    def clean(self):
        data = super().clean()
        if not self.errors:
            draft = construct_instance(self, copy(self.instance), self._meta.fields)
            requires = data["requires"].select_related("exercise")
            try:
                programs.spec_of(draft.stage.program, draft=(draft, requires))
            except ValueError as error:
                raise forms.ValidationError(
                    gettext("Not saved: this ladder could not be climbed (%(why)s)."),
                    params={"why": error},
                ) from error
        return data


@admin.register(Step)
class StepAdmin(admin.ModelAdmin):
    form = StepForm
    list_display = ["exercise", "stage", "first_dose", "last_dose", "frequency", "bar"]
    list_filter = ["stage__program"]
    list_select_related = ["exercise", "stage"]
    filter_horizontal = ["requires"]
    actions = None  # a step is taken off the ladder on its own page, not by the dozen
    fieldsets = [
        (
            _("On the ladder"),
            {
                "fields": [
                    "exercise",
                    ("stage", "order"),
                    "requires",
                    "harder",
                    ("is_activation", "any_time"),
                ],
                "description": _("What comes before this step opens it, once proficient."),
            },
        ),
        (
            _("Dose"),
            {
                "fields": [
                    "first_dose",
                    "last_dose",
                    ("sets_low", "sets_high", "sets_start"),
                    ("amount_low", "amount_high", "amount_start"),
                    ("hold_low", "hold_high", "hold_start"),
                    ("dose_source", "hold_source", "start_source"),
                ],
                "description": _(
                    "The amount is repetitions, steps or switches, as the exercise counts, and "
                    "per side where it is done one side at a time. By itself the plan goes up to "
                    "three sets; a fourth is the runner's own choice."
                ),
            },
        ),
        (
            _("Load"),
            {
                "fields": [("load_step", "load_after")],
                "description": _("Of the whole bar; per hand where it is done on one leg."),
            },
        ),
        (_("How often"), {"fields": [("frequency", "days_of_7"), "frequency_source"]}),
        (
            _("How long"),
            {
                "fields": [("up_s", "down_s", "rest_s")],
                "description": _(
                    "Of one repetition, the hold aside. The plan adds up its minutes."
                ),
            },
        ),
        (
            _("Proficient when"),
            {
                "fields": [
                    "bar",
                    "bar_row",
                    ("bar_sets", "bar_amount", "bar_hold"),
                    ("bar_felt", "bar_effort"),
                    ("bar_form", "bar_at_load"),
                    "bar_source",
                ],
                "description": _(
                    "What a session must show, and how many in a row. Felt counts on both sides. "
                    "A session with pain of 3 or more never counts. Empty: not asked."
                ),
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        words = ["first_dose", "last_dose", "bar"]
        return [*words, "exercise"] if obj else words

    @admin.display(description=_("starts at"))
    def first_dose(self, row):
        return start_of(as_rules(row)) if row.pk else None

    @admin.display(description=_("goes up to"))
    def last_dose(self, row):
        return top_of(as_rules(row)) if row.pk else None

    @admin.display(description=_("proficient after"))
    def bar(self, row):
        return bar_of(as_rules(row)) if row.pk else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        publish(request, form.instance.stage.program)

    def delete_model(self, request, obj):
        program = obj.stage.program
        super().delete_model(request, obj)
        publish(request, program)


class StageInline(admin.StackedInline):
    model = Stage
    fields = ["order", "key", "name"]
    extra = 0
    can_delete = False  # with a stage its steps would go


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    list_display = ["__str__", "in_force"]
    fields = ["slug", "name", "ladder", "in_force"]
    inlines = [StageInline]

    def get_readonly_fields(self, request, obj=None):
        return ["ladder", "in_force", *(["slug"] if obj else [])]

    @admin.display(description=_("steps"))
    def ladder(self, program):
        rows = Step.objects.filter(stage__program=program.pk).select_related("stage", "exercise")
        return format_html(
            "<ol>{}</ol>",
            format_html_join(
                "",
                '<li><a href="{}">{}</a>: {}</li>',
                (
                    (reverse("admin:plans_step_change", args=[row.pk]), row, bar_of(as_rules(row)))
                    for row in rows
                ),
            ),
        )

    @admin.display(description=_("in force"))
    def in_force(self, program):
        revision = program.revisions.last() if program.pk else None
        if revision is None:
            return gettext("nothing yet")
        url = reverse("admin:plans_revision_change", args=[revision.pk])
        since = date_format(revision.in_force_from)
        return format_html('<a href="{}">{}</a> ({})', url, revision, since)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if Step.objects.filter(stage__program=form.instance).exists():
            publish(request, form.instance)

    def has_delete_permission(self, request, obj=None):
        return False  # its revisions are how past days were judged


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """What was in force when. Nobody edits it."""

    list_display = ["__str__", "in_force_from", "published_by"]
    list_filter = ["program"]
    list_select_related = ["program", "published_by"]
    ordering = ["program", "-number"]
    fields = ["program", "number", "in_force_from", "published_by", "ladder"]

    @admin.display(description=_("steps"))
    def ladder(self, revision):
        lines = (
            (step.exercise, start_of(step), top_of(step), bar_of(step))
            for step in revision.rules.steps
        )
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}: {} – {}; {}</li>", lines))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
