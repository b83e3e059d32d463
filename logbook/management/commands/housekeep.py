from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from logbook.housekeeping import PURGES

from ...reminders.due import remind

KINDS = {"training": "training", "morning": "morning after", "squeeze": "squeeze"}
OUTCOMES = {"sent": "handed over", "gone": "device gone", "failed": "failed"}


class Command(BaseCommand):
    help = "Sends the reminders that are due and throws away what is over. For a timer."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        # First, since it is quick and waits for nobody.
        failed = self.purge(now, really=not dry_run)
        self.remind(now, really=not dry_run)
        if dry_run:
            self.stdout.write("Nothing was done: this was a dry run.")
        if failed:
            raise CommandError(f"Could not purge: {'; '.join(failed)}")

    def purge(self, now, *, really):
        """Returns what could not be purged, so that one fault leaves the rest as it should be."""
        purged, failed = [], []
        for words, purge in PURGES.items():
            try:
                if count := purge(now, really):
                    purged.append(f"{count} {words}")
            except DatabaseError as error:
                failed.append(f"{words}: {error}")
        self.stdout.write(f"Purged: {', '.join(purged) or 'nothing'}")
        return failed

    def remind(self, now, *, really):
        if not settings.SENDS_PUSH:
            self.stdout.write("Reminders: none, this host has no VAPID keys")
            return
        counts = remind(now, really=really)
        kinds = [f"{counts[kind]} {name}" for kind, name in KINDS.items()]
        self.stdout.write(f"Reminders: {', '.join(kinds)}")
        if really:
            outcomes = [f"{counts[one]} {name}" for one, name in OUTCOMES.items()]
            self.stdout.write(f"Devices: {', '.join(outcomes)}")
        if counts["left"]:
            self.stdout.write(f"Left for the next run: {counts['left']}")
