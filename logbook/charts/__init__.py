"""Pictures of weeks, drawn on the server: a module a question."""

from ..weeks import Week
from .amount import amount
from .doing import doing
from .felt import felt
from .harder import harder
from .parts import Picture
from .sides import sides


def pictures(weeks: list[Week], names: dict[str, str], units: str) -> list[Picture]:
    """``names``: of the exercises that were done, in ladder order."""
    return [doing(weeks), amount(weeks), felt(weeks), sides(weeks), harder(weeks, names, units)]
