"""The shapes that a picture is made of, as SVG text. The theme colours them by their classes.

A picture has hundreds of shapes, so their text is put together plainly: class names are our own
words, numbers are numbers, and words are escaped here.
"""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

WIDTH = 288  # units of a drawing; on the smallest phone a unit is a pixel
LETTER = 7  # units that a strong letter takes, as most do


def drawing(label: str, height: float, shapes: Iterable[str], width: float = WIDTH) -> SafeString:
    """One image with a name. Its shapes are hidden, which Firefox would read out one by one."""
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<g aria-hidden="true">{}</g></svg>',
        width,
        height,
        label,
        mark_safe("".join(shapes)),
    )


def legend(*entries: tuple[str, str]) -> SafeString:
    """What the shapes stand for, from (shape in 22 × 14 units, words) pairs."""
    return mark_safe(
        "".join(
            f'<span><svg viewBox="0 0 22 14" aria-hidden="true">{shape}</svg>{escape(words)}</span>'
            for shape, words in entries
        )
    )


def group(title: str, shapes: Iterable[str]) -> str:
    """Shapes with a title, which chart.js shows when one touches them or steps to them."""
    return f"<g><title>{escape(title)}</title>{''.join(shapes)}</g>"


def circle(kind: str, x: float, y: float, r: float) -> str:
    return f'<circle class="{kind}" cx="{x:.4g}" cy="{y:.4g}" r="{r:.4g}"/>'


def bar(kind: str, x: float, y: float, width: float, height: float) -> str:
    where = f'x="{x:.4g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}"'
    return f'<rect class="{kind}" {where} rx="{min(3, height / 2):.4g}"/>'


def line(kind: str, x: float, y: float, x2: float | None = None, y2: float | None = None) -> str:
    """To ``x2`` on the same height, or to ``y2`` straight down."""
    x2, y2 = x if x2 is None else x2, y if y2 is None else y2
    ends = f'x1="{x:.4g}" y1="{y:.4g}" x2="{x2:.4g}" y2="{y2:.4g}"'
    return f'<line class="{kind}" {ends}/>'


def polyline(kind: str, points: Iterable[tuple[float, float]]) -> str:
    ends = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="{kind}" points="{ends}"/>'


def dots(kind: str, points: Iterable[tuple[int, int]]) -> str:
    """Small dots as one shape: strokes without a length, whose ends are round."""
    return f'<path class="{kind}" d="{"".join([f"M{x} {y}h0" for x, y in points])}"/>'


SPARK, SPARK_TALL = 8, 32  # units: a column of a sparkline, and its height


def sparkline(values: Sequence[float], top: float = 0, kind: str = "c-lit") -> SafeString:
    """A column for each value, the last one in its colour; ``top`` is the scale's, if it has one.

    Its words stand beside it, so a screen reader passes it by.
    """
    most = max(top, *values) or 1
    columns = [
        bar(
            kind if n == len(values) - 1 else "c-mid",
            n * SPARK,
            SPARK_TALL - (tall := max(1.5, SPARK_TALL * value / most)),
            SPARK - 3,
            tall,
        )
        for n, value in enumerate(values)
    ]
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
        max(len(values), 6) * SPARK - 3,
        SPARK_TALL,
        mark_safe("".join(columns)),
    )


def room_of(*names: str, least: int) -> int:
    """Units for the names of lines beside their ends: ``izquierda`` needs more than ``left``."""
    return max(least, LETTER * max(map(len, names)) + 4)


def text(x: float, y: float, words: str, *, strong: bool = False, anchor: str = "start") -> str:
    kind = ' class="strong"' if strong else ""
    where = f'x="{x:.4g}" y="{y:.4g}" text-anchor="{anchor}"'
    return f"<text {where}{kind}>{escape(words)}</text>"
