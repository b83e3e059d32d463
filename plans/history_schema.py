"""The JSON history of the ``plan`` command, checked and turned into the values of the rules.

A fault is refused by its place: ``sessions[3].sets[0].amount: …``.
"""

import json
from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)

from .rules import Choice, Feedback, History, Morning, Run, Session, SetDone, Settings

DATE_WANTED = "a date like 2026-03-02 is wanted"
EXERCISE_WANTED = "an exercise of the program is wanted"
RATING_WANTED = "a whole number from 0 to 10 is wanted"
LOAD_WANTED = "a number from 0 to 999 is wanted"
HEAVIEST_WANTED = "a number from 0 to 999, or null for no limit, is wanted"
LISTS = (
    *("sessions", "mornings", "runs", "overrides", "waived"),
    *("going_on", "easy_weeks", "easy_weeks_put_off", "easy_weeks_ended", "settings", "hurts"),
)
WANTED = {
    **dict.fromkeys(LISTS, "a list is wanted"),
    "sets": "a list of at least one is wanted",
    "exercise": EXERCISE_WANTED,
    **dict.fromkeys(("anytime", "primer", "form", "from_training"), "true or false is wanted"),
    "place": "back, hip, thigh, knee, lower-leg or elsewhere is wanted",
    "kind": "easy, long, key or race is wanted",
    "minutes": "a whole number from 1 to 999 is wanted",
    "felt_left": RATING_WANTED,
    "felt_right": RATING_WANTED,
    "pain": RATING_WANTED,
    "effort": RATING_WANTED,
    "side": "both, left or right is wanted",
    "amount": "a whole number from 1 to 999 is wanted",
    "hold_s": "a whole number from 0 to 600 is wanted",
    "load_kg": LOAD_WANTED,
    "band": "a whole number from 1 to 5 is wanted",
    "lifts": "2 or 3 is wanted",
    "bands": "a whole number from 1 to 5 is wanted",
    "heaviest": "an object is wanted",
    **dict.fromkeys(("bar", "hand", "hips"), HEAVIEST_WANTED),
    "equipment": "a list of slugs is wanted",
}
STRUCTURE = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "model_type": "an object is wanted",
}


class Refused(ValueError):
    """One line: the place, and what is wanted there."""


def parse_date(text: object) -> date:
    """Read an ISO date. Raises ``ValueError`` for years in which a sum of days could overflow."""
    try:
        day = date.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueError(DATE_WANTED) from None
    if day.isoformat() != text or not 1900 <= day.year <= 2999:
        raise ValueError(DATE_WANTED)
    return day


def _past_date(text: object, info: ValidationInfo[dict[str, Any]]) -> date:
    day = parse_date(text)
    if day > info.context["on"]:
        raise ValueError(f"later than {info.context['on']}")
    return day


def _known_exercise(slug: str, info: ValidationInfo[dict[str, Any]]) -> str:
    if slug not in info.context["exercises"]:
        raise ValueError(EXERCISE_WANTED)
    return slug


def _known_equipment(slug: str, info: ValidationInfo[dict[str, Any]]) -> str:
    known = info.context["equipment"]
    if slug not in known:
        raise ValueError(f"one of {', '.join(sorted(known))} is wanted")
    return slug


def _whole(number: object) -> object:
    """Read ``12.0`` as ``12``, since some programs write all their numbers so."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


AnyDate = Annotated[date, BeforeValidator(parse_date)]
PastDate = Annotated[date, BeforeValidator(_past_date)]
Exercise = Annotated[str, AfterValidator(_known_exercise)]
Equipment = Annotated[str, AfterValidator(_known_equipment)]
Whole = Annotated[int, BeforeValidator(_whole)]
Rating = Annotated[Whole, Field(ge=0, le=10)]
Band = Annotated[Whole, Field(ge=1, le=5)]
LoadKg = Annotated[float, Field(ge=0, le=999)]


class _Object(BaseModel):
    """Types are JSON's own (no number in quotes, no 1 for true), and no other key is allowed."""

    model_config = ConfigDict(strict=True, extra="forbid")


class _Set(_Object):
    side: Literal["both", "left", "right"]
    amount: Annotated[Whole, Field(ge=1, le=999)]
    hold_s: Annotated[Whole, Field(ge=0, le=600)] | None = None
    load_kg: LoadKg | None = None
    band: Band | None = None


class _Session(_Object):
    date: PastDate
    exercise: Exercise
    sets: Annotated[list[_Set], Field(min_length=1)]
    anytime: bool = False
    primer: bool = False
    felt_left: Rating | None = None
    felt_right: Rating | None = None
    pain: Rating | None = None
    effort: Rating | None = None
    form: bool | None = None

    def for_rules(self) -> Session:
        sets = tuple(SetDone(**dict(done)) for done in self.sets)
        feedback = Feedback(self.felt_left, self.felt_right, self.pain, self.effort, self.form)
        return Session(self.date, self.exercise, sets, feedback)


