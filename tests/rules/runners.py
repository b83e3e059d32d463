"""Made-up runners for the golden runs, who do what the plan asks."""

from datetime import date, timedelta

from plans.rules import Day, Feedback, History, Session, SetDone, fold, plan_from, replay

from .ladder import GLUTES_THAT_FIRE

START = date(2026, 3, 2)  # a Monday
FIRST_LOADS = {"deadlift": 40.0, "single-leg-deadlift": 6.0}


def as_asked(item):
    """Return the sets that an item asks for, with a first load where one is asked."""
    step, dose = GLUTES_THAT_FIRE.by_exercise[item.exercise], item.dose
    load = FIRST_LOADS[item.exercise] if item.asks_load else dose.load_kg
    sides = ("left", "right") if step.each_side else ("both",)
    return tuple(
        SetDone(side, dose.amount, dose.hold_s, load) for _ in range(dose.sets) for side in sides
    )


def all_good(item, day):
    return Feedback(felt_left=8, felt_right=8, pain=0, effort=7, form=True)


def train(days, *, first=1, runner=None, feedback=all_good, trains=lambda n: True, history=None):
    """Play so many days: yields (number, the day's answer, trained or not).

    Each day is folded on from the one before, so that long runs stay cheap.
    """
    program, history = GLUTES_THAT_FIRE, history or History()
    setup = runner.setup if runner else None
    state = replay(program, history, START + timedelta(first - 1), setup)
    for number in range(first, first + days):
        on = START + timedelta(number - 1)
        waived = tuple(choice.exercise for choice in history.waived if choice.date == on)
        answer = plan_from(program, state, on, runner, today=Day(on, waived=waived))
        trained = trains(number)
        yield number, answer, trained
        done = [
            Session(on, item.exercise, as_asked(item), feedback(item, number))
            for item in answer.today
            if trained
        ]
        if done or waived:
            state = fold(program, state, Day(on, tuple(done), waived=waived))


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


def dose(d):
    text = f"{d.sets}x{d.amount}"
    if d.hold_s:
        text += f"x{d.hold_s}s"
    if d.load_kg is not None:
        text += f"@{d.load_kg:g}"
    return text


def line(number, answer, trained):
    """Return one day of a golden run as text."""
    todo = ", ".join(f"{SHORT[i.exercise]} {dose(i.dose)}" for i in answer.today) or "-"
    letters = {"locked": "-", "open": "o", "proficient": "P"}
    ladder = "".join(letters[view.status] for view in answer.steps)
    minutes = answer.seconds("daily") / 60
    rest = "" if trained else " (day off)"
    return f"{number:3} {ladder} {minutes:4.1f} {todo}{rest}"


def run(days, **kwargs):
    return [line(*day) for day in train(days, **kwargs)]
