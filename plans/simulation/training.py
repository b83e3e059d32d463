"""One made-up runner, day by day: the rules plan, the runner does some of it, the rules fold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from .. import rules
from ..rules.bars import AMBER
from .people import Person

START = date(2026, 3, 2)  # a Monday; only differences of days count
STUCK_AFTER = 60  # trained days on which nothing stood in the way and nothing moved
# The notes and reasons that explain an empty day.
EMPTY_FOR = {"no-equipment", "red-yesterday", "lift-rests", "weekly-most", "reopens-on"}


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    number: int  # 1 is the first
    answer: rules.Answer
    sessions: tuple[rules.Session, ...]
    morning: int | None  # pain on the morning after
    state: rules.State  # after the day


@dataclass(slots=True)
class PersonSummary:
    opened: dict[str, int] = field(default_factory=dict)  # exercise → its first open day
    proficient: dict[str, int] = field(default_factory=dict)
    # The status of each exercise on day 1, 7, 14 …
    weeks: list[dict[str, str]] = field(default_factory=list)
    planned: int = 0
    done: int = 0
    daily_s: float = 0
    lift_s: float = 0
    lift_days: int = 0
    first_lift: int = 0
    closings: int = 0
    stuck: dict[str, int] = field(default_factory=dict)  # exercise, or "" → the day


def simulate_days(
    program: rules.Program, person: Person, *, days: int, chance: Random, runner: rules.Runner
) -> Iterator[SimulatedDay]:
    """Play a runner's days. Steps that lack equipment and are waited for are waived at once.

    Each day draws from a generator of its own, so that a changed program, which asks for more
    or fewer sets, changes neither the days off nor the pain of the days after.
    """
    state = rules.initial(program, runner.setup)
    for number in range(1, days + 1):
        today = Random(chance.getrandbits(64))  # noqa: S311
        on = START + timedelta(number - 1)
        answer = rules.plan_from(program, state, on, runner)
        waived = frozenset(view.exercise for view in answer.steps if rules.may_waive(view, program))
        if waived:
            chosen = rules.Day(on, waived=tuple(sorted(waived)))
            answer = rules.plan_from(program, state, on, runner, today=chosen)
        trains = today.random() < person.adherence and not person.away(number)
        sessions: tuple[rules.Session, ...] = ()
        morning = None
        if trains:
            sessions = tuple(_session(program, person, item, on, today) for item in answer.today)
        if sessions or waived:
            morning = _morning(person, sessions, today)
            after = None if morning is None else rules.Morning(on + timedelta(1), morning)
            day = rules.Day(on, sessions, after, waived=tuple(sorted(waived)))
            state = rules.fold(program, state, day)
        yield SimulatedDay(number, answer, sessions, morning, state)


def simulate_person(
    program: rules.Program, person: Person, *, weeks: int, chance: Random, runner: rules.Runner
) -> PersonSummary:
    summary, before = PersonSummary(), rules.initial(program)
    watch = DeadEndWatch(program)
    for day in simulate_days(program, person, days=weeks * 7, chance=chance, runner=runner):
        for view in day.answer.steps:
            if view.status != "locked":
                summary.opened.setdefault(view.exercise, day.number)
            if view.status == "proficient":
                summary.proficient.setdefault(view.exercise, day.number)
        if day.number == 1 or day.number % 7 == 0:
            summary.weeks.append({view.exercise: view.status for view in day.answer.steps})
        _count(summary, program, day)
        summary.closings += _closings(before, day.state)
        before = day.state
        for exercise in watch.stuck(day):
            summary.stuck.setdefault(exercise, day.number)
    return summary


def _count(summary: PersonSummary, program: rules.Program, day: SimulatedDay) -> None:
    summary.planned += bool(day.answer.today)
    if not day.sessions:
        return
    summary.done += 1
    summary.daily_s += day.answer.seconds("daily")
    if any(session.exercise in program.hinges for session in day.sessions):
        summary.lift_s += day.answer.seconds("lift")
        summary.lift_days += 1
        summary.first_lift = summary.first_lift or day.number


def _closings(before: rules.State, after: rules.State) -> int:
    """Count the steps that closed, and the closed ones that red pain closed again."""

    def closed_on(state: rules.State, name: str) -> date | None:
        closing = state.steps[name].closed
        return closing.on if closing else None

    return sum(
        closed_on(after, name) not in (None, closed_on(before, name)) for name in after.steps
    )


class DeadEndWatch:
    """Looks for dead ends.

    A runner is in one when a day is empty and nothing says why, or when a step that another one
    waits for, open or closed by pain, has not moved (row, target, status) on sixty trained days
    on which nothing that the runner did or answered stood in its way. Other days do not count.
    """

    def __init__(self, program: rules.Program):
        self.program = program
        self.needed = {name for step in program.steps for name in step.requires}
        self.seen: dict[str, tuple[str, int, rules.Dose]] = {}
        self.still: Counter[str] = Counter()

    def stuck(self, day: SimulatedDay) -> Iterator[str]:
        """Yield the exercises that are stuck, and "" for an empty day without a reason."""
        if not day.answer.today and not self._is_explained(day.answer):
            yield ""
        if not day.sessions:
            return
        done = {session.exercise: session for session in day.sessions}
        hurts = any((session.feedback.pain or 0) >= AMBER for session in day.sessions)
        items = {item.exercise: item for item in day.answer.today}
        for view in day.answer.steps:
            name = view.exercise
            if name not in self.needed or view.status == "proficient" or view.waived:
                self.still[name] = 0
                continue
            if view.status == "locked" and view.needs:
                self.still[name] = 0  # it waits for another, which is watched itself
                continue
            now = (view.status, view.row, view.target)
            if self.seen.get(name) != now:
                self.seen[name], self.still[name] = now, 0
            if name in done:
                step = self.program.by_exercise[name]
                self.still[name] += not _stands_in_the_way(step, items[name], done[name])
            else:
                self.still[name] += not hurts
            if self.still[name] >= STUCK_AFTER:
                yield name

    def _is_explained(self, answer: rules.Answer) -> bool:
        codes = {note.code for note in answer.notes}
        codes |= {reason.code for view in answer.steps for reason in view.reasons}
        return bool(codes & EMPTY_FOR)


def _stands_in_the_way(step: rules.Step, item: rules.Item, session: rules.Session) -> bool:
    """Tell whether the runner's sets or feedback kept a session from a raise or from the bar."""
    feedback, bar = session.feedback, step.bar
    if feedback.pain is None or feedback.pain >= AMBER or feedback.form is False:
        return True
    if any(done.amount < item.dose.amount for done in session.sets):
        return True
    if feedback.effort is None or feedback.effort > (bar.effort if bar and bar.effort else 8):
        return True
    if bar and bar.form and not feedback.form:
        return True
    felt = min(-1 if side is None else side for side in (feedback.felt_left, feedback.felt_right))
    return bool(bar and bar.felt is not None and felt < bar.felt)


