"""What a runner did, as plain values. Any-time squeezes are not sessions, so they stay out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class SetDone:
    side: str  # "both", "left" or "right"
    amount: int
    hold_s: int | None = None
    load_kg: float | None = None
    band: int | None = None  # 1 is the runner's lightest


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
    """Pain on the morning of ``date``; from training it judges the day before.

    The place is "back", "hip", "thigh", "knee", "lower-leg" or "elsewhere".
    """

    date: date
    pain: int
    place: str | None = None
    from_training: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """A run, done or to come; felt and pain are 0–10."""

    date: date
    kind: str  # "easy", "long", "key" or "race"
    minutes: int | None = None
    felt_left: int | None = None
    felt_right: int | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """An exercise that the runner opened anyway, waived, or goes on from, from ``date`` on."""

    date: date
    exercise: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What changed from ``date`` on; ``None`` changes nothing.

    ``heaviest`` names the most that there is of a kind of load in kg: "bar", "hand" or "hips". A
    kind that it does not name stays as it was; ``None`` there is no limit.
    """

    date: date
    lifts: int | None = None  # a week, two or three
    bands: int | None = None  # how many the runner has, 1–5
    heaviest: Mapping[str, float | None] | None = None
    equipment: frozenset[str] | None = None  # slugs


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one date, with the morning after it where that was given."""

    date: date
    sessions: tuple[Session, ...] = ()
    morning_after: Morning | None = None
    runs: tuple[Run, ...] = ()
    overrides: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    going_on: tuple[str, ...] = ()
    easy_week: bool = False  # one was begun
    easy_week_put_off: bool = False  # one was offered, and not now
    easy_week_ended: bool = False  # from this day on
    settings: tuple[Settings, ...] = ()
    hurts: tuple[str, ...] = ()  # exercises that the runner left out because they hurt


@dataclass(frozen=True, slots=True)
class History:
    sessions: tuple[Session, ...] = ()
    mornings: tuple[Morning, ...] = ()
    runs: tuple[Run, ...] = ()  # also those to come
    overrides: tuple[Choice, ...] = ()
    waived: tuple[Choice, ...] = ()
    going_on: tuple[Choice, ...] = ()  # steps that count as met although they were not felt
    easy_weeks: tuple[date, ...] = ()  # the first days
    easy_weeks_put_off: tuple[date, ...] = ()  # the days on which one was not wanted yet
    easy_weeks_ended: tuple[date, ...] = ()  # the days from which one that went on counts no more
    settings: tuple[Settings, ...] = ()
    hurts: tuple[Choice, ...] = ()  # what was left out of a day because it hurt

    def days(self, before: date) -> list[Day]:
        """Return the days before a date on which anything happened, oldest first.

        The morning of that date itself belongs to the day before it. Feedback without a set is no
        session.
        """
        sessions = _by_date(session for session in self.sessions if session.sets)
        runs, settings = _by_date(self.runs), _by_date(self.settings)
        overrides, waived = _by_date(self.overrides), _by_date(self.waived)
        going_on, hurts = _by_date(self.going_on), _by_date(self.hurts)
        mornings = {morning.date - DAY: morning for morning in self.mornings}
        dates = {*sessions, *mornings, *runs, *overrides, *waived, *going_on, *settings, *hurts}
        dates |= {*self.easy_weeks, *self.easy_weeks_put_off, *self.easy_weeks_ended}
        return [
            Day(
                day,
                merged(sessions.get(day, ())),
                mornings.get(day),
                tuple(runs.get(day, ())),
                _exercises(overrides.get(day, ())),
                _exercises(waived.get(day, ())),
                _exercises(going_on.get(day, ())),
                day in self.easy_weeks,
                day in self.easy_weeks_put_off,
                day in self.easy_weeks_ended,
                tuple(settings.get(day, ())),
                _exercises(hurts.get(day, ())),
            )
            for day in sorted(dates)
            if day < before
        ]


def _by_date[Dated: (Session, Run, Choice, Settings)](
    things: Iterable[Dated],
) -> dict[date, list[Dated]]:
    found: dict[date, list[Dated]] = defaultdict(list)
    for thing in things:
        found[thing.date].append(thing)
    return found


def _exercises(choices: Iterable[Choice]) -> tuple[str, ...]:
    return tuple(sorted(choice.exercise for choice in choices))


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
