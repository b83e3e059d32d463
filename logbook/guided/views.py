"""The guided session, and the summary of the day at its end."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exercises.http_cache import conditional_page

from .. import actions
from ..describe import describe_errors, describe_full_day
from ..exercise_guides import guides
from ..last_write_wins import edit_from
from ..screening_required import screened
from ..today.answers import SeeOther, with_day
from ..today.day_summary import day_summary_of
from ..today.forms import SetForm
from ..today.page import Page, page_ahead
from .guided_session import GuidedSession
from .primer_session import PrimerSession

MOST_SETS = 20  # at once


@login_required
@require_safe
@conditional_page
@screened
def guided(request):
    return _answer(request, Page(request.user, request.user.today()))


@login_required
@require_safe
@conditional_page
@screened
def ahead(request, day):
    """The session of a day to come, as it would be if nothing were done before it."""
    return _answer(request, page_ahead(request.user, day))


@login_required
@require_safe
@conditional_page
@screened
def primer(request):
    """Before a run of today, whether it is entered or not."""
    return _answer(request, Page(request.user, request.user.today()), PrimerSession, "primer")


@login_required
@require_safe
@conditional_page
@screened
def primer_ahead(request, day):
    return _answer(request, page_ahead(request.user, day), PrimerSession, "primer")


@login_required
@require_POST
@screened
def log_primer(request):
    """Logs a set of a primer, or several that ``set`` packs, all of them or none."""
    edit = edit_from(request)
    about = {"user": request.user, "days_off": edit.days_off, "guides": guides()}
    sent = request.POST.getlist("set") or [request.POST.urlencode()]
    forms = [SetForm(QueryDict(one), **about) for one in sent[:MOST_SETS]]
    errors = [error for form in forms if not form.is_valid() for error in describe_errors(form)]
    if errors:
        return _refused(request, errors)
    sets = [form.cleaned_data for form in forms]
    try:
        actions.log_primer(user=request.user, sets=sets, edit=edit)
    except actions.FullDay:
        return _refused(request, [describe_full_day()])
    if request.htmx:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)  # the phone shows it already
    messages.success(request, _("Primer logged"))
    return SeeOther(reverse("today"))


def _refused(request, errors):
    return HttpResponse(
        render_to_string("logbook/guided/refused.html", {"errors": errors}, request),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _answer(request, page, session=GuidedSession, name="guided"):
    context = {"page": page, "guided": session(page)}
    return with_day(render(request, "logbook/guided/guided.html", context), page, name)


@login_required
@require_safe
@conditional_page
@screened
def day_summary(request):
    """What today came to; for the guided session the summary alone."""
    template = "logbook/guided/day_summary_page.html"
    summary = day_summary_of(request.user, request.user.today())
    return render(
        request, f"{template}#summary" if request.htmx else template, {"summary": summary}
    )
