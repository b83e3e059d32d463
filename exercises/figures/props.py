"""Draws what the hands hold: trap bar, barbell, dumbbells, kettlebell, stick."""

from . import outlines as shape
from .skeleton import AWAY, HAND, STICK, TRUNK, add, place, ray
from .svg_shapes import Prop, paint, rigid, units

PLATE = 0.132  # radius of a 45 cm plate
AXLES = {"trap": -0.0635, "trap-low": 0, "barbell": 0}  # how far the sleeves are above the hands
BELL = 0.148  # how far the foot of a kettlebell is below the hands
MIDDLE = (AWAY[0] / 2, AWAY[1] / 2)  # from the near side of the body to its middle


def box(tone, x0, y0, x1, y1, r=4, more=""):
    """A rectangle given in body heights."""
    size = f'width="{units(x1 - x0)}" height="{units(y1 - y0)}"'
    return f'<rect x="{units(x0)}" y="{units(-y1)}" {size} rx="{r}" {paint(tone)}{more}/>'


def disc(tone, r, y=0, more=""):
    return f'<circle cy="{units(-y)}" r="{units(r)}" {paint(tone)}{more}/>'


def plate(axle, far):
    """A plate; the near one is transparent, so that legs and hands can be seen behind it."""
    if far:
        return disc("iron-far", PLATE, axle)
    ring = (
        f'<circle cy="{units(-axle)}" r="{units(PLATE - 0.006)}" fill="none" '
        f'{paint("iron", "stroke")} stroke-width="12"/>'
    )
    return disc("iron", PLATE, axle, ' fill-opacity=".1"') + ring


def dumbbell(tone):
    """A dumbbell with an edge in the stage's colour, which sets it off from dark clothes."""
    edge = f' {paint("stage", "stroke")} stroke-width="5"'
    heads = "".join(
        box(tone, x - 0.027, -0.041, x + 0.027, 0.041, 14, edge) for x in (-0.066, 0.066)
    )
    return box("steel", -0.05, -0.010, 0.05, 0.010) + heads


def trap_frame(axle, tone="iron"):
    """A frame from the front to the back of the legs; high handles stand on two posts."""
    frame = box(tone, -0.19, axle - 0.011, 0.19, axle + 0.011, 11)
    if not axle:
        return frame + box("steel", -0.070, -0.011, 0.070, 0.011, 11)
    posts = "".join(box(tone, x - 0.009, axle, x + 0.009, 0.010) for x in (-0.070, 0.070))
    return frame + posts + box("steel", -0.079, -0.011, 0.079, 0.011, 11)


def kettlebell():
    """A handle for two hands and the bell below it, around the middle between the hands."""
    handle = (
        f'<path d="M-34 62L-26 12Q-24 -6 0 -6T26 12L34 62" fill="none" '
        f'{paint("iron", "stroke")} stroke-width="20"/>'
    )
    foot = box("iron", -0.036, -BELL, 0.036, -BELL + 0.03, 8)
    return handle + foot + disc("iron", 0.062, -0.082)


def low_box(top):
    return box("wall-edge", -0.085, 0, 0.085, top) + box("wall", -0.085, top - 0.022, 0.085, top)


def load(props, body):
    """Parts ``(behind the body, between the legs, behind the near hand, in front)``."""
    kind = props.get("load")
    if "stick" in props:
        spine = place(body.shoulder, body.trunk, -1, [(STICK, -TRUNK / 2)])[0]
        return [], [rigid("wood", shape.STICK, spine, body.trunk)], [], []
    if not kind:
        return [], [], [], []
    near, far = (ray(arm.wrist, HAND, arm.hand) for arm in body.arms)
    if kind == "dumbbell":
        return (
            [Prop(far, dumbbell("iron-far"), 0.092)],
            [],
            [Prop(near, dumbbell("iron"), 0.092)],
            [],
        )
    if kind == "kettlebell":
        stands = (near[0] + MIDDLE[0], 0)
        bell = [
            Prop(stands, low_box(props["box"]), 0.085),
            Prop(add(near, MIDDLE), kettlebell(), 0.062),
        ]
        return [], bell, [], []
    axle = AXLES[kind]
    behind, in_hand = [Prop(far, plate(axle, True), PLATE)], [Prop(near, plate(axle, False), PLATE)]
    if kind == "barbell":
        return behind, [], in_hand, [Prop(near, disc("steel", 0.024) + disc("iron", 0.011), 0)]
    behind.append(Prop(far, trap_frame(axle, "iron-far"), 0.19))
    return behind, [], [*in_hand, Prop(near, trap_frame(axle), 0.19)], []
