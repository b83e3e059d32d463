"""Sets, feedback or both are moved to another day, and back by the message's Undo."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exercises.http_cache import conditional_page
from exercises.models import Exercise

from .. import actions
from ..set_lookup import describe_outdated
from .correction_forms import CorrectionForm, FeedbackForm, MoveForm
from .day_page import sessions_on, squeezes_on
from .views import show_day, step_on


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def move(request, day, slug):
    """Moves all sets of an exercise, with ``?key=`` only those.

    The feedback is moved with the last set, with ``?said=`` in any case, with ``?said=alone``
    without a set.
    """
    user, said = request.user, request.GET.get("said")
    session, entries = _chosen(user, day, slug, request.GET.getlist("key"), said)
    form = MoveForm(_sent(request), on=day, last=user.latest_day())
    if session and not said and {line.entry for line in session.lines} == set(entries):
        said = "along"
    if form.is_valid() and _move(request, form, slug, entries, said):
        return redirect("logbook_day", form.cleaned_data["date"])
    if said == "alone":
        saying = FeedbackForm(instance=session.feedback)
        return show_day(request, day, saying=saying, saying_slug=slug, moving=form)
    if "key" not in request.GET or len(entries) > 1:
        return show_day(request, day, moving=form, moving_slug=slug)
    (entry,) = entries
    if entry.any_time:
        return show_day(request, day, moving=form, moving_squeeze=entry)
    step = step_on(user, day, slug)
    correcting = CorrectionForm(user=user, exercise=entry.exercise, step=step, entry=entry)
    return show_day(request, day, correcting=correcting, moving=form)


def _chosen(user, day, slug, keys, said):
    """The session, if the day has one of the exercise, and the sets to be moved."""
    session = next((s for s in sessions_on(user, day) if s.exercise.slug == slug), None)
    entries = [line.entry for line in session.lines] if session else []
    if keys:
        squeezes = squeezes_on(user, day).filter(exercise__slug=slug)
        entries = [entry for entry in (*entries, *squeezes) if str(entry.key) in keys]
    if len(entries) < max(1, len(keys)) or (said and not session):
        raise Http404
    return session, [] if said == "alone" else entries


def _sent(request):
    """What was posted; an Undo carries its value in the address."""
    if request.method != "POST":
        return None
    return request.POST if "date" in request.POST else request.GET


def _move(request, form, slug, entries, said):
    """Whether there is nothing more to ask; otherwise the form says what is wrong."""
    day, to, keys = form.on, form.cleaned_data["date"], [entry.key for entry in entries]
    exercise = Exercise.objects.get(slug=slug)
    about = {"user": request.user, "on": day, "to": to, "exercise_id": exercise.pk}
    try:
        actions.move_sets(keys=keys, along=bool(said), **about)
    except actions.FeedbackOnBothDays:
        text = _("Both days say how it was. Empty one of the answers first, or move set by set.")
        form.add_error("date", text)
        return False
    except actions.NoSetThatDay:
        form.add_error("date", _("You did none of it on that day."))
        return False
    except actions.Outdated:
        messages.info(request, describe_outdated())
        return True
    query = urlencode({"date": day, "key": keys} | ({"said": said} if said else {}), doseq=True)
    undo = f"{reverse('logbook_move', args=[to, slug])}?{query}"
    values = {"name": exercise, "day": date_format(to, "MONTH_DAY_FORMAT")}
    messages.success(request, _("%(name)s moved to %(day)s.") % values, extra_tags=undo)
    return True
