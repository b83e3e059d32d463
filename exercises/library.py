"""The whole library as pages show it, loaded once and kept in memory until it changes."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from .http_cache import per_library_stamp
from .models import Equipment, Exercise, ExerciseMuscle, Muscle


@dataclass(frozen=True)
class Library:
    """Its rows are shared by all requests, so nobody may alter them."""

    exercises: list[Exercise]  # with equipment, roles, cues, mistakes and ``form_of`` at hand

    @cached_property
    def by_slug(self) -> dict[str, Exercise]:
        return {exercise.slug: exercise for exercise in self.exercises}

    @cached_property
    def muscles(self) -> list[Muscle]:
        """Muscles that some exercise trains, in their own order."""
        roles = (role for exercise in self.exercises for role in exercise.roles.all())
        return in_order(role.muscle for role in roles)

    @cached_property
    def equipment(self) -> list[Equipment]:
        """Equipment that some exercise can be done with, in its own order."""
        return in_order(item for exercise in self.exercises for item in exercise.equipment.all())

    def forms_of(self, exercise: Exercise, kind: Exercise.Form) -> list[Exercise]:
        """The easier or the harder forms of an exercise."""
        return [
            form for form in self.exercises if form.form == kind and form.form_of_id == exercise.pk
        ]


def in_order(rows):
    """The distinct rows by their column ``order``."""
    return sorted({row.pk: row for row in rows}.values(), key=lambda row: row.order)


@per_library_stamp
def library() -> Library:
    roles = ExerciseMuscle.objects.select_related("muscle").order_by("role", "muscle__order")
    rows = Exercise.objects.prefetch_related(
        "equipment", "cues", "mistakes", Prefetch("roles", roles)
    )
    exercises = list(rows)
    by_pk = {exercise.pk: exercise for exercise in exercises}
    for exercise in exercises:
        exercise.form_of = by_pk.get(exercise.form_of_id)
    return Library(exercises)
