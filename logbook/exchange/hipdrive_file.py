"""Our own JSON file, version 1: what the export writes and the import reads again.

The models are read with defaults, since files of older versions have fewer members; the schema
describes what is written, which is every member. docs/export.md says it in words.
"""

import re
from datetime import UTC, date, time
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    FailFast,
    Field,
    Strict,
    WithJsonSchema,
)
from pydantic.json_schema import SkipJsonSchema

from exercises.plates import HEAVIEST_BAR, parse_plates

from ..models import MOST_HOURS, MOST_RUN_MIN, Place
from .json_values import (
    WHOLE,
    Amount,
    Band,
    Flag,
    HoldSeconds,
    IsoDate,
    LoadKg,
    Metres,
    Moment,
    Rating,
    Side,
    SmallCount,
    UntitledSchema,
)

VERSION = 1
LOAD_STEP = re.compile(r"(\d{1,2}(?:\.\d{1,2})?) (?:kg|lb)", re.ASCII)


def _real_date(text):
    if text:
        date.fromisoformat(text)
    return text


def _real_time(text):
    time.fromisoformat(text)
    return text


def _in_utc(at):
    if at.tzinfo is None:
        raise ValueError("no time zone")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("no such moment") from None


def _real_bar(text):
    if text and not 0 < Decimal(text.split()[0]) <= HEAVIEST_BAR:
        raise ValueError("no bar")
    return text


def _real_plates(text):
    if text and parse_plates(text.rsplit(" ", 1)[0]) is None:
        raise ValueError("no plates")
    return text


def _step_above_zero(text):
    step = LOAD_STEP.fullmatch(text)
    if not step or not Decimal(step[1]):
        raise ValueError(text)
    return text


