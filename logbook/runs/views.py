"""The runs of the last two weeks and of the coming two, to add, correct or delete."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exercises.http_cache import conditional_page

from .. import actions
from ..converters import EARLIEST
from ..dates import DAY
from ..models import Run
from .forms import DAYS, RunForm, runs_since


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def runs(request):
    """The list; POST adds a run. The Undo of a deletion carries its run in the address."""
    user = request.user
    if request.method != "POST":
        return _page(request, RunForm(user=user, initial={"date": user.today()}))
    form = RunForm(request.POST if "date" in request.POST else request.GET, user=user)
    if not form.is_valid():
        return _page(request, form)
    run = form.save()
    messages.success(request, _("Run added"))
    return redirect(_back(request, run))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def run(request, pk):
    """The list with the form of one run; POST corrects it."""
    run = get_object_or_404(Run.objects.for_user(request.user), pk=pk)
    form = RunForm(request.POST or None, user=request.user, instance=run)
    if not form.is_valid():
        return _page(request, form)
    try:
        form.save()
    except Run.DoesNotExist:
        raise Http404 from None
    return redirect("runs")


@login_required
@require_POST
def delete_run(request, pk):
    run = get_object_or_404(Run.objects.for_user(request.user), pk=pk)
    values = {name: getattr(run, name) for name in RunForm.Meta.fields}
    values = {name: value for name, value in values.items() if value is not None}
    run.user = request.user  # the request's own instance, so that its stamp is renewed once
    if not actions.delete_run(run=run):  # another device was first: one deletion has one Undo
        raise Http404
    messages.success(
        request, _("Run taken out"), extra_tags=f"{reverse('runs')}?{urlencode(values)}"
    )
    return redirect("runs")


def _page(request, form):
    today = request.user.today()
    listed = runs_since(request.user, max(today - DAYS * DAY, EARLIEST))
    context = {
        "form": form,
        "today": today,
        "coming": [run for run in listed if run.date >= today],
        "past": [run for run in reversed(listed) if run.date < today],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "logbook/runs/runs.html", context, status=status)


def _back(request, run):
    """The address of the page whose form was sent."""
    origin = request.POST.get("from")
    if origin == "today":
        return reverse("today") + "#runs"
    if origin == "day" and run.date <= request.user.latest_day():
        return reverse("logbook_day", args=[run.date]) + "#runs"
    return reverse("runs")
