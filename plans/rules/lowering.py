"""What brings a target down after a session: red pain, amber pain, a lighter load, misses, effort.

Of several on one day the first counts, and the counts of the others begin anew.
"""

from dataclasses import dataclass, replace
from typing import Any

from .away import lighter_load
from .bars import (
    AMBER,
    HARD_EFFORT,
    MISS,
    RED,
    as_done,
    as_done_in_easy_week,
    fewer_sets,
    in_easy_week,
    is_under_bottom,
)
from .closings import new_closing, without_early_opening
from .history import Session
from .loads import lighter_than_asked
from .program import Dose, Step
from .reasons import Reason
from .state import StepState

RED_LOAD, AMBER_LOAD, CLOSED_LOAD = 0.85, 0.85, 0.5  # factors (ours)
LESS_AMOUNT = 0.85  # the same for repetitions, where neither sets nor load come down (ours)
LEAST_LOAD = 0.5  # of the highest target so far: amber and effort never go below it (ours)
VERY_RED = 8  # with the session itself: closes at once (ours)
AMBERS_MOST, HARD_MOST, LOW_MISSES_MOST = 3, 3, 2  # in a row (ours)
SORE_MOST = 6  # sessions, without as many painless ones in a row between (ours)
GREENS_WANTED = 2  # before load rises freely, or amber lowers, again (ours)
CALM_AFTER_PAIN, CALM_AFTER_LOWERING = 1, 2  # painless sessions before anything goes up (ours)
HARD_WAIT = HARD_MOST + 1  # lowered for effort; waits for a session that is easy enough


@dataclass(frozen=True, slots=True)
class Done:
    """A session as the progression sees it."""

    session: Session
    dose: Dose  # what was prescribed
    outcome: str  # of ``bars.dose_outcome``
    pain: int | None  # the worst of the session and its morning after

    full: Dose  # the same without the set that a short time away takes

    @property
    def is_sore(self) -> bool:
        return self.pain is not None and self.pain >= AMBER

    @property
    def is_red(self) -> bool:
        return self.pain is not None and self.pain >= RED

    @property
    def closes_at_once(self) -> bool:
        return (self.session.feedback.pain or 0) >= VERY_RED


def closes(before: StepState, done: Done) -> bool:
    return done.is_red and (before.was_red or before.closed is not None or done.closes_at_once)


def after_pain(step: Step, before: StepState, done: Done, easy_week: bool) -> StepState:
    """Return the state that asks no more than what was done and hurt (ours).

    A load that this takes has a way back. After less than the bottom of the ranges it is one step
    lighter, and that step is climbed again.
    """
    asked_of = in_easy_week(step) if easy_week else step
    kept_of = as_done_in_easy_week if easy_week else as_done
    kept, whole = kept_of(step, done.full, done.session.sets), done.full
    if is_under_bottom(asked_of, done.full, done.session.sets):
        kept, whole = _one_step_lighter(step, before, kept), _one_step_lighter(step, before, whole)
        before = before.replace(low_misses=0)
    return _with_way_back(step, before, step.load_of(whole), kept)


def _one_step_lighter(step: Step, state: StepState, dose: Dose) -> Dose:
    load = step.load_of(dose)
    if load is None:
        return dose
    less = step.round_load(load - (step.load_step or 0))
    return step.with_load(dose, _least_load(step, state.replace(target=dose), less))


def _with_way_back(step: Step, before: StepState, load: float | None, kept: Dose) -> StepState:
    now = step.load_of(kept)
    if load is None or now is None or now >= load:
        return before.replace(target=kept)
    return before.replace(target=kept, load_before=max(load, before.load_before or 0))


def easier_dose(step: Step, dose: Dose, load: float | None) -> Dose:
    """Return a dose with a set fewer and a lighter load.

    Where neither comes down, the amount does, or else the hold (ours); at the bottom it stays.
    """
    target = step.with_load(fewer_sets(step, dose), load)
    if target != dose:
        return target
    amount = step.amount.clamp(min(dose.amount - 1, int(dose.amount * LESS_AMOUNT)))
    if amount < dose.amount:
        return replace(dose, amount=amount)
    return replace(dose, hold_s=step.hold.clamp(dose.hold_s - 1))