def _session(
    program: rules.Program, person: Person, item: rules.Item, on: date, chance: Random
) -> rules.Session:
    step, dose = program.by_exercise[item.exercise], item.dose
    number = (on - START).days + 1
    load, strain = dose.load_kg, 0.0
    if step.load_step:
        first = step.round_load(person.first_load * step.load_step)
        load = first if item.asks_load else load
        strain = (load or 0) / (first * person.strength)
    tired = strain > 1 or chance.random() < person.misses
    amounts = [dose.amount] * dose.sets
    if tired:
        amounts[-1] = max(1, dose.amount - 1)
    sides = ("left", "right") if step.each_side else ("both",)
    sets = [rules.SetDone(side, n, dose.hold_s, load) for n in amounts for side in sides]
    feedback = _feedback(program, person, step, strain, number, chance)
    return rules.Session(on, item.exercise, tuple(sets), feedback)


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
    effort = person.effort + 2.5 * max(0, strain - 0.6) + chance.uniform(-0.9, 0.9)
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


def _morning(person: Person, sessions: tuple[rules.Session, ...], chance: Random) -> int | None:
    """Draw the pain of the morning after: mostly a little less than the day's worst."""
    worst = max((session.feedback.pain or 0 for session in sessions), default=0)
    if not sessions or chance.random() < person.silent:
        return None
    return max(0, worst - chance.choice((0, 1, 1, 2)))
