"""What to do on a date: the daily block within its minutes, and the lift in a block of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from .fold import takes_load
from .gates import is_open
from .history import Run
from .program import Dose, Program, Step
from .progress import prescribed_dose
from .reasons import Reason
from .state import WEEK, Setup, State

LIFTS_A_WEEK = 3  # article: two or three
DAYS_BETWEEN_LIFTS = 2  # article: at least one full day off
RED_DAYS, RED_DAYS_HINGE = 1, 4  # not offered for so many days after red pain (ours)
FEWEST_SETS, FEWEST_SQUEEZES = 2, 1  # of an exercise trimmed to the time (ours)


@dataclass(frozen=True, slots=True)
class Runner:
    """What the plan of a day depends on beside the history."""

    minutes: int = 15  # of the daily block, 10–20 (article)
    equipment: frozenset[str] | None = None  # slugs; None: has everything
    screen: str = "clear"  # the safety questions: "clear", "ask" or "stop"
    pinned: str | None = None  # the only lift that the runner wants; None: both in turn
    lifts: int = 2  # a week
    bands: int = 1
    heaviest: Mapping[str, float | None] = field(default_factory=dict)  # kg, by kind of load

    @property
    def setup(self) -> Setup:
        """What stands until an entry of the settings changes it."""
        heaviest = {f"heaviest_{kind}": most for kind, most in self.heaviest.items()}
        return Setup(self.lifts, self.bands, equipment=self.equipment, **heaviest)


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of today's plan."""

    exercise: str
    block: str  # "daily" or "lift"
    dose: Dose  # prescribed for today, trimmed to the time
    target: Dose  # before any trimming
    seconds: float
    reasons: tuple[Reason, ...]
    asks_load: bool  # the runner is to enter a first load
    offers_load: bool = False  # the runner may enter one


@dataclass(frozen=True, slots=True)
class Hinge:
    """Whether a lift is due, the first date on which one could be, and why."""

    due: bool
    next: date | None  # None: no lift is open
    why: Reason


@dataclass
class _Draft:
    """An item whose sets may still be trimmed to the time."""

    step: Step
    target: Dose
    sets: int
    reasons: list[Reason]
    proficient: bool

    @property
    def dose(self) -> Dose:
        return replace(self.target, sets=self.sets)

    @property
    def seconds(self) -> float:
        return self.step.seconds(self.dose)


