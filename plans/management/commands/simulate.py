import json
import os
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from exercises.content import reader
from exercises.translated_text import TranslatedText
from plans import library
from plans.models import Program
from plans.programs import DEFAULT, timeline_of
from plans.simulation import picture, simulate, table
from plans.wording import Wording

MOST_PROCESSES = 2
BAR = 32  # characters
LIMITS = {"runners": (1, 100_000), "weeks": (1, 520), "minutes": (10, 20)}


class Command(BaseCommand):
    help = "Play made-up runners through a program by its own rules. Touches no runner's rows."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--runners", type=int, default=1000, help="how many (%(default)s)")
        parser.add_argument("--weeks", type=int, default=26, help="how long (%(default)s)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same runners")
        parser.add_argument("--program", default=DEFAULT, metavar="SLUG")
        parser.add_argument("--minutes", type=int, default=15, help="of the daily block, 10 to 20")
        parser.add_argument("--equipment", metavar="SLUGS", help="what they have; all, if not said")
        parser.add_argument("--svg", metavar="FILE", help="draw a picture into this file as well")
        parser.add_argument("--json", action="store_true", help="print JSON in place of the table")

    def handle(self, *, program, equipment, svg, json: bool, **options):
        for name, (low, high) in LIMITS.items():
            if not low <= options[name] <= high:
                raise CommandError(f"--{name}: {low} to {high}")
        program, names = _program(program)
        result = simulate(
            program,
            runners=options["runners"],
            weeks=options["weeks"],
            seed=options["seed"],
            minutes=options["minutes"],
            equipment=_equipment(equipment, program),
            processes=min(MOST_PROCESSES, os.cpu_count() or 1),
            progress=self.show if self.stderr.isatty() else None,
        )
        if svg:
            _write(svg, picture(result, names))
        self.stdout.write(_as_json(result) if json else table(result, names))

    def show(self, done, of):
        """One line that fills up, and is gone at the end."""
        full = BAR * done // of
        line = f"\r[{'#' * full}{'-' * (BAR - full)}] {done}/{of}"
        if done == of:
            line = f"\r{' ' * len(line)}\r"
        self.stderr.write(line, style_func=str, ending="")
        self.stderr.flush()


def _program(slug):
    """The revision in force today and its names; from the files where nothing is loaded yet."""
    if Program._meta.db_table in connection.introspection.table_names():
        row = Program.objects.filter(slug=slug, revisions__isnull=False).first()
        if row:
            return timeline_of(row).on(timezone.localdate()), Wording().names
    for ladder in library.shipped():
        if ladder["slug"] == slug:
            names = {row.key: str(TranslatedText(row.fields["name"])) for row in reader.exercises()}
            return library.shipped_rules(ladder), names
    raise CommandError("--program: there is none of this name")


def _equipment(text, program):
    if text is None:
        return None
    known = {item for step in program.steps for way in step.equipment for item in way}
    slugs = {slug.strip() for slug in text.split(",")} - {""}
    if slugs - known:
        raise CommandError(f"--equipment: slugs of {', '.join(sorted(known))} are wanted")
    return frozenset(slugs)


def _write(path, text):
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"--svg: {error.strerror}") from error


def _as_json(result):
    return json.dumps(asdict(result), ensure_ascii=False, indent=2)
