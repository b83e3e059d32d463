"""The words for what the rules answer, in the reader's language."""

from .doses import describe_band, describe_bar, describe_dose, describe_load, describe_step
from .next_time import NextTimeWording
from .reasons import Wording
from .rules_summary import RULES_SUMMARY
from .sentences import SENTENCES

__all__ = [
    "RULES_SUMMARY",
    "SENTENCES",
    "NextTimeWording",
    "Wording",
    "describe_band",
    "describe_bar",
    "describe_dose",
    "describe_load",
    "describe_step",
]
