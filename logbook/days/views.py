"""Every day, newest first. A day opens to its sets, and all of it can be corrected.

A day's page has one form open at a time, each with an address of its own.
"""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exercises.http_cache import conditional_page
from exercises.models import Exercise

from .. import actions
from ..converters import EARLIEST
from ..dates import DAY
from ..describe import describe_full_day
from ..last_write_wins import edit_from
from ..models import LAST_MS, Workout
from ..runner_ladder import timeline_for
from ..set_lookup import describe_outdated, do_edit, own_sets
from ..weeks.day_queries import first_and_last_day
from ..weeks.periods import months_later
from .correction_forms import (
    CorrectionForm,
    DayForm,
    FeedbackForm,
    MorningForm,
    MoveForm,
    NewSetForm,
    NoteForm,
)
from .day_list import day_rows, days_of_month, hurt_on_days, notes_of
from .day_page import began_red, day_context, sessions_on
from .day_search import FindForm, empty_find_form, find

SAVED = gettext_lazy("Saved.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def logbook(request):
    """The days of a month, or the days found; POST leads to a day that was missed."""
    user = request.user
    first, last = first_and_last_day(user)
    form = DayForm(request.POST or None, last=last)
    if form.is_valid():
        return redirect("logbook_day", form.cleaned_data["date"])
    finding = FindForm(request.GET)
    context = {"form": form, "finding": finding, "empty_find_form": empty_find_form}
    if finding.is_valid():
        return _book(request, context | _found(request, finding))
    month = _month_asked_for(request.GET.get("month"), last)
    days = days_of_month(user, month, last)
    notes, hurt = (said(user, month, max(days)) for said in (notes_of, hurt_on_days))
    context |= {
        "month": month,
        "days": day_rows(days, first, user.today(), notes, hurt),
        "earlier": month - DAY if month > first else None,
        "later": months_later(month, 1) if month < last.replace(day=1) else None,
    }
    return _book(request, context)


def _found(request, finding):
    query = request.GET.copy()
    query.pop("page", None)
    found = find(request.user, finding.cleaned_data, request.GET.get("page"))
    return {"found": found, "query": query.urlencode()}


def _book(request, context):
    template = "logbook/days/logbook.html#book" if request.htmx else "logbook/days/logbook.html"
    return render(request, template, context, status=status_of(context))


def _month_asked_for(text, last):
    if text is None:
        return last.replace(day=1)
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None
    if not EARLIEST <= month <= last:
        raise Http404
    return month


@login_required
@require_safe
@conditional_page
def day(request, day):
    _not_ahead(request.user, day)
    if "add" in request.GET:
        return _to_new_set(request.GET["add"], day)
    deleted = request.GET.get("deleted")  # by the last tap; the page offers to undo it
    return show_day(request, day, deleted_key=deleted)


def _to_new_set(slug, day):
    try:
        return redirect("logbook_add", day, slug)
    except NoReverseMatch:
        raise Http404 from None


def show_day(request, day, **form):
    """The page of a day with the forms that are open, by name."""
    context = day_context(request.user, day) | form
    adding = form.get("adding")
    context["adding_in_session"] = adding and any(
        session.exercise == adding.exercise for session in context["sessions"]
    )
    template = "logbook/days/day.html#log" if request.htmx else "logbook/days/day.html"
    return render(request, template, context, status=status_of(form))


def status_of(context):
    """422 where one of the forms was sent and refused."""
    errors = any(getattr(form, "errors", None) for form in context.values())
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def add_set(request, day, slug):
    user = request.user
    _not_ahead(user, day)
    exercise = get_object_or_404(Exercise, slug=slug)
    step = step_on(user, day, slug)
    form = NewSetForm(request.POST or None, user=user, exercise=exercise, step=step)
    if form.is_valid():
        edit = edit_from(request)
        try:
            actions.log_set(
                user=user, on=day, exercise_id=exercise.pk, edit=edit, **form.cleaned_data
            )
        except actions.FullDay:
            form.add_error("amount", describe_full_day())
        else:
            messages.success(request, SAVED)
            return redirect("logbook_day", day)
    return show_day(request, day, adding=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def correct_set(request, key):
    user = request.user
    (entry,) = own_sets(user, key, deleted_at=None, any_time=False, primer=False)
    day, exercise = entry.workout.date, entry.exercise
    step = step_on(user, day, exercise.slug)
    form = CorrectionForm(
        request.POST or None, user=user, exercise=exercise, step=step, entry=entry
    )
    if form.is_valid():
        _do(request, actions.change_set, entry=entry, **form.cleaned_data)
        return redirect("logbook_day", day)
    return show_day(request, day, correcting=form, moving=MoveForm(on=day, last=user.latest_day()))


@login_required
@require_POST
def delete_set(request, key):
    (entry,) = own_sets(request.user, key, edited_ms__lt=LAST_MS)
    _do(request, actions.delete_set, entry=entry, said="")  # the page says it, with an Undo
    address = reverse("logbook_day", args=[entry.workout.date])
    return redirect(f"{address}?deleted={entry.key}")


@login_required
@require_POST
def restore_set(request, key):
    (entry,) = own_sets(request.user, key, edited_ms__lt=LAST_MS)  # not one that was emptied
    _do(request, actions.restore_set, entry=entry, said=_("Taken back"))
    return redirect("logbook_day", entry.workout.date)


@login_required
@require_POST
def note(request, day):
    _not_ahead(request.user, day)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_day(request, day, noting=form)
    actions.write_note(user=request.user, on=day, note=form.cleaned_data["note"])
    messages.success(request, SAVED)
    return redirect("logbook_day", day)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def feedback(request, day, slug):
    """Feedback on one exercise of a day, given or corrected."""
    user = request.user
    _not_ahead(user, day)
    session = next((s for s in sessions_on(user, day) if s.exercise.slug == slug), None)
    if session is None:
        raise Http404
    form = FeedbackForm(request.POST or None, instance=session.feedback)
    if form.is_valid():
        about = {"user": user, "on": day, "exercise_id": session.exercise.pk}
        _do(request, actions.give_feedback, **about, **form.cleaned_data)
        return redirect("logbook_day", day)
    moving = MoveForm(on=day, last=user.latest_day())
    return show_day(request, day, saying=form, saying_slug=slug, moving=moving)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def morning(request, day):
    """Pain on the morning after a day, once that morning has come."""
    user = request.user
    days = Workout.objects.for_user(user)
    given = days.filter(date=day, morning_pain__isnull=False).exists()
    is_past = day < user.latest_day()
    eve = days.filter(date=day - DAY).first() if day > EARLIEST else None
    if not given and not (is_past and (sessions_on(user, day) or began_red(eve))):
        raise Http404
    form = MorningForm(request.POST or None)
    if form.is_bound and not form.is_valid():
        return show_day(request, day, morning=form)
    if form.is_bound:
        _do(request, actions.give_morning_pain, user=user, on=day + DAY, **form.cleaned_data)
    return redirect("logbook_day", day)


def _do(request, action, *, said=SAVED, **values):
    """Says that it was done, or why not: an outbox may send an edit older than what is stored."""
    if not do_edit(request, action, **values):
        messages.info(request, describe_outdated())
    elif said:
        messages.success(request, said)


def step_on(user, day, slug):
    """The exercise on the runner's ladder of that day, or None."""
    return timeline_for(user).on(day).by_exercise.get(slug)


def _not_ahead(user, day):
    """A day to come is shown only where the runner has been there, before flying west."""
    if day > user.latest_day() and not Workout.objects.for_user(user).filter(date=day).exists():
        raise Http404
