"""The view of each step: its status, its target and its last session, with their reasons."""

from dataclasses import dataclass
from datetime import date

from .away import prescribed_dose
from .bars import LACKED, MET, STAYS
from .closings import closed_by, days_wanted, first_reopening, shut_by, shut_until
from .dose_reasons import dose_reasons, with_room_said
from .gates import is_open, is_unlocked
from .met import is_met, requirements_met
from .offers import step_offers
from .program import Bar, Dose, Program, Step
from .reasons import Reason
from .state import Closing, State, StepState
from .today import DayPlan


@dataclass(frozen=True, slots=True)
class Need:
    """A step that another one waits for, and how far it is."""

    exercise: str
    row: int
    sessions_in_a_row_needed: int
    bar: Bar


@dataclass(frozen=True, slots=True)
class LastSession:
    """The last session of a step: whether it counted towards the bar, and if not, why.

    ``lacked`` holds "sets", "amount", "hold", "load", "felt-left", "felt-right", "effort", "form"
    and "pain", or one of them with "-not-given". A step without a bar lacks nothing. ``is_part``:
    it was at the bar but for its sets or what was not given, so the row is as it was.
    """

    date: date
    counted: bool
    lacked: tuple[str, ...] = ()
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class StepView:
    exercise: str
    status: str  # "locked", "open" or "proficient"
    row: int
    sessions_in_a_row_needed: int | None
    target: Dose
    reasons: tuple[Reason, ...]
    needs: tuple[Need, ...]  # what a locked step still waits for
    waived: bool
    overridden: bool  # open by the runner's own choice, not by the log
    missing: tuple[str, ...]  # equipment that the runner lacks
    asks_load: bool  # the runner is to enter a first load
    offers_load: bool = False  # the runner may enter one: on the hips, in the hands, a band
    last: LastSession | None = None


def view_of(program: Program, state: State, step: Step, screen: str, day: DayPlan) -> StepView:
    mine = state.steps[step.exercise]
    own = state.step(step)
    unlocked = is_open(program, state, step, screen)
    dose, _, _ = prescribed_dose(own, mine)
    overridden = bool(mine.overridden_on) and unlocked and not _would_be_open(program, state, step)
    reasons = with_room_said(day.about_load(step, dose_reasons(program, state, step, screen)))
    if unlocked:
        reasons += _progress_reasons(program, state, step, day.on)
    else:
        reasons += _lock_reasons(program, state, step, screen)
    if overridden:
        reasons.append(Reason("overridden", {"on": mine.overridden_on}))
    reasons += _choice_reasons(program, state, step)
    if (why := day.left_out.get(step.exercise)) and not is_told_by_waiver(why, mine):
        reasons.append(why)
    return StepView(
        step.exercise,
        ("proficient" if mine.proficient else "open") if unlocked else "locked",
        mine.row,
        step.bar.row if step.bar else None,
        dose,
        tuple(reasons),
        () if mine.opened else _needs(program, state, step),
        _is_waived(step, mine),
        overridden,
        state.setup.lacks_now(step),
        asks_load=day.asks_load(step),
        offers_load=day.offers_load(step),
        last=_last_session(mine),
    )


def _would_be_open(program: Program, state: State, step: Step) -> bool:
    """Whether the log alone has a step open, without the runner's own opening of it."""
    name = step.exercise
    alone = state.replace(steps=state.steps | {name: state.steps[name].replace(overridden_on=None)})
    is_met = requirements_met(program, state, step) or not state.steps[name].opened_early
    return is_met and is_unlocked(program, alone, step)


def _is_waived(step: Step, mine: StepState) -> bool:
    return mine.waived_on is not None and not step.activation


def is_told_by_waiver(why: Reason, mine: StepState) -> bool:
    """Whether a step is left out for want of what its runner waived it for, and so knows of."""
    return why.code == "no-equipment" and mine.waived_on is not None


def _last_session(mine: StepState) -> LastSession | None:
    last = mine.last
    if last is None:
        return LastSession(mine.last_on, counted=True) if mine.last_on else None
    lacked = tuple(one.code.removeprefix(LACKED) for one in last.lacks)
    counted = last.outcome == MET and not last.in_easy_week
    return LastSession(last.on, counted, lacked, last.outcome == STAYS)


