from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.languages import compile_catalogues
from config.private_data import close_data_to_others


class Command(BaseCommand):
    help = (
        "Makes ready to serve: compiles the languages, checks, migrates, loads the library, "
        "collects static files, and closes DATA_DIR to other users."
    )

    def handle(self, *args, **options):
        compile_catalogues(settings.BASE_DIR / "locale", settings.LOCALE_PATHS[0])
        self.check(display_num_errors=False)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_library", verbosity=options["verbosity"])
        call_command("collectstatic", interactive=False, verbosity=0)
        close_data_to_others()
