from django.db import models
from django.db.models import Exists, OuterRef, Q


class ExerciseQuerySet(models.QuerySet):
    def on_the_ladder(self):
        """Exercises that stand by themselves, and forms that a coach made a step of a ladder."""
        is_a_step = self.model.objects.filter(pk=OuterRef("pk"), steps__isnull=False)
        return self.filter(Q(form="") | Exists(is_a_step))


ALWAYS_THERE = ("mat", "wall")  # a rug, a tree do as well, so no plan waits for them


class EquipmentQuerySet(models.QuerySet):
    def of_the_ladder(self):
        """Equipment that a plan may wait for.

        Without what only forms outside the ladder need, and without a mat and a wall.
        """
        exercises = self.model.exercises.rel.related_model.objects.filter(equipment=OuterRef("pk"))
        asked = self.exclude(slug__in=ALWAYS_THERE)
        return asked.filter(~Exists(exercises) | Exists(exercises.on_the_ladder()))
