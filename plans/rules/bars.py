"""How a session compares with the prescribed dose and with the proficiency bar of its step."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from .history import Session, SetDone
from .program import Bar, Dose, Step
from .reasons import Reason

# Pain is 0–10: green below AMBER, red from RED on (ours, after the pain-monitoring model).
AMBER, RED = 3, 6
HARD_EFFORT = 8  # above: no hit (ours; leaves two repetitions in reserve)

MET, STAYS, FAILED = "met", "stays", "failed"  # what a session does to the row
HIT, MISS, SHORT, NOT_GIVEN = "hit", "miss", "short", "not-given"
FEWEST_AT_BAR = 2  # sets of a day trimmed for time that leave the row as it is (ours)


def by_side(step: Step, sets: tuple[SetDone, ...]) -> Iterator[list[SetDone]]:
    """Yield the sets of the left and of the right side, or all at once for a two-sided exercise.

    A set done with ``both`` sides counts for each of them.
    """
    if not step.each_side:
        yield list(sets)
        return
    for side in ("left", "right"):
        yield [done for done in sets if done.side in (side, "both")]


def sets_done(step: Step, sets: tuple[SetDone, ...]) -> int:
    """Count the sets, on the side that has fewer."""
    return min(map(len, by_side(step, sets)))


def reaches(step: Step, done: SetDone, dose: Dose) -> bool | None:
    """Tell whether a set is at or above a dose; ``None`` where a hold or load was not given."""
    load, wanted = step.load_of(done), step.load_of(dose)
    if done.amount < dose.amount:
        return False
    if done.hold_s is not None and done.hold_s < dose.hold_s:
        return False
    if wanted is None or load is None:
        given = wanted is None
    elif load < wanted:
        return False
    else:
        given = True
    return True if given and (done.hold_s is not None or not dose.hold_s) else None


def sets_at(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> int:
    """Count the sets at or above a dose, on the side that has fewer."""
    return min(
        sum(reaches(step, done, dose) is True for done in side) for side in by_side(step, sets)
    )


def dose_outcome(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> str:
    """Compare the sets with the prescribed dose.

    ``HIT``: every set was reached. ``NOT_GIVEN``: it might be, but for a hold or a load that was
    not given. ``MISS``: a prescribed set fell below. ``SHORT``: there were fewer sets, none below.
    """
    outcomes = {_side_outcome(step, dose, side) for side in by_side(step, sets)}
    return next(one for one in (MISS, SHORT, NOT_GIVEN, HIT) if one in outcomes)


def _side_outcome(step: Step, dose: Dose, side: list[SetDone]) -> str:
    reached = [reaches(step, done, dose) for done in side]
    if reached.count(True) >= dose.sets:
        return HIT
    if len(reached) - reached.count(False) >= dose.sets:
        return NOT_GIVEN
    return MISS if False in reached else SHORT


def nth_best(
    step: Step, count: int, sets: tuple[SetDone, ...], value: Callable[[SetDone], float]
) -> float:
    """Return the value that ``count`` sets of every side all reached; 0 where there are fewer."""
    best: list[float] = []
    for side in by_side(step, sets):
        values = sorted(map(value, side), reverse=True)
        best.append(values[count - 1] if len(values) >= count else 0)
    return min(best)


def bar_dose(step: Step, bar: Bar, dose: Dose, *, any_load: bool = False) -> Dose:
    """Return what a set must reach for the bar; ``dose`` is the prescribed one.

    A load that is owed and not chosen yet is one step at least. The other kinds are never owed.
    """
    wanted, load = Dose(bar.sets, bar.amount, bar.hold_s), None
    if bar.at_load and not any_load and step.load_step is not None:
        load = step.load_of(dose)
    if bar.at_load and load is None and step.owes_load:
        load = step.load_step
    return step.with_load(wanted, load)


def judge(
    step: Step,
    bar: Bar,
    wanted: Dose,
    session: Session,
    pain: int | None,
    fewest: int = FEWEST_AT_BAR,
) -> tuple[str, tuple[Reason, ...]]:
    """Tell what a session does to the row, and each thing that it lacked of the bar.

    ``wanted`` is of ``bar_dose``, ``pain`` the worst of the session and of the morning after it.
    ``STAYS``: something was not given, or sets were missing although ``fewest`` reached the bar,
    and nothing failed.
    """
    outcome, lacks = _judge_sets(step, wanted, session.sets, fewest)
    failing, not_given = _feedback_lacks(bar, session, pain)
    if failing:
        outcome = FAILED
    elif not_given and outcome == MET:
        outcome = STAYS
    return outcome, tuple(sorted((*lacks, *failing, *not_given), key=_place_in_answer))


LACKS = ("sets", "amount", "hold", "load", "felt-left", "felt-right", "effort", "form", "pain")
LACKED, NOT_SAID = "lacked-", "-not-given"


def _place_in_answer(reason: Reason) -> int:
    return LACKS.index(reason.code.removeprefix(LACKED).removesuffix(NOT_SAID))


def lacked(what: str, value: float, wanted: float) -> Reason:
    return Reason(LACKED + what, {"value": value, "wanted": wanted})


def was_not_given(what: str) -> Reason:
    return Reason(LACKED + what + NOT_SAID)


def _judge_sets(
    step: Step, wanted: Dose, sets: tuple[SetDone, ...], fewest: int
) -> tuple[str, list[Reason]]:
    if sets_at(step, wanted, sets) >= wanted.sets:
        return MET, []
    possible = min(
        sum(reaches(step, done, wanted) is not False for done in side)
        for side in by_side(step, sets)
    )
    outcome = STAYS if possible >= min(wanted.sets, fewest) else FAILED
    return outcome, _set_lacks(step, wanted, sets, possible)


def _set_lacks(step: Step, wanted: Dose, sets: tuple[SetDone, ...], possible: int) -> list[Reason]:
    done = sets_done(step, sets)
    count = min(done, wanted.sets)
    lacks = [lacked("sets", done, wanted.sets)] if done < wanted.sets else []
    load = step.load_of(wanted)
    parts: list[tuple[str, float, Callable[[SetDone], float | None]]] = [
        ("amount", wanted.amount, lambda one: one.amount),
        ("hold", wanted.hold_s, lambda one: one.hold_s),
        ("load", load or 0, step.load_of),
    ]
    for what, least, value in parts:
        if least and count:
            lacks += _part_lacks(step, what, least, value, sets, count)
    # Each part was reached often enough, but not in the same sets.
    return lacks or [lacked("sets", possible, wanted.sets)]


def _part_lacks(
    step: Step,
    what: str,
    least: float,
    value: Callable[[SetDone], float | None],
    sets: tuple[SetDone, ...],
    count: int,
) -> Iterator[Reason]:
    """Yield what the best ``count`` sets of a side lack in amount, hold or load."""

    def hoped(one: SetDone) -> float:
        given = value(one)
        return least if given is None else given

    reached = nth_best(step, count, sets, hoped)
    if reached < least:
        kind = {"kind": step.load_kind} if what == "load" else {}
        yield Reason(LACKED + what, {"value": reached, "wanted": least, **kind})
    elif nth_best(step, count, sets, lambda one: value(one) or 0) < least:
        yield was_not_given(what)


def _feedback_lacks(
    bar: Bar, session: Session, pain: int | None
) -> tuple[list[Reason], list[Reason]]:
    """Return what failed in the feedback, and what was not given."""
    feedback = session.feedback
    failing, not_given = [], []
    for what, value, wanted, is_most in (
        ("felt-left", feedback.felt_left, bar.felt, False),
        ("felt-right", feedback.felt_right, bar.felt, False),
        ("effort", feedback.effort, bar.effort, True),
        ("form", feedback.form, 1 if bar.form else None, False),
        ("pain", pain, AMBER - 1, True),
    ):
        if wanted is None:
            continue
        if value is None:
            not_given.append(was_not_given(what))
        elif value > wanted if is_most else value < wanted:
            failing.append(lacked(what, int(value), wanted))
    return failing, not_given


def is_under_bottom(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> bool:
    """Whether less was done than the bottom of the ranges asks."""
    count = min(dose.sets, sets_done(step, sets))
    return count < step.sets.low or nth_best(step, count, sets, _amount) < step.amount.low


def as_done(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> Dose:
    """Return a dose of which nothing is more than what was done, but for the bottom of the ranges.

    What only one side did, and less than the bottom, is the bottom.
    """
    count = min(dose.sets, sets_done(step, sets))
    bottom = is_under_bottom(step, dose, sets)
    if not count:
        count, sets = 1, tuple(replace(one, side="both") for one in sets)

    def hold(one: SetDone) -> float:
        return dose.hold_s if one.hold_s is None else one.hold_s

    done = replace(
        dose,
        sets=step.sets.low if bottom else count,
        amount=step.amount.low
        if bottom
        else min(dose.amount, int(nth_best(step, count, sets, _amount))),
        hold_s=min(dose.hold_s, int(nth_best(step, count, sets, hold))),
    )
    if bottom and step.load_of(dose) is None:
        done = replace(done, hold_s=step.hold.low)
    return step.clamp(step.with_load(done, _load_done(step, dose, sets, count)))


def as_done_in_easy_week(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> Dose:
    """Return the same where an easy week asked fewer sets, so that amount and hold are not lost."""
    eased = in_easy_week(step)
    if is_under_bottom(eased, dose, sets):
        return as_done(step, dose, sets)
    return step.clamp(as_done(eased, dose, sets))


def asks_more(step: Step, dose: Dose, sets: tuple[SetDone, ...]) -> bool:
    """Whether a dose is more than what was done, in anything that was given."""
    load = step.load_of(dose) or 0

    def held(one: SetDone) -> float:
        return dose.hold_s if one.hold_s is None else one.hold_s

    def lifted(one: SetDone) -> float:
        given = step.load_of(one)
        return load if given is None else given

    parts = ((dose.amount, _amount), (dose.hold_s, held), (load, lifted))
    is_less = any(nth_best(step, dose.sets, sets, value) < least for least, value in parts)
    return is_less or dose.sets > sets_done(step, sets)


def in_easy_week(step: Step) -> Step:
    """Return a step of which one set is enough."""
    return replace(step, sets=replace(step.sets, low=1))


def _amount(one: SetDone) -> float:
    return one.amount


def _load_done(step: Step, dose: Dose, sets: tuple[SetDone, ...], count: int) -> float | None:
    """Return the load of a dose, or the less that was lifted; none of it where none is owed."""
    asked = step.load_of(dose)
    if asked is None:
        return None
    lifted = nth_best(step, count, sets, lambda one: step.load_of(one) or 0)
    return min(asked, lifted) if lifted else asked if step.owes_load else None


def is_green(pain: int | None) -> bool:
    return pain is not None and pain < AMBER


def fewer_sets(step: Step, dose: Dose) -> Dose:
    return replace(dose, sets=step.sets.clamp(dose.sets - 1))
