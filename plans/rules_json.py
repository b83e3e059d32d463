"""Values of the rules as JSON, in which the database stores them."""

from typing import Any

from pydantic import TypeAdapter

from . import rules

# Revisions are stored for ever: a field may be missing, or be one that the rules no longer have.
PROGRAM = TypeAdapter(rules.Program)
SESSIONS = TypeAdapter(tuple[rules.Session, ...])
_STATE = TypeAdapter(rules.State)


def state_as_json(state: rules.State) -> dict[str, Any]:
    """Return what differs from a fresh state; its program is stored by the revision."""
    return _STATE.dump_python(state, mode="json", exclude={"program"}, exclude_defaults=True)


def state_from_json(values: dict[str, Any], program: rules.Program) -> rules.State:
    """``program`` is the one that the stored state was made under."""
    return _STATE.validate_python(values | {"program": program})
