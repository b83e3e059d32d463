"""One exercise of a day as values: what is asked, what is done, last, why and next."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from plans import rules
from plans.wording import Wording, describe_dose, describe_load

from .. import units
from ..describe import describe_rest, describe_session, name_of_side
from ..exercise_guides import Guide
from ..history import Entry
from ..training_state import TrainingState
from .feedback_row import TOOK_OVER, Told, told
from .prescription import Asked
from .set_buttons import Pair, Row, pair_of, rows_of

ABOUT_THE_BAR = {"next", "next-opens"}
BESIDE = {"stalled", "overridden"}  # of a step's reasons, what a card says too
LONG_REST_S = 90


class Answer(NamedTuple):
    """What helps against what took over: a cue that answers it, or else the easier form."""

    what: str
    cue: str
    easier: str


def answer_to(took_over, card) -> Answer:
    """The easier form as well where the same took over the last time."""
    cue = card.guide.cue_on(card.on, card.user, took_over)
    answers = cue is not None and cue.answers == took_over
    again = card.state.took_over.get(card.slug) == took_over
    easier = card.guide.easier if again or not answers else ""
    return Answer(TOOK_OVER[took_over](), cue.text if answers else "", easier)


@dataclass
class Card:
    """One exercise on one day. ``item`` is ``None`` for what was logged beyond the plan."""

    user: object
    on: date
    guide: Guide
    state: TrainingState
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
        return self.state.answer.program.by_exercise.get(self.slug)

    @cached_property
    def view(self) -> rules.StepView | None:
        return self.state.answer.step(self.slug) if self.step else None

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
        return describe_dose(self.step, replace(self.dose, load_kg=self.load_kg), self.user.units)

    @cached_property
    def cue(self):
        return self.guide.cue_on(self.on, self.user, self.state.took_over.get(self.slug, ""))

    @cached_property
    def asked(self) -> Asked | None:
        if not self.item:
            return None
        dose, cue = self.dose, self.cue
        return Asked(
            self.slug, dose.sets, dose.amount, dose.hold_s, dose.load_kg,
            self.state.revision, cue and cue.pk, cue and cue.version,
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
    def load_step(self) -> str:
        """The smallest that there is in the runner's gym."""
        return describe_load(self.step.load_step, self.user.units)

    @property
    def has_load(self):
        return self.takes_load or self.load_kg is not None

    @property
    def rest(self) -> str:
        """Between sets, where it is long enough to say."""
        rest_s = self.step.rest_s if self.step else 0
        return describe_rest(rest_s) if rest_s >= LONG_REST_S else ""

    # Sets

    @cached_property
    def sessions(self):
        """Of this exercise on the days before, oldest first."""
        return [s for s in self.state.sessions if s.exercise == self.slug and s.date < self.on]

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
    def offers_fourth(self):
        """All asked sets done, and nothing left to raise but a set of the runner's own choice."""
        item, step = self.item, self.step
        if not item or item.asks_load or item.dose != item.target or not self.is_done:
            return False
        dose, top = item.dose, (step.sets_ceiling, step.amount.high, step.hold.high)
        at_top = (dose.sets, dose.amount, dose.hold_s) == top and dose.sets < step.sets.high
        return at_top and self.sets_done == dose.sets

    @cached_property
    def next_side(self):
        """Whose turn it is: the side with fewer sets, of equals the weaker."""
        return min(self.sides, key=lambda side: len(self.done(side)))

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self)

    @cached_property
    def pair(self) -> Pair | None:
        return pair_of(self)

    # Last, why, next

    @property
    def last(self):
        if not self.sessions:
            return ""
        return describe_session(self.sessions[-1], self.guide.each_side, self.user.units, self.on)

    @property
    def why(self):
        reasons = [*(self.item.reasons if self.item else ())]
        reasons += [r for r in (self.view.reasons if self.view else ()) if r.code in BESIDE]
        words = list(map(self.wording, reasons))
        if self.weaker and self.item:
            words.append(
                _("%(side)s first: you feel it less.") % {"side": name_of_side(self.weaker)}
            )
        return " ".join(words)

    @property
    def next(self):
        reasons = self.view.reasons if self.view else ()
        return " ".join(self.wording(r) for r in reasons if r.code in ABOUT_THE_BAR)

    @property
    def easier(self) -> str:
        """What to do instead for a while, once nothing has gone up for long."""
        reasons = self.view.reasons if self.view else ()
        return self.guide.easier if any(r.code == "stalled" for r in reasons) else ""

    @property
    def segments(self) -> list[bool]:
        """One a session of the row that the bar wants; lit as far as it is."""
        if not self.view or self.view.status != "open" or not self.view.sessions_in_a_row_needed:
            return []
        return [number < self.view.row for number in range(self.view.sessions_in_a_row_needed)]

    @cached_property
    def answer(self) -> Answer | None:
        """To what took over today."""
        took_over = self.entries[0].took_over if self.entries else ""
        return answer_to(took_over, self) if took_over not in {None, "", "nothing"} else None

    @cached_property
    def told(self) -> Told:
        return told(self)
