from django.core.management.base import BaseCommand
from django.db import transaction

from exercises import library as exercises
from plans import library as plans


class Command(BaseCommand):
    help = "Load the exercises and the ladder. Run it as often as you like: edits stay as they are."

    @transaction.atomic
    def handle(self, *, verbosity, **options):
        for name, load in (("Exercises", exercises.load), ("Programs", plans.load)):
            report = load()
            if verbosity:
                self.stdout.write(f"{name}: {report}")
