"""What is open: rows, closings and reopenings, time away, overrides and waivers."""

from dataclasses import replace
from datetime import date

from .bars import AMBER
from .program import Program, Step
from .progress import RESTART_AFTER
from .state import Closing, State, StepState

REST_AFTER_CLOSING = 4  # days until a step that requires none reopens (ours)
HINGE_REST_AFTER_CLOSING = 14  # days at least (ours)
PAINLESS_WANTED = 2  # later days of each required step (ours)


def begin_day(
    program: Program, state: State, on: date, overrides=frozenset(), waived=frozenset()
) -> State:
    """The state at the start of a date: time away has told, and the runner's choices count."""
    steps = {
        step.exercise: _step_at_start_of_day(program, step, state, on, overrides, waived)
        for step in program.steps
    }
    return unlock_steps(program, replace(state, steps=steps))


def unlock_steps(program: Program, state: State, trained_on: date | None = None) -> State:
    """With every step open whose requirements are met.

    Time away closes no step whose requirements are met, so for closing it counts from the last
    day of training on which they were: who met them sooner is not shut sooner.
    """
    steps = dict(state.steps)
    for step in program.steps:
        mine = steps[step.exercise]
        # Most days change nothing here, and a replay has thousands of them.
        lasts = trained_on if step.hinge else None
        if (lasts or not mine.opened) and requirements_met(step, state):
            steps[step.exercise] = replace(mine, opened=True, opened_on=lasts)
    return replace(state, steps=steps)


def requirements_met(step: Step, state: State) -> bool:
    return all(state.steps[name].met for name in step.requires)


def is_open(program: Program, state: State, step: Step, screen: str) -> bool:
    if step.hinge and screen != "clear":
        return False
    return state.steps[step.exercise].opened and closed_by(program, state, step) is None


def closed_by(program: Program, state: State, step: Step) -> str | None:
    """The step whose red pain shuts this one: itself, one below it, or one of its hinge group."""
    mine = state.steps[step.exercise]
    shutting = {step.exercise, *program.below[step.exercise]}
    if step.hinge:
        shutting |= program.hinges
    for other in program.steps:
        closing = state.steps[other.exercise].closed
        if closing is None or other.exercise not in shutting:
            continue
        if mine.overridden_on is None or mine.overridden_on <= closing.on:
            return other.exercise
    return None


def new_closing(step: Step, on: date) -> Closing:
    return Closing(on, tuple((name, 0) for name in step.requires))


def count_painless_day(
    program: Program, step: Step, closing: Closing, painless: frozenset[str]
) -> Closing:
    """With one more day of green pain, given in those exercises, after the closing."""
    others = {name: program.above[name] - {step.exercise} for name, _ in closing.painless}
    return replace(
        closing,
        painless=tuple(
            (name, min(PAINLESS_WANTED, days + bool(painless & {name, *others[name]})))
            for name, days in closing.painless
        ),
    )


def days_wanted(program: Program, state: State, step: Step) -> dict[str, int]:
    """Painless days that a closed step still wants, of each step that it requires."""
    return {
        name: PAINLESS_WANTED - days
        for name, days in state.steps[step.exercise].closed.painless
        if days < PAINLESS_WANTED and state.steps[name].waived_on is None
    }


def first_reopening(step: Step, closing: Closing) -> date:
    """The first date on which a closing may end."""
    wait = 0
    if step.hinge:
        wait = HINGE_REST_AFTER_CLOSING
    elif not step.requires:
        wait = REST_AFTER_CLOSING
    return date.fromordinal(closing.on.toordinal() + wait)


def is_green(pain: int | None) -> bool:
    return pain is not None and pain < AMBER


def _step_at_start_of_day(
    program: Program, step: Step, state: State, on: date, overrides, waived
) -> StepState:
    mine = state.steps[step.exercise]
    changes, away = {}, mine.away
    trained = state.last_trained(step)
    if mine.last_on is not None:
        away = max(away, _full_days(trained, on))
        if away > mine.away:
            changes["away"] = away
    if away >= RESTART_AFTER:
        changes |= {"row": 0, "row_any_load": 0}
        changes["proficient"] = mine.proficient and step.activation
    since = max((day for day in (trained, mine.opened_on) if day is not None), default=on)
    if _full_days(since, on) >= RESTART_AFTER:
        changes["opened"] = False
    if step.exercise in waived:
        changes["waived_on"] = on
    if step.exercise in overrides:
        changes |= {"opened": True, "opened_on": on, "overridden_on": on}
    mine = replace(mine, **changes) if changes else mine  # most days change nothing
    if mine.closed and _reopens(program, state, step, on, waived):
        mine = replace(mine, closed=None)
    return mine


def _reopens(program: Program, state: State, step: Step, on: date, waived) -> bool:
    if on < first_reopening(step, state.steps[step.exercise].closed):
        return False
    return not set(days_wanted(program, state, step)) - set(waived)


def _full_days(since: date, on: date) -> int:
    return (on - since).days - 1
