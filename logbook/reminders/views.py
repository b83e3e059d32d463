"""Reminders: the settings, the devices, and the calendar for whoever has its address."""

import hashlib
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..exchange.training_calendar import calendar_of, new_key, reminders_at, token_of
from ..models import Device, Reminders
from .forms import CalendarForm, DeviceForm, RemindersForm, device_name


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request):
    form = RemindersForm(request.POST or None, instance=_wanted(request.user))
    if request.method == "POST" and form.is_valid():
        _save(request.user, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("reminders")
    return _page(request, form=form)


@login_required
@require_POST
def calendar(request):
    """Makes the address, renews it, or ends it; the time is saved with it."""
    wanted = _wanted(request.user)
    form = CalendarForm(request.POST, instance=wanted)
    if "end" in request.POST:
        _save(request.user, {"calendar_key": None})
    elif not form.is_valid():
        return _page(request, calendar_form=form)
    else:
        is_new = "renew" in request.POST or not wanted.calendar_key
        key = new_key() if is_new else wanted.calendar_key
        _save(request.user, form.cleaned_data | {"calendar_key": key})
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('reminders')}#calendar")


@login_required
@require_POST
def add_device(request):
    form = DeviceForm(request.POST)
    if not settings.SENDS_PUSH:
        raise Http404
    if not form.is_valid():
        return _page(request, refused=_("This browser's push service cannot be used."))
    said = form.cleaned_data
    values = {
        "user": request.user,
        "name": device_name(request.headers.get("User-Agent", "")),
        "p256dh": said["p256dh"],
        "auth": said["auth"],
        "expires_at": said["expires"],
        "failing_since": None,
    }
    Device.objects.update_or_create(endpoint=said["endpoint"], defaults=values)
    return redirect(f"{reverse('reminders')}#devices")


@login_required
@require_POST
def remove_device(request, pk):
    get_object_or_404(Device.objects.for_user(request.user), pk=pk).delete()
    return redirect(f"{reverse('reminders')}#devices")


@require_safe
@cache_control(private=True, no_cache=True)
def feed(request, token):
    """For a calendar, which cannot log in: the secret is in the address."""
    wanted = reminders_at(token)
    if wanted is None:
        raise Http404
    text = calendar_of(wanted, request.build_absolute_uri(reverse("today")))
    etag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


def _wanted(user):
    return Reminders.objects.for_user(user).first() or Reminders(user=user)


def _save(user, values):
    """Only these: another tab may have saved the rest meanwhile."""
    Reminders.objects.update_or_create(user=user, defaults=values)


def _page(request, form=None, calendar_form=None, refused=""):
    wanted = _wanted(request.user)
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
    faulty = refused or any(one and one.errors for one in (form, calendar_form))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    return render(request, "logbook/reminders/reminders.html", context, status=status)
