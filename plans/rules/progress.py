"""Double progression: from one session of a step to the next target."""

from dataclasses import replace

from .bars import AMBER, HIT, MISS, RED, dose_outcome, nth_best, reaches, sets_at
from .history import Session
from .program import Dose, Step
from .reasons import Reason
from .state import StepState

EASY_EFFORT = 6  # at or below: two more repetitions instead of one (ours)
HARD_EFFORT = 8  # above: no hit (ours; leaves two repetitions in reserve)
LOAD_RAISE = 1.025  # at least (ours, the low end of ACSM's 2–10 %)
RED_LOAD, CLOSED_LOAD, AWAY_LOAD, RESTART_LOAD = 0.85, 0.5, 0.85, 0.5  # ours
FEWER_AFTER, BOTTOM_AFTER, RESTART_AFTER = 11, 15, 29  # full days away (ours)
GREENS_WANTED = 2  # before a heavier entry counts again (ours)
STALLED_AFTER = 6  # sessions without a raise (ours)


def lighter(step: Step, load_kg: float | None, factor: float) -> float | None:
    return None if load_kg is None else step.round_load(load_kg * factor)


def prescribed_dose(step: Step, state: StepState) -> tuple[Dose, Dose, Reason]:
    """After the time away: the dose asked, the dose that a hit builds on, and why."""
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
    """The state after a session: the next target, its reason, and the counters behind them.

    ``pain`` is the worst of the session and its morning after; ``loaded``: the step takes load
    now. Row and closing are judged elsewhere.
    """
    asked, base, _ = prescribed_dose(step, state)
    if state.away >= BOTTOM_AFTER:
        state = replace(state, caution=GREENS_WANTED)
    outcome = dose_outcome(step, asked, session.sets)
    entry = _entry(step, asked, session) if loaded else None
    first = entry is not None and asked.load_kg is None
    if first:
        base = replace(base, load_kg=entry)
    if pain is not None and pain >= RED:
        return _after_red(step, state, base, pain)

    green = pain is not None and pain < AMBER
    after = replace(
        state,
        target=base,
        was_red=False,
        caution=max(0, state.caution - green),
        low_misses=_low_misses(step, state, session, outcome),
        at_ceiling=False,
        stale=state.stale + 1,
    )
    if after.low_misses == 2:
        return _step_down(step, after)
    if first:
        return _entered(after, entry)
    if refused := _refused(outcome, session, pain):
        return replace(after, why=refused)
    if loaded and asked.load_kg is None:
        return replace(after, why=Reason("ask-load", {"sets": asked.sets}))
    if entry and entry > asked.load_kg and green and not state.caution:
        return _entered(after, entry)
    return _raised(step, after, asked, session, pain, twice=state.at_ceiling)


def _entry(step: Step, asked: Dose, session: Session) -> float | None:
    """The heaviest load that all asked sets reached, rounded down; ``None`` without one.

    Where a load was asked already, only sets at the asked amount and hold count.
    """

    def load(one):
        if asked.load_kg is not None and not reaches(one, asked.amount, asked.hold_s, None):
            return 0
        return one.load_kg or 0

    heaviest = nth_best(step, asked.sets, session.sets, load)
    return step.round_load(heaviest) if heaviest else None


def _entered(after: StepState, load_kg: float) -> StepState:
    return replace(
        after,
        target=replace(after.target, load_kg=load_kg),
        stale=0,
        why=Reason("entry", {"load_kg": load_kg}),
    )


def _after_red(step: Step, state: StepState, base: Dose, pain: int) -> StepState:
    """Lower; after red upon red, or while closed by it, all the way down."""
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
    return replace(
        state,
        target=target,
        was_red=True,
        caution=GREENS_WANTED,
        low_misses=0,
        at_ceiling=False,
        stale=state.stale + 1,
        why=why,
    )


def _low_misses(step: Step, state: StepState, session: Session, outcome: str) -> int:
    below = outcome == MISS and any(one.amount < step.amount.low for one in session.sets)
    return state.low_misses + 1 if below else 0


def _step_down(step: Step, after: StepState) -> StepState:
    target = after.target
    if target.load_kg is None:
        target = replace(target, sets=step.sets.clamp(target.sets - 1))
        why = Reason("down-sets", {"sets": target.sets})
    else:
        target = replace(target, load_kg=step.round_load(target.load_kg - step.load_step))
        why = Reason("down-load", {"load_kg": target.load_kg})
    return replace(after, target=target, low_misses=0, why=why)


def _refused(outcome: str, session: Session, pain: int | None) -> Reason | None:
    """Why a session raises nothing, if so."""
    effort, form = session.feedback.effort, session.feedback.form
    if pain is not None and pain >= AMBER:
        return Reason("again-pain", {"pain": pain})
    if outcome != HIT:
        return Reason("again-miss" if outcome == MISS else "again-short")
    if effort is not None and effort > HARD_EFFORT:
        return Reason("again-effort", {"effort": effort})
    return Reason("again-form") if form is False else None


def _raised(
    step: Step, after: StepState, asked: Dose, session: Session, pain: int | None, twice: bool
) -> StepState:
    """After a hit, one thing more: amount, then hold, then sets, then load."""
    base = after.target

    def to(why, **change):
        return replace(after, target=replace(base, **change), stale=0, why=why)

    if base.amount < step.amount.high:
        effort = session.feedback.effort
        by = 2 if effort is not None and effort <= EASY_EFFORT else 1
        reached = nth_best(
            step,
            asked.sets,
            session.sets,
            lambda one: one.amount if reaches(one, 0, asked.hold_s, asked.load_kg) else 0,
        )
        amount = min(step.amount.high, max(base.amount + by, reached))
        why = Reason("raise-amount", {"by": amount - base.amount, "to": amount})
        return to(why, amount=amount)
    if base.hold_s < step.hold.high:
        return to(Reason("raise-hold", {"to": base.hold_s + 1}), hold_s=base.hold_s + 1)
    if base.sets < step.sets_ceiling:
        return to(Reason("raise-sets", {"to": base.sets + 1}), sets=base.sets + 1)

    after = replace(after, at_ceiling=asked.sets == base.sets)
    if base.sets < step.sets.high and sets_at(step, asked, session.sets) > base.sets:
        return to(Reason("fourth-set"), sets=base.sets + 1)
    if base.load_kg is None:
        return replace(after, why=Reason("at-top"))
    if pain is None:
        return replace(after, why=Reason("pain-not-given"))
    if not (twice and after.at_ceiling):
        return replace(after, why=Reason("hit-once-at-top"))
    load = step.load_above(base.load_kg * LOAD_RAISE)
    after = replace(after, at_ceiling=False)
    why = Reason("raise-load", {"load_kg": load, "amount": step.amount.low})
    return to(why, load_kg=load, amount=step.amount.low)
