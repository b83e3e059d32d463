"""The history as a fold: the state before a day and that day make the state after it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from .bars import FAILED, MET, RED, bar_outcome
from .gates import begin_day, count_painless_day, is_green, new_closing, unlock_steps
from .history import Day, History, Morning, Session
from .program import Program, Step, Timeline
from .progress import prescribed_dose, progress
from .state import WEEK, Setup, State, StepState, carry_to_revision, initial

MORNING_ELSEWHERE = 5  # what a red morning after a lift counts for the other exercises (ours)


def replay(
    program: Program | Timeline, history: History, before: date, setup: Setup | None = None
) -> State:
    """Return the state from everything before a date; that morning still judges the day before.

    ``setup`` stands until the settings in the history change it.
    """
    return advance(program, initial(program.on(before), setup), history.days(before), before)


def advance(
    program: Program | Timeline,
    state: State,
    days: Iterable[Day],
    before: date,
    since: date | None = None,
) -> State:
    """Fold further days into a state, all of them from ``since`` on and before ``before``.

    The state passes through every revision on the way, whether anything was trained under it or
    not, so that a fold in two parts ends where one in a single go does.
    """
    for day in days:
        state = fold(program.on(day.date), _through_revisions(program, state, since, day.date), day)
        since = day.date
    return _through_revisions(program, state, since, before)


def _through_revisions(
    program: Program | Timeline, state: State, since: date | None, until: date
) -> State:
    for revision in program.between(since, until):
        state = carry_to_revision(state, revision)
    return state


def fold(program: Program, state: State, day: Day) -> State:
    """Return the state after a day; the state at its start judges each of its sessions."""
    state = carry_to_revision(state, program)
    for settings in day.settings:
        state = state.replace(setup=state.setup.changed_by(settings))
    start = begin_day(program, state, day.date, day.overrides, day.waived)
    sessions = [session for session in day.sessions if session.exercise in program.by_exercise]
    if not sessions:
        return start
    lifted = any(session.exercise in program.hinges for session in sessions)
    pains = {
        session.exercise: _worst_pain(program, session, day.morning_after, lifted)
        for session in sessions
    }
    steps = dict(start.steps)
    for session in sessions:
        step = program.by_exercise[session.exercise]
        steps[step.exercise] = _after_session(program, start, step, session, pains[step.exercise])
    painless = frozenset(name for name, pain in pains.items() if is_green(pain))
    for step in program.steps:
        closing = steps[step.exercise].closed
        if closing and closing.on < day.date:
            closing = count_painless_day(program, step, closing, painless)
            steps[step.exercise] = steps[step.exercise].replace(closed=closing)
    after = start.replace(
        steps=steps,
        last_on=day.date,
        last_hinge_on=day.date if lifted else start.last_hinge_on,
    )
    return unlock_steps(program, after, day.date)


def takes_load(step: Step, state: State) -> bool:
    """Tell whether a step takes load now; some are done with body weight at first."""
    if step.load_step is None:
        return False
    if step.load_after is None or state.steps[step.exercise].target.load_kg is not None:
        return True
    return state.steps[step.load_after].met


def _worst_pain(
    program: Program, session: Session, morning_after: Morning | None, lifted: bool
) -> int | None:
    """Return the worst pain of a session and its morning after; ``None`` where neither was given.

    A red morning after a lift is the lift's: for the other exercises it counts as amber.
    """
    morning = None
    if morning_after and morning_after.from_training:
        morning = morning_after.pain
    if morning is not None and morning >= RED and lifted and session.exercise not in program.hinges:
        morning = MORNING_ELSEWHERE
    given = [pain for pain in (session.feedback.pain, morning) if pain is not None]
    return max(given, default=None)


def _after_session(
    program: Program, start: State, step: Step, session: Session, pain: int | None
) -> StepState:
    before = start.steps[step.exercise]
    dose, _, _ = prescribed_dose(step, before)
    after = progress(step, before, session, pain, takes_load(step, start))
    week_ago = session.date - timedelta(WEEK)
    changes: dict[str, Any] = {
        "last_on": session.date,
        "recent": (*(day for day in before.recent if day > week_ago), session.date),
        "away": 0,
    }
    if step.bar:
        outcome = any_load = bar_outcome(step, step.bar, dose, session, pain)
        if step.bar.at_load:
            # Who has done less has a lower target; it must not open the step sooner.
            any_load = bar_outcome(step, step.bar, replace(dose, load_kg=None), session, pain)
        row = _sessions_in_a_row(before.row, outcome)
        row_any_load = _sessions_in_a_row(before.row_any_load, any_load)
        changes |= {
            "row": row,
            "row_any_load": row_any_load,
            "proficient": before.proficient or row >= step.bar.row,
            "opened": before.opened or row_any_load >= step.bar.row,
        }
    if after.was_red:
        changes["red_on"] = session.date
        if before.was_red or before.closed:
            changes |= {"closed": new_closing(step, session.date), "proficient": False}
    return after.replace(**changes)


def _sessions_in_a_row(before: int, outcome: str) -> int:
    return {MET: before + 1, FAILED: 0}.get(outcome, before)
