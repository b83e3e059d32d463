"""What the runner changes of one day's plan.

A change rests on the day alone: what is asked is changed, and what is done counts as what it is. An
exercise that is left out has no session, so its target and its row stay as they are, and it is
first in turn again. A form that is swapped in counts as its own session. A set fewer, at target, is
neither hit nor miss (ours).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from .alarms import ADVISED_FOR
from .bars import RED
from .history import Day, Feedback, Session
from .state import State

NOT_TODAY, HURTS, LATER, EASIER, SWAP = "not-today", "hurts", "later", "easier", "swap"
FEWEST_TO_TAKE_FROM = 3  # sets: with one left of two the row would go back to 0


@dataclass(frozen=True, slots=True)
class DayChange:
    """``instead`` is the exercise that is swapped in."""

    date: date
    exercise: str
    kind: Literal["not-today", "hurts", "later", "easier", "swap"]
    instead: str | None = None


def with_earlier_hurts(state: State, on: date, changes: tuple[DayChange, ...]) -> State:
    """Return the state in which what hurt on the days before, unasked how much, was red pain.

    It only rests and is offered no load; nothing is lowered or closed, since no set was done and no
    number was given. But a clinician is advised where an exercise hurt again.
    """
    if again := _hurt_again_on(state, on, changes):
        called = max(again, state.clinician_on or again)
        state = state.replace(clinician=True, clinician_on=called)
    hurts = [
        one
        for one in changes
        if one.kind == HURTS and one.date < on and one.exercise in state.steps
    ]
    steps = dict(state.steps)
    for change in hurts:
        mine = steps[change.exercise]
        steps[change.exercise] = mine.replace(red_on=max(mine.red_on or date.min, change.date))
    yesterday = on - timedelta(1)
    if any(one.date == yesterday for one in hurts):
        state = state.replace(red_day=yesterday)
    return state.replace(steps=steps) if hurts else state


def _hurt_again_on(state: State, on: date, changes: Iterable[DayChange]) -> date | None:
    """Return the last day on which something hurt that had hurt and was not painless since (ours).

    Looks at as many days as the advice stands.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for one in changes:
        is_late = 0 <= (on - one.date).days < ADVISED_FOR
        if one.kind == HURTS and is_late and one.exercise in state.steps:
            painless_on = state.steps[one.exercise].painless_on
            if painless_on is None or painless_on <= one.date:
                days[one.exercise].add(one.date)
    return max((max(found) for found in days.values() if len(found) > 1), default=None)


def changes_of(on: date, changes: Iterable[DayChange]) -> tuple[DayChange, ...]:
    return tuple(change for change in changes if change.date == on)


def with_hurts(today: Day, changes: Iterable[DayChange]) -> Day:
    """Return the day on which what hurts counts as red pain."""
    hurts = {change.exercise for change in changes if change.kind == HURTS}
    said = Feedback(pain=RED)
    sessions = [Session(today.date, exercise, (), said) for exercise in sorted(hurts)]
    return replace(today, sessions=(*today.sessions, *sessions)) if hurts else today
