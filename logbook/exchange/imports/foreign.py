"""What a row of Strong, Hevy, FitNotes, LiftLog or Liftosaur says.

None of them knows a side, a felt contraction or pain. Effort per set (RPE) is kept.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from . import values
from .faults import Unfit
from .tables import Row


@dataclass(slots=True)
class Found:
    """One set, as its file has it; loads in kg."""

    date: date
    name: str
    amount: int
    at: datetime | None = None
    hold_s: int | None = None
    load_kg: Decimal | None = None
    effort: Decimal | None = None
    notes: tuple[tuple[str, str], ...] = ()  # of the exercise, or of the whole day ("")
    written: tuple[str, str] = ("", "")  # moment and load: the same in a later export
    marks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    slug: str
    name: str
    needs: frozenset[str]  # columns by which its files are known
    read: object  # (row, settings) → Found
    numbers_sets: bool = True  # so that two equal lines are one too many


@dataclass(frozen=True, slots=True)
class Settings:
    zone: object
    today: date
    units: str  # of loads whose units the file does not say


def _strong(row: Row, settings: Settings) -> Found:
    order = row["set order"].strip().casefold()
    if order == "rest timer":
        raise Unfit("rest")
    units = _units(row["weight unit"]) or settings.units
    weight = row["weight"]
    for column, theirs in (("weight (kg)", "kg"), ("weight (lb)", "lb"), ("weight (lbs)", "lb")):
        if column in row.cells:
            weight, units = row[column], theirs
    notes = (("", row["workout notes"]), (row["exercise name"], row["notes"]))
    found = _set(
        row, settings, row["date"], row["exercise name"], row["reps"], row["seconds"],
        (weight, units), rpe=row["rpe"], notes=notes,
    )  # fmt: skip
    return _warmup(found, order == "w")


def _hevy(row: Row, settings: Settings) -> Found:
    units = "lb" if "weight_lbs" in row.cells else "kg"
    notes = (("", row["description"]), (row["exercise_title"], row["exercise_notes"]))
    found = _set(
        row, settings, row["start_time"], row["exercise_title"], row["reps"],
        row["duration_seconds"], (row.first("weight_kg", "weight_lbs"), units),
        rpe=row["rpe"], notes=notes,
    )  # fmt: skip
    return _warmup(found, row["set_type"].strip().casefold() == "warmup")


def _fitnotes(row: Row, settings: Settings) -> Found:
    units = _units(row["weight unit"]) or settings.units
    return _set(
        row, settings, row["date"], row["exercise"], row["reps"], row["time"],
        (row["weight"], units), notes=((row["exercise"], row["comment"]),),
    )  # fmt: skip


def _liftlog(row: Row, settings: Settings) -> Found:
    units = _units(row["weightunit"]) or settings.units
    return _set(
        row, settings, row["timestamp"], row["exercise"], row["reps"], "",
        (row["weight"], units), notes=((row["exercise"], row["notes"]),),
    )  # fmt: skip


def _liftosaur(row: Row, settings: Settings) -> Found:
    units = _units(row["completed weight unit"]) or settings.units
    found = _set(
        row, settings, row["workout datetime"], row["exercise"], row["completed reps"], "",
        (row["completed weight value"], units), rpe=row["completed rpe"],
        notes=((row["exercise"], row["notes"]),),
    )  # fmt: skip
    return _warmup(found, row["is warmup set?"].strip() in ("1", "true", "yes"))


SOURCES = (
    Source("strong", "Strong", frozenset({"date", "exercise name", "set order", "reps"}), _strong),
    Source("hevy", "Hevy", frozenset({"start_time", "exercise_title", "set_index", "reps"}), _hevy),
    Source(
        "fitnotes", "FitNotes", frozenset({"date", "exercise", "category", "weight", "reps"}),
        _fitnotes, numbers_sets=False,
    ),
    Source(
        "liftlog", "LiftLog", frozenset({"sessionid", "timestamp", "exercise", "reps"}),
        _liftlog, numbers_sets=False,
    ),
    Source(
        "liftosaur", "Liftosaur", frozenset({"workout datetime", "exercise", "completed reps"}),
        _liftosaur, numbers_sets=False,
    ),
)  # fmt: skip


def source_of(names: list[str]) -> Source | None:
    return next((source for source in SOURCES if source.needs <= {*names}), None)


def _set(row, settings, when, name, reps, seconds, weight, *, rpe="", notes=()):
    name = values.plain(name, 100)
    if not name:
        raise Unfit("exercise")
    on, at, said = values.moment(when, settings.zone)
    amount, hold_s = values.amount(reps), values.hold(seconds)
    if not amount and not hold_s:
        raise Unfit("nothing", name)
    # Seconds beside repetitions are how long the set took: no hold.
    return Found(
        date=values.in_range(on, settings.today),
        at=at,
        name=name,
        amount=amount or 1,
        hold_s=None if amount else hold_s,
        load_kg=values.load(*weight),
        written=(said, _written(weight[0])),
        effort=_effort(rpe),
        notes=tuple(
            (values.plain(of, 100), values.plain(note, 1000)) for of, note in notes if note.strip()
        ),
    )


def _written(weight):
    value = values.number(weight, "load")
    return f"{value.normalize():f}" if value else ""


def _effort(rpe):
    value = values.number(rpe, "rating")
    if value is not None and not 0 <= value <= 10:
        raise Unfit("rating", rpe)
    return value or None


def _units(word):
    """kg, kgs, lb, lbs; empty where nothing is said."""
    word = word.strip().casefold().rstrip("s")
    if word not in ("", "kg", "lb"):
        raise Unfit("word", word)
    return word


def _warmup(found, is_warmup):
    if is_warmup:
        found.marks.append("warmup")
    return found
