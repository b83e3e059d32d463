from copy import copy
from graphlib import CycleError, TopologicalSorter

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.db import models
from django.forms.models import construct_instance
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from exercises.admin.deleting import NamesOurs
from exercises.admin.lookups import OwnLookups
from exercises.templatetags.unbroken import unbroken
from exercises.typed_numbers import TypedDecimalField

from .. import programs
from ..models import Stage, Step
from ..wording.changes import describe_step_bar
from ..wording.doses import describe_frequency
from .describe import as_rules_step, describe_draft, first_dose, last_dose, notify_saved


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
                for does in ("add", "change", "delete"):  # a cross there deletes the other step
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
        links = [("requires", step) for step in data.get("requires") or ()]
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
            for link in ("requires", "harder"):
                to = [step for name, step in links if name == link]
                if names := find_cycle(self.instance, link, to):
                    yield link, gettext("A circle: %(names)s.") % {"names": " → ".join(names)}

    def _wrong_exercise(self, data):
        if data.get("stage") and data.get("exercise"):  # a stored step keeps its exercise
            same = Step.objects.filter(stage__program=data["stage"].program_id)
            if same.filter(exercise=data["exercise"]).exclude(pk=self.instance.pk).exists():
                yield "exercise", gettext("It stands on this ladder already.")

    def _check_the_ladder(self, data):
        """Refuse a ladder that is not possible for a reason that no single field has."""
        draft = construct_instance(self, copy(self.instance), self._meta.fields)
        requires = data["requires"].select_related("exercise")
        try:
            programs.draft_rules(draft.stage.program, draft=(draft, requires))
        except ValueError as error:
            raise forms.ValidationError(
                gettext("Not saved: this ladder could not be climbed (%(why)s)."),
                params={"why": error},
            ) from error


def find_cycle(step, link, to):
    """Return the names on the way from a step that is to be linked to others back to itself.

    ``link`` is ``"requires"`` or ``"harder"``. The list is empty where no way leads back.
    """
    links = TopologicalSorter({step.pk: [other.pk for other in to]})
    others = Step.objects.filter(stage__program=step.stage.program_id).exclude(pk=step.pk)
    for pk, linked in others.filter(**{f"{link}__isnull": False}).values_list("pk", link):
        links.add(pk, linked)
    try:
        links.prepare()
    except CycleError as error:
        way = error.args[1][::-1]
        names = Step.objects.select_related("exercise").in_bulk(way)
        return [str(names[pk]) for pk in way]
    return []


@admin.register(Step)
class StepAdmin(NamesOurs, OwnLookups, admin.ModelAdmin):
    form = StepForm
    formfield_overrides = {models.DecimalField: {"form_class": TypedDecimalField}}

    class Media:
        css = {"all": ["css/ladder-admin.css"]}

    list_display = ["exercise", "stage", "first_dose", "last_dose", "often", "bar"]
    list_filter = ["stage__program"]
    list_select_related = ["exercise", "stage"]
    ordering = ["stage__program", "stage__order", "order", "pk"]
    actions = None  # a step is deleted on its own page, never many at once
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
                    ("is_activation", "any_time", "primer"),
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
                "fields": ["load_kind", ("load_step", "load_most"), "load_after"],
                "description": _(
                    "A bar is asked for from the first day. Weight on the hips, in the hands and "
                    "the next band are offered and never owed: once the step is proficient and at "
                    "its top, or, where another step is named here, once that one is proficient. "
                    "No target passes the most, nor the heaviest that a runner has. Bands are the "
                    "runner's own and go up one at a time."
                ),
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
        widget = FilteredSelectMultiple(pgettext("of a ladder", "steps"), is_stacked=False)
        kwargs |= {"widget": widget, "label": _("Waits for")}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        words = ["unpublished", "first_dose", "last_dose", "bar"]
        return [*words, "exercise"] if obj else words

    @admin.display(description=_("not published yet"))
    def unpublished(self, row):
        if not row.pk:
            return gettext("A new step is in force once the draft is published.")
        return describe_draft(row.stage.program, row.exercise.slug)

    @admin.display(description=_("starts at"))
    def first_dose(self, row):
        return unbroken(first_dose(as_rules_step(row))) if row.pk else None

    @admin.display(description=_("goes up to"))
    def last_dose(self, row):
        return unbroken(last_dose(as_rules_step(row))) if row.pk else None

    @admin.display(description=_("how often"))
    def often(self, row):
        return unbroken(describe_frequency(as_rules_step(row)))

    @admin.display(description=_("proficient after"))
    def bar(self, row):
        return unbroken(describe_step_bar(as_rules_step(row))) if row.pk else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        notify_saved(request, form.instance.stage.program)

    def delete_model(self, request, obj):
        program = obj.stage.program
        super().delete_model(request, obj)
        notify_saved(request, program)
