"""TOML files that people write, read so that every mistake is reported with its file and line.

A ``Table`` collects mistakes instead of stopping at the first one, and gives ``None`` for a value
that it could not read.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

KINDS = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}
KEY = r"[\w-]+|\"[^\"]*\""
HEADER = re.compile(rf"\s*\[(\[)?\s*((?:{KEY})(?:\.(?:{KEY}))*)\s*\]")
ENTRY = re.compile(rf"\s*((?:{KEY})(?:\.(?:{KEY}))*)\s*=")
TEXT_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')  # its brackets open no list


class Finding(NamedTuple):
    """A mistake in a file; ``str()`` gives ``file:line: why``."""

    file: str
    line: int
    why: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.why}"


@dataclass
class TomlSource:
    """The name and text of one file, and the list that its mistakes are added to."""

    name: str
    text: str
    findings: list[Finding]

    def report(self, path, why):
        """``path`` is made of keys and of places in lists, as in ``("text", "en", "dose", 2)``."""
        keys = ".".join(key for key in path if isinstance(key, str))
        around = (tuple(path[:length]) for length in range(len(path), 0, -1))
        line = next((self.lines[part] for part in around if part in self.lines), 1)
        self.findings.append(Finding(self.name, line, f"{keys}: {why}"))

    @cached_property
    def lines(self):
        return lines_of(self.text)


def lines_of(text):
    """``{path: line}`` of every table, key, and list item that begins a line."""
    found: dict[tuple, int] = {}
    counts: dict[tuple, int] = {}
    table: tuple = ()
    inside, item, depth = (), 0, 0  # for a list that takes several lines
    for number, line in enumerate(text.splitlines(), 1):
        header = None if depth else HEADER.match(line)
        if depth:
            if line.strip()[:1] not in ("", "#", "]"):
                found.setdefault((*inside, item), number)
                item += 1
        elif header:
            table = split_key(header[2])
            if header[1]:
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, number)
        elif entry := ENTRY.match(line):
            inside, item = (*table, *split_key(entry[1])), 0
            for length in range(len(table) + 1, len(inside) + 1):
                found.setdefault(inside[:length], number)
        if not header:
            plain = TEXT_OR_COMMENT.sub("", line)
            depth += plain.count("[") - plain.count("]")
    return found


def split_key(dotted):
    return tuple(key.strip('"') for key in re.findall(KEY, dotted))


@dataclass
class Table:
    """A table of a file. Values are taken out of ``data``; what is left at the end is unknown."""

    source: TomlSource
    path: tuple
    data: dict

    def fail(self, key, why):
        """Reports a mistake at a key, or at a tuple of keys further down."""
        self.source.report((*self.path, *(key if isinstance(key, tuple) else (key,))), why)

    def take(self, key, kind, *, optional=False):
        """Takes out a value; ``None`` where it is missing or of another kind."""
        if key not in self.data:
            return None if optional else self.fail(key, "is missing")
        value = self.data.pop(key)
        is_number = kind is float and type(value) is int
        if type(value) is not kind and not is_number:
            return self.fail(key, f"should be {KINDS[kind]}")
        return value

    def text(self, key, **options):
        value = self.take(key, str, **options)
        return self.fail(key, "is empty") if value == "" else value

    def choice(self, key, choices, **options):
        value = self.text(key, **options)
        if value is not None and value not in choices:
            return self.fail(key, f"“{value}” is none of {', '.join(choices)}")
        return value

    def words(self, key, **options):
        """A list of texts, which may be empty."""
        words = self.take(key, list, **options)
        if words and not all(isinstance(word, str) and word for word in words):
            return self.fail(key, "should be a list of texts")
        return words

    def lines(self, key):
        """A list of texts that is not empty."""
        words = self.words(key)
        return self.fail(key, "is empty") if words == [] else words

    def table(self, key, **options):
        """The table under a key; an empty one where it is missing."""
        data = self.take(key, dict, **options) or {}
        return Table(self.source, (*self.path, key), dict(data))

    def tables(self):
        return {key: self.table(key) for key in list(self.data)}

    def finish(self):
        """Reports every key that nobody took, as it has a wrong name or a wrong place."""
        for key in self.data:
            self.fail(key, "is not known here")


def open_file(path, findings):
    """The whole file as a ``Table``; ``None`` where it cannot be read."""
    source = TomlSource(name_of(path), "", findings)
    try:
        source.text = path.read_text(encoding="utf-8")
        return Table(source, (), tomllib.loads(source.text))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else source.text.count("\n") + 1
        findings.append(Finding(source.name, line, str(error)))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        findings.append(Finding(source.name, line, "is not UTF-8"))
    except OSError as error:
        findings.append(Finding(source.name, 1, str(error.strerror)))
    return None


def name_of(path):
    """The path as seen from the working directory, if the file is below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
