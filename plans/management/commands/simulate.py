import os
from dataclasses import asdict
from json import dumps
from pathlib import Path
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plans.management.options import find_program, parse_equipment
from plans.programs import DEFAULT
from plans.simulation.drawing import picture
from plans.simulation.report import table
from plans.simulation.simulate import simulate

MOST_PROCESSES = 2
BAR = 32  # characters
LINE_EVERY = 10  # seconds
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
        parser.add_argument(
            "--against", type=int, metavar="REVISION", help="show what it does beside this one"
        )
        parser.add_argument("--svg", metavar="FILE", help="draw a picture into this file as well")
        parser.add_argument("--json", action="store_true", help="print JSON in place of the table")

    def handle(self, *, program, equipment, against, svg, json: bool, **options):
        for name, (low, high) in LIMITS.items():
            if not low <= options[name] <= high:
                raise CommandError(f"--{name}: {low} to {high}")
        try:
            timeline, wording = find_program(program)
            programs = [timeline.on(timezone.localdate())]
            if against is not None:
                programs.append(_revision(timeline, against))
            if equipment is not None:
                equipment = parse_equipment(equipment, programs)
        except ValueError as error:
            raise CommandError(str(error)) from error
        results = [self.play(one, equipment, options) for one in programs]
        if svg:
            _write(svg, picture(results[0], wording.names))
        if json:
            first, *others = map(asdict, results)
            if others:
                first["against"] = others[0]
            self.stdout.write(dumps(first, indent=2))
        else:
            self.stdout.write(table(results[0], wording.names, *results[1:]))

    def play(self, program, equipment, options):
        return simulate(
            program,
            runners=options["runners"],
            weeks=options["weeks"],
            seed=options["seed"],
            minutes=options["minutes"],
            equipment=equipment,
            processes=min(MOST_PROCESSES, os.cpu_count() or 1),
            progress=self.draw_progress if self.stderr.isatty() else ProgressLines(self.stderr),
        )

    def draw_progress(self, done, of):
        """Draw a line that fills up and is erased at the end."""
        full = BAR * done // of
        line = f"\r[{'#' * full}{'-' * (BAR - full)}] {done}/{of}"
        if done == of:
            line = f"\r{' ' * len(line)}\r"
        self.stderr.write(line, style_func=str, ending="")
        self.stderr.flush()


class ProgressLines:
    """Writes how far it is every ten seconds, for a log or a pipe; quick runs say nothing."""

    def __init__(self, stream):
        self.stream, self.last = stream, monotonic()

    def __call__(self, done, of):
        if done < of and monotonic() - self.last >= LINE_EVERY:
            self.last = monotonic()
            self.stream.write(f"{done}/{of}", style_func=str)
            self.stream.flush()


def _revision(timeline, number):
    for _, program in timeline.revisions:
        if program.revision == number:
            return program
    raise ValueError("--against: the number of a published revision is wanted")


def _write(path, text):
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"--svg: {error.strerror}") from error
