"""Made-up runners who train through a program by the same rules as real ones.

``simulate`` plays them; ``table`` and ``picture`` show the result; ``compare`` puts the results of
two programs side by side. Nothing here touches the database.
"""

from .drawing import picture
from .people import PERFECT, Person, draw_person
from .report import facts, table
from .result import Result, compare
from .simulate import simulate
from .training import simulate_days

__all__ = [
    "PERFECT",
    "Person",
    "Result",
    "compare",
    "draw_person",
    "facts",
    "picture",
    "simulate",
    "simulate_days",
    "table",
]
