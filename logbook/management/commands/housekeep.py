from django.conf import settings
from django.core.management.base import BaseCommand
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
        if settings.SENDS_PUSH:
            counts = remind(now, really=not dry_run)
            kinds = [f"{counts[kind]} {name}" for kind, name in KINDS.items()]
            outcomes = [f"{counts[one]} {name}" for one, name in OUTCOMES.items()]
            self.stdout.write(f"Reminders: {', '.join(kinds)}")
            if not dry_run:
                self.stdout.write(f"Devices: {', '.join(outcomes)}")
        else:
            self.stdout.write("Reminders: none, this host has no VAPID keys")
        counts = {words: purge(now, not dry_run) for words, purge in PURGES.items()}
        purged = [f"{count} {words}" for words, count in counts.items() if count]
        self.stdout.write(f"Purged: {', '.join(purged) or 'nothing'}")
        if dry_run:
            self.stdout.write("Nothing was done: this was a dry run.")
