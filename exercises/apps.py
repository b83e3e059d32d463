from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ExercisesConfig(AppConfig):
    name = "exercises"
    verbose_name = pgettext_lazy("in the admin", "Exercises")
