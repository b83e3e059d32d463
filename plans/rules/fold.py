"""A history as a fold: the state before a day, that day, the state after it."""

from dataclasses import replace
from datetime import date, timedelta

from .bars import FAILED, MET, RED, bar_outcome
from .gates import begin_day, count_painless_day, is_green, new_closing, unlock_steps
from .history import Day, History, Session
from .program import Program, Step, Timeline
from .progress import prescribed_dose, progress
from .state import WEEK, State, StepState, carry_to_revision, initial

MORNING_ELSEWHERE = 5  # what a red morning after a lift counts for the other exercises (ours)


def replay(program: Program | Timeline, history: History, before: date) -> State:
    """The state from everything before a date; the morning of that date judges the day before."""
    return advance(program, initial(program.on(before)), history.days(before), before)


def advance(
    program: Program | Timeline,
    state: State,
    days: list[Day],
    before: date,
    since: date | None = None,
) -> State:
    """The state with further days folded in, all of them from ``since`` on and before ``before``.

    It goes through every revision on the way, trained under or not, so that a fold put down
    and taken up again ends where one in a single go does.
    """
    for day in days:
        state = fold(program.on(day.date), _carried(program, state, since, day.date), day)
        since = day.date
    return _carried(program, state, since, before)


def _carried(program, state: State, since: date | None, until: date) -> State:
    for revision in program.between(since, until):
        state = carry_to_revision(state, revision)
    return state


def fold(program: Program, state: State, day: Day) -> State:
    """The state after a day. Every session is judged by the state at the start of its date."""
    start = begin_day(
        program, carry_to_revision(state, program), day.date, day.overrides, day.waived
    )
    sessions = [one for one in day.sessions if one.exercise in program.by_exercise]
    if not sessions:
        return start
    lifted = any(one.exercise in program.hinges for one in sessions)
    pains = {one.exercise: _pain(program, one, day.morning_after, lifted) for one in sessions}
    steps = dict(start.steps)
    for one in sessions:
        step = program.by_exercise[one.exercise]
        steps[one.exercise] = _judged(program, start, step, one, pains[one.exercise])
    painless = frozenset(name for name, pain in pains.items() if is_green(pain))
    for step in program.steps:
        mine = steps[step.exercise]
        if mine.closed and mine.closed.on < day.date:
            closing = count_painless_day(program, step, mine.closed, painless)
            steps[step.exercise] = replace(mine, closed=closing)
    after = replace(
        start,
        steps=steps,
        last_on=day.date,
        last_hinge_on=day.date if lifted else start.last_hinge_on,
    )
    return unlock_steps(program, after, day.date)


def takes_load(step: Step, state: State) -> bool:
    """Whether the step takes load now; a single-leg deadlift starts with body weight."""
    if step.load_step is None:
        return False
    if step.load_after is None or state.steps[step.exercise].target.load_kg is not None:
        return True
    return state.steps[step.load_after].met


def _pain(program: Program, session: Session, morning: int | None, lifted: bool) -> int | None:
    """The worst of a session and its morning after; ``None`` where neither was given.

    After a lift a red morning is the lift's: for the rest it counts as amber.
    """
    if morning is not None and morning >= RED and lifted and session.exercise not in program.hinges:
        morning = MORNING_ELSEWHERE
    given = [pain for pain in (session.feedback.pain, morning) if pain is not None]
    return max(given, default=None)


def _judged(
    program: Program, start: State, step: Step, session: Session, pain: int | None
) -> StepState:
    before = start.steps[step.exercise]
    asked, _, _ = prescribed_dose(step, before)
    after = progress(step, before, session, pain, takes_load(step, start))
    changes = {
        "last_on": session.date,
        "recent": (
            *(day for day in before.recent if day > session.date - timedelta(WEEK)),
            session.date,
        ),
        "away": 0,
    }
    if step.bar:
        outcome = any_load = bar_outcome(step, asked, session, pain)
        if step.bar.at_load:
            # Who has done less has a lower target; it must not open the step sooner.
            any_load = bar_outcome(step, replace(asked, load_kg=None), session, pain)
        row = _counted(before.row, outcome)
        opening = _counted(before.row_any_load, any_load)
        changes |= {
            "row": row,
            "row_any_load": opening,
            "proficient": before.proficient or row >= step.bar.row,
            "opened": before.opened or opening >= step.bar.row,
        }
    if after.was_red:
        changes["red_on"] = session.date
        if before.was_red or before.closed:
            changes |= {"closed": new_closing(step, session.date), "proficient": False}
    return replace(after, **changes)


def _counted(row: int, outcome: str) -> int:
    return {MET: row + 1, FAILED: 0}.get(outcome, row)
