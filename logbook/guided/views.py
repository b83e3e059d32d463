"""The guided session, and what it came to."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exercises.http_cache import conditional_page

from ..exercise_guides import guides
from ..screening_required import screened
from ..today.day_summary import ending_of
from ..today.page import AHEAD, Page
from ..today.views import with_day
from ..training_state import training_state_on
from .guided_session import Guided


@login_required
@require_safe
@conditional_page
@screened
def go(request):
    return _guided(request, request.user.today())


@login_required
@require_safe
@conditional_page
@screened
def ahead(request, day):
    """Of a day to come, as it would be if nothing were done before it."""
    today = request.user.today()
    if not today < day <= today + timedelta(days=AHEAD):
        raise Http404
    return _guided(request, day)


@login_required
@require_safe
@conditional_page
@screened
def done(request):
    """What today came to; for the guided session the end alone."""
    ending = ending_of(request.user, request.user.today())
    template = "logbook/guided/done.html#end" if request.htmx else "logbook/guided/done.html"
    return render(request, template, {"ending": ending})


def _guided(request, on):
    page = Page(request.user, on, training_state_on(request.user, on), guides())
    guided = Guided(page)
    return with_day(
        render(request, "logbook/guided/guided.html", {"page": page, "guided": guided}), page
    )
