"""The words for what the rules answer, in the reader's language."""

from .doses import asks_in_words, bar_in_words, dose_in_words, load_in_words
from .page import RULES_IN_WORDS
from .reasons import Wording

__all__ = [
    "RULES_IN_WORDS",
    "Wording",
    "asks_in_words",
    "bar_in_words",
    "dose_in_words",
    "load_in_words",
    "words",
]


def words(reason, units="kg"):
    """One reason in words. For many, make one ``Wording``: it looks the names up once."""
    return Wording(units)(reason)
