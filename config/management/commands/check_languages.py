import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from config.language_checks import findings


class Command(BaseCommand):
    help = (
        "Says what is missing or wrong in the languages of locale/ and in the library's texts in "
        "them; ends with 1 where there is anything."
    )

    def add_arguments(self, parser):
        parser.add_argument("languages", nargs="*", help="codes, such as de; all without")

    def handle(self, *args, languages, **options):
        found = findings(settings.BASE_DIR, languages)
        for line in found:
            self.stdout.write(line)
        if found:
            self.stderr.write(f"{len(found)} findings.")
            sys.exit(1)
        self.stdout.write("Every language is complete.")
