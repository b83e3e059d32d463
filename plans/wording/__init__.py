"""The words for what the rules answer, in the reader's language."""

from .doses import describe_band, describe_bar, describe_dose, describe_load, describe_step
from .reasons import SENTENCES, Wording
from .rules_summary import RULES_SUMMARY

__all__ = [
    "RULES_SUMMARY",
    "SENTENCES",
    "Wording",
    "describe_band",
    "describe_bar",
    "describe_dose",
    "describe_load",
    "describe_step",
]