def _progress_reasons(program: Program, state: State, step: Step, on: date) -> list[Reason]:
    mine = state.steps[step.exercise]
    reasons = step_offers(program, step, mine, on)
    if mine.proficient:
        return [*reasons, Reason("proficient")]
    if not step.bar or _is_waived(step, mine):
        return reasons
    reasons.append(_at_bar("next", program, state, step.exercise, step.bar))
    if is_met(program, state, step.exercise):  # gone on from
        return reasons
    opens = [
        other.exercise
        for other in program.steps
        if step.exercise in other.requires and not state.steps[other.exercise].opened
    ]
    if opens:
        reasons.append(Reason("next-opens", {"exercises": opens}))
    return reasons


def _lock_reasons(program: Program, state: State, step: Step, screen: str) -> list[Reason]:
    reasons = []
    if step.hinge and screen != "clear":
        reasons.append(Reason(f"screen-{screen}"))
    if closed := closed_by(program, state, step):
        reasons += _closed_reasons(state, step, closed)
    elif shut := shut_by(state, step):
        values = {"exercise": shut.by, "until": shut_until(shut)}
        reasons.append(Reason("shut", values))
    # What was open comes back with what it requires, proficient or not.
    needs = () if state.steps[step.exercise].opened else _needs(program, state, step)
    return reasons + [_at_bar("needs", program, state, need.exercise, need.bar) for need in needs]


def _closed_reasons(state: State, step: Step, closed: list[tuple[Step, Closing]]) -> list[Reason]:
    """Say since when a step is closed, by each that closes it, and what opens it.

    ``never_open``: for the first time.
    """
    never = {} if state.steps[step.exercise].opened else {"never_open": True}
    first = max(first_reopening(other, closing) for other, closing in closed)
    shut = shut_by(state, step)
    if shut:
        first = max(first, shut_until(shut))
    reasons = [
        Reason("closed", {"on": closing.on, "exercise": other.exercise})
        for other, closing in closed
    ]
    on = {"on": first} if first > max(closing.on for _, closing in closed) else {}
    wanted: dict[str, int] = {}
    for _, closing in closed:
        for name, days in days_wanted(state, closing).items():
            wanted[name] = max(days, wanted.get(name, 0))
    if wanted:
        values = {"exercises": list(wanted), "days": max(wanted.values())}
        reasons.append(Reason("reopens-after", values | on | never))
    else:
        reasons.append(Reason("reopens-on", {"on": first} | never))
    return reasons


def _choice_reasons(program: Program, state: State, step: Step) -> list[Reason]:
    mine, met = state.steps[step.exercise], is_met(program, state, step.exercise)
    reasons = []
    if _is_waived(step, mine):
        code = "waived" if met else "waived-waits"
        is_shut = closed_by(program, state, step) or shut_by(state, step)
        reasons.append(Reason("waived-shut" if is_shut else code, {"on": mine.waived_on}))
    if mine.going_on and not mine.proficient:
        reasons.append(Reason("going-on", {"on": mine.going_on}))
    return reasons


def _needs(program: Program, state: State, step: Step) -> tuple[Need, ...]:
    """Return what a step waits for; a waived step in between is seen through."""
    needs: list[Need] = []
    for name in step.requires:
        if is_met(program, state, name):
            continue
        other, mine = program.by_exercise[name], state.steps[name]
        if (mine.waived_on and not other.activation) or mine.going_on:
            needs += _needs(program, state, other)
        elif other.bar:
            row = 1 if _one_brings_it_back(program, state, name) else other.bar.row
            needs.append(Need(name, mine.row, row, other.bar))
    return tuple(dict.fromkeys(needs))


def _at_bar(code: str, program: Program, state: State, exercise: str, bar: Bar) -> Reason:
    is_back = _one_brings_it_back(program, state, exercise)
    values = {
        "exercise": exercise,
        "row": state.steps[exercise].row,
        "sessions_in_a_row_needed": 1 if is_back else bar.row,
        "bar": bar,
    }
    return Reason(code, values | ({"again": True} if is_back else {}))


def _one_brings_it_back(program: Program, state: State, exercise: str) -> bool:
    """Whether one session at the bar makes a step proficient again after time away."""
    step = program.by_exercise[exercise]
    may = not step.hinge or requirements_met(program, state, step)
    return state.steps[exercise].lapsed and may
