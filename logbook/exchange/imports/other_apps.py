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
    columns: frozenset[str]  # by which its files are known
    read_row: Callable[[Row, ReadSettings, ReadResult], None]


@dataclass(frozen=True, slots=True)
class SetCells:
    """The cells of one set as they are written, by their meaning."""

    when: str
    name: str
    reps: str
    weight: str
    units: str  # kg or lb; empty where the file does not say it
    seconds: str = ""
    rpe: str = ""
    note: str = ""  # on the exercise
    day_note: str = ""
    is_warmup: bool = False


def _strong(row: Row) -> SetCells:
    order = row["set order"].strip().casefold()
    if order == "rest timer":
        raise LineError("rest")
    weight, units = row["weight"], _units(row["weight unit"])
    for column, theirs in (("weight (kg)", "kg"), ("weight (lb)", "lb"), ("weight (lbs)", "lb")):
        if column in row.cells:
            weight, units = row[column], theirs
    return SetCells(
        when=row["date"],
        name=row["exercise name"],
        reps=row["reps"],
        seconds=row["seconds"],
        weight=weight,
        units=units,
        rpe=row["rpe"],
        note=row["notes"],
        day_note=row["workout notes"],
        is_warmup=order == "w",
    )


def _hevy(row: Row) -> SetCells:
    return SetCells(
        when=row["start_time"],
        name=row["exercise_title"],
        reps=row["reps"],
        seconds=row["duration_seconds"],
        weight=row.first("weight_kg", "weight_lbs"),
        units="lb" if "weight_lbs" in row.cells else "kg",
        rpe=row["rpe"],
        note=row["exercise_notes"],
        day_note=row["description"],
        is_warmup=row["set_type"].strip().casefold() == "warmup",
    )


def _fitnotes(row: Row) -> SetCells:
    return SetCells(
        when=row["date"],
        name=row["exercise"],
        reps=row["reps"],
        seconds=row["time"],
        weight=row["weight"],
        units=_units(row["weight unit"]),
        note=row["comment"],
    )


def _liftlog(row: Row) -> SetCells:
    return SetCells(
        when=row["timestamp"],
        name=row["exercise"],
        reps=row["reps"],
        weight=row["weight"],
        units=_units(row["weightunit"]),
        note=row["notes"],
    )


def _liftosaur(row: Row) -> SetCells:
    return SetCells(
        when=row["workout datetime"],
        name=row["exercise"],
        reps=row["completed reps"],
        weight=row["completed weight value"],
        units=_units(row["completed weight unit"]),
        rpe=row["completed rpe"],
        note=row["notes"],
        is_warmup=row["is warmup set?"].strip() in ("1", "true", "yes"),
    )


def _units(word):
    """kg, kgs, lb or lbs become kg or lb; empty where nothing is said."""
    word = word.strip().casefold().rstrip("s")
    if word not in ("", "kg", "lb"):
        raise LineError("word", word)
    return word


def _add_row(cells_of, row, settings, result, numbers_sets=True):
    """Adds the set of a row. Where sets are numbered, a row that stands twice is a copy."""
    cells = cells_of(row)
    name = cell_values.plain(cells.name, 100)
    if not name:
        raise LineError("exercise")
    on, at, when = cell_values.moment(cells.when, settings.zone)
    amount, hold_s = cell_values.amount(cells.reps), cell_values.hold(cells.seconds)
    if not amount and not hold_s:
        raise LineError("nothing", name)
    if amount:
        hold_s = None  # seconds beside repetitions are how long the set took, not a hold
    on = cell_values.in_range(on, settings.today)
    amount = amount or 1
    load_kg = cell_values.load(cells.weight, cells.units or settings.units)
    effort = _effort(cells.rpe)
    raw = tuple(row.cells.values())
    is_copy = numbers_sets and raw in result.rows_seen
    result.rows_seen.add(raw)
    # The key is made of what is written, so that a later export has the same.
    key = result.key_for(when, name.casefold(), amount, hold_s, _written(cells.weight))
    result.add_set(
        on,
        ReadSet(
            line=row.line,
            key=key,
            name=name,
            side="both",
            amount=amount,
            hold_s=hold_s,
            load_kg=None if load_kg is None else str(load_kg),
            at=at and at.isoformat(),
            any_time=False,
            target=[],
            effort=None if effort is None else str(effort),
            marks=["warmup"] * cells.is_warmup + odd_marks(amount, load_kg) + ["copy"] * is_copy,
        ),
    )
    result.day(on).add_note("", cell_values.plain(cells.day_note, 1000))
    result.day(on).add_note(name, cell_values.plain(cells.note, 1000))


def _written(weight):
    value = cell_values.number(weight, "load")
    return f"{value.normalize():f}" if value else ""


def _effort(rpe):
    value = cell_values.number(rpe, "rating")
    if value is not None and not 0 <= value <= 10:
        raise LineError("rating", rpe)
    return value or None


def _app(slug, name, columns, cells_of, **options):
    return App(slug, name, frozenset(columns), partial(_add_row, cells_of, **options))


APPS = (
    _app("strong", "Strong", {"date", "exercise name", "set order", "reps"}, _strong),
    _app("hevy", "Hevy", {"start_time", "exercise_title", "set_index", "reps"}, _hevy),
    _app(
        "fitnotes", "FitNotes", {"date", "exercise", "category", "weight", "reps"}, _fitnotes,
        numbers_sets=False,
    ),
    _app(
        "liftlog", "LiftLog", {"sessionid", "timestamp", "exercise", "reps"}, _liftlog,
        numbers_sets=False,
    ),
    _app(
        "liftosaur", "Liftosaur", {"workout datetime", "exercise", "completed reps"}, _liftosaur,
        numbers_sets=False,
    ),
)  # fmt: skip
