"""Which set of a day each set is, so that a lamp is one set on every page that shows it.

All pages of a day give the lamp of a set the same key. Two tabs or two phones that press it store
one set, and what either does with it afterwards is done with that set.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import count
from uuid import UUID, uuid5

NAMESPACE = UUID("50937ff3-9b41-418d-b824-15658cca2237")
MOST_NUMBERS = 12  # of the lamps of a side; no ladder asks for so many sets


@lru_cache(maxsize=10_000)
def lamp_key(on: date, exercise_id: int, side: str, number: int) -> UUID:
    """Returns the key of one set of a day, the same for every runner: keys are a runner's own."""
    return uuid5(NAMESPACE, f"{on} {exercise_id} {side} {number}")


@lru_cache(maxsize=1000)
def _numbers(side_of_day):
    return {lamp_key(*side_of_day, number): number for number in range(1, MOST_NUMBERS + 1)}


def numbers_of(side_of_day: tuple[date, int, str], keys: Iterable[UUID]) -> dict[int, UUID]:
    """Returns {number: key} for the sets of one side, whose keys come in the order of logging.

    A set that a lamp logged has the number of its lamp. Any other, of the API or of another number
    than asked, takes the lowest that is free.
    """
    keys = list(keys)
    lamps = _numbers(side_of_day)
    numbers = {lamps[key]: key for key in keys if key in lamps}
    free = (number for number in count(1) if number not in numbers)
    others = {next(free): key for key in keys if key not in lamps}
    return numbers | others