def after_red(step: Step, before: StepState, done: Done, easy_week: bool) -> StepState:
    """Ask less than what was done; where the step closes, the bottom of everything.

    In an easy week one set is a whole session, so that the amount is not lost with the sets.
    """
    changes: dict[str, Any]
    asked_of = in_easy_week(step) if easy_week else step
    sets = done.session.sets
    kept = step.clamp(as_done(asked_of, done.full, sets)) if sets else done.full
    if closes(before, done):
        target = step.bottom(lighter_load(step, kept, CLOSED_LOAD))
        why = Reason("closed-pain", {"pain": done.pain})
        before = without_early_opening(before)
        changes = {
            "going_on": None,
            "closed": new_closing(step, done.session.date),
            "proficient": False,
            "lapsed": False,
            "had_any_load": False,
            "load_before": None,
        }
    else:
        target = easier_dose(step, kept, lighter_load(step, kept, RED_LOAD))
        # Less than the bottom was done: what came down is what was asked.
        is_under = is_under_bottom(asked_of, done.full, sets)
        values = changed_values(step, done.full if is_under else kept, target)
        why = Reason("down-pain", values | {"pain": done.pain})
        whole = lighter_load(step, done.full, RED_LOAD)
        changes = {"load_before": _with_way_back(step, before, whole, target).load_before}
    return before.replace(
        **changes,
        **_counts_anew(before),
        ambers=0,
        greens=0,
        sore=before.sore + 1,
        calm_wanted=_calm_wanted(before.sore + 1, CALM_AFTER_LOWERING),
        target=target,
        red_on=done.session.date,
        was_red=True,
        red_caution=GREENS_WANTED,
        at_ceiling=False,
        why=why,
    )


def with_pain_counted(before: StepState, pain: int | None) -> StepState:
    """Count amber and green sessions in a row; one without pain given neither counts nor breaks."""
    if pain is None:
        return before
    if pain >= AMBER:
        sore = before.sore + 1
        return before.replace(
            ambers=min(before.ambers + 1, AMBERS_MOST),
            greens=0,
            sore=sore,
            calm_wanted=max(before.calm_wanted, _calm_wanted(sore, CALM_AFTER_PAIN)),
        )
    greens = min(before.greens + 1, SORE_MOST)
    return before.replace(
        ambers=0,
        greens=greens,
        calm_wanted=before.calm_wanted if greens < before.calm_wanted else 0,
        sore=before.sore if greens < SORE_MOST else 0,
        amber_lowered=before.amber_lowered and greens < GREENS_WANTED,
        red_caution=max(0, before.red_caution - 1),
        away_caution=max(0, before.away_caution - 1),
    )


def _calm_wanted(sore: int, wanted: int) -> int:
    """Return how many painless sessions must come first; who is often sore needs more."""
    return SORE_MOST if sore >= SORE_MOST else wanted


def lowered(step: Step, after: StepState, done: Done) -> StepState | None:
    """Return the state with a lower target, or ``None``; the counts are those after the session."""
    for lower in (_for_amber, _for_lighter_load, _for_misses, _for_effort):
        found = lower(step, after, done)
        if found is not None:
            changed = found.target != after.target
            before = None if changed else found.load_before  # the way back ends
            return found.replace(**_counts_anew(found), load_before=before)
    return None


def with_effort_and_misses_counted(step: Step, before: StepState, done: Done) -> StepState:
    effort, hard = done.session.feedback.effort, before.hard
    if effort is not None:
        hard = min(hard + 1, HARD_WAIT) if effort > HARD_EFFORT else 0
    low = done.outcome == MISS and any(one.amount < step.amount.low for one in done.session.sets)
    return before.replace(hard=hard, low_misses=before.low_misses + 1 if low else 0)


