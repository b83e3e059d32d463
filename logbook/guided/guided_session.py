"""The guided session as values: the day's sets in the order in which they are done.

The page carries them as JSON, so that a phone can go through them without reception. Times are
seconds; timer.js works out what they mean at a moment.
"""

import time
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exercises.templatetags.unbroken import unbroken

from ..describe import describe_rest, name_of_side, name_of_unit, with_spoken_seconds
from ..lamp_labels import set_addresses
from ..today.cards import Card
from ..today.feedback_row import FeedbackRow
from ..today.page import Page

AMOUNT = SafeString('<span data-say="amount"></span>')  # filled in by guided.js


AMOUNTS = {
    "repetitions": lambda n: ngettext("%(n)d rep", "%(n)d reps", n),
    "steps": lambda n: ngettext("%(n)d step", "%(n)d steps", n),
    "switches": lambda n: ngettext("%(n)d switch", "%(n)d switches", n),
}
COUNTED = {
    "repetitions": lambda: _("{n} of %(amount)d reps"),
    "steps": lambda: _("{n} of %(amount)d steps"),
    "switches": lambda: _("{n} of %(amount)d switches"),
}


@dataclass(frozen=True)
class GuidedExercise:
    slug: str
    name: str
    kind: str  # "squeeze", "hold", "tempo" or "free": how its sets are timed
    kind_of_unit: str  # "repetitions", "steps" or "switches"
    unit: str  # in words
    amount: int
    hold_s: int
    up_s: float
    down_s: float
    rest_s: int
    load: str | None  # in the runner's units; None: without
    band: int | None
    wants_load: bool  # the first load is still to be entered
    asked: str  # the signed prescription
    target: str
    asks: bool  # how it was is still to be said

    @property
    def beats(self) -> list[tuple[str, float]]:
        """The phases of a repetition and their seconds; a lift has none."""
        phases = {
            "squeeze": [("squeeze", self.up_s), ("hold", self.hold_s), ("relax", self.down_s)],
            "hold": [("up", self.up_s), ("hold", self.hold_s), ("down", self.down_s)],
            "tempo": [("beat", self.up_s + self.hold_s + self.down_s)],
            "free": [],
        }[self.kind]
        return [(name, seconds) for name, seconds in phases if seconds]

    @property
    def reps(self) -> str:
        """``8 reps``"""
        return AMOUNTS[self.kind_of_unit](self.amount) % {"n": self.amount}

    @property
    def rep(self) -> str:
        """``{n} of 8 reps``, with ``{n}`` for the number that only the phone knows."""
        return COUNTED[self.kind_of_unit]() % {"amount": self.amount}

    @property
    def rest(self) -> str:
        return describe_rest(self.rest_s)


@dataclass(frozen=True)
class GuidedSet:
    slug: str
    side: str
    name: str  # of the side
    number: int
    of: int
    amount: int  # as asked, or as done
    key: str | None  # of a set that is done
    lamp: str  # the key by which it is logged, the same as on today's page
    lamp_number: int  # which set of the day and side that key stands for


