"""What days come to, so that the tallies of some days and of others add up to that of them all."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

Mean = tuple[float, int]  # the total of the values given, and how many were


class Best(NamedTuple):
    """The session of most work of one exercise, work being amount × hold × load."""

    work: float = 0
    target: float = 0  # the same, as it was asked; 0 where that is not known
    sets: int = 0
    # As the most of its sets were:
    amount: int = 0
    hold_s: int | None = None
    load_kg: float | None = None


class Tally(NamedTuple):
    trained: int = 0  # days with a set
    sets: int = 0
    asked: int = 0  # sets that the plan asked for
    seconds: float = 0
    squeezes: int = 0  # any-time ones
    felt_left: Mean = (0, 0)
    felt_right: Mean = (0, 0)
    gap: Mean = (0, 0)  # how much more the right was felt, where both sides were told
    effort: Mean = (0, 0)
    pain: int | None = None  # the worst
    left: float = 0  # work done on that side alone
    right: float = 0
    lifts: int = 0  # days with one
    close: int = 0  # of them those on the day after another
    first_lift: int | None = None  # date.toordinal
    last_lift: int | None = None
    best: dict[str, Best] = {}  # by exercise

    @classmethod
    def from_json(cls, values: list) -> "Tally":
        """What became of one as JSON."""
        *numbers, best = values
        return cls(
            *(tuple(one) if isinstance(one, list) else one for one in numbers),
            {exercise: Best(*one) for exercise, one in best.items()},
        )


NOTHING = Tally()


def together(tallies: Iterable[Tally]) -> Tally:
    """Of all their days, which come in order. Of sessions with the same work the first is best."""
    tallies = tuple(tallies)
    best = {}
    for one in tallies:
        for exercise, session in one.best.items():
            if exercise not in best or session.work > best[exercise].work:
                best[exercise] = session
    lifts = [(one.first_lift, one.last_lift) for one in tallies if one.lifts]
    return Tally(
        trained=sum(one.trained for one in tallies),
        sets=sum(one.sets for one in tallies),
        asked=sum(one.asked for one in tallies),
        seconds=sum(one.seconds for one in tallies),
        squeezes=sum(one.squeezes for one in tallies),
        felt_left=_mean(one.felt_left for one in tallies),
        felt_right=_mean(one.felt_right for one in tallies),
        gap=_mean(one.gap for one in tallies),
        effort=_mean(one.effort for one in tallies),
        pain=max((one.pain for one in tallies if one.pain is not None), default=None),
        left=sum(one.left for one in tallies),
        right=sum(one.right for one in tallies),
        lifts=sum(one.lifts for one in tallies),
        close=sum(one.close for one in tallies)
        + sum(follows(last, first) for (_, last), (first, _) in pairwise(lifts)),
        first_lift=lifts[0][0] if lifts else None,
        last_lift=lifts[-1][1] if lifts else None,
        best=best,
    )


def follows(before: int | None, after: int | None) -> bool:
    """Whether these days are next to each other."""
    return before is not None and after is not None and after - before == 1


def _mean(means):
    total = count = 0
    for some, many in means:
        total, count = total + some, count + many
    return total, count


def mean(values: Iterable[float | None]) -> float | None:
    return as_mean(given(values))


def given(values: Iterable[float | None]) -> Mean:
    """Of those that were given."""
    told = [value for value in values if value is not None]
    return sum(told), len(told)


def as_mean(mean: Mean) -> float | None:
    total, count = mean
    return round(total / count, 1) if count else None


def worst(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)
