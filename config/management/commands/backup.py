import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.backup import archive
from config.backup.databases import current_database

NAME = "hipdrive-{:%Y%m%dT%H%M%SZ}.zip"  # in UTC, so that names sort by age
NAMED_BY_US = re.compile(r"hipdrive-\d{8}T\d{6}Z\.zip")


class Command(BaseCommand):
    help = (
        "Copies the whole database into one file, as it is at one moment, while people log. In it "
        "are all logs, accounts with their password hashes, and sessions: keep it to yourself. The "
        "secret key (SECRET_KEY, or the file secret_key in DATA_DIR) and the settings are not in "
        "it: keep them elsewhere. With PostgreSQL it needs pg_dump and pg_restore."
    )

    def add_arguments(self, parser):
        parser.add_argument("to", type=Path, help="a file, or a folder: then it is named by date")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="leave the N newest of such files in the folder"
        )

    def handle(self, *, to, keep, **options):
        folder = to if to.is_dir() else to.parent
        if keep is not None and (keep < 1 or not to.is_dir()):
            raise CommandError("--keep wants a folder that is there, and a number from 1.")
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        now = datetime.now(UTC)
        path = to / NAME.format(now) if to.is_dir() else to
        database = current_database()
        try:
            with tempfile.TemporaryDirectory(dir=folder, prefix=".hipdrive-") as work:
                copy = Path(work) / database.copy_name
                self.say("Copying the database …", options)
                contents = database.dump(copy)
                self.say("Packing it and reading it back …", options)
                made = {"database": connection.vendor, "made_at": now.isoformat(timespec="seconds")}
                archive.write(path, copy, made | contents)
        except OSError as error:
            raise CommandError(f"No backup was made: {error}") from error
        size = path.stat().st_size / 1e6
        summary = f"{path}: {contents['runners']} runners, {contents['sets']} sets, {size:.1f} MB"
        self.say(summary, options)
        for old in sorted(filter(is_named_by_us, folder.iterdir()))[:-keep] if keep else ():
            old.unlink()
            self.say(f"Thrown away: {old}", options)

    def say(self, words, options):
        if options["verbosity"]:
            self.stdout.write(words)


def is_named_by_us(path):
    return NAMED_BY_US.fullmatch(path.name) and path.is_file()
