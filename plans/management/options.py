"""Options of ``plan`` and ``simulate``; a fault is a ``ValueError`` that names the option."""

import re

from django.db import connection

from exercises.content import reader
from exercises.querysets import ALWAYS_THERE
from exercises.translated_text import TranslatedText
from plans import ladder_loader, rules
from plans.models import Program
from plans.programs import timeline_of
from plans.wording import Wording

EQUIPMENT = "band,trap-bar,barbell-rack,dumbbells"
KINDS = ("bar", "hand", "hips")  # of a load in kg
MOST_KG = 999
HEAVIEST = "bar=KG,hand=KG,hips=KG"


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


def known_equipment(programs) -> frozenset[str]:
    """Return the slugs that may be named."""
    steps = [step for program in programs for step in program.steps]
    asked = (item for step in steps for way in step.equipment for item in way)
    return frozenset({*EQUIPMENT.split(","), *ALWAYS_THERE, *asked})


def parse_equipment(text, programs) -> frozenset[str]:
    known = known_equipment(programs)
    slugs = {slug.strip() for slug in text.split(",")} if text.strip() else set()
    if slugs - known:
        raise ValueError(f"--equipment: slugs of {', '.join(sorted(known))} are wanted")
    return frozenset(slugs)


def parse_whole(option, text, least, most) -> int:
    """Read ``12`` or ``12.0``."""
    if re.fullmatch(r"\d{1,9}(\.0{1,9})?", text, re.ASCII) and least <= float(text) <= most:
        return int(float(text))
    raise ValueError(f"--{option}: a whole number from {least} to {most} is wanted")


def parse_heaviest(text) -> dict[str, float]:
    """Read ``bar=100,hand=12.5``; a kind that is not named has no limit."""
    heaviest: dict[str, float] = {}
    for part in text.split(",") if text.strip() else ():
        kind, _, load = (one.strip() for one in part.partition("="))
        is_load = re.fullmatch(r"\d{1,9}(\.\d{1,9})?", load, re.ASCII) and float(load) <= MOST_KG
        if kind not in KINDS or kind in heaviest or not is_load:
            raise ValueError(f"--heaviest: {part.strip() or 'nothing'} is not one of {HEAVIEST}")
        heaviest[kind] = float(load)
    return heaviest
