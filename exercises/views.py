from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from . import figures
from .forms import LibraryFilter
from .models import Exercise, ExerciseMuscle


@require_safe
def home(request):
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "exercises/home.html", {"ladder": Exercise.objects.all()})


@require_safe
@vary_on_headers("HX-Request")
def exercises(request):
    form = LibraryFilter(request.GET, Exercise.objects.for_cards())
    context = {"form": form, "found": form.found}
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "exercises/exercises.html", context)
    response = render(request, "exercises/exercises.html#found", context)
    address = reverse("exercises", query=form.asked)
    return push_url(response, address != request.htmx.current_url_abs_path and address)


@require_safe
def exercise(request, slug):
    page = page_of(slug)
    context = {"page": page, "exercise": page.exercise}
    return render(request, "exercises/exercise.html", context)


@dataclass(frozen=True)
class Page:
    """What the page of an exercise shows besides the exercise itself."""

    exercise: Exercise
    tools: list[Exercise]  # a row for each, with its ``tool`` and ``instead``
    before: list[Exercise]
    after: list[Exercise]
    poses: list[tuple[str, str]]


def page_of(slug):
    rows = list(Exercise.objects.around(slug))
    own = [row for row in rows if row.slug == slug]
    if not own:
        raise Http404
    roles = ExerciseMuscle.objects.select_related("muscle").order_by("role", "muscle__order")
    prefetch_related_objects(own[:1], "cues", "mistakes", Prefetch("roles", roles))
    return Page(
        exercise=own[0],
        tools=[row for row in own if row.tool],
        before=list({row.pk: row for row in rows if row.is_before}.values()),
        after=list({row.pk: row for row in rows if row.is_after}.values()),
        poses=figures.poses(slug, get_language()),
    )
