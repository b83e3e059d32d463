"""Sets, feedback, both or a whole day are moved to another day, and back by the message's Undo."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exercises.day_names import name_of_day
from exercises.http_cache import conditional_page
from exercises.models import Exercise

from .. import actions
from ..describe import describe_feedback, describe_full_day
from ..models import Feedback, SetEntry
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
    keys = [entry.key for entry in entries]
    exercise = Exercise.objects.get(slug=slug)

    def do(**about):
        actions.move_sets(keys=keys, along=bool(said), exercise_id=exercise.pk, **about)

    keep = "" if said == "alone" else form.cleaned_data["keep"]
    moved = _do(request, form, do, keep, [exercise.pk], may_choose=said != "alone")
    if not moved:
        return moved is None
    query = {"key": keys} | ({"said": said} if said else {})
    address = reverse("logbook_move", args=[form.cleaned_data["date"], slug])
    _say(request, form, exercise, address, query | ({"keep": keep} if keep else {}))
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def move_day(request, day):
    """Moves all sets of a day with what was said of them.

    An Undo moves back those of ``?key=``, and what was said of the exercises of ``?along=``. The
    note and the morning after stay: they are about the date.
    """
    user, sent = request.user, _sent(request)
    done = SetEntry.objects.on_days(user, day, day).live()
    asked_for = request.GET.getlist("key")
    keys = [key for key in done.values_list("key", flat=True) if str(key) in asked_for]
    keys = keys if asked_for else list(done.values_list("key", flat=True))
    if len(keys) < max(1, len(asked_for)):
        raise Http404
    form = MoveForm(sent, on=day, last=user.latest_day())
    if form.is_valid():
        keep = form.cleaned_data["keep"]
        exercises = set(done.values_list("exercise_id", flat=True))
        along = {pk for pk in exercises if str(pk) in request.GET.getlist("along")}
        went = []

        def do(**about):
            went[:] = actions.move_day(keys=keys, along=along if asked_for else None, **about)

        to = form.cleaned_data["date"]  # gone once it has an error
        moved = _do(request, form, do, keep, exercises)
        if moved:
            query = {"key": keys, "along": went} | ({"keep": keep} if keep else {})
            _say(request, form, _("The day"), reverse("logbook_move_day", args=[to]), query)
        if moved is not False:
            return redirect("logbook_day", to)
    return show_day(request, day, moving=form, moving_day=True)


def _do(request, form, move, keep, exercises, *, may_choose=True):
    """Moves; ``False`` where there is more to ask, ``None`` where another device was later."""
    user, day, to = request.user, form.on, form.cleaned_data["date"]
    try:
        move(user=user, on=day, to=to, keep=keep)
    except actions.FeedbackOnBothDays:
        if may_choose:
            form.ask_what_to_keep(*(_said_on(user, one, exercises) for one in (day, to)))
        else:
            form.add_error("date", _("Both days say how it was. Empty one of the answers first."))
        return False
    except actions.NoSetThatDay:
        form.add_error("date", _("You did none of it on that day."))
        return False
    except actions.FullDay:
        form.add_error("date", describe_full_day())
        return False
    except actions.Outdated:
        messages.info(request, describe_outdated())
        return None
    return True


def _said_on(user, day, exercises):
    """In words, what was said of the only exercise; of several it would be too much."""
    rows = Feedback.objects.on_days(user, day, day).filter(exercise_id__in=exercises)
    return ", ".join(describe_feedback(rows[0])) if len(exercises) == 1 and rows else ""


def _say(request, form, name, address, query):
    """Says what moved where, with the way back."""
    undo = f"{address}?{urlencode({'date': form.on} | query, doseq=True)}"
    values = {"name": name, "day": name_of_day(form.cleaned_data["date"], "MONTH_DAY_FORMAT")}
    messages.success(request, _("%(name)s moved to %(day)s.") % values, extra_tags=undo)
