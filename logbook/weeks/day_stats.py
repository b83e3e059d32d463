"""What was done and felt on a day, as far as the pictures tell it.

A left and a right are one set. Any-time squeezes are counted beside the sets, never among them.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plans import rules

from .totals import NOTHING, Best, Tally, given, mean, worst


@dataclass(frozen=True, slots=True)
class Done:
    """``count`` like sets of one exercise on one day."""

    exercise: str
    side: str
    amount: int
    hold_s: int | None
    load_kg: float | None
    count: int

    def seconds(self, step: rules.Step) -> float:
        """One side alone takes half of what a set of both takes."""
        dose = rules.Dose(1, self.amount, self.hold_s or 0)
        alone = step.each_side and self.side != "both"
        return self.count * step.set_seconds(dose) / (2 if alone else 1)

    @property
    def work(self) -> float:
        """Amount × hold × load."""
        return self.count * self.amount * (self.hold_s or 1) * (self.load_kg or 1)


@dataclass(frozen=True, slots=True)
class Felt:
    """What the feedback of one exercise on one day said; each value may be missing."""

    exercise: str
    left: int | None
    right: int | None
    pain: int | None
    effort: int | None = None


@dataclass(frozen=True)
class Day:
    date: date
    program: rules.Program
    done: tuple[Done, ...] = ()
    felt: tuple[Felt, ...] = ()
    asked: int = 0  # sets that the plan asked for, of the exercises that were done
    squeezes: int = 0
    morning_after: int | None = None
    targets: tuple[tuple[str, float], ...] = ()  # amount × hold × load asked of each exercise

    def only(self, exercise: str) -> "Day":
        return Day(
            self.date,
            self.program,
            tuple(done for done in self.done if done.exercise == exercise),
            tuple(felt for felt in self.felt if felt.exercise == exercise),
            targets=tuple(one for one in self.targets if one[0] == exercise),
        )

    @cached_property
    def by_exercise(self) -> dict[str, list[Done]]:
        found = {}
        for done in self.done:
            found.setdefault(done.exercise, []).append(done)
        return found

    @cached_property
    def sets(self) -> int:
        return sum(session.sets for session in self.best.values())

    @cached_property
    def best(self) -> dict[str, Best]:
        """What was done of each exercise."""
        targets = dict(self.targets)
        return {
            exercise: _session(done, targets.get(exercise, 0))
            for exercise, done in self.by_exercise.items()
        }

    @cached_property
    def seconds(self) -> float:
        steps = self.program.by_exercise
        return sum(d.seconds(steps[d.exercise]) for d in self.done if d.exercise in steps)

    @property
    def minutes(self) -> int:
        return minutes(self.seconds)

    @cached_property
    def is_lift(self) -> bool:
        return not self.program.hinges.isdisjoint(self.by_exercise)

    @property
    def felt_left(self) -> float | None:
        return mean(felt.left for felt in self.felt)

    @property
    def felt_right(self) -> float | None:
        return mean(felt.right for felt in self.felt)

    @property
    def pain(self) -> int | None:
        """The worst of the day and of the morning after it."""
        return worst((*(felt.pain for felt in self.felt), self.morning_after))

    def _work_of(self, side):
        return sum(done.work for done in self.done if done.side == side)

    @cached_property
    def tally(self) -> Tally:
        if not (self.done or self.felt or self.squeezes or self.morning_after is not None):
            return NOTHING
        both = [f for f in self.felt if f.left is not None and f.right is not None]
        lift = self.date.toordinal() if self.is_lift else None
        return Tally(
            trained=int(bool(self.done)),
            sets=self.sets,
            asked=self.asked,
            seconds=self.seconds,
            squeezes=self.squeezes,
            felt_left=given(felt.left for felt in self.felt),
            felt_right=given(felt.right for felt in self.felt),
            gap=given(felt.right - felt.left for felt in both),
            effort=given(felt.effort for felt in self.felt),
            pain=self.pain,
            left=self._work_of("left"),
            right=self._work_of("right"),
            lifts=int(self.is_lift),
            first_lift=lift,
            last_lift=lift,
            best=self.best,
        )


def _sets(done: list[Done]) -> int:
    """Of one exercise."""
    count = {"both": 0, "left": 0, "right": 0}
    for some in done:
        count[some.side] += some.count
    return count["both"] + max(count["left"], count["right"])


def _session(done: list[Done], target: float) -> Best:
    most = max(done, key=lambda some: (some.count, some.work, some.amount, some.hold_s or 0))
    work = sum(some.work for some in done)
    return Best(work, target, _sets(done), most.amount, most.hold_s, most.load_kg)


def minutes(seconds: float) -> int:
    """Whole minutes; a little is one, never none."""
    return max(1, round(seconds / 60)) if seconds else 0
