from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Takes a runner's passkeys, app and recovery codes away: the password alone logs in again."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        user = get_user_model().objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Nobody trains by {email}.")
        count, _ = Authenticator.objects.filter(user=user).delete()
        self.stdout.write(f"{count} taken away." if count else "There was none.")
