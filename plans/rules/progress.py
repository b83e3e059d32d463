"""Double progression: from one session of a step to the next target.

A hit raises one thing: amount, then hold, then sets, then load.
"""

from dataclasses import replace

from .bars import AMBER, HIT, MISS, RED, dose_outcome, nth_best, reaches, sets_at
from .history import Session, SetDone
from .program import Dose, Step
from .reasons import Reason
from .state import StepState

EASY_EFFORT = 6  # at or below: two more repetitions instead of one (ours)
HARD_EFFORT = 8  # above: no hit (ours; leaves two repetitions in reserve)
LOAD_RAISE = 1.025  # the least factor (ours, the low end of ACSM's 2–10 %)
RED_LOAD, CLOSED_LOAD, AWAY_LOAD, RESTART_LOAD = 0.85, 0.5, 0.85, 0.5  # factors (ours)
FEWER_AFTER, BOTTOM_AFTER, RESTART_AFTER = 11, 15, 29  # full days away (ours)
GREENS_WANTED = 2  # before a heavier entry counts again (ours)
STALLED_AFTER = 6  # sessions without a raise (ours)


def lighter(step: Step, load_kg: float | None, factor: float) -> float | None:
    return None if load_kg is None else step.round_load(load_kg * factor)


def prescribed_dose(step: Step, state: StepState) -> tuple[Dose, Dose, Reason]:
    """Return the dose for the next session, the dose that a hit raises from there, and why.

    The two differ after a short time away, when the next session asks one set fewer and a hit
    still raises from the full target.
    """
    target, away = state.target, state.away
    if away < FEWER_AFTER:
        return target, target, state.why
    days = {"days": away}
    if away < BOTTOM_AFTER:
        fewer = replace(target, sets=step.sets.clamp(target.sets - 1))
        return fewer, target, Reason("away-fewer", days)
    if away < RESTART_AFTER:
        dose = replace(step.bottom(lighter(step, target.load_kg, AWAY_LOAD)), hold_s=target.hold_s)
        return dose, dose, Reason("away-bottom", days)
    dose = step.bottom(lighter(step, target.load_kg, RESTART_LOAD))
    return dose, dose, Reason("away-restart", days)


def progress(
    step: Step, state: StepState, session: Session, pain: int | None, loaded: bool
) -> StepState:
    """Return the state after a session: the next target, its reason and the counters behind it.

    ``pain`` is the worst of the session and its morning after; ``loaded``: the step takes load
    now. ``fold`` counts the sessions at the bar and closes steps.
    """
    dose, base, _ = prescribed_dose(step, state)
    if state.away >= BOTTOM_AFTER:
        state = state.replace(caution=GREENS_WANTED)
    outcome = dose_outcome(step, dose, session.sets)
    entry = _entered_load(step, dose, session) if loaded else None
    is_first_load = entry is not None and dose.load_kg is None
    if is_first_load:
        base = replace(base, load_kg=entry)
    if pain is not None and pain >= RED:
        return _after_red(step, state, base, pain)

    green = pain is not None and pain < AMBER
    after = state.replace(
        target=base,
        was_red=False,
        caution=max(0, state.caution - green),
        low_misses=_low_misses(step, state, session, outcome),
        at_ceiling=False,
        stale=state.stale + 1,
    )
    if after.low_misses == 2:
        return _step_down(step, after)
    if is_first_load:
        return _with_entry(after, entry)
    if refused := _refused(outcome, session, pain):
        return after.replace(why=refused)
    if loaded and dose.load_kg is None:
        return after.replace(why=Reason("ask-load", {"sets": dose.sets}))
    if entry and entry > (dose.load_kg or 0) and green and not state.caution:
        return _with_entry(after, entry)
    return _raised(step, after, dose, session, pain, twice=state.at_ceiling)


def _entered_load(step: Step, dose: Dose, session: Session) -> float | None:
    """Return the heaviest load that all prescribed sets reached, rounded down, if there was one.

    Where a load was prescribed already, only sets at the prescribed amount and hold count.
    """

    def load(done: SetDone) -> float:
        if dose.load_kg is not None and not reaches(done, dose.amount, dose.hold_s, None):
            return 0
        return done.load_kg or 0

    heaviest = nth_best(step, dose.sets, session.sets, load)
    return step.round_load(heaviest) if heaviest else None


