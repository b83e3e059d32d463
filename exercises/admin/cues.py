"""Cues in the admin: written beside the card that shows them, drafted, published, brought back."""

from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ..models import Cue
from .history import HistoryAdmin


class CueForm(forms.ModelForm):
    """Edits the draft, or the published wording where there is no draft.

    The button ``_draft`` saves a draft; any other publishes.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Cue
        fields = ["exercise", "text", "answers"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cue = self.instance
        self.published_text = cue.text
        if cue.pk is None:
            cue.published_at = None
        else:
            self.initial |= {"text": cue.draft or cue.text, "seen": last_change(cue)}

    def clean_seen(self):
        seen = self.cleaned_data["seen"]
        if seen and seen != last_change(self.instance):
            raise forms.ValidationError(
                gettext("Somebody else changed this cue since you opened it. Look at it once more.")
            )
        return seen

    def save(self, commit=True):
        cue, wording = self.instance, self.instance.text
        cue.text = self.published_text
        cue.write(wording)
        if "_draft" not in self.data:
            cue.publish()
        return super().save(commit)


def last_change(cue):
    """The pk of the latest entry of a cue's history."""
    return cue.history.values_list("pk", flat=True).first()


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("published", _("Published")),
            ("draft", _("With a draft")),
            ("deleted", _("Deleted")),
        ]

    def queryset(self, request, cues):
        cues = cues.filter(deleted_at__isnull=self.value() != "deleted")
        if self.value() == "published":
            return cues.filter(published_at__isnull=False)
        return cues.exclude(draft={}) if self.value() == "draft" else cues


def describe_state(cue):
    if cue.deleted_at:
        return gettext("deleted")
    if not cue.published_at:
        return gettext("draft, not published yet")
    words = gettext("version %(version)d") % {"version": cue.version}
    if not cue.draft:
        return words
    return gettext("%(version)s, next wording in draft") % {"version": words}


def cue_action(view):
    """A POST about one cue by somebody who may change cues; ``view`` returns what it did."""

    @wraps(view)
    def wrapped(self, request, pk, **kwargs):
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            cue = get_object_or_404(Cue.everything.select_for_update(), pk=pk)
            done = view(self, request, cue, **kwargs)
            LogEntry.objects.log_actions(request.user.pk, [cue], CHANGE, done, single_object=True)
        messages.success(request, done)
        return redirect("admin:exercises_cue_change", pk)

    return wrapped


@admin.register(Cue)
class CueAdmin(HistoryAdmin):
    form = CueForm
    list_display = ["__str__", "exercise", "state"]
    list_filter = [StateFilter, "exercise"]
    list_select_related = ["exercise"]
    ordering = ["exercise__order", "order", "pk"]
    actions = None  # a cue is deleted on its own page, not by the dozen

    class Media:
        css = {"all": ["css/cue-admin.css"]}
        js = [forms.Script("js/cue-preview.js", type="module")]

    def get_urls(self):
        pages = [
            ("<int:pk>/discard/", self.discard, "discard"),
            ("<int:pk>/restore/", self.restore, "restore"),
            ("<int:pk>/bring-back/<int:past>/", self.bring_back, "bring_back"),
        ]
        return [
            path(at, self.admin_site.admin_view(require_POST(view)), name=f"exercises_cue_{name}")
            for at, view, name in pages
        ] + super().get_urls()

    def get_queryset(self, request):
        return Cue.everything.order_by(*self.ordering)

    def get_fields(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return ["wording", "answers"]
        return ["seen", "text", "answers"] if obj else ["exercise", "text", "answers"]

    def get_readonly_fields(self, request, obj=None):
        return ["wording"]

    @admin.display(description=_("wording"))
    def wording(self, cue):
        return cue

    @admin.display(description=_("state"))
    def state(self, cue):
        return describe_state(cue)

    # Saving and publishing

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        last = obj and obj.history.select_related("history_user").first()
        shown = {"cue": obj.pk} if obj else {"exercise": request.GET.get("exercise", "")}
        context |= {"last": last, "preview_url": reverse("cue_preview", query=shown)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_change_permission(self, request, obj=None):
        """A deleted cue has to be brought back before anybody changes it."""
        is_deleted = obj is not None and obj.deleted_at is not None
        return super().has_change_permission(request, obj) and not is_deleted

    def construct_change_message(self, request, form, formsets, add=False):
        return self._describe_saving(form.instance)

    def response_change(self, request, obj):
        messages.success(request, self._describe_saving(obj))
        return redirect("admin:exercises_cue_change", obj.pk)

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def _describe_saving(self, cue):
        if cue.draft:
            return gettext("Saved as a draft. Runners do not see it.")
        return gettext("Published: runners read version %(version)d.") % {"version": cue.version}

    @cue_action
    def discard(self, request, cue):
        """Deletes the draft; a cue that was never published is deleted with it."""
        if cue.published_at:
            cue.draft = {}
        else:
            cue.deleted_at = timezone.now()
        cue.save()
        return gettext("The draft is gone. Its wording is in the history.")

    # Deleting and bringing back

    def get_deleted_objects(self, objs, request):
        """Sets that showed the cue stay as they are, so nobody is warned of them."""
        return [str(cue) for cue in objs], {_("cues"): len(objs)}, set(), []

    def delete_model(self, request, obj):
        obj.deleted_at = timezone.now()
        obj.save()

    @cue_action
    def restore(self, request, cue):
        cue.deleted_at = None
        cue.save()
        return gettext("Brought back: %(cue)s") % {"cue": cue}

    @cue_action
    def bring_back(self, request, cue, past):
        """Makes the cue what it was after an entry of its history: wording, draft and answers."""
        record = get_object_or_404(cue.history, pk=past)
        cue.deleted_at = None
        if record.text:
            cue.write(record.text)
            cue.publish()
        cue.draft, cue.answers = record.draft, record.answers
        cue.save()
        return gettext("Brought back: %(cue)s") % {"cue": cue.draft or cue}

    def history_view(self, request, object_id, extra_context=None):
        context = {"bring_back": "admin:exercises_cue_bring_back", **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        return redirect("admin:exercises_cue_history", object_id)

    def set_history_delta_changes(self, request, historical_records, **kwargs):
        def state(cue):
            return cue.text, cue.draft, cue.answers, cue.deleted_at

        super().set_history_delta_changes(request, historical_records, **kwargs)
        cues = Cue.everything.in_bulk({record.id for record in historical_records})
        for record in historical_records:
            now = cues.get(record.id)
            record.is_now = now is not None and state(record) == state(now)
