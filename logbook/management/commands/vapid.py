from django.core.management.base import BaseCommand

from ...reminders.push import new_pair


class Command(BaseCommand):
    help = "Prints a fresh pair of keys for web push, as the environment takes them."
    requires_system_checks = []

    def handle(self, *args, **options):
        public, private = new_pair()
        self.stdout.write(f"VAPID_PUBLIC_KEY={public}")
        self.stdout.write(f"VAPID_PRIVATE_KEY={private}")
        self.stdout.write("VAPID_SUBJECT=mailto:you@example.org")
