"""Pictures of weeks, months, quarters or years, drawn on the server; a module for each picture."""

from dataclasses import replace
from itertools import groupby

from ..periods import Period
from ..primer_effect import FeltRun
from .best_sessions import best_sessions
from .carry import carry
from .felt import felt
from .lifts import lifts
from .minutes import minutes
from .pain_and_effort import pain_and_effort
from .picture import Picture
from .sets_and_minutes import sets_and_minutes
from .sides import sides
from .training_days import training_days


def pictures(
    periods: list[Period], names: dict[str, str], units: str, runs: list[FeltRun]
) -> list[Picture]:
    """``names`` of the exercises that were done by slug, in the order of the ladder.

    ``runs`` are those of the periods, by date.
    """
    return [
        training_days(periods),
        sets_and_minutes(periods),
        best_sessions(periods, names, units),
        felt(periods),
        carry(periods, runs),
        sides(periods),
        pain_and_effort(periods),
        minutes(periods),
        lifts(periods),
    ]


def in_rows(pictures: list[Picture]) -> list[Picture]:
    """The pictures as a desk shows them, two beside each other: one left alone is made wide.

    Those without a drawing come last.
    """
    found: list[Picture] = []
    drawn = [one for one in pictures if one.svg]
    for is_wide, group in groupby(drawn, key=lambda one: one.is_wide):
        row = list(group)
        if not is_wide and len(row) % 2:
            row[-1] = replace(row[-1], is_wide=True)
        found += row
    return [*found, *(one for one in pictures if not one.svg)]
