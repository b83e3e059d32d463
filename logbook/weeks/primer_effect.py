"""Whether runs after a primer are felt more than runs without, as far as so few can tell.

The interval is a plain bootstrap: runs of both kinds are drawn again and again from those that
there are, with replacement, and the middle 95 % of the differences of their means is given. The
seed is fixed, so the same runs always give the same interval.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

FEWEST = 10  # runs of each kind; below that nothing is claimed (ours)
MOST = 60  # the latest runs of each kind that count, so that the cost is bounded
DRAWS = 1000
SEED = 1


class FeltRun(NamedTuple):
    """A run of the past, whether a primer was done on its day, and its pain."""

    date: date
    minutes: int
    left: int | None
    right: int | None
    had_primer: bool
    pain: int | None = None

    @property
    def felt(self) -> float | None:
        """The mean of the sides that were given."""
        given = [value for value in (self.left, self.right) if value is not None]
        return sum(given) / len(given) if given else None


class PrimerEffect(NamedTuple):
    """Runs with felt, after a primer and without one."""

    after: tuple[float, ...]
    without: tuple[float, ...]
    interval: tuple[float, float] | None  # of the difference; None: too few runs

    @property
    def difference(self) -> float:
        return mean(self.after) - mean(self.without)

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would rarely give such a difference."""
        return bool(self.interval) and (self.interval[0] > 0 or self.interval[1] < 0)


def primer_effect(runs: Iterable[FeltRun]) -> PrimerEffect:
    """``runs`` by date; the latest count."""
    rated = [(run.felt, run.had_primer) for run in runs if run.felt is not None]
    after = tuple(felt for felt, had_primer in rated if had_primer)[-MOST:]
    without = tuple(felt for felt, had_primer in rated if not had_primer)[-MOST:]
    is_enough = min(len(after), len(without)) >= FEWEST
    return PrimerEffect(after, without, _interval(after, without) if is_enough else None)


@lru_cache(maxsize=500)
def _interval(after, without):
    """About 20 ms where it is new; the same runs are looked up."""
    chance = random.Random(SEED)  # noqa: S311
    differences = sorted(
        mean(chance.choices(after, k=len(after))) - mean(chance.choices(without, k=len(without)))
        for _ in range(DRAWS)
    )
    edge = DRAWS // 40  # 2.5 %
    return differences[edge], differences[-edge - 1]


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
