import json
import secrets

from django.core.management.base import BaseCommand, CommandError

from exercises.models import Exercise
from logbook.demo import make_runner


class Command(BaseCommand):
    help = "Make demo runners with some weeks of training behind them, and print their logins."

    def add_arguments(self, parser):
        parser.add_argument("--weeks", type=int, default=12, help="weeks of history (0 to 520)")
        parser.add_argument("--runners", type=int, default=1, help="how many (1 to 1000)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same history")
        parser.add_argument("--json", action="store_true", help="print the logins as JSON")

    def handle(self, *, weeks, runners, seed, json: bool, **options):
        if not 0 <= weeks <= 520:
            raise CommandError("--weeks: 0 to 520")
        if not 1 <= runners <= 1000:
            raise CommandError("--runners: 1 to 1000")
        if not Exercise.objects.exists():
            raise CommandError("The library is empty: run load_library first.")
        logins = []
        for number in range(1, runners + 1):
            password = secrets.token_urlsafe(9)
            user = make_runner(number=number, password=password, weeks=weeks, seed=seed)
            logins.append({"email": user.email, "password": password})
        self.stdout.write(_as_json(logins) if json else _as_text(logins))


def _as_json(logins):
    """All logins; the first one stands at the top too, for whoever needs only one."""
    return json.dumps({**logins[0], "runners": logins}, indent=2)


def _as_text(logins):
    return "\n".join(f"e-mail: {one['email']}  password: {one['password']}" for one in logins)
