"""Draws small round pictures in a corner for what the large one cannot show."""

from .body_from_front import KNEE, LEAN, SHIN, half
from .people import PEOPLE
from .skeleton import add, heading, place, ray, stand
from .svg_shapes import paint, soft, units

RADIUS = 0.17
SMALL = 0.33  # the scale of a whole body in an inset
HINGED = {"trunk": LEAN, "knee": KNEE, "ankle": SHIN, "shoulder": 55, "elbow": 80, "squeeze": 1}
ROUND = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'

# Outlines of the hips from the front, in body heights around the middle of the hip bones
WAIST = [(0.072, 0.10), (0.066, 0.085), (0.078, 0.022), (0.0, 0.022), (0.0, 0.022)]
SHORTS = [(0.0, 0.034), (0.076, 0.034), (0.088, -0.010), (0.092, -0.088), (0.092, -0.088),
          (0.010, -0.088), (0.010, -0.088), (0.0, -0.060)]  # fmt: skip
BONE = (0.058, 0.0)


def insets(figure):
    """The round pictures that a pose file's props ask for."""
    return [
        round_picture(figure.props[name], draw(figure))
        for name, draw in (("level", level), ("side", hinge))
        if name in figure.props
    ]


def round_picture(middle, inner):
    x, y = middle
    rim = f'{paint("ground", "stroke")} stroke-width="5"'
    circle = f'<circle r="{units(RADIUS)}" {paint("inset")} {rim}/>'
    return f'<g transform="translate({units(x)} {units(-y)})">{circle}{inner}</g>'


def level(figure):
    """Both hip bones at one height, with a light on each."""
    top = PEOPLE[figure.person].tone("top")
    line = (
        f'<path d="M{units(-0.125)} 0H{units(0.125)}" {paint("lit", "stroke")} '
        'stroke-width="6" stroke-dasharray="14 9"/>'
    )
    lights = "".join(
        f'<circle cx="{units(side * BONE[0])}" r="17" {paint("lit")} {paint("stage", "stroke")} '
        'stroke-width="6"/>'
        for side in (-1, 1)
    )
    hips = soft(top, half(WAIST)).svg() + soft("shorts", half(SHORTS)).svg()
    return f'<g transform="scale(1.3)">{hips}{line}{lights}</g>'


def hinge(figure):
    """The stance of the large picture from the side, each limb a stroke with round ends."""
    who, body = PEOPLE[figure.person], stand(HINGED, {})
    leg, arm = body.near, body.arms[0]
    seat = place(leg.hip, body.trunk, -1, [(-0.030, 0.0)])[0]
    chest, head = ray(body.shoulder, -0.03, body.trunk), ray(body.shoulder, 0.115, body.trunk - 5)
    toe = add(leg.ankle, (0.095, -0.022))
    strokes = (
        ("shoe", 38, (add(leg.ankle, (-0.028, -0.020)), toe)),
        (who.tone("leg"), 74, (leg.knee, leg.ankle)),
        (who.tone("leg"), 96, (leg.hip, leg.knee)),
        (who.tone("top"), 118, (ray(leg.hip, 0.06, body.trunk), chest)),
        ("shorts", 128, (leg.hip, ray(leg.hip, 0.09, heading(leg.hip, leg.knee)))),
        ("lit", 96, (seat, seat)),
        (who.tone("arm"), 54, (arm.shoulder, arm.elbow, arm.wrist)),
        (who.tone("skin"), 76, (body.shoulder, head)),
        (who.tone("hair"), 140, (head, ray(head, 0.02, body.trunk + 60))),
    )
    limbs = "".join(_stroke(*stroke) for stroke in strokes)
    return f'<g transform="translate(6 153)scale({SMALL})" {ROUND}>{limbs}</g>'


def _stroke(tone, width, joints):
    path = "L".join(f"{units(x)} {units(-y)}" for x, y in joints)
    return f'<path {paint(tone, "stroke")} stroke-width="{width}" d="M{path}"/>'
