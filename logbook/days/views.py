"""Every day, newest first; a day opens to its sets, and any of it can be put right.

Nothing is kept beside the rows, so the plan follows what is corrected here.
"""

from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exercises.http_cache import conditional_page
from exercises.models import Exercise

from .. import actions
from ..converters import EARLIEST
from ..dates import DAY
from ..last_write_wins import edit_from
from ..models import SetEntry, Workout
from ..runs.forms import RunForm, runs_since
from ..weeks.day_queries import days, first_day, timeline_for
from .correction_forms import (
    DayForm,
    FeedbackForm,
    MorningForm,
    MoveForm,
    NewSetForm,
    NoteForm,
    SetForm,
)
from .day_page import deleted_of, sessions_of, squeezes_of
from .day_search import FindForm, find


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def logbook(request):
    """A month of days; with POST, the way to a day that was missed."""
    today = request.user.today()
    form = DayForm(request.POST or None, today=today)
    if form.is_valid():
        return redirect("logbook_day", form.cleaned_data["date"])
    finding = FindForm(request.GET)
    if finding.is_valid():
        return _found(request, form, finding)
    month = _month_asked_for(request.GET.get("month"), today)
    first = first_day(request.user) or today
    context = _month(request.user, month, first, today)
    context |= {
        "notes": _notes(request.user, context["days"]),
        "form": form,
        "finding": finding,
        "earlier": month - DAY if month > first else None,
        "later": (month + 31 * DAY).replace(day=1) if month < today.replace(day=1) else None,
    }
    return render(request, _book(request), context, status=_status(form, finding))


def _found(request, form, finding):
    found = find(request.user, finding.cleaned_data, request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"form": form, "finding": finding, "found": found, "asked": asked.urlencode()}
    return render(request, _book(request), context, status=_status(form))


def _book(request):
    return "logbook/days/logbook.html#book" if request.htmx else "logbook/days/logbook.html"


