"""My history of one exercise: a page, and the part of it that the exercise's page shows."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from exercises.models import Exercise

from ..record import record_of


@login_required
@require_safe
@vary_on_headers("HX-Request")
def history(request, slug):
    exercise = get_object_or_404(Exercise, slug=slug)
    context = {"exercise": exercise, "record": record_of(request.user, exercise)}
    part = "#history" if request.htmx and not request.htmx.history_restore_request else ""
    return render(request, f"logbook/exercise.html{part}", context)
