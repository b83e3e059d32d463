from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from . import screening
from .forms import ScreeningForm
from .models import Enrollment, Screening
from .programs import enroll


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    form = ScreeningForm(request.POST or None)
    if form.is_valid():
        return store_answers(request, form.cleaned_data)
    return TemplateResponse(request, "plans/start.html", {"form": form})


@transaction.atomic
def store_answers(request, answers):
    """Store the answers and lead on; anybody without an emergency pattern is put on a program.

    ``answer`` locks the runner's row, so that of two requests the second finds the program.
    """
    user, today = request.user, request.user.today()
    outcome = screening.answer(user, today, answers).outcome
    if outcome == Screening.Outcome.STOP:
        return redirect("start_stop")
    is_new = not Enrollment.objects.for_user(user).exists()
    if is_new:
        enroll(user, on=today)
    if outcome == Screening.Outcome.ASK:
        return redirect("start_ask")
    return redirect("start_training" if is_new else "today")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_ask(request):
    latest = screening.latest(request.user)
    if latest is None or latest.outcome != Screening.Outcome.ASK:
        return redirect("start")
    if request.method == "POST":
        screening.confirm(request.user, request.user.today())
        return redirect("start_training")
    return render(request, "plans/ask.html", {"screening": latest})


@login_required
@require_safe
def start_stop(request):
    latest = screening.latest(request.user)
    if latest is None or latest.outcome != Screening.Outcome.STOP:
        return redirect("start")
    return render(request, "plans/stop.html")
