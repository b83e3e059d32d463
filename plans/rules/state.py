"""What the rules carry from day to day: one small value for each step, and a few dates."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from .history import Settings
from .program import Dose, Program, Step
from .reasons import Reason

WEEK = 7  # days that a weekly limit looks at, today included


@dataclass(frozen=True, slots=True)
class Closing:
    """Red pain closed a step on ``on``; since then its required steps had painless days."""

    on: date
    painless: tuple[tuple[str, int], ...]  # (required exercise, days)


class Replaceable:
    """A frozen dataclass without slots of which a replay makes tens of thousands."""

    def replace(self, **changes: Any) -> Self:
        """Do what ``dataclasses.replace`` does, without the names being checked."""
        new = object.__new__(type(self))
        vars(new).update(vars(self), **changes)
        return new


@dataclass(frozen=True)
class StepState(Replaceable):
    target: Dose
    opened: bool = False
    # The date of the override, or the last day of training on which all requirements were met.
    opened_on: date | None = None
    overridden_on: date | None = None
    waived_on: date | None = None
    closed: Closing | None = None
    proficient: bool = False
    row: int = 0  # sessions in a row at the bar
    row_any_load: int = 0  # the same at any load; a full row opens a locked step
    last_on: date | None = None
    recent: tuple[date, ...] = ()  # the sessions of the last seven days
    away: int = 0  # the longest run of full days off since the last session
    red_on: date | None = None
    was_red: bool = False  # the last session was red
    caution: int = 0  # green sessions that must come before a heavier entry counts
    low_misses: int = 0  # misses in a row with a set below the range
    at_ceiling: bool = False  # the last session was a hit with everything at its ceiling
    stale: int = 0  # sessions since something was raised
    why: Reason = field(default_factory=lambda: Reason("start"))

    @property
    def met(self) -> bool:
        """Whether the step is good enough for the steps that require it."""
        return self.proficient or self.waived_on is not None


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings in force: what targets rest on beside the log. kg; ``None``: no limit."""

    lifts: int = 2  # a week (ours; the article says two or three)
    bands: int = 1
    heaviest_bar: float | None = None
    heaviest_hand: float | None = None
    heaviest_hips: float | None = None
    equipment: frozenset[str] | None = None  # slugs; None: has everything

    def lacks(self, step: Step) -> tuple[str, ...]:
        """Return what is missing for the alternative that lacks least."""
        if self.equipment is None or not step.equipment:
            return ()
        missing = [
            tuple(item for item in way if item not in self.equipment) for way in step.equipment
        ]
        return min(missing, key=len)

    def changed_by(self, settings: Settings) -> "Setup":
        changes: dict[str, Any] = {f"heaviest_{k}": m for k, m in (settings.heaviest or {}).items()}
        for name in ("lifts", "bands", "equipment"):
            if (value := getattr(settings, name)) is not None:
                changes[name] = value
        return replace(self, **changes)


@dataclass(frozen=True)
class State(Replaceable):
    steps: dict[str, StepState]
    program: Program  # the revision that the values fit
    setup: Setup = Setup()
    last_on: date | None = None  # the last session of any exercise
    last_hinge_on: date | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was ever done or chosen."""
        chosen = (step.overridden_on or step.waived_on for step in self.steps.values())
        return self.last_on is not None or any(chosen)

    def last_trained(self, step: Step) -> date | None:
        """Return the last day that ends time away: any session, for a hinge one of its group.

        Before the first lift any session counts for the lifts too.
        """
        return (self.last_hinge_on or self.last_on) if step.hinge else self.last_on

    def hinge_days(self, program: Program) -> set[date]:
        """Return the days of the last week on which any lift was done."""
        return {day for name in program.hinges for day in self.steps[name].recent}


def initial(program: Program, setup: Setup | None = None) -> State:
    """Return the state of a runner who has done nothing; ``setup`` stands until it is changed."""
    steps = {step.exercise: StepState(step.start()) for step in program.steps}
    return State(steps, program, setup or Setup())


def carry_to_revision(state: State, program: Program) -> State:
    """Fit a state to another revision: new steps begin, targets are clamped to the new ranges.

    A runner who has done nothing yet begins anew under it.
    """
    if state.program is program:
        return state
    if not state.begun:
        return initial(program, state.setup)
    steps = {}
    for step in program.steps:
        before = state.steps.get(step.exercise)
        steps[step.exercise] = _fitted(step, before) if before else StepState(step.start())
    return state.replace(steps=steps, program=program)


def _fitted(step: Step, before: StepState) -> StepState:
    closed = before.closed
    if closed:
        days = dict(closed.painless)
        closed = replace(
            closed, painless=tuple((name, days.get(name, 0)) for name in step.requires)
        )
    target = step.clamp(before.target)
    return before.replace(
        target=target,
        closed=closed,
        proficient=before.proficient and step.bar is not None,
        why=before.why if target == before.target else Reason("fitted"),
    )
