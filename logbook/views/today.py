"""Today's page and every tap on it. With htmx a tap is answered by its card, else by a redirect."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import actions
from ..edits import edit_of
from ..forms import ChangeForm, FeedbackForm, MorningForm, SetForm, SqueezeForm
from ..guides import guides
from ..models import SetEntry
from ..standing import standing_of
from ..today import Page
from ..words import day_in_words, errors_in_words, set_in_words
from .guards import screened
from .offline import of_day


class SeeOther(HttpResponseRedirect):
    status_code = HTTPStatus.SEE_OTHER


@dataclass(frozen=True)
class Toast:
    text: str
    undo: str = ""  # an address to post to
    target: str = "#toast"


@login_required
@require_safe
@screened
def today(request):
    return _page(request, _page_of(request, request.user.today(), guides()))


@login_required
@require_POST
@screened
def log(request):
    library = guides()
    edit = edit_of(request)
    form = SetForm(request.POST, user=request.user, days_off=edit.days_off, guides=library)
    if not form.is_valid():
        slug = form["exercise"].value()
        return _refuse(request, form, library, slug, form.cleaned_data.get("date"))
    done = form.cleaned_data
    guide, on = done.pop("exercise"), done.pop("date")
    entry = actions.log_set(user=request.user, on=on, exercise_id=guide.pk, edit=edit, **done)
    page = _page_of(request, on, library)
    if "asked" not in done and (asked := page.card(guide.slug).asked):
        actions.note_asked(entry=entry, asked=asked)
    return _answer(request, page, guide.slug, _logged(page, guide.slug, entry.key))


def _logged(page, slug, key):
    entry = page.entry(key)
    if entry is None:
        return Toast(_("This set was deleted."), reverse("restore_set", args=[key]), f"#{slug}")
    text = _("%(set)s: %(amount)d logged") % {"set": _name(page, key), "amount": entry.amount}
    return Toast(text, reverse("delete_set", args=[key]), f"#{slug}")


@login_required
@require_POST
@screened
def change(request, key):
    """Of a set that was deleted before, it brings it back: the later edit holds."""
    entry, library = _entry(request, key, any_time=False), guides()
    before, slug, on = entry.amount, entry.exercise.slug, entry.workout.date
    form = ChangeForm(_sent(request), user=request.user)
    if not form.is_valid():
        return _refuse(request, form, library, slug, on, key)
    toast = _do(request, actions.change_set, entry, deleted_at=None, **form.cleaned_data)
    page = _page_of(request, on, library)
    if toast is None:
        text = _("%(set)s: now %(amount)d") % {"set": _name(page, key), "amount": entry.amount}
        undo = reverse("change_set", args=[key]) + "?" + urlencode({"amount": before})
        toast = Toast(text, undo, f"#{slug}")
    return _answer(request, page, slug, toast)


@login_required
@require_POST
@screened
def delete(request, key):
    entry = _entry(request, key)
    outdated = _do(request, actions.delete_set, entry)
    undo = reverse("restore_set", args=[key])
    if entry.any_time:
        return _squeezed(request, entry.workout.date, undo)
    slug = entry.exercise.slug
    page = _page_of(request, entry.workout.date, guides())
    return _answer(request, page, slug, outdated or Toast(_("Set taken back"), undo, f"#{slug}"))


@login_required
@require_POST
@screened
def restore(request, key):
    entry = _entry(request, key)
    outdated = _do(request, actions.restore_set, entry)
    if entry.any_time:
        return _squeezed(request, entry.workout.date, reverse("delete_set", args=[key]))
    slug = entry.exercise.slug
    page = _page_of(request, entry.workout.date, guides())
    return _answer(request, page, slug, outdated or _logged(page, slug, key))


@login_required
@require_POST
@screened
def feedback(request, slug):
    library = guides()
    if slug not in library:
        raise Http404
    edit = edit_of(request)
    form = FeedbackForm(request.POST, user=request.user, days_off=edit.days_off)
    if not form.is_valid():
        return _refuse(request, form, library, slug, form.cleaned_data.get("date"))
    said = form.cleaned_data
    on, is_skipped = said.pop("date"), "skip" in request.POST or not said
    about = {"user": request.user, "on": on, "exercise_id": library[slug].pk, "edit": edit}
    try:
        if is_skipped:
            actions.skip_feedback(**about)
        else:
            actions.give_feedback(**about, **said)
        toast = Toast(_("Skipped") if is_skipped else _("Feedback logged"))
    except actions.Outdated:
        toast = _outdated()
    return _answer(request, _page_of(request, on, library), slug, toast)


@login_required
@require_POST
@screened
def morning(request):
    edit = edit_of(request)
    form = MorningForm(request.POST, user=request.user, days_off=edit.days_off)
    is_skipped = "skip" in request.POST
    if not form.is_valid() and not is_skipped:
        return _refuse(request, form, guides(), None, None)
    said = form.cleaned_data
    about = {"user": request.user, "on": said.get("date") or request.user.today(), "edit": edit}
    try:
        if is_skipped:
            actions.skip_morning(**about)
        else:
            actions.give_morning_pain(**about, pain=said["pain"])
            messages.success(request, _("This morning's pain: %(pain)d logged") % said)
    except actions.Outdated:
        messages.info(request, _outdated().text)
    return SeeOther(reverse("today"))


@login_required
@require_POST
def squeeze(request):
    form = SqueezeForm(request.POST)
    if not form.is_valid():
        toast = Toast(" ".join(errors_in_words(form)))
        return _toast(request, toast, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    edit = edit_of(request)
    on = edit.at.astimezone(request.user.zone).date()
    entry = actions.squeeze(user=request.user, on=on, key=form.cleaned_data["key"], edit=edit)
    return _squeezed(request, on, reverse("delete_set", args=[entry.key]))


def _squeezed(request, on, undo):
    sets = SetEntry.objects.for_user(request.user).live()
    count = sets.filter(any_time=True, workout__date=on).count()
    text = _("Squeezed: %(count)d today") % {"count": count}
    return _toast(request, Toast(text, undo))


# What the views above share


def _do(request, action, entry, **values) -> Toast | None:
    """``None`` if it was done, else what to say."""
    try:
        action(entry=entry, edit=edit_of(request), **values)
    except actions.Outdated:
        return _outdated()
    return None


def _outdated():
    return Toast(_("Changed later on another device: that stays."))


def _entry(request, key, **kept):
    """A stranger's is not found."""
    sets = SetEntry.objects.for_user(request.user)
    sets = sets.select_related("user", "workout", "exercise")
    return get_object_or_404(sets, key=key, **kept)


