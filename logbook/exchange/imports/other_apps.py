"""What a row of Strong, Hevy, FitNotes and other apps with a row a set says.

None of these apps knows a side, a felt contraction or pain. Effort per set (RPE) is read.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from zoneinfo import ZoneInfo

from ...uploads import cldr_words, moments
from . import cell_values
from .column_names import Columns, is_word_for
from .csv_rows import Row, Table, put_together
from .done_sets import DoneSet, add_done_set
from .file_errors import LineError
from .read_result import ReadResult

# No in the languages of GymBook, of a set that was skipped; any other word is yes.
NO = {"", "no", "nein", "non", "não", "nao", "nee", "нет", "0", "false"}
TEXT_PARTS = ("name", "category", "workout", "note", "day_note")
SET_NUMBER = re.compile(r"\d{1,4}(?:[.,]0)?", re.ASCII)
MOST_SETS = 20  # that one row stands for
MOST_FAILED = 1000  # rows that could not be put together; many ways are tried with each
SET_KINDS = {"w", "d", "f"}  # of Strong: warm-up, drop set, to failure


@dataclass(frozen=True, slots=True)
class ReadSettings:
    zone: ZoneInfo
    today: date
    units: str  # of loads whose units the file does not say
    # {signature of a header: the part that each column is}, as the runner said once
    columns: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class App:
    slug: str
    name: str
    known_by: frozenset[str]  # parts of a set for which all of its files have a column
    warmup: frozenset[str] = frozenset()  # the words of the column ``kind`` for a warm-up set
    numbers_sets: bool = False


APPS = (
    App(
        "strong", "Strong", frozenset({"when", "name", "order", "reps"}),
        warmup=frozenset({"w"}), numbers_sets=True,
    ),
    App(
        "hevy", "Hevy", frozenset({"when", "name", "order", "reps"}),
        warmup=frozenset({"warmup", "warm_up", "warm-up"}), numbers_sets=True,
    ),
    App("fitnotes", "FitNotes", frozenset({"when", "name", "category", "weight", "reps"})),
    App("liftlog", "LiftLog", frozenset({"workout", "when", "name", "reps"})),
    App(
        "liftosaur", "Liftosaur", frozenset({"when", "name", "reps"}),
        warmup=frozenset({"1", "true", "yes"}),
    ),
    App("gymbook", "GymBook", frozenset({"when", "name", "reps", "weight"})),
)  # fmt: skip


class RowReader:
    """Reads the rows of one file."""

    def __init__(self, app: App, columns: Columns, table: Table, settings: ReadSettings):
        self.app, self.columns, self.settings = app, columns, settings
        self.table = table
        self.habits = moments.habits_of(table.values_in(columns.first_date))
        self.copies = Copies()
        self.failed_repairs = 0

    def repair(self, cells):
        """A row whose name has commas and no quotation marks, put together again."""
        if self.failed_repairs >= MOST_FAILED:
            return None
        places = [
            place for part in TEXT_PARTS for place, _units in self.columns.places.get(part, ())
        ]
        width, delimiter = len(self.table.names), self.table.delimiter
        repaired = put_together(cells, width, delimiter, places, self._can_be_read)
        self.failed_repairs += repaired is None
        return repaired

    def _can_be_read(self, cells):
        """Whether the numbers stand where numbers belong."""
        try:
            self._moment(cells)
            self._load(cells)
            amount, hold_s, _distance = self._work(cells)
        except LineError:
            return False
        return bool(self.columns.cell(cells, "name")) and not (amount is None and hold_s is None)

    def read(self, row: Row, result: ReadResult):
        cells = row.cells
        if self.columns.cell(cells, "skipped").casefold() not in NO:
            result.passed_over["planned"] += 1
            return
        name = cell_values.plain(self.columns.cell(cells, "name"), 100)
        order = self.columns.cell(cells, "order").casefold()
        if self._is_rest(order, cells):
            self._add_notes(result, cells, name)
            result.passed_over["rest"] += 1
            return
        if not name:
            raise LineError("exercise")
        on, at, when = self._moment(cells)
        amount, hold_s, distance = self._work(cells)
        if not amount and not hold_s:
            result.passed_over["distance" if distance else "planned"] += 1
            return
        on = cell_values.in_range(on, self.settings.today)
        done = DoneSet(
            row.line, name, on, at, when, amount, hold_s, self._load(cells),
            self._effort(cells, row.line, result), self._marks(cells, name, order),
        )  # fmt: skip
        for number in range(self._sets(cells)):
            if number:
                result.count_line(row.line)
            add_done_set(result, done)
        self._add_notes(result, cells, name, on)

    def _is_rest(self, order, cells):
        """Strong writes rest timers and notes as sets, with a word in its language for a number."""
        if self.app.slug != "strong" or SET_NUMBER.fullmatch(order) or len(order) < 2:
            return False
        return not self.columns.cell(cells, "reps").strip("0.,")

    def _moment(self, cells):
        when = self.columns.cell(cells, "when")
        clock = self.columns.cell(cells, "clock")
        return moments.moment(f"{when} {clock}".strip(), self.settings.zone, self.habits)

    def _work(self, cells):
        """Repetitions, seconds and a distance, each or ``None``."""
        written = self.columns.cell(cells, "reps")
        reps, word = cell_values.measure_or_time(written)
        amount, hold_s = None, None
        if seconds := word and cldr_words.seconds_in(word):
            hold_s = cell_values.hold(str(reps * seconds))
        elif word and cldr_words.is_length(word):
            return None, None, reps
        elif word and not is_word_for("repetitions", word):
            raise LineError("amount", written)
        else:
            amount = cell_values.whole_amount(reps, written)
        distance = self._distance(cells)
        if not amount and not distance:
            hold_s = hold_s or cell_values.hold(self.columns.cell(cells, "seconds"))
        return amount, hold_s, distance

    def _distance(self, cells):
        try:
            return cell_values.number(self.columns.cell(cells, "distance"), "distance")
        except LineError:
            return None  # it is not taken over

    def _load(self, cells):
        """A load that stands in both units was typed in the one in which it is rounder."""
        units = self._units(cells, "units")
        written = [one for one in self.columns.measured(cells, "weight") if one[0]]
        if not written and "asked_weight" in self.columns:
            written = self.columns.measured(cells, "asked_weight")
            units = self._units(cells, "asked_units")
        loads = [
            cell_values.load(text, of_column or units or self.settings.units)
            for text, of_column in written
            if not _is_distance(text)
        ]
        loads = [load for load in loads if load is not None]
        return min(loads, key=lambda load: (_places(load.raw), load.units), default=None)

    def _units(self, cells, part):
        word = self.columns.cell(cells, part)
        units = cell_values.units_named(word) if word else ""
        if word and not units:
            raise LineError("word", word)
        return units

    def _sets(self, cells):
        """How many such sets a row stands for."""
        written = self.columns.cell(cells, "sets")
        sets = cell_values.amount(written) or 1
        if sets > MOST_SETS:
            raise LineError("amount", written)
        return sets

    def _effort(self, cells, line, result):
        """An effort that cannot be is listed, and the set is taken without it."""
        with result.listing_unfit(line):
            if left := self.columns.cell(cells, "rir"):
                return cell_values.in_reserve(left)
            return cell_values.effort(self.columns.cell(cells, "rpe"))
        return None

    def _marks(self, cells, name, order):
        kind = self.columns.cell(cells, "kind").casefold() if "kind" in self.columns else order
        marks = ["warmup"] * (kind in self.app.warmup)
        if self.app.slug == "strong" and order not in SET_KINDS:
            marks += ["kind"] * (bool(order) and not SET_NUMBER.fullmatch(order))
        if self.app.numbers_sets:
            workout = self.columns.cell(cells, "when"), self.columns.cell(cells, "workout")
            whole = sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).digest()
            marks += ["copy"] * self.copies.is_copy(whole, workout, name, order)
        return marks

    def _add_notes(self, result, cells, name, on=None):
        note = cell_values.plain(self.columns.cell(cells, "note"), 1000)
        day_note = cell_values.plain(self.columns.cell(cells, "day_note"), 1000)
        if note or day_note:
            on = on or cell_values.in_range(self._moment(cells)[0], self.settings.today)
            result.day(on).add_note("", day_note)
            result.day(on).add_note(name, note)


class Copies:
    """Tells a line that stands in a file twice from a set that was done again, as in a circuit.

    In a circuit the exercise comes again in the same workout, after another one or with its sets
    numbered anew. A copy stands among the sets of its exercise, or after another workout.
    """

    def __init__(self):
        self.seen: dict[bytes, SeenLine] = {}  # by a hash of the line, which may be long
        self.workout, self.name, self.order = None, None, ""
        self.workouts = self.blocks = 0

    def is_copy(self, raw, workout, name, order) -> bool:
        numbers = order.isdecimal() and self.order.isdecimal()
        is_numbered_anew = numbers and int(order) < int(self.order)
        is_new_workout = workout != self.workout
        self.workouts += is_new_workout
        self.blocks += is_new_workout or name != self.name or is_numbered_anew
        self.workout, self.name, self.order = workout, name, order
        seen = self.seen.get(raw)
        if seen is None:
            self.seen[raw] = SeenLine(self.workouts, self.blocks)
            return False
        return seen.is_copy_at(self.workouts, self.blocks)


@dataclass(slots=True)
class SeenLine:
    workout: int
    block: int
    times_here: int = 1  # in the workout where it was seen last
    times_before: int = 0  # in that workout, when the file had it before

    def is_copy_at(self, workout, block) -> bool:
        if workout != self.workout:
            self.times_before, self.times_here = max(self.times_before, self.times_here), 0
        is_in_same_block = block == self.block
        self.workout, self.block, self.times_here = workout, block, self.times_here + 1
        return is_in_same_block or self.times_here <= self.times_before


def _is_distance(text):
    try:
        _number, word = cell_values.measure(text, "load")
    except LineError:
        return False
    return bool(word) and not cell_values.units_named(word) and cldr_words.is_length(word)


def _places(number: Decimal) -> int:
    return max(0, -number.normalize().as_tuple().exponent)
