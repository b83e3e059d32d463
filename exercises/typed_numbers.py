"""Numbers as people type them and as files write them: with a decimal comma or a decimal point."""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{0,18})?|[+-]?\.\d{1,18}", re.ASCII)
# What stands between thousands and nowhere else, and what people type for a minus.
GROUPING = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'’٬"))
SIGNS = {ord("−"): "-", ord("٫"): ","}


def parse_number(text: str) -> Decimal | None:
    """Return the number of ``42.5``, ``42,5`` or ``1.042,5``; ``None`` where the text is none.

    A single comma or point is a decimal one, whatever the language of the page: a phone's keypad
    has the one of the phone's language.
    """
    text = text.strip().translate(GROUPING).translate(SIGNS)
    if "," in text and "." in text:
        thousands = "," if text.rfind(",") < text.rfind(".") else "."
        text = text.replace(thousands, "")
    text = text.replace(",", ".")
    return Decimal(text) if NUMBER.fullmatch(text) else None