class _Morning(_Object):
    date: PastDate
    pain: Rating
    place: Literal["back", "hip", "thigh", "knee", "lower-leg", "elsewhere"] | None = None
    from_training: bool | None = None  # None: not known, which counts as from training

    def for_rules(self) -> Morning:
        return Morning(self.date, self.pain, self.place, self.from_training is not False)


class _Run(_Object):
    date: AnyDate
    kind: Literal["easy", "long", "key", "race"]
    minutes: Annotated[Whole, Field(ge=1, le=999)]
    felt_left: Rating | None = None
    felt_right: Rating | None = None
    pain: Rating | None = None

    def for_rules(self) -> Run:
        return Run(**dict(self))


class _Choice(_Object):
    date: PastDate
    exercise: Exercise

    def for_rules(self) -> Choice:
        return Choice(self.date, self.exercise)


class _EasyWeek(_Object):
    date: PastDate


class _Heaviest(_Object):
    """A kind that is left out stays as it was; ``None``: there is no limit."""

    bar: LoadKg | None = None
    hand: LoadKg | None = None
    hips: LoadKg | None = None


class _Settings(_Object):
    """An entry changes only what it names; the defaults here are never read."""

    date: PastDate
    lifts: Annotated[Whole, Field(ge=2, le=3)] = 2
    bands: Band = 1
    heaviest: _Heaviest = _Heaviest()
    equipment: list[Equipment] = []

    def for_rules(self) -> Settings:
        named = {name: getattr(self, name) for name in self.model_fields_set - {"date"}}
        if "heaviest" in named:
            named["heaviest"] = self.heaviest.model_dump(exclude_unset=True)
        if "equipment" in named:
            named["equipment"] = frozenset(self.equipment)
        return Settings(self.date, **named)


class _History(_Object):
    sessions: list[_Session] = []
    mornings: list[_Morning] = []
    runs: list[_Run] = []
    overrides: list[_Choice] = []
    waived: list[_Choice] = []
    going_on: list[_Choice] = []
    easy_weeks: list[_EasyWeek] = []
    easy_weeks_put_off: list[_EasyWeek] = []
    easy_weeks_ended: list[_EasyWeek] = []
    settings: list[_Settings] = []
    hurts: list[_Choice] = []


def parse_history(
    text: str | bytes, *, on: date, exercises: Collection[str], equipment: Collection[str]
) -> History:
    """Read a history up to a date; only runs may be later. Raises ``Refused``.

    Any-time squeezes and primers are checked like the rest and then left out, since they are not
    sessions. ``exercises`` and ``equipment`` are the slugs that there are.
    """
    context = {"on": on, "exercises": exercises, "equipment": equipment}
    try:
        given = _History.model_validate(_parse(text), context=context)
    except ValidationError as error:
        raise Refused(_first_fault(error)) from error
    days = [morning.date for morning in given.mornings]
    for number, day in enumerate(days):
        if day in days[:number]:
            raise Refused(f"mornings[{number}].date: this morning was given before")
    done = [one for one in given.sessions if not (one.anytime or one.primer)]
    return History(
        sessions=tuple(session.for_rules() for session in done),
        mornings=tuple(morning.for_rules() for morning in given.mornings),
        runs=tuple(run.for_rules() for run in given.runs),
        overrides=tuple(choice.for_rules() for choice in given.overrides),
        waived=tuple(choice.for_rules() for choice in given.waived),
        going_on=tuple(choice.for_rules() for choice in given.going_on),
        easy_weeks=tuple(week.date for week in given.easy_weeks),
        easy_weeks_put_off=tuple(week.date for week in given.easy_weeks_put_off),
        easy_weeks_ended=tuple(week.date for week in given.easy_weeks_ended),
        settings=tuple(entry.for_rules() for entry in given.settings),
        hurts=tuple(choice.for_rules() for choice in given.hurts),
    )


def _parse(text: str | bytes) -> object:
    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no number")

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise Refused(f"history: not JSON: {error}") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    if fault["type"] == "value_error":
        wanted = str(fault["ctx"]["error"])
    else:
        name = json_place(fault["loc"][-1:])
        wanted = STRUCTURE.get(fault["type"]) or WANTED.get(name) or fault["msg"]
    return f"{json_place(fault['loc']) or 'history'}: {wanted}"


def json_place(path: tuple[int | str, ...]) -> str:
    """``sessions[3].sets[0].amount``, from the path that pydantic gives."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")
