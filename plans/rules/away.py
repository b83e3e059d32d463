"""Time away: what it takes from the next dose, and the way back."""

from dataclasses import replace

from .program import Bar, Dose, Step
from .reasons import Reason
from .state import StepState

# Full days away from which on it takes more (ours).
FEWER_AFTER, BOTTOM_AFTER, LOW_AFTER, RESTART_AFTER = 11, 15, 29, 57
AWAY_LOAD, LOW_LOAD, RESTART_LOAD = 0.85, 0.7, 0.5  # factors (ours)
NOTEWORTHY_LOAD = 0.9  # below this part of what it was, a load has a way back (ours)
BACK_LOAD, BACK_AMOUNT = 1.1, 2  # the most that a hit raises on the way back (ours)


def lighter_load(step: Step, dose: Dose, factor: float) -> float | None:
    load = step.load_of(dose)
    return None if load is None else step.round_load(load * factor)


def takes_raise_back(step: Step, state: StepState) -> bool:
    """Whether a raise that was not done yet does not come today (ours).

    Nothing goes up on the first day back, nor on the first day after a closing, nor in a lift for
    the first time after red pain in a step below it, and no load in an easy week. While pain keeps
    loads down none goes past what it was, but the way back goes on.
    """
    if state.raised is None:
        return False
    if state.away >= FEWER_AFTER or state.returning or state.sore_below:
        return True
    load, before = step.load_of(state.target), step.load_of(state.raised.target)
    is_heavier = load is not None and before is not None and load > before
    is_new = is_heavier and state.raised.load_before is None
    return (is_heavier and state.in_easy_week) or (is_new and state.load_rests)


def full_target(step: Step, state: StepState) -> Dose:
    """Return the target, without a raise that does not come today."""
    if state.raised is None or not takes_raise_back(step, state):
        return state.target
    return step.clamp(state.raised.target)


def _taken_at(away: int) -> int:
    """Return the first number of days off that takes as much as so many."""
    steps = (FEWER_AFTER, BOTTOM_AFTER, LOW_AFTER, RESTART_AFTER)
    return max((days for days in steps if away >= days), default=0)


def prescribed_dose(step: Step, state: StepState) -> tuple[Dose, Dose, Reason]:
    """Return the dose for the next session, the dose that a hit raises from there, and why.

    The two differ after a short time away, when the next session asks one set fewer and a hit
    still raises from the full target. What another closing had shut comes back like this too. The
    reason of a lift says so, since its time away are days without a lift and no days off.
    """
    target, full = state.target, full_target(step, state)
    away = state.away if _taken_at(state.away) > _taken_at(state.away_taken) else 0
    days = {"days": away} | ({"lift": True} if step.hinge else {})
    if away >= RESTART_AFTER:
        dose = step.bottom(lighter_load(step, full, RESTART_LOAD))
        return dose, dose, Reason("away-restart", days)
    if away >= LOW_AFTER:
        dose = step.bottom(lighter_load(step, full, LOW_LOAD))
        return dose, dose, Reason("away-low", days)
    if away >= BOTTOM_AFTER or state.returning:
        bottom = step.bottom(lighter_load(step, full, AWAY_LOAD))
        dose = replace(bottom, hold_s=full.hold_s)
        why = Reason("back-shut") if away < BOTTOM_AFTER else Reason("away-bottom", days)
        return dose, dose, why
    if away >= FEWER_AFTER:
        sets = step.sets.clamp(target.sets - 1)
        unchanged = {"unchanged": True} if sets == full.sets else {}
        waits = {"raise_waits": True} if full != target else {}
        return replace(full, sets=sets), full, Reason("away-fewer", days | unchanged | waits)
    if full != target and state.sore_below:
        return full, full, Reason("raise-waits")
    if full != target:
        return full, full, Reason("easy-week-as-it-was" if state.in_easy_week else "load-kept")
    return target, target, _why_now(state)


def _why_now(state: StepState) -> Reason:
    """Return the reason of the target; whether its load goes up is said by what holds today."""
    if state.why.code == "hit-once-at-top" and state.in_easy_week:
        return Reason("easy-week-as-it-was")
    if state.why.code == "hit-once-at-top" and state.load_rests:
        return Reason("load-kept")
    if state.why.code == "load-kept" and state.at_ceiling and not state.load_rests:
        return Reason("hit-once-at-top")
    return state.why


def begin_way_back(step: Step, state: StepState, dose: Dose, greens_wanted: int) -> StepState:
    """Return the state with the cautions after a time away, and the load that was before it."""
    if state.away < BOTTOM_AFTER and not state.returning:
        return state
    load, now = step.load_of(state.target), step.load_of(dose)
    before = state.load_before
    if load is not None and now is not None and now < NOTEWORTHY_LOAD * load:
        before = load
    return state.replace(away_caution=greens_wanted, load_before=before)


def dose_on_way_back(step: Step, bar: Bar, target: Dose) -> Dose:
    """Return the next dose of a step that time away made lapse: nearer to its bar in all ways."""

    def nearer(value: int, by: int, wanted: int) -> int:
        return max(value, min(value + by, wanted))

    return replace(
        target,
        amount=nearer(target.amount, BACK_AMOUNT, min(bar.amount, step.amount.high)),
        hold_s=nearer(target.hold_s, 1, min(bar.hold_s, step.hold.high)),
        sets=nearer(target.sets, 1, min(bar.sets, step.sets_ceiling)),
    )


def load_on_way_back(step: Step, load: float, before: float) -> float:
    """Return the next load: up to a tenth more, one step at least, never past what it was."""
    return step.round_load(min(before, max(load + (step.load_step or 0), load * BACK_LOAD)))
