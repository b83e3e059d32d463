from http import HTTPStatus
from math import ceil

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.views import EmailView, SignupView
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from django.conf import settings as project
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exercises.http_cache import conditional_page, runner_changed
from exercises.models import Equipment

from .forms import SettingsForm, TrainingForm
from .own_addresses import own_address
from .timezones import clocks_differ, find_zone, name_of_zone, offered_zones


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_training(request):
    form = TrainingForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("today")
    return TemplateResponse(request, "accounts/training.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def settings(request):
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with override(user.language or get_language()):  # which was perhaps just chosen
            messages.success(request, _("Saved."))
        return redirect("settings")
    context = {"form": form, "zones": offered_zones()}
    return TemplateResponse(request, "accounts/settings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def zone(request):
    """Say that a device is in another time zone than its runner's; POST takes that zone over.

    The device names its zone. Where its clock and the runner's agree there is nothing to say: 204.
    """
    user, sent = request.user, request.POST if "zone" in request.POST else request.GET
    of_device = find_zone(sent.get("zone", ""))
    if of_device is None:
        raise Http404
    if request.method == "POST":
        undo = f"{reverse('zone')}?{urlencode({'zone': user.time_zone})}"
        user.use_zone(of_device)
        text = _("Your day now begins at midnight of %(zone)s.")
        messages.success(request, text % {"zone": name_of_zone(of_device)}, extra_tags=undo)
        return redirect("today")
    if not clocks_differ(of_device, user.time_zone):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {
        "zone": of_device,
        "name": name_of_zone(of_device),
        "own": name_of_zone(user.time_zone),
    }
    return render(request, "accounts/zone.html", context)


@login_required
@require_POST
def have_equipment(request):
    """Adds what a page says is missing to what the runner has, from today on.

    ``?without=`` takes it away again, which is the Undo.
    """
    sent, taken = request.POST.getlist("equipment"), {*request.GET.getlist("without")}
    # Looked up here, since PostgreSQL refuses to look for some characters.
    added = [one for one in Equipment.objects.of_the_ladder() if one.slug in sent]
    names = {one.slug: one.name.localized for one in added}
    if not names and not taken:
        raise Http404
    request.user.change_equipment(more=names, less=taken)
    undo = f"{reverse('have_equipment')}?{urlencode({'without': [*names]}, doseq=True)}"
    text = _("You have it now: %(names)s.") % {"names": " · ".join(names.values())}
    messages.success(request, text if names else _("Taken back"), extra_tags=undo if names else "")
    return redirect(own_address(request, request.POST.get("next", ""), reverse("today")))


class SignUpView(SignupView):
    """Makes an account, once, however often the button was pressed."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ImmediateHttpResponse as refused:  # too many mails to this address
            return refused.response
        except IntegrityError:  # another request was quicker: now the address is taken
            form.full_clean()
            return super().form_valid(form) if form.is_valid() else self.form_invalid(form)


class PasskeyLoginView(LoginWebAuthnView):
    """Logs in with a passkey. The challenge, too, is limited: each is kept in a new session."""

    @method_decorator(
        ratelimit.decorator(app="allauth.mfa", action="webauthn_challenge", limit_get=True)
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class AddPasskeyView(AddWebAuthnView):
    """Adds a passkey. The runner's row is locked while the others are counted (``PasskeyForm``)."""

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        runner_changed(request.user)
        return super().post(request, *args, **kwargs)


@method_decorator(login_required, name="dispatch")
@method_decorator(reauthentication_required(app="allauth.account"), name="dispatch")
class AddressView(EmailView):
    """Changes the e-mail address, after the password was typed again.

    With a mail server the new address counts once its code was typed, and the old one is told.
    """

    template_name = "accounts/address.html"

    def form_valid(self, form):
        try:
            response = super().form_valid(form)
        except IntegrityError:  # somebody else was quicker
            form.add_error("email", get_adapter().validation_error("email_taken"))
            return self.form_invalid(form)
        if project.SENDS_MAIL:
            return response
        messages.success(self.request, _("Your address is new. Log in with it from now on."))
        return redirect("settings")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        own = self.request.user.email
        others = [row.email for row in context["emailaddresses"] if row.email != own]
        return context | {"others": others, "sends_mail": project.SENDS_MAIL}


UNKNOWN_WAIT_S = 300  # where a limit refuses that notes none


def too_many(request):
    """Answer a request beyond a rate limit, and say how long to wait (accounts/waiting.py)."""
    wait_s = getattr(request, "wait_s", UNKNOWN_WAIT_S)
    minutes = ceil(wait_s / 60)
    # In hours where minutes are hard to grasp: the limits of a day.
    context = {"minutes": minutes, "hours": ceil(minutes / 60) if minutes > 90 else 0}
    response = render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(wait_s)
    return response
