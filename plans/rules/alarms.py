"""What pain means beyond one step: rest days, days without a lift, and when to see a clinician."""

from collections.abc import Mapping
from datetime import date, timedelta

from .bars import AMBER, RED
from .history import Day, Morning
from .lowering import AMBERS_MOST, SORE_MOST, VERY_RED
from .program import Program
from .state import State, StepState

SORE_MORNINGS_MOST = 3  # in a row (ours)
RED_WITHIN = 14  # days: two mornings, or two sessions of a step (ours)
ADVISED_FOR = 14  # days on which the advice stands (ours)


def note_pain(
    state: State,
    day: Day,
    closed: bool = False,
    red_again: bool = False,
    pains: Mapping[str, int | None] | None = None,
) -> State:
    """Return the state after the pain of a day.

    ``closed``: a step was closed on it; ``red_again``: one was red that had been of late;
    ``pains`` of its sessions, by exercise. One without pain calls for no clinician.
    """
    sore = [name for name, pain in (pains or {}).items() if pain is not None and pain >= AMBER]
    sore_step = any(_is_often_sore(state.steps[name]) for name in sore)
    worst = worst_of_day(day)
    if worst >= RED:
        state = state.replace(red_day=day.date)
    if closed or red_again or sore_step or worst >= VERY_RED:
        state = state.replace(clinician_on=day.date)
    return _note_morning(state, day.morning_after) if day.morning_after else state


def _is_often_sore(step: StepState) -> bool:
    """Whether, with the last session, those in a row were sore, or very many of them."""
    return step.ambers >= AMBERS_MOST or step.sore >= SORE_MOST


def is_red_again(before: StepState, after: StepState, on: date) -> bool:
    """Whether a step is red on a day and was red on one of the days before it (ours)."""
    last = before.red_on
    return after.red_on == on and last is not None and 0 < (on - last).days <= RED_WITHIN


def worst_of_day(day: Day) -> int:
    """Return the worst pain given with a session or a run of the day itself."""
    sessions = (session.feedback.pain for session in day.sessions)
    hurts = (RED for _ in day.hurts)
    return max(
        (pain or 0 for pain in (*sessions, *(run.pain for run in day.runs), *hurts)), default=0
    )


def is_rest_day(state: State, on: date) -> bool:
    return state.red_morning == on


def clinician_called_on(state: State, today: Day) -> date | None:
    """Return the last day on which something called for a clinician."""
    return today.date if worst_of_day(today) >= VERY_RED else state.clinician_on


def clinician_advised(state: State, on: date, today: Day) -> bool:
    """Whether a clinician is advised: for two weeks, and as long as a step is closed."""
    if worst_of_day(today) >= VERY_RED or any(one.closed for one in state.steps.values()):
        return True
    since = state.clinician_on
    return since is not None and (on - since).days < ADVISED_FOR


def lifts_were_sore(program: Program, state: State) -> bool:
    """Whether a lift had red pain, and none of the group went without pain since."""
    lifts = [state.steps[name] for name in program.hinges]
    red_on = max((one.red_on for one in lifts if one.red_on), default=None)
    painless_on = max((one.painless_on for one in lifts if one.painless_on), default=None)
    return red_on is not None and (painless_on is None or painless_on <= red_on)


def lift_rests_for_pain(state: State, day: date) -> str | None:
    """Return why no lift may be on a day because of pain, as a code."""
    yesterday = day - timedelta(1)
    if state.red_morning in (day, yesterday):
        return "lift-red-morning"
    if state.red_morning_elsewhere == day:
        return "lift-red-elsewhere"
    return "lift-red-day" if state.red_day in (day, yesterday) else None


def _note_morning(state: State, morning: Morning) -> State:
    on, pain = morning.date, morning.pain
    sore = min(state.sore_mornings + 1, SORE_MORNINGS_MOST) if pain >= AMBER else 0
    called = pain >= VERY_RED or sore >= SORE_MORNINGS_MOST
    state = state.replace(sore_mornings=sore)
    if pain >= RED:
        last = max(filter(None, (state.red_morning, state.red_morning_elsewhere)), default=None)
        called = called or (last is not None and (on - last).days <= RED_WITHIN)
        name = "red_morning" if morning.from_training else "red_morning_elsewhere"
        state = state.replace(**{name: on})
    return state.replace(clinician_on=on) if called else state
