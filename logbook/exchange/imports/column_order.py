"""Which column is which part where the names are in a language that is not known here.

Strong and FitNotes translate the names of their columns and keep their order. A file is taken for
theirs only if nearly all of its first rows look so, column by column.
"""

import re

from ...uploads import moments
from .column_names import Columns, split_units

ENOUGH = 0.8  # the part of the first rows that has to fit (ours)
NUMBER = r"-?\d{0,6}(?:[.,]\d{0,18})?"
LOOKS = {
    "when": r".*\d.*",
    "name": r".*[^\W\d_].*",
    "order": r"\d{1,3}|[^\W\d_].{0,40}",
    "weight": NUMBER,
    "units": r"|kgs?|lbs?",
    "reps": r"\d{0,4}(?:[.,]0*)?",
    "distance": NUMBER,
    "distance units": r"[^\W\d_]{0,12}",
    "seconds": NUMBER,
    "time": r"|\d{1,2}(?::\d{2}){1,2}",
    "rpe": r"|\d{1,2}(?:[.,]\d{1,2})?",
    "number": r"\d{1,6}",
    "duration": r"|\d{1,6}|(?:\d{1,3} ?[^\W\d_]{1,8}\.? ?){1,3}",
    "text": r".*",
    "kind": r"\w{0,4}",
}
LOOKS = {part: re.compile(look, re.DOTALL) for part, look in LOOKS.items()}
# Strong writes when a workout began, FitNotes the day alone.
TIMED = re.compile(r"[ T]\d{1,2}:\d{2}")
# An app, and the parts in the order of its columns.
ORDERS = (
    ("strong", "when text duration name order weight reps distance seconds note day_note rpe"),
    ("strong", "when text duration name order weight reps distance seconds rpe"),
    ("strong", "when text duration name order weight reps distance seconds"),
    (
        "strong",
        "number when text duration name order weight reps rpe distance seconds note day_note",
    ),
    (
        "strong",
        "when text name order weight units reps rpe distance distance-units seconds note day_note",
    ),
    (
        "strong",
        "when text name order weight units reps rpe distance distance-units seconds note day_note "
        "duration",
    ),
    (
        "strong",
        "when text duration name order weight units reps rpe distance distance-units seconds note "
        "day_note",
    ),
    ("strong", "when text name order weight reps rpe distance seconds note day_note duration"),
    ("fitnotes", "when name category weight units reps distance distance-units time note"),
    ("fitnotes", "when name category weight units reps distance distance-units time"),
    ("fitnotes", "when name category weight reps distance distance-units time note"),
    ("fitnotes", "when name category weight reps distance distance-units time"),
    (
        "fitnotes",
        "when name category weight weight reps distance distance-units time note kind",
    ),
)
CALLED = {"time": "seconds", "text": "", "number": "", "duration": "", "kind": ""}
TEXTS = {"note": "text", "day_note": "text", "category": "text", "distance-units": "distance units"}


def columns_by_order(names: list[str], rows) -> tuple[str, Columns] | None:
    """The app and its columns, if the first rows look like those of an app that translates."""
    if not rows:
        return None
    for app, order in ORDERS:
        parts = order.split()
        if len(parts) == len(names) and _fits(app, parts, names, rows):
            return app, _columns(parts, names)
    return None


def _fits(app, parts, names, rows):
    looks = [LOOKS[TEXTS.get(part, part)] for part in parts]
    if parts.count("weight") == 2:
        units = [split_units(name)[1] for name, part in zip(names, parts, strict=True)]
        if {one for one in units if one} != {"kg", "lb"}:
            return False
    fitting = sum(_looks_so(app, parts, looks, row) for row in rows)
    return fitting >= ENOUGH * len(rows)


def _looks_so(app, parts, looks, row):
    if len(row) < len(parts) or any(row[len(parts) :]):
        return False
    when = row[parts.index("when")].strip()
    return (
        all(look.fullmatch(cell.strip()) for look, cell in zip(looks, row, strict=False))
        and bool(TIMED.search(when)) == (app == "strong")
        and moments.looks_like_date(when)
    )


def _columns(parts, names):
    places: dict[str, list] = {}
    for place, (part, name) in enumerate(zip(parts, names, strict=True)):
        if part := CALLED.get(part, part):
            places.setdefault(part, []).append((place, split_units(name)[1]))
    return Columns({part: tuple(found) for part, found in places.items()})
