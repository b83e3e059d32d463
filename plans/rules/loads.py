"""Which load a session entered, and whether the step takes any now."""

from .away import prescribed_dose
from .bars import HARD_EFFORT, is_green, nth_best, reaches
from .history import Session, SetDone
from .met import is_met
from .program import Dose, Program, Step
from .state import State, StepState

UNLOADED_MOST = 2  # sessions without the load that is offered, until none is asked (ours)


def takes_load(program: Program, state: State, step: Step) -> bool:
    """Tell whether a step takes load now, which the target may not have yet."""
    return _is_ready_for_load(program, state, step) and not load_waits(program, state, step)


def load_waits(program: Program, state: State, step: Step) -> bool:
    """Whether a load would be offered, but for pain that a clinician or a lift shall look at."""
    own, target = state.step(step), state.steps[step.exercise].target
    mine = state.steps[step.exercise]
    rests = state.clinician or mine.load_rests or _comes_after_pain(mine)
    if not rests or own.owes_load or own.load_of(target) is not None:
        return False
    return _is_ready_for_load(program, state, step)


def _comes_after_pain(mine: StepState) -> bool:
    """Whether pain keeps a load from being offered, or what it took has just come back alone."""
    has_risen = mine.raised is not None or mine.why.code == "back-sets"
    return bool(mine.calm_wanted or (mine.sore and has_risen))


def _is_ready_for_load(program: Program, state: State, step: Step) -> bool:
    """Whether a step has come so far that it takes load.

    A bar is asked for from the first day, dumbbells are offered once ``load_after`` is met, and
    weight on the hips and the next band once the step is proficient and at its ceiling.
    """
    loadable, mine = state.step(step), state.steps[step.exercise]
    if loadable.load_step is None:
        return False
    if loadable.load_of(mine.target) is not None:
        return True
    if step.load_after is not None:
        return is_met(program, state, step.load_after)
    if loadable.owes_load:
        return True
    dose, _, _ = prescribed_dose(step, mine)
    return (mine.proficient or not step.bar) and step.is_at_ceiling(dose)


def entered_load(step: Step, dose: Dose, session: Session) -> float | None:
    """Return the heaviest load that all prescribed sets reached, if a step of it was there.

    A first one counts from the bottom amount on, a heavier one than asked at the whole dose.
    """
    asked = step.load_of(dose)
    bottom = step.amount.low

    def load(done: SetDone) -> float:
        good = done.amount >= bottom if asked is None else reaches(step, done, dose)
        return (step.load_of(done) or 0) if good else 0

    heaviest = nth_best(step, dose.sets, session.sets, load)
    return heaviest or None


def first_load_counts(session: Session, pain: int | None) -> bool:
    """Whether a first load was moved without pain, without too much effort and in form."""
    feedback = session.feedback
    return (
        (pain is None or is_green(pain))
        and (feedback.effort is None or feedback.effort <= HARD_EFFORT)
        and feedback.form is not False
    )


def lighter_than_asked(step: Step, dose: Dose, session: Session) -> float | None:
    """Return the load, less than asked, that all asked sets reached at the bottom amount."""
    asked = step.load_of(dose)
    if asked is None:
        return None

    def load(done: SetDone) -> float:
        return (step.load_of(done) or 0) if done.amount >= step.amount.low else 0

    reached = nth_best(step, dose.sets, session.sets, load)
    return reached if 0 < reached < asked else None


def is_unloaded(step: Step, session: Session) -> bool:
    return not any(step.load_of(done) for done in session.sets)


def drops_load(step: Step, state: StepState) -> bool:
    """Whether a load that is offered was left out so often that it is asked no more."""
    return not step.owes_load and state.unloaded >= UNLOADED_MOST
