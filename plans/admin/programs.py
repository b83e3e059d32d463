from django import forms
from django.contrib import admin
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from exercises.admin.lookups import OwnLookups

from ..models import Program, Stage, Step
from . import draft_views
from .describe import (
    as_rules_step,
    current_and_coming_revisions,
    describe_draft,
    notify_saved,
    render_ladder,
)


class StageForm(forms.ModelForm):
    class Meta:
        labels = {"key": pgettext_lazy("of a stage", "Key")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # revisions refer to their stages by it
            self.fields["key"].disabled = True


class StageInline(admin.StackedInline):
    model = Stage
    form = StageForm
    fields = ["order", "key", "name"]
    extra = 0
    can_delete = False  # deleting a stage would delete its steps


@admin.register(Program)
class ProgramAdmin(OwnLookups, admin.ModelAdmin):
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
            path("<int:pk>/draft/", draft_views.draft_page, name="plans_program_draft"),
            path("<int:pk>/draft/simulate/", draft_views.simulate, name="plans_program_simulate"),
            path("<int:pk>/draft/publish/", draft_views.publish, name="plans_program_publish"),
            path("<int:pk>/draft/discard/", draft_views.discard, name="plans_program_discard"),
        ]
        return pages + super().get_urls()

    def get_readonly_fields(self, request, obj=None):
        return ["in_force", "unpublished", "ladder", *(["slug"] if obj else [])]

    @admin.display(description=_("the draft's steps"))
    def ladder(self, program):
        rows = Step.objects.filter(stage__program=program.pk).select_related("stage", "exercise")
        return render_ladder(
            {
                "name": row.exercise,
                "url": reverse("admin:plans_step_change", args=[row.pk]),
                "requires": row.requires.all(),
                "rules": as_rules_step(row),
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
            for revision, days in (current_and_coming_revisions(program) if program.pk else [])
        ]
        if not lines:
            return gettext("nothing yet")
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>, {}', lines)

    @admin.display(description=_("not published yet"))
    def unpublished(self, program):
        return describe_draft(program) if program.pk else gettext("nothing yet")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        notify_saved(request, form.instance)

    def has_delete_permission(self, request, obj=None):
        return False  # past days were judged by its revisions