def _counts_anew(state: StepState) -> dict[str, Any]:
    """Return the counts that a lowering ends; a wait for an easier session goes on."""
    hard = HARD_WAIT if state.hard >= HARD_WAIT else 0
    return {"lighter": None, "low_misses": 0, "hard": hard}


def changed_values(step: Step, base: Dose, target: Dose) -> dict[str, Any]:
    """Return what a lowering changed, for its sentence; unchanged, the sets that stay."""
    if target == base:
        return {"sets": target.sets, "unchanged": True}
    values: dict[str, Any] = {"sets": target.sets} if target.sets < base.sets else {}
    if target.amount < base.amount or target.hold_s < base.hold_s:
        values = {"sets": target.sets, "amount": target.amount, "hold": target.hold_s}
    if step.load_of(target) != step.load_of(base):
        values |= {"load_kg": target.load_kg} if target.band is None else {"band": target.band}
    return values


def _least_load(step: Step, state: StepState, load: float) -> float:
    """Keep a lowered load above half of the highest target so far."""
    now = step.load_of(state.target) or 0
    floor = step.load_above((state.top_load or 0) * LEAST_LOAD)
    return min(now, max(load, floor))


def _for_amber(step: Step, after: StepState, done: Done) -> StepState | None:
    """Lower after amber pain three times in a row, or again and again (ours)."""
    in_a_row = after.ambers >= AMBERS_MOST and done.pain is not None
    often = done.is_sore and after.sore % SORE_MOST == 0
    if after.amber_lowered or not (in_a_row or often):
        return None
    load = lighter_load(step, after.target, AMBER_LOAD)
    load = None if load is None else _least_load(step, after, load)
    target = easier_dose(step, after.target, load)
    values = changed_values(step, after.target, target) | {"pain": done.pain}
    said = Reason("down-amber", values)
    if not in_a_row:
        said = Reason("down-sore", values | {"sessions": after.sore})
    calm_wanted = max(after.calm_wanted, CALM_AFTER_LOWERING)
    return after.replace(target=target, amber_lowered=True, calm_wanted=calm_wanted, why=said)


def _for_lighter_load(step: Step, after: StepState, done: Done) -> StepState | None:
    """Follow a load that two sessions in a row were lighter than asked."""
    reached, before = lighter_than_asked(step, done.dose, done.session), after.lighter
    asked = step.load_of(after.target)
    if reached is None or before is None or asked is None:
        return None
    load = step.round_load(max(reached, before))
    if load >= asked:  # time away has asked for less meanwhile
        return None
    target = step.with_load(after.target, load)
    why = Reason("down-lighter", changed_values(step, after.target, target))
    return after.replace(target=target, why=why)


def _for_misses(step: Step, after: StepState, done: Done) -> StepState | None:
    if after.low_misses < LOW_MISSES_MOST:
        return None
    target, load = after.target, step.load_of(after.target)
    if load is None:
        return _stepped_down(step, after, fewer_sets(step, target), "down-sets", "again-miss")
    load = step.round_load(load - (step.load_step or 0))
    return _stepped_down(step, after, step.with_load(target, load), "down-load", "again-miss")


def _for_effort(step: Step, after: StepState, done: Done) -> StepState | None:
    effort = done.session.feedback.effort
    if after.hard != HARD_MOST or effort is None:
        return None
    after = after.replace(hard=HARD_WAIT)
    target, load = after.target, step.load_of(after.target)
    if load is None:
        target = fewer_sets(step, target)
    else:
        less = step.round_load(load - (step.load_step or 0))
        target = step.with_load(target, _least_load(step, after, less))
    values = changed_values(step, after.target, target) | {"effort": effort}
    code = "again-effort" if target == after.target else "down-effort"
    return after.replace(target=target, why=Reason(code, values))


def _stepped_down(
    step: Step, after: StepState, target: Dose, code: str, unchanged: str
) -> StepState:
    if target == after.target:
        return after.replace(low_misses=0, why=Reason(unchanged))
    return after.replace(
        target=target, why=Reason(code, changed_values(step, after.target, target))
    )
