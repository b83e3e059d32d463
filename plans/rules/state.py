"""What the rules carry from day to day: one small value for each step, and a few dates."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from .history import Settings
from .program import Dose, Program, Step
from .reasons import Reason

WEEK = 7  # days that a weekly limit looks at, today included
LOAD_RAISE = 1.025  # the least factor (ours, the low end of ACSM's 2–10 %)
ALWAYS_THERE = {"mat", "wall"}  # equipment: a rug, a tree do as well (ours)


@dataclass(frozen=True, slots=True)
class Closing:
    """Red pain closed a step on ``on``; since then its required steps had painless days."""

    on: date
    painless: tuple[tuple[str, int], ...]  # (required exercise, days)


@dataclass(frozen=True, slots=True)
class Shut:
    """A lift was shut on ``on`` by the closing of a step below it."""

    on: date
    by: str  # exercise


@dataclass(frozen=True, slots=True)
class Judged:
    """The last session of a step: what it did to the row, and what it lacked of the bar."""

    on: date
    outcome: str  # of ``bars``
    lacks: tuple[Reason, ...] = ()
    row_before: int = 0
    in_easy_week: bool = False
    asked: Dose | None = None  # the dose of that day, where something was lacking


@dataclass(frozen=True, slots=True)
class NotFelt:
    """The sessions in which felt, or felt and sets, was all that was lacking."""

    sessions: int = 0
    half_felt: int = 0  # those with felt of 4 or more on both sides
    since: date | None = None
    is_felt: bool = False  # both sides were, in the last session that said so


@dataclass(frozen=True, slots=True)
class Raised:
    """What stood before the last session raised it, and stands again where that is taken back."""

    target: Dose
    at_ceiling: bool
    load_before: float | None


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
    opened_early: bool = False  # by the runner's choice alone; a closing ends it
    overridden_on: date | None = None
    waived_on: date | None = None
    going_on: date | None = None
    closed: Closing | None = None
    shut: Shut | None = None
    reopened: bool = False  # was closed itself and has not been done since
    returning: bool = False  # was shut by another closing and has not been done since
    proficient: bool = False
    lapsed: bool = False  # time away alone took its proficiency
    row: int = 0  # sessions in a row at the bar
    row_any_load: int = 0  # the same at any load; a full row opens a locked step
    had_any_load: bool = False  # that row was full once
    last_on: date | None = None
    recent: tuple[date, ...] = ()  # the sessions of the last seven days
    away: int = 0  # the longest run of full days off since the last session
    away_taken: int = 0  # as many of them the target has come down for already
    locked_on: date | None = None  # the last day of training on which a lift was locked
    last: Judged | None = None
    not_felt: NotFelt = NotFelt()
    was_short: bool = False  # the last session had fewer sets than asked

    red_on: date | None = None
    painless_on: date | None = None  # the last session with green pain
    was_red: bool = False  # the last session was red
    red_caution: int = 0  # green sessions that must come before load rises freely after a red one
    away_caution: int = 0  # the same after a time away
    ambers: int = 0  # amber sessions in a row
    greens: int = 0  # green ones in a row
    sore: int = 0  # sessions with amber pain or worse, until six green ones in a row
    calm_wanted: int = 0  # green sessions in a row that must come before anything goes up again
    amber_lowered: bool = False  # until two green ones in a row
    lighter: float | None = None  # the load that all sets of the last session reached below target
    low_misses: int = 0  # misses in a row with a set below the range
    hard: int = 0  # sessions in a row with an effort that is too high
    unloaded: int = 0  # sessions in a row without any of the load asked
    top_load: float | None = None  # the highest target so far
    load_before: float | None = None  # what it was before time away took a part of it
    at_ceiling: bool = False  # the last session was a hit with everything at its ceiling
    stale: int = 0  # sessions since something was raised
    raised: Raised | None = None  # until what was raised is done
    in_easy_week: bool = False  # the day lies in one
    sore_below: bool = False  # of a lift: a step below it was red since its last session
    load_rests: bool = False  # its load goes past nothing that it was, for pain
    why: Reason = field(default_factory=lambda: Reason("start"))


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
        there = self.equipment | ALWAYS_THERE
        missing = [tuple(item for item in way if item not in there) for way in step.equipment]
        return min(missing, key=len)

    def lacks_now(self, step: Step) -> tuple[str, ...]:
        """Return what is missing to do the step; what is held in the hands is never owed."""
        return () if step.load_kind == "hand" else self.lacks(step)

    def changed_by(self, settings: Settings) -> "Setup":
        changes: dict[str, Any] = {f"heaviest_{k}": m for k, m in (settings.heaviest or {}).items()}
        for name in ("lifts", "bands", "equipment"):
            if (value := getattr(settings, name)) is not None:
                changes[name] = value
        return replace(self, **changes)


def loadable(step: Step, setup: Setup) -> Step:
    """Return the step with the most load that the runner has for it, or without any load."""
    if step.load_step is None:
        return step
    if step.load_kind == "band":
        most: float | None = setup.bands if setup.bands > 1 else 0
    else:
        most = getattr(setup, f"heaviest_{step.load_kind}")
    if step.load_kind == "hand" and setup.lacks(step):
        most = 0.0
    limits = [limit for limit in (most, step.load_most) if limit is not None]
    most = min(limits, default=None)
    if most is not None and most < step.load_step:
        return replace(step, load_step=None, load_kind=None, load_most=None)
    return replace(step, load_most=most)


@dataclass(frozen=True)
class State(Replaceable):
    steps: dict[str, StepState]
    program: Program  # the revision that the values fit
    setup: Setup = Setup()
    last_on: date | None = None  # the last session of any exercise
    last_hinge_on: date | None = None
    # The days of training of the last six weeks, with the sum and the count of their efforts.
    trained: tuple[tuple[date, int, int], ...] = ()
    easy_week_on: date | None = None  # the first day of the last one
    easy_week_put_off_on: date | None = None
    easy_week_ended_on: date | None = None  # before its seven days were over
    red_morning: date | None = None  # the last one from training
    red_morning_elsewhere: date | None = None  # the last one from something else
    red_day: date | None = None  # the last run or session with red pain
    sore_mornings: int = 0  # in a row, amber or worse
    clinician_on: date | None = None  # the last day on which something called for one
    clinician: bool = False  # one is advised on this day

    @property
    def begun(self) -> bool:
        """Whether anything was ever done or chosen."""
        chosen = (
            step.overridden_on or step.waived_on or step.going_on for step in self.steps.values()
        )
        return self.last_on is not None or any(chosen)

    def step(self, step: Step) -> Step:
        """Return a step as the runner can load it."""
        steps = self.program.by_setup.get(self.setup)
        if steps is None:  # a replay asks for each session
            steps = {one.exercise: loadable(one, self.setup) for one in self.program.steps}
            self.program.by_setup[self.setup] = steps
        return steps[step.exercise]

    def last_trained(self, step: Step) -> date | None:
        """Return the last day that ends time away: any session, for a hinge one of its group.

        Before the first lift any session counts for the lifts too.
        """
        return (self.last_hinge_on or self.last_on) if step.hinge else self.last_on

    def hinge_days(self, program: Program) -> set[date]:
        """Return the days of the last week on which any lift was done."""
        return {day for name in program.hinges for day in self.steps[name].recent}

    def in_easy_week(self, on: date) -> bool:
        return self.easy_week_on is not None and 0 <= (on - self.easy_week_on).days < WEEK

    def with_settings(self, changes: tuple[Settings, ...]) -> "State":
        """Return the state with other settings; targets that no longer fit them come down."""
        if not changes:
            return self
        setup = self.setup
        for settings in changes:
            setup = setup.changed_by(settings)
        return self.replace(setup=setup).fitted()

    def fitted(self) -> "State":
        """Return the state with every target clamped to the program and the settings."""
        steps = {
            step.exercise: _fitted(self.step(step), self.steps[step.exercise])
            for step in self.program.steps
        }
        return self.replace(steps=steps)


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
        return replace_program(initial(program, state.setup), state)
    steps = {}
    for step in program.steps:
        before = state.steps.get(step.exercise)
        steps[step.exercise] = _carried(step, before) if before else StepState(step.start())
    return state.replace(steps=steps, program=program).fitted()


def replace_program(fresh: State, before: State) -> State:
    """Return a state that begins anew, with what is known beside its steps."""
    return before.replace(steps=fresh.steps, program=fresh.program)


def _carried(step: Step, before: StepState) -> StepState:
    closed = before.closed
    if closed:
        days = dict(closed.painless)
        closed = replace(
            closed, painless=tuple((name, days.get(name, 0)) for name in step.requires)
        )
    return before.replace(closed=closed, proficient=before.proficient and step.bar is not None)


def _fitted(step: Step, before: StepState) -> StepState:
    target = step.clamp(before.target)
    if target != before.target:
        return before.replace(target=target, why=Reason("fitted"))
    load = step.load_of(target)
    if before.why.code == "heaviest" and load and step.load_above(load * LOAD_RAISE) > load:
        return before.replace(why=Reason("hit-once-at-top"))
    return before
