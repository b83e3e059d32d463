"""Made-up lives for the property tests: mostly sensible runners, drawn from a seed.

They do what the plan asks, now and then more, less or something else; they have red days, often
again on the next session, stay away for weeks, open steps anyway and waive them, and live through
edited programs. Strong ones do the bar at once, so that lives come far in few days.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from plans.rules import (
    Answer,
    Bar,
    Choice,
    Day,
    Feedback,
    History,
    Morning,
    Program,
    Range,
    Runner,
    Session,
    SetDone,
    State,
    Timeline,
    advance,
    fold,
    initial,
    plan_from,
)

from .ladder import GLUTES_THAT_FIRE
from .log import day

EXERCISES = [step.exercise for step in GLUTES_THAT_FIRE.steps]
LOADS = {"deadlift": 40.0, "single-leg-deadlift": 6.0}
HINGES = GLUTES_THAT_FIRE.hinges
GEAR = ("mat", "wall", "band", "trap-bar", "dumbbells")


@dataclass(frozen=True)
class Habits:
    strong: bool  # does the bar at once
    careless: bool  # leaves things out
    silent: float  # how often a value is not given


@dataclass(frozen=True, repr=False)
class Life:
    drawn: tuple[int, int, int, bool]  # the arguments of ``live``
    timeline: Timeline
    runner: Runner
    history: History
    # (date, plan, state before the day, state after it)
    lived: tuple[tuple[date, Answer, State, State], ...]

    def __repr__(self):
        return f"live{self.drawn}"

    def _repr_pretty_(self, printer, cycle):
        """Hypothesis shows a failure by its arguments, not by a thousand lines of days."""
        printer.text(repr(self))

    @property
    def dates(self) -> list[date]:
        return [on for on, *_ in self.lived]

    @property
    def end(self) -> date:
        return self.lived[-1][0] + timedelta(1)


def live(seed: int, days: int = 60, edits: int = 0, lifts: bool = False) -> Life:
    """Live so many days. ``lifts``: do only lifts, mostly at the top of the range, open or not."""
    rnd = Random(seed)
    timeline = revised(rnd, edits)
    runner = Runner(
        rnd.randint(10, 20),
        None if rnd.random() < 0.7 else frozenset(rnd.sample(GEAR, 3)),
        "clear" if rnd.random() < 0.9 else rnd.choice(["ask", "stop"]),
        rnd.choice([None, None, "deadlift"]),
    )
    habits = Habits(rnd.random() < 0.7, rnd.random() < 0.4, rnd.choice([0.04, 0.04, 0.3]))
    log = {"sessions": (), "mornings": (), "overrides": (), "waived": ()}
    lived, number, sore = [], 1, set()
    state, since = initial(timeline.on(day(1)), runner.setup), None
    for _ in range(days):
        on, program = day(number), timeline.on(day(number))
        state, since = advance(timeline, state, [], on, since), on
        chosen = {
            "overrides": _some(rnd, EXERCISES, 0.03),
            "waived": _some(rnd, EXERCISES, 0.01),
        }
        answer = plan_from(program, state, on, runner, today=Day(on, **chosen))
        draw = _lifts if lifts else _sessions
        done = tuple(draw(rnd, program, answer, habits, sore))
        sore = {one.exercise for one in done if (one.feedback.pain or 0) >= 6}
        morning = rnd.choice([0, 0, 1, 4, 7]) if rnd.random() < 0.1 else None
        log["sessions"] += done
        for kind, names in chosen.items():
            log[kind] += tuple(Choice(on, name) for name in names)
        if morning is not None:
            log["mornings"] += (Morning(on + timedelta(1), morning),)
        before = state
        chosen = {k: log[k] for k in chosen}
        for one in History(done, log["mornings"][-1:], **chosen).days(day(9999)):
            if one.date == on:
                state = fold(program, state, one)
        lived.append((on, answer, before, state))
        number += _gap(rnd)
    return Life((seed, days, edits, lifts), timeline, runner, History(**log), tuple(lived))


def _some(rnd, names, chance):
    return (rnd.choice(names),) if rnd.random() < chance else ()


def _gap(rnd) -> int:
    chance = rnd.random()
    if chance < 0.8:
        return 1
    return rnd.randint(2, 3) if chance < 0.96 else rnd.randint(5, 41)


def _sessions(rnd, program, answer, habits, sore):
    for item in answer.today:
        if rnd.random() < (0.1 if habits.careless else 0.02):
            continue
        yield _session(rnd, program, item.exercise, item.dose, habits, answer.on, sore)
    extra = rnd.choice(program.steps)
    if rnd.random() < 0.05 and all(extra.exercise != item.exercise for item in answer.today):
        target, able = answer.step(extra.exercise).target, replace(habits, strong=True)
        yield _session(rnd, program, extra.exercise, target, able, answer.on, sore)


def _lifts(rnd, program, answer, habits, sore):
    for exercise in sorted(program.hinges):
        top = program.by_exercise[exercise].amount.high
        dose = answer.step(exercise).target
        dose = replace(dose, amount=rnd.choice([top] * 8 + [dose.amount, 1, 1]))
        yield _session(rnd, program, exercise, dose, habits, answer.on, sore)


def _session(rnd, program, exercise, dose, habits, on, sore) -> Session:
    step = program.by_exercise[exercise]
    count, amount, hold, load = dose.sets, dose.amount, dose.hold_s, dose.load_kg
    if habits.strong and step.bar:
        count = max(count, step.bar.sets)
        amount, hold = max(amount, step.bar.amount), max(hold, step.bar.hold_s)
    if load is None and (step.load_step or rnd.random() < 0.01):
        load = LOADS.get(exercise, 5.0) * rnd.choice(
            [1, 1, 1, 0.05]
        )  # the last is less than a load step
    sides = ("left", "right") if step.each_side and rnd.random() < 0.9 else ("both",)
    sets = [SetDone(side, amount, hold, load) for _ in range(count) for side in sides]
    if rnd.random() < 0.15:  # one set is not as asked
        place = rnd.randrange(len(sets))
        change = rnd.choice([-4, -1, 2])
        sets[place] = replace(sets[place], amount=max(1, sets[place].amount + change))
    if rnd.random() < 0.08:
        sets = sets[: rnd.randint(1, len(sets))]
    if rnd.random() < 0.1:
        sets += sets[: len(sides)]
    if load and rnd.random() < 0.15:
        heavier, alike = rnd.choice([0.5, 0.9, 1.1, 1.5]), rnd.choice([1, len(sets), len(sets)])
        sets[:alike] = [replace(one, load_kg=load * heavier) for one in sets[:alike]]
    return Session(on, exercise, tuple(sets), _feedback(rnd, habits, exercise in sore))


def _feedback(rnd, habits, sore) -> Feedback:
    red = rnd.random() < (0.6 if sore else 0.025)
    values = {
        "felt_left": rnd.choice([6, 7, 8, 8, 8, 9, 9, 9]),
        "felt_right": rnd.choice([7, 8, 8, 9]),
        "pain": rnd.choice([6, 7, 9]) if red else rnd.choice([0] * 12 + [1, 2, 3, 5]),
        "effort": rnd.choice([5, 6, 7, 7, 8, 8, 8, 9]),
        "form": rnd.random() < 0.97,
    }
    for name in values:
        if rnd.random() < habits.silent:
            values[name] = None
    return Feedback(**values)


def revised(rnd: Random, edits: int) -> Timeline:
    """Return the shipped ladder and so many edits of it, each in force from a later date."""
    program, on = GLUTES_THAT_FIRE, day(1)
    revisions = [(on, program)]
    for number in range(edits):
        on += timedelta(rnd.randint(1, 25))
        steps = tuple(_edited(rnd, step) for step in program.steps)
        program = Program("edited", steps, number + 2)
        revisions.append((on, program))
    return Timeline(tuple(revisions))


REQUIRES = {
    "wall-march-hold": ((), ("prone-squeeze",)),
    "glute-bridge": (("standing-squeeze",), ("wall-march-hold",)),
    "single-leg-bridge": ((), ("band-walk",), ("glute-bridge", "wall-march-hold")),
    "deadlift": (("glute-bridge",), ("single-leg-bridge", "band-walk")),
}  # no mix of these is circular


def _edited(rnd, step):
    if rnd.random() < 0.5:
        return step
    changes = {
        "sets": _range(rnd, 1, 4),
        "amount": _range(rnd, 4, 20),
        "hold": step.hold if step.hold.high == 0 else _range(rnd, 1, 5),
        "requires": rnd.choice((step.requires, *REQUIRES.get(step.exercise, ()))),
    }
    if step.load_step:
        changes["load_step"] = rnd.choice([1.0, 2.5, 5.0])
    if step.bar:
        low = changes["sets"].low, changes["amount"].low
        bar = Bar(rnd.randint(1, 4), *low, felt=rnd.choice([None, 6, 7]), form=rnd.random() < 0.5)
        changes["bar"] = replace(bar, at_load=step.bar.at_load)
    return replace(step, **changes)


def _range(rnd, low, high) -> Range:
    bottom, top = sorted((rnd.randint(low, high), rnd.randint(low, high)))
    return Range(bottom, top, rnd.randint(bottom, top))


lives = st.builds(live, st.integers(0, 2**32), st.integers(1, 40), st.sampled_from([0, 0, 1, 2]))
lifters = st.builds(
    live, st.integers(0, 2**32), st.just(30), st.sampled_from([0, 0, 1]), st.just(True)
)

# Random histories, which no sensible runner would have.
DAYS = 40
rating = st.none() | st.integers(0, 10)
one_set = st.builds(
    SetDone,
    st.sampled_from(["both", "left", "right"]),
    st.integers(1, 25),
    st.none() | st.integers(0, 6),
    st.none() | st.sampled_from([2.5, 20.0, 41.0, 60.0]),
)
session = st.builds(
    Session,
    st.integers(1, DAYS).map(day),
    st.sampled_from(EXERCISES),
    st.lists(one_set, min_size=1, max_size=4).map(tuple),
    st.builds(Feedback, rating, rating, rating, rating, st.none() | st.booleans()),
)
morning = st.builds(Morning, st.integers(2, DAYS + 1).map(day), st.integers(0, 10))
histories = st.builds(
    History,
    st.lists(session, max_size=30).map(tuple),
    st.lists(morning, max_size=5, unique_by=lambda one: one.date).map(tuple),
)
dates = st.integers(1, DAYS + 2).map(day)


def pains(history, on):
    """Return the worst pain of the day and the morning after, by exercise done on a date."""
    done = [one for one in history.sessions if one.date == on]
    morning = [one.pain for one in history.mornings if one.date == on + timedelta(1)]
    lifted = any(one.exercise in HINGES for one in done)
    found = {}
    for one in done:
        after = [min(5, p) if lifted and one.exercise not in HINGES else p for p in morning]
        given = [p for p in (one.feedback.pain, *after) if p is not None]
        found[one.exercise] = max(given, default=None)
    return found


def days_of(history):
    """Return the days with their mornings, by date."""
    return {one.date: one for one in history.days(day(9999))}
