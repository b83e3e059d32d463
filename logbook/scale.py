"""One question that is answered on a line of the numbers from 0 to 10."""

from dataclasses import dataclass

AT_MOST = frozenset({"pain", "effort"})  # where less is better


@dataclass(frozen=True)
class Scale:
    name: str
    label: str
    chosen: int | None  # stored or typed; None too for something that is no number from 0 to 10
    last: int | None = None
    wanted: int | None = None  # what the bar asks for; None: it does not read this
    pattern: str = ""  # what is said of a value that does not count: {n} the value, {m} what counts
    errors: tuple = ()
    error_id: str = ""

    def counts(self, number: int) -> bool:
        if self.wanted is None:
            return False
        return number <= self.wanted if self.name in AT_MOST else number >= self.wanted


def number_chosen(value) -> int | None:
    """A whole number from 0 to 10, as it is stored or typed; ``None`` for anything else."""
    return int(value) if str(value) in map(str, range(11)) else None
