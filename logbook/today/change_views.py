"""The taps that change today's plan, and that take a change back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exercises.models import Exercise
from plans import rules, runner_choices
from plans.models import Choice

from ..screening_required import screened
from .answers import SeeOther
from .day_changes import address_of_pain, describe_change, menu_of
from .page import Page


@login_required
@require_POST
@screened
def change_day(request):
    """Makes the change that a button names, if today's plan still offers it."""
    page = Page(request.user, request.user.today())
    change = _sent(request, page)
    card = change and page.card(change.exercise)
    if card and change.kind == Choice.Kind.HURTS and card.entries:
        return SeeOther(address_of_pain(card.slug))  # the menu is older than the first set
    offered = {(one.kind, one.instead) for one in menu_of(card)} if card else set()
    if not change or (change.kind, change.instead or "") not in offered:
        messages.info(request, _("Today's plan is another one meanwhile, so nothing was changed."))
        return SeeOther(reverse("today"))
    values = _columns(request.user, change)
    instead = change.instead and Exercise.objects.get(slug=change.instead)
    runner_choices.change_day(**values, instead=instead)
    query = urlencode({"change": request.POST["change"], "date": page.on})
    undo = f"{reverse('take_day_change_back')}?{query}"
    messages.success(request, describe_change(change, page.wording), extra_tags=undo)
    place = change.instead or change.exercise
    stays = change.kind not in (Choice.Kind.NOT_TODAY, Choice.Kind.HURTS)
    return SeeOther(reverse("today") + (f"#{place}" if stays else ""))


@login_required
@require_POST
@screened
def take_back(request):
    """Takes a change of today's back; a second time it changes nothing."""
    page = Page(request.user, request.user.today())
    if change := _sent(request, page):
        runner_choices.take_day_change_back(**_columns(request.user, change))
        messages.success(request, _("Taken back"))
    return SeeOther(reverse("today"))


def _sent(request, page) -> rules.DayChange | None:
    """What a button or the address of an Undo names; nothing if it is of another day's page."""
    sent = request.POST if "change" in request.POST else request.GET
    kind, exercise, instead = (*sent.get("change", "").split(" "), "", "")[:3]
    is_known = kind in Choice.OF_A_DAY and exercise in page.guides
    if not is_known or sent.get("date") != page.on.isoformat():
        return None
    return rules.DayChange(page.on, exercise, kind, instead or None)


def _columns(user, change):
    exercise = Exercise.objects.get(slug=change.exercise)
    return {"user": user, "on": change.date, "exercise": exercise, "kind": change.kind}
