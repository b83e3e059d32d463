from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exercises.http_cache import conditional_page

from .forms import SettingsForm, TrainingForm
from .timezones import offered_zones


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
        form.save()
        messages.success(request, _("Saved."))
        return redirect("settings")
    context = {"form": form, "zones": offered_zones()}
    return TemplateResponse(request, "accounts/settings.html", context)


def too_many(request):
    """Answer a request beyond ACCOUNT_RATE_LIMITS."""
    response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = "300"
    return response
