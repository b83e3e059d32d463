"""Which steps count as met for those that require them."""

from .program import Program, Step
from .state import State


def is_met(program: Program, state: State, exercise: str, *, felt: bool = False) -> bool:
    """Whether a step is good enough for the steps that require it.

    Proficient; or waived, or gone on from, while what it requires itself is met. With ``felt`` no
    going on without feeling it counts.
    """
    mine = state.steps[exercise]
    if mine.proficient:
        return True
    step = program.by_exercise[exercise]
    waived = mine.waived_on is not None and not step.activation  # squeezes need nothing but floor
    gone_on = mine.going_on is not None and not felt
    return (waived or gone_on) and requirements_met(program, state, step, felt=felt)


def is_waited_for(program: Program, step: Step) -> bool:
    """Whether another step waits for this one, which is no squeeze, so that it may be waived."""
    waits = any(step.exercise in (*one.requires, one.load_after) for one in program.steps)
    return waits and not step.activation


def requirements_met(program: Program, state: State, step: Step, *, felt: bool = False) -> bool:
    return all(is_met(program, state, name, felt=felt) for name in step.requires)
