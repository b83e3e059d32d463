"""What to put on each side of a bar, and two sets to warm up with.

Every number is in the units in which the bar and its plates are written, so that a plate of 45 lb
is 45 and not 20.41 kg. There are as many plates of each size as are wanted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, reduce
from math import gcd

from .typed_numbers import parse_number
from .units import KG_A_POUND

BARS = {"kg": Decimal(20), "lb": Decimal(45)}  # as in most gyms
PLATES = {
    "kg": tuple(map(Decimal, ("25", "20", "15", "10", "5", "2.5", "1.25"))),
    "lb": tuple(map(Decimal, ("45", "35", "25", "10", "5", "2.5"))),
}
MOST_SIZES = 12
HEAVIEST_PLATE, HEAVIEST_BAR = 100, 200
LIGHTEST_PLATE = Decimal("0.1")  # of hundredths a heavy bar would take a hundred thousand
WARM_UP = ((Decimal("0.4"), 8), (Decimal("0.7"), 4))  # share of the load, repetitions (ours)
CRUMB = Decimal("0.01")  # a load in kg that was rounded is still the load that was meant
HUNDREDTHS = 100


@dataclass(frozen=True)
class Barbell:
    bar: Decimal
    plates: tuple[Decimal, ...]  # the heaviest first
    units: str  # "kg" or "lb"


@dataclass(frozen=True)
class LoadedBar:
    total: Decimal
    side: tuple[Decimal, ...]  # the plates on each side, the heaviest first
    is_exact: bool  # whether it is what was wanted; otherwise it is the nearest below


@dataclass(frozen=True)
class WarmUpSet:
    amount: int
    loaded: LoadedBar


def barbell_from(bar: str, plates: str, units: str) -> Barbell:
    """Read what a runner's settings hold: ``"20 kg"``, ``"25 20 kg"``; empty: what is usual."""
    own = (plates or bar or units).rsplit(" ", 1)[-1]
    weight = _in_units(bar, own) if bar else BARS[own]
    sizes = map(Decimal, plates.split(" ")[:-1]) if plates else PLATES[own]
    return Barbell(weight, tuple(sorted(sizes, reverse=True)), own)


def parse_plates(text: str) -> tuple[Decimal, ...] | None:
    """Return the sizes of ``25 20 2.5`` or ``25, 20, 2,5``, each once; ``None`` where none fit."""
    words = text.replace(";", " ").replace("+", " ").replace(", ", " ").split()
    sizes = {parse_number(word) for word in words}
    are_plates = all(
        size and LIGHTEST_PLATE <= size <= HEAVIEST_PLATE and size * HUNDREDTHS % 1 == 0
        for size in sizes
    )
    if not sizes or not are_plates or len(sizes) > MOST_SIZES:
        return None
    return tuple(sorted((size for size in sizes if size), reverse=True))


def load_bar(barbell: Barbell, kg: Decimal | float) -> LoadedBar | None:
    """Return the bar at a load, or the nearest below; ``None`` where it is lighter than the bar."""
    return _loaded(barbell, _wanted(barbell, kg))


def warm_up(barbell: Barbell, kg: Decimal | float) -> list[WarmUpSet]:
    """Return the sets before a load: lighter than it, each heavier than the one before.

    What would be lighter than the empty bar is done with the empty bar.
    """
    wanted, sets = _wanted(barbell, kg), []
    before = Decimal(0)
    for share, amount in WARM_UP:
        loaded = _loaded(barbell, max(wanted * share, barbell.bar))
        if loaded and before < loaded.total < wanted - CRUMB:
            sets.append(WarmUpSet(amount, loaded))
            before = loaded.total
    return sets


def _wanted(barbell: Barbell, kg: Decimal | float) -> Decimal:
    load = Decimal(str(kg))
    return load / KG_A_POUND if barbell.units == "lb" else load


def _in_units(load: str, units: str) -> Decimal:
    number, own = load.split()
    weight = Decimal(number)
    if own == units:
        return weight
    weight = weight * KG_A_POUND if own == "lb" else weight / KG_A_POUND
    return weight.quantize(CRUMB)


def _loaded(barbell: Barbell, wanted: Decimal) -> LoadedBar | None:
    room = wanted + CRUMB - barbell.bar
    if room < 0:
        return None
    side = _fullest(barbell.plates, int(room / 2 * HUNDREDTHS))
    total = barbell.bar + 2 * sum(side, Decimal(0))
    return LoadedBar(total, side, abs(wanted - total) <= CRUMB)


@lru_cache(maxsize=512)
def _fullest(plates: tuple[Decimal, ...], room: int) -> tuple[Decimal, ...]:
    """Return the heaviest side that is not above ``room`` hundredths, with the fewest plates.

    Always taking the heaviest plate that fits would leave 30 at 20 where there are 20 and 15.
    """
    sizes = [int(plate * HUNDREDTHS) for plate in plates]
    unit = reduce(gcd, sizes)
    fewest: list[tuple[int, int] | None] = [(0, 0)]  # of each sum: how many, the last one
    for weight in range(1, room // unit + 1):
        ways = [_with(fewest, weight, size // unit) for size in sizes]
        fewest.append(min((way for way in ways if way), default=None))
    weight = max(place for place, way in enumerate(fewest) if way)
    side = []
    while weight:
        last = (fewest[weight] or (0, 0))[1]
        side.append(last)
        weight -= last
    return tuple(sorted((Decimal(one * unit) / HUNDREDTHS for one in side), reverse=True))


def _with(fewest: list[tuple[int, int] | None], weight: int, size: int) -> tuple[int, int] | None:
    before = fewest[weight - size] if size <= weight else None
    return None if before is None else (before[0] + 1, size)


def plates_as_text(plates: Iterable[Decimal]) -> str:
    """Return them as they are stored and typed, without trailing zeros: ``25 20 2.5``."""
    return " ".join(f"{plate.normalize():f}" for plate in plates)
