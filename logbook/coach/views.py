"""Pages of the admin: the card on which a cue will stand, and how each cue was felt."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from exercises.models import Cue, Exercise

from ..exercise_guides import guides
from .cue_feedback import MIN_RUNNERS, MIN_SESSIONS, feedback_on_cues
from .preview import card_with

CSP_IN_OUR_FRAME = settings.SECURE_CSP | {
    "script-src": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
}


def editors_only(view):
    """Lets in who may change cues. Other staff get 403, all others the login."""
    may_change = permission_required("exercises.change_cue", raise_exception=True)
    return admin.site.admin_view(may_change(view))


class CueForm(forms.Form):
    """A cue as the admin's form has it at the moment."""

    cue = forms.ModelChoiceField(Cue.everything.select_related("exercise"), required=False)
    exercise = forms.ModelChoiceField(Exercise.objects, required=False)
    text = Cue._meta.get_field("text").formfield()


@csp_override(CSP_IN_OUR_FRAME)
@xframe_options_sameorigin
@editors_only
def preview(request):
    sent = request.GET.copy()
    sent.update(request.POST)
    form = CueForm(sent)
    form.is_valid()
    cue = form.cleaned_data.get("cue")
    exercise = cue.exercise if cue else form.cleaned_data.get("exercise")
    texts = form.cleaned_data.get("text") or {}
    if cue and request.method == "GET":
        texts = cue.draft or cue.text
    cards = (
        [_card(request, exercise, *one) for one in _texts_by_language(texts)] if exercise else []
    )
    return render(request, "logbook/coach/cue_preview.html", {"cards": cards})


def _texts_by_language(texts):
    """(code, name, text) of each language that has a text, and of the main one always."""
    first = {settings.LANGUAGE_CODE: ""}
    names = dict(settings.LANGUAGES)
    return [(code, names.get(code, code), text) for code, text in (first | texts).items()]


def _card(request, exercise, code, name, text):
    with translation.override(code):
        card = card_with(text, guides()[exercise.slug], request.user)
        html = render_to_string("logbook/today/card.html", {"card": card}, request)
    return {"code": code, "name": name, "html": html}


@editors_only
def felt(request, slug=None):
    exercises = list(Exercise.objects.filter(cues__isnull=False).distinct())
    if not exercises:
        raise Http404
    chosen = next((one for one in exercises if one.slug == slug), None if slug else exercises[0])
    if chosen is None:
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": _("How the cues are felt: %(exercise)s") % {"exercise": chosen},
        "exercises": exercises,
        "exercise": chosen,
        "wordings": _wordings(chosen),
        "sessions": MIN_SESSIONS,
        "runners": MIN_RUNNERS,
    }
    return render(request, "logbook/coach/cue_feedback.html", context)


def _wordings(exercise):
    """Every wording that was published: in the order of the cues, the newest wording first."""
    feedback = {(one.cue, one.version): one for one in feedback_on_cues(exercise.pk)}
    past = Cue.history.filter(exercise=exercise).order_by("history_id")
    texts = {(pk, version): text for pk, version, text in past.values_list("id", "version", "text")}
    cues = Cue.everything.filter(exercise=exercise, published_at__isnull=False)
    return [
        {
            "cue": cue,
            "version": version,
            "text": cue.text if version == cue.version else texts.get((cue.pk, version), ""),
            "is_live": version == cue.version and not cue.deleted_at,
            "feedback": feedback.get((cue.pk, version)),
        }
        for cue in cues
        for version in range(cue.version, 0, -1)
    ]
