"""A runner brings files with runs, looks at the preview, has it stored, and takes it back."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseForbidden
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ...models import Run, RunImport
from ...uploads.content import digest_of
from ...uploads.open_previews import discard as discard_previews
from ...uploads.turns import short_write, turn
from . import in_words, previews, store
from .forms import ConfirmForm, RunFilesForm
from .reasons import REASONS

LEFT_OUT_SHOWN = 200
RUNS_SHOWN = 60


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def run_imports(request):
    """The runner's imports, and the form for more files."""
    user = request.user
    # Each upload is read as a whole, so there are only so many.
    if too_many := ratelimit.consume_or_429(request, action="import_runs", user=user):
        return too_many
    is_sent = request.method == "POST"
    form = RunFilesForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        user=user,
        too_big="UPLOAD_TOO_BIG" in request.META,
    )
    if is_sent:
        with turn(user) as is_ours:
            if is_ours and form.is_valid():
                files = form.cleaned_data["files"]
                # Form and fields stand in a circle, which ends late. What was read ends here.
                found, form.found = form.found, None
                made = previews.store_preview(
                    user=user,
                    names=[one.name for one in files],
                    found=found,
                    settings=form.read_settings,
                    digest=digest_of((one.chunks() for one in files), form.cleaned_data["units"]),
                )
                return redirect("run_import", made.pk)
        if not is_ours:
            messages.info(request, _("Other imports are under way. Try again in a moment."))
            return redirect("run_imports")
    context = {
        "form": form,
        "imports": RunImport.objects.for_user(user).defer("preview", "filled"),
    }
    return render(request, "logbook/runs/files/imports.html", context, status=_status(form))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def run_import(request, pk):
    """The preview of an import, or what came of it. POST confirms the preview."""
    found = _own(request, pk)
    if found.state != "open":
        return (
            redirect("run_import", pk) if request.method == "POST" else _done_page(request, found)
        )
    data = request.POST if request.method == "POST" else None
    form = ConfirmForm(data, preview=found.preview, zone=request.user.zone)
    if form.is_valid():
        store.confirm(run_import=found, **form.taken)
        return redirect("run_import", pk)
    preview = found.preview
    context = {
        "import": found,
        "preview": preview,
        "form": form,
        "more_runs": len(preview["runs"]) - len(form.runs) - len(form.asked),
        "more_coming": len(preview["coming"]) - len(form.coming),
        "reasons": _reasons(preview),
        "left_out": [in_words.left_out(row) for row in preview["left_out"][:LEFT_OUT_SHOWN]],
        "more_left_out": len(preview["left_out"]) - LEFT_OUT_SHOWN,
    }
    return render(request, "logbook/runs/files/preview.html", context, status=_status(form))


@csrf_exempt
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request):
    """What a phone shares with the installed app comes here, without a token of a form of ours.

    Browsers say where a request comes from: a page of another site does not pass. All that comes of
    it is a preview.
    """
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        return HttpResponseForbidden()
    if request.method != "POST":  # back from the login: the files are gone
        return redirect("run_imports")
    return run_imports(request)


@login_required
@require_POST
def undo_run_import(request, pk):
    store.undo(run_import=_own(request, pk))
    return redirect("run_import", pk)


@login_required
@require_POST
def discard(request, pk):
    """Throws away a preview, of which nothing was stored."""
    _own(request, pk)
    own = RunImport.objects.for_user(request.user)
    with short_write(request.user.pk):
        discard_previews(own.filter(pk=pk, confirmed_at=None))
    return redirect("run_imports")


def _done_page(request, found):
    runs = Run.objects.for_user(request.user).filter(run_import=found).order_by("-date", "-pk")
    context = {
        "import": found,
        "runs": runs[:RUNS_SHOWN],
        "more_runs": max(0, runs.count() - RUNS_SHOWN),
        "reasons": _reasons(found.preview),
    }
    return render(request, "logbook/runs/files/done.html", context)


def _reasons(preview):
    """(how many, why) of what is left out, the most first."""
    counts = sorted(preview["reasons"].items(), key=lambda item: -item[1])
    return [(count, REASONS[reason]) for reason, count in counts]


def _own(request, pk):
    return get_object_or_404(RunImport.objects.for_user(request.user), pk=pk)


def _status(form):
    refused = form.is_bound and form.errors
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
