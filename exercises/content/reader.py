"""Reads the library's files into plain values, one ``Row`` for each exercise, muscle and tool.

A file's ``[text.xx]`` holds all its text in one language, so that a translator adds one table;
a row holds each text by language, as the database does.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from ..models import Cue, Exercise, ExerciseMuscle, Source
from .toml_source import Finding, Table, open_file

FOLDER = Path(__file__).parent
SHARED = ("muscles", "equipment")  # files that are no exercise
DOSE = re.compile(r".+: .+ \[(article|ours)\]")
STUDY = r"[^;\[\]]+ \d{4}"
EVIDENCE = re.compile(rf".+ \[(article|{STUDY}(; {STUDY})*)\]")


class ContentError(ValueError):
    """The files hold mistakes; the message has a line for each of them."""


@dataclass(frozen=True)
class Row:
    """A row by its slug or key, with its fields as the database has them."""

    key: str
    fields: dict
    cues: list["Row"] = field(default_factory=list)
    mistakes: list["Row"] = field(default_factory=list)


@dataclass
class Content:
    """What the files of a folder hold, and the mistakes in them."""

    muscles: list[Row] = field(default_factory=list)
    equipment: list[Row] = field(default_factory=list)
    exercises: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read(folder=FOLDER):
    content = Content()
    content.muscles = read_shared(folder / "muscles.toml", read_muscle, content.findings)
    content.equipment = read_shared(folder / "equipment.toml", read_equipment, content.findings)
    paths = sorted(path for path in folder.glob("*.toml") if path.stem not in SHARED)
    tables = {path.stem: open_file(path, content.findings) for path in paths}
    rows = [read_exercise(table, slug, content) for slug, table in tables.items() if table]
    content.exercises = sorted(rows, key=lambda row: row.fields["order"])
    parents = {row.key for row in rows if not row.fields["form_of"]}
    for row in rows:
        parent, _ = row.fields["form_of"] or (None, None)
        if parent and parent not in parents:
            why = f"“{parent}” is no exercise that stands by itself"
            tables[row.key].fail("form_of", why)
    return content


def read_valid(folder=FOLDER):
    """Reads a folder. Raises ``ContentError`` where any file holds a mistake."""
    content = read(folder)
    if content.findings:
        raise ContentError("\n".join(map(str, sorted(content.findings))))
    return content


def read_shared(path, read_fields, findings):
    """The rows of muscles.toml or equipment.toml, in the order of the file."""
    rows = []
    file = open_file(path, findings)
    for order, (slug, table) in enumerate(file.tables().items() if file else (), 1):
        languages = language_tables(table)
        rows.append(Row(slug, {"order": order * 10} | read_fields(table, languages)))
        finish(table, *languages.values())
    return rows


def read_muscle(table, languages):
    return {
        "is_glute": table.take("is_glute", bool, optional=True) or False,
        "name": translated(languages, "name"),
        "role": translated(languages, "role"),
        "place": translated(languages, "place"),
        "running": translated(languages, "running", Table.lines),
        "source": translated(languages, "source", optional_words),
    }


def read_equipment(table, languages):
    return {key: translated(languages, key) for key in ("name", "instead")}


def optional_words(table, key):
    return table.words(key, optional=True) or []


def language_tables(table):
    """The tables of ``[text.xx]`` by language; the default language has to be there."""
    text = table.table("text")
    if settings.LANGUAGE_CODE not in text.data:
        text.fail(settings.LANGUAGE_CODE, "is missing")
    return text.tables()


def translated(languages, key, take=Table.text):
    """One text by language; only the default language has to have it."""
    return {
        code: take(table, key)
        for code, table in languages.items()
        if code == settings.LANGUAGE_CODE or key in table.data
    }


def finish(*tables):
    for table in tables:
        table.finish()


def read_exercise(table, slug, content):
    languages = language_tables(table)
    equipment = table.words("equipment") or []
    muscles = choices_in(table.table("muscles"), ExerciseMuscle.Role.values)
    for place, item in enumerate(equipment):
        require_known(table, "equipment", item, ("equipment", place), content.equipment)
    for muscle in muscles:
        require_known(table, "muscles", muscle, ("muscles", muscle), content.muscles)
    fields = {
        "order": table.take("order", int) or 0,
        "stage": table.choice("stage", Exercise.Stage.values),
        "unit": table.choice("unit", Exercise.Unit.values),
        "sides": table.choice("sides", Exercise.Sides.values),
        "any_equipment": table.take("any_equipment", bool, optional=True) or False,
        "dose_source": table.choice("dose_source", Source.values),
        "equipment": sorted(equipment),
        "muscles": muscles,
        "form_of": read_form(table),
    }
    fields |= {key: translated(languages, key) for key in ("name", "summary", "easier", "harder")}
    for key in ("set_up", "doing", "source"):
        fields[key] = translated(languages, key, Table.lines)
    for key in ("also", "in_run"):
        fields[key] = lines_where_given(languages, key)
    fields["run_cue"] = texts_where_given(languages, "run_cue")
    fields["dose"] = lines_ending(languages, "dose", DOSE, "[article] or [ours]")
    fields["evidence"] = lines_ending(
        languages, "evidence", EVIDENCE, "its study, as in [Lehecka 2019]"
    )
    answers = choices_in(table.table("answers", optional=True), Cue.Answers.values)
    cues = read_keyed(
        languages,
        "cues",
        lambda parts, key: {"text": translated(parts, key), "answers": answers.pop(key, "")},
    )
    for key in answers:
        table.fail(("answers", key), f"“{key}” is none of its cues")
    mistakes = read_keyed(languages, "mistakes", read_mistake)
    finish(table, *languages.values())
    return Row(slug, fields, cues, mistakes)


def require_known(table, name, slug, where, rows):
    """Reports a slug that muscles.toml or equipment.toml does not hold."""
    if slug not in {row.key for row in rows}:
        table.fail(where, f"“{slug}” is not in {name}.toml")


def choices_in(table, choices):
    return {key: table.choice(key, choices) for key in list(table.data)}


def read_form(table):
    """``[slug, "easier" or "harder"]`` for a form of another exercise, else ``None``."""
    if not {"form", "form_of"} & table.data.keys():
        return None
    return [table.text("form_of"), table.choice("form", Exercise.Form.values)]


def lines_where_given(languages, key):
    return {code: table.lines(key) for code, table in languages.items() if key in table.data}


def texts_where_given(languages, key):
    return {code: table.text(key) for code, table in languages.items() if key in table.data}


def lines_ending(languages, key, pattern, ending):
    """Lines by language, each of which has to end with its source in brackets."""
    found = lines_where_given(languages, key)
    for code, lines in found.items():
        for place, line in enumerate(lines or ()):
            if not pattern.fullmatch(line):
                languages[code].fail((key, place), f"“{line}” should end with {ending}")
    return found


def read_keyed(languages, name, read_fields):
    """Cues or mistakes, with the keys and the order of the default language."""
    parts = {code: table.table(name) for code, table in languages.items() if name in table.data}
    if settings.LANGUAGE_CODE not in parts:
        if settings.LANGUAGE_CODE in languages:
            languages[settings.LANGUAGE_CODE].fail(name, "is missing")
        return []
    keys = list(parts[settings.LANGUAGE_CODE].data)
    rows = [Row(key, {"order": n * 10} | read_fields(parts, key)) for n, key in enumerate(keys, 1)]
    finish(*parts.values())
    return rows


def read_mistake(parts, key):
    tables = {code: part.table(key) for code, part in parts.items() if key in part.data}
    fields = {"text": translated(tables, "mistake"), "fix": translated(tables, "fix")}
    finish(*tables.values())
    return fields
