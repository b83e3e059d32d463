import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from config.backup import archive
from config.backup.databases import contents_of, current_database
from config.private_data import close_data_to_others


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
        database = current_database()
        try:
            with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".hipdrive-") as work:
                manifest, copy = archive.read(file, Path(work))
                database.check(copy)
                self.say(f"In the file of {manifest['made_at']}: {describe(manifest)}.", options)
                self.say(f"To be replaced: {self.describe_present()}.", options)
                if not yes:
                    ask()
                database.load(copy)
                close_data_to_others()
        except OSError as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        self.say("Restored. Restart the web processes.", options)
        if {tuple(one) for one in manifest["migrations"]} != archive.known_migrations():
            self.say("It was made by another version: run manage.py prepare first.", options)

    def describe_present(self):
        try:
            return describe(contents_of(connection))
        except DatabaseError:
            return "nothing that could be read"

    def say(self, words, options):
        if options["verbosity"]:
            self.stdout.write(words)


def describe(contents):
    return f"{contents['runners']} runners, {contents['sets']} sets"


def ask():
    if not sys.stdin.isatty():
        raise CommandError("Say --yes to replace what is there.")
    if input("Replace it? Type yes: ").strip().lower() != "yes":
        raise CommandError("Nothing was changed.")
