"""What stands, lies or hangs around the body: ground, wall, mat, rack, bars, dumbbells."""

from .drawing import UNITS, Prop, num, paint, units
from .skeleton import HAND, ray

PLATE = 0.132  # radius of a 45 cm plate
AXLE = -0.0635  # the trap bar's sleeves hang this much below its high handles
GRIPS = {"dumbbell": 0, "barbell": 0, "trap": AXLE}


def box(tone, x0, y0, x1, y1, r=4):
    """A rectangle given in body heights."""
    size = f'width="{units(x1 - x0)}" height="{units(y1 - y0)}"'
    return f'<rect x="{units(x0)}" y="{units(-y1)}" {size} rx="{r}" {paint(tone)}/>'


def disc(tone, r, y=0, more=""):
    return f'<circle cy="{units(-y)}" r="{units(r)}" {paint(tone)}{more}/>'


def near_plate(axle):
    """See-through, so that legs and hands stay readable behind it."""
    ring = (
        f'<circle cy="{units(-axle)}" r="{units(PLATE - 0.006)}" fill="none" '
        f'{paint("iron", "stroke")} stroke-width="12"/>'
    )
    return (
        disc("iron", PLATE, axle, ' fill-opacity=".12"')
        + ring
        + disc("steel", 0.024, axle)
        + disc("iron", 0.011, axle)
    )


def dumbbell(tone):
    heads = "".join(box(tone, x - 0.026, -0.040, x + 0.026, 0.040, 14) for x in (-0.066, 0.066))
    return box("steel", -0.05, -0.010, 0.05, 0.010) + heads


def trap_frame():
    posts = "".join(box("steel", x - 0.008, AXLE, x + 0.008, 0.010) for x in (-0.06, 0.06))
    return (
        posts
        + box("steel", -0.17, AXLE - 0.010, 0.17, AXLE + 0.010, 10)
        + box("iron", -0.068, -0.010, 0.068, 0.010, 10)
    )


def load(kind, arms):
    """What the hands hold: behind the body, behind the near hand, in front of it."""
    if not kind:
        return [], [], []
    near, far = (ray(arm.wrist, HAND, arm.hand) for arm in arms)
    if kind == "dumbbell":
        return [Prop(far, dumbbell("iron-far"), 0.092)], [Prop(near, dumbbell("iron"), 0.092)], []
    axle = GRIPS[kind]
    bar = trap_frame() if kind == "trap" else disc("steel", 0.010)
    return (
        [Prop(far, disc("iron-far", PLATE, axle), PLATE)],
        [Prop(near, bar, 0.17 if kind == "trap" else 0)],
        [Prop(near, near_plate(axle), PLATE)],
    )


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
    return parts


def _shades(figure, body):
    """(middle, half width, height in units) of every shadow on the ground."""
    props = figure.props
    if "mat" in props:
        a, b = props["mat"]
        return [((a + b) / 2, (b - a) * 0.54, 20)]
    if figure.posture != "stand":
        return [(leg.ankle[0], 0.08, 12) for leg in (body.near, body.far) if leg.ankle[1] < 0.04]
    planted = [body.near] if body.free else [body.near, body.far]
    shades = [(leg.ankle[0] + 0.03, 0.115, 13) for leg in planted]
    return [*shades, (props["hang"], 0.17, 13)] if props.get("load") == "trap" else shades
