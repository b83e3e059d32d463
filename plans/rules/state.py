"""What is carried from day to day: one small value a step, and a few dates."""

from dataclasses import dataclass, field, replace
from datetime import date

from .program import Dose, Program, Step
from .reasons import Reason

WEEK = 7  # days that a weekly limit looks at, today included


@dataclass(frozen=True, slots=True)
class Closing:
    """A step shut by red pain on ``on``, and the painless days seen since of what it requires."""

    on: date
    painless: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class StepState:
    target: Dose
    opened: bool = False
    opened_on: date | None = None  # the override, or the last day of training with all met
    overridden_on: date | None = None
    waived_on: date | None = None
    closed: Closing | None = None
    proficient: bool = False
    row: int = 0
    row_any_load: int = 0  # the same if any load would do; a full one opens a locked step
    last_on: date | None = None
    recent: tuple[date, ...] = ()  # the sessions of the last seven days
    away: int = 0  # longest run of full days off since the last session
    red_on: date | None = None
    was_red: bool = False  # the last session was red
    caution: int = 0  # green sessions still wanted before a heavier entry counts
    low_misses: int = 0  # misses in a row with a set below the range
    at_ceiling: bool = False  # the last session was a hit with everything at its ceiling
    stale: int = 0  # sessions since something was raised
    why: Reason = field(default_factory=lambda: Reason("start"))

    @property
    def met(self) -> bool:
        """Good enough for what requires it."""
        return self.proficient or self.waived_on is not None


@dataclass(frozen=True, slots=True)
class State:
    steps: dict[str, StepState]
    program: Program  # the one that the values fit
    last_on: date | None = None  # a session of any exercise
    last_hinge_on: date | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was ever done or chosen."""
        chosen = (one.overridden_on or one.waived_on for one in self.steps.values())
        return self.last_on is not None or any(chosen)

    def last_trained(self, step: Step) -> date | None:
        """The last day that counts against time away: any session, of a hinge one of the group.

        Before the first lift any session counts for the lifts too.
        """
        return (self.last_hinge_on or self.last_on) if step.hinge else self.last_on

    def hinge_days(self, program: Program) -> set[date]:
        """Lift days of the last week."""
        return {day for name in program.hinges for day in self.steps[name].recent}


def initial(program: Program) -> State:
    return State({step.exercise: _new(step) for step in program.steps}, program)


def carry_to_revision(state: State, program: Program) -> State:
    """The same state under another revision: new steps begin, ranges clamp what is carried.

    Who has done nothing yet begins under it.
    """
    if state.program is program:
        return state
    if not state.begun:
        return initial(program)
    steps = {}
    for step in program.steps:
        old = state.steps.get(step.exercise)
        steps[step.exercise] = _fitted(step, old) if old else _new(step)
    return replace(state, steps=steps, program=program)


def _new(step: Step) -> StepState:
    return StepState(step.start())


def _fitted(step: Step, old: StepState) -> StepState:
    closed = old.closed
    if closed:
        seen = dict(closed.painless)
        closed = replace(closed, painless=tuple((n, seen.get(n, 0)) for n in step.requires))
    target = step.clamp(old.target)
    return replace(
        old,
        target=target,
        closed=closed,
        proficient=old.proficient and step.bar is not None,
        why=old.why if target == old.target else Reason("fitted"),
    )
