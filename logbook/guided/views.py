"""The guided session, and the summary of the day at its end."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exercises.http_cache import conditional_page

from ..screening_required import screened
from ..today.answers import with_day
from ..today.day_summary import day_summary_of
from ..today.page import Page, page_ahead
from .guided_session import GuidedSession


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


def _answer(request, page):
    context = {"page": page, "guided": GuidedSession(page)}
    return with_day(render(request, "logbook/guided/guided.html", context), page, "guided")


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
