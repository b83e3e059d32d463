"""Made-up runners. Every number here is ours: a guess at people, not a finding.

They are for comparing programs with each other, not for promising a real runner a date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

SICK, BUSY = (3, 12), (10, 45)  # days that a lay-off lasts
SATURDAY, SUNDAY = 5, 6  # of ``date.weekday``


@dataclass(frozen=True, slots=True)
class Episode:
    """Some days on which one exercise hurts, most on the first."""

    first: int
    days: int
    pain: int
    place: float  # on the ladder, 0–1

    def on(self, number: int) -> int:
        """Return the pain on a day, 0–10."""
        passed = number - self.first
        return round(self.pain * (1 - passed / self.days)) if 0 <= passed < self.days else 0


@dataclass(frozen=True, slots=True)
class Person:
    """What is drawn once for a runner. Felt is 0–10, days count from 1."""

    adherence: float  # share of the days trained outside lay-offs
    felt: float  # at the start, on the better side
    learns: float  # how much felt rises in a week
    most: float  # the highest felt
    weaker: str = ""  # "left", "right" or "": none
    behind: float = 0  # how much less the weaker side feels at the start
    catches_up: float = 8  # weeks until the sides are even
    wobble: float = 0  # how far felt varies from one session to the next
    misses: float = 0  # chance that the last set falls short
    sloppy: float = 0  # chance that form does not hold
    sore: float = 0  # chance of amber pain without an episode
    silent: float = 0  # chance that a value is not given
    effort: float = 6
    swing: float = 0.9  # how far effort varies
    first_load: float = 12  # in load steps
    strength: float = 3  # sets fall short above so many times the first load
    episodes: tuple[Episode, ...] = ()
    layoffs: tuple[tuple[int, int], ...] = ()  # (first day, days)
    weekdays: tuple[int, ...] | None = None  # the only ones on which the runner trains; Monday is 0
    runs: tuple[tuple[int, str], ...] = ()  # (weekday, kind), every week
    races: tuple[int, ...] = ()  # days
    elsewhere: float = 0  # chance of a sore morning that is not from training
    takes_loads: bool = False  # those that are offered: on the hips, in the hands, the next band
    goes_on: bool = False  # from a step that is not felt, when that is offered
    rests: bool = False  # takes an easy week when it is offered
    lifts: int = 2  # a week
    bands: int = 1
    heaviest: Mapping[str, float | None] = field(default_factory=dict)  # kg, by kind of load

    def away(self, number: int) -> bool:
        return any(first <= number < first + days for first, days in self.layoffs)

    def trains_on(self, weekday: int) -> bool:
        return self.weekdays is None or weekday in self.weekdays

    def feels(self, week: float) -> tuple[float, float]:
        """Return felt on the left and on the right, on average in a week."""
        better = min(self.most, self.felt + self.learns * week)
        worse = better - self.behind * max(0, 1 - week / self.catches_up)
        if self.weaker == "left":
            return worse, better
        return (better, worse) if self.weaker == "right" else (better, better)


PERFECT = Person(adherence=1, felt=10, learns=0, most=10, effort=7, swing=0)


def draw_person(chance: Random, days: int) -> Person:
    """Draw a runner for so many days."""
    return Person(
        adherence=0.35 + 0.65 * chance.betavariate(4, 2),
        felt=_within(chance.gauss(5.8, 1.4), 2, 9),
        learns=_within(chance.gauss(0.45, 0.25), 0, 1.2),
        most=_within(chance.gauss(8.9, 0.9), 6, 10),
        weaker=chance.choices(("", "left", "right"), (3, 4, 3))[0],
        behind=chance.uniform(0.5, 3),
        catches_up=chance.uniform(3, 14),
        wobble=chance.uniform(0.2, 1.2),
        misses=0.14 * chance.random() ** 2,
        sloppy=0.14 * chance.random() ** 2,
        sore=0.05 * chance.random() ** 2,
        silent=0.15 * chance.random() ** 2,
        effort=_within(chance.gauss(6.3, 0.8), 4, 8),
        first_load=chance.uniform(4, 20),
        strength=chance.uniform(1.8, 4),
        episodes=tuple(_episode(chance, first) for first in _starts(chance, days, 150)),
        layoffs=tuple((first, _layoff(chance)) for first in _starts(chance, days, 110)),
        runs=_runs(chance),
        races=tuple(_starts(chance, days, 60)),
        elsewhere=0.01 * chance.random(),
        takes_loads=chance.random() < 0.6,
        goes_on=chance.random() < 0.8,
        rests=chance.random() < 0.5,
        lifts=chance.choice((2, 2, 3)),
        bands=chance.choice((1, 1, 2, 3)),
        heaviest=_heaviest(chance),
    )


def _starts(chance: Random, days: int, between: float) -> list[int]:
    """Draw the first days of episodes or lay-offs, so many days apart on average."""
    found, day = [], chance.expovariate(1 / between)
    while day < days:
        found.append(1 + int(day))
        day += chance.expovariate(1 / between)
    return found


def _episode(chance: Random, first: int) -> Episode:
    return Episode(first, chance.randint(3, 18), chance.randint(3, 9), chance.random())


def _runs(chance: Random) -> tuple[tuple[int, str], ...]:
    """Draw two to five runs a week: one of them long, and often one of them key."""
    days = chance.sample(range(SATURDAY), chance.randint(1, 4))
    kinds = [chance.choice(("key", "easy")), *["easy"] * 3]
    return (*zip(days, kinds, strict=False), (chance.choice((SATURDAY, SUNDAY)), "long"))


def _heaviest(chance: Random) -> dict[str, float | None]:
    """Draw the heaviest weights: half train where there is no limit."""
    if chance.random() < 0.5:
        return {}
    return {
        "bar": chance.choice((40.0, 60.0, 80.0, 100.0)),
        "hand": chance.choice((5.0, 10.0, 20.0)),
        "hips": chance.choice((5.0, 10.0, 20.0)),
    }


def _layoff(chance: Random) -> int:
    return chance.randint(*chance.choices((SICK, BUSY), (3, 1))[0])


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
