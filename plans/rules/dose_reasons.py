"""Why the dose of a step is as it is, and why its last session did not count if it did not."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from .away import FEWER_AFTER, RESTART_AFTER, prescribed_dose
from .bars import FAILED, LACKED, MET, lacked
from .gates import is_open
from .loads import load_waits, takes_load
from .met import is_met, is_waited_for
from .program import Bar, Dose, Program, Step
from .reasons import Reason
from .state import Judged, State, StepState

# What the reason of a dose says already of the last session.
SAID = {
    "again-pain": {"pain"},
    "down-pain": {"pain"},
    "down-amber": {"pain"},
    "down-sore": {"pain"},
    "down-hurt": {"pain"},
    "closed-pain": {"pain"},
    "closed-hurt": {"pain"},
    "again-effort": {"effort"},
    "down-effort": {"effort"},
    "again-form": {"form"},
    "again-hold-not-given": {"hold-not-given"},
    "again-load-not-given": {"load-not-given"},
    "again-neither-given": {"hold-not-given", "load-not-given"},
    "pain-not-given": {"pain-not-given"},
    "calm-not-given": {"pain-not-given"},
}
# One set, as a squeeze in turn may ask, leaves the row as it is.
ONE_OF_TWO = lacked("sets", 1, 2)
ONE_SET = Reason(ONE_OF_TWO.code, ONE_OF_TWO.values | {"keeps_row": True})
CLIMBING = "lacked-climbing"  # what its dose did not ask yet
LOAD_OFFERS = {"hips": "offer-hips", "hand": "offer-hand", "band": "offer-band"}
DOWN_FOR_PAIN = {"down-pain", "down-hurt", "down-amber", "down-sore"}
# No load is offered then.
AFTER_PAIN = {"again-pain", "closed-pain", "closed-hurt", *DOWN_FOR_PAIN}
TOO_HEAVY = AFTER_PAIN | {"again-effort", "down-effort", "again-form"}  # for a first load
NOT_READY = TOO_HEAVY | {"again-miss", "down-sets"}  # for a load that is offered
# What pain made of a dose stands beside what a break, or a closing below, makes of it; where the
# break asks the bottom, the pain of the last session alone.
LONG_AWAY = {"away-bottom", "away-low", "away-restart"}
BESIDE = {"away-fewer": AFTER_PAIN, "back-shut": DOWN_FOR_PAIN}
BESIDE |= dict.fromkeys(LONG_AWAY, AFTER_PAIN)
TURN, TURN_UNTIL_FELT = Reason("activation-turn"), Reason("activation-going-on")
LOAD_WAITS = Reason("load-waits")
TURN_ALONE = Reason("activation-alone")
TURN_SORE = Reason("activation-sore")


def dose_reasons(program: Program, state: State, step: Step, screen: str = "clear") -> list[Reason]:
    """Return why the dose is as it is, and why the last session did not count if it did not."""
    mine, own = state.steps[step.exercise], state.step(step)
    dose, _, why = prescribed_dose(own, mine)
    if step.activation:
        why = _in_turn(program, state, step, dose, why)
    own_pain: list[Reason] = []
    if why.code == "back-shut" and mine.why.code in ("closed-pain", "closed-hurt"):
        why = mine.why  # which asks the bottom of everything already
    else:
        own_pain = _own_pain(mine.why, why)
    if not is_open(program, state, step, screen):
        locked = Reason(why.code, {"locked": True}) if why.code == "back-shut" else why
        return [*own_pain, locked]
    if _is_back_since(state, step):
        why = Reason(why.code, why.values | {"since": True})
    if why.code == "ask-load" and state.clinician:
        why = Reason(why.code, why.values | {"lightest": True})
    if _is_lighter(mine, why) and own.owes_load and wants_load(program, state, step):
        why = _pain_alone(why)
    reasons = [*own_pain, why]
    if step.activation and mine.reopened and not mine.in_easy_week:  # which asks fewer
        reasons.append(Reason("learn-again", {"sets": dose.sets}))
    if wants_load(program, state, step):
        is_for_later = screen != "clear" and not own.owes_load
        later = [Reason("load-after-clinician")]
        reasons += later if is_for_later else _load_wanted(own, mine, dose, why, state.clinician)
    elif why.code not in AFTER_PAIN and load_waits(program, state, step):
        reasons.append(LOAD_WAITS)
    elif why.code == "at-top" and own.load_step and not takes_load(program, state, step):
        reasons += load_comes_after(program, state, own.load_after)
    said = _said(why).union(*map(_said, own_pain))
    return reasons if mine.proficient else reasons + _last_reasons(own, mine, dose, why, said)


def _in_turn(program: Program, state: State, step: Step, dose: Dose, why: Reason) -> Reason:
    """Return the reason of a squeeze in turn: fewer sets are asked of it than its target has."""
    turn = squeezes_turn(program, state) or waits_for_sore_squeeze(program, state, step)
    if turn is None:
        return why
    is_proficient = state.steps[step.exercise].proficient
    is_gentle = {"unchanged", "gently"} & why.values.keys()
    has_fewer = is_gentle or dose.sets > (1 if is_proficient else 2)
    if why.code in DOWN_FOR_PAIN or (why.code == "again-pain" and has_fewer):
        return Reason(why.code, why.values | {"in_turn": True})
    if why.code in AFTER_PAIN or why.code in BESIDE:
        return why
    # What it earned waits for the other squeeze; fewer sets fall short of nothing.
    waits = is_proficient and turn in (TURN_ALONE, TURN_SORE)
    return turn if waits or why.code in ("again-short", "at-top") else why


def _own_pain(own: Reason, why: Reason) -> list[Reason]:
    """Return the pain of the last session, which is said before a break or a closing below.

    ``alone``: that it made the dose easier, or the same again, is no longer what holds.
    """
    if "sore" in own.values and why.code in BESIDE:
        values = {key: own.values[key] for key in ("morning",) if key in own.values}
        return [Reason("again-pain", values | {"pain": own.values["sore"], "alone": True})]
    if own.code not in BESIDE.get(why.code, ()):
        return []
    is_alone = why.code in LONG_AWAY and own.code not in ("closed-pain", "closed-hurt")
    return [Reason(own.code, own.values | {"alone": True}) if is_alone else _pain_alone(own)]


def _said(why: Reason) -> set[str]:
    """Return what a reason says already of the last session."""
    return SAID.get(why.code, set()) | ({"pain"} if "sore" in why.values else set())


def _is_back_since(state: State, step: Step) -> bool:
    """Whether there was training since the time away that counts for a step; a lift has its own."""
    mine = state.steps[step.exercise]
    if step.hinge or mine.last_on is None or mine.away < FEWER_AFTER:
        return False
    days = [mine.last_on, *(day for day, _, _ in state.trained if day > mine.last_on)]
    return any((later - day).days - 1 == mine.away for day, later in pairwise(days))


def with_room_said(reasons: Iterable[Reason]) -> list[Reason]:
    """Return the reasons of a squeeze for its own page, which holds for days with more minutes."""
    return [Reason(one.code, {"room": True}) if one == TURN else one for one in reasons]


def squeezes_turn(program: Program, state: State) -> Reason | None:
    """Return why the squeezes come in turn, if they do.

    While pain keeps one closed, the sets of the other do not grow (ours).
    """
    activation = program.activation
    squeezes = [one.exercise for one in activation if is_open(program, state, one, "clear")]
    if not squeezes or not all(is_met(program, state, squeeze) for squeeze in squeezes):
        return None
    if len(squeezes) < len(activation):
        return TURN_ALONE
    return TURN if all(state.steps[squeeze].proficient for squeeze in squeezes) else TURN_UNTIL_FELT


def waits_for_sore_squeeze(program: Program, state: State, step: Step) -> Reason | None:
    """Return why a proficient squeeze keeps to one set until the other, which hurt, is, too (ours).

    The day on which the other reopens is no day to do more.
    """
    if not state.steps[step.exercise].proficient:
        return None
    others = (state.steps[one.exercise] for one in program.activation if one is not step)
    return TURN_SORE if any(one.red_on and not one.proficient for one in others) else None


def wants_load(program: Program, state: State, step: Step) -> bool:
    """Whether a first load is asked for or offered now.

    None is while the equipment for it is missing, and none is offered right after pain, too much
    effort, lost form or a set that fell short, nor while a clinician is advised.
    """
    mine, own = state.steps[step.exercise], state.step(step)
    dose, _, why = prescribed_dose(own, mine)
    if own.load_of(dose) is not None or not takes_load(program, state, step):
        return False
    if own.owes_load:
        return not state.setup.lacks_now(step)
    return why.code not in NOT_READY


def _is_lighter(mine: StepState, why: Reason) -> bool:
    """Whether a first load is to be lighter than last time; a lift never done has had none."""
    return why.code in TOO_HEAVY and mine.last_on is not None


def _pain_alone(why: Reason) -> Reason:
    """Return a reason that tells of the pain alone, beside one that asks less for something else.

    What pain itself took is told as ever.
    """
    is_less = why.code == "down-pain" and "unchanged" not in why.values
    if is_less or why.code not in ("again-pain", "down-pain"):
        return why
    return Reason(why.code, why.values | {"alone": True})


def _load_wanted(
    step: Step, mine: StepState, dose: Dose, why: Reason, advised: bool
) -> list[Reason]:
    """``advised``: a clinician is, and until then a first load is the lightest there is (ours)."""
    if step.owes_load:
        values: dict[str, Any] = {"sets": dose.sets}
        if advised:
            values["lightest"] = True
        elif _is_lighter(mine, why):
            values["lighter"] = True
        return [] if why.code == "ask-load" else [Reason("ask-load", values)]
    band = {"band": 2} if step.load_kind == "band" else {}
    return [Reason(LOAD_OFFERS[step.load_kind or ""], band)]


def load_comes_after(program: Program, state: State, exercise: str | None) -> list[Reason]:
    """Name what comes first; ``may_waive``: for want of equipment the runner may go on without."""
    if exercise is None:
        return []
    other = program.by_exercise[exercise]
    may_waive = state.setup.lacks_now(other) and is_waited_for(program, other)
    waiver = {"may_waive": True} if may_waive else {}
    return [Reason("load-comes-after", {"other": exercise} | waiver)]


def only_pain(reasons: Iterable[Reason]) -> list[Reason]:
    """Return of a squeeze whose sets come in turn what pain made of it."""
    return [reason for reason in reasons if reason.code in AFTER_PAIN]


def without_load_offers(reasons: Iterable[Reason], *instead: Reason) -> list[Reason]:
    offers = LOAD_OFFERS.values()
    kept = [[*instead] if reason.code in offers else [reason] for reason in reasons]
    return [reason for some in kept for reason in some]


def _last_reasons(
    step: Step, mine: StepState, dose: Dose, why: Reason, said: set[str]
) -> list[Reason]:
    """Say what the last session lacked, but for what is ``said``, and what it did to the row."""
    last = mine.last
    if last is None or (last.outcome == MET and not last.in_easy_week):
        return []
    if last.in_easy_week:
        return [Reason("row-easy-week", {"row": mine.row})]
    lacks = _with_climbing(step.bar, last, dose) if step.bar else []
    if step.activation and mine.going_on and ONE_OF_TWO in lacks:
        lacks = [one for one in lacks if one != ONE_OF_TWO]
        lacks = lacks if last.outcome == FAILED else [ONE_SET, *lacks]
    reasons = [one for one in lacks if one.code.removeprefix(LACKED) not in said]
    if mine.away >= RESTART_AFTER:  # the row was lost to it, and not to that session
        return reasons
    is_only_pain = {one.code for one in last.lacks} == {"lacked-pain"}
    if last.outcome == FAILED and is_only_pain and why.values.get("took_back"):
        reasons.append(Reason("row-taken-back"))
    elif last.outcome == FAILED and last.row_before:
        reasons.append(Reason("row-lost", {"row": last.row_before}))
    elif last.outcome != FAILED and mine.row:
        reasons.append(Reason("row-stays", {"row": mine.row}))
    return reasons


def _with_climbing(bar: Bar, last: Judged, now: Dose) -> list[Reason]:
    """Return what a session lacked, with all that its dose did not ask yet as one reason.

    ``lowered``: the dose has come down since, so that it is on no way up.
    """
    asked = last.asked
    parts = {"sets": asked.sets, "amount": asked.amount, "hold": asked.hold_s} if asked else {}
    climbing = {
        one.code: what
        for what, least in parts.items()
        for one in last.lacks
        if one.code == LACKED + what and one.values["value"] >= least
    }
    lacks = [one for one in last.lacks if one.code not in climbing]
    if climbing:
        values: dict[str, Any] = {"dose": asked, "bar": bar, "lacked": [*climbing.values()]}
        if asked and _is_lower(now, asked):
            values["lowered"] = True
        lacks.append(Reason(CLIMBING, values))
    return lacks


def _is_lower(now: Dose, before: Dose) -> bool:
    return now.sets < before.sets or now.amount < before.amount or now.hold_s < before.hold_s
