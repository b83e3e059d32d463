"""What days add up to. Totals of some days and of others add up to the totals of all of them."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple


class Mean(NamedTuple):
    """The sum and the number of the ratings that were given, so that means can be joined."""

    total: float = 0
    given: int = 0

    @classmethod
    def from_values(cls, values: Iterable[float | None]) -> "Mean":
        given = [value for value in values if value is not None]
        return cls(sum(given), len(given))

    @property
    def value(self) -> float | None:
        """The mean to one decimal; None where no rating was given."""
        return round(self.total / self.given, 1) if self.given else None


class BestSession(NamedTuple):
    """The session of one exercise with the most work (training_work.py); all 0: there was none."""

    work: float = 0
    target: float = 0  # the work that the plan asked for; 0 where that is not known
    sets: int = 0
    # Amount, hold and load of most of its sets:
    amount: int = 0
    hold_s: int | None = None
    load_kg: float | None = None


class Totals(NamedTuple):
    """The order of the fields is that of the stored JSON."""

    trained: int = 0  # days with a set
    sets: int = 0
    asked: int = 0  # sets that the plan asked for
    seconds: float = 0
    squeezes: int = 0  # those of any time
    felt_left: Mean = Mean()
    felt_right: Mean = Mean()
    gap: Mean = Mean()  # felt right minus felt left, where both were given
    effort: Mean = Mean()
    pain: int | None = None  # the worst
    left: float = 0  # work done on that side alone
    right: float = 0
    lifts: int = 0  # days with a lift
    close: int = 0  # lift days that follow another lift day
    first_lift: int | None = None  # date.toordinal
    last_lift: int | None = None
    best: dict[str, BestSession] = {}  # by exercise

    @property
    def felt_gap(self) -> float | None:
        """The mean of ``gap``; where both sides were always given, it is the difference of the two
        rounded means, since a page shows the three beside one another.
        """
        left, right = self.felt_left, self.felt_right
        if (
            left.value is None
            or right.value is None
            or not left.given == right.given == self.gap.given
        ):
            return self.gap.value
        return round(right.value - left.value, 1)

    @classmethod
    def from_json(cls, values: list[Any]) -> "Totals":
        fields = [Mean(*one) if isinstance(one, list) else one for one in values[:-1]]
        best = {exercise: BestSession(*one) for exercise, one in values[-1].items()}
        return cls._make([*fields, best])


EMPTY = Totals()


def add_totals(parts: Iterable[Totals]) -> Totals:
    """The totals of all days of the parts, which come in the order of their days.

    Of sessions with equal work the first is the best.
    """
    parts = tuple(parts)
    best: dict[str, BestSession] = {}
    for one in parts:
        for exercise, session in one.best.items():
            if exercise not in best or session.work > best[exercise].work:
                best[exercise] = session
    lifts = [(one.first_lift, one.last_lift) for one in parts if one.lifts]
    return Totals(
        trained=sum(one.trained for one in parts),
        sets=sum(one.sets for one in parts),
        asked=sum(one.asked for one in parts),
        seconds=sum(one.seconds for one in parts),
        squeezes=sum(one.squeezes for one in parts),
        felt_left=add_means(one.felt_left for one in parts),
        felt_right=add_means(one.felt_right for one in parts),
        gap=add_means(one.gap for one in parts),
        effort=add_means(one.effort for one in parts),
        pain=worst(one.pain for one in parts),
        left=sum(one.left for one in parts),
        right=sum(one.right for one in parts),
        lifts=sum(one.lifts for one in parts),
        close=sum(one.close for one in parts)
        + sum(is_day_after(last, first) for (_, last), (first, _) in pairwise(lifts)),
        first_lift=lifts[0][0] if lifts else None,
        last_lift=lifts[-1][1] if lifts else None,
        best=best,
    )


def is_day_after(before: int | None, after: int | None) -> bool:
    """Whether one day, as its ordinal, directly follows the other."""
    return before is not None and after is not None and after - before == 1


def add_means(means: Iterable[Mean]) -> Mean:
    total: float = 0
    count = 0
    for some, number in means:
        total, count = total + some, count + number
    return Mean(total, count)


def mean(values: Iterable[float | None]) -> float | None:
    """To one decimal, of the values that are given."""
    return Mean.from_values(values).value


def worst(values: Iterable[int | None]) -> int | None:
    """The highest pain that is given."""
    return max((value for value in values if value is not None), default=None)
