from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Exercise, Muscle


class Pages(Sitemap):
    def items(self):
        return ["home", "exercises", "muscles"]

    def location(self, item):
        return reverse(item)


class Exercises(Sitemap):
    def items(self):
        return Exercise.objects.only("slug", "order")


class Muscles(Sitemap):
    def items(self):
        return Muscle.objects.only("slug", "order")


SITEMAPS = {"pages": Pages, "exercises": Exercises, "muscles": Muscles}
