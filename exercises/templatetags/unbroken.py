"""Keeps numbers on one line with what they count. Every template has the filter."""

import re

from django import template

register = template.Library()

TOGETHER = re.compile(r"(?<=[\d×]) (?=[\d×a-z%])")


@register.filter(is_safe=True)
def unbroken(words: object) -> str:
    """Words in which a number stays with what it counts: ``3 × 8``, ``6 sets``, ``100 %``."""
    return TOGETHER.sub("\N{NO-BREAK SPACE}", str(words))
