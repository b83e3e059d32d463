"""The taps that say how an exercise was and what hurt this morning, and that take it back.

The address of an Undo carries what is stored before, so the undo brings back exactly that.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from .. import actions
from ..dates import DAY
from ..exercise_guides import guides
from ..history import log_of
from ..last_write_wins import edit_from
from ..screening_required import screened
from ..set_lookup import describe_outdated
from .answers import SeeOther, Toast, answer_refused, answer_tap
from .feedback_row import undo_address
from .forms import FeedbackForm, MorningForm
from .morning_question import ANSWER, undo_address_of_morning
from .page import Page


@login_required
@require_POST
@gzip_page
@screened
def feedback(request, slug):
    exercise_id, edit = _exercise_id(slug), edit_from(request)
    form = FeedbackForm(
        request.POST, may_be_empty="skip" in request.POST, user=request.user, days_off=edit.days_off
    )
    if not form.is_valid():
        return answer_refused(request, form, slug)
    answers = form.cleaned_data
    # What was answered is stored, whichever button was pressed.
    on, is_skipped = answers.pop("date"), not answers
    about = {"user": request.user, "on": on, "exercise_id": exercise_id, "edit": edit}
    try:
        if is_skipped:
            given = actions.skip_feedback(**about)
        else:
            given = actions.give_feedback(**about, **answers)
        undo = undo_address(slug, given.was, bool(given.was and given.was.skipped))
        text = _("Skipped") if is_skipped else _("Feedback logged")
        toast = Toast(text, f"{undo}&date={on}", f"#{slug}")
    except actions.Outdated:
        toast = Toast(describe_outdated())
    return answer_tap(request, Page(request.user, on), slug, toast)


@login_required
@require_POST
@gzip_page
@screened
def undo_feedback(request, slug):
    exercise_id, edit = _exercise_id(slug), edit_from(request)
    form = FeedbackForm(
        _sent(request), may_be_empty=True, user=request.user, days_off=_days_off(request, edit)
    )
    if not form.is_valid():
        return answer_refused(request, form, slug)
    answers = form.cleaned_data
    on = answers.pop("date")
    about = {"user": request.user, "on": on, "exercise_id": exercise_id, "edit": edit}
    try:
        actions.put_feedback_back(**about, skipped="skip" in request.GET, **answers)
        toast = Toast(_("Taken back"))
    except actions.Outdated:
        toast = Toast(describe_outdated())
    return answer_tap(request, Page(request.user, on), slug, toast)


def _exercise_id(slug):
    guide = guides().get(slug)
    if guide is None:
        raise Http404
    return guide.pk


@login_required
@require_POST
@screened
def morning(request):
    edit = edit_from(request)
    form = MorningForm(request.POST, user=request.user, days_off=edit.days_off)
    is_skipped = "skip" in request.POST
    if not form.is_valid() and not is_skipped:
        return answer_refused(request, form)
    answers = form.cleaned_data
    about = {"user": request.user, "on": answers.get("date") or request.user.today(), "edit": edit}
    undo = _undo_of_morning(about["user"], about["on"])
    try:
        if is_skipped:
            actions.skip_morning(**about)
            text = _("Skipped")
        else:
            given = {name: answers[name] for name in ANSWER if name in answers}
            actions.give_morning_pain(**about, **given)
            text = _("This morning's pain: %(pain)d logged") % answers
        messages.success(request, text, extra_tags=undo)
    except actions.Outdated:
        messages.info(request, describe_outdated())
    return SeeOther(reverse("today"))


@login_required
@require_POST
@screened
def undo_morning(request):
    edit = edit_from(request)
    form = MorningForm(
        _sent(request), user=request.user, days_off=_days_off(request, edit), may_be_empty=True
    )
    if not form.is_valid():
        return answer_refused(request, form)
    on = form.cleaned_data.pop("date")
    about = {"user": request.user, "on": on, "edit": edit, "skipped": "skip" in request.GET}
    try:
        actions.put_morning_back(**about, **form.cleaned_data)
        messages.success(request, _("Taken back"))
    except actions.Outdated:
        messages.info(request, describe_outdated())
    return SeeOther(reverse("today"))


def _undo_of_morning(user, on):
    day = on - DAY
    stored = next(iter(log_of(user, since=day, before=on).mornings), None)
    return undo_address_of_morning(on, stored)


def _sent(request):
    """What was posted, over what the address carries."""
    sent = request.GET.copy()
    sent.update(request.POST)
    return sent


def _days_off(request, edit):
    """The day that a page sends may be wrong; one in an address was written by this host."""
    return edit.days_off if "date" in request.POST else 0
