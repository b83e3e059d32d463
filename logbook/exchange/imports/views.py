"""A runner uploads a file, looks at the preview, has it stored step by step, and takes it back."""

from datetime import date
from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import IntegerField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from ...describe import describe_set, labelled
from ...models import Import, WaitingFile
from ...uploads.open_previews import discard as discard_previews
from ...uploads.turns import short_write, turn
from . import previews, store, waiting
from .file_errors import ADVICE, REASONS, USUAL_ADVICE, FileError, describe_passed_over
from .forms import UNITS, ColumnsForm, ConfirmForm, UploadForm, name_shown
from .read_result import ReadSet
from .undo import undo


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """The runner's imports, and the form for another file."""
    user = request.user
    # Each upload is read as a whole, so there are only so many.
    if too_many := ratelimit.consume_or_429(request, action="import", user=user):
        return too_many
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        user=user,
        too_big="UPLOAD_TOO_BIG" in request.META,
    )
    with turn(user) as is_ours:
        if not is_ours and "file" in request.FILES:
            # Odd ones are refused in the file's turn; PostgreSQL could not even store a NUL byte.
            units = form["units"].value() if form["units"].value() in dict(UNITS) else ""
            waiting.put(user=user, file=request.FILES["file"], units=units)
            return redirect("import_waits")
        if form.is_valid():
            return redirect("import", _store_preview(user, form).pk)
    context = {
        "form": form,
        "imports": _imports_of(user)
        .defer("csv_text", "preview", "chosen", "added")
        .annotate(
            source_name=KT("preview__source"),
            whole_sets=Cast(KT("added__sets"), IntegerField()),
            has_runs=KT("added__runs__0__0"),
        ),
        "waiting": WaitingFile.objects.for_user(user).defer("content").first(),
    }
    return render(request, "logbook/exchange/imports.html", context, status=_status(form))


def _store_preview(user, form, waiting_file=None):
    """The import with its preview, or with the question what the file's columns are."""
    # Form and fields stand in a circle, which ends late. What was read ends with this call.
    result, form.result = form.result, None
    return previews.store_preview(
        user=user,
        file_name=form.cleaned_data["file"].name[-200:],
        result=result,
        units=form.cleaned_data["units"],
        waiting_file=waiting_file,
        digest=form.digest,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def waits(request):
    """A file whose turn has not come. POST, which the page sends by itself, reads it then."""
    files = WaitingFile.objects.for_user(request.user)
    file = get_object_or_404(files.defer("content"))
    if request.method == "POST":
        with turn(request.user) as is_ours:
            if is_ours:
                return _read_waiting(request)
    part = "#waits" if request.htmx else ""
    return render(request, f"logbook/exchange/import_waits.html{part}", {"file": file})


def _read_waiting(request):
    """Reads the file as it stands now: another request may have read it before its turn came."""
    address = reverse("imports")
    file = WaitingFile.objects.for_user(request.user).first()
    form = file and UploadForm(*waiting.as_sent(file), user=request.user)
    if form and form.is_valid():
        if made := _store_preview(request.user, form, waiting_file=file):
            address = reverse("import", args=[made.pk])
    elif form and waiting.take(file):
        why = " ".join(error for errors in form.errors.values() for error in errors)
        messages.error(request, labelled(file.file_name, why))
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@login_required
@require_POST
def discard_waiting(request):
    WaitingFile.objects.for_user(request.user).delete()
    return redirect("imports")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request, pk):
    """The preview of an import, how far it is, or what came of it. POST confirms the preview."""
    file_import = _own(request.user, pk)
    ask = file_import.preview.get("ask")
    if ask and ask["is_open"]:
        form = ColumnsForm(ask=ask)
        return _columns_page(request, file_import, form)
    if file_import.state != "open":
        return redirect("import", pk) if request.method == "POST" else _page(request, file_import)
    form = ConfirmForm(
        request.POST if request.method == "POST" else None, preview=file_import.preview
    )
    if form.is_valid():
        values = form.cleaned_data
        store.confirm(
            file_import=file_import,
            names=values["names"],
            take=values.get("take", []),
            settings=values.get("settings", False),
        )
        return redirect("import", pk)
    first = get_object_or_404(file_import.parts, number=0)  # there is none once it was discarded
    context = {"form": form, "rows": _first_rows(file_import)}
    context["unfit"] = _describe_unfit(first.unfit[:5])
    context["columns"] = ask and ColumnsForm(ask=ask)
    return _page(request, file_import, status=_status(form), **context)