def _sent(request):
    """What was posted; an Undo carries its value in the address."""
    sent = request.GET.copy()
    sent.update(request.POST)
    return sent


def _page_of(request, on, library, **refused):
    return Page(request.user, on, standing_of(request.user, on), library, **refused)


def _name(page, key):
    entry = page.entry(key)
    done = page.card(entry.exercise).done(entry.side)
    return set_in_words(entry.side, done.index(entry) + 1)


def _page(request, page, status=HTTPStatus.OK, **context):
    response = render(request, "logbook/today.html", {"page": page, **context}, status=status)
    return of_day(response, page)


def _answer(request, page, slug, toast):
    """The card as it is now, with the counts above it and the toast."""
    if request.htmx:
        context = {"page": page, "card": page.card(slug), "toast": toast}
        return render(request, "logbook/today.html#tap", context)
    _say(request, toast, page.on)
    return SeeOther(f"{reverse('today')}#{slug}")


def _toast(request, toast, status=HTTPStatus.OK):
    if request.htmx:
        return render(request, "logbook/today.html#squeezed", {"toast": toast}, status=status)
    if status != HTTPStatus.OK:
        page = _page_of(request, request.user.today(), guides())
        return _page(request, page, status, errors=[toast.text])
    _say(request, toast, request.user.today())
    return SeeOther(reverse("today"))


def _say(request, toast, on):
    text = toast.text
    if on != request.user.today():
        day = day_in_words(on, request.user.today())
        text = _("%(day)s, %(text)s") % {"day": day, "text": text}
    messages.success(request, text, extra_tags=toast.undo)


def _refuse(request, form, library, slug, on, key=None):
    """The same page or card with the error at its field and what was typed still in it."""
    on = on or request.user.today()
    standing = standing_of(request.user, on)
    page = Page(request.user, on, standing, library, form, slug, key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    card = page.card(slug)
    if request.htmx and card:
        context = {"page": page, "card": card}
        return render(request, "logbook/today.html#tap", context, status=status)
    return _page(request, page, status, errors=[] if card else errors_in_words(form))
