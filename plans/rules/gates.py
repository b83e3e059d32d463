"""What is open: requirements, closings and reopenings, time away, overrides and waivers."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from .bars import AMBER
from .program import Program, Step
from .progress import RESTART_AFTER
from .state import Closing, State, StepState

REST_AFTER_CLOSING = 4  # days until a step without requirements reopens (ours)
HINGE_REST_AFTER_CLOSING = 14  # the least days until a lift reopens (ours)
PAINLESS_WANTED = 2  # painless days of each required step until a step reopens (ours)


def begin_day(
    program: Program,
    state: State,
    on: date,
    overrides: Collection[str] = (),
    waived: Collection[str] = (),
) -> State:
    """Return the state at the start of a date, after time away and the runner's choices."""
    steps = {
        step.exercise: _begin_day(program, step, state, on, overrides, waived)
        for step in program.steps
    }
    return unlock_steps(program, state.replace(steps=steps))


def unlock_steps(program: Program, state: State, trained_on: date | None = None) -> State:
    """Open every step whose requirements are met.

    Time away closes no step whose requirements are met. A lift therefore notes the last day of
    training on which they were, and time away counts from that day: a runner who met them sooner
    does not lose the lift sooner.
    """
    steps = dict(state.steps)
    for step in program.steps:
        before = steps[step.exercise]
        # Most days change nothing here, and a replay has thousands of them.
        met_on = trained_on if step.hinge else None
        if (met_on or not before.opened) and requirements_met(step, state):
            steps[step.exercise] = before.replace(opened=True, opened_on=met_on)
    return state.replace(steps=steps)


def requirements_met(step: Step, state: State) -> bool:
    return all(state.steps[name].met for name in step.requires)


def is_open(program: Program, state: State, step: Step, screen: str) -> bool:
    if step.hinge and screen != "clear":
        return False
    return state.steps[step.exercise].opened and closed_by(program, state, step) is None


def closed_by(program: Program, state: State, step: Step) -> tuple[Step, Closing] | None:
    """Return the step whose red pain closes this one: itself, one below, or a lift for a lift."""
    overridden_on = state.steps[step.exercise].overridden_on
    closing_steps = {step.exercise, *program.below[step.exercise]}
    if step.hinge:
        closing_steps |= program.hinges
    for other in program.steps:
        closing = state.steps[other.exercise].closed
        if closing is None or other.exercise not in closing_steps:
            continue
        if overridden_on is None or overridden_on <= closing.on:
            return other, closing
    return None


def new_closing(step: Step, on: date) -> Closing:
    return Closing(on, tuple((name, 0) for name in step.requires))


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


def is_green(pain: int | None) -> bool:
    return pain is not None and pain < AMBER


def _begin_day(
    program: Program,
    step: Step,
    state: State,
    on: date,
    overrides: Collection[str],
    waived: Collection[str],
) -> StepState:
    before = state.steps[step.exercise]
    changes: dict[str, Any] = {}
    away, trained_on = before.away, state.last_trained(step)
    if before.last_on is not None and trained_on is not None:
        away = max(away, _full_days(trained_on, on))
        if away > before.away:
            changes["away"] = away
    if away >= RESTART_AFTER:
        changes |= {"row": 0, "row_any_load": 0}
        changes["proficient"] = before.proficient and step.activation
    since = max((day for day in (trained_on, before.opened_on) if day is not None), default=on)
    if _full_days(since, on) >= RESTART_AFTER:
        changes["opened"] = False
    if step.exercise in waived:
        changes["waived_on"] = on
    if step.exercise in overrides:
        changes |= {"opened": True, "opened_on": on, "overridden_on": on}
    closing = before.closed
    if closing and on >= first_reopening(step, closing):
        wanted = days_wanted(state, closing)
        if wanted.keys() <= set(waived):
            changes["closed"] = None
    return before.replace(**changes) if changes else before  # most days change nothing


def _full_days(since: date, on: date) -> int:
    """Count the days between two dates, without both of them."""
    return (on - since).days - 1
