import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from config.backup import archive, engine, known_migrations, must_fit
from config.backup.state import state_of


class Command(BaseCommand):
    help = (
        "Puts back what manage.py backup made: all that is in the database now is replaced, in one "
        "step, or nothing. Refuses a file that is not whole, of another kind of database or of a "
        "newer version. The secret key is not in it. With PostgreSQL it needs pg_restore and psql."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, file, yes, **options):
        try:
            with archive.beside(settings.DATA_DIR / "restored") as work:
                manifest, copy = archive.read(file, work)
                must_fit(manifest)
                engine().check(copy)
                self.say(f"In the file of {manifest['made_at']}: {held(manifest)}.", options)
                self.say(f"To be replaced: {self.present()}.", options)
                if not yes:
                    ask()
                engine().load(copy)
        except OSError as fault:
            raise CommandError(f"Nothing was restored: {fault}") from fault
        self.say("Restored. Restart the web processes.", options)
        if {tuple(one) for one in manifest["migrations"]} != known_migrations():
            self.say("It was made by another version: run manage.py prepare first.", options)

    def present(self):
        try:
            return held(state_of(connection))
        except DatabaseError:
            return "nothing that could be read"

    def say(self, words, options):
        if options["verbosity"]:
            self.stdout.write(words)


def held(state):
    return f"{state['runners']} runners, {state['sets']} sets"


def ask():
    if not sys.stdin.isatty():
        raise CommandError("Say --yes to replace what is there.")
    if input("Replace it? Type yes: ").strip().lower() != "yes":
        raise CommandError("Nothing was changed.")