@login_required
@require_safe
@conditional_page
def day(request, day):
    _not_ahead(request.user, day)
    if "add" in request.GET:
        return _to_the_set_of(request.GET["add"], day)
    return _page(request, day)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def add_set(request, day, slug):
    """The day with the form for a set of this exercise open; POST adds the set."""
    user = request.user
    _not_ahead(user, day)
    exercise = get_object_or_404(Exercise, slug=slug)
    form = NewSetForm(
        request.POST or None, exercise=exercise, units=user.units, step=_step(user, day, slug)
    )
    if form.is_valid():
        edit = edit_from(request)
        actions.log_set(user=user, on=day, exercise_id=exercise.pk, edit=edit, **form.values)
        return redirect("logbook_day", day)
    return _page(request, day, adding=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def correct_set(request, key):
    """The day of a set with this set open; POST puts it right."""
    user = request.user
    entry = _own_set(user, key, deleted_at=None, any_time=False)
    day, exercise = entry.workout.date, entry.exercise
    form = SetForm(
        request.POST or None,
        exercise=exercise,
        units=user.units,
        step=_step(user, day, exercise.slug),
        entry=entry,
    )
    if form.is_valid():
        _do(request, actions.change_set, entry=entry, **form.values)
        return redirect("logbook_day", day)
    return _page(request, day, correcting=form, moving=MoveForm(on=day, today=user.today()))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def move(request, day, slug):
    """All sets of an exercise to another day; with ``?key=`` only those. Undo comes here too.

    Feedback goes where the last set goes; with ``?said=`` it goes in any case, with
    ``?said=alone`` without a set.
    """
    user, said = request.user, request.GET.get("said")
    session, entries = _chosen(user, day, slug, request.GET.getlist("key"), said)
    form = MoveForm(_sent(request), on=day, today=user.today())
    if session and not said and {line.entry for line in session.lines} == set(entries):
        said = "along"
    if form.is_valid() and _move(request, form, slug, entries, said):
        return redirect("logbook_day", form.cleaned_data["date"])
    if said == "alone":
        saying = FeedbackForm(instance=session.feedback)
        return _page(request, day, saying=(slug, saying), moving=form)
    if "key" not in request.GET or len(entries) > 1:
        return _page(request, day, moving=form, moving_slug=slug)
    (entry,) = entries
    if entry.any_time:
        return _page(request, day, moving=form, moving_squeeze=entry)
    step = _step(user, day, slug)
    one = SetForm(exercise=entry.exercise, units=user.units, step=step, entry=entry)
    return _page(request, day, correcting=one, moving=form)


def _chosen(user, day, slug, keys, said):
    """The session, if the day has one of the exercise, and the sets that go."""
    session = next((s for s in sessions_of(user, day) if s.exercise.slug == slug), None)
    entries = [line.entry for line in session.lines] if session else []
    if keys:
        squeezes = squeezes_of(user, day).filter(exercise__slug=slug)
        entries = [entry for entry in (*entries, *squeezes) if str(entry.key) in keys]
    if len(entries) < max(1, len(keys)) or (said and not session):
        raise Http404
    return session, [] if said == "alone" else entries


def _move(request, form, slug, entries, said):
    """Whether it could; the form says why not."""
    day, to, keys = form.on, form.cleaned_data["date"], [entry.key for entry in entries]
    exercise = Exercise.objects.get(slug=slug)
    about = {"user": request.user, "on": day, "to": to, "exercise_id": exercise.pk}
    try:
        actions.move_sets(keys=keys, along=bool(said), **about)
    except actions.FeedbackOnBothDays:
        form.add_error("date", _said_twice())
        return False
    except actions.NoSetThatDay:
        form.add_error("date", _("You did none of it on that day."))
        return False
    query = urlencode({"date": day, "key": keys} | ({"said": said} if said else {}), doseq=True)
    undo = f"{reverse('logbook_move', args=[to, slug])}?{query}"
    messages.success(request, _moved(exercise, to), extra_tags=undo)
    return True


def _sent(request):
    """What was posted; an Undo carries its value in the address."""
    if request.method != "POST":
        return None
    return request.POST if "date" in request.POST else request.GET


def _moved(exercise, to):
    return _("%(name)s moved to %(day)s.") % {
        "name": exercise,
        "day": date_format(to, "MONTH_DAY_FORMAT"),
    }


def _said_twice():
    return _("Both days say how it was. Empty one of the answers first, or move set by set.")


@login_required
@require_POST
def note(request, day):
    _not_ahead(request.user, day)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, day, noting=form)
    actions.write_note(user=request.user, on=day, note=form.cleaned_data["note"])
    return redirect("logbook_day", day)


@login_required
@require_POST
def delete_set(request, key):
    entry = _own_set(request.user, key)
    _do(request, actions.delete_set, entry=entry)
    address = reverse("logbook_day", args=[entry.workout.date])
    return redirect(f"{address}?deleted={entry.key}")


@login_required
@require_POST
def restore_set(request, key):
    entry = _own_set(request.user, key)
    _do(request, actions.restore_set, entry=entry)
    return redirect("logbook_day", entry.workout.date)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def feedback(request, day, slug):
    """How one exercise was on a day, to be said or put right."""
    user = request.user
    _not_ahead(user, day)
    session = _session(user, day, slug)
    form = FeedbackForm(request.POST or None, instance=session.feedback)
    if form.is_valid():
        about = {"user": user, "on": day, "exercise_id": session.exercise.pk}
        _do(request, actions.give_feedback, **about, **form.cleaned_data)
        return redirect("logbook_day", day)
    moving = MoveForm(on=day, today=user.today())
    return _page(request, day, saying=(slug, form), moving=moving)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def morning(request, day):
    """Pain on the morning after a day, once that morning has come."""
    user = request.user
    if day >= user.today() or not sessions_of(user, day):
        raise Http404
    form = MorningForm(request.POST or None)
    if form.is_bound and not form.is_valid():
        return _page(request, day, morning=form)
    if form.is_bound:
        pain = form.cleaned_data["pain"]
        _do(request, actions.give_morning_pain, user=user, on=day + DAY, pain=pain)
    return redirect("logbook_day", day)


