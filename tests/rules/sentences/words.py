"""Short words for small histories, read from the written rules alone.

``log(climbed(), did(8, LIFT, "2x4@40"), morning(9, 7))`` is a history; days count from 1, a Monday.
A dose is ``sets x amount x hold @ load``, or ``~ band``; ``"12,12,9x3"`` names the amounts.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from plans.rules import (
    Choice,
    Feedback,
    History,
    Morning,
    Run,
    Runner,
    Session,
    SetDone,
    Settings,
    plan,
)

from ..ladder import BAND, BRIDGE, EACH, GLUTES_THAT_FIRE, LIFT, MARCH, PRONE, QUICK, SINGLE, STAND

__all__ = [
    "BAND",
    "BRIDGE",
    "EACH",
    "LIFT",
    "MARCH",
    "PRONE",
    "QUICK",
    "SINGLE",
    "STAND",
    "answer",
    "asked",
    "climbed",
    "codes",
    "day",
    "did",
    "easy_week",
    "go_on",
    "lacked",
    "log",
    "morning",
    "override",
    "run",
    "setting",
    "squeezed",
    "status",
    "today",
    "view",
    "waive",
]

START = date(2026, 3, 2)


@dataclass(frozen=True)
class Entry:
    kind: str  # a field of ``History``
    value: object


def day(number):
    return START + timedelta(number - 1)


def sets(dose, sides):
    dose, _, band = dose.partition("~")
    dose, _, load = dose.partition("@")
    first, *rest = dose.split("x")
    if "," in first:
        amounts, hold = [int(n) for n in first.split(",")], rest[:1]
    else:
        amounts, hold = [int(rest[0])] * int(first), rest[1:]
    return tuple(
        SetDone(
            side,
            amount,
            int(hold[0]) if hold else None,
            float(load) if load else None,
            int(band) if band else None,
        )
        for amount in amounts
        for side in sides
    )


GOOD = {"felt_left": 8, "felt_right": 8, "pain": 0, "effort": 7, "form": True}


def did(number, exercise, *doses, **feedback):
    """Return a session, well felt and without pain unless given otherwise.

    Several doses are sets of their own: ``did(8, LIFT, "1x5@60", "1x4@40")``.
    """
    each = GLUTES_THAT_FIRE.by_exercise[exercise].each_side
    sides = ("left", "right") if each else ("both",)
    done = tuple(one for dose in doses for one in sets(dose, sides))
    return Entry("sessions", Session(day(number), exercise, done, Feedback(**(GOOD | feedback))))


def morning(number, pain, place=None, from_training=True):
    return Entry("mornings", Morning(day(number), pain, place, from_training))


def run(number, kind="easy", minutes=40, felt_left=None, felt_right=None, pain=None):
    return Entry("runs", Run(day(number), kind, minutes, felt_left, felt_right, pain))


def override(number, exercise):
    return Entry("overrides", Choice(day(number), exercise))


def waive(number, exercise):
    return Entry("waived", Choice(day(number), exercise))


def go_on(number, exercise):
    return Entry("going_on", Choice(day(number), exercise))


def easy_week(number):
    return Entry("easy_weeks", day(number))


def setting(number, **changes):
    return Entry("settings", Settings(day(number), **changes))


def log(*entries):
    """Return a history; lists of entries may stand among them, and lists of lists."""
    found = {}
    for one in _flat(entries):
        found[one.kind] = (*found.get(one.kind, ()), one.value)
    return History(**found)


def _flat(entries):
    for one in entries:
        if isinstance(one, Entry):
            yield one
        else:
            yield from _flat(one)


def squeezed(first=1):
    """Return three days that make both squeezes proficient."""
    return [did(n, name, "3x10x5") for n in range(first, first + 3) for name in (PRONE, STAND)]


def climbed(first=1, without=()):
    """Return seven days that make every step below the lifts proficient, the quick march aside."""
    done = squeezed(first)
    for n in (first + 3, first + 4):
        done += [did(n, MARCH, "2x8x3"), did(n, BRIDGE, "3x12x3"), did(n, BAND, "3x15")]
    done += [did(n, SINGLE, "3x8x1") for n in (first + 5, first + 6)]
    return [one for one in done if one.value.exercise not in without]


def answer(history, number, **runner):
    return plan(GLUTES_THAT_FIRE, history, day(number), Runner(**runner))


def view(history, number, exercise, **runner):
    return answer(history, number, **runner).step(exercise)


def status(history, number, exercise, **runner):
    return view(history, number, exercise, **runner).status


def text(dose):
    return (
        f"{dose.sets}x{dose.amount}"
        + (f"x{dose.hold_s}" if dose.hold_s else "")
        + (f"@{dose.load_kg:g}" if dose.load_kg is not None else "")
        + (f"~{dose.band}" if dose.band is not None else "")
    )


def asked(history, number, exercise, **runner):
    """Return a step's target as text."""
    return text(view(history, number, exercise, **runner).target)


def today(history, number, **runner):
    """Return today's doses by exercise, as text."""
    items = answer(history, number, **runner).today
    return {item.exercise: text(item.dose) for item in items}


def codes(history, number, exercise, **runner):
    return [reason.code for reason in view(history, number, exercise, **runner).reasons]


def lacked(history, number, exercise, **runner):
    return list(view(history, number, exercise, **runner).last.lacked)
