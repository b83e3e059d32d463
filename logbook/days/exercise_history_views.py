"""My history of one exercise: a page, and the part of it that the exercise's page shows."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exercises.http_cache import conditional_page
from exercises.models import Exercise

from ..weeks.records import describe_records, records_of
from .exercise_history import notes_of, record_of

PAGE = 30  # sessions on a page


@login_required
@require_safe
@conditional_page
def history(request, slug):
    exercise = get_object_or_404(Exercise, slug=slug)
    record = record_of(request.user, exercise)
    context = {"exercise": exercise, "record": record}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "logbook/days/exercise_history.html#history", context)
    page = Paginator(record.sessions, PAGE).get_page(request.GET.get("page"))
    found = records_of(request.user, exercise).get(slug)
    context |= {
        "page": page,
        "notes": notes_of(request.user, [session.date for session in page]),
        "records": describe_records(found, request.user.units) if found else [],
    }
    return render(request, "logbook/days/exercise_history.html", context)
