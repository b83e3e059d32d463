"""The runner's history of one exercise: a page, and the part that the exercise's page loads."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exercises.http_cache import conditional_page
from exercises.models import Exercise

from ..weeks.records import describe_records, records_of
from .exercise_history import exercise_history_of, notes_on

SESSIONS_A_PAGE = 30


@login_required
@require_safe
@conditional_page
def history(request, slug):
    exercise = get_object_or_404(Exercise, slug=slug)
    history = exercise_history_of(request.user, exercise)
    context = {"exercise": exercise, "history": history}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "logbook/days/exercise_history.html#history", context)
    page = Paginator(history.sessions, SESSIONS_A_PAGE).get_page(request.GET.get("page"))
    found = records_of(request.user, exercise).get(slug)
    context |= {
        "page": page,
        "notes": notes_on(request.user, [session.date for session in page]),
        "records": describe_records(found, request.user.units) if found else [],
    }
    return render(request, "logbook/days/exercise_history.html", context)
