"""How much was done, or is asked: sets, minutes, and work as amount × hold × load."""

from collections.abc import Mapping


def work(amount: float, hold_s: int | None, load_kg: float | None, sets: int = 1) -> float:
    """Amount × hold in seconds × load in kg; without a hold or a load that factor is one."""
    return sets * amount * (hold_s or 1) * (load_kg or 1)


def whole_minutes(seconds: float) -> int:
    """What every page says of a time; any time at all is at least one minute."""
    return max(1, round(seconds / 60)) if seconds else 0


def count_sets(by_side: Mapping[str, int]) -> int:
    """Returns the sets of one exercise, of which a left and a right are one."""
    left, right = by_side.get("left", 0), by_side.get("right", 0)
    return by_side.get("both", 0) + max(left, right)
