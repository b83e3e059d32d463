"""What a session shows: the dose, side by side, and the proficiency bar."""

from collections.abc import Iterator

from .history import Session, SetDone
from .program import Dose, Step

AMBER, RED = 3, 6  # green below, red from here on, of 0–10 (ours, after the pain-monitoring model)

MET, MISSING, FAILED = "met", "missing", "failed"
HIT, MISS, SHORT = "hit", "miss", "short"


def by_side(step: Step, sets: tuple[SetDone, ...]) -> Iterator[list[SetDone]]:
    """The sets of each side of an each-side exercise, else all at once; ``both`` is either's."""
    if not step.each_side:
        yield list(sets)
        return
    for side in ("left", "right"):
        yield [one for one in sets if one.side in (side, "both")]


def reaches(one: SetDone, amount: int, hold_s: int, load_kg: float | None) -> bool:
    return (
        one.amount >= amount
        and (one.hold_s or 0) >= hold_s
        and (load_kg is None or (one.load_kg or 0) >= load_kg)
    )


def sets_at(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> int:
    """How many sets (of the weaker side) are at or above a dose."""
    return min(
        sum(reaches(one, dose.amount, dose.hold_s, dose.load_kg) for one in side)
        for side in by_side(step, sets)
    )


def dose_outcome(step: Step, asked: Dose, sets: tuple[SetDone, ...]) -> str:
    """``HIT``: as asked. ``MISS``: an asked set fell below. ``SHORT``: fewer sets, all good."""
    short = False
    for side in by_side(step, sets):
        good = sum(reaches(one, asked.amount, asked.hold_s, asked.load_kg) for one in side)
        if good < asked.sets:
            if good < len(side):
                return MISS
            short = True
    return SHORT if short else HIT


def nth_best(step: Step, count: int, sets: tuple[SetDone, ...], value) -> float:
    """What ``count`` sets of every side all reached, by ``value``; 0 where there are fewer."""
    best = []
    for side in by_side(step, sets):
        values = sorted((value(one) for one in side), reverse=True)
        best.append(values[count - 1] if len(values) >= count else 0)
    return min(best)


def bar_outcome(step: Step, asked: Dose, session: Session, pain: int | None) -> str:
    """Whether a session met the step's bar; ``pain`` is the worst of it and its morning after."""
    bar, feedback = step.bar, session.feedback
    load = None
    if bar.at_load:
        load = step.load_step if asked.load_kg is None else asked.load_kg
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
