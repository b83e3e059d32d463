"""The few shapes that a picture is made of. Classes, never styles: the theme colours them."""

from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

WIDTH = 288  # units of a drawing; on the smallest phone a unit is a pixel


def drawing(label: str, height: float, shapes: Iterable[SafeString]) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        height,
        label,
        SafeString("".join(shapes)),
    )


def sample(shapes: SafeString) -> SafeString:
    return format_html('<svg viewBox="0 0 22 14" aria-hidden="true">{}</svg>', shapes)


def group(title: str, shapes: Iterable[SafeString]) -> SafeString:
    """Shapes with a name of their own."""
    return SafeString(f"<g><title>{escape(title)}</title>{''.join(shapes)}</g>")


# Of hundreds in a drawing, so put together without ``format_html``. Kinds are our own words.


def circle(kind, x, y, r):
    return SafeString(f'<circle class="{kind}" cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"/>')


def bar(kind, x, y, width, height):
    where = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
    return SafeString(f'<rect class="{kind}" {where} rx="{_n(min(3, height / 2))}"/>')


def line(kind, x, y, x2=None, y2=None):
    x2, y2 = x if x2 is None else x2, y if y2 is None else y2
    ends = f'x1="{_n(x)}" y1="{_n(y)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    return SafeString(f'<line class="{kind}" {ends}/>')


def polyline(kind, points):
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return SafeString(f'<polyline class="{kind}" points="{points}"/>')


def text(x, y, words, *, strong=False, anchor="start"):
    kind = ' class="strong"' if strong else ""
    where = f'x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"'
    return SafeString(f"<text {where}{kind}>{escape(words)}</text>")


def _n(value):
    return round(value, 1)
