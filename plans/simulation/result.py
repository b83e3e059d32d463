"""What came of many made-up lives: shares, days and dead ends."""

from dataclasses import dataclass

from ..rules import Program

SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Row:
    """How many reach a step, and when.

    Shares are of all runners, 0–1. Days are those by which 10, 50 and 90 % of the ones who got
    there had: day 1 is the first; ``None`` where nobody did. A step without a bar has no
    proficiency: both are ``None``. The weeks hold the shares on the first day and then at the end
    of each week; a step that closes again goes down.
    """

    exercise: str
    open_share: float
    open_days: tuple[int, int, int] | None
    proficient_share: float | None
    proficient_days: tuple[int, int, int] | None
    open_weeks: tuple[float, ...]
    proficient_weeks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stuck:
    """A dead end. ``exercise`` is the step that cannot move; "": an empty day without a reason."""

    exercise: str
    runners: int
    day: int  # on which the first of them got stuck


@dataclass(frozen=True, slots=True)
class Result:
    """Days are summed over all runners, minutes and lifts are means."""

    program: str
    revision: int
    runners: int
    weeks: int
    seed: int
    minutes: int
    rows: tuple[Row, ...]
    planned_days: int  # with a plan
    done_days: int  # of them, trained
    minutes_a_day: float  # of the daily block, on a trained day
    lift_minutes: float  # of a lift
    lifts_a_week: float  # from the first lift on; 0 where nobody lifts
    closings: int  # by pain
    dead_ends: int  # runners; must be none
    stuck: tuple[Stuck, ...]  # where

    def row(self, exercise: str) -> Row | None:
        return next((row for row in self.rows if row.exercise == exercise), None)


@dataclass(frozen=True, slots=True)
class StepComparison:
    """A step in two results; ``None`` where a program has no such step."""

    exercise: str
    a: Row | None
    b: Row | None

    @property
    def open_gain(self) -> float | None:
        """How many more of all runners open it with ``b``, −1 to 1."""
        return self.b.open_share - self.a.open_share if self.a and self.b else None

    @property
    def days_gain(self) -> int | None:
        """How many days later half of them do; negative: earlier."""
        if self.a and self.b and self.a.open_days and self.b.open_days:
            return self.b.open_days[1] - self.a.open_days[1]
        return None


def compare(a: Result, b: Result) -> tuple[StepComparison, ...]:
    """Step by step, in the order of ``b``; what only ``a`` has comes last."""
    names = [row.exercise for row in b.rows]
    names += [row.exercise for row in a.rows if row.exercise not in names]
    return tuple(StepComparison(name, a.row(name), b.row(name)) for name in names)


def summarize(program: Program, lives, *, weeks, seed, minutes) -> Result:
    """One result of many lives."""
    first_lifts = [life for life in lives if life.lift_days]
    lifts = sum(life.lift_days for life in first_lifts)
    lift_weeks = sum((weeks * 7 - life.first_lift + 1) / 7 for life in first_lifts)
    done = sum(life.done for life in lives)
    return Result(
        program.slug,
        program.revision,
        len(lives),
        weeks,
        seed,
        minutes,
        tuple(_row(place, step, lives) for place, step in enumerate(program.steps)),
        planned_days=sum(life.planned for life in lives),
        done_days=done,
        minutes_a_day=_ratio(sum(life.daily_s for life in lives) / 60, done),
        lift_minutes=_ratio(sum(life.lift_s for life in lives) / 60, lifts),
        lifts_a_week=_ratio(lifts, lift_weeks),
        closings=sum(life.closings for life in lives),
        dead_ends=sum(bool(life.stuck) for life in lives),
        stuck=_stuck(program, lives),
    )


def _row(place, step, lives) -> Row:
    opened = [life.opened[place] for life in lives if life.opened[place]]
    proficient = [life.proficient[place] for life in lives if life.proficient[place]]
    weeks = list(zip(*(life.weeks for life in lives), strict=True))
    return Row(
        step.exercise,
        _ratio(len(opened), len(lives)),
        by_share(opened),
        _ratio(len(proficient), len(lives)) if step.bar else None,
        by_share(proficient),
        tuple(_ratio(sum(one[place] != "-" for one in week), len(lives)) for week in weeks),
        tuple(_ratio(sum(one[place] == "P" for one in week), len(lives)) for week in weeks),
    )


def by_share(days) -> tuple[int, int, int] | None:
    """The days by which 10, 50 and 90 % were there (the nearest rank)."""
    if not days:
        return None
    days = sorted(days)
    return tuple(days[max(0, -int(-share * len(days) // 1) - 1)] for share in SHARES)


def _stuck(program, lives) -> tuple[Stuck, ...]:
    found = []
    for name in ("", *(step.exercise for step in program.steps)):
        days = [life.stuck[name] for life in lives if name in life.stuck]
        if days:
            found.append(Stuck(name, len(days), min(days)))
    return tuple(found)


def _ratio(part, whole) -> float:
    return round(part / whole, 4) if whole else 0.0
