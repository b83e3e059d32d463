"""Draws what stands or lies around the body: ground, shadows, wall, mat, rack, insets."""

from dataclasses import dataclass

from .insets import insets
from .props import box
from .svg_shapes import UNITS, Drawn, Element, num, paint, units

LOW = 0.12  # highest ankle of a standing foot from the side, where its heel may be up
LOW_IN_FRONT = 0.07  # highest ankle of a standing foot from the front, where no heel is up
FADE = 0.03  # how far below that an ankle has its whole shadow


def standing_things(props, right):
    """Wall and rack."""
    parts = []
    if "wall" in props:
        wall = props["wall"]
        parts += [
            box("wall", wall, 0, right, 1.06, 0),
            box("wall-edge", wall, 0, wall + 0.012, 1.06, 0),
        ]
    if "rack" in props:
        pin = props["rack"] - 0.012
        parts += [box("wall-edge", x, 0, x + 0.030, 0.70) for x in (-0.27, 0.31)]
        parts.append(box("wall-edge", -0.27, pin - 0.026, 0.34, pin, 6))
    return parts


@dataclass(frozen=True)
class Shadow(Drawn):
    """Two flat ellipses on the ground, the inner one darker; ``size`` is from 0 to 1."""

    at: tuple
    half: float
    height: float  # units
    size: float = 1

    def is_nothing(self):
        return not self.size

    def element(self):
        ellipses = "".join(
            f'<ellipse rx="{units(self.half * share)}" ry="{num(self.height * share)}"/>'
            for share in (1, 0.72)
        )
        start = f'g {paint("shadow")} fill-opacity=".12"'
        return Element(start, (*self.at, 0, self.size), inner=ellipses)


def ground_of(props):
    return -0.014 if "mat" in props else 0  # the mat's top is the body's floor


def scene(figure, left, right, line=True):
    """What never moves, as SVG text: ``(behind the shadows, before the shadows)``."""
    props, ground = figure.props, ground_of(figure.props)
    behind, before = standing_things(props, right), []
    if line:
        behind.append(
            f'<path d="M{units(left + 0.03)} {units(-ground)}H{units(right - 0.03)}" '
            f'{paint("ground", "stroke")} stroke-width="5" stroke-linecap="round"/>'
        )
    if "mat" in props:
        a, b = props["mat"]
        before.append(
            f'<path d="M{units(a)} 0l30-26H{num(b * UNITS + 30)}l-30 26z" {paint("mat-top")}/>'
        )
        before.append(box("mat", a, ground, b, 0, 5))
    return "".join(behind), "".join([*before, *(insets(figure) if line else [])])


def shadows(figure, body):
    """The shadow of the mat, or those of the feet on the floor and of a trap bar."""
    props, ground = figure.props, ground_of(figure.props) - 0.004
    if "mat" in props:
        a, b = props["mat"]
        return [Shadow(((a + b) / 2, ground), (b - a) * 0.54, 20)]
    ankles = [leg.ankle for leg in (body.near, body.far)]
    if figure.posture != "stand":
        return [Shadow((x, ground), 0.08, 12, _nearness(y, LOW_IN_FRONT)) for x, y in ankles]
    found = [Shadow((x + 0.03, ground), 0.115, 13, _nearness(y, LOW)) for x, y in ankles]
    bar = [Shadow((props["hang"], ground), 0.17, 13)] if "trap" in props.get("load", "") else []
    return found + bar


def _nearness(height, low):
    return min(1, max(0, (low - height) / FADE))
