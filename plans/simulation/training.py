"""One made-up runner, day by day: the rules plan, the runner does some of it, the rules fold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from .. import rules
from .people import Person

START = date(2026, 3, 2)  # a Monday; only differences of days count
DAY = timedelta(1)
DAYS_AHEAD = 14  # so far ahead a runner knows the runs to come
PLACES = ("back", "hip", "thigh", "knee", "lower-leg", "elsewhere")


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    number: int  # 1 is the first
    answer: rules.Answer
    begun: rules.Day  # what was known of the day when it was planned: choices and runs
    sessions: tuple[rules.Session, ...]
    morning: int | None  # pain on the morning after
    state: rules.State  # after the day


def runner_of(person: Person, runner: rules.Runner) -> rules.Runner:
    """Return a runner with the person's own lifts a week, bands and heaviest weights."""
    return replace(runner, lifts=person.lifts, bands=person.bands, heaviest=person.heaviest)


def simulate_days(
    program: rules.Program, person: Person, *, days: int, chance: Random, runner: rules.Runner
) -> Iterator[SimulatedDay]:
    """Play a runner's days. Steps that lack equipment and are waited for are waived at once.

    Each day draws from a generator of its own, so that a changed program, which asks for more
    or fewer sets, changes neither the days off nor the pain of the days after.
    """
    runner = runner_of(person, runner)
    state = rules.initial(program, runner.setup)
    runs = _runs(person, days + DAYS_AHEAD)
    for number in range(1, days + 1):
        today = Random(chance.getrandbits(64))  # noqa: S311
        on = START + timedelta(number - 1)
        ahead = tuple(run for n in range(number, number + DAYS_AHEAD) for run in runs.get(n, ()))
        begun = rules.Day(on, runs=tuple(runs.get(number, ())))
        answer = rules.plan_from(program, state, on, runner, today=begun, runs=ahead)
        chosen = _chosen(program, person, answer, begun)
        if chosen != begun:
            begun = chosen
            answer = rules.plan_from(program, state, on, runner, today=begun, runs=ahead)
        trains = today.random() < person.adherence and not person.away(number)
        sessions: tuple[rules.Session, ...] = ()
        morning: rules.Morning | None = None
        if trains and person.trains_on(on.weekday()):
            sessions = tuple(_session(program, person, item, on, today) for item in answer.today)
        if sessions:
            morning = _morning(person, on, sessions, today)
        elsewhere = today.random() < person.elsewhere
        if elsewhere:
            morning = rules.Morning(on + DAY, today.randint(3, 8), today.choice(PLACES), False)
        day = replace(begun, sessions=sessions, morning_after=morning)
        if day != rules.Day(on):
            state = rules.fold(program, state, day)
        yield SimulatedDay(
            number, answer, begun, sessions, morning.pain if morning else None, state
        )


def _runs(person: Person, days: int) -> dict[int, list[rules.Run]]:
    """Return the runs of each day. On a race day there is no other."""
    found: dict[int, list[rules.Run]] = {}
    for number in range(1, days + 1):
        on = START + timedelta(number - 1)
        kinds = [kind for weekday, kind in person.runs if weekday == on.weekday()]
        if number in person.races:
            kinds = ["race"]
        if kinds:
            found[number] = [rules.Run(on, kind) for kind in kinds]
    return found


def _chosen(
    program: rules.Program, person: Person, answer: rules.Answer, begun: rules.Day
) -> rules.Day:
    """Return the day with what the runner chooses of what it offers."""
    waived = tuple(view.exercise for view in answer.steps if rules.may_waive(view, program))
    going_on: tuple[str, ...] = ()
    if person.goes_on:
        going_on = tuple(view.exercise for view in answer.steps if offers(view, "offer-going-on"))
    easy = person.rests and any(note.code == "offer-easy-week" for note in answer.notes)
    if not (waived or going_on or easy):
        return begun
    return replace(begun, waived=waived, going_on=going_on, easy_week=easy)


def offers(view: rules.StepView, code: str) -> bool:
    return any(reason.code == code for reason in view.reasons)


def _session(
    program: rules.Program, person: Person, item: rules.Item, on: date, chance: Random
) -> rules.Session:
    step, dose = program.by_exercise[item.exercise], item.dose
    number = (on - START).days + 1
    strain = 0.0
    if step.load_step:
        first = _first_load(step, person)
        if item.asks_load or (item.offers_load and person.takes_loads):
            dose = step.with_load(dose, first)
        strain = (dose.load_kg or 0) / (first * person.strength)
    tired = strain > 1 or chance.random() < person.misses
    amounts = [dose.amount] * dose.sets
    if tired:
        amounts[-1] = max(1, dose.amount - 1)
    sides = ("left", "right") if step.each_side else ("both",)
    sets = [
        rules.SetDone(side, amount, dose.hold_s, dose.load_kg, dose.band)
        for amount in amounts
        for side in sides
    ]
    feedback = _feedback(program, person, step, strain, number, chance)
    return rules.Session(on, item.exercise, tuple(sets), feedback)


def _first_load(step: rules.Step, person: Person) -> float:
    """Return the load with which a runner begins, in kg; of bands it is the second."""
    if step.load_kind == "band":
        return min(2, person.bands)
    most = person.heaviest.get(step.load_kind or "")
    first = step.round_load(person.first_load * (step.load_step or 0))
    return first if most is None else min(first, most)


def _feedback(
    program: rules.Program,
    person: Person,
    step: rules.Step,
    strain: float,
    number: int,
    chance: Random,
) -> rules.Feedback:
    left, right = (
        round(max(0, min(10, felt + chance.uniform(-person.wobble, person.wobble))))
        for felt in person.feels(number / 7)
    )
    effort = (
        person.effort + 2.5 * max(0, strain - 0.6) + chance.uniform(-person.swing, person.swing)
    )
    pain = _pain(program, person, step, number, chance)
    form = chance.random() >= person.sloppy
    values: tuple[Any, ...] = (left, right, pain, round(min(10, effort)), form)
    given = (None if chance.random() < person.silent else value for value in values)
    return rules.Feedback(*given)


def _pain(
    program: rules.Program, person: Person, step: rules.Step, number: int, chance: Random
) -> int:
    pain = chance.choices((0, 1, 2), (16, 3, 1))[0] if person.sore else 0
    if chance.random() < person.sore:
        pain = 4
    for episode in person.episodes:
        place = int(episode.place * len(program.steps))
        here = program.steps[place].exercise == step.exercise
        pain = max(pain, episode.on(number) - (0 if here else 4))
    return pain


def _morning(
    person: Person, on: date, sessions: tuple[rules.Session, ...], chance: Random
) -> rules.Morning | None:
    """Draw the pain of the morning after: mostly a little less than the day's worst."""
    worst = max((session.feedback.pain or 0 for session in sessions), default=0)
    if chance.random() < person.silent:
        return None
    pain = max(0, worst - chance.choice((0, 1, 1, 2)))
    return rules.Morning(on + DAY, pain, chance.choice(PLACES) if pain >= 3 else None)
