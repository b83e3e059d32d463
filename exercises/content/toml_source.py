"""TOML files that people write, read so that each mistake is told with its file and line.

A ``Table`` collects what is wrong instead of stopping at the first, and gives None for what it
could not read.
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
QUIET = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')  # where a bracket opens no list


class Finding(NamedTuple):
    file: str
    line: int
    why: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.why}"


@dataclass
class Sheet:
    """One file: its name as people see it, its text, and what is wrong in it."""

    name: str
    text: str
    findings: list

    def say(self, path, why):
        """``path`` is keys and places in lists: ``("text", "en", "dose", 2)``."""
        keys = ".".join(key for key in path if isinstance(key, str))
        self.findings.append(Finding(self.name, self.line_of(path), f"{keys}: {why}"))

    def line_of(self, path):
        """Where this stands, or what is nearest around it."""
        ways = (tuple(path[:length]) for length in range(len(path), 0, -1))
        return next((self.lines[way] for way in ways if way in self.lines), 1)

    @cached_property
    def lines(self):
        return lines_of(self.text)


def lines_of(text):
    """{key path: line} of every table, every key and every item that begins a line of a list."""
    found, table, counts = {}, (), {}
    inside, item, depth = (), 0, 0  # of a list that goes on over several lines
    for number, line in enumerate(text.splitlines(), 1):
        if depth:
            if line.strip()[:1] not in ("", "#", "]"):
                found.setdefault((*inside, item), number)
                item += 1
        elif header := HEADER.match(line):
            table = keys_of(header[2])
            if header[1]:
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, number)
        elif entry := ENTRY.match(line):
            inside, item = (*table, *keys_of(entry[1])), 0
            for length in range(len(table) + 1, len(inside) + 1):
                found.setdefault(inside[:length], number)
        plain = QUIET.sub("", line)
        is_key = depth or not HEADER.match(line)
        depth += is_key * (plain.count("[") - plain.count("]"))
    return found


def keys_of(dotted):
    return tuple(key.strip('"') for key in re.findall(KEY, dotted))


@dataclass
class Table:
    """A table of a file that knows where it is."""

    sheet: Sheet
    path: tuple
    data: dict

    def fail(self, key, why):
        self.sheet.say((*self.path, *(key if isinstance(key, tuple) else (key,))), why)

    def take(self, key, kind, *, optional=False):
        """The value, once; None where it is missing or of another kind."""
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

    def words(self, key):
        words = self.take(key, list)
        if words and not all(isinstance(word, str) and word for word in words):
            return self.fail(key, "should be a list of texts")
        return words

    def words_if_any(self, key):
        return self.words(key) if key in self.data else []

    def lines(self, key):
        words = self.words(key)
        return self.fail(key, "is empty") if words == [] else words

    def table(self, key, **options):
        return Table(self.sheet, (*self.path, key), dict(self.take(key, dict, **options) or {}))

    def tables(self):
        return {key: self.table(key) for key in list(self.data)}

    def done(self):
        """What is left over has a wrong name or a wrong place."""
        for key in self.data:
            self.fail(key, "is not known here")


def open_file(path, findings):
    """The whole file as a table; empty where it cannot be read."""
    sheet = Sheet(name_of(path), "", findings)
    try:
        sheet.text = path.read_text(encoding="utf-8")
        return Table(sheet, (), tomllib.loads(sheet.text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        line = int(line[1]) if line else sheet.text.count("\n") + 1
        findings.append(Finding(sheet.name, line, str(error)))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        findings.append(Finding(sheet.name, line, "is not UTF-8"))
    except OSError as error:
        findings.append(Finding(sheet.name, 1, error.strerror))
    return None


def name_of(path):
    """As seen from where the command runs, if the file is below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
