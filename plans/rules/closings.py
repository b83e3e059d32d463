"""What red pain closes and shuts, and when that ends."""

from dataclasses import replace
from datetime import date, timedelta

from .program import Program, Step
from .state import Closing, Shut, State, StepState

REST_AFTER_CLOSING = 4  # days until a step without requirements reopens (ours)
HINGE_REST_AFTER_CLOSING = 14  # the least days until a lift reopens (ours)
HINGE_REST_AFTER_SHUTTING = 7  # the same where a step below it closed (ours)
PAINLESS_WANTED = 2  # painless days of each required step until a step reopens (ours)


def closed_by(program: Program, state: State, step: Step) -> list[tuple[Step, Closing]]:
    """Return the steps whose red pain closes this one: itself first, those below, lifts of a lift.

    It opens when the last of them does.
    """
    found = []
    closing_steps = {step.exercise, *program.below[step.exercise]}
    if step.hinge:
        closing_steps |= program.hinges
    for other in sorted(program.steps, key=lambda other: other is not step):
        closing = state.steps[other.exercise].closed
        if closing is None or other.exercise not in closing_steps:
            continue
        if not _is_lifted(state, step, closing.on):
            found.append((other, closing))
    return found


def shut_by(state: State, step: Step) -> Shut | None:
    """Return what keeps a lift shut after a step below it closed."""
    shut = state.steps[step.exercise].shut
    return None if shut is None or _is_lifted(state, step, shut.on) else shut


def _is_lifted(state: State, step: Step, closed_on: date) -> bool:
    """Whether the runner opened the step after it was closed; an older override lifts nothing."""
    overridden_on = state.steps[step.exercise].overridden_on
    return overridden_on is not None and overridden_on > closed_on


def new_closing(step: Step, on: date) -> Closing:
    return Closing(on, tuple((name, 0) for name in step.requires))


def shut_others(
    program: Program, steps: dict[str, StepState], step: Step, on: date
) -> dict[str, StepState]:
    """Return the states after a step closed, which shuts all above it and, of a lift, its group."""
    above = program.above[step.exercise]
    shut = above | (program.hinges if step.hinge else frozenset())
    changed = dict(steps)
    for name in shut - {step.exercise}:
        mine = changed[name]
        own = Shut(on, step.exercise) if name in above & program.hinges else mine.shut
        returning = mine.returning or mine.last_on is not None
        changed[name] = without_early_opening(mine).replace(shut=own, returning=returning)
    return changed


def without_early_opening(state: StepState) -> StepState:
    """Return the state of a step that pain shuts: opened early, it wants a new choice (ours)."""
    opened = state.opened and not state.opened_early
    return state.replace(opened=opened, opened_early=False, overridden_on=None)


def comes_after(program: Program, state: State, step: Step) -> list[str]:
    """Return the reopened steps below that must be done on an earlier day than a step (ours).

    Not those that cannot be done or are waived, and none where the runner opened the step since.
    """
    return [
        other.exercise
        for other in program.steps
        if other.exercise in program.below[step.exercise] and _is_awaited(state, step, other)
    ]


def _is_awaited(state: State, step: Step, below: Step) -> bool:
    mine = state.steps[below.exercise]
    if not mine.reopened or mine.last_on is None or mine.waived_on:
        return False
    return not state.setup.lacks_now(below) and not _is_lifted(state, step, mine.last_on)


def count_painless_day(
    program: Program, step: Step, closing: Closing, painless: frozenset[str]
) -> Closing:
    """Add a day of training to a closing; ``painless`` holds the exercises with green pain.

    A day counts for a required exercise when it, or another that builds on it, was painless.
    """
    others = {name: program.above[name] - {step.exercise} for name, _ in closing.painless}
    return replace(
        closing,
        painless=tuple(
            (name, min(PAINLESS_WANTED, days + bool(painless & {name, *others[name]})))
            for name, days in closing.painless
        ),
    )


def days_wanted(state: State, closing: Closing) -> dict[str, int]:
    """Return the painless days still missing before a closing ends, by required exercise."""
    return {
        name: PAINLESS_WANTED - days
        for name, days in closing.painless
        if days < PAINLESS_WANTED and state.steps[name].waived_on is None
    }


def first_reopening(step: Step, closing: Closing) -> date:
    """Return the first date on which a closing may end."""
    wait = 0
    if step.hinge:
        wait = HINGE_REST_AFTER_CLOSING
    elif not step.requires:
        wait = REST_AFTER_CLOSING
    return closing.on + timedelta(wait)


def shut_until(shut: Shut) -> date:
    return shut.on + timedelta(HINGE_REST_AFTER_SHUTTING)


def closing_on(
    step: Step, state: State, mine: StepState, on: date, waived: tuple[str, ...]
) -> Closing | None:
    """Return the closing of a step that still stands on a date."""
    closing = mine.closed
    if closing is None or on < first_reopening(step, closing):
        return closing
    return None if days_wanted(state, closing).keys() <= set(waived) else closing
