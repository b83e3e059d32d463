"""A state as plain JSON values and back, so that a fold can be put down and taken up again."""

from dataclasses import fields
from datetime import date

from .program import Dose, Program
from .reasons import Reason
from .state import Closing, State, StepState

DEFAULTS = {f.name: f.default for f in fields(StepState)}  # a dose and its reason have none
DATES = ("opened_on", "overridden_on", "waived_on", "last_on", "red_on")


def to_json(state: State) -> dict:
    return {
        "last_on": _iso(state.last_on),
        "last_hinge_on": _iso(state.last_hinge_on),
        "steps": {name: _step(mine) for name, mine in state.steps.items()},
    }


def from_json(data: dict, program: Program) -> State:
    """``program`` is the one that the state was carried to before it was put down."""
    return State(
        steps={name: _step_from(values) for name, values in data["steps"].items()},
        program=program,
        last_on=_date(data["last_on"]),
        last_hinge_on=_date(data["last_hinge_on"]),
    )


def _step(mine: StepState) -> dict:
    """Only what differs from a fresh step, and its dose and reason."""
    values = {
        name: getattr(mine, name)
        for name, default in DEFAULTS.items()
        if getattr(mine, name) != default
    }
    for name in values.keys() & set(DATES):
        values[name] = values[name].isoformat()
    if mine.recent:
        values["recent"] = [day.isoformat() for day in mine.recent]
    if mine.closed:
        values["closed"] = [mine.closed.on.isoformat(), list(map(list, mine.closed.painless))]
    dose = mine.target
    values["target"] = [dose.sets, dose.amount, dose.hold_s, dose.load_kg]
    values["why"] = [mine.why.code, mine.why.values]
    return values


def _step_from(values: dict) -> StepState:
    values = dict(values)
    for name in values.keys() & set(DATES):
        values[name] = _date(values[name])
    if "recent" in values:
        values["recent"] = tuple(map(_date, values["recent"]))
    if "closed" in values:
        on, painless = values["closed"]
        values["closed"] = Closing(_date(on), tuple((name, days) for name, days in painless))
    values["target"] = Dose(*values["target"])
    values["why"] = Reason(*values["why"])
    return StepState(**values)


def _iso(day: date | None) -> str | None:
    return day and day.isoformat()


def _date(text: str | None) -> date | None:
    return text and date.fromisoformat(text)
