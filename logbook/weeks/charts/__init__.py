"""Pictures of weeks, drawn on the server: a module a question."""

from ..periods import Stretch
from .amount import amount
from .doing import doing
from .felt import felt
from .harder import harder
from .load import lifts, minutes, pain
from .parts import Picture
from .sides import sides


def pictures(weeks: list[Stretch], names: dict[str, str], units: str) -> list[Picture]:
    """``names``: of the exercises that were done, in ladder order."""
    return [
        doing(weeks),
        amount(weeks),
        harder(weeks, names, units),
        felt(weeks),
        sides(weeks),
        pain(weeks),
        minutes(weeks),
        lifts(weeks),
    ]
