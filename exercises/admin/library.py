from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Cue, Equipment, Exercise, ExerciseMuscle, Mistake, Muscle
from ..translated_text import TranslatedTextField
from .cues import describe_state
from .deleting import NamesOurs
from .history import HistoryAdmin
from .lookups import OwnLookups


class OrderForm(forms.ModelForm):
    class Meta:
        model = Cue
        fields = ["order"]
        widgets = {"order": forms.NumberInput({"min": 0, "max": 30000})}

    @property
    def state(self):
        return describe_state(self.instance)


class CueInline(admin.StackedInline):
    """Sets the order of the cues; each cue is written on a page of its own."""

    model = Cue
    form = OrderForm
    template = "admin/exercises/exercise/cues.html"
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        return Cue.everything.filter(deleted_at=None)

    def has_add_permission(self, request, obj=None):
        return False


class MistakeInline(admin.StackedInline):
    model = Mistake
    fields = ["order", "text", "fix"]
    extra = 1


class ExerciseMuscleInline(admin.TabularInline):
    model = ExerciseMuscle
    fields = ["muscle", "role"]
    extra = 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("muscle")


@admin.register(Exercise)
class ExerciseAdmin(NamesOurs, HistoryAdmin):
    list_display = ["__str__", "stage", "sides", "unit"]
    list_filter = ["stage"]
    inlines = [CueInline, MistakeInline, ExerciseMuscleInline]
    filter_horizontal = ["equipment"]

    class Media:
        css = {"all": ["css/cue-admin.css"]}
        js = [forms.Script("js/order.js", type="module")]

    def get_fieldsets(self, request, obj=None):
        texts = [f.name for f in Exercise._meta.fields if isinstance(f, TranslatedTextField)]
        rest = ["slug", "order", "stage", "unit", "sides", "equipment", "any_equipment"]
        return [
            (_("What runners read"), {"fields": texts}),
            (_("What the plan reads"), {"fields": [*rest, "form_of", "form", "dose_source"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        """The slug is a fixed address, and an editor changes nothing but texts."""
        if request.user.has_perm("exercises.add_exercise"):
            return ["slug"] if obj else []
        (_name, plan) = self.get_fieldsets(request, obj)[1]
        return plan["fields"]

    def get_inlines(self, request, obj):
        return self.inlines if obj else self.inlines[1:]  # cues need a stored exercise

    def change_view(self, request, object_id, form_url="", extra_context=None):
        deleted = Cue.everything.filter(exercise_id=object_id, deleted_at__isnull=False)
        context = {"deleted_cues": deleted.order_by("-deleted_at"), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)


@admin.register(Muscle)
class MuscleAdmin(NamesOurs, OwnLookups, admin.ModelAdmin):
    list_display = ["__str__", "is_glute", "order"]


@admin.register(Equipment)
class EquipmentAdmin(NamesOurs, OwnLookups, admin.ModelAdmin):
    list_display = ["__str__", "slug", "order"]
