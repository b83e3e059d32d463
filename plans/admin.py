"""The ladder as a coach edits it: what is saved here is the draft, and runners see none of it.

``drafting`` publishes it.
"""

from copy import copy

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.forms.models import construct_instance
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import drafting, programs
from .models import Program, Revision, Stage, Step
from .rules import Dose
from .wording import dose_in_words
from .wording.changes import Changes, bar_or_none


def say_saved(request, program):
    last = programs.latest(program)
    if last:
        text = gettext("Saved in the draft; plans follow revision %(number)d as before.")
        said = text % {"number": last.number}
    else:
        said = gettext("Saved in the draft.")
    messages.info(request, format_html("{} {}", said, drafting.link_to_draft(program)))


def as_rules(row):
    """A step as the rules read it, without its links."""
    return programs.step_of(row, requires=(), harder=None, load_after=None, equipment=())


def start_of(step):
    return dose_in_words(step, step.start())


def top_of(step):
    return dose_in_words(step, Dose(step.sets.high, step.amount.high, step.hold.high))


def as_table(rows):
    """The ladder in words."""
    often = Changes().frequency
    lines = [
        row
        | {
            "start": start_of(row["rules"]),
            "top": top_of(row["rules"]),
            "often": often(row["rules"]),
            "bar": bar_or_none(row["rules"]),
        }
        for row in rows
    ]
    return render_to_string("admin/plans/ladder.html", {"rows": lines})


class StepForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Step.objects.select_related("exercise", "stage").exclude(pk=self.instance.pk)
        if self.instance.pk:
            program = self.instance.stage.program_id
            others = others.filter(stage__program=program)
            if "stage" in self.fields:
                self.fields["stage"].queryset = Stage.objects.filter(program=program)
        for name in ("stage", "exercise", "requires", "harder", "load_after"):
            if name in self.fields:
                for does in ("add", "change", "delete"):  # a cross here would delete that step
                    setattr(self.fields[name].widget, f"can_{does}_related", False)
        for name in ("requires", "harder", "load_after"):
            if name in self.fields:
                self.fields[name].queryset = others

    def clean(self):
        data = super().clean()
        for name, message in [*self._wrong_links(data), *self._wrong_exercise(data)]:
            self.add_error(name, message)
        if not self.errors:
            self._check_the_ladder(data)
        return data

    def _wrong_links(self, data):
        program = data["stage"].program_id if data.get("stage") else None
        requires = list(data.get("requires") or ())
        links = [("requires", step) for step in requires]
        links += [(name, data[name]) for name in ("harder", "load_after") if data.get(name)]
        for name, step in links:
            if program and step.stage.program_id != program:
                yield name, gettext("%(name)s stands on another ladder.") % {"name": step}
            elif name != "harder" and step.bar_row is None:
                yield (
                    name,
                    gettext("%(name)s has no bar, so it never becomes proficient.")
                    % {"name": step},
                )
        if self.instance.pk:
            for name, to, after in (
                ("requires", requires, programs.requirements),
                ("harder", [step for name, step in links if name == "harder"], programs.harder),
            ):
                if names := programs.circle(self.instance, to, after):
                    yield name, gettext("A circle: %(names)s.") % {"names": " → ".join(names)}

    def _wrong_exercise(self, data):
        if data.get("stage") and data.get("exercise"):  # fixed once the step is there
            same = Step.objects.filter(stage__program=data["stage"].program_id)
            if same.filter(exercise=data["exercise"]).exclude(pk=self.instance.pk).exists():
                yield "exercise", gettext("It stands on this ladder already.")

    def _check_the_ladder(self, data):
        """What no field is to blame for."""
        draft = construct_instance(self, copy(self.instance), self._meta.fields)
        requires = data["requires"].select_related("exercise")
        try:
            programs.spec_of(draft.stage.program, draft=(draft, requires))
        except ValueError as error:
            raise forms.ValidationError(
                gettext("Not saved: this ladder could not be climbed (%(why)s)."),
                params={"why": error},
            ) from error


