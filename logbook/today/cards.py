"""The card of one exercise: its words, its buttons and its feedback row."""

import time
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plans.wording import NextTimeWording, describe_dose, describe_load

from ..describe import describe_amounts, describe_rest, describe_session
from .bar_plates import OnTheBar, on_the_bar
from .day_changes import MenuItem, menu_of
from .day_summary import why_closed, why_it_waits
from .exercise_day import ExerciseDay
from .feedback_row import TOOK_OVER, FeedbackRow, feedback_row_for
from .page_addresses import addresses
from .set_buttons import NumberPicker, PairButton, SetRow, number_picker, pair_button, set_rows
from .verdict import (
    CLIMBS,
    COUNTED,
    LACKED,
    PART,
    ROW,
    WAITS,
    Verdict,
    describe_row,
    pips_of,
    verdict_on,
)

ABOUT_THE_BAR = {"next", "next-opens"}  # codes of a step's reasons
WITH_EASIER_FORM = {"offer-easier", "offer-position", "offer-one-side"}  # codes
ANOTHER_WAY = {
    "stalled",
    "sore",
    "sore-often",
    "less-leads-on",
    "offer-sets",
    *WITH_EASIER_FORM,
}
LOAD_OFFERS = {"offer-hips", "offer-hand", "offer-band"}
# How the codes of a dose begin that was lowered, or is on its way back.
CHANGED = ("away-", "down-", "closed-", "back-")
LONG_REST_S = 90


class Advice(NamedTuple):
    """What helps against what took over: a cue that answers it, or else the easier form."""

    what: str
    cue: str
    easier: str


class Offer(NamedTuple):
    """What the runner may take or leave; without an address the number picker takes it."""

    words: str
    action: str
    address: str


class LastLine(NamedTuple):
    """The last session in a line: whether it counted, and how far the row is."""

    icon: str
    words: str
    note: str
    is_counted: bool
    pips: list[bool]


