from django.db import models
from django.db.models import Exists, F, OuterRef, Q


class ExerciseQuerySet(models.QuerySet):
    def for_cards(self):
        return self.prefetch_related("equipment", "muscles")

    def on_the_ladder(self):
        """Those that stand by themselves, and a form that a coach made a step of a ladder."""
        is_a_step = self.model.objects.filter(pk=OuterRef("pk"), steps__isnull=False)
        return self.filter(Q(form="") | Exists(is_a_step))

    def forms(self):
        """The easier and harder forms of other exercises, each with the one it is a form of."""
        return self.exclude(form="").select_related("form_of")

    def around(self, slug):
        """An exercise and its neighbours on the ladder, one row for each thing it can be done with.

        ``is_before`` is asked for by the exercise, ``is_after`` asks for it. All in one query,
        so that the page stays within its budget.
        """
        before = self.model.objects.filter(pk=OuterRef("pk"), steps__opens__exercise__slug=slug)
        after = self.model.objects.filter(pk=OuterRef("pk"), steps__requires__exercise__slug=slug)
        return (
            self.annotate(
                is_before=Exists(before),
                is_after=Exists(after),
                tool=F("equipment__name"),
                instead=F("equipment__instead"),
            )
            .filter(Q(slug=slug) | Q(is_before=True) | Q(is_after=True))
            .order_by("order", "slug", "equipment__order")
        )


class EquipmentQuerySet(models.QuerySet):
    def of_the_ladder(self):
        """What a plan may ask for; not what only a form outside the ladder needs."""
        exercises = self.model.exercises.rel.related_model.objects.filter(equipment=OuterRef("pk"))
        return self.filter(~Exists(exercises) | Exists(exercises.on_the_ladder()))
