"""What a row of Strong, Hevy, FitNotes, LiftLog or Liftosaur says.

None of these apps knows a side, a felt contraction or pain. Effort per set (RPE) is read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from . import cell_values
from .csv_rows import Row
from .file_errors import LineError
from .read_result import ReadResult, ReadSet, odd_marks


@dataclass(frozen=True, slots=True)
class ReadSettings:
    zone: ZoneInfo
    today: date
    units: str  # of loads whose units the file does not say


@dataclass(frozen=True, slots=True)
class App:
    slug: str
    name: str
    known_by: frozenset[str]  # columns that all of its files have
    read_row: Callable[[Row, ReadSettings, ReadResult], None]


def _app(slug, app_name, known_by, /, *, warmup=(), numbers_sets=True, **columns):
    """An app whose cells stand under ``columns``; of several names the first that is there counts.

    ``warmup`` are the words of the column ``kind`` for a warm-up set.
    """
    columns = {
        part: (names,) if isinstance(names, str) else names for part, names in columns.items()
    }
    read_row = partial(_add_row, columns, warmup, numbers_sets)
    return App(slug, app_name, frozenset(known_by), read_row)


def _add_row(columns, warmup, numbers_sets, row, settings, result):
    """Adds the set of a row. Where sets are numbered, a row that stands twice is a copy."""

    def cell(part):
        return row.first(*columns.get(part, ()))

    kind = cell("kind").strip().casefold()
    if kind == "rest timer":
        raise LineError("rest")
    units = _units(columns["weight"], cell("units"), row) or settings.units
    name = cell_values.plain(cell("name"), 100)
    if not name:
        raise LineError("exercise")
    on, at, when = cell_values.moment(cell("when"), settings.zone)
    amount, hold_s = cell_values.amount(cell("reps")), cell_values.hold(cell("seconds"))
    if not amount and not hold_s:
        raise LineError("nothing", name)
    if amount:
        hold_s = None  # seconds beside repetitions are how long the set took, not a hold
    amount = amount or 1
    on = cell_values.in_range(on, settings.today)
    load_kg = cell_values.load(cell("weight"), units)
    effort = _effort(cell("rpe"))
    raw = tuple(row.cells.values())
    is_copy = numbers_sets and raw in result.rows_seen
    result.rows_seen.add(raw)
    marks = ["warmup"] * (kind in warmup) + odd_marks(amount, load_kg) + ["copy"] * is_copy
    result.add_set(
        on,
        ReadSet(
            line=row.line,
            # Made of what is written, so that a later export has the same key.
            key=result.key_for(when, name.casefold(), amount, hold_s, _written(cell("weight"))),
            name=name,
            side="both",
            amount=amount,
            hold_s=hold_s,
            load_kg=None if load_kg is None else str(load_kg),
            at=at and at.isoformat(),
            any_time=False,
            target=[],
            effort=None if effort is None else str(effort),
            marks=marks,
        ),
    )
    result.day(on).add_note("", cell_values.plain(cell("day_note"), 1000))
    result.day(on).add_note(name, cell_values.plain(cell("note"), 1000))


def _units(weight_columns, word, row):
    """kg or lb, as the weight's column or the cell of units says; empty where none does."""
    column = next((name for name in weight_columns if name in row.cells), "")
    for units in ("kg", "lb"):
        if units in column:
            return units
    word = word.strip().casefold().rstrip("s")
    if word not in ("", "kg", "lb"):
        raise LineError("word", word)
    return word


def _written(weight):
    value = cell_values.number(weight, "load")
    return f"{value.normalize():f}" if value else ""


def _effort(rpe):
    value = cell_values.number(rpe, "rating")
    if value is not None and not 0 <= value <= 10:
        raise LineError("rating", rpe)
    return value or None


APPS = (
    _app(
        "strong", "Strong", {"date", "exercise name", "set order", "reps"},
        when="date", name="exercise name", reps="reps", seconds="seconds",
        weight=("weight (kg)", "weight (lb)", "weight (lbs)", "weight"), units="weight unit",
        rpe="rpe", note="notes", day_note="workout notes", kind="set order", warmup={"w"},
    ),
    _app(
        "hevy", "Hevy", {"start_time", "exercise_title", "set_index", "reps"},
        when="start_time", name="exercise_title", reps="reps", seconds="duration_seconds",
        weight=("weight_kg", "weight_lbs"), rpe="rpe", note="exercise_notes",
        day_note="description", kind="set_type", warmup={"warmup"},
    ),
    _app(
        "fitnotes", "FitNotes", {"date", "exercise", "category", "weight", "reps"},
        when="date", name="exercise", reps="reps", seconds="time", weight="weight",
        units="weight unit", note="comment", numbers_sets=False,
    ),
    _app(
        "liftlog", "LiftLog", {"sessionid", "timestamp", "exercise", "reps"},
        when="timestamp", name="exercise", reps="reps", weight="weight", units="weightunit",
        note="notes", numbers_sets=False,
    ),
    _app(
        "liftosaur", "Liftosaur", {"workout datetime", "exercise", "completed reps"},
        when="workout datetime", name="exercise", reps="completed reps",
        weight="completed weight value", units="completed weight unit", rpe="completed rpe",
        note="notes", kind="is warmup set?", warmup={"1", "true", "yes"}, numbers_sets=False,
    ),
)  # fmt: skip
