"""What programs get: sets, runs, the plan and weeks as JSON. openapi.py describes it from here."""

from collections import Counter
from datetime import date, datetime
from typing import Annotated, Literal, TypedDict
from uuid import UUID

from pydantic import ConfigDict, Field

from plans.wording import Wording

from ...exercise_guides import Guide
from ...models import MOST_LOAD_KG, Place, SetEntry
from ...training_state import TrainingState
from ...weeks.periods import Week as WeekOfRunner
from ...weeks.primer_effect import FeltRun
from ...weeks.totals import mean
from ..json_values import Amount, Band, Count, HoldSeconds, Rating, Side, Slug

Unit = Literal["repetitions", "steps", "switches"]
LoadKg = Annotated[float, Field(ge=0, le=MOST_LOAD_KG)]
DaysOfAWeek = Annotated[int, Field(ge=0, le=7)]
MeanRating = Annotated[float, Field(ge=0, le=10)]


class Closed(TypedDict):
    __pydantic_config__ = ConfigDict(extra="forbid")


class Target(Closed):
    """What was asked for."""

    sets: Count | None
    amount: Count | None
    hold_s: Count | None
    load_kg: LoadKg | None
    band: Count | None


class Set(Closed):
    key: UUID
    date: date
    exercise: Slug
    side: Side
    amount: Amount
    unit: Unit
    hold_s: HoldSeconds | None
    load_kg: LoadKg | None
    band: Annotated[Band | None, Field(description="Of the runner's own; 1 is the lightest.")]
    any_time: bool
    primer: Annotated[bool, Field(description="Done before a run; it belongs to no session.")]
    logged_at: Annotated[datetime, Field(description="UTC")]
    target: Target | None


NextPage = Annotated[
    Annotated[str, Field(json_schema_extra={"format": "uri"})] | None,
    Field(description="Address of the next page; null: this was the last."),
]


class SetPage(Closed):
    sets: list[Set]
    next: NextPage


class Run(Closed):
    key: Annotated[UUID | None, Field(description="null: the runner entered it.")]
    date: date
    kind: Literal["easy", "key", "long", "race"]
    minutes: Annotated[int, Field(ge=1)]
    distance_m: Annotated[Count | None, Field(description="Metres; null: not known.")]
    started_at: Annotated[datetime | None, Field(description="UTC; null: not known.")]
    felt_left: Rating | None
    felt_right: Rating | None
    pain: Rating | None
    pain_place: Annotated[
        Literal["", *Place.values],
        Field(description="Where it hurt, of pain of 3 or more; empty: not said."),
    ]
    skipped: Annotated[bool, Field(description="Asked, and not all of it answered.")]


class RunPage(Closed):
    runs: list[Run]
    next: NextPage


class Done(Closed):
    """Sets logged today."""

    both: Count
    left: Count
    right: Count


class Item(Closed):
    exercise: Slug
    name: str
    block: Literal["daily", "lift"]
    sets: Count
    amount: Count
    unit: Unit
    each_side: Annotated[bool, Field(description="The amount is per side: log left and right.")]
    hold_s: Count
    load_kg: Annotated[LoadKg | None, Field(description="null: body weight, or see choose_load")]
    band: Band | None
    choose_load: Annotated[
        bool, Field(description="The first load of a lift: the runner chooses it.")
    ]
    seconds: Count
    done: Done
    why: list[str]


class Today(Closed):
    date: date
    screen: Annotated[
        Literal["clear", "ask", "stop"],
        Field(description="By the safety questions. stop: no plan; ask: no lifts."),
    ]
    seconds: Count
    items: list[Item]
    notes: list[str]


class Week(Closed):
    week: Annotated[
        str, Field(pattern="^[0-9]{4}-W[0-9]{2}$", json_schema_extra={"example": "2026-W10"})
    ]
    monday: date
    days: Annotated[DaysOfAWeek, Field(description="Days with training.")]
    sets: Annotated[Count, Field(description="A left and a right are one.")]
    asked: Annotated[
        Count, Field(description="Sets that the plan asked for, on the days with training.")
    ]
    minutes: Count
    lifts: DaysOfAWeek
    squeezes: Count
    felt_left: MeanRating | None
    felt_right: MeanRating | None
    worst_pain: Annotated[
        Rating | None, Field(description="In exercises, in runs and of mornings.")
    ]
    runs: Annotated[Count, Field(description="Runs that were done.")]
    run_minutes: Count
    runs_after_primer: Annotated[Count, Field(description="On days with a primer.")]
    run_felt_left: Annotated[MeanRating | None, Field(description="In the runs.")]
    run_felt_right: MeanRating | None


class WeekList(Closed):
    weeks: list[Week]


def set_as_json(entry: SetEntry) -> Set:
    """The entry comes with its workout and its exercise."""
    target = {name: getattr(entry, f"target_{name}") for name in Target.__annotations__}
    return {
        "key": entry.key,
        "date": entry.workout.date,
        "exercise": entry.exercise.slug,
        "side": entry.side,
        "amount": entry.amount,
        "unit": entry.exercise.unit,
        "hold_s": entry.hold_s,
        "load_kg": entry.load_kg,
        "band": entry.band,
        "any_time": entry.any_time,
        "primer": entry.primer,
        "logged_at": entry.logged_at,
        "target": None if entry.target_sets is None else target,
    }


def run_as_json(run) -> Run:
    return {name: getattr(run, name) for name in Run.__annotations__}


def today_as_json(user, state: TrainingState, guides: dict[str, Guide]) -> Today:
    answer = state.answer
    wording = Wording(user.units, names={slug: guide.name for slug, guide in guides.items()})
    done = Counter((e.exercise, e.side) for e in state.entries if e.date == answer.on)
    return {
        "date": answer.on,
        "screen": answer.screen,
        "seconds": round(answer.seconds("daily") + answer.seconds("lift")),
        "items": [_item(item, guides[item.exercise], wording, done) for item in answer.today],
        "notes": list(dict.fromkeys(str(wording(note)) for note in answer.notes)),
    }


def _item(item, guide, wording, done) -> Item:
    return {
        "exercise": item.exercise,
        "name": guide.name,
        "block": item.block,
        "sets": item.dose.sets,
        "amount": item.dose.amount,
        "unit": guide.unit,
        "each_side": guide.each_side,
        "hold_s": item.dose.hold_s,
        "load_kg": item.dose.load_kg,
        "band": item.dose.band,
        "choose_load": item.asks_load,
        "seconds": round(item.seconds),
        "done": {side: done[item.exercise, side] for side in SetEntry.Side.values},
        "why": [str(wording(reason)) for reason in item.reasons],
    }


def week_as_json(week: WeekOfRunner, runs: list[FeltRun]) -> Week:
    """``runs`` are those of the week that were done."""
    return {
        "week": week.address,
        "monday": week.monday,
        "days": week.trained,
        "sets": week.sets,
        "asked": week.asked,
        "minutes": week.minutes,
        "lifts": week.lifts,
        "squeezes": week.squeezes,
        "felt_left": week.felt_left,
        "felt_right": week.felt_right,
        "worst_pain": week.pain,
        "runs": len(runs),
        "run_minutes": sum(run.minutes for run in runs),
        "runs_after_primer": sum(run.had_primer for run in runs),
        "run_felt_left": mean(run.left for run in runs),
        "run_felt_right": mean(run.right for run in runs),
    }
