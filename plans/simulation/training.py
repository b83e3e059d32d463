"""One made-up runner, day by day: the rules plan, the runner does some of it, the rules fold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from .. import rules
from .people import Person

START = date(2026, 3, 2)  # a Monday; only differences of days count
AMBER = 3  # pain from here on meets no bar
STUCK_AFTER = 60  # trained days on which nothing stood in the way and nothing moved
# The notes and reasons that say why a day is empty.
EMPTY_FOR = {"no-equipment", "red-yesterday", "lift-rests", "weekly-most", "reopens-on"}
LETTERS = {"locked": "-", "open": "o", "proficient": "P"}


@dataclass(frozen=True, slots=True)
class Day:
    number: int  # 1 is the first
    answer: rules.Answer
    sessions: tuple[rules.Session, ...]
    state: rules.State  # after it


@dataclass(slots=True)
class PersonSummary:
    """What is kept of a runner. Days and letters are in ladder order; 0: never."""

    opened: list[int]
    proficient: list[int]
    weeks: list[str] = field(default_factory=list)  # on day 1, 7, 14 …: a letter a step
    planned: int = 0
    done: int = 0
    daily_s: float = 0
    lift_s: float = 0
    lift_days: int = 0
    first_lift: int = 0
    closings: int = 0
    stuck: dict[str, int] = field(default_factory=dict)  # step, or "" → the day


def live(
    program: rules.Program, person: Person, *, days: int, chance: Random, runner: rules.Runner
) -> Iterator[Day]:
    """A life. What is missing and waited for is waived on the day that it is first missed.

    Each day draws from a generator of its own, so that a changed program, which asks for more
    or fewer sets, changes neither the days off nor the pain of the days after.
    """
    state = rules.initial(program)
    for number in range(1, days + 1):
        today = Random(chance.getrandbits(64))  # noqa: S311
        on = START + timedelta(number - 1)
        answer = rules.plan_from(program, state, on, runner)
        waived = frozenset(v.exercise for v in answer.steps if _gives_up(program, v))
        if waived:
            answer = rules.plan_from(program, state, on, runner, waived=waived)
        trains = today.random() < person.adherence and not person.away(number)
        sessions = ()
        if trains:
            sessions = tuple(_session(program, person, item, on, today) for item in answer.today)
        if sessions or waived:
            morning = _morning(person, sessions, today)
            day = rules.Day(on, sessions, morning, waived=tuple(sorted(waived)))
            state = rules.fold(program, state, day)
        yield Day(number, answer, sessions, state)


def simulate_person(program, person, *, weeks, chance, runner) -> PersonSummary:
    """A life, summed up."""
    size = len(program.steps)
    life, before = PersonSummary([0] * size, [0] * size), rules.initial(program)
    watch = Watch(program)
    for day in live(program, person, days=weeks * 7, chance=chance, runner=runner):
        answer = day.answer
        for place, view in enumerate(answer.steps):
            if view.status != "locked":
                life.opened[place] = life.opened[place] or day.number
            if view.status == "proficient":
                life.proficient[place] = life.proficient[place] or day.number
        if day.number == 1 or day.number % 7 == 0:
            life.weeks.append("".join(LETTERS[view.status] for view in answer.steps))
        _count(life, program, day)
        if day.state is not before:
            life.closings += _closings(before, day.state)
            before = day.state
        for exercise in watch.stuck(day):
            life.stuck.setdefault(exercise, day.number)
    return life


def _count(life: PersonSummary, program: rules.Program, day: Day) -> None:
    life.planned += bool(day.answer.today)
    if not day.sessions:
        return
    life.done += 1
    life.daily_s += day.answer.seconds("daily")
    if any(one.exercise in program.hinges for one in day.sessions):
        life.lift_s += day.answer.seconds("lift")
        life.lift_days += 1
        life.first_lift = life.first_lift or day.number


def _closings(before: rules.State, after: rules.State) -> int:
    """Red upon red, also where a closed step closes anew."""
    return sum(
        mine.closed is not None
        and (was := before.steps[name].closed) != mine.closed
        and (was is None or was.on != mine.closed.on)
        for name, mine in after.steps.items()
    )


class Watch:
    """Looks for dead ends.

    A runner is in one when a day is empty and nothing says why, or when a step that another one
    waits for, open or closed by pain, has not moved (row, target, status) on sixty trained days
    on which nothing that the runner did or said stood in its way. Other days count neither way.
    """

    def __init__(self, program: rules.Program):
        self.program = program
        self.needed = {name for step in program.steps for name in step.requires}
        self.seen, self.still = {}, Counter()

    def stuck(self, day: Day) -> Iterator[str]:
        if not day.answer.today and not self._says_why(day.answer):
            yield ""
        if not day.sessions:
            return
        done = {one.exercise: one for one in day.sessions}
        hurts = any((one.feedback.pain or 0) >= AMBER for one in day.sessions)
        asked = {item.exercise: item for item in day.answer.today}
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
                self.still[name] += not _stands_in_the_way(step, asked[name], done[name])
            else:
                self.still[name] += not hurts
            if self.still[name] >= STUCK_AFTER:
                yield name

    def _says_why(self, answer: rules.Answer) -> bool:
        codes = {note.code for note in answer.notes}
        codes |= {reason.code for view in answer.steps for reason in view.reasons}
        return bool(codes & EMPTY_FOR)


def _stands_in_the_way(step: rules.Step, item: rules.Item, session: rules.Session) -> bool:
    """Whether the runner's own doing or words kept a session from raising or meeting the bar."""
    said, bar = session.feedback, step.bar
    if said.pain is None or said.pain >= AMBER or said.form is False:
        return True
    if any(one.amount < item.dose.amount for one in session.sets):
        return True
    if said.effort is None or said.effort > (bar.effort if bar and bar.effort else 8):
        return True
    if bar and bar.form and not said.form:
        return True
    felt = min(-1 if f is None else f for f in (said.felt_left, said.felt_right))
    return bool(bar and bar.felt is not None and felt < bar.felt)