class GuidedSession:
    """The day's plan, one set after the other."""

    name = ""  # the phone keeps where it stands under this name
    run_cue = ""
    whole = ()  # sets that may be logged at once

    def __init__(self, page: Page):
        self.page = page
        self.cards = [c for block in page.blocks for c in block.cards if c.item]

    @cached_property
    def exercises(self) -> list[GuidedExercise]:
        return [_exercise(card) for card in self.cards]

    @cached_property
    def shown(self) -> list[tuple[Card, GuidedExercise, FeedbackRow]]:
        """What the page shows of each exercise; it asks until it is answered or skipped."""
        pairs = zip(self.cards, self.exercises, strict=True)
        return [(card, one, replace(card.feedback, is_due=one.asks)) for card, one in pairs]

    @cached_property
    def sets(self) -> list[GuidedSet]:
        return [one for card in self.cards for one in _sets(card)]

    @property
    def title(self) -> str:
        return _("Guided")

    @property
    def intro(self) -> str:
        return _("In this order, one thing at a time. Each set logs itself.")

    @property
    def none(self) -> str:
        return _("Nothing to train today")

    @property
    def all_done(self) -> str:
        return _("All sets of today are logged.")

    @property
    def is_done(self) -> bool:
        return all(one.key for one in self.sets)

    @property
    def log_button(self) -> SafeString:
        return format_html(_("Log {n}, go on"), n=AMOUNT)

    @property
    def log_and_stop_button(self) -> SafeString:
        return format_html(_("Log {n} and stop"), n=AMOUNT)

    def script(self) -> dict:
        return {
            "day": self.page.on.isoformat(),
            "at": int(time.time() * 1000),
            "today": reverse("today"),
            "summary": reverse("day_summary"),
            "addresses": set_addresses(),
            "exercises": {one.slug: self._exercise(one) for one in self.exercises},
            "sets": [asdict(one) | self._words(one) for one in self.sets],
            "words": words() | {"lamps": _("{n} of %(of)d sets done") % {"of": self._count_sets()}},
        }

    def _count_sets(self):
        """A left and a right are one set."""
        return len({(one.slug, one.number) for one in self.sets})

    def _exercise(self, one):
        numbers = {"n": self.exercises.index(one) + 1, "of": len(self.exercises)}
        sends = {
            "exercise": one.slug,
            "hold_s": one.hold_s or None,
            "load": one.load,
            "band": one.band,
            "date": self.page.on.isoformat(),
            "asked": one.asked,
        }
        return {
            "name": one.name,
            "kind": one.kind,
            "unit": one.unit,
            "amount": one.amount,
            "beats": one.beats,
            "rest_s": one.rest_s,
            "wants_load": one.wants_load,
            "asks": one.asks,
            "feedback": reverse("feedback", args=[one.slug]),
            "undo_feedback": reverse("undo_feedback", args=[one.slug]),
            "reps": one.reps,
            "rep": one.rep,
            "place": _("Exercise %(n)d of %(of)d") % numbers,
            "sends": {name: value for name, value in sends.items() if value is not None},
        }

    def _words(self, one):
        """The words for a set; ``{n}`` stands for a number that only the phone knows."""
        exercise = next(exercise for exercise in self.exercises if exercise.slug == one.slug)
        which = _("set %(n)d of %(of)d") % {"n": one.number, "of": one.of}
        what = [part for part in (exercise.name, one.name) if part]
        following = _("Next: %(what)s") % {"what": ", ".join([*what, which, exercise.target])}
        return {
            "which": which,
            "said": with_spoken_seconds(", ".join([*what, exercise.reps, which])),
            "next": unbroken(following),
            "next_said": with_spoken_seconds(following),
            "logged": _("%(what)s: {n} logged") % {"what": ", ".join(what)},
        }


def _exercise(card) -> GuidedExercise:
    step, dose, row = card.step, card.dose, card.feedback
    return GuidedExercise(
        slug=card.slug,
        name=card.guide.name,
        kind=kind_of(step, dose),
        kind_of_unit=card.guide.unit,
        unit=name_of_unit(card.guide.unit),
        amount=dose.amount,
        hold_s=dose.hold_s,
        up_s=step.up_s,
        down_s=step.down_s,
        rest_s=step.rest_s,
        load=None if card.load is None else str(card.load),
        band=card.band,
        wants_load=card.wants_load,
        asked=card.signed_prescription,
        target=card.target,
        asks=not (row.given or row.skipped),
    )


def kind_of(step, dose) -> str:
    """Holds are counted; steps and switches are beaten; a lift takes the time that it takes."""
    if dose.hold_s:
        return "squeeze" if step.activation else "hold"
    return "free" if step.unit == "repetitions" else "tempo"


def _sets(card):
    """Side by side, the weaker first: a set is done once both sides are."""
    sets = card.dose.sets
    for place in range(1, sets + 1):
        for side in card.sides:
            number, done = card.numbered[side][place - 1]
            yield GuidedSet(
                slug=card.slug,
                side=side,
                name=name_of_side(side),
                number=place,
                of=sets,
                amount=done.amount if done else card.dose.amount,
                key=str(done.key) if done else None,
                lamp=str(card.key_of(side, number)),
                lamp_number=number,
            )


def words() -> dict[str, str]:
    """The words for phases and for modes of the page."""
    return {
        "ready": pgettext("during a set", "Get ready"),
        "squeeze": pgettext("during a set", "Squeeze"),
        "up": pgettext("during a set", "Up"),
        "hold": pgettext("during a set", "Hold"),
        "relax": pgettext("during a set", "Relax"),
        "down": pgettext("during a set", "Down"),
        "rest": pgettext("during a set", "Rest"),
        "switch": pgettext("during a set", "Switch sides"),
        "seconds": pgettext("during a set", "seconds"),
        "over": _("Rest is over"),
        "still": _("Paused"),
        "halt": _("Paused"),
        "ask": _("How many did you do?"),
        "late": _("Welcome back"),
        "end": _("Done for today"),
        "go": pgettext("begin a set", "Go"),
        "finish": pgettext("ends a set", "Done"),
        "last": _("That was the last set."),
        "failed": _("Not saved. Try again."),
    }
