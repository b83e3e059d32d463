"""What a runner did, as plain values. Any-time squeezes are not sessions, so they stay out."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class SetDone:
    side: str  # "both", "left" or "right"
    amount: int
    hold_s: int | None = None
    load_kg: float | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """Felt, pain and effort are 0–10; each value may be missing."""

    felt_left: int | None = None
    felt_right: int | None = None
    pain: int | None = None
    effort: int | None = None
    form: bool | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """All sets of one exercise on one date, in any order, with their feedback."""

    date: date
    exercise: str
    sets: tuple[SetDone, ...]
    feedback: Feedback = Feedback()


@dataclass(frozen=True, slots=True)
class Morning:
    """Pain on the morning of ``date``; it judges the day before."""

    date: date
    pain: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An exercise that the runner opened anyway, or waived, from ``date`` on."""

    date: date
    exercise: str


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one date, with the pain of the morning after it where that was given."""

    date: date
    sessions: tuple[Session, ...] = ()
    morning_after: int | None = None
    overrides: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    sessions: tuple[Session, ...] = ()
    mornings: tuple[Morning, ...] = ()
    overrides: tuple[Choice, ...] = ()
    waived: tuple[Choice, ...] = ()

    def days(self, before: date) -> list[Day]:
        """Return the days before a date on which anything happened, oldest first.

        The morning of that date itself belongs to the day before it.
        """
        sessions: dict[date, list[Session]] = defaultdict(list)
        overrides: dict[date, list[str]] = defaultdict(list)
        waived: dict[date, list[str]] = defaultdict(list)
        for session in self.sessions:
            if session.sets:  # feedback alone is no session
                sessions[session.date].append(session)
        for found, choices in ((overrides, self.overrides), (waived, self.waived)):
            for choice in choices:
                found[choice.date].append(choice.exercise)
        mornings = {morning.date.toordinal() - 1: morning.pain for morning in self.mornings}
        return [
            Day(
                day,
                merged(sessions[day]),
                mornings.get(day.toordinal()),
                tuple(sorted(overrides[day])),
                tuple(sorted(waived[day])),
            )
            for day in sorted({*sessions, *overrides, *waived})
            if day < before
        ]


def merged(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Make one session of each exercise: all sets, and the worse of feedback given twice."""
    groups: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        groups[session.exercise].append(session)
    return tuple(same[0] if len(same) == 1 else _merge(same) for _, same in sorted(groups.items()))


def _merge(sessions: list[Session]) -> Session:
    def worst(name: str, pick: Callable[[list[Any]], Any]) -> Any:
        values = [getattr(session.feedback, name) for session in sessions]
        given = [value for value in values if value is not None]
        return pick(given) if given else None

    return Session(
        sessions[0].date,
        sessions[0].exercise,
        tuple(done for session in sessions for done in session.sets),
        Feedback(
            felt_left=worst("felt_left", min),
            felt_right=worst("felt_right", min),
            pain=worst("pain", max),
            effort=worst("effort", max),
            form=worst("form", min),
        ),
    )
