import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import connection

from plans import library, rules
from plans.history_schema import Refused, parse_date, parse_history, parse_number
from plans.models import Program
from plans.programs import DEFAULT, timeline_of
from plans.wording import Wording

EQUIPMENT = "mat,wall,band,trap-bar,barbell-rack,dumbbells"


class Command(BaseCommand):
    help = "Read a history and print the plan for a date as JSON. Touches no runner's rows."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.error = self.refuse  # one line, as for everything else that is wrong
        parser.add_argument("--history", required=True, metavar="FILE", help="JSON; - for stdin")
        parser.add_argument("--on", required=True, metavar="DATE", help="a date like 2026-03-04")
        parser.add_argument("--program", default=DEFAULT, metavar="SLUG")
        parser.add_argument("--minutes", default="15", help="of the daily block, 10 to 20")
        parser.add_argument("--equipment", default=EQUIPMENT, metavar="SLUGS", help="%(default)s")
        parser.add_argument("--screen", default="clear", choices=["clear", "ask", "stop"])

    def handle(self, *, history, on, program, minutes, equipment, screen, **options):
        try:
            on = parse_date(on, "--on")
            minutes = parse_number(minutes, "--minutes", 10, 20)
            timeline, wording = _program(program)
            known = {step.exercise: step for _, one in timeline.revisions for step in one.steps}
            runner = rules.Runner(minutes, _equipment(equipment, known.values()), screen)
            done = parse_history(_read(history), on=on, exercises=known)
        except Refused as error:
            self.refuse(str(error))
        answer = rules.plan(timeline, done, on, runner)
        self.stdout.write(json.dumps(_told(answer, wording), ensure_ascii=False, indent=2))

    def refuse(self, message):
        self.stderr.write(" ".join(message.split()))
        raise SystemExit(2)


def _program(slug):
    """Its revisions, and the words; from the files where nothing has been loaded yet."""
    if Program._meta.db_table in connection.introspection.table_names():
        program = Program.objects.filter(slug=slug, revisions__isnull=False).first()
        if program:
            return timeline_of(program), Wording()
        if Program.objects.exists():
            raise Refused("--program: there is none of this name")
    for ladder in library.shipped():
        if ladder["slug"] == slug:
            spec = library.shipped_rules(ladder)
            return rules.Timeline(((library.BEFORE_ANYONE, spec),)), Wording("kg", {}, {})
    raise Refused("--program: there is none of this name")


def _equipment(text, steps):
    known = set(EQUIPMENT.split(",")).union(*(way for step in steps for way in step.equipment))
    slugs = {slug.strip() for slug in text.split(",")} if text.strip() else set()
    if slugs - known:
        raise Refused(f"--equipment: slugs of {', '.join(sorted(known))} are wanted")
    return frozenset(slugs)


def _read(path):
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Refused(f"--history: {error.strerror}") from error


def _told(answer, wording):
    return {
        "on": answer.on.isoformat(),
        "program": answer.program.slug,
        "steps": [
            {
                "exercise": view.exercise,
                "status": view.status,
                "row": view.row,
                "row_needed": view.sessions_in_a_row_needed,
                "target": _dose(view.target),
                "reasons": [wording(reason) for reason in view.reasons],
            }
            for view in answer.steps
        ],
        "today": [
            {
                "exercise": item.exercise,
                "block": item.block,
                **_dose(item.dose),
                "minutes": _minutes(item.seconds),
                "reasons": [wording(reason) for reason in item.reasons],
            }
            for item in answer.today
        ],
        "minutes": {block: _minutes(answer.seconds(block)) for block in ("daily", "lift")},
        "hinge": {
            "due": answer.hinge_due,
            "next": answer.hinge_next and answer.hinge_next.isoformat(),
        },
    }


def _dose(dose):
    return {
        "sets": dose.sets,
        "amount": dose.amount,
        "hold_s": dose.hold_s,
        "load_kg": dose.load_kg,
    }


def _minutes(seconds):
    return round(seconds / 60, 1)
