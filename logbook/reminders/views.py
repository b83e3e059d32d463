"""Reminders: the settings, the devices, and the calendar for whoever has its address."""

from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from ..device_name import device_name
from ..fair_share import share_of
from ..models import MOST_DEVICES, Device, Reminders
from .forms import CalendarForm, DeviceForm, RemindersForm
from .training_calendar import reminders_at, token_of, training_calendar


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reminders(request):
    form = RemindersForm(request.POST or None, instance=_reminders_of(request.user))
    if request.method == "POST" and form.is_valid():
        _save(request.user, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("reminders")
    return _page(request, form=form)


@login_required
@require_POST
@never_cache
def calendar(request):
    """Makes the calendar's address, renews it, or ends it; the time is saved with it."""
    wanted = _reminders_of(request.user)
    form = CalendarForm(request.POST, instance=wanted)
    if "end" in request.POST:
        _save(request.user, {"calendar_key": None})
    elif not form.is_valid():
        return _page(request, calendar_form=form)
    else:
        is_new = "renew" in request.POST or not wanted.calendar_key
        key = uuid4() if is_new else wanted.calendar_key
        _save(request.user, form.cleaned_data | {"calendar_key": key})
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('reminders')}#calendar")


@login_required
@require_POST
@never_cache
def add_device(request):
    form = DeviceForm(request.POST)
    if not settings.SENDS_PUSH:
        raise Http404
    if not form.is_valid():
        return _page(request, refused=_("This browser's push service cannot be used."))
    sent = form.cleaned_data
    values = {
        "user": request.user,
        "name": device_name(request.headers.get("User-Agent", "")),
        "p256dh": sent["p256dh"],
        "auth": sent["auth"],
        "added_at": timezone.now(),
        "expires_at": sent["expires"],
        "failing_since": None,
        "rests_until": None,
    }
    Device.objects.update_or_create(endpoint=sent["endpoint"], defaults=values)
    mine = Device.objects.for_user(request.user)
    mine.exclude(pk__in=mine.values("pk")[:MOST_DEVICES]).delete()  # the oldest make room
    return redirect(f"{reverse('reminders')}#devices")


@login_required
@require_POST
def remove_device(request, pk):
    get_object_or_404(Device.objects.for_user(request.user), pk=pk).delete()
    return redirect(f"{reverse('reminders')}#devices")


@require_safe
@cache_control(private=True, no_cache=True)
@conditional_page
def calendar_feed(request, token):
    """The file for a calendar program, which cannot log in: the secret is in the address."""
    wanted = reminders_at(token)
    if wanted is None:
        raise Http404
    with share_of(wanted.user_id, by_link=True), wanted.user.in_own_language():
        text = training_calendar(wanted, request.build_absolute_uri(reverse("today")))
    headers = {"X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def _reminders_of(user):
    return Reminders.objects.for_user(user).first() or Reminders(user=user)


def _save(user, values):
    """Writes only these values: another tab may have saved others meanwhile."""
    Reminders.objects.update_or_create(user=user, defaults=values)


def _page(request, form=None, calendar_form=None, refused=""):
    wanted = _reminders_of(request.user)
    address = ""
    if wanted.calendar_key:
        path = reverse("calendar_feed", args=[token_of(wanted)])
        address = request.build_absolute_uri(path)
    context = {
        "form": form or RemindersForm(instance=wanted),
        "calendar_form": calendar_form or CalendarForm(instance=wanted),
        "address": address,
        "subscribe": address.replace(request.scheme, "webcal", 1),
        "devices": Device.objects.for_user(request.user),
        "sends_push": settings.SENDS_PUSH,
        "push_key": settings.VAPID_PUBLIC_KEY,
        "refused": refused,
    }
    has_errors = refused or any(one and one.errors for one in (form, calendar_form))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if has_errors else HTTPStatus.OK
    return render(request, "logbook/reminders/reminders.html", context, status=status)
