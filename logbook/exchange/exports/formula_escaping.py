"""Text in cells that no spreadsheet takes for a formula, and back. Numbers and dates need none.

Where cells are parted by another sign than in the file, a spreadsheet sees a cell behind each of
those signs in a text, and behind each line break.
"""

import re

# Full-width signs begin a formula where a spreadsheet runs in East Asian languages.
RISKY = re.compile(r"'*(\s|[=+\-@＝＋－＠])")
RISKY_AND_ESCAPED = re.compile(r"'+(\s|[=+\-@＝＋－＠])")
# A part of a text, up to its formula. Blanks and quotation marks may be taken off before it is run.
RISKY_PART = re.compile(r"(?<=[,;\t\r\n])(?=(?:[^\S\t\r\n]|['\"])*+[=+\-@＝＋－＠])")
ESCAPED_PART = re.compile(r"(?<=[,;\t\r\n])'(?=(?:[^\S\t\r\n]|['\"])*+[=+\-@＝＋－＠])")


def escaped(text: str) -> str:
    cell = RISKY_PART.sub("'", text)
    return f"'{cell}" if RISKY.match(text) else cell


def unescaped(cell: str) -> str:
    """``unescaped(escaped(text)) == text`` for every text."""
    text = cell[1:] if RISKY_AND_ESCAPED.match(cell) else cell
    return ESCAPED_PART.sub("", text)
