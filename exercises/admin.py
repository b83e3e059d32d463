from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from .forms import CueForm
from .models import Cue, Equipment, Exercise, ExerciseMuscle, Mistake, Muscle
from .texts import TextsField


class CueInline(admin.StackedInline):
    model = Cue
    form = CueForm
    fields = ["order", "text"]
    extra = 1
    show_change_link = True  # to its history


class MistakeInline(admin.StackedInline):
    model = Mistake
    fields = ["order", "text", "fix"]
    extra = 1


class ExerciseMuscleInline(admin.TabularInline):
    model = ExerciseMuscle
    fields = ["muscle", "role"]
    extra = 1


class WithHistory(SimpleHistoryAdmin):
    """A history in words, without the inline style that our policy refuses."""

    object_history_list_template = "exercises/history_list.html"

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        # As simple-history does, which for a model without relations asks for what Django drops.
        related = [field.name for field in self.model._meta.fields if field.many_to_one]
        past = history_manager.filter(**{pk_name: object_id})
        return past.select_related("history_user", *related)

    def get_historical_record_context_helper(self, request, historical_record):
        return HistoricalRecordContextHelper(
            self.model, historical_record, max_displayed_delta_change_chars=5000
        )


@admin.register(Exercise)
class ExerciseAdmin(WithHistory):
    list_display = ["__str__", "stage", "sides", "unit"]
    list_filter = ["stage"]
    inlines = [CueInline, MistakeInline, ExerciseMuscleInline]
    filter_horizontal = ["equipment"]

    def get_fieldsets(self, request, obj=None):
        texts = [f.name for f in Exercise._meta.fields if isinstance(f, TextsField)]
        rest = ["slug", "order", "stage", "unit", "sides", "equipment", "any_equipment"]
        return [
            (_("What runners read"), {"fields": texts}),
            (_("What the plan reads"), {"fields": [*rest, "dose_source", "form_of", "form"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        """The slug is a fixed address; the rest that is no text is not an editor's."""
        if request.user.has_perm("exercises.add_exercise"):
            return ["slug"] if obj else []
        (_name, plan) = self.get_fieldsets(request, obj)[1]
        return plan["fields"]


@admin.register(Cue)
class CueAdmin(WithHistory):
    form = CueForm
    list_display = ["__str__", "exercise", "order", "version"]
    list_filter = ["exercise"]
    list_select_related = ["exercise"]
    readonly_fields = ["version"]
    fields = ["exercise", "order", "text", "version"]
    history_list_display = ["version"]


@admin.register(Muscle)
class MuscleAdmin(admin.ModelAdmin):
    list_display = ["__str__", "is_glute", "order"]


@admin.register(Equipment)
class EquipmentAdmin(admin.ModelAdmin):
    list_display = ["__str__", "slug", "order"]
