"""What was done and felt on one day, in numbers.

A left and a right are one set. Any-time squeezes and primers are counted apart.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plans import rules

from ..training_work import count_sets, whole_minutes, work
from .totals import EMPTY, BestSession, Mean, Totals, mean, worst


@dataclass(frozen=True, slots=True)
class SetGroup:
    """``count`` equal sets of one exercise on one day."""

    exercise: str
    side: str
    amount: int
    hold_s: int | None
    load_kg: float | None
    count: int

    def seconds(self, step: rules.Step) -> float:
        """A set of one side alone takes half the time of a set of both."""
        dose = rules.Dose(1, self.amount, self.hold_s or 0)
        is_one_side = step.each_side and self.side != "both"
        return self.count * step.set_seconds(dose) / (2 if is_one_side else 1)

    @property
    def work(self) -> float:
        return work(self.amount, self.hold_s, self.load_kg, self.count)


@dataclass(frozen=True, slots=True)
class FeedbackValues:
    """The feedback of one exercise on one day; each value may be missing."""

    exercise: str
    left: int | None
    right: int | None
    pain: int | None
    effort: int | None = None


@dataclass(frozen=True)
class Day:
    date: date
    program: rules.Program
    groups: tuple[SetGroup, ...] = ()
    feedback: tuple[FeedbackValues, ...] = ()
    asked: int = 0  # sets that the plan asked for, of the exercises that were done
    squeezes: int = 0
    primers: int = 0  # sets done before a run
    morning: int | None = None  # pain on it, which its day before is judged by
    runs: int = 0
    in_runs: int | None = None  # the worst pain of its runs
    targets: tuple[tuple[str, float], ...] = ()  # (exercise, work that the plan asked for)

    def only(self, exercise: str) -> "Day":
        """The same day with one exercise alone."""
        return Day(
            self.date,
            self.program,
            tuple(group for group in self.groups if group.exercise == exercise),
            tuple(one for one in self.feedback if one.exercise == exercise),
            targets=tuple(one for one in self.targets if one[0] == exercise),
        )

    @cached_property
    def by_exercise(self) -> dict[str, list[SetGroup]]:
        found: dict[str, list[SetGroup]] = {}
        for group in self.groups:
            found.setdefault(group.exercise, []).append(group)
        return found

    @cached_property
    def sets(self) -> int:
        return sum(map(_count_sets, self.by_exercise.values()))

    @cached_property
    def sessions(self) -> dict[str, BestSession]:
        """What was done of each exercise."""
        targets = dict(self.targets)
        return {
            exercise: _session(groups, targets.get(exercise, 0))
            for exercise, groups in self.by_exercise.items()
        }

    @cached_property
    def seconds(self) -> float:
        steps = self.program.by_exercise
        return sum(one.seconds(steps[one.exercise]) for one in self.groups if one.exercise in steps)

    @property
    def minutes(self) -> int:
        return whole_minutes(self.seconds)

    @cached_property
    def is_lift(self) -> bool:
        return not self.program.hinges.isdisjoint(self.by_exercise)

    @property
    def felt_left(self) -> float | None:
        return mean(one.left for one in self.feedback)

    @property
    def felt_right(self) -> float | None:
        return mean(one.right for one in self.feedback)

    @property
    def pain(self) -> int | None:
        """The worst of the day's exercises, of its runs and of its morning."""
        return worst((*(one.pain for one in self.feedback), self.in_runs, self.morning))

    @cached_property
    def totals(self) -> Totals:
        if not (self.groups or self.squeezes or self.pain is not None):
            return EMPTY
        gaps = [
            one.right - one.left
            for one in self.feedback
            if one.left is not None and one.right is not None
        ]
        lift = self.date.toordinal() if self.is_lift else None
        left, right = (
            sum(group.work for group in self.groups if group.side == side)
            for side in ("left", "right")
        )
        return Totals(
            trained=int(bool(self.groups)),
            sets=self.sets,
            asked=self.asked,
            seconds=60 * self.minutes,  # whole ones: the minutes of days add up to those of a week
            squeezes=self.squeezes,
            felt_left=Mean.from_values(one.left for one in self.feedback),
            felt_right=Mean.from_values(one.right for one in self.feedback),
            gap=Mean.from_values(gaps),
            effort=Mean.from_values(one.effort for one in self.feedback),
            pain=self.pain,
            left=left,
            right=right,
            lifts=int(self.is_lift),
            first_lift=lift,
            last_lift=lift,
            best=self.sessions,
        )


def _count_sets(groups: list[SetGroup]) -> int:
    count: Counter[str] = Counter()
    for group in groups:
        count[group.side] += group.count
    return count_sets(count)


def _session(groups: list[SetGroup], target: float) -> BestSession:
    most = max(groups, key=lambda one: (one.count, one.work, one.amount, one.hold_s or 0))
    done = sum(group.work for group in groups)
    return BestSession(done, target, _count_sets(groups), most.amount, most.hold_s, most.load_kg)
