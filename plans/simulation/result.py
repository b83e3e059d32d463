"""The result of many made-up runners: shares, days, loads, dead ends and where people stop."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from ..rules import Program, Step
from .summary import PersonSummary

SHARES = (0.1, 0.5, 0.9)
WEEKS_OF_LIFTS = 4  # from the first lift on, before lifts a week are counted


@dataclass(frozen=True, slots=True)
class StepResult:
    """How many runners reach a step, and when.

    Shares are of all runners, 0–1. Days are those by which 10, 50 and 90 % of the runners who got
    there had got there; day 1 is the first, and ``None`` means nobody did. A step without a bar
    has no proficiency: both are ``None``. The weeks hold the shares on the first day and then at
    the end of each week; the share falls where steps close again. ``loads`` are the targets at the
    end of those who have one, in kg or as the number of the band, by the same three shares.
    """

    exercise: str
    open_share: float
    open_days: tuple[int, int, int] | None
    proficient_share: float | None
    proficient_days: tuple[int, int, int] | None
    open_weeks: tuple[float, ...]
    proficient_weeks: tuple[float, ...]
    loaded_share: float = 0.0
    loads: tuple[float, float, float] | None = None
    load_kind: str | None = None  # "bar", "hand", "hips" or "band"; None: takes none


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A step that cannot move, or an empty day without a reason (``exercise`` is "")."""

    exercise: str
    runners: int
    day: int  # on which the first runner got stuck


@dataclass(frozen=True, slots=True)
class Stop:
    """A step at which runners stand at the end, and what they lack there most often.

    ``why``: "felt", "sets", "amount", "hold", "load", "effort", "form", "pain", "answers" (a
    question was left open), "days" (hardly trained) or "time" (nothing is lacking but more days).
    """

    exercise: str
    why: str
    runners: int


@dataclass(frozen=True, slots=True)
class Result:
    """Days are summed over all runners; minutes, lifts and blocks are means."""

    program: str
    revision: int
    runners: int
    weeks: int
    seed: int
    minutes: int
    rows: tuple[StepResult, ...]
    planned_days: int  # with a plan
    done_days: int  # planned days on which the runner trained
    minutes_a_day: float  # of the daily block, on a trained day
    lift_minutes: float  # of a lift
    # Of those who have lifted for four weeks, from the first lift on; 0 where nobody has.
    lifts_a_week: float
    closings: int  # by pain
    dead_ends: int  # runners who got stuck; a good program has none
    stuck: tuple[DeadEnd, ...]
    short_days: float = 0.0  # share of the trained days under four fifths of the minutes
    top_days: float = 0.0  # share of the trained days on which no step could rise
    blocks: float = 0.0  # distinct daily blocks of a runner from day 60 on
    stage_days: tuple[tuple[str, float], ...] = ()  # (stage, days of a runner at work on it)
    rest_days: int = 0  # after a red morning
    easy_weeks: int = 0
    went_on: int = 0  # steps that count as met although they were not felt
    stops: tuple[Stop, ...] = ()
    stuck_offered: int = 0  # runners who stood still at a step and were offered a way on
    stuck_alone: int = 0  # and who were not; a good program has none

    def row(self, exercise: str) -> StepResult | None:
        return next((row for row in self.rows if row.exercise == exercise), None)


def compare(a: Result, b: Result) -> list[tuple[str, StepResult | None, StepResult | None]]:
    """Return each exercise with its row of both, in the order of ``b``; ``None``: it has none."""
    names = dict.fromkeys(row.exercise for row in (*b.rows, *a.rows))
    return [(name, a.row(name), b.row(name)) for name in names]


def summarize(
    program: Program, people: list[PersonSummary], *, weeks: int, seed: int, minutes: int
) -> Result:
    lifts = sum(person.lift_days for person in people)
    # Who began to lift a few days before the end tells nothing of a week.
    since = {n: weeks - (one.first_lift - 1) / 7 for n, one in enumerate(people) if one.first_lift}
    lifters = {n: passed for n, passed in since.items() if passed >= WEEKS_OF_LIFTS}
    done = sum(person.done for person in people)
    return Result(
        program.slug,
        program.revision,
        len(people),
        weeks,
        seed,
        minutes,
        tuple(_step_result(step, people) for step in program.steps),
        planned_days=sum(person.planned for person in people),
        done_days=done,
        minutes_a_day=_ratio(sum(person.daily_s for person in people) / 60, done),
        lift_minutes=_ratio(sum(person.lift_s for person in people) / 60, lifts),
        lifts_a_week=_ratio(sum(people[n].lift_days for n in lifters), sum(lifters.values())),
        closings=sum(person.closings for person in people),
        dead_ends=sum(bool(person.stuck) for person in people),
        stuck=_dead_ends(program, people),
        short_days=_ratio(sum(person.short for person in people), done),
        top_days=_ratio(sum(person.top_days for person in people), done),
        blocks=_ratio(sum(person.blocks for person in people), len(people)),
        stage_days=_stage_days(program, people),
        rest_days=sum(person.rest_days for person in people),
        easy_weeks=sum(person.easy_weeks for person in people),
        went_on=sum(person.went_on for person in people),
        stops=_stops(people),
        stuck_offered=sum(all(person.at_step.values()) for person in people if person.at_step),
        stuck_alone=sum(not all(person.at_step.values()) for person in people),
    )


def _step_result(step: Step, people: list[PersonSummary]) -> StepResult:
    name = step.exercise
    opened = [person.opened[name] for person in people if name in person.opened]
    proficient = [person.proficient[name] for person in people if name in person.proficient]
    loads = [load for person in people if (load := person.loads.get(name))]
    weeks = [
        [statuses[name] for statuses in week]
        for week in zip(*(person.weeks for person in people), strict=True)
    ]
    return StepResult(
        name,
        _ratio(len(opened), len(people)),
        by_share(opened),
        _ratio(len(proficient), len(people)) if step.bar else None,
        by_share(proficient),
        tuple(_ratio(len(week) - week.count("locked"), len(people)) for week in weeks),
        tuple(_ratio(week.count("proficient"), len(people)) for week in weeks),
        _ratio(len(loads), len(people)),
        by_share(loads),
        step.load_kind,
    )


def by_share[Number: (int, float)](
    values: Sequence[Number],
) -> tuple[Number, Number, Number] | None:
    """Return the values that 10, 50 and 90 % stay at or below (the nearest rank)."""
    if not values:
        return None
    ranked = sorted(values)
    low, middle, high = (ranked[max(0, ceil(share * len(ranked)) - 1)] for share in SHARES)
    return low, middle, high


def _dead_ends(program: Program, people: list[PersonSummary]) -> tuple[DeadEnd, ...]:
    found = []
    for name in ("", *program.by_exercise):
        days = [person.stuck[name] for person in people if name in person.stuck]
        if days:
            found.append(DeadEnd(name, len(days), min(days)))
    return tuple(found)


def _stage_days(program: Program, people: list[PersonSummary]) -> tuple[tuple[str, float], ...]:
    days = sum((person.stages for person in people), Counter[str]())
    stages = dict.fromkeys(step.stage for step in program.steps)
    return tuple((stage, _ratio(days[stage], len(people))) for stage in stages)


def _stops(people: list[PersonSummary]) -> tuple[Stop, ...]:
    counts = Counter(person.stops for person in people if person.stops)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Stop(exercise, why, runners) for (exercise, why), runners in ranked)


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
