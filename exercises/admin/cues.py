"""A cue: written beside the card that shows it, kept as a draft, published, brought back."""

from functools import wraps

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Cue
from .history import WithHistory


class CueForm(forms.ModelForm):
    """The wording is the draft, where one waits. ``_draft`` keeps it one, else it is published."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Cue
        fields = ["exercise", "text", "answers"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cue = self.instance
        self.live = cue.text
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
        cue.text = self.live
        cue.write(wording)
        if "_draft" not in self.data:
            cue.publish()
        return super().save(commit)


def last_change(cue):
    return cue.history.values_list("pk", flat=True).first()


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"
    ASKED = {
        "published": {"deleted_at": None, "published_at__isnull": False},
        "draft": {"deleted_at": None},
        "deleted": {"deleted_at__isnull": False},
    }

    def lookups(self, request, model_admin):
        return [
            ("published", _("Published")),
            ("draft", _("With a draft")),
            ("deleted", _("Deleted")),
        ]

    def queryset(self, request, cues):
        cues = cues.filter(**self.ASKED.get(self.value(), {"deleted_at": None}))
        return cues.exclude(draft={}) if self.value() == "draft" else cues


def state_of(cue):
    """In words, as a list and the page of an exercise say it."""
    if cue.deleted_at:
        return gettext("deleted")
    if not cue.published_at:
        return gettext("draft, not published yet")
    words = gettext("version %(version)d") % {"version": cue.version}
    if not cue.draft:
        return words
    return gettext("%(version)s, next wording in draft") % {"version": words}


def editor_only(view):
    """A POST about one cue, by who may change cues."""

    @wraps(view)
    def wrapped(self, request, pk, **of):
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            cue = get_object_or_404(Cue.everything.select_for_update(), pk=pk)
            said = view(self, request, cue, **of)
            LogEntry.objects.log_actions(request.user.pk, [cue], CHANGE, said, single_object=True)
        messages.success(request, said)
        return redirect("admin:exercises_cue_change", pk)

    return wrapped


@admin.register(Cue)
class CueAdmin(WithHistory):
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
        view = self.admin_site.admin_view
        at = "<int:pk>"
        pages = [
            path(f"{at}/discard/", view(self.discard), name="exercises_cue_discard"),
            path(f"{at}/restore/", view(self.restore), name="exercises_cue_restore"),
            path(f"{at}/bring-back/<int:past>/", view(self.back), name="exercises_cue_bring_back"),
        ]
        return pages + super().get_urls()

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
        return state_of(cue)

    # Saved and published

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        last = obj and obj.history.select_related("history_user").first()
        of = {"cue": obj.pk} if obj else {"exercise": request.GET.get("exercise", "")}
        context |= {"last": last, "preview_url": reverse("cue_preview", query=of)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_change_permission(self, request, obj=None):
        """A deleted one is brought back first."""
        is_deleted = obj is not None and obj.deleted_at is not None
        return super().has_change_permission(request, obj) and not is_deleted

    def construct_change_message(self, request, form, formsets, add=False):
        return self._said(form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        return self._saved(request, obj)

    def response_change(self, request, obj):
        return self._saved(request, obj)

    def _saved(self, request, cue):
        messages.success(request, self._said(cue))
        return redirect("admin:exercises_cue_change", cue.pk)

    def _said(self, cue):
        if cue.draft:
            return gettext("Saved as a draft. Runners do not see it.")
        return gettext("Published: runners read version %(version)d.") % {"version": cue.version}

    @editor_only
    def discard(self, request, cue):
        """Of one that was never published nothing is left, but it can be brought back."""
        if cue.published_at:
            cue.draft = {}
        else:
            cue.deleted_at = timezone.now()
        cue.save()
        return gettext("The draft is gone. Its wording is in the history.")

    # Deleted and brought back

    def get_deleted_objects(self, objs, request):
        """The sets that showed it stay as they are, so they are not looked up."""
        return [str(cue) for cue in objs], {_("cues"): len(objs)}, set(), []

    def delete_model(self, request, obj):
        obj.deleted_at = timezone.now()
        obj.save()

    @editor_only
    def restore(self, request, cue):
        cue.deleted_at = None
        cue.save()
        return gettext("Brought back: %(cue)s") % {"cue": cue}

    @editor_only
    def back(self, request, cue, past):
        """As it was after that change: what runners read, the draft, and what it answers."""
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
        super().set_history_delta_changes(request, historical_records, **kwargs)
        cues = Cue.everything.in_bulk({record.id for record in historical_records})
        for record in historical_records:
            now = cues.get(record.id)
            record.is_now = now is not None and self._told(record) == self._told(now)

    def _told(self, cue):
        return cue.text, cue.draft, cue.answers, cue.deleted_at
