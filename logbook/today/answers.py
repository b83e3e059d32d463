"""How today's views answer: the page, or with htmx the card of a tap and a toast."""

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..describe import describe_day, describe_errors, describe_logged, name_of_pair, name_of_set
from ..models import SetEntry
from .page import Page
from .query import query_of

TEMPLATE = "logbook/today/today.html"


class SeeOther(HttpResponseRedirect):
    status_code = HTTPStatus.SEE_OTHER


@dataclass(frozen=True)
class Toast:
    text: str
    undo: str = ""  # an address to post to
    target: str = "#toast"


def answer_page(request, page: Page, status=HTTPStatus.OK, **context):
    response = render(request, TEMPLATE, {"page": page, **context}, status=status)
    return with_day(response, page)


def with_day(response, page: Page, name="today"):
    """The response, with headers by which the service worker stores the page.

    ``name`` is that of the address at which the page is opened on its day.
    """
    response["X-Page"] = reverse(name)
    response["X-Day"] = page.on.isoformat()
    response["X-Zone"] = page.user.time_zone
    return response


def answer_tap(request, page: Page, slug: str, toast: Toast):
    """The card as it is now, with the counts above it and the toast."""
    if request.htmx:
        context = {"page": page, "card": page.card(slug), "toast": toast}
        return render(request, f"{TEMPLATE}#tap", context)
    _say(request, toast, page.on)
    return SeeOther(f"{reverse('today')}#{slug}")


def answer_squeeze(request, toast: Toast, status=HTTPStatus.OK):
    if request.htmx:
        return render(request, f"{TEMPLATE}#squeezed", {"toast": toast}, status=status)
    if status != HTTPStatus.OK:
        page = Page(request.user, request.user.today())
        return answer_page(request, page, status, errors=[toast.text])
    _say(request, toast, request.user.today())
    return SeeOther(reverse("today"))


def answer_squeezes(request, on, undo: str):
    """The number of the day's squeezes, after one was logged or taken back."""
    sets = SetEntry.objects.for_user(request.user).live()
    count = sets.filter(any_time=True, workout__date=on).count()
    return answer_squeeze(request, Toast(_("Squeezed: %(count)d today") % {"count": count}, undo))


def answer_refused(request, form, slug=None, on=None, key=None):
    """The page or card again, with the errors at their fields and what was typed still there."""
    on = on or form.cleaned_data.get("date") or request.user.today()
    page = Page(request.user, on, form, slug, key)
    card = page.card(slug)
    is_deleted = key is not None and page.entry(key) is None
    if request.htmx and card:
        toast = Toast(" ".join(describe_errors(form))) if is_deleted else None
        context = {"page": page, "card": card, "toast": toast}
        return render(request, f"{TEMPLATE}#tap", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    errors = describe_errors(form) if is_deleted or not card else []
    return answer_page(request, page, HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)


def toast_logged(page: Page, slug, logged, pair=None) -> Toast:
    """For a set that was just logged, with ``pair`` for it and that of the other side.

    Where a page out of date or another device was first, it says what stands.
    """
    entry = page.entry(logged.key)
    query = query_of(pair=pair)
    if entry is None:
        undo = reverse("restore_set", args=[logged.key]) + query
        return Toast(_("This set was deleted."), undo, f"#{slug}")
    name = name_on(page, entry, is_pair=pair is not None)
    if not logged.is_new:
        stands = {"set": name, "amount": entry.amount}
        return Toast(_("%(set)s was logged before: %(amount)d") % stands)
    text = describe_logged(name, entry.amount)
    return Toast(text, reverse("delete_set", args=[logged.key]) + query, f"#{slug}")


def name_on(page: Page, entry, is_pair=False) -> str:
    """The name of a set as the page has it: ``Left, set 2``."""
    card = page.card(entry.exercise)
    side = entry.side if entry.side in card.done else card.sides[0]
    place = card.place_of(side, entry)
    return name_of_pair(place) if is_pair else name_of_set(entry.side, place)


def _say(request, toast, on):
    text = toast.text
    if on != request.user.today():
        day = describe_day(on, request.user.today())
        text = _("%(day)s, %(text)s") % {"day": day, "text": text}
    messages.success(request, text, extra_tags=toast.undo)
