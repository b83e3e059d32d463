"""Text in cells that no spreadsheet takes for a formula, and back. Numbers and dates need none."""

import re

# Full-width signs begin a formula where a spreadsheet runs in East Asian languages.
RISKY = re.compile(r"'*(\s|[=+\-@＝＋－＠])")
RISKY_AND_ESCAPED = re.compile(r"'+(\s|[=+\-@＝＋－＠])")


def escaped(text: str) -> str:
    return f"'{text}" if RISKY.match(text) else text


def unescaped(cell: str) -> str:
    """``unescaped(escaped(text)) == text`` for every text."""
    return cell[1:] if RISKY_AND_ESCAPED.match(cell) else cell