def _gives_up(program: rules.Program, view: rules.StepView) -> bool:
    """A step that cannot be done for want of equipment, and that others wait for."""
    if not view.missing or view.waived or view.status == "proficient":
        return False
    return any(view.exercise in (*s.requires, s.load_after) for s in program.steps)


def _session(program, person: Person, item: rules.Item, on: date, chance: Random) -> rules.Session:
    step, dose = program.by_exercise[item.exercise], item.dose
    number = (on - START).days + 1
    load, strain = dose.load_kg, 0.0
    if step.load_step:
        first = step.round_load(person.first_load * step.load_step)
        load = first if item.asks_load else load
        strain = (load or 0) / (first * person.strength)
    tired = strain > 1 or chance.random() < person.misses
    sides = ("left", "right") if step.each_side else ("both",)
    sets = tuple(
        rules.SetDone(
            side,
            max(1, dose.amount - 1) if tired and one + 1 == dose.sets else dose.amount,
            dose.hold_s,
            load,
        )
        for one in range(dose.sets)
        for side in sides
    )
    return rules.Session(
        on, item.exercise, sets, _said(program, person, step, strain, number, chance)
    )


def _said(program, person: Person, step, strain: float, number: int, chance: Random):
    left, right = (
        round(max(0, min(10, felt + chance.uniform(-person.wobble, person.wobble))))
        for felt in person.feels(number / 7)
    )
    effort = person.effort + 2.5 * max(0, strain - 0.6) + chance.uniform(-0.9, 0.9)
    pain = _pain(program, person, step, number, chance)
    values = (left, right, pain, round(min(10, effort)), chance.random() >= person.sloppy)
    given = (None if chance.random() < person.silent else value for value in values)
    return rules.Feedback(*given)


def _pain(program, person: Person, step, number: int, chance: Random) -> int:
    pain = chance.choices((0, 1, 2), (16, 3, 1))[0] if person.sore else 0
    if chance.random() < person.sore:
        pain = 4
    for episode in person.episodes:
        place = int(episode.place * len(program.steps))
        here = program.steps[place].exercise == step.exercise
        pain = max(pain, episode.on(number) - (0 if here else 4))
    return pain


def _morning(person: Person, sessions, chance: Random) -> int | None:
    """Pain on the morning after: mostly a little less than the day's worst."""
    worst = max((one.feedback.pain or 0 for one in sessions), default=0)
    if not sessions or chance.random() < person.silent:
        return None
    return max(0, worst - chance.choice((0, 1, 1, 2)))
