"""When a lift is due: days off, the runner's number a week, runs and pain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .alarms import lift_rests_for_pain, worst_of_day
from .bars import RED
from .history import Day, Run
from .program import Program, Step
from .reasons import Reason
from .state import WEEK, State

DAYS_BETWEEN_LIFTS = 2  # article: at least one full day off
RED_DAYS_HINGE = 4  # no lift for so many days after red pain in one (ours)
RACE_DAYS = 3  # before a race, without a lift (ours)
LEARN_FIRST = "learn-first"  # code: of a lift that is not asked until the other one is learnt


@dataclass(frozen=True, slots=True)
class Hinge:
    """Whether a lift is due, the first date on which one could be, and why."""

    due: bool
    next: date | None  # None: no lift could be
    why: Reason


class LiftDays:
    """Tells on which days a lift may be."""

    def __init__(
        self,
        program: Program,
        state: State,
        today: Day,
        runs: Iterable[Run],
        lifts: int,
        comes_after: list[str],
    ):
        """``comes_after``: the steps below that must be done on an earlier day."""
        self.program, self.state = program, state
        self.today, self.lifts, self.comes_after = today, lifts, comes_after
        self.days, self.last = state.hinge_days(program), state.last_hinge_on
        self.runs = tuple(runs)

    def hinge(self) -> Hinge:
        """Tell whether one of the lifts that can be done is due today."""
        on = self.today.date
        if self.against(on) is None:
            since = (on - self.last).days if self.last else None
            done = within_week(self.days, on)
            values = {"days": since, "lifts": done, "most": self.lifts}
            return Hinge(True, on, Reason("lift-due", values))
        day = on
        while self.against(day) is not None:
            day += timedelta(1)
        why, last = self.against(on) or "", self.against(day - timedelta(1))
        # What keeps the lift longest is named too, or the date would follow from nothing.
        then = {"then": last} if last != why else {}
        after = {"exercises": self.comes_after} if why == "lift-comes-after" else {}
        return Hinge(False, day, Reason(why, {"next": day, **after, **then}))

    def against(self, day: date) -> str | None:
        """Return what is against a lift on a day, as a code."""
        if pain := pain_against(self.program, self.state, self.today, day):
            return pain
        if within_week(self.days, day) >= self.lifts:
            return "lift-weekly"
        if self.last and (day - self.last).days < DAYS_BETWEEN_LIFTS:
            return "lift-rests"
        if is_near_race(self.runs, day):
            return "lift-before-race"
        if any(run.kind == "key" and run.date == day + timedelta(1) for run in self.runs):
            return "lift-before-run"
        return "lift-comes-after" if self.comes_after and day == self.today.date else None


def pain_against(program: Program, state: State, today: Day, day: date) -> str | None:
    """Return what pain, that of today too, is against a lift on a day, as a code."""
    if worst_of_day(today) >= RED and (day - today.date).days <= 1:
        return "lift-red-day"
    reds = (state.steps[name].red_on for name in program.hinges)
    if any(red and (day - red).days <= RED_DAYS_HINGE for red in reds):
        return "lift-red"
    return lift_rests_for_pain(state, day)


def is_near_race(runs: Iterable[Run], day: date) -> bool:
    return any(run.kind == "race" and 0 <= (run.date - day).days <= RACE_DAYS for run in runs)


def with_lift_after_red(today: Hinge, after: Hinge) -> Hinge:
    """Return what is said on a day with red pain, with the date that the day after it gives."""
    if after.next is None:  # it closed the lifts, or a step below them
        return after
    why = after.why.values.get("then", after.why.code)
    code = today.why.code
    then = {} if after.due or why == code else {"then": why}
    return Hinge(False, after.next, Reason(code, {"next": after.next, **then}))


def choose_lift(
    program: Program, state: State, hinges: list[Step], pinned: str | None
) -> tuple[Step, str | None]:
    """Return which of the lifts that can be done is the one for today, and why the other is not.

    A pin wins; until a lift with a bar is learnt it comes first; then they alternate.
    """
    for step in hinges:
        if step.exercise == pinned:
            return step, "pinned"
    for step in hinges:
        mine = state.steps[step.exercise]
        if step.bar and not (mine.proficient or mine.waived_on):
            return step, LEARN_FIRST
    turn = sorted(hinges, key=lambda step: state.steps[step.exercise].last_on or date.min)
    return turn[0], None


def within_week(days: Iterable[date], on: date) -> int:
    """Count the days, all before a date, that lie in the seven ending on it."""
    return sum((on - day).days < WEEK for day in days)