# Described as the slug that is written, read as any text: what is no slug is no exercise of ours.
Name = Annotated[
    str,
    Strict(),
    WithJsonSchema({"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 50}),
]
OwnDate = Annotated[IsoDate, Field(description="Of the runner's own calendar.")]
TimeText = Annotated[
    str,
    Field(pattern="^[0-2][0-9]:[0-5][0-9]$", description="HH:MM, local"),
    AfterValidator(_real_time),
]
SinceText = Annotated[
    str, Field(pattern="^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"), AfterValidator(_real_date)
]
LoadStepText = Annotated[
    str, Field(pattern=r"^[0-9]+(\.[0-9]+)? (kg|lb)$"), AfterValidator(_step_above_zero)
]
BarText = Annotated[
    str, Field(pattern=r"^([0-9]{1,3}(\.[0-9]{1,2})? (kg|lb))?$"), AfterValidator(_real_bar)
]
PlatesText = Annotated[
    str, Field(pattern=r"^([0-9. ]{1,90} (kg|lb))?$"), AfterValidator(_real_plates)
]
# A list that stops at its first fault: a description of each takes a kilobyte of memory, and a file
# may have three million.
FIRST_FAULT = FailFast()
TargetLoadKg = Annotated[LoadKg, WithJsonSchema({"type": "number", "minimum": 0})]
HEAVIEST = "The heaviest load that the runner has; null: no limit."
LOAD = "kg; of a single-leg lift per hand; null: body weight"


class Part(BaseModel):
    """Members that are not known here are passed over when read, and none is ever written."""

    model_config = ConfigDict(
        strict=True,
        json_schema_extra={"additionalProperties": False},
        json_schema_serialization_defaults_required=True,
    )


class LoadStep(Part):
    since: SinceText
    bar: LoadStepText
    hand: LoadStepText


class TrainingSettings(Part):
    equipment: Annotated[list[Name], FIRST_FAULT] = []
    lifts: Annotated[int, Strict(), Field(ge=2, le=3), WHOLE] = Field(
        2, description="Lifts a week."
    )
    bands: Band = Field(1, description="How many bands the runner has.")
    heaviest_bar_kg: LoadKg | None = Field(None, description=HEAVIEST)
    heaviest_hand_kg: LoadKg | None = Field(None, description=HEAVIEST)
    heaviest_hips_kg: LoadKg | None = Field(None, description=HEAVIEST)


class EarlierSettings(TrainingSettings):
    """What the settings were before a date, back to the date before it."""

    until: IsoDate


class EarlierZone(Part):
    """The time zone of the profile until a moment, back to the moment before it."""

    until: Annotated[Moment, AfterValidator(_in_utc)] = Field(description="UTC")
    time_zone: str = Field(description="IANA name")


class Settings(TrainingSettings):
    units: Literal["kg", "lb"] = Field(
        "kg", description="What loads are shown in; every load in this file is in kg."
    )
    time_zone: str = Field("", description="IANA name; dates are those of this zone")
    earlier_zones: Annotated[list[EarlierZone], FIRST_FAULT] = Field(
        [], description="By moment; time_zone has held since the last of them."
    )
    minutes: Annotated[int, Strict(), Field(ge=10, le=20), WHOLE] = 10
    counts_squeezes: Annotated[bool, Strict()] = Field(
        False, description="Whether the button counts ten seconds before it logs a squeeze."
    )
    bar_weight: BarText = Field("", description="The empty bar; empty: what is usual.")
    plates: PlatesText = Field("", description="The sizes of the plates; empty: what is usual.")
    load_steps: Annotated[list[LoadStep], FIRST_FAULT] = Field(
        [],
        description="The smallest steps of load in the runner's gym, by date; "
        "the empty date: from the first day.",
    )
    earlier: Annotated[list[EarlierSettings], FIRST_FAULT] = Field(
        [], description="By date; the settings above have held since the last of them."
    )


class Reminders(Part):
    train_at: TimeText
    training: bool
    training_at: TimeText
    morning: bool
    morning_at: TimeText
    run: bool = Field(False, description="How a run was is asked.")
    run_at: TimeText | None = None
    squeeze: bool
    squeeze_hours: Annotated[int, Field(ge=1, le=MOST_HOURS)]
    squeeze_from: TimeText
    squeeze_until: TimeText
    quiet_from: TimeText
    quiet_until: TimeText


class Revision(Part):
    number: SmallCount
    since: IsoDate


class Program(Part):
    slug: Name = ""
    since: IsoDate | SkipJsonSchema[None] = None
    pinned: Name | None = Field(None, description="The one lift that the runner wants.")
    revisions: Annotated[list[Revision], FIRST_FAULT] = Field(
        [], description="Of this program, by number; each is in force from its date on."
    )


class Screening(Part):
    on: IsoDate
    answers: dict[str, bool]
    outcome: Literal["clear", "ask", "stop"]
    cleared_on: IsoDate | None


class Choice(Part):
    on: IsoDate
    exercise: Name
    kind: Literal["override", "waiver", "going-on"]


class EasyWeek(Part):
    """Seven days from its first one; or the day on which one was put off."""

    on: IsoDate


class DayChange(Part):
    """What the runner changed of one day's plan."""

    on: IsoDate
    exercise: Name
    kind: Literal["not-today", "hurts", "later", "easier", "swap"]
    instead: Name | None = Field(None, description="What a swap brings in.")


class Run(Part):
    key: Annotated[UUID, Strict(False)] | None = Field(
        None, description="Of a program, a calendar or a page; null: there is none."
    )
    date: OwnDate
    kind: Literal["easy", "key", "long", "race"]
    minutes: Annotated[int, Strict(), Field(ge=1, le=MOST_RUN_MIN), WHOLE]
    distance_m: Metres | None = Field(None, description="Metres; null: not known.")
    started_at: Moment | None = Field(None, description="UTC; null: not known.")
    felt_left: Rating | None = Field(None, description="In the run.")
    felt_right: Rating | None = None
    pain: Rating | None = None
    pain_place: Literal["", *Place.values] = Field(
        "", description="Where it hurt, of pain of 3 or more; empty: not said."
    )
    skipped: Flag = Field(False, description="Asked, and not all of it answered.")


class Target(Part):
    """What was asked for."""

    sets: SmallCount | None = None
    amount: SmallCount | None = None
    hold_s: SmallCount | None = None
    load_kg: TargetLoadKg | None = Field(None, description=LOAD)
    band: SmallCount | None = None
    revision: SmallCount | None = Field(
        None, description="Number of the program's revision that asked for it."
    )


class Cue(Part):
    """The cue that was shown, if it came with the library."""

    key: Name
    version: SmallCount | None = None


class Set(Part):
    key: Annotated[UUID, Strict(False)] | SkipJsonSchema[None] = Field(
        None, description="The set's own; the same in every export."
    )
    exercise: Name
    side: Side = "both"
    amount: Amount = Field(
        description="Repetitions, steps or switches; of an each-side exercise per side."
    )
    hold_s: HoldSeconds | None = None
    load_kg: LoadKg | None = Field(None, description=LOAD)
    band: Band | None = Field(None, description="Of the runner's own bands; 1 is the lightest.")
    any_time: bool = Field(
        False, description="A squeeze through the day; it belongs to no session."
    )
    primer: bool = Field(False, description="Done before a run; it belongs to no session.")
    logged_at: Moment | SkipJsonSchema[None] = Field(None, description="UTC")
    target: Target | None = None
    cue: Cue | None = None


class Feedback(Part):
    """How one exercise was on that date; null: not said."""

    exercise: Name
    felt_left: Rating | None = None
    felt_right: Rating | None = None
    pain: Rating | None = None
    effort: Rating | None = None
    form: bool | None = Field(None, description="Whether the form held.")
    took_over: Literal["", "nothing", "thighs", "hamstrings", "back"] = ""
    skipped: bool = Field(False, description="Asked, and not all of it answered.")


class Day(Part):
    date: OwnDate
    note: str = ""
    morning_pain: Rating | None = Field(
        None, description="On the morning after; it judges this day."
    )
    morning_skipped: bool = Field(False, description="Asked, and not answered.")
    morning_place: Literal["", "back", "hip", "thigh", "knee", "lower-leg", "elsewhere"] = Field(
        "", description="Where it hurt; asked where the pain is 3 or more."
    )
    morning_from_training: bool = Field(
        True, description="false: from something else; what is not known counts as true."
    )
    sets: list[Set] = Field([], description="As they were logged.")
    feedback: list[Feedback] = []


class Whole(Part):
    """Version 1. docs/export.md says in words what is in it."""

    format: Literal["hipdrive"]
    version: Literal[1]
    exported_at: Annotated[Moment, Field(description="UTC")]
    settings: Settings
    reminders: Reminders | None
    program: Program | None
    screenings: list[Screening] = Field(
        description="Answers to the safety questions, oldest first."
    )
    choices: list[Choice] = Field(
        description="Steps opened anyway, waived or gone on from, oldest first."
    )
    easy_weeks: list[EasyWeek] = Field(description="Oldest first.")
    day_changes: list[DayChange] = Field(
        [], description="Of one day's plan each, in the order in which they were made."
    )
    easy_weeks_put_off: list[EasyWeek] = Field(
        description="The days on which an offered one was not wanted, oldest first."
    )
    easy_weeks_ended: list[EasyWeek] = Field(
        [], description="The days from which one that went on counts no more, oldest first."
    )
    runs: list[Run] = Field(description="Done or to come, by date; several a day.")
    days: list[Day] = Field(description="One a date, oldest first.")


class WrittenSchema(UntitledSchema):
    """Every member is written, so that none has a default."""

    def default_schema(self, schema):
        return self.generate_inner(schema["schema"])


@cache
def json_schema() -> dict:
    schema = Whole.model_json_schema(mode="serialization", schema_generator=WrittenSchema)
    return {
        "$schema": WrittenSchema.schema_dialect,
        **schema,
        "title": "Everything of one runner, as Hipdrive exports it",
    }
