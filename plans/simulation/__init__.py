"""Made-up runners who live through a program by the very rules that real ones train under.

``simulate`` plays them; ``table`` and ``picture`` show what came of it; ``compare`` puts two
programs side by side. Nothing here touches the database.
"""

from .drawing import picture
from .life import Day, Life, live
from .people import PERFECT, Person, born
from .result import Pair, Result, Row, Stuck, compare
from .simulate import simulate
from .words import facts, heading, table

__all__ = [
    "PERFECT",
    "Day",
    "Life",
    "Pair",
    "Person",
    "Result",
    "Row",
    "Stuck",
    "born",
    "compare",
    "facts",
    "heading",
    "live",
    "picture",
    "simulate",
    "table",
]