def _do(request, action, **values):
    """What a phone kept for a while may be older than what stands."""
    try:
        action(edit=edit_from(request), **values)
    except actions.Outdated:
        messages.info(request, _("Changed later on another device: that stays."))


def _session(user, day, slug):
    _not_ahead(user, day)
    session = next((s for s in sessions_of(user, day) if s.exercise.slug == slug), None)
    if session is None:
        raise Http404
    return session


def _page(
    request, day, *, adding=None, correcting=None, saying=(None, None), morning=None,
    moving=None, moving_slug=None, moving_squeeze=None, noting=None,
):  # fmt: skip
    user, today = request.user, request.user.today()
    first = first_day(user) or today
    month = _month(user, day.replace(day=1), first, today)
    sessions, gone = sessions_of(user, day), deleted_of(user, day)
    workout = Workout.objects.for_user(user).filter(date=day).first()
    context = month | {
        "day": month["numbers"][day],
        "sessions": sessions,
        "squeezes": squeezes_of(user, day),
        "exercises": Exercise.objects.all(),
        "adding": adding,
        "adding_here": adding and adding.exercise in [one.exercise for one in sessions],
        "correcting": correcting,
        "saying_slug": saying[0],
        "saying": saying[1],
        "morning": morning or _morning_form(workout, sessions, day, today),
        "moving": moving,
        "moving_slug": moving_slug,
        "moving_squeeze": moving_squeeze,
        "noting": noting or NoteForm(initial={"note": workout.note if workout else ""}),
        "runs": runs_since(user, day, until=day),
        "run_form": RunForm(user=user, initial={"date": day}),
        "gone": gone,
        "deleted": _just_deleted(request, gone),
        "before": day - DAY if day > EARLIEST else None,
        "after": day + DAY if day < today else None,
    }
    template = "logbook/days/day.html#log" if request.htmx else "logbook/days/day.html"
    status = _status(adding, correcting, saying[1], morning, moving, noting)
    return render(request, template, context, status=status)


def _to_the_set_of(slug, day):
    try:
        return redirect("logbook_add", day, slug)
    except NoReverseMatch:
        raise Http404 from None


def _month(user, month, first, today):
    """The days of a month, newest first, from the first that was logged."""
    last = min(today, (month + 31 * DAY).replace(day=1) - DAY)
    numbers = days(user, timeline_for(user), month, last)
    shown = [day for day in reversed(numbers.values()) if day.date >= first]
    return {"month": month, "today": today, "numbers": numbers, "days": shown}


def _notes(user, days):
    noted = Workout.objects.for_user(user).filter(date__in=[day.date for day in days])
    return dict(noted.exclude(note="").values_list("date", "note"))


def _morning_form(workout, sessions, day, today):
    if day >= today or not sessions:
        return None
    return MorningForm(initial={"pain": workout.morning_pain})


def _just_deleted(request, gone):
    """The set that was deleted by the last tap, for its Undo."""
    key = request.GET.get("deleted")
    return next((line.entry for line in gone if str(line.entry.key) == key), None)


def _own_set(user, key, **wanted):
    rows = SetEntry.objects.for_user(user).known().select_related("user", "workout", "exercise")
    return get_object_or_404(rows, key=key, **wanted)


def _step(user, day, slug):
    """The exercise on the runner's ladder of that day, if it is there."""
    return timeline_for(user).on(day).by_exercise.get(slug)


def _not_ahead(user, day):
    if day > user.today():
        raise Http404


def _month_asked_for(text, today):
    if text is None:
        return today.replace(day=1)
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None
    if not EARLIEST <= month <= today:
        raise Http404
    return month


def _status(*forms):
    refused = any(form is not None and form.is_bound and form.errors for form in forms)
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
