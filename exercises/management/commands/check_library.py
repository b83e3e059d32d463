from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from exercises.content import checks


class Command(BaseCommand):
    help = "Check the files of the exercises and of their figures: all findings, by file and line."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=checks.FOLDER,
            metavar="FOLDER",
            help="with content/ and figures/poses/ in it; by default the shipped one",
        )

    def handle(self, *, folder, verbosity, **options):
        if not (folder / "content").is_dir():
            raise CommandError(f"{folder}: has no folder content/")
        outcome = checks.check(folder.resolve())
        for line in outcome.lines:
            self.stdout.write(line)
        if outcome.findings:
            raise SystemExit(1)
        if verbosity:
            self.stdout.write(f"{outcome.exercises} exercises, nothing wrong")