class DayPlan:
    """The items of one date and, for every step left out, the reason."""

    def __init__(
        self,
        program: Program,
        state: State,
        on: date,
        runner: Runner,
        runs: tuple[Run, ...] = (),
    ):
        self.program, self.state, self.on, self.runner = program, state, on, runner
        self.key_runs = {run.date for run in runs if run.kind == "key"}
        self.left_out: dict[str, Reason] = {}
        self.hinge = self._hinge()
        self.items = () if runner.screen == "stop" else (*self._daily(), *self._lift())

    def _open(self, step: Step) -> bool:
        return is_open(self.program, self.state, step, self.runner.screen)

    def _hinge(self) -> Hinge:
        if not any(self._open(self.program.by_exercise[name]) for name in self.program.hinges):
            return Hinge(False, None, Reason("no-hinge-yet"))
        days, last = self.state.hinge_days(self.program), self.state.last_hinge_on
        reds = [red for name in self.program.hinges if (red := self.state.steps[name].red_on)]

        def rested(day: date) -> bool:
            return (
                (last is None or (day - last).days >= DAYS_BETWEEN_LIFTS)
                and _within_week(days, day) < LIFTS_A_WEEK
                and all((day - red).days > RED_DAYS_HINGE for red in reds)
            )

        day = self.on
        while not rested(day) or day + timedelta(1) in self.key_runs:
            day += timedelta(1)
        if day == self.on:
            since = (self.on - last).days if last else None
            lifts = _within_week(days, self.on)
            return Hinge(True, day, Reason("lift-due", {"days": since, "lifts": lifts}))
        code = "lift-before-run" if rested(self.on) else "lift-rests"
        return Hinge(False, day, Reason(code, {"next": day}))

    def _offered(self, step: Step) -> bool:
        """Whether a step is open and can be done today; otherwise note why it is left out."""
        if not self._open(step):
            return False
        if missing := self.state.setup.lacks(step):
            return self._leave_out(step, "no-equipment", missing=list(missing))
        step_state = self.state.steps[step.exercise]
        if not step.hinge and step_state.red_on and (self.on - step_state.red_on).days <= RED_DAYS:
            until = step_state.red_on + timedelta(RED_DAYS)
            return self._leave_out(step, "red-yesterday", until=until)
        if (
            step.days_of_7 is not None
            and _within_week(step_state.recent, self.on) >= step.days_of_7
        ):
            return self._leave_out(step, "weekly-most", days=step.days_of_7)
        if step_state.proficient and step.harder:
            harder = self.program.by_exercise[step.harder]
            if self._open(harder) and self.state.steps[step.harder].last_on is not None:
                return self._leave_out(step, "steps-back", harder=step.harder)
        return True

    def _leave_out(self, step: Step, code: str, **values: Any) -> bool:
        self.left_out[step.exercise] = Reason(code, {"exercise": step.exercise, **values})
        return False

    def _draft(self, step: Step, *why: Reason) -> _Draft:
        step_state = self.state.steps[step.exercise]
        dose, _, reason = prescribed_dose(step, step_state)
        return _Draft(step, dose, dose.sets, [reason, *why], step_state.proficient)

    def _by_turn(self, steps: list[Step]) -> list[Step]:
        """Sort steps by when they were last done, the longest ago first."""
        return sorted(steps, key=lambda step: self.state.steps[step.exercise].last_on or date.min)

    def _turn_reason(self, step: Step) -> Reason:
        last = self.state.steps[step.exercise].last_on
        return Reason("turn", {"days": (self.on - last).days if last else None})

    def _activation(self) -> list[_Draft]:
        squeezes = self.program.activation
        offered = [step for step in squeezes if self._offered(step)]
        if not all(self.state.steps[step.exercise].proficient for step in squeezes):
            return [self._draft(step, Reason("activation")) for step in offered]
        lines = [self._draft(step) for step in self._by_turn(offered)[:1]]
        for line in lines:
            line.sets, line.reasons = 1, [Reason("activation-turn")]
        return lines

    def _daily(self) -> list[Item]:
        budget = self.runner.minutes * 60
        lines = self._activation()
        rest = [s for s in self.program.steps if not (s.activation or s.hinge) and self._offered(s)]
        for place, step in enumerate(self._by_turn(rest)):
            line = self._draft(step, self._turn_reason(step))
            if place == 0:
                _trim(lines, line, budget)
            if place == 0 or _seconds(lines) + line.seconds <= budget:
                lines.append(line)
            else:
                self._leave_out(step, "no-time")
        if not rest:
            _trim(lines, None, budget)
        return [self._item(line, "daily") for line in lines]

    def _lift(self) -> list[Item]:
        hinges = [step for step in self.program.steps if step.hinge and self._offered(step)]
        if not self.hinge.due:
            for step in hinges:
                self.left_out[step.exercise] = self.hinge.why
            return []
        chosen, why = self._by_turn(hinges), self.hinge.why
        for step in chosen:
            if step.exercise == self.runner.pinned:
                chosen, why = [step], Reason("pinned")
        for step in chosen[1:]:
            self._leave_out(step, "no-time")
        return [self._item(self._draft(step, why), "lift") for step in chosen[:1]]

    def _item(self, line: _Draft, block: str) -> Item:
        if line.sets < line.target.sets and line.reasons[0].code != "activation-turn":
            values = {"sets": line.target.sets, "minutes": self.runner.minutes}
            line.reasons.append(Reason("trimmed", values))
        return Item(
            line.step.exercise,
            block,
            line.dose,
            line.target,
            line.seconds,
            tuple(line.reasons),
            takes_load(line.step, self.state) and line.target.load_kg is None,
        )


def _trim(activation: list[_Draft], first: _Draft | None, budget: float) -> None:
    """Take sets from the first step, then from activation, until all fits or is at its fewest.

    Proficient squeezes lose sets first, and the others one after the other, so that at least one
    of them can still meet its bar.
    """
    lines = [*activation, *([first] if first else [])]
    yielding = [line for line in activation if line.proficient]
    yielding += [line for line in reversed(activation) if not line.proficient]
    places = [(first, FEWEST_SETS)] if first else []
    places += [(line, fewest) for fewest in (FEWEST_SETS, FEWEST_SQUEEZES) for line in yielding]
    for line, fewest in places:
        while _seconds(lines) > budget and line.sets > fewest:
            line.sets -= 1


def _seconds(lines: list[_Draft]) -> float:
    return sum(line.seconds for line in lines)


def _within_week(days: Iterable[date], on: date) -> int:
    """Count the days, all before a date, that lie in the seven ending on it."""
    return sum((on - day).days < WEEK for day in days)
