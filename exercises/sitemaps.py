from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import get_language

from .models import Exercise, Muscle


class InEachLanguage(Sitemap):
    """A page at an address for each language, as accounts/middleware.py understands it."""

    i18n = alternates = len(settings.LANGUAGES) > 1

    def location(self, item):
        address = item if isinstance(item, str) else item.get_absolute_url()
        return f"{address}?lang={get_language()}" if self.i18n else address


class Pages(InEachLanguage):
    def items(self):
        return [reverse(name) for name in ("home", "exercises", "muscles")]


class Exercises(InEachLanguage):
    def items(self):
        return Exercise.objects.only("slug", "order")


class Muscles(InEachLanguage):
    def items(self):
        return Muscle.objects.only("slug", "order")


SITEMAPS = {"pages": Pages, "exercises": Exercises, "muscles": Muscles}
