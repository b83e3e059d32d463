"""Made-up lives for the property tests: mostly sensible runners, drawn from a seed.

They do what the plan asks, now and then more, less or something else; they run, race, wake up sore
from training or from something else, have red days, often again on the next session, stay away for
weeks, open steps anyway, waive them, go on, take easy weeks, buy bands and sell dumbbells, and live
through edited programs. Strong ones do the bar at once, so that lives come far in few days.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from random import Random

from hypothesis import strategies as st

from plans.rules import (
    Answer,
    Choice,
    Day,
    Feedback,
    History,
    Morning,
    Run,
    Runner,
    Session,
    SetDone,
    Settings,
    State,
    Timeline,
    advance,
    fold,
    initial,
    plan_from,
)

from .ladder import GLUTES_THAT_FIRE
from .log import day
from .revisions import revised

EXERCISES = [step.exercise for step in GLUTES_THAT_FIRE.steps]
LOADS = {"deadlift": 40.0, "single-leg-deadlift": 6.0}
HINGES = GLUTES_THAT_FIRE.hinges
GEAR = ("band", "trap-bar", "barbell-rack", "dumbbells")
PLACES = ("back", "hip", "thigh", "knee", "lower-leg", "elsewhere")
CHOICES = {"overrides": 0.03, "waived": 0.01, "going_on": 0.015}  # how often a day


@dataclass(frozen=True)
class Habits:
    strong: bool  # does the bar at once
    careless: bool  # leaves things out
    silent: float  # how often a value is not given
    loads: bool  # takes up the loads that are offered


@dataclass(frozen=True, repr=False)
class Life:
    drawn: tuple[int, int, int, bool]  # the arguments of ``live``
    timeline: Timeline
    runner: Runner
    history: History
    # (date, plan at its start, state before the day, state after it)
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

    @cached_property
    def days(self) -> dict[date, Day]:
        """The days with their mornings, by date."""
        return days_of(self.history)

    def known(self, on: date) -> History:
        """Return what was known at the start of a date: its choices, and the runs to come."""
        return known(self.history, on)

    def plan_again(self, on: date, before: State, runner: Runner | None = None, **today) -> Answer:
        """Plan a date of the life anew, for another runner or with more on the day itself."""
        begun = replace(_begun(self.known(on), on), **today)
        runs = _to_come(self.history.runs, on)
        program = self.timeline.on(on)
        return plan_from(program, before, on, runner or self.runner, today=begun, runs=runs)


def known(history: History, on: date) -> History:
    return replace(
        history,
        sessions=tuple(one for one in history.sessions if one.date < on),
        mornings=tuple(one for one in history.mornings if one.date <= on),
        runs=tuple(one for one in history.runs if one.date < on) + _to_come(history.runs, on),
    )


def _to_come(runs: tuple[Run, ...], on: date) -> tuple[Run, ...]:
    """Return the runs from a date on as they are known at its start: without feedback."""
    return tuple(Run(one.date, one.kind) for one in runs if one.date >= on)


def _begun(history: History, on: date) -> Day:
    return next((one for one in history.days(on + timedelta(1)) if one.date == on), Day(on))


@dataclass
class Log:
    """A history in the making."""

    runs: tuple[Run, ...]
    sessions: list[Session] = field(default_factory=list)
    mornings: list[Morning] = field(default_factory=list)
    overrides: list[Choice] = field(default_factory=list)
    waived: list[Choice] = field(default_factory=list)
    going_on: list[Choice] = field(default_factory=list)
    easy_weeks: list[date] = field(default_factory=list)
    easy_weeks_put_off: list[date] = field(default_factory=list)
    easy_weeks_ended: list[date] = field(default_factory=list)
    settings: list[Settings] = field(default_factory=list)

    def history(self) -> History:
        return History(**{name: tuple(values) for name, values in vars(self).items()})

    def choose(self, rnd, on):
        for name, chance in CHOICES.items():
            if rnd.random() < chance:
                getattr(self, name).append(Choice(on, rnd.choice(EXERCISES)))
        wish = rnd.random()
        if wish < 0.01:
            self.easy_weeks.append(on)
        elif wish < 0.02:
            self.easy_weeks_put_off.append(on)
        elif wish < 0.03:
            self.easy_weeks_ended.append(on)
        if rnd.random() < 0.03:
            self.settings.append(_settings(rnd, on))

    def wake(self, rnd, on, chance):
        if rnd.random() < chance:
            pain = rnd.choice([0, 0, 1, 2, 3, 4, 6, 7, 9])
            place = rnd.choice(PLACES) if pain >= 3 else None
            self.mornings.append(Morning(on, pain, place, rnd.random() < 0.7))

    def since(self, on, before) -> list[Day]:
        return [one for one in self.history().days(before) if one.date >= on]


def live(seed: int, days: int = 60, edits: int = 0, lifts: bool = False) -> Life:
    """Live so many days. ``lifts``: do only lifts, mostly at the top of the range, open or not."""
    rnd = Random(seed)
    timeline, runner = revised(rnd, edits), _runner(rnd)
    habits = Habits(
        rnd.random() < 0.7, rnd.random() < 0.4, rnd.choice([0.04, 0.04, 0.3]), rnd.random() < 0.5
    )
    log = Log(tuple(_runs(rnd, 2 * days)))
    lived, number, sore = [], 1, set()
    state, since, missed = initial(timeline.on(day(1)), runner.setup), None, []
    for _ in range(days):
        on, program = day(number), timeline.on(day(number))
        state = advance(timeline, state, missed, on, since)
        since = on
        log.choose(rnd, on)
        begun = _begun(known(log.history(), on), on)
        runs = _to_come(log.runs, on)
        answer = plan_from(program, state, on, runner, today=begun, runs=runs)
        draw = _lifts if lifts else _sessions
        done = tuple(draw(rnd, program, answer, habits, sore))
        sore = {one.exercise for one in done if (one.feedback.pain or 0) >= 6}
        log.sessions += done
        log.wake(rnd, on + timedelta(1), 0.12)
        before = state
        for one in log.since(on, on + timedelta(1)):
            state = fold(program, state, one)
        lived.append((on, answer, before, state))
        tomorrow, number = on + timedelta(1), number + _gap(rnd)
        if day(number) > tomorrow:  # days with runs and mornings, and without training
            log.wake(rnd, day(number), 0.15)
        missed = log.since(tomorrow, day(number))
    return Life((seed, days, edits, lifts), timeline, runner, log.history(), tuple(lived))


def _runner(rnd) -> Runner:
    return Runner(
        rnd.randint(10, 20),
        None if rnd.random() < 0.7 else frozenset(rnd.sample(GEAR, 2)),
        "clear" if rnd.random() < 0.9 else rnd.choice(["ask", "stop"]),
        rnd.choice([None, None, "deadlift"]),
        lifts=rnd.choice([2, 2, 3]),
        bands=rnd.choice([1, 2, 3]),
        heaviest=_heaviest(rnd) if rnd.random() < 0.3 else {},
    )


def _settings(rnd, on) -> Settings:
    change = rnd.choice(("lifts", "bands", "heaviest", "equipment"))
    values = {
        "lifts": rnd.choice([2, 3]),
        "bands": rnd.randint(1, 5),
        "heaviest": _heaviest(rnd),
        "equipment": frozenset(rnd.sample(GEAR, rnd.randint(0, 4))),
    }
    return Settings(on, **{change: values[change]})


def _heaviest(rnd) -> dict[str, float | None]:
    kinds = {"bar": [2, 20, 42.5, 60, None], "hand": [0.5, 4, 8, None], "hips": [5, 11, None]}
    return {kind: rnd.choice(kinds[kind]) for kind in rnd.sample(sorted(kinds), rnd.randint(1, 3))}


def _runs(rnd, days):
    for number in range(1, days + 1):
        if rnd.random() < 0.4:
            kind = rnd.choices(("easy", "long", "key", "race"), (12, 4, 4, 1))[0]
            pain = rnd.choice([None, 0, 0, 1, 4, 7]) if rnd.random() < 0.5 else None
            felt = rnd.choice([None, 6, 8])
            yield Run(day(number), kind, rnd.randint(20, 120), felt, felt, pain)


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
    band = dose.band
    if step.load_kind == "band":
        band = band or (rnd.choice([1, 2]) if habits.loads else None)
    elif load is None and (exercise in LOADS or (step.load_step and habits.loads)):
        few = rnd.choice([1, 1, 1, 0.05])  # the last is less than a load step
        load = LOADS.get(exercise, 5.0) * few
    elif rnd.random() < 0.02:
        load = None
    if rnd.random() < 0.02:
        hold = None
    sides = ("left", "right") if step.each_side and rnd.random() < 0.9 else ("both",)
    sets = [SetDone(side, amount, hold, load, band) for _ in range(count) for side in sides]
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


def pains(history, on):
    """Return the worst pain of the day and the morning after, by exercise done on a date.

    A morning from something else counts for nothing; a red one after a lift as 5 for the rest.
    """
    done = [one for one in history.sessions if one.date == on]
    morning = [
        one.pain
        for one in history.mornings
        if one.date == on + timedelta(1) and one.from_training is not False
    ]
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


lives = st.builds(live, st.integers(0, 2**32), st.integers(1, 40), st.sampled_from([0, 0, 1, 2]))
lifters = st.builds(
    live, st.integers(0, 2**32), st.just(30), st.sampled_from([0, 0, 1]), st.just(True)
)
