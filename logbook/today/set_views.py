"""The taps that change, delete and restore a set of today's page."""

from functools import partial, wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from exercises import units

from .. import actions
from ..exercise_guides import guides
from ..screening_required import screened
from ..set_forms import ChangeForm
from ..set_lookup import describe_outdated, do_edit, own_sets
from .answers import (
    Toast,
    answer_refused,
    answer_squeezes,
    answer_tap,
    name_on,
    toast_logged,
)
from .forms import ShownForm
from .page import Page
from .query import query_of


def card_if_missing(view):
    """Answers with the card as it is where the page's set was never stored.

    That is so where another device had logged the same set first, under another key.
    """

    @wraps(view)
    def answer(request, key):
        try:
            return view(request, key)
        except Http404:
            guide = guides().get(request.GET.get("exercise"))
            if guide is None:
                raise
            page = Page(request.user, request.user.today())
            return answer_tap(request, page, guide.slug, Toast(describe_outdated()))

    return answer


@login_required
@require_POST
@gzip_page
@screened
@card_if_missing
def change(request, key):
    """Changes a set; one that was deleted before comes back, since the later edit holds.

    A lamp says which amount it showed, and takes one off that amount alone; the last one off
    deletes the set.
    """
    (entry,) = own_sets(request.user, key, any_time=False)
    slug, on = entry.exercise.slug, entry.workout.date
    load = units.from_kg(entry.load_kg, request.user.units)
    before = query_of(amount=entry.amount, hold_s=entry.hold_s, load=load, band=entry.band)
    sent = request.GET.copy()  # an Undo carries its values in the address
    sent.update(request.POST)
    showed = ShownForm(request.GET).amount
    if showed and sent.get("amount") == "0":
        return _take_back(request, entry, showed=showed)
    form = ChangeForm(sent, user=request.user, asked_kg=entry.target_load_kg)
    if not form.is_valid():
        return answer_refused(request, form, slug, on, key)
    values = form.cleaned_data | {"deleted_at": None} | ({"showed": showed} if showed else {})
    is_done = do_edit(request, actions.change_set, entry=entry, **values)
    if entry.primer:
        return _primer_edited()
    page = Page(request.user, on)
    changed = page.entry(key)  # none, where another device deleted or moved it meanwhile
    if not is_done or changed is None:
        return answer_tap(request, page, slug, Toast(describe_outdated()))
    name = name_on(page, changed)
    text = _("%(set)s: now %(amount)d") % {"set": name, "amount": entry.amount}
    undo = reverse("change_set", args=[key]) + before
    return answer_tap(request, page, slug, Toast(text, undo, f"#{slug}"))


@login_required
@require_POST
@gzip_page
@screened
@card_if_missing
def delete(request, key):
    return _take_back(request, *_set_and_its_pair(request, key))


def _take_back(request, entry, *other, showed=None):
    edit = partial(actions.delete_set, showed=showed)
    is_done = all(do_edit(request, edit, entry=one) for one in (entry, *other))
    undo = reverse("restore_set", args=[entry.key]) + query_of(pair=request.GET.get("pair"))
    if entry.any_time:
        return answer_squeezes(request, entry.workout.date, undo)
    if entry.primer:
        return _primer_edited()
    slug = entry.exercise.slug
    text = _("Both sets taken back") if other else _("Set taken back")
    toast = Toast(text, undo, f"#{slug}") if is_done else Toast(describe_outdated())
    return answer_tap(request, Page(request.user, entry.workout.date), slug, toast)


@login_required
@require_POST
@gzip_page
@screened
@card_if_missing
def restore(request, key):
    entry, *other = _set_and_its_pair(request, key)
    is_done = all(do_edit(request, actions.restore_set, entry=one) for one in (entry, *other))
    if entry.any_time:
        return answer_squeezes(request, entry.workout.date, reverse("delete_set", args=[key]))
    if entry.primer:
        return _primer_edited()
    slug, page = entry.exercise.slug, Page(request.user, entry.workout.date)
    pair = next((one.key for one in other), None)
    logged = toast_logged(page, slug, entry, pair=pair) if is_done else None
    return answer_tap(request, page, slug, logged or Toast(describe_outdated()))


def _primer_edited():
    """A set before a run is on no card; only the guided primer edits it here, and shows it."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _set_and_its_pair(request, key):
    """The set, and the other side's where the address says that both were logged with one tap."""
    try:
        return own_sets(request.user, key, *map(UUID, request.GET.getlist("pair")[:1]))
    except ValueError:
        raise Http404 from None
