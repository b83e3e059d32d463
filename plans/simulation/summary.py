"""The figures of one simulated life that the report needs."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from random import Random

from .. import rules
from .people import Person
from .training import SimulatedDay, simulate_days
from .watching import DeadEndWatch, StuckWatch, is_met

SETTLED = 60  # the day from which distinct daily blocks are counted
ENOUGH = 0.8  # of the minutes


@dataclass(slots=True)
class PersonSummary:
    opened: dict[str, int] = field(default_factory=dict)  # exercise → its first open day
    proficient: dict[str, int] = field(default_factory=dict)
    # The status of each exercise on day 1, 7, 14 …
    weeks: list[dict[str, str]] = field(default_factory=list)
    planned: int = 0
    done: int = 0
    daily_s: float = 0
    short: int = 0  # trained days with less than four fifths of the minutes
    lift_s: float = 0
    lift_days: int = 0
    first_lift: int = 0
    closings: int = 0
    rest_days: int = 0
    easy_weeks: int = 0
    went_on: int = 0  # steps that count as met although they were not felt
    top_days: int = 0  # trained days on which every step stood at its ceiling
    blocks: int = 0  # distinct daily blocks from day 60 on
    stages: Counter[str] = field(default_factory=Counter)  # stage → days of work at it
    loads: dict[str, float] = field(default_factory=dict)  # exercise → kg or band at the end
    stuck: dict[str, int] = field(default_factory=dict)  # exercise, or "" → the day of a dead end
    # The first step that the deadlift still waits for at the end, and why: see ``StuckWatch.why``.
    stops: tuple[str, str] | None = None
    at_step: dict[str, bool] = field(default_factory=dict)  # stuck at: was a way on offered?


def simulate_person(
    program: rules.Program, person: Person, *, weeks: int, chance: Random, runner: rules.Runner
) -> PersonSummary:
    summary, before = PersonSummary(), rules.initial(program)
    dead_ends, stuck = DeadEndWatch(program), StuckWatch(program)
    blocks: set[tuple[object, ...]] = set()
    for day in simulate_days(program, person, days=weeks * 7, chance=chance, runner=runner):
        _count_steps(summary, day)
        _count_days(summary, program, day, runner.minutes)
        if day.sessions and day.number >= SETTLED:
            blocks.add(block_of(day.answer))
        summary.closings += _closings(before, day.state)
        before = day.state
        for exercise in dead_ends.stuck(day):
            summary.stuck.setdefault(exercise, day.number)
        for exercise, offered in stuck.look(day):
            summary.at_step[exercise] = offered or summary.at_step.get(exercise, False)
        waits_at = _waits_at(day, stuck)
        stage = program.by_exercise[waits_at.exercise] if waits_at else program.steps[-1]
        summary.stages[stage.stage] += 1
    summary.blocks = len(blocks)
    summary.loads = {
        view.exercise: view.target.load_kg or view.target.band or 0
        for view in day.answer.steps
        if program.by_exercise[view.exercise].load_step
    }
    if waits_at:
        summary.stops = waits_at.exercise, stuck.why(day.number, waits_at)
    return summary


def block_of(answer: rules.Answer) -> tuple[object, ...]:
    """Return a daily block as a value: which exercises, at which doses."""
    return tuple((item.exercise, item.dose) for item in answer.today if item.block == "daily")


def _count_steps(summary: PersonSummary, day: SimulatedDay) -> None:
    for view in day.answer.steps:
        if view.status != "locked":
            summary.opened.setdefault(view.exercise, day.number)
        if view.status == "proficient":
            summary.proficient.setdefault(view.exercise, day.number)
    if day.number == 1 or day.number % 7 == 0:
        summary.weeks.append({view.exercise: view.status for view in day.answer.steps})


def _count_days(
    summary: PersonSummary, program: rules.Program, day: SimulatedDay, minutes: int
) -> None:
    summary.planned += bool(day.answer.today)
    summary.rest_days += day.answer.rest_day
    summary.easy_weeks += day.begun.easy_week
    summary.went_on += len(day.begun.going_on)
    if not day.sessions:
        return
    seconds = day.answer.seconds("daily")
    summary.done += 1
    summary.daily_s += seconds
    summary.short += seconds < ENOUGH * minutes * 60
    summary.top_days += _is_at_top(program, day)
    if any(session.exercise in program.hinges for session in day.sessions):
        summary.lift_s += day.answer.seconds("lift")
        summary.lift_days += 1
        summary.first_lift = summary.first_lift or day.number


def _is_at_top(program: rules.Program, day: SimulatedDay) -> bool:
    """Tell whether no step of the day can rise, the squeezes aside, which never do."""
    return all(
        is_at_top(day.state.step(step), item.target)
        for item in day.answer.today
        if not (step := program.by_exercise[item.exercise]).activation
    )


def is_at_top(step: rules.Step, target: rules.Dose) -> bool:
    """Tell whether a target is at its ceiling, with no more load to be had for it."""
    load = step.load_of(target)
    if load is None or step.load_step is None:
        return step.is_at_ceiling(target)
    heavier = load + step.load_step
    return step.is_at_ceiling(target) and step.load_most is not None and heavier > step.load_most


def _closings(before: rules.State, after: rules.State) -> int:
    """Count the steps that closed, and the closed ones that red pain closed again."""

    def closed_on(state: rules.State, name: str) -> date | None:
        closing = state.steps[name].closed
        return closing.on if closing else None

    return sum(
        closed_on(after, name) not in (None, closed_on(before, name)) for name in after.steps
    )


def _waits_at(day: SimulatedDay, stuck: StuckWatch) -> rules.StepView | None:
    """Return the first step on the ladder that another one still waits for."""
    for view in day.answer.steps:
        waited_for = view.exercise in stuck.needed and view.exercise not in stuck.gone_on
        if waited_for and not is_met(view):
            return view
    return None