@admin.register(Step)
class StepAdmin(admin.ModelAdmin):
    form = StepForm

    class Media:
        css = {"all": ["css/ladder-admin.css"]}

    list_display = ["exercise", "stage", "first_dose", "last_dose", "often", "bar"]
    list_filter = ["stage__program"]
    list_select_related = ["exercise", "stage"]
    ordering = ["stage__program", "stage__order", "order", "pk"]
    actions = None  # a step is taken off the ladder on its own page, not by the dozen
    fieldsets = [
        (
            _("On the ladder"),
            {
                "fields": [
                    "exercise",
                    "unpublished",
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

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        widget = FilteredSelectMultiple(gettext("steps"), is_stacked=False)
        kwargs |= {"widget": widget, "label": _("Waits for")}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        words = ["unpublished", "first_dose", "last_dose", "bar"]
        return [*words, "exercise"] if obj else words

    @admin.display(description=_("not published yet"))
    def unpublished(self, row):
        if not row.pk:
            return gettext("A new step is in force once the draft is published.")
        return unpublished(row.stage.program, row.exercise.slug)

    @admin.display(description=_("starts at"))
    def first_dose(self, row):
        return start_of(as_rules(row)) if row.pk else None

    @admin.display(description=_("goes up to"))
    def last_dose(self, row):
        return top_of(as_rules(row)) if row.pk else None

    @admin.display(description=_("how often"))
    def often(self, row):
        return Changes().frequency(as_rules(row))

    @admin.display(description=_("proficient after"))
    def bar(self, row):
        return bar_or_none(as_rules(row)) if row.pk else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        say_saved(request, form.instance.stage.program)

    def delete_model(self, request, obj):
        program = obj.stage.program
        super().delete_model(request, obj)
        say_saved(request, program)


class StageForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # revisions name their stages by it
            self.fields["key"].disabled = True


class StageInline(admin.StackedInline):
    model = Stage
    form = StageForm
    fields = ["order", "key", "name"]
    extra = 0
    can_delete = False  # with a stage its steps would go


@admin.register(Program)
class ProgramAdmin(admin.ModelAdmin):
    list_display = ["__str__", "in_force"]
    inlines = [StageInline]
    fieldsets = [
        (None, {"fields": ["in_force", "unpublished", "ladder"]}),
        (
            _("Name and stages"),
            {
                "fields": ["slug", "name"],
                "description": _(
                    "Names are texts: runners read a new one at once. The order of stages is part "
                    "of the draft."
                ),
            },
        ),
    ]

    class Media:
        css = {"all": ["css/ladder-admin.css"]}

    def get_urls(self):
        pages = [
            path("<int:pk>/draft/", drafting.page, name="plans_program_draft"),
            path("<int:pk>/draft/simulate/", drafting.simulate, name="plans_program_simulate"),
            path("<int:pk>/draft/publish/", drafting.publish, name="plans_program_publish"),
            path("<int:pk>/draft/discard/", drafting.discard, name="plans_program_discard"),
        ]
        return pages + super().get_urls()

    def get_readonly_fields(self, request, obj=None):
        return ["in_force", "unpublished", "ladder", *(["slug"] if obj else [])]

    @admin.display(description=_("the draft's steps"))
    def ladder(self, program):
        rows = Step.objects.filter(stage__program=program.pk).select_related("stage", "exercise")
        return as_table(
            {
                "name": row.exercise,
                "url": reverse("admin:plans_step_change", args=[row.pk]),
                "requires": row.requires.all(),
                "rules": as_rules(row),
            }
            for row in rows.prefetch_related("requires__exercise")
        )

    @admin.display(description=_("in force"))
    def in_force(self, program):
        lines = [
            (
                reverse("admin:plans_revision_change", args=[revision.pk]),
                gettext("Revision %(number)d") % {"number": revision.number},
                days,
            )
            for revision, days in (drafting.now_and_next(program) if program.pk else [])
        ]
        if not lines:
            return gettext("nothing yet")
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>, {}', lines)

    @admin.display(description=_("not published yet"))
    def unpublished(self, program):
        return unpublished(program) if program.pk else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        say_saved(request, form.instance)

    def has_delete_permission(self, request, obj=None):
        return False  # its revisions are how past days were judged


def unpublished(program, exercise=None):
    """What the draft changes, of one step or of all, and where to go on."""
    try:
        changes = drafting.differences(program)
    except ValueError as why:
        return gettext("This draft could not be climbed: %(why)s") % {"why": why}
    if changes is None:
        return format_html("{} {}", gettext("All of it."), drafting.link_to_draft(program))
    if exercise:
        changes = [change for change in changes if change.exercise == exercise]
    if not changes:
        return gettext("Nothing: the draft is what was published last.")
    context = {"changes": changes, "only": exercise}
    words = render_to_string("admin/plans/changes.html", context)
    return format_html("{}{}", words, drafting.link_to_draft(program))


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """What was in force when. Nobody edits it."""

    list_filter = ["program"]
    list_display_links = ["__str__"]
    list_select_related = ["program", "published_by"]
    ordering = ["program", "-number"]
    fields = ["program", "number", "days", "published", "changes", "ladder"]
    list_display = ["__str__", "days", "published", "changes"]
    list_per_page = 50

    class Media:
        css = {"all": ["css/ladder-admin.css"]}

    def get_urls(self):
        back = path("<int:pk>/bring-back/", drafting.bring_back, name="plans_revision_bring_back")
        return [back, *super().get_urls()]

    def get_queryset(self, request):
        same = Revision.objects.filter(program=OuterRef("program"))
        before = same.filter(number__lt=OuterRef("number")).order_by("-number")
        after = same.filter(
            Q(in_force_from__gt=OuterRef("in_force_from"))
            | Q(in_force_from=OuterRef("in_force_from"), number__gt=OuterRef("number"))
        ).order_by("in_force_from", "number")
        return (
            super()
            .get_queryset(request)
            .annotate(
                before=Subquery(before.annotate(text=Cast("spec", TextField())).values("text")[:1]),
                next_from=Subquery(after.values("in_force_from")[:1]),
            )
        )

    def get_list_display(self, request):
        words = Changes()

        @admin.display(description=_("changes to the one before"))
        def changes(revision):
            return changes_of(revision, words)

        return ["__str__", "days", "published", changes]

    @admin.display(description=_("in force"))
    def days(self, revision):
        after = revision.next_from
        return drafting.days_in_words(revision.in_force_from, after and after - programs.DAY)

    @admin.display(description=_("published"))
    def published(self, revision):
        at = timezone.localtime(revision.published_at)
        return gettext("%(day)s, %(time)s, by %(who)s") % {
            "day": date_format(at),
            "time": time_format(at, "H:i"),
            "who": drafting.publisher(revision),
        }

    @admin.display(description=_("changes to the one before"))
    def changes(self, revision):
        return changes_of(revision, Changes())

    @admin.display(description=_("steps"))
    def ladder(self, revision):
        name = Changes().name
        return as_table(
            {
                "name": name(step.exercise),
                "requires": [name(slug) for slug in step.requires],
                "rules": step,
            }
            for step in revision.rules.steps
        )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def changes_of(revision, words):
    if revision.before is None:
        return gettext("the first one")
    changes = words(programs.parsed(revision.before), revision.rules)
    return render_to_string("admin/plans/changes.html", {"changes": changes})
