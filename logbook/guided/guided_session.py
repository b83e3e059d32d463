"""The guided session as values: the day's sets in the order in which they are done.

The page carries them as JSON, so that a phone can go through them without reception. Times are
seconds; what tells when is the phone's (timer.js).
"""

import time
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from ..describe import describe_rest, name_of_side, name_of_unit
from ..today.cards import Card
from ..today.feedback_row import Told
from ..today.page import Page


@dataclass(frozen=True)
class Line:
    """One exercise of the day, as a phone counts it."""

    slug: str
    name: str
    kind: str  # "squeeze", "hold", "tempo" or "free": how its sets are timed
    unit: str  # in words
    amount: int
    hold_s: int
    up_s: float
    down_s: float
    rest_s: int
    load: str | None  # in the runner's units; None: without
    wants_load: bool  # the first load is still to be entered
    asked: str  # signed: what was asked (asked.py)
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
        return f"{self.amount} {self.unit}"

    @property
    def rest(self) -> str:
        return describe_rest(self.rest_s)


@dataclass(frozen=True)
class Set:
    slug: str
    side: str
    name: str  # of the side
    number: int
    of: int
    amount: int  # as asked, or as done
    key: str | None  # of what is done


class Guided:
    """The day's plan, one set after the other."""

    def __init__(self, page: Page):
        self.page = page
        self.cards = [c for block in page.blocks for c in block.cards if c.item]

    @cached_property
    def lines(self) -> list[Line]:
        return [_line(card) for card in self.cards]

    @cached_property
    def shown(self) -> list[tuple[Card, Line, Told]]:
        """What the page shows of each exercise; it asks until it is answered or skipped."""
        told = [replace(c.told, is_due=line.asks) for c, line in self._pairs]
        return [(card, line, row) for (card, line), row in zip(self._pairs, told, strict=True)]

    @property
    def _pairs(self):
        return list(zip(self.cards, self.lines, strict=True))

    @cached_property
    def sets(self) -> list[Set]:
        return [one for card in self.cards for one in _sets(card)]

    @property
    def is_done(self):
        return all(one.key for one in self.sets)

    def script(self) -> dict:
        return {
            "day": self.page.on.isoformat(),
            "at": int(time.time() * 1000),
            "today": reverse("today"),
            "log": reverse("log_set"),
            "done": reverse("done"),
            "lines": {line.slug: self._told(line) for line in self.lines},
            "sets": [asdict(one) | self._said(one) for one in self.sets],
            "words": words() | {"lamps": _("{n} of %(of)d sets done") % {"of": len(self.sets)}},
        }

    def _told(self, line):
        numbers = {"n": self.lines.index(line) + 1, "of": len(self.lines)}
        sends = {
            "exercise": line.slug,
            "hold_s": line.hold_s or None,
            "load": line.load,
            "date": self.page.on.isoformat(),
            "asked": line.asked,
        }
        return {
            "name": line.name,
            "kind": line.kind,
            "unit": line.unit,
            "amount": line.amount,
            "beats": line.beats,
            "rest_s": line.rest_s,
            "wants_load": line.wants_load,
            "asks": line.asks,
            "reps": line.reps,
            "rep": _("{n} of %(reps)s") % {"reps": line.reps},
            "place": _("Exercise %(n)d of %(of)d") % numbers,
            "sends": {name: value for name, value in sends.items() if value is not None},
        }

    def _said(self, one):
        """What is told of a set; ``{n}`` stands for a number that only the phone knows."""
        line = next(line for line in self.lines if line.slug == one.slug)
        which = _("set %(n)d of %(of)d") % {"n": one.number, "of": one.of}
        what = [part for part in (line.name, one.name) if part]
        return {
            "which": which,
            "said": ", ".join([*what, line.reps, which]),
            "next": _("Next: %(what)s") % {"what": ", ".join([*what, which, line.target])},
            "logged": _("%(what)s: {n} logged") % {"what": ", ".join(what)},
        }


def _line(card) -> Line:
    step, dose, told = card.step, card.dose, card.told
    return Line(
        slug=card.slug,
        name=card.guide.name,
        kind=kind_of(step, dose),
        unit=name_of_unit(card.guide.unit),
        amount=dose.amount,
        hold_s=dose.hold_s,
        up_s=step.up_s,
        down_s=step.down_s,
        rest_s=step.rest_s,
        load=None if card.load is None else str(card.load),
        wants_load=card.wants_load,
        asked=card.token,
        target=card.target,
        asks=not (told.given or told.skipped),
    )


def kind_of(step, dose) -> str:
    """Holds are counted; steps and switches are beaten; a lift takes the time that it takes."""
    if dose.hold_s:
        return "squeeze" if step.activation else "hold"
    return "free" if step.unit == "repetitions" else "tempo"


def _sets(card):
    """Side by side, the weaker first: a set is done once both sides are."""
    sets = card.dose.sets
    for number in range(1, sets + 1):
        for side in card.sides:
            done = card.done(side)[number - 1 : number]
            yield Set(
                slug=card.slug,
                side=side,
                name=name_of_side(side),
                number=number,
                of=sets,
                amount=done[0].amount if done else card.dose.amount,
                key=str(done[0].key) if done else None,
            )


def words() -> dict[str, str]:
    """What the phone says: of a phase, and over the page, of what goes on (its mode)."""
    return {
        "ready": _("Get ready"),
        "squeeze": _("Squeeze"),
        "up": _("Up"),
        "hold": _("Hold"),
        "relax": _("Relax"),
        "down": _("Down"),
        "rest": _("Rest"),
        "switch": _("Switch sides"),
        "seconds": _("seconds"),
        "over": _("Rest is over"),
        "still": _("Paused"),
        "halt": _("Paused"),
        "ask": _("How many did you do?"),
        "late": _("Welcome back"),
        "end": _("Done for today"),
        "log": _("Log {n}, go on"),
        "logStop": _("Log {n} and stop"),
        "last": _("That was the last set."),
        "failed": _("Not saved. Try again."),
    }
