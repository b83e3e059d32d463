"""The library as files that people write, one an exercise, read into plain values.

A file's ``[text.xx]`` holds all its text in one language, so a translator adds one table.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from exercises.models import Cue, Exercise, ExerciseMuscle, Source

from .toml_source import Table, open_file

FOLDER = Path(__file__).parent
SHARED = ("muscles", "equipment")
DOSE = re.compile(r".+: .+ \[(article|ours)\]")
STUDY = r"[^;\[\]]+ \d{4}"
EVIDENCE = re.compile(rf".+ \[(article|{STUDY}(; {STUDY})*)\]")


class ContentError(ValueError):
    """Files that cannot be loaded; its message has a line for each finding."""


@dataclass(frozen=True)
class Row:
    """What the files say of one row: its slug or key, and its fields as the database has them."""

    key: str
    fields: dict
    cues: list["Row"] = field(default_factory=list)
    mistakes: list["Row"] = field(default_factory=list)


@dataclass
class Library:
    """What the files of a folder say, and what is wrong with them."""

    muscles: list[Row] = field(default_factory=list)
    equipment: list[Row] = field(default_factory=list)
    exercises: list[Row] = field(default_factory=list)
    findings: list = field(default_factory=list)


def languages(table):
    """The tables of ``[text.xx]`` by language; the first language is always there."""
    text = table.table("text")
    if settings.LANGUAGE_CODE not in text.data:
        text.fail(settings.LANGUAGE_CODE, "is missing")
    return text.tables()


def texts(tables, key, take=Table.text):
    """One text in each language that has it; the first language must."""
    return {
        code: take(table, key)
        for code, table in tables.items()
        if code == settings.LANGUAGE_CODE or key in table.data
    }


def shared(path, read, findings):
    """The rows of muscles.toml or equipment.toml, ordered as in the file."""
    rows = []
    file = open_file(path, findings)
    for order, (slug, table) in enumerate(file.tables().items() if file else (), 1):
        tables = languages(table)
        rows.append(Row(slug, {"order": order * 10} | read(table, tables)))
        for part in (table, *tables.values()):
            part.done()
    return rows


def read_muscle(table, tables):
    return {
        "is_glute": table.take("is_glute", bool, optional=True) or False,
        "name": texts(tables, "name"),
        "role": texts(tables, "role"),
        "place": texts(tables, "place"),
        "running": texts(tables, "running", Table.lines),
        "source": texts(tables, "source", Table.words_if_any),
    }


def read_equipment(table, tables):
    return {"name": texts(tables, "name"), "instead": texts(tables, "instead")}


def keyed(tables, name, read):
    """Cues or mistakes: keys and order as in the first language, texts from all."""
    parts = {code: table.table(name) for code, table in tables.items() if name in table.data}
    if settings.LANGUAGE_CODE not in parts:
        if settings.LANGUAGE_CODE in tables:
            tables[settings.LANGUAGE_CODE].fail(name, "is missing")
        return []
    keys = list(parts[settings.LANGUAGE_CODE].data)
    rows = [Row(key, {"order": order * 10} | read(parts, key)) for order, key in enumerate(keys, 1)]
    for part in parts.values():
        part.done()
    return rows


def read_mistake(parts, key):
    tables = {code: part.table(key) for code, part in parts.items() if key in part.data}
    fields = {"text": texts(tables, "mistake"), "fix": texts(tables, "fix")}
    for table in tables.values():
        table.done()
    return fields


def ended(tables, key, pattern, how):
    """Lines of which each must end with whose they are."""
    found = {code: table.lines(key) for code, table in tables.items() if key in table.data}
    for code, lines in found.items():
        for place, line in enumerate(lines or ()):
            if not pattern.fullmatch(line):
                tables[code].fail((key, place), f"“{line}” should end with {how}")
    return found


def known_slugs(table, key, slugs, rows):
    """Names what muscles.toml or equipment.toml does not hold."""
    for place, slug in enumerate(slugs):
        if slug not in names(rows):
            where = (key, slug) if key == "muscles" else (key, place)
            table.fail(where, f"“{slug}” is not in {key}.toml")


def muscle_roles(table):
    roles = table.table("muscles")
    return {slug: roles.choice(slug, ExerciseMuscle.Role.values) for slug in list(roles.data)}


def answers_of(table):
    """By the key of a cue, what took over where it helps."""
    if "answers" not in table.data:
        return {}
    answers = table.table("answers")
    return {key: answers.choice(key, Cue.Answers.values) for key in list(answers.data)}


def form_of(table):
    """``[slug, "easier" or "harder"]`` for a form of another exercise."""
    if not {"form", "form_of"} & table.data.keys():
        return None
    return [table.text("form_of"), table.choice("form", Exercise.Form.values)]


def read_exercise(table, slug, library):
    tables = languages(table)
    tools, roles = table.words("equipment") or [], muscle_roles(table)
    known_slugs(table, "equipment", tools, library.equipment)
    known_slugs(table, "muscles", roles, library.muscles)
    fields = {
        "order": table.take("order", int) or 0,
        "stage": table.choice("stage", Exercise.Stage.values),
        "unit": table.choice("unit", Exercise.Unit.values),
        "sides": table.choice("sides", Exercise.Sides.values),
        "any_equipment": table.take("any_equipment", bool, optional=True) or False,
        "dose_source": table.choice("dose_source", Source.values),
        "equipment": sorted(tools),
        "muscles": roles,
        "form_of": form_of(table),
    }
    fields |= {key: texts(tables, key) for key in ("name", "summary", "easier", "harder")}
    fields |= {key: texts(tables, key, Table.lines) for key in ("set_up", "doing", "source")}
    fields["also"] = {c: part.lines("also") for c, part in tables.items() if "also" in part.data}
    fields["dose"] = ended(tables, "dose", DOSE, "[article] or [ours]")
    fields["evidence"] = ended(tables, "evidence", EVIDENCE, "its study, as in [Lehecka 2019]")
    answers = answers_of(table)
    cues = keyed(
        tables,
        "cues",
        lambda parts, key: {"text": texts(parts, key), "answers": answers.pop(key, "")},
    )
    for key in answers:
        table.fail(("answers", key), f"“{key}” is none of its cues")
    mistakes = keyed(tables, "mistakes", read_mistake)
    for part in (table, *tables.values()):
        part.done()
    return Row(slug, fields, cues, mistakes)


def read(folder=FOLDER):
    """Everything in a folder, with all that is wrong in it."""
    library = Library()
    library.muscles = shared(folder / "muscles.toml", read_muscle, library.findings)
    library.equipment = shared(folder / "equipment.toml", read_equipment, library.findings)
    paths = sorted(path for path in folder.glob("*.toml") if path.stem not in SHARED)
    tables = {path.stem: open_file(path, library.findings) for path in paths}
    tables = {slug: table for slug, table in tables.items() if table}
    rows = [read_exercise(table, slug, library) for slug, table in tables.items()]
    library.exercises = sorted(rows, key=lambda row: row.fields["order"])
    themselves = names(row for row in rows if not row.fields["form_of"])
    for row in rows:
        of = row.fields["form_of"]
        if of and of[0] and of[0] not in themselves:
            tables[row.key].fail("form_of", f"“{of[0]}” is no exercise that stands by itself")
    return library


def sound(folder=FOLDER):
    """Everything in a folder. Raises ``ContentError`` unless nothing is wrong with any of it."""
    library = read(folder)
    if library.findings:
        raise ContentError("\n".join(map(str, sorted(library.findings))))
    return library


def muscles(folder=FOLDER):
    return sound(folder).muscles


def equipment(folder=FOLDER):
    return sound(folder).equipment


def exercises(folder=FOLDER):
    """In the order of the library."""
    return sound(folder).exercises


def names(rows):
    return {row.key for row in rows}
