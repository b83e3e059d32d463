"""StrengthLog's export: a line for a workout, and under it a line a set with pairs of name and
value: ``"Exercise, Squat",Set,1,reps,10,weight,110``."""

import csv
import re
from itertools import batched

from ...uploads import moments
from . import cell_values
from .csv_rows import checked_lines
from .done_sets import DoneSet, add_done_set
from .file_errors import LineError
from .read_result import ReadResult

slug, name = "strengthlog", "StrengthLog"
EXERCISE = re.compile(r"Exercise,\s*(?P<name>.+)", re.DOTALL)
FIRST_OF_PAIRS = 3  # cells before: the exercise, "Set", its number
DISTANCES = ("distancekm", "distancemeter", "distancemile")


def is_export(text: str) -> bool:
    return '"Exercise, ' in text and re.search(r"(?m)^[^\w\n]*Workouts[^\w\n]*$", text) is not None


def read(text: str, settings, result: ReadResult):
    when = ""
    for line, cells in _rows(text):
        found = EXERCISE.fullmatch(cells[0])
        if found:
            result.count_line(line)
            with result.listing_unfit(line):
                _add(line, found["name"], _pairs(cells), when, settings, result)
        elif len(cells) > 1 and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cells[1], re.ASCII):
            when = cells[1]


def _rows(text):
    """A line of any other kind is passed over, also one that is no CSV."""
    for line, content in enumerate(checked_lines(text), 1):
        try:
            cells = next(csv.reader([content]), [])
        except csv.Error:
            continue
        if cells:
            yield line, [cell.strip() for cell in cells]


def _pairs(cells):
    return {pair[0].casefold(): pair[-1] for pair in batched(cells[FIRST_OF_PAIRS:], 2) if pair[0]}


def _add(line, name, values, when, settings, result):
    name = cell_values.plain(name, 100)
    if not name:
        raise LineError("exercise")
    on, at, when = moments.moment(when, settings.zone)
    on = cell_values.in_range(on, settings.today)
    amount = cell_values.amount(values.get("reps", ""))
    distance = any(cell_values.number(values.get(one, ""), "distance") for one in DISTANCES)
    hold_s = None if amount or distance else cell_values.hold(values.get("time", ""))
    if not amount and not hold_s:
        result.passed_over["distance" if distance else "planned"] += 1
        return
    # Of an exercise with body weight only the load on top is one.
    load = values.get("extraweight" if "bodyweight" in values else "weight", "")
    is_warmup = values.get("warmup", "").casefold() in ("1", "true")
    effort = None
    with result.listing_unfit(line):
        effort = cell_values.effort(values.get("rpe", ""))
    add_done_set(
        result,
        DoneSet(
            line, name, on, at, when, amount, hold_s, cell_values.load(load, settings.units),
            effort, ["warmup"] * is_warmup,
        ),
    )  # fmt: skip
