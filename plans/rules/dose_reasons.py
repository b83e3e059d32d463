"""Why the dose of a step is as it is, and why its last session did not count if it did not."""

from .away import prescribed_dose
from .bars import FAILED, LACKED, MET
from .gates import is_unlocked
from .loads import takes_load
from .program import Dose, Program, Step
from .reasons import Reason
from .state import State, StepState

# What the reason of a dose says already of the last session.
SAID = {
    "again-pain": {"pain"},
    "down-pain": {"pain"},
    "down-amber": {"pain"},
    "closed-pain": {"pain"},
    "again-effort": {"effort"},
    "down-effort": {"effort"},
    "again-form": {"form"},
    "pain-not-given": {"pain-not-given"},
}


LOAD_OFFERS = {"hips": "offer-hips", "hand": "offer-hand", "band": "offer-band"}


def dose_reasons(program: Program, state: State, step: Step) -> list[Reason]:
    """Return why the dose is as it is, and why the last session did not count if it did not."""
    mine, own = state.steps[step.exercise], state.step(step)
    dose, _, why = prescribed_dose(own, mine)
    # Once both squeezes are proficient one set in turn is asked, which falls short of nothing.
    if step.activation and why.code == "again-short" and _all_squeezes_are_learnt(program, state):
        why = Reason("activation-turn")
    reasons = [why]
    if not is_unlocked(program, state, step):
        return reasons
    if takes_load(program, state, step) and own.load_of(dose) is None:
        reasons += _load_wanted(own, mine, dose, why)
    return reasons if mine.proficient else reasons + _last_reasons(mine, why)


def _all_squeezes_are_learnt(program: Program, state: State) -> bool:
    return all(state.steps[squeeze.exercise].proficient for squeeze in program.activation)


def _load_wanted(step: Step, mine: StepState, dose: Dose, why: Reason) -> list[Reason]:
    if step.owes_load:
        return [] if why.code == "ask-load" else [Reason("ask-load", {"sets": dose.sets})]
    band = {"band": 2} if step.load_kind == "band" else {}
    return [Reason(LOAD_OFFERS[step.load_kind or ""], band)]


def _last_reasons(mine: StepState, why: Reason) -> list[Reason]:
    """Say what the last session lacked and what that did to the row."""
    last = mine.last
    if last is None or (last.outcome == MET and not last.in_easy_week):
        return []
    if last.in_easy_week:
        return [Reason("row-easy-week", {"row": mine.row})]
    said = SAID.get(why.code, set())
    reasons = [one for one in last.lacks if one.code.removeprefix(LACKED) not in said]
    if last.outcome == FAILED and last.row_before:
        reasons.append(Reason("row-lost", {"row": last.row_before}))
    elif last.outcome != FAILED and mine.row:
        reasons.append(Reason("row-stays", {"row": mine.row}))
    return reasons
