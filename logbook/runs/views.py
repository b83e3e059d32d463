"""The runs by week, done and to come: to add, correct, delete, and to say how they were."""

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exercises.http_cache import conditional_page

from .. import actions
from ..converters import week_from
from ..dates import monday_of
from ..describe import describe_how_it_was
from ..last_write_wins import edit_from
from ..models import Run
from ..set_forms import NOTHING_CHOSEN
from ..set_lookup import describe_outdated
from .after_run import HOW_IT_WAS, undo_address
from .forms import RunForm
from .run_weeks import run_list_for

BACK = ("key", "distance_m", "started_at", *RunForm.Meta.fields)  # what an Undo brings back


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def runs(request):
    """The list; POST adds a run. The Undo of a deletion carries its run in the address."""
    user = request.user
    if request.method != "POST":
        return _page(request, RunForm(user=user, initial={"date": user.today(), "key": uuid4()}))
    form = RunForm(request.POST if "date" in request.POST else request.GET, user=user)
    if not form.is_valid():
        return _page(request, form)
    run = form.save()
    undo, origin = reverse("delete_run", args=[run.pk]), _origin(request)
    undo += f"?{urlencode({'from': origin})}" if origin else ""
    messages.success(request, _("Run added"), extra_tags=undo)
    return redirect(_back(request, run))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@conditional_page
def run(request, pk):
    """The list with the form of one run; POST corrects it."""
    run = _own_run(request, pk)
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
    run = _own_run(request, pk)
    values = {name: getattr(run, name) for name in BACK}
    values["key"] = values["key"] or uuid4()  # so that an Undo that is pressed twice adds one
    values["from"] = _origin(request)
    values = {name: value for name, value in values.items() if value not in (None, "")}
    if not actions.delete_run(run=run):  # another device was first: one deletion has one Undo
        raise Http404
    messages.success(
        request, _("Run taken out"), extra_tags=f"{reverse('runs')}?{urlencode(values)}"
    )
    return redirect(_back(request, run))


@login_required
@require_POST
def answer_run(request, pk):
    """How a run was: felt left and right, pain and where; or that nobody wants to say."""
    run = _own_run(request, pk)
    # Pain from 3 on is sent under another name than a button's, as on the morning after.
    sent = request.POST.dict()
    sent["pain"] = sent.get("pain") or sent.pop("worse", "")
    if not sent["pain"]:
        del sent["pain"]
    answers = {name: value for name, value in sent.items() if name in HOW_IT_WAS}
    before = undo_address(run)  # before the form writes its values into the run
    form = _form_of(request, run, answers)
    if not form.is_valid():
        return _page(request, form)
    values = form.answers() or {"skipped": True}
    if "skipped" in values and "skip" not in request.POST:
        messages.error(request, NOTHING_CHOSEN)
        return redirect(f"{reverse('today')}?run={run.pk}#after-run")
    return _store_answer(request, run, before, **values)


@login_required
@require_POST
def undo_answer_run(request, pk):
    """Brings back what the address carries; what it does not name is emptied."""
    run = _own_run(request, pk)
    values = {name: request.GET.get(name, "") for name in HOW_IT_WAS}
    form = _form_of(request, run, values)
    if not form.is_valid():
        return _page(request, form)
    return _store_answer(request, run, "", **form.answers(), skipped="skip" in request.GET)


def moved(request, rest=""):
    """Leads from an address of earlier versions to the present one, and what is posted too."""
    address = reverse("runs") + rest
    query = request.META["QUERY_STRING"]
    return HttpResponsePermanentRedirect(
        f"{address}?{query}" if query else address, preserve_request=True
    )


def _own_run(request, pk):
    run = get_object_or_404(Run.objects.for_user(request.user), pk=pk)
    run.user = request.user  # the request's own instance, so that its stamp is renewed once
    return run


def _form_of(request, run, answers):
    """The form of a run as it is stored, with these answers."""
    stored = {"date": run.date, "kind": run.kind, "minutes": run.minutes}
    return RunForm(stored | answers, user=request.user, instance=run)


def _store_answer(request, run, undo, **values):
    try:
        run = actions.answer_run(run=run, edit=edit_from(request), **values)
        words = describe_how_it_was(run)
        said = _("Run: %(words)s") % {"words": words} if words else _("Skipped")
        messages.success(request, said if undo else _("Taken back"), extra_tags=undo)
    except actions.Outdated:
        messages.info(request, describe_outdated())
    response = redirect(_back(request, run))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _page(request, form):
    user, today = request.user, request.user.today()
    last = monday_of(today)
    if text := request.GET.get("to"):
        try:
            last = min(week_from(text), last)
        except ValueError:
            raise Http404 from None
    context = {"form": form, "today": today, "list": run_list_for(user, last, today)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "logbook/runs/runs.html", context, status=status)


def _origin(request) -> str | None:
    """The page whose form was sent; an Undo carries it in its address."""
    return request.POST.get("from", request.GET.get("from"))


def _back(request, run):
    """The address of that page."""
    origin = _origin(request)
    if origin == "today":
        return reverse("today") + "#runs"
    if origin == "day" and run.date <= request.user.latest_day():
        return reverse("logbook_day", args=[run.date]) + "#runs"
    return reverse("runs")
