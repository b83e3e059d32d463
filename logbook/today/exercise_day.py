"""One exercise on one day as values: what is asked and what is done."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count, islice
from uuid import UUID, uuid4

from exercises import units
from plans import rules
from plans.models import Choice
from plans.rules.bars import HARD_EFFORT
from plans.wording import Wording

from ..exercise_guides import Guide
from ..history import Entry
from ..pain_zones import AMBER, RED
from ..prescription import Prescription
from ..set_numbers import lamp_key, numbers_of
from ..training_state import TrainingState


@dataclass
class ExerciseDay:
    user: object
    on: date
    guide: Guide
    state: TrainingState
    wording: Wording
    entries: list[Entry]  # of this exercise, on this day
    item: rules.Item | None  # None: logged beyond the plan
    refused: object = None  # a form with errors
    refused_entry: Entry | None = None  # the set that it wanted to correct

    @property
    def slug(self):
        return self.guide.slug

    @cached_property
    def step(self) -> rules.Step | None:
        return self.state.answer.program.by_exercise.get(self.slug)

    @cached_property
    def view(self) -> rules.StepView | None:
        return self.state.answer.step(self.slug) if self.step else None

    @cached_property
    def was_ended(self) -> bool:
        """Whether red pain or the runner's own choice took it out of the plan, sets or not."""
        if self.item:
            return False
        today = [s for s in self.state.sessions if (s.exercise, s.date) == (self.slug, self.on)]
        hurts = any((session.feedback.pain or 0) >= RED for session in today)
        return hurts or any(one.exercise == self.slug for one in self.state.changes)

    @cached_property
    def was_said_to_hurt(self) -> bool:
        """Whether the runner left it out today because it hurt."""
        changes = self.state.changes
        return any((one.exercise, one.kind) == (self.slug, Choice.Kind.HURTS) for one in changes)

    @cached_property
    def dose(self) -> rules.Dose:
        """The dose asked today; beyond the plan, that of the last set done."""
        if self.item:
            return self.item.dose
        last = self.entries[-1]
        return rules.Dose(0, last.amount, last.hold_s or 0, last.load_kg, last.band)

    @cached_property
    def cue(self):
        return self.guide.cue_on(self.on, self.user, self.state.took_over.get(self.slug, ""))

    @cached_property
    def prescription(self) -> Prescription | None:
        if not self.item:
            return None
        dose, cue = self.dose, self.cue
        return Prescription(
            self.slug, dose.sets, dose.amount, dose.hold_s, dose.load_kg,
            self.state.revision, cue and cue.pk, cue and cue.version, dose.band,
        )  # fmt: skip

    @cached_property
    def signed_prescription(self) -> str:
        return self.prescription.signed() if self.prescription else ""

    # Load

    @cached_property
    def load_kg(self):
        """The load of the next set: as asked, or the heaviest that the runner entered today."""
        if self.dose.load_kg is not None:
            return self.dose.load_kg
        entered = [float(e.load_kg) for e in self.entries if e.load_kg is not None]
        return max(entered, default=None)

    @cached_property
    def load(self):
        """In the runner's units."""
        return units.from_kg(self.load_kg, self.user.units)

    @cached_property
    def band(self) -> int | None:
        """The band of the next set: as asked, or the strongest that the runner took today."""
        taken = [entry.band for entry in self.entries if entry.band is not None]
        return self.dose.band or max(taken, default=None)

    @property
    def load_kind(self) -> str:
        """``"bar"``, ``"hand"``, ``"hips"`` or ``"band"``; beyond the ladder one in kg."""
        return (self.step and self.step.load_kind) or ("hand" if self.guide.each_side else "bar")

    @cached_property
    def takes_load(self) -> bool:
        """Whether a load in kg may be entered."""
        is_offered = self.offers_load and self.load_kind != "band"
        return self.load_kg is not None or self.wants_load or is_offered

    @cached_property
    def takes_band(self) -> bool:
        return self.band is not None or (self.offers_load and self.load_kind == "band")

    @property
    def offers_load(self) -> bool:
        """Whether a first load may be entered that is not owed."""
        return bool(self.item and self.item.offers_load)

    @cached_property
    def wants_load(self) -> bool:
        """Whether the first load of a lift is still to be entered."""
        return self.load_kg is None and bool(self.item and self.item.asks_load)

    # Sets

    @cached_property
    def sessions(self) -> list[rules.Session]:
        """Returns the sessions of this exercise on earlier days, oldest first."""
        return [s for s in self.state.sessions if s.exercise == self.slug and s.date < self.on]

    @cached_property
    def weaker(self) -> str | None:
        """The side felt less in the last session for which both were given."""
        for session in reversed(self.sessions) if self.guide.each_side else ():
            left, right = session.feedback.felt_left, session.feedback.felt_right
            if left is not None and right is not None:
                return None if left == right else "left" if left < right else "right"
        return None

    @cached_property
    def sides(self) -> list[str]:
        """The side that begins comes first."""
        if not self.guide.each_side:
            return ["both"]
        return ["right", "left"] if self.weaker == "right" else ["left", "right"]

    @cached_property
    def done(self) -> dict[str, list[Entry]]:
        """The sets of each side; a set of both sides counts for either."""
        if not self.guide.each_side:
            return {"both": self.entries}
        return {
            side: [entry for entry in self.entries if entry.side in (side, "both")]
            for side in self.sides
        }

    @cached_property
    def numbered(self) -> dict[str, list[tuple[int, Entry | None]]]:
        """By side the sets that are logged and those still to be done: (number, logged entry)."""
        return {side: self._numbered(side, done) for side, done in self.done.items()}

    def _numbered(self, side, done):
        entries = {entry.key: entry for entry in done}
        logged = numbers_of((self.on, self.guide.pk, side), entries)
        free = (number for number in count(1) if number not in logged)
        asked = self.dose.sets + (self.offers_extra_set and len(done) == self.dose.sets)
        to_do = islice(free, max(0, asked - len(done)))
        found = {number: entries[key] for number, key in logged.items()} | dict.fromkeys(to_do)
        return sorted(found.items())

    def place_of(self, side, entry) -> int:
        """Returns where a logged set stands among those of its side, from 1 on."""
        shown = self.numbered[side]
        return next(place for place, (_, one) in enumerate(shown, 1) if one == entry)

    def key_of(self, side, number) -> UUID:
        """Returns the key by which a set will be logged."""
        key = lamp_key(self.on, self.guide.pk, side, number)
        # The set of this key may have been moved to another day since.
        return uuid4() if key in self.state.keys_of_other_days else key

    def next_number(self, side) -> int:
        """Returns the number of the set that is logged next."""
        taken = {number for number, entry in self.numbered[side] if entry}
        return next(number for number in count(1) if number not in taken)

    @cached_property
    def sets_done(self) -> int:
        return min(map(len, self.done.values()))

    @property
    def is_done(self) -> bool:
        return self.sets_done >= self.dose.sets

    @cached_property
    def next_side(self) -> str:
        """The side with fewer sets; if they are equal, the one that begins."""
        return min(self.sides, key=lambda side: len(self.done[side]))

    @cached_property
    def offers_extra_set(self) -> bool:
        """Whether all is done at the top of every range but that of the sets."""
        item, step = self.item, self.step
        if not item or item.asks_load or item.dose != item.target:
            return False
        dose, top = item.dose, (step.sets_ceiling, step.amount.high, step.hold.high)
        is_top = (dose.sets, dose.amount, dose.hold_s) == top and dose.sets < step.sets.high
        return is_top and self.sets_done == dose.sets and self._may_do_more

    @property
    def _may_do_more(self) -> bool:
        """Whether nothing that was said of this session or asks for a clinician is against it."""
        said = self.entries[0]
        return (
            not self.state.answer.clinician
            and (said.pain is None or said.pain < AMBER)
            and (said.effort is None or said.effort <= HARD_EFFORT)
            and said.form is not False
        )
