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

    def named(self):
        """All that a link to an exercise needs, and what it is a form of."""
        return self.only("slug", "order", "stage", "name", "form", "form_of")

    def with_tools(self):
        """One row for each thing that an exercise can be done with, as ``tool`` and ``instead``.

        All in one query, so that the page stays within its budget.
        """
        return self.annotate(tool=F("equipment__name"), instead=F("equipment__instead")).order_by(
            "order", "slug", "equipment__order"
        )


class EquipmentQuerySet(models.QuerySet):
    def of_the_ladder(self):
        """What a plan may ask for; not what only a form outside the ladder needs."""
        exercises = self.model.exercises.rel.related_model.objects.filter(equipment=OuterRef("pk"))
        return self.filter(~Exists(exercises) | Exists(exercises.on_the_ladder()))
