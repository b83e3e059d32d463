"""Made-up runners for the golden runs, who do what the plan asks."""

from dataclasses import replace
from datetime import date, timedelta

from plans.rules import (
    Day,
    Feedback,
    History,
    Morning,
    Run,
    Session,
    SetDone,
    fold,
    may_waive,
    plan_from,
    replay,
)

from .ladder import GLUTES_THAT_FIRE

START = date(2026, 3, 2)  # a Monday
# kg, or the number of the band, for a first load.
FIRST_LOADS = {
    "deadlift": 40.0,
    "single-leg-deadlift": 6.0,
    "glute-bridge": 10.0,
    "single-leg-bridge": 5.0,
    "band-walk": 2,
}


def as_asked(item, loads=FIRST_LOADS):
    """Return the sets that an item asks for, with a first load where one is asked or offered."""
    step, dose = GLUTES_THAT_FIRE.by_exercise[item.exercise], item.dose
    if item.asks_load or item.offers_load:
        dose = step.with_load(dose, loads[item.exercise])
    sides = ("left", "right") if step.each_side else ("both",)
    return tuple(
        SetDone(side, dose.amount, dose.hold_s, dose.load_kg, dose.band)
        for _ in range(dose.sets)
        for side in sides
    )


def all_good(item, day):
    return Feedback(felt_left=8, felt_right=8, pain=0, effort=7, form=True)


def day(number):
    return START + timedelta(number - 1)


def train(
    days,
    *,
    first=1,
    runner=None,
    feedback=all_good,
    trains=lambda n: True,
    history=None,
    mornings=None,
    runs=(),
    waives=False,
    goes_on=False,
    loads=None,
):
    """Play so many days: yields (number, the day's answer, trained or not).

    ``mornings``: {day: pain}, ``runs``: (day, kind). Who ``waives`` waives what lacks equipment;
    who ``goes_on`` does so where it is offered; ``loads``: other first loads. Each day is folded
    on from the one before, so that long runs stay cheap.
    """
    program, history, mornings = GLUTES_THAT_FIRE, history or History(), mornings or {}
    all_runs = tuple(Run(day(number), kind) for number, kind in runs)
    setup, loads = runner.setup if runner else None, FIRST_LOADS | (loads or {})
    state = replay(program, history, day(first), setup)
    for number in range(first, first + days):
        on = day(number)
        waived = tuple(choice.exercise for choice in history.waived if choice.date == on)
        coming = tuple(run for run in all_runs if run.date >= on)
        today = Day(on, waived=waived)
        answer = plan_from(program, state, on, runner, today=today, runs=coming)
        chosen = _chosen(program, answer, today, waives=waives, goes_on=goes_on)
        if chosen != today:
            answer = plan_from(program, state, on, runner, today=chosen, runs=coming)
        trained = trains(number)
        yield number, answer, trained
        done = [
            Session(on, item.exercise, as_asked(item, loads), feedback(item, number))
            for item in answer.today
            if trained
        ]
        morning = mornings.get(number + 1)
        after = None if morning is None else Morning(on + timedelta(1), morning)
        state = fold(program, state, replace(chosen, sessions=tuple(done), morning_after=after))


def _chosen(program, answer, today, *, waives, goes_on):
    waived = {view.exercise for view in answer.steps if waives and may_waive(view, program)}
    offered = {
        view.exercise
        for view in answer.steps
        if goes_on and any(reason.code == "offer-going-on" for reason in view.reasons)
    }
    return replace(
        today,
        waived=tuple(sorted(waived.union(today.waived))),
        going_on=tuple(sorted(offered)),
    )


SHORT = {
    "prone-squeeze": "prone",
    "standing-squeeze": "stand",
    "wall-march-hold": "hold",
    "wall-march-quick": "quick",
    "glute-bridge": "bridge",
    "single-leg-bridge": "single",
    "band-walk": "band",
    "deadlift": "DL",
    "single-leg-deadlift": "SLDL",
}
# Notes that most days have.
EVERYDAY = {"no-time", "no-hinge-yet", "learn-first", "other-lift", "lift-rests", "lift-weekly"}


def dose(d):
    text = f"{d.sets}x{d.amount}"
    if d.hold_s:
        text += f"x{d.hold_s}s"
    if d.load_kg is not None:
        text += f"@{d.load_kg:g}"
    return text if d.band is None else f"{text}@band{d.band}"


def line(number, answer, trained):
    """Return one day of a golden run as text."""
    todo = ", ".join(f"{SHORT[i.exercise]} {dose(i.dose)}" for i in answer.today) or "-"
    letters = {"locked": "-", "open": "o", "proficient": "P"}
    ladder = "".join(letters[view.status] for view in answer.steps)
    minutes = answer.seconds("daily") / 60
    notes = [note.code for note in answer.notes if note.code not in EVERYDAY]
    said = f" [{' '.join(dict.fromkeys(notes))}]" if notes else ""
    rest = "" if trained else " (day off)"
    return f"{number:3} {ladder} {minutes:4.1f} {todo}{said}{rest}"


def run(days, **kwargs):
    return [line(*day) for day in train(days, **kwargs)]
