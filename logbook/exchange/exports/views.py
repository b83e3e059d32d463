"""What a runner takes along, prints, or lets others see.

A new secret is shown once: on the answer to the request that made it.
"""

from functools import partial
from http import HTTPStatus
from weakref import WeakValueDictionary

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from ...models import MOST_WEEKS, AccessToken, ShareLink
from ..access_keys import TOKEN_PREFIX, hand_out
from ..hipdrive_file import json_schema
from ..report import report_on
from .csv_file import PLAIN, WITH_COMMAS, csv_export, runs_csv_export
from .forms import LinkForm, PeriodForm, TokenForm
from .json_file import json_export

CSV = "text/csv; charset=utf-8"

# By runner's key. Many at once would take all threads of this process from everybody else.
_being_made = WeakValueDictionary()


@login_required
@require_safe
@never_cache
def exports(request):
    return _page(request)


@login_required
@require_safe
def csv_file(request):
    """``?decimal=comma``: for spreadsheets in German, French and the like."""
    return _download(request, _in_style(request, csv_export), "csv", CSV)


@login_required
@require_safe
def runs_csv_file(request):
    """``?decimal=comma`` as above."""
    pieces_of = _in_style(request, runs_csv_export)
    return _download(request, pieces_of, "csv", CSV, of="hipdrive-runs")


@login_required
@require_safe
def json_file(request):
    return _download(request, json_export, "json", "application/json")


@require_safe
@cache_control(public=True, max_age=3600)
def schema(request):
    pretty = {"indent": 2, "ensure_ascii": False}
    kind = "application/schema+json"
    return JsonResponse(json_schema(), json_dumps_params=pretty, content_type=kind)


@login_required
@require_safe
@never_cache
def report(request):
    """The report of a range of days, to be printed; without one, of the last twelve weeks."""
    user = request.user
    has_range = {"from", "to"} & set(request.GET)
    form = PeriodForm(request.GET if has_range else None, last=user.latest_day())
    context, status = {"form": form, "today": user.today()}, HTTPStatus.OK
    if form.is_bound and not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    else:
        days = form.cleaned_data if form.is_bound else form.initial
        name = days.get("name", "")
        context["report"] = report_on(user, days["first"], days["last"], name)
    return render(request, "logbook/exchange/report.html", context, status=status)


@login_required
@require_POST
@never_cache
def add_link(request):
    form = LinkForm(request.POST, user=request.user)
    key = form.hand_out()
    if key is None:
        return _page(request, link_form=form)
    return _page(request, made=form.instance, secret=_secret_address(request, "shared", key))


@login_required
@require_POST
@never_cache
def add_calendar(request):
    """A runner has one calendar at a time: a new address ends the one before."""
    user, kind = request.user, ShareLink.Kind.CALENDAR
    made = ShareLink(user=user, kind=kind, name=_("Calendar"), weeks=MOST_WEEKS)
    key = hand_out(made, instead_of=ShareLink.objects.for_user(user).filter(kind=kind))
    return _page(request, made=made, secret=_secret_address(request, "done_feed", key))


@login_required
@require_POST
@never_cache
def add_token(request):
    form = TokenForm(request.POST, user=request.user)
    key = form.hand_out(prefix=TOKEN_PREFIX)
    if key is None:
        return _page(request, token_form=form)
    return _page(request, made=form.instance, secret=key)


@login_required
@require_POST
def withdraw_link(request, pk):
    done = _("Withdrawn. The address leads nowhere now.")
    return _withdraw(request, ShareLink, pk, done, "sharing")


@login_required
@require_POST
def withdraw_token(request, pk):
    done = _("Withdrawn. The token opens nothing now.")
    return _withdraw(request, AccessToken, pk, done, "tokens")


def _withdraw(request, model, pk, done, section):
    get_object_or_404(model.objects.for_user(request.user), pk=pk).delete()
    messages.success(request, done)
    return redirect(f"{reverse('exports')}#{section}")


def _in_style(request, export):
    style = WITH_COMMAS if request.GET.get("decimal") == "comma" else PLAIN
    return partial(export, style=style)


class _Pieces:
    """The pieces of a file. The server closes them when they are sent, or nobody wants them."""

    def __init__(self, user, pieces):
        self.user_pk, self.pieces = user.pk, pieces

    def __iter__(self):
        return iter(self.pieces)

    def close(self):
        if _being_made.get(self.user_pk) is self:
            del _being_made[self.user_pk]


def _download(request, pieces_of, ending, content_type, of="hipdrive"):
    user = request.user
    pieces = _Pieces(user, pieces_of(user))
    if _being_made.setdefault(user.pk, pieces) is not pieces:
        text = _("A file of yours is being made. Ask for the next one as soon as you have it.")
        messages.info(request, text)
        return redirect("exports")
    response = StreamingHttpResponse(pieces, content_type=content_type)
    name = f"{of}-{user.today()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _secret_address(request, name, key):
    return request.build_absolute_uri(reverse(name, args=[key]))


def _page(request, *, link_form=None, token_form=None, made=None, secret=""):
    user = request.user
    links = ShareLink.objects.for_user(user)
    context = {
        "today": user.today(),
        "period": PeriodForm(last=user.latest_day()),
        "links": [link for link in links if link.kind == ShareLink.Kind.PAGE],
        "calendar": next((link for link in links if link.kind == ShareLink.Kind.CALENDAR), None),
        "tokens": AccessToken.objects.for_user(user),
        "link_form": link_form or LinkForm(user=user),
        "token_form": token_form or TokenForm(user=user),
        "made": made,
        "secret": secret,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if link_form or token_form else HTTPStatus.OK
    return render(request, "logbook/exchange/exports.html", context, status=status)
