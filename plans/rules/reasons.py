"""Why a line of the plan is as it is: a code and its numbers. Words are made elsewhere."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    values: dict = field(default_factory=dict)
