import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand

from plans import rules
from plans.history_schema import parse_date, parse_history
from plans.management.options import (
    EQUIPMENT,
    HEAVIEST,
    find_program,
    known_equipment,
    parse_equipment,
    parse_heaviest,
    parse_whole,
)
from plans.programs import DEFAULT


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
        parser.add_argument("--lifts", default="2", help="a week, 2 or 3")
        parser.add_argument("--bands", default="1", help="that the runner has, 1 to 5")
        parser.add_argument("--heaviest", default="", metavar=HEAVIEST, help="not named: no limit")

    def handle(self, *, history, on, program, equipment, screen, heaviest, **options):
        try:
            on = _date(on)
            minutes = parse_whole("minutes", options["minutes"], 10, 20)
            timeline, wording = find_program(program)
            programs = [revision for _, revision in timeline.revisions]
            runner = rules.Runner(
                minutes=minutes,
                equipment=parse_equipment(equipment, programs),
                screen=screen,
                lifts=parse_whole("lifts", options["lifts"], 2, 3),
                bands=parse_whole("bands", options["bands"], 1, 5),
                heaviest=parse_heaviest(heaviest),
            )
            done = parse_history(
                _read(history),
                on=on,
                exercises={name for program in programs for name in program.by_exercise},
                equipment=known_equipment(programs),
            )
        except ValueError as error:
            self.refuse(str(error))
        answer = rules.plan(timeline, done, on, runner)
        self.stdout.write(json.dumps(_as_json(answer, wording), ensure_ascii=False, indent=2))

    def refuse(self, message):
        self.stderr.write(" ".join(message.split()))
        raise SystemExit(2)


def _date(text):
    try:
        return parse_date(text)
    except ValueError as error:
        raise ValueError(f"--on: {error}") from error


def _read(path):
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ValueError(f"--history: {error.strerror}") from error


def _as_json(answer, wording):
    return {
        "on": answer.on.isoformat(),
        "program": answer.program.slug,
        "steps": [
            {
                "exercise": view.exercise,
                "status": view.status,
                "row": view.row,
                "row_needed": view.sessions_in_a_row_needed,
                "target": asdict(view.target),
                "last": _last(view.last),
                "reasons": wording.lines(view.reasons),
            }
            for view in answer.steps
        ],
        "today": [_item(item, wording) for item in answer.today],
        "primer": [_item(item, wording) for item in answer.primer],
        "notes": wording.lines(answer.notes),
        "clinician": answer.clinician,
        "rest_day": answer.rest_day,
        "minutes": {block: _in_minutes(answer.seconds(block)) for block in ("daily", "lift")},
        "hinge": {
            "due": answer.hinge_due,
            "next": answer.hinge_next and answer.hinge_next.isoformat(),
        },
    }


def _last(session):
    return session and {
        "date": session.date.isoformat(),
        "counted": session.counted,
        "lacked": list(session.lacked),
    }


def _item(item, wording):
    return {
        "exercise": item.exercise,
        "block": item.block,
        **asdict(item.dose),
        "minutes": _in_minutes(item.seconds),
        "reasons": wording.lines(item.reasons),
    }


def _in_minutes(seconds):
    return round(seconds / 60, 1)
