"""How a session compares with the prescribed dose and with the proficiency bar of its step."""

from collections.abc import Callable, Iterator

from .history import Session, SetDone
from .program import Bar, Dose, Step

# Pain is 0–10: green below AMBER, red from RED on (ours, after the pain-monitoring model).
AMBER, RED = 3, 6

MET, MISSING, FAILED = "met", "missing", "failed"
HIT, MISS, SHORT = "hit", "miss", "short"


def by_side(step: Step, sets: tuple[SetDone, ...]) -> Iterator[list[SetDone]]:
    """Yield the sets of the left and of the right side, or all at once for a two-sided exercise.

    A set done with ``both`` sides counts for each of them.
    """
    if not step.each_side:
        yield list(sets)
        return
    for side in ("left", "right"):
        yield [done for done in sets if done.side in (side, "both")]


def reaches(done: SetDone, amount: int, hold_s: int, load_kg: float | None) -> bool:
    return (
        done.amount >= amount
        and (done.hold_s or 0) >= hold_s
        and (load_kg is None or (done.load_kg or 0) >= load_kg)
    )


def sets_at(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> int:
    """Count the sets at or above a dose, on the side that has fewer."""
    return min(
        sum(reaches(done, dose.amount, dose.hold_s, dose.load_kg) for done in side)
        for side in by_side(step, sets)
    )


def dose_outcome(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> str:
    """Compare the sets with the prescribed dose.

    ``HIT``: every set was reached. ``MISS``: a prescribed set fell below. ``SHORT``: there were
    fewer sets, all of them good.
    """
    short = False
    for side in by_side(step, sets):
        good = sum(reaches(done, dose.amount, dose.hold_s, dose.load_kg) for done in side)
        if good < dose.sets:
            if good < len(side):
                return MISS
            short = True
    return SHORT if short else HIT


def nth_best(
    step: Step, count: int, sets: tuple[SetDone, ...], value: Callable[[SetDone], float]
) -> float:
    """Return the value that ``count`` sets of every side all reached; 0 where there are fewer."""
    best: list[float] = []
    for side in by_side(step, sets):
        values = sorted(map(value, side), reverse=True)
        best.append(values[count - 1] if len(values) >= count else 0)
    return min(best)


def bar_outcome(step: Step, bar: Bar, dose: Dose, session: Session, pain: int | None) -> str:
    """Tell whether a session met the step's bar.

    ``pain`` is the worst of the session and of the morning after it. ``MISSING``: feedback that
    the bar looks at was not given, and nothing failed.
    """
    feedback, load = session.feedback, None
    if bar.at_load:
        load = step.load_step if dose.load_kg is None else dose.load_kg
    if sets_at(step, Dose(bar.sets, bar.amount, bar.hold_s, load), session.sets) < bar.sets:
        return FAILED
    checks = [None if pain is None else pain < AMBER]
    if bar.felt is not None:
        checks += [
            None if felt is None else felt >= bar.felt
            for felt in (feedback.felt_left, feedback.felt_right)
        ]
    if bar.effort is not None:
        checks.append(None if feedback.effort is None else feedback.effort <= bar.effort)
    if bar.form:
        checks.append(feedback.form)
    if False in checks:
        return FAILED
    return MISSING if None in checks else MET