@dataclass
class Card(ExerciseDay):
    opens_feedback: bool = False  # the runner asked for its form
    hurts: bool = False  # with "It hurts"

    @cached_property
    def target(self) -> str:
        if self.was_ended:
            return _("No more of it today")
        if not self.item:
            return _("Not in today's plan")
        return describe_dose(
            self.step, replace(self.dose, load_kg=self.load_kg, band=self.band), self.user.units
        )

    @property
    def load_step(self) -> str:
        """The smallest step of a load in kg that the runner's gym has."""
        return describe_load(self.step.load_step, self.user.units)

    @property
    def rest_s(self) -> int:
        """Seconds between two sets."""
        return self.step.rest_s if self.step else 0

    @cached_property
    def rest(self) -> str:
        """The rest between sets, where it is long enough to say."""
        return describe_rest(self.rest_s) if self.rest_s >= LONG_REST_S else ""

    @cached_property
    def last(self) -> LastLine:
        """The line that a card opens to its facts."""
        verdict, session = self.view and verdict_on(self.view, self.wording), self.last_session
        if session is None:
            icon, words = "info", _("Not done yet")
        elif verdict is None:
            done = self._done_last_time
            icon, words = "history", _("Last: %(done)s") % {"done": done}
        elif verdict.kind == COUNTED:
            done = self._done_last_time
            icon, words = verdict.icon, _("Last: %(done)s, counted") % {"done": done}
        elif verdict.kind == CLIMBS:
            icon, words = verdict.icon, verdict.why
        else:
            patterns = {
                WAITS: _("Last time has not counted yet. %(why)s"),
                PART: _("Last time counted in part. %(why)s"),
            }
            pattern = patterns.get(verdict.kind, _("Last time did not count. %(why)s"))
            icon, words = verdict.icon, pattern % {"why": verdict.why}
        is_counted = bool(verdict and session and verdict.kind == COUNTED)
        pips = pips_of(self.view) if self.view else []
        return LastLine(icon, words, self._note_on_last(verdict, pips), is_counted, pips)

    def _note_on_last(self, verdict, pips):
        """Why the dose was lowered, unless the verdict says so; else how far the row is."""
        first = self.item.reasons[0] if self.item and self.item.reasons else None
        if first and first.code.startswith(CHANGED):
            words = self.wording(first)
            if not verdict or words not in verdict.why:
                return words
        if verdict:
            return verdict.row
        if self.view and self.view.status == "proficient":
            return _("You have it")
        if not pips:
            return ""
        return describe_row(self.view)

    @cached_property
    def last_session(self):
        return self.sessions[-1] if self.sessions else None

    @property
    def _done_last_time(self):
        return describe_amounts(self.last_session.sets, self.guide.each_side)

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        """What the line of the last session opens to: (name, words)."""
        found = []
        if self.last_session:
            each_side, units = self.guide.each_side, self.user.units
            words = describe_session(self.last_session, each_side, units, self.on)
            found.append((_("Last"), words))
        said = f"{self.last.words} {self.last.note}"
        found.append((_("Why"), " ".join(one for one in self._whys if one not in said)))
        found.append((_("Next"), self.next))
        return [(name, words) for name, words in found if words]

    @property
    def may_answer(self) -> str:
        """The page of the day whose session waits for an answer alone."""
        verdict = self.view and self.view.last and verdict_on(self.view, self.wording)
        if verdict and verdict.kind == WAITS:
            return reverse("logbook_day", args=[self.view.last.date])
        return ""

    @cached_property
    def is_new(self) -> bool:
        """Whether the runner meets the exercise for the first time."""
        return bool(self.item) and not self.sessions and not (self.view and self.view.last)

    @cached_property
    def reasons(self) -> tuple:
        return self.view.reasons if self.view else ()

    @property
    def why(self) -> str:
        return " ".join(self._whys)

    @cached_property
    def _whys(self) -> list[str]:
        # A load that may be taken up is an offer of the card, which says so below; what the last
        # session lacked stands in its line.
        reasons = [
            one
            for one in (self.item.reasons if self.item else ())
            if not self._offers(one) and not one.code.startswith((LACKED, ROW))
        ]
        reasons += [reason for reason in self.reasons if reason.code == "overridden"]
        words = list(map(self.wording, reasons))
        if self.weaker and self.item:
            words.append(
                _("Left first: you feel it less.")
                if self.weaker == "left"
                else _("Right first: you feel it less.")
            )
        return words

    @cached_property
    def next(self) -> str:
        return " ".join(self.wording(r) for r in self.reasons if r.code in ABOUT_THE_BAR)

    def _offers(self, reason) -> bool:
        """Whether a reason is a load that this card offers."""
        return reason.code in LOAD_OFFERS and self.offers_load

    @cached_property
    def offers(self) -> list[Offer]:
        codes = {reason.code for reason in self.reasons} if self.item else set()
        offers = []
        if codes & ANOTHER_WAY:
            words = [self.wording(one) for one in self.reasons if one.code in ANOTHER_WAY]
            if self.guide.easier and codes & WITH_EASIER_FORM:
                words.append(self.guide.easier)
            offers.append(Offer(" ".join(words), _("See it"), self.guide.address))
        for reason in self.reasons if self.item else ():
            if reason.code == "offer-going-on":
                address = f"{addresses()['plan']}?step={self.slug}#{self.slug}"
                offers.append(Offer(self.wording(reason), _("Go on"), address))
            elif self._offers(reason):
                offers.append(Offer(self.wording(reason), _("Enter it"), ""))
        return offers

    @cached_property
    def verdict(self) -> Verdict | None:
        """The verdict on today's session, once its sets are done and it was answered or skipped.

        Pain takes an exercise out of today's plan: what is left of it is not waited for.
        """
        if not (self.entries and self.step) or (self.item and not self.is_done):
            return None
        if self.view.status == "proficient":
            return None
        after = self.state.after.step(self.slug)
        return verdict_on(after, self._next_time)

    @cached_property
    def _next_time(self):
        return NextTimeWording(self.user.units, names=self.wording.names)

    @cached_property
    def closed(self) -> str:
        """Why today's pain closes the exercise; said at once, not at the end of the day."""
        if not (self.entries and self.view) or self.view.status == "locked":
            return ""
        after = self.state.after.step(self.slug)
        return why_closed(after, self._next_time) if after.status == "locked" else ""

    @cached_property
    def earned(self) -> str:
        """What today's session opens, and when, if it made the step proficient.

        Where several steps of today opened it together, the one done last says so.
        """
        if not self.verdict or self.state.after.step(self.slug).status != "proficient":
            return ""
        after, name = self.state.after, self.wording.name
        above = [one.exercise for one in after.program.steps if self.slug in one.requires]
        views = [after.step(one) for one in above if self.state.answer.step(one).status == "locked"]
        opens = [
            view.exercise
            for view in views
            if view.status == "open"
            and not why_it_waits(view)
            and self._was_done_last_of(view.exercise)
        ]
        if opens:
            return _("It opens tomorrow: %(names)s.") % {"names": " · ".join(map(name, opens))}
        for view in views:
            if needs := [name(need.exercise) for need in view.needs]:
                values = {"name": name(view.exercise), "names": " · ".join(needs)}
                return _("%(name)s still waits for: %(names)s.") % values
        return ""

    def _was_done_last_of(self, opened) -> bool:
        before, after = self.state.answer, self.state.after
        new = {
            slug
            for slug in after.program.by_exercise[opened].requires
            if before.step(slug).status != "proficient" and after.step(slug).status == "proficient"
        }
        done = [one.exercise for one in self.state.entries if one.date == self.on]
        return [slug for slug in done if slug in new][-1:] == [self.slug]

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
            "shown_ms": int(time.time() * 1000),
        }
        return format_html_join("", '<input type="hidden" name="{}" value="{}">', sends.items())

    @cached_property
    def on_the_bar(self) -> OnTheBar | None:
        """What goes on the bar, once its load is known."""
        if self.load_kind != "bar" or self.load_kg is None or not self.item:
            return None
        asked = describe_load(self.load_kg, self.user.units)
        return on_the_bar(self.user.barbell, self.load_kg, asked)

    @cached_property
    def menu(self) -> list[MenuItem]:
        """What the runner may change of today's plan here."""
        return menu_of(self)

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
        return feedback_row_for(self, self.opens_feedback, self.hurts)
