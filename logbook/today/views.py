"""Today's page and every tap on it. With htmx a tap is answered by its card, else by a redirect.

Answers go packed: their only secret is the CSRF token, which is masked anew in each, and their
length varies by chance, so neither can be read off it (BREACH).
"""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from exercises.http_cache import conditional_page

from .. import actions, units
from ..dates import DAY
from ..describe import describe_day, describe_errors, describe_logged, name_of_pair, name_of_set
from ..exercise_guides import guides
from ..last_write_wins import edit_from
from ..models import SetEntry, Workout
from ..screening_required import screened
from ..set_forms import ChangeForm
from ..training_state import training_state_on
from .feedback_row import undo_address
from .forms import FeedbackForm, MorningForm, PairForm, SetForm, SqueezeForm
from .page import Page


class SeeOther(HttpResponseRedirect):
    status_code = HTTPStatus.SEE_OTHER


@dataclass(frozen=True)
class Toast:
    text: str
    undo: str = ""  # an address to post to
    target: str = "#toast"


@login_required
@require_safe
@conditional_page
@screened
def today(request):
    return _page(request, _page_of(request, request.user.today(), guides()))


@login_required
@require_POST
@gzip_page
@screened
def log(request):
    library = guides()
    edit = edit_from(request)
    form = SetForm(request.POST, user=request.user, days_off=edit.days_off, guides=library)
    if not form.is_valid():
        slug = form["exercise"].value()
        return _refuse(request, form, library, slug, form.cleaned_data.get("date"))
    done = form.cleaned_data
    guide, on, pair = done.pop("exercise"), done.pop("date"), done.pop("pair", None)
    entry = actions.log_set(user=request.user, on=on, exercise_id=guide.pk, edit=edit, **done)
    if "asked" in done and request.headers.get("Prefer") == "return=minimal":
        return HttpResponse(status=HTTPStatus.NO_CONTENT)  # it is shown already
    page = _page_of(request, on, library)
    _note_asked(page, guide.slug, done, entry)
    return _answer(request, page, guide.slug, _logged(page, guide.slug, entry.key, pair))


@login_required
@require_POST
@gzip_page
@screened
def log_pair(request):
    """Left and right as asked, with one tap. A script sends them as two sets."""
    library = guides()
    form = PairForm(request.POST, user=request.user, guides=library)
    if not form.is_valid():
        slug = form["exercise"].value()
        return _refuse(request, form, library, slug, form.cleaned_data.get("date"))
    done = form.cleaned_data
    guide, on = done.pop("exercise"), done.pop("date")
    sides = {"left": done.pop("key"), "right": done.pop("pair")}
    del done["side"]
    entries = actions.log_sets(user=request.user, on=on, exercise_id=guide.pk, keys=sides, **done)
    page = _page_of(request, on, library)
    _note_asked(page, guide.slug, done, *entries)
    return _answer(request, page, guide.slug, _logged(page, guide.slug, *sides.values()))


def _note_asked(page, slug, done, *entries):
    """Of sets from no page of ours."""
    card = page.card(slug)  # none, where the set was deleted before and is not in the plan
    if "asked" not in done and card and card.asked:
        for entry in entries:
            actions.note_asked(entry=entry, asked=card.asked)


def _logged(page, slug, key, pair=None):
    entry = page.entry(key)
    query = _query(pair=pair)
    if entry is None:
        undo = reverse("restore_set", args=[key]) + query
        return Toast(_("This set was deleted."), undo, f"#{slug}")
    name = _pair_name(page, key) if pair else _name(page, key)
    text = describe_logged(name, entry.amount)
    return Toast(text, reverse("delete_set", args=[key]) + query, f"#{slug}")


@login_required
@require_POST
@gzip_page
@screened
def change(request, key):
    """Of a set that was deleted before, it brings it back: the later edit holds."""
    entry, library = _entry(request, key, any_time=False), guides()
    slug, on = entry.exercise.slug, entry.workout.date
    undo = reverse("change_set", args=[key]) + _before(request, entry)
    form = ChangeForm(_sent(request), user=request.user, asked_kg=entry.target_load_kg)
    if not form.is_valid():
        return _refuse(request, form, library, slug, on, key)
    toast = _do(request, actions.change_set, entry, deleted_at=None, **form.cleaned_data)
    page = _page_of(request, on, library)
    if toast is None:
        text = _("%(set)s: now %(amount)d") % {"set": _name(page, key), "amount": entry.amount}
        toast = Toast(text, undo, f"#{slug}")
    return _answer(request, page, slug, toast)