@login_required
@require_POST
def choose_columns(request, pk):
    """Reads a CSV file of no known app as the runner says which column is what."""
    file_import = get_object_or_404(_imports_of(request.user), pk=pk)
    if file_import.state != "open" or not file_import.csv_text:
        return redirect("import", pk)
    if too_many := ratelimit.consume_or_429(request, action="import", user=request.user):
        return too_many
    form = ColumnsForm(request.POST, ask=file_import.preview["ask"])
    with turn(request.user) as is_ours:
        if form.is_valid() and not is_ours:
            form.add_error(None, _("Other imports are under way. Try again in a moment."))
        if form.is_valid():
            values = form.cleaned_data
            try:
                previews.store_answer(
                    file_import=file_import, parts=values["parts"], units=values["units"]
                )
            except FileError as error:
                form.add_error(None, str(error))
            else:
                return redirect("import", pk)
    return _columns_page(request, file_import, form)


@login_required
@require_POST
def store_more(request, pk):
    """Stores some more. It may be called as often as one likes: nothing is stored twice."""
    file_import = _own(request.user, pk)
    is_ours = store.store_some(file_import)
    if not request.htmx:
        if not is_ours:
            messages.info(request, _("Other imports are under way. Try again in a moment."))
        return redirect("import", pk)
    try:
        file_import.refresh_from_db()
    except Import.DoesNotExist as error:  # discarded meanwhile, or gone with its account
        raise Http404 from error
    return _page(request, file_import, "#progress", waits=not is_ours)


@login_required
@require_POST
def undo_import(request, pk):
    undo(file_import=_own(request.user, pk))
    return redirect("import", pk)


@login_required
@require_POST
def discard(request, pk):
    """Throws away a preview, of which nothing was stored."""
    _own(request.user, pk)
    own = _imports_of(request.user)
    with short_write(request.user.pk):
        discard_previews(own.filter(pk=pk, confirmed_at=None))
    return redirect("imports")


@login_required
@require_safe
def left_out(request, pk):
    """Every line that does not fit, with its reason; some hundreds a page."""
    file_import = _own(request.user, pk)
    part = get_object_or_404(file_import.parts, number=_number(request.GET.get("page")))
    context = {
        "import": file_import,
        "lines": _describe_unfit(part.unfit),
        "number": part.number,
        "kept": previews.UNFIT_A_PART * previews.UNFIT_PARTS,
        "all": sum(file_import.preview["reasons"].values()),
        "pages": list(file_import.parts.exclude(unfit=[]).values_list("number", flat=True)),
    }
    return render(request, "logbook/exchange/import_left_out.html", context)


def _columns_page(request, file_import, form):
    context = {"import": file_import, "form": form}
    return render(request, "logbook/exchange/import_columns.html", context, status=_status(form))


def _page(request, file_import, part="", *, status=HTTPStatus.OK, **context):
    preview, parts = file_import.preview, file_import.parts.count()
    is_running = file_import.state == "running"
    ends = [preview[end] for end in ("first_day", "last_day")]
    runs = preview.get("runs", [])
    context |= {
        "run_count": runs if isinstance(runs, int) else len(runs),  # once it is stored
        "ends": [date.fromisoformat(end) for end in ends if end],
        "import": file_import,
        "preview": preview,
        "passed_over": describe_passed_over(preview.get("passed_over", {})),
        "reasons": [
            (REASONS[reason], n, ADVICE.get(reason, USUAL_ADVICE))
            for reason, n in preview["reasons"].items()
        ],
        "parts": parts,
        "stored": file_import.parts.exclude(stored_at=None).count() if is_running else parts,
        "can_be_undone": file_import.state in ("done", "running"),
    }
    return render(request, f"logbook/exchange/import.html{part}", context, status=status)


def _first_rows(file_import):
    """(date, line, name, the set in words) of the first sets."""
    units = file_import.user.units
    rows = ((date.fromisoformat(on), ReadSet(*one)) for on, *one in file_import.preview["rows"])
    return [
        (
            on,
            one.line,
            name_shown(one.name),
            describe_set(one.amount, one.hold_s, one.load_kg, units, one.band),
        )
        for on, one in rows
    ]


def _describe_unfit(unfit):
    return [
        (line, REASONS[reason], found, ADVICE.get(reason, USUAL_ADVICE))
        for line, reason, found in unfit
    ]


def _imports_of(user):
    return Import.objects.for_user(user)


def _own(user, pk):
    return get_object_or_404(_imports_of(user).defer("csv_text"), pk=pk)


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


def _status(form):
    refused = form.is_bound and form.errors
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
