"""Today's page, and the taps that log sets.

With htmx a tap is answered by its card, else by a redirect. Answers are packed: their only secret
is the CSRF token, which is masked anew in each, and their length varies by chance, so neither can
be read off it (BREACH).
"""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from exercises.http_cache import conditional_page

from .. import actions
from ..describe import describe_errors, describe_full_day
from ..exercise_guides import guides
from ..last_write_wins import edit_from
from ..screening_required import screened
from .answers import (
    Toast,
    answer_page,
    answer_refused,
    answer_squeeze,
    answer_squeezes,
    answer_tap,
    toast_logged,
)
from .forms import PairForm, SetForm, SqueezeForm
from .page import Page


@login_required
@require_safe
@conditional_page
@screened
def today(request):
    opens = {
        "opens": request.GET.get("feedback"),
        "hurts": "hurts" in request.GET,
        "opens_morning": "morning" in request.GET,
        "run_wanted": request.GET.get("run"),
    }
    page = Page(request.user, request.user.today(), **opens)
    return answer_page(request, page)


@login_required
@require_POST
@gzip_page
@screened
def log(request):
    edit = edit_from(request)
    form = SetForm(request.POST, user=request.user, days_off=edit.days_off, guides=guides())
    if not form.is_valid():
        return answer_refused(request, form, form["exercise"].value())
    done = form.cleaned_data
    guide, on, pair = done.pop("exercise"), done.pop("date"), done.pop("pair", None)
    try:
        entry = actions.log_set(user=request.user, on=on, exercise_id=guide.pk, edit=edit, **done)
    except actions.FullDay:
        form.add_error("amount", describe_full_day())
        return answer_refused(request, form, guide.slug, on)
    is_shown = entry.is_new and request.headers.get("Prefer") == "return=minimal"
    if is_shown and "asked" in done:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)  # the phone shows it already
    page = Page(request.user, on)
    _note_asked(page, guide.slug, done, entry)
    toast = toast_logged(page, guide.slug, entry, pair=pair)
    return answer_tap(request, page, guide.slug, toast)


@login_required
@require_POST
@gzip_page
@screened
def log_pair(request):
    """Left and right as asked, with one tap. A script sends them as two sets."""
    form = PairForm(request.POST, user=request.user, guides=guides())
    if not form.is_valid():
        return answer_refused(request, form, form["exercise"].value())
    done = form.cleaned_data
    guide, on = done.pop("exercise"), done.pop("date")
    keys = {"left": done.pop("key"), "right": done.pop("pair")}
    numbers = {"left": done.pop("number", None), "right": done.pop("pair_number", None)}
    if all(numbers.values()):
        done["numbers"] = numbers
    del done["side"]
    try:
        entries = actions.log_sets(
            user=request.user, on=on, exercise_id=guide.pk, keys=keys, **done
        )
    except actions.FullDay:
        form.add_error("amount", describe_full_day())
        return answer_refused(request, form, guide.slug, on)
    page = Page(request.user, on)
    _note_asked(page, guide.slug, done, *entries)
    toast = toast_logged(page, guide.slug, entries[0], pair=entries[1].key)
    return answer_tap(request, page, guide.slug, toast)


def _note_asked(page, slug, done, *entries):
    """Stores today's prescription with sets that came from no page of ours."""
    card = page.card(slug)  # none, where the set was deleted before and is not in the plan
    if "asked" not in done and card and card.prescription:
        for entry in entries:
            actions.note_asked(entry=entry, asked=card.prescription)


@login_required
@screened
@require_POST
def squeeze(request):
    form = SqueezeForm(request.POST)
    if not form.is_valid():
        toast = Toast(" ".join(describe_errors(form)))
        return answer_squeeze(request, toast, HTTPStatus.UNPROCESSABLE_ENTITY)
    edit = edit_from(request)
    on = request.user.date_at(edit.at)
    try:
        entry = actions.squeeze(user=request.user, on=on, key=form.cleaned_data["key"], edit=edit)
    except actions.FullDay:
        return answer_squeeze(request, Toast(describe_full_day()), HTTPStatus.UNPROCESSABLE_ENTITY)
    return answer_squeezes(request, on, reverse("delete_set", args=[entry.key]))
