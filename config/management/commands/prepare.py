import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.languages import compile_catalogues
from config.private_data import close_data_to_others


@contextmanager
def turn_in(folder: Path) -> Iterator[None]:
    """Waits until nobody else prepares this folder: two at once write the same files."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # and with it the lock, as the end of the process does


class Command(BaseCommand):
    help = (
        "Makes ready to serve: compiles the languages, checks, migrates, loads the library, "
        "collects static files, and closes DATA_DIR to other users."
    )

    def handle(self, *args, **options):
        with turn_in(settings.DATA_DIR):
            self.prepare(options["verbosity"])

    def prepare(self, verbosity):
        compile_catalogues(settings.BASE_DIR / "locale", settings.LOCALE_PATHS[0])
        self.check(display_num_errors=False)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_library", verbosity=verbosity)
        call_command("collectstatic", interactive=False, verbosity=0)
        close_data_to_others()
