from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from exercises.content import loader as exercises
from exercises.content.reader import ContentError
from exercises.http_cache import library_changed
from plans import ladder_loader


class Command(BaseCommand):
    help = "Load the exercises and the ladder. Run it as often as you like: edits stay as they are."

    def handle(self, *, verbosity, **options):
        self.load(verbosity)
        call_command("createcachetable", verbosity=0)
        library_changed()

    @transaction.atomic
    def load(self, verbosity):
        for name, load in (("Exercises", exercises.load), ("Programs", ladder_loader.load)):
            try:
                report = load()
            except ContentError as error:
                raise CommandError(str(error)) from error
            if verbosity:
                self.stdout.write(f"{name}: {report}")
