"""Why a line of the plan is as it is. ``plans/wording/sentences.py`` has the words of each code."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# What a runner may take up, among the reasons of a ``StepView``; the easy week, and the line on a
# clinician, are among ``Answer.notes``.
OFFERS = (
    "offer-position",  # another position
    "offer-one-side",  # one side at a time
    "offer-easier",  # the easier form
    "offer-going-on",  # count the step as met although it is not felt
    "offer-hips",  # a first load on the hips
    "offer-hand",  # a first load in the hands
    "offer-band",  # the next band
    "offer-easy-week",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and the values that its sentence needs.

    The first of the reasons of a ``StepView`` or an ``Item`` explains its dose. Those in
    ``Answer.notes`` are about the whole day and about the steps that it leaves out.
    """

    code: str
    values: dict[str, Any] = field(default_factory=dict)


def once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the reasons in their order, each one only once."""
    found: list[Reason] = []
    for reason in reasons:
        if reason not in found:
            found.append(reason)
    return tuple(found)
