"""The library's pages, and the pictures that belong to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from . import figures, share_cards
from .forms import Comparison, LibraryFilter
from .http_cache import public_page
from .library import library
from .models import Exercise, ExerciseMuscle, Muscle

HOUR, YEAR = 3600, 365 * 24 * 3600  # seconds


@require_safe
@public_page
def home(request):
    if request.user.is_authenticated:
        return redirect("today")
    ladder = Exercise.objects.on_the_ladder()
    return render(request, "exercises/home.html", {"ladder": ladder})


@require_safe
@public_page
def exercises(request):
    form = LibraryFilter(request.GET, library())
    found = form.found
    context = {"form": form, "found": found, "groups": group_by_stage(found, form)}
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "exercises/exercises.html", context)
    response = render(request, "exercises/exercises.html#found", context)
    address = reverse("exercises", query=form.asked)
    is_new = request.build_absolute_uri(address) != request.htmx.current_url
    return push_url(response, is_new and address)


@dataclass(frozen=True)
class Card:
    """An exercise in the list, with those of its forms that are shown too."""

    exercise: Exercise
    forms: list[Exercise]


def group_by_stage(found, form):
    """``[(heading, [Card, …]), …]``; a search has one group without heading, best match first."""
    heads = {row.pk: Card(row, []) for row in found if not row.form}
    cards = []
    for row in found:
        if row.form_of_id in heads:
            heads[row.form_of_id].forms.append(row)
        else:
            cards.append(heads.get(row.pk) or Card(row, []))
    if form.asked.get("q"):
        return [("", cards)] if cards else []
    stages = {}
    for card in cards:
        stages.setdefault(card.exercise.get_stage_display(), []).append(card)
    return list(stages.items())


@require_safe
@public_page
def exercise(request, slug):
    whole = library()
    found = whole.by_slug.get(slug)
    if not found:
        raise Http404
    context = {
        "exercise": found,
        "easier": whole.forms_of(found, Exercise.Form.EASIER),
        "harder": whole.forms_of(found, Exercise.Form.HARDER),
        "variants": figures.variants(slug, get_language()),
        "pose": request.GET.get("pose", ""),
    }
    return render(request, "exercises/exercise.html", context)


@require_safe
@public_page
def compare(request):
    """Two exercises side by side; until two are chosen, the choice."""
    whole = library()
    form = Comparison(request.GET, whole.exercises)
    context = {"form": form}
    if form.is_valid() and len(form.chosen) == 2:
        context["pair"] = pair_of(*(whole.by_slug[slug] for slug in form.chosen))
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "exercises/compare.html", context, status=status)


@dataclass(frozen=True)
class Side:
    """One of two exercises, its muscles told apart by whether the other one trains them too."""

    exercise: Exercise
    shared: Sequence[ExerciseMuscle]
    own: Sequence[ExerciseMuscle]


def pair_of(*pair):
    muscles = [{role.muscle_id for role in exercise.roles.all()} for exercise in pair]
    both = set.intersection(*muscles)
    return [
        Side(
            exercise,
            shared=[role for role in exercise.roles.all() if role.muscle_id in both],
            own=[role for role in exercise.roles.all() if role.muscle_id not in both],
        )
        for exercise in pair
    ]


@require_safe
def card(request, name=share_cards.LADDER):
    """The picture that goes along with a shared link."""
    if not share_cards.known(name):
        raise Http404
    response = HttpResponse(share_cards.png(name), content_type="image/png")
    is_current = request.GET.get("v") == share_cards.version(name)
    return cached_by_browsers(response, for_good=is_current)


@gzip_page
@require_safe
def figure(request, version, slug, pose=None):
    """The file that a page shows with ``<use>`` (templatetags/figures.py)."""
    try:
        svg = figures.svg_file(slug, pose)
    except KeyError as error:
        raise Http404 from error
    response = HttpResponse(svg, content_type="image/svg+xml")
    return cached_by_browsers(response, for_good=version == figures.version())


def cached_by_browsers(response, *, for_good):
    """For an hour, or for good where the address changes with the picture."""
    patch_cache_control(response, public=True, max_age=YEAR if for_good else HOUR)
    if for_good:
        patch_cache_control(response, immutable=True)
    return response


@require_safe
def robots(request):
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "exercises/robots.txt", context, content_type="text/plain")


@require_safe
@public_page
def muscles(request):
    rows = Muscle.objects.order_by("-is_glute", "order", "slug")
    return render(request, "exercises/muscles.html", {"muscles": rows})


@require_safe
@public_page
def muscle(request, slug):
    found = get_object_or_404(Muscle, slug=slug)
    roles = found.roles.select_related("exercise").order_by("role", "exercise__order")
    return render(request, "exercises/muscle.html", {"muscle": found, "roles": roles})
