"""Edits of the shipped ladder, for lives under several revisions."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from plans.rules import Bar, Program, Range, Timeline

from .ladder import GLUTES_THAT_FIRE
from .log import day


def revised(rnd: Random, edits: int) -> Timeline:
    """Return the shipped ladder and so many edits of it, each in force from a later date."""
    program, on = GLUTES_THAT_FIRE, day(1)
    revisions = [(on, program)]
    for number in range(edits):
        on += timedelta(rnd.randint(1, 25))
        steps = tuple(_edited(rnd, step) for step in program.steps)
        program = Program("edited", steps, number + 2)
        revisions.append((on, program))
    return Timeline(tuple(revisions))


REQUIRES = {
    "wall-march-hold": ((), ("prone-squeeze",)),
    "glute-bridge": (("standing-squeeze",), ("wall-march-hold",)),
    "single-leg-bridge": ((), ("band-walk",), ("glute-bridge", "wall-march-hold")),
    "deadlift": (("glute-bridge",), ("single-leg-bridge", "band-walk")),
}  # no mix of these is circular


def _edited(rnd, step):
    if rnd.random() < 0.5:
        return step
    changes = {
        "sets": _range(rnd, 1, 4),
        "amount": _range(rnd, 4, 20),
        "hold": step.hold if step.hold.high == 0 else _range(rnd, 1, 5),
        "requires": rnd.choice((step.requires, *REQUIRES.get(step.exercise, ()))),
    }
    if step.load_step:
        changes["load_step"] = rnd.choice([1.0, 2.5, 5.0])
    if step.bar:
        low = changes["sets"].low, changes["amount"].low
        bar = Bar(rnd.randint(1, 4), *low, felt=rnd.choice([None, 6, 7]), form=rnd.random() < 0.5)
        changes["bar"] = replace(bar, at_load=step.bar.at_load)
    return replace(step, **changes)


def _range(rnd, low, high) -> Range:
    bottom, top = sorted((rnd.randint(low, high), rnd.randint(low, high)))
    return Range(bottom, top, rnd.randint(bottom, top))
