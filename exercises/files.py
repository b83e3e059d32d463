"""The library as files that people write, one an exercise, read into plain values.

A file's ``[text.xx]`` holds all its text in one language, so a translator adds one table.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from exercises.models import Exercise, ExerciseMuscle, Source

FOLDER = Path(__file__).parent / "content"
SHARED = ("muscles", "equipment")
KINDS = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


class ContentError(ValueError):
    """A file that cannot be loaded; its message names the file and the key."""


@dataclass(frozen=True)
class Row:
    """What the files say of one row: its slug or key, and its fields as the database has them."""

    key: str
    fields: dict
    cues: list["Row"] = field(default_factory=list)
    mistakes: list["Row"] = field(default_factory=list)


@dataclass
class Table:
    """A table of a file that knows where it is, so that an error can say so."""

    file: str
    path: tuple
    data: dict

    def fail(self, key, why):
        raise ContentError(f"{self.file}: {'.'.join([*self.path, key])}: {why}")

    def take(self, key, kind, default=None):
        if key not in self.data and default is not None:
            return default
        if key not in self.data:
            self.fail(key, "is missing")
        value = self.data.pop(key)
        if type(value) is not kind:
            self.fail(key, f"should be {KINDS[kind]}")
        return value

    def text(self, key):
        return self.take(key, str) or self.fail(key, "is empty")

    def choice(self, key, choices):
        value = self.text(key)
        if value not in choices.values:
            self.fail(key, f"“{value}” is none of {', '.join(choices.values)}")
        return value

    def words(self, key):
        words = self.take(key, list)
        if not all(isinstance(word, str) and word for word in words):
            self.fail(key, "should be a list of texts")
        return words

    def words_if_any(self, key):
        return self.words(key) if key in self.data else []

    def lines(self, key):
        return self.words(key) or self.fail(key, "is empty")

    def table(self, key):
        return Table(self.file, (*self.path, key), dict(self.take(key, dict)))

    def tables(self):
        return {key: self.table(key) for key in list(self.data)}

    def done(self):
        for key in self.data:
            self.fail(key, "is not known here")


def open_file(path):
    try:
        return Table(path.name, (), tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: {error}") from error
    except OSError as error:
        raise ContentError(f"{path.name}: {error.strerror}") from error


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


def shared(folder, name, read):
    """The rows of muscles.toml or equipment.toml, ordered as in the file."""
    rows = []
    for order, (slug, table) in enumerate(open_file(folder / f"{name}.toml").tables().items(), 1):
        tables = languages(table)
        rows.append(Row(slug, {"order": order * 10} | read(table, tables)))
        for part in (table, *tables.values()):
            part.done()
    return rows


def muscles(folder=FOLDER):
    return shared(
        folder,
        "muscles",
        lambda table, tables: {
            "is_glute": table.take("is_glute", bool, default=False),
            "name": texts(tables, "name"),
            "role": texts(tables, "role"),
            "place": texts(tables, "place"),
            "running": texts(tables, "running", Table.lines),
            "source": texts(tables, "source", Table.words_if_any),
        },
    )


def equipment(folder=FOLDER):
    return shared(
        folder,
        "equipment",
        lambda table, tables: {
            "name": texts(tables, "name"),
            "instead": texts(tables, "instead"),
        },
    )


def keyed(tables, name, read):
    """Cues or mistakes: keys and order as in the first language, texts from all."""
    parts = {code: table.table(name) for code, table in tables.items() if name in table.data}
    if settings.LANGUAGE_CODE not in parts:
        tables[settings.LANGUAGE_CODE].fail(name, "is missing")
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


def muscle_roles(table):
    roles = table.table("muscles")
    return {slug: roles.choice(slug, ExerciseMuscle.Role) for slug in list(roles.data)}


def form_of(table):
    """``[slug, "easier" or "harder"]`` for a form of another exercise."""
    if not {"form", "form_of"} & table.data.keys():
        return None
    return [table.text("form_of"), table.choice("form", Exercise.Form)]


def exercise(path):
    table = open_file(path)
    tables = languages(table)
    fields = {
        "order": table.take("order", int),
        "stage": table.choice("stage", Exercise.Stage),
        "unit": table.choice("unit", Exercise.Unit),
        "sides": table.choice("sides", Exercise.Sides),
        "any_equipment": table.take("any_equipment", bool, default=False),
        "dose_source": table.choice("dose_source", Source),
        "equipment": sorted(table.words("equipment")),
        "muscles": muscle_roles(table),
    }
    fields["form_of"] = form_of(table)
    fields |= {key: texts(tables, key) for key in ("name", "summary", "easier", "harder")}
    for key in ("set_up", "doing", "dose", "source"):
        fields[key] = texts(tables, key, Table.lines)
    for key in ("also", "evidence"):
        fields[key] = {code: part.lines(key) for code, part in tables.items() if key in part.data}
    row = Row(
        path.stem,
        fields,
        cues=keyed(tables, "cues", lambda parts, key: {"text": texts(parts, key)}),
        mistakes=keyed(tables, "mistakes", read_mistake),
    )
    for part in (table, *tables.values()):
        part.done()
    return row


def exercises(folder=FOLDER):
    paths = sorted(path for path in folder.glob("*.toml") if path.stem not in SHARED)
    rows = sorted((exercise(path) for path in paths), key=lambda row: row.fields["order"])
    known = {"muscles": names(muscles(folder)), "equipment": names(equipment(folder))}
    for row in rows:
        for kind, slugs in known.items():
            for slug in row.fields[kind]:
                if slug not in slugs:
                    raise ContentError(f"{row.key}.toml: {kind}: “{slug}” is not in {kind}.toml")
    themselves = names(row for row in rows if not row.fields["form_of"])
    for row in rows:
        if row.fields["form_of"] and (of := row.fields["form_of"][0]) not in themselves:
            raise ContentError(f"{row.key}.toml: form_of: “{of}” does not stand by itself")
    return rows


def names(rows):
    return {row.key for row in rows}
