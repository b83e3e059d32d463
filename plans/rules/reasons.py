"""Why a line of the plan is as it is. ``plans/wording/reasons.py`` has a sentence for each code."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and the values that its sentence needs.

    The first of the reasons of a ``StepView`` or an ``Item`` explains its dose. Those in
    ``Answer.notes`` are about the whole day and about the steps that it leaves out.
    """

    code: str
    values: dict[str, Any] = field(default_factory=dict)
