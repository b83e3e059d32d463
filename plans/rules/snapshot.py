"""A state as plain JSON values and back, so that a fold can be stored and taken up again."""

from dataclasses import fields
from datetime import date
from typing import Any

from .program import Dose, Program
from .reasons import Reason
from .state import Closing, State, StepState

DEFAULTS = {field.name: field.default for field in fields(StepState)}  # target and why have none
DATES = ("opened_on", "overridden_on", "waived_on", "last_on", "red_on")


def to_json(state: State) -> dict[str, Any]:
    return {
        "last_on": _iso(state.last_on),
        "last_hinge_on": _iso(state.last_hinge_on),
        "steps": {name: _step_to_json(step) for name, step in state.steps.items()},
    }


def from_json(data: dict[str, Any], program: Program) -> State:
    """``program`` is the one that the stored state was made under."""
    return State(
        steps={name: _step_from_json(values) for name, values in data["steps"].items()},
        program=program,
        last_on=_date(data["last_on"]),
        last_hinge_on=_date(data["last_hinge_on"]),
    )


def _step_to_json(step: StepState) -> dict[str, Any]:
    """Return what differs from a fresh step, and always the target and its reason."""
    values = {
        name: getattr(step, name)
        for name, default in DEFAULTS.items()
        if getattr(step, name) != default
    }
    for name in values.keys() & set(DATES):
        values[name] = values[name].isoformat()
    if step.recent:
        values["recent"] = [day.isoformat() for day in step.recent]
    if step.closed:
        values["closed"] = [step.closed.on.isoformat(), list(map(list, step.closed.painless))]
    dose = step.target
    values["target"] = [dose.sets, dose.amount, dose.hold_s, dose.load_kg]
    values["why"] = [step.why.code, step.why.values]
    return values


def _step_from_json(values: dict[str, Any]) -> StepState:
    values = dict(values)
    for name in values.keys() & set(DATES):
        values[name] = date.fromisoformat(values[name])
    if "recent" in values:
        values["recent"] = tuple(map(date.fromisoformat, values["recent"]))
    if "closed" in values:
        on, painless = values["closed"]
        values["closed"] = Closing(date.fromisoformat(on), tuple(map(tuple, painless)))
    values["target"] = Dose(*values["target"])
    values["why"] = Reason(*values["why"])
    return StepState(**values)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