def _with_entry(after: StepState, load_kg: float | None) -> StepState:
    return after.replace(
        target=replace(after.target, load_kg=load_kg),
        stale=0,
        why=Reason("entry", {"load_kg": load_kg}),
    )


def _after_red(step: Step, state: StepState, base: Dose, pain: int) -> StepState:
    """Lower the target; after red upon red, or in a closed step, all the way to the bottom."""
    if state.was_red or state.closed:
        target = step.bottom(lighter(step, base.load_kg, CLOSED_LOAD))
        why = Reason("closed-pain", {"pain": pain})
    else:
        target = replace(
            base,
            sets=step.sets.clamp(base.sets - 1),
            load_kg=lighter(step, base.load_kg, RED_LOAD),
        )
        values = {"pain": pain, "sets": target.sets, "load_kg": target.load_kg}
        why = Reason("down-pain", values)
    return state.replace(
        target=target,
        was_red=True,
        caution=GREENS_WANTED,
        low_misses=0,
        at_ceiling=False,
        stale=state.stale + 1,
        why=why,
    )


def _low_misses(step: Step, state: StepState, session: Session, outcome: str) -> int:
    below = outcome == MISS and any(done.amount < step.amount.low for done in session.sets)
    return state.low_misses + 1 if below else 0


def _step_down(step: Step, after: StepState) -> StepState:
    target = after.target
    if target.load_kg is None:
        target = replace(target, sets=step.sets.clamp(target.sets - 1))
        why = Reason("down-sets", {"sets": target.sets})
    else:
        load = step.round_load(target.load_kg - (step.load_step or 0))
        target = replace(target, load_kg=load)
        why = Reason("down-load", {"load_kg": load})
    return after.replace(target=target, low_misses=0, why=why)


def _refused(outcome: str, session: Session, pain: int | None) -> Reason | None:
    """Return why a session raises nothing, or ``None`` where it may."""
    effort, form = session.feedback.effort, session.feedback.form
    if pain is not None and pain >= AMBER:
        return Reason("again-pain", {"pain": pain})
    if outcome != HIT:
        return Reason("again-miss" if outcome == MISS else "again-short")
    if effort is not None and effort > HARD_EFFORT:
        return Reason("again-effort", {"effort": effort})
    return Reason("again-form") if form is False else None


def _raised(
    step: Step, after: StepState, dose: Dose, session: Session, pain: int | None, twice: bool
) -> StepState:
    """Raise one thing after a hit; ``twice``: the hit before was at the ceiling as well."""
    base = after.target

    def raise_to(target: Dose, why: Reason) -> StepState:
        return after.replace(target=target, stale=0, why=why)

    if base.amount < step.amount.high:
        effort = session.feedback.effort
        by = 2 if effort is not None and effort <= EASY_EFFORT else 1
        reached = nth_best(
            step,
            dose.sets,
            session.sets,
            lambda done: done.amount if reaches(done, 0, dose.hold_s, dose.load_kg) else 0,
        )
        amount = min(step.amount.high, max(base.amount + by, int(reached)))
        why = Reason("raise-amount", {"by": amount - base.amount, "to": amount})
        return raise_to(replace(base, amount=amount), why)
    if base.hold_s < step.hold.high:
        hold = base.hold_s + 1
        return raise_to(replace(base, hold_s=hold), Reason("raise-hold", {"to": hold}))
    if base.sets < step.sets_ceiling:
        sets = base.sets + 1
        return raise_to(replace(base, sets=sets), Reason("raise-sets", {"to": sets}))

    at_ceiling = dose.sets == base.sets
    after = after.replace(at_ceiling=at_ceiling)
    if base.sets < step.sets.high and sets_at(step, dose, session.sets) > base.sets:
        return raise_to(replace(base, sets=base.sets + 1), Reason("fourth-set"))
    if base.load_kg is None:
        return after.replace(why=Reason("at-top"))
    if pain is None:
        return after.replace(why=Reason("pain-not-given"))
    if not (twice and at_ceiling):
        return after.replace(why=Reason("hit-once-at-top"))
    load, amount = step.load_above(base.load_kg * LOAD_RAISE), step.amount.low
    after = after.replace(at_ceiling=False)
    why = Reason("raise-load", {"load_kg": load, "amount": amount})
    return raise_to(replace(base, load_kg=load, amount=amount), why)
