from dataclasses import dataclass
from http import HTTPStatus

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from . import figures, share_cards
from .forms import Comparison, LibraryFilter
from .http_cache import public_page
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
    form = LibraryFilter(request.GET, Exercise.objects.for_cards())
    found = form.found
    context = {"form": form, "found": found, "groups": groups_of(found, form)}
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "exercises/exercises.html", context)
    response = render(request, "exercises/exercises.html#found", context)
    address = reverse("exercises", query=form.asked)
    return push_url(response, address != request.htmx.current_url_abs_path and address)


@dataclass(frozen=True)
class Card:
    """An exercise in the list, with those of its forms that are shown too."""

    exercise: Exercise
    forms: list[Exercise]


def groups_of(found, form):
    """``[(heading, [Card, …]), …]``: by stage, or for a search the best first."""
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
    page = page_of(slug)
    context = {"page": page, "exercise": page.exercise, "pose": request.GET.get("pose", "")}
    return render(request, "exercises/exercise.html", context)


@dataclass(frozen=True)
class Page:
    """What the page of an exercise shows besides the exercise itself."""

    exercise: Exercise
    tools: list[Exercise]  # a row for each, with its ``tool`` and ``instead``
    library: list[Exercise]  # every exercise, enough of it to name it
    variants: list[tuple[str, str]]  # (slug of the figure, name)

    @property
    def easier(self):
        return self._forms(Exercise.Form.EASIER)

    @property
    def harder(self):
        return self._forms(Exercise.Form.HARDER)

    def _forms(self, kind):
        return [
            row for row in self.library if row.form == kind and row.form_of_id == self.exercise.pk
        ]

    @property
    def parent(self):
        """What this exercise is a form of."""
        return next((row for row in self.library if row.pk == self.exercise.form_of_id), None)


def page_of(slug):
    own = list(Exercise.objects.filter(slug=slug).with_tools())
    if not own:
        raise Http404
    roles = ExerciseMuscle.objects.select_related("muscle").order_by("role", "muscle__order")
    prefetch_related_objects(own[:1], "cues", "mistakes", Prefetch("roles", roles))
    return Page(
        exercise=own[0],
        tools=[row for row in own if row.tool],
        library=list(Exercise.objects.named()),
        variants=figures.variants(slug, get_language()),
    )


@require_safe
@public_page
def compare(request):
    """Two exercises side by side; till two are chosen, what there is to choose from."""
    library = list(Exercise.objects.named())
    form = Comparison(request.GET, library)
    context = {"form": form, "library": library}
    if form.is_valid():
        context["pair"] = pair_of(form.chosen)
    status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "exercises/compare.html", context, status=status)


@dataclass(frozen=True)
class Side:
    """One of two exercises, its muscles told apart by whether the other trains them too."""

    exercise: Exercise
    shared: list[ExerciseMuscle]
    own: list[ExerciseMuscle]


def pair_of(slugs):
    if len(slugs) < 2:
        return None
    roles = ExerciseMuscle.objects.select_related("muscle").order_by("role", "muscle__order")
    rows = Exercise.objects.filter(slug__in=slugs).select_related("form_of")
    found = {row.slug: row for row in rows.prefetch_related("equipment", Prefetch("roles", roles))}
    both = [found[slug] for slug in slugs]
    a, b = ({role.muscle_id for role in row.roles.all()} for row in both)
    return [
        Side(
            row,
            shared=[r for r in row.roles.all() if r.muscle_id in a & b],
            own=[r for r in row.roles.all() if r.muscle_id not in a & b],
        )
        for row in both
    ]


@require_safe
def card(request, name=share_cards.LADDER):
    """The picture for a shared link; under its own version it may be kept for ever."""
    if not share_cards.known(name):
        raise Http404
    response = HttpResponse(share_cards.png(name), content_type="image/png")
    is_named = request.GET.get("v") == share_cards.version(name)
    patch_cache_control(response, public=True, max_age=YEAR if is_named else HOUR)
    if is_named:
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
