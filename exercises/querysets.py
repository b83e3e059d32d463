from django.db import models
from django.db.models import Exists, OuterRef, Q


class ExerciseQuerySet(models.QuerySet):
    def on_the_ladder(self):
        """Exercises that stand by themselves, and forms that a coach made a step of a ladder."""
        is_a_step = self.model.objects.filter(pk=OuterRef("pk"), steps__isnull=False)
        return self.filter(Q(form="") | Exists(is_a_step))


class EquipmentQuerySet(models.QuerySet):
    def of_the_ladder(self):
        """Equipment that a plan may ask for, without what only forms outside the ladder need."""
        exercises = self.model.exercises.rel.related_model.objects.filter(equipment=OuterRef("pk"))
        return self.filter(~Exists(exercises) | Exists(exercises.on_the_ladder()))
