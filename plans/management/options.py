"""Options of ``plan`` and ``simulate``; a fault is a ``ValueError`` that names the option."""

from django.db import connection

from exercises.content import reader
from exercises.translated_text import TranslatedText
from plans import ladder_loader, rules
from plans.models import Program
from plans.programs import timeline_of
from plans.wording import Wording

EQUIPMENT = "mat,wall,band,trap-bar,barbell-rack,dumbbells"


def find_program(slug) -> tuple[rules.Timeline, Wording]:
    """Return a program's revisions and the words for it, from the files if nothing is loaded."""
    if Program._meta.db_table in connection.introspection.table_names():
        program = Program.objects.filter(slug=slug, revisions__isnull=False).first()
        if program:
            return timeline_of(program), Wording()
        if Program.objects.exists():
            raise ValueError("--program: there is none of this name")
    for ladder in ladder_loader.shipped():
        if ladder["slug"] == slug:
            names = {
                row.key: str(TranslatedText(row.fields["name"]))
                for row in reader.read_valid().exercises
            }
            program = ladder_loader.shipped_rules(ladder)
            return rules.Timeline(((ladder_loader.BEFORE_ANYONE, program),)), Wording(
                "kg", names, {}
            )
    raise ValueError("--program: there is none of this name")


def parse_equipment(text, programs) -> frozenset[str]:
    steps = [step for program in programs for step in program.steps]
    known = set(EQUIPMENT.split(",")).union(*(way for step in steps for way in step.equipment))
    slugs = {slug.strip() for slug in text.split(",")} if text.strip() else set()
    if slugs - known:
        raise ValueError(f"--equipment: slugs of {', '.join(sorted(known))} are wanted")
    return frozenset(slugs)
