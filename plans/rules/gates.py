"""What is open: requirements, time away, overrides and waivers."""

from datetime import date
from typing import Any

from .alarms import clinician_advised, lifts_were_sore
from .away import RESTART_AFTER
from .closings import closed_by, closing_on, shut_by, shut_until
from .history import Day
from .met import requirements_met
from .program import Program, Step
from .state import State, StepState


def begin_day(program: Program, state: State, today: Day) -> State:
    """Return the state at the start of a day, after time away and the runner's choices of it."""
    state = state.with_settings(today.settings)
    changes: dict[str, Any] = {}
    if today.easy_week_ended and state.in_easy_week(today.date):
        # What its days were judged by stays.
        changes |= {"easy_week_on": None, "easy_week_ended_on": today.date}
    if today.easy_week:
        changes["easy_week_on"] = today.date
    if today.easy_week_put_off:
        changes["easy_week_put_off_on"] = today.date
    state = state.replace(**changes)
    steps = {step.exercise: _begin_day(step, state, today) for step in program.steps}
    state = unlock_steps(program, state.replace(steps=steps))
    return _with_loads_at_rest(program, state, today.date).replace(
        clinician=clinician_advised(state, today.date, today)
    )


def _with_loads_at_rest(program: Program, state: State, on: date) -> State:
    """Note of which steps no load goes past what it was on a day (ours).

    Of none while a clinician is advised, whatever is logged on the day itself; of no lift after red
    pain in one, until one of them was done without pain.
    """
    advised = clinician_advised(state, on, Day(on))
    sore = lifts_were_sore(program, state)
    steps = dict(state.steps)
    for step in program.steps:
        mine, rests = steps[step.exercise], advised or (step.hinge and sore)
        sore_below = step.hinge and _was_red_below(program, state, step)
        if (mine.load_rests, mine.sore_below) != (rests, sore_below):  # most days change nothing
            steps[step.exercise] = mine.replace(load_rests=rests, sore_below=sore_below)
    return state.replace(steps=steps)


def _was_red_below(program: Program, state: State, step: Step) -> bool:
    """Whether a step below a lift was red on the day of its last session or since."""
    last_on = state.steps[step.exercise].last_on
    reds = (state.steps[name].red_on for name in program.below[step.exercise])
    return last_on is not None and any(red is not None and red >= last_on for red in reds)


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
        early = before.opened_early or not before.opened
        if (met_on or early) and requirements_met(program, state, step):
            early = early and not requirements_met(program, state, step, felt=True)
            steps[step.exercise] = before.replace(
                opened=True, opened_on=met_on or before.opened_on, opened_early=early
            )
    return state.replace(steps=steps)


def is_open(program: Program, state: State, step: Step, screen: str) -> bool:
    if step.hinge and screen != "clear":
        return False
    return is_unlocked(program, state, step)


def is_unlocked(program: Program, state: State, step: Step) -> bool:
    """Whether a step is open, whatever the safety questions lock."""
    return (
        state.steps[step.exercise].opened
        and shut_by(state, step) is None
        and not closed_by(program, state, step)
    )


def _begin_day(step: Step, state: State, today: Day) -> StepState:
    before, on = state.steps[step.exercise], today.date
    changes: dict[str, Any] = _after_time_away(step, state, before, on)
    name = step.exercise
    if name in today.waived:
        changes["waived_on"] = on
    if name in today.going_on:
        changes["going_on"] = on
    if name in today.overrides:
        early = before.opened_early or not changes.get("opened", before.opened)
        changes |= {"opened": True, "opened_on": on, "overridden_on": on, "opened_early": early}
    if before.closed and closing_on(step, state, before, on, today.waived) is None:
        undone = before.last_on is not None and before.last_on <= before.closed.on
        changes |= {"closed": None, "reopened": undone}
    if before.shut and on >= shut_until(before.shut):
        changes["shut"] = None
    if before.in_easy_week != (easy_week := state.in_easy_week(on)):
        changes["in_easy_week"] = easy_week
    return before.replace(**changes) if changes else before  # most days change nothing


def _after_time_away(step: Step, state: State, before: StepState, on: date) -> dict[str, Any]:
    """Return what the days without training take.

    Days on which a lift was locked are no days away for its dose and its proficiency. Whether it
    is open does not rest on them, so that nobody has more open for having had more pain.
    """
    changes: dict[str, Any] = {}
    trained_on = state.last_trained(step)
    away = before.away
    if before.last_on is not None and trained_on is not None:
        away = max(away, _full_days(max(trained_on, before.locked_on or trained_on), on))
        if away > before.away:
            changes["away"] = away
    if away >= RESTART_AFTER:
        stays = before.proficient and step.activation
        lapsed = before.lapsed or (before.proficient and not stays)
        changes |= {"row": 0, "proficient": stays, "lapsed": lapsed}
    if trained_on is not None and _full_days(trained_on, on) >= RESTART_AFTER:
        changes["row_any_load"] = 0
    since = max((day for day in (trained_on, before.opened_on) if day is not None), default=on)
    if _full_days(since, on) >= RESTART_AFTER:
        changes |= {"opened": False, "opened_early": False}
    return changes


def _full_days(since: date, on: date) -> int:
    """Count the days between two dates, without both of them."""
    return (on - since).days - 1
