"""A file of another logger, or of ours: brought, looked at, stored step by step, taken back."""

from datetime import date
from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...describe import describe_set
from ...models import Import
from . import keeping, storing
from .faults import REASONS
from .forms import ConfirmForm, UploadForm
from .gathering import SetRead


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """What was imported, and the form for another file."""
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
    if form.is_valid():
        name = form.cleaned_data["file"].name
        of = keeping.keep(user=user, file_name=name[-200:], reading=form.reading)
        return redirect("import", of.pk)
    context = {"form": form, "imports": Import.objects.for_user(user).defer("chosen", "added")}
    return render(request, "logbook/exchange/imports.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request, pk):
    """The preview, how far it is, or what came of it; POST confirms the preview."""
    of = _own(request.user, pk)
    if of.state != "open":
        return redirect("import", pk) if request.method == "POST" else _page(request, of)
    said = request.POST if request.method == "POST" else None
    form = ConfirmForm(said, preview=of.preview)
    if form.is_valid():
        values = form.cleaned_data
        storing.confirm(
            of=of,
            names=values["names"],
            take=values.get("take", []),
            settings=values.get("settings", False),
        )
        return redirect("import", pk)
    context = {"form": form, "rows": _rows(of), "unfit": of.parts.first().unfit[:5]}
    return _page(request, of, status=_status(form), **context)


@login_required
@require_POST
def go_on(request, pk):
    """Stores some more. As often as one likes: nothing is stored twice."""
    of = storing.store_some(_own(request.user, pk))
    return _page(request, of, "#progress") if request.htmx else redirect("import", pk)


@login_required
@require_POST
def undo(request, pk):
    of = _own(request.user, pk)
    storing.undo(of=of)
    return redirect("import", pk)


@login_required
@require_POST
def discard(request, pk):
    """Of a preview nothing was stored."""
    _own(request.user, pk)
    Import.objects.for_user(request.user).filter(pk=pk, confirmed_at=None).delete()
    return redirect("imports")


@login_required
@require_safe
def left_out(request, pk):
    """Every line that does not fit, with its reason; some hundreds a page."""
    of = _own(request.user, pk)
    pages = list(of.parts.exclude(unfit=[]).values_list("number", flat=True))
    part = get_object_or_404(of.parts, number=_number(request.GET.get("page")))
    context = {
        "of": of,
        "lines": _describe_faults(part.unfit),
        "number": part.number,
        "pages": pages,
    }
    return render(request, "logbook/exchange/import_left_out.html", context)


def _page(request, of, part="", *, status=HTTPStatus.OK, **context):
    parts = of.parts.count()
    ends = [of.preview[end] for end in ("first_day", "last_day")]
    context |= {
        "ends": [date.fromisoformat(end) for end in ends if end],
        "of": of,
        "preview": of.preview,
        "reasons": [(REASONS[reason], n) for reason, n in of.preview["reasons"].items()],
        "unfit": _describe_faults(context.get("unfit", ())),
        "parts": parts,
        "stored": of.parts.exclude(stored_at=None).count() if of.state == "running" else parts,
        "undoable": of.state in ("done", "running"),
    }
    return render(request, f"logbook/exchange/import.html{part}", context, status=status)


def _rows(of):
    """The first sets, as the runner reads them."""
    units = of.user.units
    return [
        (
            date.fromisoformat(day),
            row.line,
            row.name,
            describe_set(row.amount, row.hold_s, row.load_kg, units),
        )
        for day, row in ((day, SetRead(*values)) for day, *values in of.preview["rows"])
    ]


def _describe_faults(unfit):
    return [(line, REASONS[reason], found) for line, reason, found in unfit]


def _own(user, pk):
    return get_object_or_404(Import.objects.for_user(user), pk=pk)


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


def _status(form):
    refused = form.is_bound and form.errors
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
