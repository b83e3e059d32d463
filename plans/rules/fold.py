"""The history as a fold: the state before a day and that day make the state after it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from .alarms import is_red_again, note_pain
from .away import prescribed_dose
from .bars import FAILED, FEWEST_AT_BAR, MET, RED, STAYS, bar_dose, is_green, judge
from .closings import count_painless_day, shut_others
from .dose_reasons import NOT_READY
from .gates import begin_day, is_unlocked, unlock_steps
from .history import Day, History, Morning, Session
from .loads import takes_load
from .met import requirements_met
from .offers import count_not_felt, count_training
from .program import Bar, Dose, Program, Step, Timeline
from .progress import after_hurt, as_hurt, progress
from .reasons import Reason
from .state import WEEK, Judged, NotFelt, Setup, State, StepState, carry_to_revision, initial

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
    start = begin_day(program, carry_to_revision(state, program), day)
    sessions = [session for session in day.sessions if session.exercise in program.by_exercise]
    hurts = [name for name in day.hurts if name in start.steps]
    if not sessions and not hurts:
        return note_pain(start, day)
    lifted = any(session.exercise in program.hinges for session in sessions)
    pains = {
        session.exercise: _worst_pain(program, session, day.morning_after, lifted)
        for session in sessions
    }
    steps = dict(start.steps)
    only_hurt = set()  # whose pain of 6 nobody gave
    for name in hurts:
        if name in pains:
            if (pains[name] or 0) < RED:
                only_hurt.add(name)
            pains[name] = max(pains[name] or 0, RED)
        else:
            own = start.step(program.by_exercise[name])
            steps[name] = after_hurt(own, steps[name], day.date)
    for session in sessions:
        step = program.by_exercise[session.exercise]
        after = _after_session(program, start, step, session, pains[step.exercise])
        if step.exercise in only_hurt:
            after = after.replace(why=as_hurt(after.why))
        elif day.morning_after and day.morning_after.from_training:
            is_the_lifts = _is_the_lifts(program, session, day.morning_after.pain, lifted)
            after = _with_morning_said(after, session, day.morning_after.pain, is_the_lifts)
        steps[step.exercise] = after
    names = dict.fromkeys((*pains, *hurts))
    closed = [name for name in names if _closed_on(steps[name]) == day.date]
    red_again = any(is_red_again(start.steps[name], steps[name], day.date) for name in names)
    for name in closed:
        steps = shut_others(program, steps, program.by_exercise[name], day.date)
    if not sessions:  # no day of training
        return note_pain(start.replace(steps=steps), day, bool(closed), red_again)
    steps = _with_painless_counted(program, steps, day.date, pains)
    end = start.replace(
        steps=_with_locked_lifts_noted(program, start, steps, day.date),
        last_on=day.date,
        last_hinge_on=day.date if lifted else start.last_hinge_on,
        trained=count_training(start, day),
    )
    return note_pain(unlock_steps(program, end, day.date), day, bool(closed), red_again, pains)


def _closed_on(state: StepState) -> date | None:
    return state.closed.on if state.closed else None


def _with_painless_counted(
    program: Program, steps: dict[str, StepState], on: date, pains: dict[str, int | None]
) -> dict[str, StepState]:
    painless = frozenset(name for name, pain in pains.items() if is_green(pain))
    counted = {}
    for step in program.steps:
        closing = steps[step.exercise].closed
        if closing and closing.on < on:
            closing = count_painless_day(program, step, closing, painless)
            counted[step.exercise] = steps[step.exercise].replace(closed=closing)
    return steps | counted


def _with_locked_lifts_noted(
    program: Program, start: State, steps: dict[str, StepState], on: date
) -> dict[str, StepState]:
    """Note the lifts that were locked on a day of training, which is no day away for them."""
    locked = {
        name: steps[name].replace(locked_on=on)
        for name in program.hinges
        if not is_unlocked(program, start, program.by_exercise[name])
    }
    return steps | locked


def _worst_pain(
    program: Program, session: Session, morning_after: Morning | None, lifted: bool
) -> int | None:
    """Return the worst pain of a session and its morning after; ``None`` where neither was given.

    A red morning after a lift is the lift's: for the other exercises it counts as amber. One from
    something else than training counts for nothing here.
    """
    morning = None
    if morning_after and morning_after.from_training:
        morning = morning_after.pain
    if morning is not None and _is_the_lifts(program, session, morning, lifted):
        morning = MORNING_ELSEWHERE
    given = [pain for pain in (session.feedback.pain, morning) if pain is not None]
    return max(given, default=None)


def _is_the_lifts(program: Program, session: Session, morning: int, lifted: bool) -> bool:
    """Whether the pain of a morning is that of the lift on the day before, not of this session."""
    return morning >= RED and lifted and session.exercise not in program.hinges


def _with_morning_said(
    after: StepState, session: Session, morning: int, is_the_lifts: bool
) -> StepState:
    """Say that the pain was that of the morning after, and what it was there."""
    values = after.why.values
    counts = MORNING_ELSEWHERE if is_the_lifts else morning
    own = session.feedback.pain
    # What the session itself had is named as its own, but for a lift's morning, which says more.
    is_own = own is not None and own >= counts and not is_the_lifts
    if own is None or own < counts:
        after = _with_morning_lacking(after, morning, counts)
    if is_own or counts not in (values.get("pain"), values.get("sore")):
        return after
    said: dict[str, int | bool] = {"morning": morning}
    if own is None or is_green(own):
        said["took_back"] = True  # what the session alone had counted for
    return after.replace(why=Reason(after.why.code, values | said))


def _with_morning_lacking(after: StepState, morning: int, counts: int) -> StepState:
    """Say of the pain that kept a session from its bar that it was that of the morning after."""
    if after.last is None:
        return after
    lacks = tuple(
        Reason(one.code, one.values | {"morning": morning})
        if one.code == "lacked-pain" and one.values["value"] == counts
        else one
        for one in after.last.lacks
    )
    return after.replace(last=replace(after.last, lacks=lacks))


def _after_session(
    program: Program, start: State, step: Step, session: Session, pain: int | None
) -> StepState:
    before, own = start.steps[step.exercise], start.step(step)
    easy_week = start.in_easy_week(session.date)
    loaded = takes_load(program, start, step)
    after = progress(own, before, session, pain, loaded=loaded, easy_week=easy_week)
    if loaded and _is_load_left_out(own, before, after, session):
        after = after.replace(
            why=Reason(after.why.code, after.why.values | {"load_left_out": True})
        )
    week_ago = session.date - timedelta(WEEK)
    after = after.replace(
        last_on=session.date,
        recent=(*(day for day in before.recent if day > week_ago), session.date),
        away=0,
        reopened=False,
        painless_on=session.date if is_green(pain) else before.painless_on,
    )
    if step.bar:
        dose, _, _ = prescribed_dose(own, before)
        lapse_ends = before.lapsed and (not step.hinge or requirements_met(program, start, step))
        after = _with_rows(own, step.bar, dose, after, session, pain, easy_week, lapse_ends)
    return after


def _is_load_left_out(step: Step, before: StepState, after: StepState, session: Session) -> bool:
    """Whether a load that was offered and taken is not asked for after pain, effort or a miss."""
    loads = (step.load_of(before.target), step.load_of(after.target))
    took_one = any(step.load_of(one) for one in session.sets)
    is_refused = after.why.code in NOT_READY and not step.owes_load
    return is_refused and took_one and loads == (None, None)


def _with_rows(
    step: Step,
    bar: Bar,
    dose: Dose,
    after: StepState,
    session: Session,
    pain: int | None,
    easy_week: bool,
    lapse_ends: bool,
) -> StepState:
    """Return the state after a session at, or short of, the bar."""
    # With one set of a squeeze in turn, who goes on without feeling it keeps the row.
    fewest = 1 if step.activation and after.going_on and not after.proficient else FEWEST_AT_BAR
    wanted = bar_dose(step, bar, dose)
    outcome, lacks = judge(step, bar, wanted, session, pain, fewest)
    asked = dose if lacks else None
    if easy_week:  # which asks fewer sets itself
        lacks = tuple(one for one in lacks if one.code != "lacked-sets")
    easy_week = easy_week and not after.was_red  # which counts as ever
    # While a step is proficient its row goes on past what the bar wants.
    judged = Judged(session.date, outcome, lacks, min(after.row, bar.row), easy_week, asked)
    if easy_week:
        return after.replace(last=judged)
    any_load = outcome
    if bar.at_load:
        # Who has done less has a lower target; it must not open the step sooner.
        free = bar_dose(step, bar, dose, any_load=True)
        any_load, _ = judge(step, bar, free, session, pain, fewest)
    row = _sessions_in_a_row(after.row, outcome)
    row_any_load = _sessions_in_a_row(after.row_any_load, any_load)
    lapse_of_opening_ends = step.hinge and after.had_any_load and any_load == MET
    opens = row_any_load >= bar.row or lapse_of_opening_ends
    proficient = after.proficient or row >= bar.row or (lapse_ends and outcome == MET)
    return after.replace(
        last=judged,
        row=row,
        row_any_load=row_any_load,
        had_any_load=after.had_any_load or row_any_load >= bar.row,
        opened=after.opened or opens,
        opened_early=after.opened_early and not opens,
        proficient=proficient,
        lapsed=after.lapsed and not proficient,
        stale=0 if proficient else after.stale,
        not_felt=NotFelt() if proficient else count_not_felt(after.not_felt, session, judged, bar),
    )


def _sessions_in_a_row(before: int, outcome: str) -> int:
    return {MET: before + 1, STAYS: before, FAILED: 0}[outcome]