@login_required
@require_POST
@gzip_page
@screened
def delete(request, key):
    entry, other = _pair(request, key)
    outdated = _do(request, actions.delete_set, entry, *other)
    undo = reverse("restore_set", args=[key]) + _query(pair=request.GET.get("pair"))
    if entry.any_time:
        return _squeezed(request, entry.workout.date, undo)
    slug = entry.exercise.slug
    page = _page_of(request, entry.workout.date, guides())
    text = _("Both sets taken back") if other else _("Set taken back")
    return _answer(request, page, slug, outdated or Toast(text, undo, f"#{slug}"))


@login_required
@require_POST
@gzip_page
@screened
def restore(request, key):
    entry, other = _pair(request, key)
    outdated = _do(request, actions.restore_set, entry, *other)
    if entry.any_time:
        return _squeezed(request, entry.workout.date, reverse("delete_set", args=[key]))
    slug = entry.exercise.slug
    page = _page_of(request, entry.workout.date, guides())
    return _answer(
        request, page, slug, outdated or _logged(page, slug, key, *(one.key for one in other))
    )


@login_required
@require_POST
@gzip_page
@screened
def feedback(request, slug):
    library = guides()
    if slug not in library:
        raise Http404
    edit = edit_from(request)
    form = FeedbackForm(request.POST, user=request.user, days_off=edit.days_off)
    if not form.is_valid():
        return _refuse(request, form, library, slug, form.cleaned_data.get("date"))
    said = form.cleaned_data
    on, is_skipped = said.pop("date"), "skip" in request.POST or not said
    about = {"user": request.user, "on": on, "exercise_id": library[slug].pk, "edit": edit}
    try:
        if is_skipped:
            given = actions.skip_feedback(**about)
        else:
            given = actions.give_feedback(**about, **said)
        text = _("Skipped") if is_skipped else _("Feedback logged")
        skipped = bool(given.was and given.was.skipped)
        toast = Toast(text, f"{undo_address(slug, given.was, skipped)}&date={on}", f"#{slug}")
    except actions.Outdated:
        toast = _outdated()
    return _answer(request, _page_of(request, on, library), slug, toast)


@login_required
@require_POST
@gzip_page
@screened
def put_feedback_back(request, slug):
    """Undo: what the address says is what stands again."""
    library = guides()
    if slug not in library:
        raise Http404
    edit = edit_from(request)
    form = FeedbackForm(_sent(request), user=request.user, days_off=_days_off(request, edit))
    if not form.is_valid():
        return _refuse(request, form, library, slug, form.cleaned_data.get("date"))
    said = form.cleaned_data
    on = said.pop("date")
    about = {"user": request.user, "on": on, "exercise_id": library[slug].pk, "edit": edit}
    try:
        actions.put_feedback_back(**about, skipped="skip" in request.GET, **said)
        toast = Toast(_("Taken back"))
    except actions.Outdated:
        toast = _outdated()
    return _answer(request, _page_of(request, on, library), slug, toast)


@login_required
@require_POST
@screened
def morning(request):
    edit = edit_from(request)
    form = MorningForm(request.POST, user=request.user, days_off=edit.days_off)
    is_skipped = "skip" in request.POST
    if not form.is_valid() and not is_skipped:
        return _refuse(request, form, guides(), None, None)
    said = form.cleaned_data
    about = {"user": request.user, "on": said.get("date") or request.user.today(), "edit": edit}
    undo = _morning_before(about["user"], about["on"])
    try:
        if is_skipped:
            actions.skip_morning(**about)
            text = _("Skipped")
        else:
            actions.give_morning_pain(**about, pain=said["pain"])
            text = _("This morning's pain: %(pain)d logged") % said
        messages.success(request, text, extra_tags=undo)
    except actions.Outdated:
        messages.info(request, _outdated().text)
    return SeeOther(reverse("today"))


@login_required
@require_POST
@screened
def put_morning_back(request):
    """Undo: what the address says is what stands again."""
    edit = edit_from(request)
    form = MorningForm(_sent(request), user=request.user, days_off=_days_off(request, edit))
    form.fields["pain"].required = False
    if not form.is_valid():
        return _refuse(request, form, guides(), None, None)
    said = form.cleaned_data
    try:
        actions.put_morning_back(
            user=request.user, on=said["date"], pain=said.get("pain"),
            skipped="skip" in request.GET, edit=edit,
        )  # fmt: skip
        messages.success(request, _("Taken back"))
    except actions.Outdated:
        messages.info(request, _outdated().text)
    return SeeOther(reverse("today"))


def _days_off(request, edit):
    """What a page says of its day may be wrong; an address from here is right."""
    return edit.days_off if "date" in request.POST else 0


def _morning_before(user, on):
    row = Workout.objects.for_user(user).filter(date=on - DAY).first()
    before = {"date": on, "pain": row and row.morning_pain}
    if row and row.morning_skipped:
        before["skip"] = 1
    return reverse("put_morning_back") + _query(**before)


