from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Exercise


class Pages(Sitemap):
    def items(self):
        return ["home", "exercises"]

    def location(self, item):
        return reverse(item)


class Exercises(Sitemap):
    def items(self):
        return Exercise.objects.named()


SITEMAPS = {"pages": Pages, "exercises": Exercises}
