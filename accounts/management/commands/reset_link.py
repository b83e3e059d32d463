from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.models import User


class Command(BaseCommand):
    help = "Prints a link with which a runner sets a new password, once."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument(
            "--site",
            default="http://127.0.0.1:8000",
            help="where Hipdrive is reached, as in https://hipdrive.example.org",
        )

    def handle(self, *, email, site, **options):
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise CommandError(f"No active runner has the address {email}.")
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        path = reverse("account_reset_password_from_key", kwargs=key)
        self.stdout.write(f"{site.rstrip('/')}{path}")
