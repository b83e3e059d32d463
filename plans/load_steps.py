"""The ladder with the load steps of a runner's own gym."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from exercises.units import KG_A_POUND

from . import rules


def with_gym_load_steps(
    timeline: rules.Timeline, gym: Iterable[tuple[str, str, str]]
) -> rules.Timeline:
    """Return a program's revisions with the load steps that the gym has on each day.

    ``gym`` is ``[(ISO date, step of a bar, step in a hand), …]``, by date, the steps written as
    ``"2.5 kg"``. The days before the first keep the program's own steps, so that a new gym does
    not change how past days were judged.
    """
    if not gym:
        return timeline
    steps = {date.fromisoformat(since): (bar, hand) for since, bar, hand in gym}
    revisions, current = [], None
    for day in sorted({*steps, *(since for since, _ in timeline.revisions)}):
        current = steps.get(day, current)
        program = timeline.on(day)
        if current:
            program = program_with_load_steps(program, *current)
        revisions.append((day, program))
    return rules.Timeline(tuple(revisions))


@lru_cache(maxsize=256)
def program_with_load_steps(program: rules.Program, bar: str, hand: str) -> rules.Program:
    """Return the same object for the same gym, so that a state is known to fit it.

    What lies on the hips goes up in the steps of a bar, and a band is a band.
    """
    gym = {"bar": bar, "hips": bar, "hand": hand}
    steps = (
        replace(step, load_step=load_step_kg(gym[step.load_kind]))
        if step.load_kind in gym
        else step
        for step in program.steps
    )
    return replace(program, steps=tuple(steps))


def load_step_kg(load: str) -> float:
    """Return a load like ``"2.5 lb"`` in kg."""
    number, units = load.split()
    return float(Decimal(number) * (KG_A_POUND if units == "lb" else 1))