@login_required
@require_POST
def squeeze(request):
    form = SqueezeForm(request.POST)
    if not form.is_valid():
        toast = Toast(" ".join(describe_errors(form)))
        return _toast(request, toast, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    edit = edit_from(request)
    on = edit.at.astimezone(request.user.zone).date()
    entry = actions.squeeze(user=request.user, on=on, key=form.cleaned_data["key"], edit=edit)
    return _squeezed(request, on, reverse("delete_set", args=[entry.key]))


def _squeezed(request, on, undo):
    sets = SetEntry.objects.for_user(request.user).live()
    count = sets.filter(any_time=True, workout__date=on).count()
    text = _("Squeezed: %(count)d today") % {"count": count}
    return _toast(request, Toast(text, undo))


# What the views above share


def _do(request, action, *entries, **values) -> Toast | None:
    """``None`` if it was done, else what to say."""
    try:
        for entry in entries:
            entry.user = request.user  # the very same, so that its pages are marked once
            action(entry=entry, edit=edit_from(request), **values)
    except actions.Outdated:
        return _outdated()
    return None


def _outdated():
    return Toast(_("Changed later on another device: that stays."))


def _entry(request, key, **kept):
    """A stranger's is not found."""
    return get_object_or_404(_sets(request), key=key, **kept)


def _sets(request):
    return SetEntry.objects.for_user(request.user).select_related("workout", "exercise")


def _pair(request, key):
    """The set, and in a list the other side's where both were logged with one tap."""
    try:
        keys = [key, *(UUID(pair) for pair in request.GET.getlist("pair")[:1])]
    except ValueError:
        raise Http404 from None
    found = {entry.key: entry for entry in _sets(request).filter(key__in=keys)}
    if len(found) < len(keys):
        raise Http404
    return found[key], [found[other] for other in keys[1:]]


def _before(request, entry):
    """The query that brings back what a correction changes."""
    load = units.from_kg(entry.load_kg, request.user.units)
    return _query(amount=entry.amount, hold_s=entry.hold_s, load=load)


def _query(**values):
    values = {name: value for name, value in values.items() if value is not None}
    return f"?{urlencode(values)}" if values else ""


def _sent(request):
    """What was posted; an Undo carries its value in the address."""
    sent = request.GET.copy()
    sent.update(request.POST)
    return sent


def _page_of(request, on, library, **refused):
    return Page(request.user, on, training_state_on(request.user, on), library, **refused)


def _name(page, key):
    entry = page.entry(key)
    done = page.card(entry.exercise).done(entry.side)
    return name_of_set(entry.side, done.index(entry) + 1)


def _pair_name(page, key):
    entry = page.entry(key)
    return name_of_pair(page.card(entry.exercise).done(entry.side).index(entry) + 1)


def _page(request, page, status=HTTPStatus.OK, **context):
    response = render(request, "logbook/today/today.html", {"page": page, **context}, status=status)
    return with_day(response, page)


def _answer(request, page, slug, toast):
    """The card as it is now, with the counts above it and the toast."""
    if request.htmx:
        context = {"page": page, "card": page.card(slug), "toast": toast}
        return render(request, "logbook/today/today.html#tap", context)
    _say(request, toast, page.on)
    return SeeOther(f"{reverse('today')}#{slug}")


def _toast(request, toast, status=HTTPStatus.OK):
    if request.htmx:
        return render(request, "logbook/today/today.html#squeezed", {"toast": toast}, status=status)
    if status != HTTPStatus.OK:
        page = _page_of(request, request.user.today(), guides())
        return _page(request, page, status, errors=[toast.text])
    _say(request, toast, request.user.today())
    return SeeOther(reverse("today"))


def _say(request, toast, on):
    text = toast.text
    if on != request.user.today():
        day = describe_day(on, request.user.today())
        text = _("%(day)s, %(text)s") % {"day": day, "text": text}
    messages.success(request, text, extra_tags=toast.undo)


def _refuse(request, form, library, slug, on, key=None):
    """The same page or card with the error at its field and what was typed still in it."""
    on = on or request.user.today()
    state = training_state_on(request.user, on)
    page = Page(request.user, on, state, library, form, slug, key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    card = page.card(slug)
    is_gone = key is not None and page.entry(key) is None
    if request.htmx and card:
        toast = Toast(" ".join(describe_errors(form))) if is_gone else None
        context = {"page": page, "card": card, "toast": toast}
        return render(request, "logbook/today/today.html#tap", context, status=status)
    errors = describe_errors(form) if is_gone or not card else []
    return _page(request, page, status, errors=errors)


def with_day(response, page):
    """The response, with headers that let the service worker keep the page by its day."""
    response["X-Day"] = page.on.isoformat()
    response["X-Zone"] = page.user.time_zone
    return response
