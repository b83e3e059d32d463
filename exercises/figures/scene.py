"""What stands or lies around the body and never moves: ground, shadow, wall, mat, rack, insets."""

from .drawing import UNITS, num, paint, units
from .insets import insets
from .props import box

LOW = 0.12  # the ankle of a foot that stands, its heel up, is no higher


def standing_things(props, right):
    """Wall and rack: all that stands around the body."""
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


def shadow(x, half, height, ground):
    """Two flat ellipses, the inner one darker."""
    return "".join(
        f'<ellipse cx="{units(x)}" cy="{units(0.004 - ground)}" rx="{units(half * share)}" '
        f'ry="{num(height * share)}" {paint("shadow")} opacity=".12"/>'
        for share in (1, 0.72)
    )


def ground_of(props):
    return -0.014 if "mat" in props else 0  # the mat's top is the body's floor


def scene(figure, body, left, right, line=True):
    """All that never moves: the ground, shadows, wall, rack and mat, from left to right."""
    props, ground = figure.props, ground_of(figure.props)
    parts = standing_things(props, right)
    if line:
        parts.append(
            f'<path d="M{units(left + 0.03)} {units(-ground)}H{units(right - 0.03)}" '
            f'{paint("ground", "stroke")} stroke-width="5" stroke-linecap="round"/>'
        )
    parts += [shadow(*shade, ground) for shade in _shades(figure, body)]
    if "mat" in props:
        a, b = props["mat"]
        parts.append(
            f'<path d="M{units(a)} 0l30-26H{num(b * UNITS + 30)}l-30 26z" {paint("mat-top")}/>'
        )
        parts.append(box("mat", a, ground, b, 0, 5))
    return parts + (insets(figure) if line else [])


def _shades(figure, body):
    """(middle, half width, height in units) of every shadow on the ground."""
    props = figure.props
    if "mat" in props:
        a, b = props["mat"]
        return [((a + b) / 2, (b - a) * 0.54, 20)]
    if figure.posture != "stand":
        return [(leg.ankle[0], 0.08, 12) for leg in (body.near, body.far) if leg.ankle[1] < 0.04]
    shades = [
        (leg.ankle[0] + 0.03, 0.115, 13) for leg in (body.near, body.far) if leg.ankle[1] < LOW
    ]
    return [*shades, (props["hang"], 0.17, 13)] if "trap" in props.get("load", "") else shades
