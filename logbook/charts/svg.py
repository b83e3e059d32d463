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


def element(name: str, **attributes) -> SafeString:
    """Of hundreds in a drawing, so put together without ``format_html``."""
    pairs = (f' {key.replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    return SafeString(f"<{name}{''.join(pairs)}/>")


def _value(value):
    if isinstance(value, float):
        return round(value, 1)
    return escape(value) if isinstance(value, str) else value


def group(title: str, shapes: Iterable[SafeString]) -> SafeString:
    """Shapes with a name of their own."""
    return SafeString(f"<g><title>{escape(title)}</title>{''.join(shapes)}</g>")


def circle(kind, x, y, r):
    return element("circle", **{"class": kind}, cx=x, cy=y, r=r)


def bar(kind, x, y, width, height):
    return element(
        "rect", **{"class": kind}, x=x, y=y, width=width, height=height, rx=min(3, height / 2)
    )


def line(kind, x, y, x2=None, y2=None):
    return element(
        "line",
        **{"class": kind},
        x1=x,
        y1=y,
        x2=x if x2 is None else x2,
        y2=y if y2 is None else y2,
    )


def polyline(kind, points):
    return element(
        "polyline", **{"class": kind}, points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    )


def text(x, y, words, *, strong=False, anchor="start"):
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}"{}>{}</text>',
        round(x, 1),
        round(y, 1),
        anchor,
        SafeString(' class="strong"' if strong else ""),
        words,
    )
