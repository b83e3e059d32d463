"""The card of one exercise: its words, its buttons and its feedback row."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plans.wording import describe_dose, describe_load

from ..describe import describe_rest, describe_session, name_of_side
from .exercise_day import ExerciseDay
from .feedback_row import TOOK_OVER, FeedbackRow, feedback_row_for
from .set_buttons import NumberPicker, PairButton, SetRow, number_picker, pair_button, set_rows

ABOUT_THE_BAR = {"next", "next-opens"}  # codes of a step's reasons
BESIDE_THE_ITEMS = {"stalled", "overridden"}  # those that a card says beside its item's
LONG_REST_S = 90


class Advice(NamedTuple):
    """What helps against what took over: a cue that answers it, or else the easier form."""

    what: str
    cue: str
    easier: str


@dataclass
class Card(ExerciseDay):
    opens_feedback: bool = False  # the runner asked for its form

    @cached_property
    def target(self) -> str:
        if not self.item:
            return _("Not in today's plan")
        return describe_dose(
            self.step, replace(self.dose, load_kg=self.load_kg, band=self.band), self.user.units
        )

    @property
    def load_step(self) -> str:
        """The smallest step of a load in kg that the runner's gym has."""
        return describe_load(self.step.load_step, self.user.units)

    @cached_property
    def rest(self) -> str:
        """The rest between sets, where it is long enough to say."""
        rest_s = self.step.rest_s if self.step else 0
        return describe_rest(rest_s) if rest_s >= LONG_REST_S else ""

    @cached_property
    def last(self) -> str:
        if not self.sessions:
            return ""
        return describe_session(self.sessions[-1], self.guide.each_side, self.user.units, self.on)

    @cached_property
    def reasons(self) -> tuple:
        return self.view.reasons if self.view else ()

    @cached_property
    def why(self) -> str:
        reasons = [*(self.item.reasons if self.item else ())]
        reasons += [reason for reason in self.reasons if reason.code in BESIDE_THE_ITEMS]
        words = list(map(self.wording, reasons))
        if self.weaker and self.item:
            words.append(
                _("%(side)s first: you feel it less.") % {"side": name_of_side(self.weaker)}
            )
        return " ".join(words)

    @cached_property
    def next(self) -> str:
        return " ".join(self.wording(r) for r in self.reasons if r.code in ABOUT_THE_BAR)

    @cached_property
    def easier(self) -> str:
        """What to do instead for a while, once nothing has gone up for long."""
        return self.guide.easier if any(r.code == "stalled" for r in self.reasons) else ""

    @cached_property
    def segments(self) -> list[bool]:
        """The sessions in a row that the bar wants: ``True`` for each that is done."""
        if not self.view or self.view.status != "open" or not self.view.sessions_in_a_row_needed:
            return []
        return [number < self.view.row for number in range(self.view.sessions_in_a_row_needed)]

    @cached_property
    def advice(self) -> Advice | None:
        """Where something took over today; with the easier form if it did last time as well."""
        took_over = self.entries[0].took_over if self.entries else ""
        if took_over in {None, "", "nothing"}:
            return None
        cue = self.guide.cue_on(self.on, self.user, took_over)
        answers = cue is not None and cue.answers == took_over
        again = self.state.took_over.get(self.slug) == took_over
        easier = self.guide.easier if again or not answers else ""
        return Advice(TOOK_OVER[took_over](), cue.text if answers else "", easier)

    @cached_property
    def hidden_inputs(self) -> SafeString:
        """What each form of the card sends along: the exercise, the day, the prescription."""
        sends = {
            "exercise": self.slug,
            "date": self.on.isoformat(),
            "asked": self.signed_prescription,
        }
        return format_html_join("", '<input type="hidden" name="{}" value="{}">', sends.items())

    @cached_property
    def rows(self) -> list[SetRow]:
        return set_rows(self)

    @cached_property
    def pair(self) -> PairButton | None:
        return pair_button(self)

    @cached_property
    def picker(self) -> NumberPicker:
        return number_picker(self)

    @cached_property
    def feedback(self) -> FeedbackRow:
        return feedback_row_for(self, self.opens_feedback)
