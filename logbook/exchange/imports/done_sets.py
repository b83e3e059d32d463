"""A set as another app wrote it becomes a set of the result."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from .cell_values import Load
from .read_result import ReadResult, ReadSet, odd_marks


@dataclass(frozen=True, slots=True)
class DoneSet:
    line: int
    name: str
    on: date
    at: datetime | None  # in UTC
    when: str  # the date and the time as the file says them
    amount: int | None
    hold_s: int | None
    load: Load | None = None
    effort: Decimal | None = None
    marks: list[str] = field(default_factory=list)


def add_done_set(result: ReadResult, done: DoneSet):
    # Seconds beside repetitions are how long the set took, not a hold.
    amount, hold_s = (done.amount, None) if done.amount else (1, done.hold_s)
    kg = None if done.load is None else done.load.kg
    key, also = result.keys_for(done.when, done.name.casefold(), amount, hold_s, load=done.load)
    result.add_set(
        done.on,
        ReadSet(
            line=done.line,
            key=key,
            name=done.name,
            side="both",
            amount=amount,
            hold_s=hold_s,
            load_kg=None if kg is None else str(kg),
            at=done.at and done.at.isoformat(),
            any_time=False,
            target=[],
            effort=None if done.effort is None else f"{done.effort:f}",
            marks=[*done.marks, *odd_marks(amount, kg)],
            also=also,
        ),
    )
