"""Made-up runners who live through a program by the very rules that real ones train under.

``simulate`` plays them; ``table`` and ``picture`` show what came of it; ``compare`` puts two
programs side by side. Nothing here touches the database.
"""

from .drawing import picture
from .people import PERFECT, Person, draw_person
from .report import facts, heading, table
from .result import Result, Row, StepComparison, Stuck, compare
from .simulate import simulate
from .training import Day, PersonSummary, live

__all__ = [
    "PERFECT",
    "Day",
    "Person",
    "PersonSummary",
    "Result",
    "Row",
    "StepComparison",
    "Stuck",
    "compare",
    "draw_person",
    "facts",
    "heading",
    "live",
    "picture",
    "simulate",
    "table",
]
