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

from .rules import Choice, Feedback, History, Morning, Session, SetDone

DATE_WANTED = "a date like 2026-03-02 is wanted"
EXERCISE_WANTED = "an exercise of the program is wanted"
RATING_WANTED = "a whole number from 0 to 10 is wanted"
WANTED = {
    "sessions": "a list is wanted",
    "mornings": "a list is wanted",
    "overrides": "a list is wanted",
    "waived": "a list is wanted",
    "sets": "a list of at least one is wanted",
    "exercise": EXERCISE_WANTED,
    "anytime": "true or false is wanted",
    "form": "true or false is wanted",
    "felt_left": RATING_WANTED,
    "felt_right": RATING_WANTED,
    "pain": RATING_WANTED,
    "effort": RATING_WANTED,
    "side": "both, left or right is wanted",
    "amount": "a whole number from 1 to 999 is wanted",
    "hold_s": "a whole number from 0 to 600 is wanted",
    "load_kg": "a number from 0 to 999 is wanted",
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


PastDate = Annotated[date, BeforeValidator(_past_date)]
Exercise = Annotated[str, AfterValidator(_known_exercise)]
Rating = Annotated[int, Field(ge=0, le=10)]


class _Object(BaseModel):
    """Types are JSON's own (no number in quotes, no 1 for true), and no other key is allowed."""

    model_config = ConfigDict(strict=True, extra="forbid")


class _Set(_Object):
    side: Literal["both", "left", "right"]
    amount: Annotated[int, Field(ge=1, le=999)]
    hold_s: Annotated[int, Field(ge=0, le=600)] | None = None
    load_kg: Annotated[float, Field(ge=0, le=999)] | None = None


class _Session(_Object):
    date: PastDate
    exercise: Exercise
    sets: Annotated[list[_Set], Field(min_length=1)]
    anytime: bool = False
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


class _Choice(_Object):
    date: PastDate
    exercise: Exercise


class _History(_Object):
    sessions: list[_Session] = []
    mornings: list[_Morning] = []
    overrides: list[_Choice] = []
    waived: list[_Choice] = []


def parse_history(text: str | bytes, *, on: date, exercises: Collection[str]) -> History:
    """Read a history up to a date; raises ``Refused``.

    Any-time squeezes are checked like the rest and then left out, since they are not sessions.
    """
    try:
        given = _History.model_validate(_parse(text), context={"on": on, "exercises": exercises})
    except ValidationError as error:
        raise Refused(_first_fault(error)) from error
    mornings = [Morning(morning.date, morning.pain) for morning in given.mornings]
    days = [morning.date for morning in mornings]
    for number, day in enumerate(days):
        if day in days[:number]:
            raise Refused(f"mornings[{number}].date: this morning was given before")
    return History(
        sessions=tuple(session.for_rules() for session in given.sessions if not session.anytime),
        mornings=tuple(mornings),
        overrides=tuple(Choice(choice.date, choice.exercise) for choice in given.overrides),
        waived=tuple(Choice(choice.date, choice.exercise) for choice in given.waived),
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
