"""Turns outlines into SVG text.

A body part is a closed quadratic B-spline. Its control points are even integers, so the mid-points
are integers too, and the whole outline is written as `M q t t t z` in small relative numbers
without any rounding drift.

A part either keeps its shape and is put at a joint (``spot``), or it changes its shape and is drawn
in place. A movement is a series of samples of the same list of parts, of which only what differs
is animated. There are no ids, so a picture may stand on a page several times, and no style
attributes, so it passes a strict content security policy.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import pairwise
from math import floor

from .palette import TONES
from .skeleton import place

UNITS = 1000  # SVG units per body height
GLOW = [1 - 0.075 * ring for ring in range(10)]


def paint(tone, what="fill"):
    return f'{what}="var(--fig-{tone},{TONES[tone]})"'


def num(value, digits=0):
    text = f"{round(value, digits) + 0.0:.{digits}f}"  # + 0.0 turns -0 into 0
    return text.rstrip("0").rstrip(".") if digits else text


def units(length):
    return num(length * UNITS)


def spline(points):
    """Path data of a closed quadratic B-spline. A doubled point is a corner."""
    p = [(_even(x), _even(-y)) for x, y in points]
    m = [((a + c) // 2, (b + d) // 2) for (a, b), (c, d) in zip(p, p[1:] + p[:1], strict=True)]
    (x, y), (cx, cy), (ex, ey) = m[-1], p[0], m[0]
    ends = " ".join([f"{c - a} {d - b}" for (a, b), (c, d) in pairwise(m)])
    return f"M{x} {y}q{cx - x} {cy - y} {ex - x} {ey - y}t{ends}z".replace(" -", "-")


# A part that keeps its shape is written in every sample of a movement.
_spline = lru_cache(maxsize=512)(spline)


def _even(length):
    """The nearest even number of units. The small excess keeps what stands from trembling."""
    return 2 * floor(length * UNITS / 2 + 0.500001)


@dataclass(frozen=True)
class Element:
    """An SVG element of a still picture or of one sample of a movement."""

    start: str  # tag and the attributes that are the same in every sample
    spot: tuple | None = None  # (x, y, degrees) in body heights, and perhaps a scale
    d: str = ""  # path data
    inner: str = ""

    def svg(self):
        text = self.start + (_transform(self.spot) if self.spot else "")
        text += f' d="{self.d}"' if self.d else ""
        return f"<{text}>{self.inner}</{self.start.split()[0]}>" if self.inner else f"<{text}/>"


class Drawn:
    """Something in a picture: ``element()`` draws it, ``xs()`` tells how far it reaches.

    What lights up or fades grows or shrinks to nothing. It is not made transparent, since Firefox
    refuses to animate CSS properties such as opacity under our content security policy.
    """

    def element(self):
        raise NotImplementedError

    def is_nothing(self):
        return False

    def svg(self):
        return "" if self.is_nothing() else self.element().svg()

    def xs(self):
        return []


@dataclass(frozen=True)
class Part(Drawn):
    """A closed outline in one tone. With a spot (x, y, degrees) it keeps its shape there."""

    tone: str
    outline: tuple
    spot: tuple | None = None
    ring: str = ""  # the tone of a line around it

    def is_nothing(self):
        return len(set(self.outline)) == 1

    def element(self):
        start = f"path {paint(self.tone)}"
        if self.ring:
            start += f' {paint(self.ring, "stroke")} stroke-width="12"'
        return Element(start, self.spot, _spline(self.outline))

    def loose(self):
        """The same part drawn in place."""
        return replace(self, outline=tuple(self._placed()), spot=None)

    def xs(self):
        return [x for x, _ in self._placed()]

    def _placed(self):
        if not self.spot:
            return self.outline
        x, y, degrees = self.spot
        return place((x, y), degrees, 1, [(b, a) for a, b in self.outline])


@dataclass(frozen=True)
class Curves(Drawn):
    """Open curves through three points: the fibres of a muscle."""

    tone: str
    curves: tuple

    def is_nothing(self):
        return len({point for curve in self.curves for point in curve}) == 1

    def element(self):
        flat = [[round(v * UNITS) for x, y in curve for v in (x, -y)] for curve in self.curves]
        path = "".join("M{} {}Q{} {} {} {}".format(*c) for c in flat).replace(" -", "-")
        line = f'fill="none" {paint(self.tone, "stroke")} stroke-width="7" opacity=".6"'
        return Element(f"path {line}", None, path)


@dataclass(frozen=True)
class Glow(Drawn):
    """The light around a working glute, made of stacked discs since a gradient needs an id."""

    centre: tuple
    radius: float
    squeeze: float

    def is_nothing(self):
        return not lit_by(self.squeeze)

    def element(self):
        discs = "".join(f'<circle r="{units(self.radius * share)}"/>' for share in GLOW)
        start = f'g class="fig-glow" fill="var(--fig-glow,var(--fig-lit,{TONES["lit"]}))"'
        size = self.squeeze * lit_by(self.squeeze)
        return Element(f'{start} fill-opacity=".05"', (*self.centre, 0, size), inner=discs)


@dataclass(frozen=True)
class Prop(Drawn):
    """A thing that props.py drew around its own middle, put at a point."""

    at: tuple
    markup: str
    half: float = 0  # half its width

    def element(self):
        return Element("g", (*self.at, 0), inner=self.markup)

    def xs(self):
        return [self.at[0] - self.half, self.at[0] + self.half]


def _transform(spot):
    x, y, degrees, *scale = spot
    turn = num(-degrees % 360, 1)
    turn = "" if turn in ("0", "360") else f"rotate({turn})"
    size = "".join(f"scale({num(share, 2)})" for share in scale if share != 1)
    return f' transform="translate({num(x * UNITS, 1)} {num(-y * UNITS, 1)}){turn}{size}"'


def rigid(tone, outline, origin, degrees, side=1, floor=None):
    """A part that keeps its shape, put at a joint and turned along its bone.

    A part that would reach below the floor is pressed flat instead.
    """
    points = place(origin, degrees, side, outline)
    if floor is not None and min(y for _, y in points) < floor:
        return soft(tone, points, floor)
    return Part(tone, tuple((t, side * f) for f, t in outline), (*origin, degrees))


def soft(tone, points, floor=None, **more):
    """A part that changes its shape; it is flattened where it would reach below the floor."""
    if floor is not None:
        points = [(x, max(y, floor)) for x, y in points]
    return Part(tone, tuple(points), **more)


def lit_by(squeeze):
    """How bright a glute is lit, 0 to 1; it stays dark at the least work."""
    return min(1, max(0, (squeeze - 0.12) / 0.12))


def lamp(outline, fibres, squeeze):
    """The lit part of a glute, which grows from its middle with the contraction.

    A ring in the stage's colour sets it off, so that half lit looks smaller and not muddier.
    """
    share = lit_by(squeeze) * (0.5 + 0.5 * squeeze)
    cx, cy = (sum(axis) / len(outline) for axis in zip(*outline, strict=True))

    def grown(points):
        return tuple((cx + share * (x - cx), cy + share * (y - cy)) for x, y in points)

    return [
        Part("lit", grown(outline), ring="stage"),
        *([Curves("fibre", tuple(map(grown, fibres)))] if fibres else []),
    ]


def picture(inner, view, label, classes="", more=""):
    """The whole SVG; with an empty label it is hidden from screen readers."""
    name = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    look = f' class="{escape(classes)}"' if classes else ""
    box = " ".join(map(units, view))
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"{look} {name}{more}>'
    return f"{start}{inner}</svg>"
