"""What a runner did, as plain values. Any-time squeezes are no session and stay outside."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


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
    """All sets of one exercise on one date, in any order, with the feedback."""

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
    """A step opened anyway, or waived, from ``date`` on."""

    date: date
    exercise: str


@dataclass(frozen=True, slots=True)
class Day:
    """All of one date, with the morning after it where that was given."""

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
        """The days before a date on which anything happened, oldest first.

        The morning of that date itself is known, so yesterday is judged by it.
        """
        sessions, overrides, waived = defaultdict(list), defaultdict(list), defaultdict(list)
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
    """One session an exercise: sets together, and of feedback given twice the worse."""
    groups = defaultdict(list)
    for session in sessions:
        groups[session.exercise].append(session)
    return tuple(
        same[0] if len(same) == 1 else _together(same) for _, same in sorted(groups.items())
    )


def _together(sessions: list[Session]) -> Session:
    def worse(name, pick):
        given = [v for s in sessions if (v := getattr(s.feedback, name)) is not None]
        return pick(given) if given else None

    return Session(
        sessions[0].date,
        sessions[0].exercise,
        tuple(one for session in sessions for one in session.sets),
        Feedback(
            felt_left=worse("felt_left", min),
            felt_right=worse("felt_right", min),
            pain=worse("pain", max),
            effort=worse("effort", max),
            form=worse("form", min),
        ),
    )
