"""Work: how much was done of an exercise, as amount × hold × load."""


def work(amount: float, hold_s: int | None, load_kg: float | None, sets: int = 1) -> float:
    """Amount × hold in seconds × load in kg; without a hold or a load that factor is one."""
    return sets * amount * (hold_s or 1) * (load_kg or 1)
