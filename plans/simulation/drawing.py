"""A result as one picture: for each step, how many runners have it open and proficient by week.

Colours are the page's tokens; a file of its own falls back to those of the light scheme.
"""

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from django.utils.translation import gettext as _

from .report import heading, heading_lines, percent
from .result import Result, StepResult

WIDE, LEFT, RIGHT = 340, 14, 326  # about pixels on a phone
ROW, PLOT = 82, 34  # height of a step and of its curves
TITLE, LINE = 42, 60  # most characters that fit beside one another, in bold and in small type
WEEKS_BETWEEN_MARKS = (1, 2, 4, 8, 13, 26, 52)
MOST_MARKS = 8

INK, QUIET = "var(--ink, #221733)", "var(--ink-2, #5d5270)"
SURFACE, GRID = "var(--surface, #ffffff)", "var(--line, #ddd5de)"
OPEN, EDGE = "var(--sunken, #eae4ea)", "var(--line-strong, #857990)"
LIT = "var(--lit, #e94a1f)"


def picture(result: Result, names: dict[str, str]) -> str:
    """Return an SVG document, which may stand inside a page as well."""
    title = _("Share of runners at each step, by week")
    head, top = _head(title, result)
    high = top + ROW * len(result.rows) + 14
    shapes = [
        _tag("rect", width=WIDE, height=high, rx=10, fill=SURFACE),
        *head,
        *_weeks(result, top),
    ]
    for place, row in enumerate(result.rows):
        shapes += _step(row, names.get(row.exercise, row.exercise), top + ROW * place, result.weeks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" role="img"'
        f' aria-label="{escape(_text_alternative(title, result, names))}"'
        f' font-family="var(--font, system-ui, sans-serif)">'
        f'<g aria-hidden="true">{"".join(shapes)}</g></svg>'
    )


def _text_alternative(title: str, result: Result, names: dict[str, str]) -> str:
    """Describe the picture by the share that has each step open at the end."""
    ends = [
        _("%(step)s %(open)s open")
        % {"step": names.get(row.exercise, row.exercise), "open": percent(row.open_weeks[-1])}
        for row in result.rows
    ]
    return f"{title}. {heading(result)}. {'; '.join(ends)}."


def _head(title: str, result: Result) -> tuple[list[str], float]:
    """Return what stands above the steps, and where these start."""
    shapes, y = [], 22.0
    for line in wrap(title, TITLE):
        shapes.append(_text(LEFT, y, line, size=12.5, weight=600))
        y += 16
    for line in [part for whole in heading_lines(result) for part in wrap(whole, LINE)]:
        shapes.append(_text(LEFT, y, line, size=10, fill=QUIET))
        y += 13
    half = (LEFT + RIGHT) / 2
    for x, fill, edge, words in ((LEFT, OPEN, EDGE, _("open")), (half, LIT, LIT, _("proficient"))):
        shapes.append(_tag("rect", x=x, y=y, width=14, height=9, fill=fill, stroke=edge))
        shapes.append(_text(x + 20, y + 8, words, size=10, fill=QUIET))
    return shapes, y + 25


def _weeks(result: Result, top: float) -> Iterator[str]:
    foot = top + ROW * len(result.rows)
    fitting = (n for n in WEEKS_BETWEEN_MARKS if result.weeks / n <= MOST_MARKS)
    every = next(fitting, WEEKS_BETWEEN_MARKS[-1])
    for week in range(0, result.weeks + 1, every):
        x = _x(week, result.weeks)
        yield _tag("line", x1=x, y1=top, x2=x, y2=foot - 8, stroke=GRID)
        anchor = "middle" if week else "start"
        yield _text(x, foot + 4, str(week), size=10, fill=QUIET, anchor=anchor)


def _step(row: StepResult, name: str, top: float, weeks: int) -> Iterator[str]:
    floor = top + ROW - 14
    yield _tag("rect", x=LEFT, y=top, width=RIGHT - LEFT, height=ROW - PLOT - 14, fill=SURFACE)
    yield _text(LEFT, top + 12, name, size=11.5, weight=600)
    ends = [_("%(share)s open") % {"share": percent(row.open_weeks[-1])}]
    if row.proficient_share is not None:
        ends.append(_("%(share)s proficient") % {"share": percent(row.proficient_weeks[-1])})
    yield _text(LEFT, top + 25, " · ".join(ends), size=10, fill=QUIET)
    for share in (0, 1):
        y = floor - share * PLOT
        yield _tag("line", x1=LEFT, y1=y, x2=RIGHT, y2=y, stroke=GRID)
    yield _tag("polygon", points=_area(row.open_weeks, floor, weeks), fill=OPEN)
    yield _tag("polyline", points=_line(row.open_weeks, floor, weeks), fill="none", stroke=EDGE)
    if row.proficient_share is not None:
        yield _tag("polygon", points=_area(row.proficient_weeks, floor, weeks), fill=LIT)


def _area(shares: tuple[float, ...], floor: float, weeks: int) -> str:
    return f"{LEFT},{floor} {_line(shares, floor, weeks)} {RIGHT},{floor}"


def _line(shares: tuple[float, ...], floor: float, weeks: int) -> str:
    return " ".join(
        f"{_x(week, weeks):g},{round(floor - share * PLOT, 1):g}"
        for week, share in enumerate(shares)
    )


def _x(week: int, weeks: int) -> float:
    return round(LEFT + (RIGHT - LEFT) * week / weeks, 1)


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str = INK,
    weight: int = 400,
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
        f' text-anchor="{anchor}">{escape(words)}</text>'
    )


def _tag(name: str, **attributes: str | float) -> str:
    pairs = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{pairs}/>"
