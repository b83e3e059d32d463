"""What is open and what to do today: (program, history, date, runner) → Answer."""

from dataclasses import dataclass
from datetime import date

from .history import History
from .program import Dose, Program, Timeline
from .reasons import Reason


@dataclass(frozen=True, slots=True)
class Runner:
    """What a day's plan depends on beside the history."""

    minutes: int = 15  # of the daily block, 10–20
    equipment: frozenset[str] | None = None  # slugs; None: everything
    screen: str = "clear"  # the safety questions: "clear", "ask" or "stop"
    pinned: str | None = None  # the one lift that the runner wants; None: both in turn


@dataclass(frozen=True, slots=True)
class Need:
    """A step that another one waits for, and how far it is."""

    exercise: str
    row: int
    row_needed: int
    bar: object  # program.Bar


@dataclass(frozen=True, slots=True)
class StepView:
    exercise: str
    status: str  # "locked", "open" or "proficient"
    row: int
    row_needed: int | None
    target: Dose
    reasons: tuple[Reason, ...] = ()
    needs: tuple[Need, ...] = ()  # of a locked step: what it still waits for
    waived: bool = False
    overridden: bool = False  # open by the runner's own choice, not by the log
    missing: tuple[str, ...] = ()  # equipment that the runner lacks; empty: all there
    asks_load: bool = False  # the runner is to enter a first load


@dataclass(frozen=True, slots=True)
class Item:
    """One line of today's plan."""

    exercise: str
    block: str  # "daily" or "lift"
    dose: Dose  # as asked today, trimmed to the time
    target: Dose  # before any trimming
    seconds: float
    reasons: tuple[Reason, ...] = ()
    asks_load: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    on: date
    program: Program
    steps: tuple[StepView, ...]
    today: tuple[Item, ...]
    hinge_due: bool
    hinge_next: date | None
    screen: str = "clear"
    notes: tuple[Reason, ...] = ()  # about the day as a whole: rest, missing equipment, stop

    def seconds(self, block: str) -> float:
        return sum(item.seconds for item in self.today if item.block == block)

    def step(self, exercise: str) -> StepView:
        return next(view for view in self.steps if view.exercise == exercise)


def plan(program: Program | Timeline, history: History, on: date, runner=Runner()) -> Answer:
    raise NotImplementedError


def plan_from(program, state, on: date, runner=Runner()) -> Answer:
    raise NotImplementedError
