"""One exercise of a day as values: rows of lamps, what to log instead, last, why and next."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from plans import rules
from plans.wording import Wording, dose_in_words, load_in_words

from . import units
from .asked import Asked
from .guides import Guide
from .history import Entry, Standing
from .told import Told, told
from .words import (
    errors_in_words,
    one_more_in_words,
    rest_in_words,
    session_in_words,
    set_in_words,
    side_in_words,
    unit_in_words,
)

ABOUT_THE_BAR = {"next", "proficient"}
BESIDE = {"stalled", "overridden"}  # of a step's reasons, what a card says too
LONG_REST_S = 90


@dataclass(frozen=True)
class Number:
    """A number field with its stepper."""

    name: str
    id: str
    label: str
    unit: str
    value: object
    least: int
    most: int
    step: object = 1
    errors: list = field(default_factory=list)


@dataclass(frozen=True)
class Pick:
    """Another number than asked: for the next set of a row, or to correct one."""

    id: str
    title: str
    action: str
    numbers: list[Number]
    errors: list[str] = field(default_factory=list)  # of what the form does not show
    is_open: bool = False


@dataclass(frozen=True)
class Lamp:
    """One set, one lamp."""

    id: str
    label: str
    amount: int
    entry: Entry | None = None
    short: str = ""  # where it fell short, of what
    key: UUID | None = None  # of an unlit one
    is_next: bool = False

    @property
    def less(self):
        return self.amount - 1


@dataclass(frozen=True)
class Row:
    side: str
    name: str
    is_first: bool  # the weaker side
    lamps: list[Lamp]
    pick: Pick
    key: UUID = field(default_factory=uuid4)  # of the pick


@dataclass
class Card:
    """One exercise on one day. ``item`` is ``None`` for what was logged beyond the plan."""

    user: object
    on: date
    guide: Guide
    standing: Standing
    wording: Wording
    entries: list[Entry]  # of this exercise, on this day
    item: rules.Item | None
    refused: object = None  # a form with errors
    refused_entry: Entry | None = None  # the set that it wanted to correct

    @property
    def slug(self):
        return self.guide.slug

    @cached_property
    def step(self) -> rules.Step | None:
        return self.standing.answer.program.by_exercise.get(self.slug)

    @cached_property
    def view(self) -> rules.StepView | None:
        return self.standing.answer.step(self.slug) if self.step else None

    @cached_property
    def dose(self) -> rules.Dose:
        """As asked today; of what was not asked, as it was done."""
        if self.item:
            return self.item.dose
        last = self.entries[-1]
        return rules.Dose(0, last.amount, last.hold_s or 0, last.load_kg)

    @property
    def target(self) -> str:
        if not self.item:
            return _("Not in today's plan")
        return dose_in_words(self.step, replace(self.dose, load_kg=self.load_kg), self.user.units)

    @cached_property
    def cue(self):
        return self.guide.cue_on(self.on, self.user.pk)

    @cached_property
    def asked(self) -> Asked | None:
        if not self.item:
            return None
        dose, cue = self.dose, self.cue
        return Asked(
            self.slug, dose.sets, dose.amount, dose.hold_s, dose.load_kg,
            self.standing.revision, cue and cue.pk, cue and cue.version,
        )  # fmt: skip

    @cached_property
    def token(self):
        return self.asked.signed() if self.asked else ""

    # Load

    @property
    def takes_load(self):
        return self.dose.load_kg is not None or bool(self.item and self.item.asks_load)

    @cached_property
    def load_kg(self):
        """What the next set is done with: as asked, or the runner's own entry of today."""
        if self.dose.load_kg is not None:
            return self.dose.load_kg
        entered = [float(e.load_kg) for e in self.entries if e.load_kg is not None]
        return max(entered, default=None)

    @property
    def load(self):
        return units.from_kg(self.load_kg, self.user.units)

    @property
    def wants_load(self):
        """The first load of a lift is still to be entered."""
        return self.takes_load and self.load_kg is None

    @property
    def has_load(self):
        return self.takes_load or self.load_kg is not None

    @property
    def rest(self) -> str:
        """Between sets, where it is long enough to say."""
        rest_s = self.step.rest_s if self.step else 0
        return rest_in_words(rest_s) if rest_s >= LONG_REST_S else ""

    # Sets

    @cached_property
    def sessions(self):
        """Of this exercise on the days before, oldest first."""
        return [
            s
            for s in self.standing.history.sessions
            if s.exercise == self.slug and s.date < self.on
        ]

    @cached_property
    def weaker(self) -> str | None:
        """The side felt less, the last time that both were given."""
        for session in reversed(self.sessions) if self.guide.each_side else ():
            left, right = session.feedback.felt_left, session.feedback.felt_right
            if left is not None and right is not None:
                return None if left == right else "left" if left < right else "right"
        return None

    @property
    def sides(self) -> list[str]:
        if not self.guide.each_side:
            return ["both"]
        return ["right", "left"] if self.weaker == "right" else ["left", "right"]

    def done(self, side) -> list[Entry]:
        if side == "both":
            return self.entries
        return [e for e in self.entries if e.side in (side, "both")]

    @cached_property
    def sets_done(self):
        return min(len(self.done(side)) for side in self.sides)

    @property
    def is_done(self):
        return self.sets_done >= self.dose.sets

    @cached_property
    def next_side(self):
        """Whose turn it is: the side with fewer sets, of equals the weaker."""
        return min(self.sides, key=lambda side: len(self.done(side)))

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(side) for side in self.sides]

    def _row(self, side):
        done = self.done(side)
        lamps = [self._lit(side, number, entry) for number, entry in enumerate(done, 1)]
        for number in range(len(done) + 1, self.dose.sets + 1):
            lamps.append(self._unlit(side, number, number == len(done) + 1))
        pick = self._pick(side, len(done) + 1)
        return Row(side, side_in_words(side), side == self.weaker, lamps, pick)

    def _lit(self, side, number, entry):
        label = _("%(set)s: %(amount)d logged. Press to take one off.") % {
            "set": set_in_words(side, number),
            "amount": entry.amount,
        }
        short = self._short(entry) if self.item else ""
        return Lamp(f"lamp-{self.slug}-{side}-{number}", label, entry.amount, entry, short)

    def _short(self, entry):
        dose = self.dose
        if entry.amount < dose.amount:
            return _("of %(amount)d") % {"amount": dose.amount}
        if entry.hold_s is not None and entry.hold_s < dose.hold_s:
            return _("%(hold)d s") % {"hold": entry.hold_s}
        if dose.load_kg is not None and (entry.load_kg or 0) < dose.load_kg:
            return load_in_words(float(entry.load_kg or 0), self.user.units)
        return ""

    def _unlit(self, side, number, is_row_next):
        label = _("%(set)s: log %(amount)d") % {
            "set": set_in_words(side, number),
            "amount": self.dose.amount,
        }
        return Lamp(
            f"lamp-{self.slug}-{side}-{number}",
            label,
            self.dose.amount,
            key=uuid4(),
            is_next=is_row_next and side == self.next_side,
        )

    def _pick(self, side, number):
        pick_id = f"pick-{self.slug}-{side}"
        is_more = number > self.dose.sets
        pick = Pick(
            id=pick_id,
            title=one_more_in_words(side) if is_more else set_in_words(side, number),
            action=reverse("log_set"),
            numbers=self._numbers(pick_id),
            is_open=self.wants_load and side == self.next_side,
        )
        is_refused = self.refused is not None and "amount" in self.refused.fields
        return self._refused(pick, side) if is_refused else pick

    def _refused(self, pick, side):
        """With what was typed and what is wrong with it; of a correction, on its own set."""
        entry = self.refused_entry
        typed_side = entry.side if entry else self.refused["side"].value()
        if side != (typed_side if typed_side in self.sides else self.sides[0]):
            return pick
        if entry:
            number = self.done(side).index(entry) + 1
            pick = replace(
                pick,
                title=set_in_words(side, number),
                action=reverse("change_set", args=[entry.pk]),
            )
        shown = {number.name for number in pick.numbers}
        return replace(
            pick,
            numbers=[self._typed(number) for number in pick.numbers],
            errors=errors_in_words(self.refused, shown),
            is_open=True,
        )

    def _typed(self, number):
        value = self.refused[number.name].value()
        return replace(
            number,
            value=number.value if value is None else value,
            errors=self.refused.errors.get(number.name, []),
        )

    def _numbers(self, pick_id):
        dose, words = self.dose, unit_in_words(self.guide.unit)
        numbers = [Number("amount", f"{pick_id}-amount", words, words, dose.amount, 1, 999)]
        if dose.hold_s:
            hold = Number("hold_s", f"{pick_id}-hold", _("Hold"), _("s hold"), dose.hold_s, 0, 600)
            numbers.append(hold)
        return [*numbers, self._load_number(pick_id)] if self.has_load else numbers

    def _load_number(self, pick_id):
        in_kg = self.user.units == "kg"
        return Number(
            name="load",
            id=f"{pick_id}-load",
            label=_("Load in each hand") if self.guide.each_side else _("Load on the bar"),
            unit=self.user.units,
            value=self.load,
            least=0,
            most=9999,
            step=((self.step and self.step.load_step) or 1) if in_kg else 5,
        )

    # Last, why, next

    @property
    def last(self):
        if not self.sessions:
            return ""
        return session_in_words(self.sessions[-1], self.guide.each_side, self.user.units, self.on)

    @property
    def why(self):
        reasons = [*(self.item.reasons if self.item else ())]
        reasons += [r for r in (self.view.reasons if self.view else ()) if r.code in BESIDE]
        words = list(map(self.wording, reasons))
        if self.weaker and self.item:
            words.append(
                _("%(side)s first: you feel it less.") % {"side": side_in_words(self.weaker)}
            )
        return " ".join(words)

    @property
    def next(self):
        reasons = self.view.reasons if self.view else ()
        return " ".join(self.wording(r) for r in reasons if r.code in ABOUT_THE_BAR)

    @property
    def segments(self) -> list[bool]:
        """One a session of the row that the bar wants; lit as far as it is."""
        if not self.view or self.view.status != "open" or not self.view.row_needed:
            return []
        return [number < self.view.row for number in range(self.view.row_needed)]

    @cached_property
    def told(self) -> Told:
        return told(self)
