"""Draws the body from the front or from behind, in a quarter squat.

The hips are back and the knees bent, so trunk and thighs are seen shorter than they are. What is
farther away is drawn first: head and arms from behind, hips from the front.
"""

from dataclasses import dataclass

from . import outlines as shape
from .people import PEOPLE
from .skeleton import ANKLE, SHANK, THIGH, TRUNK, Leg, add, heading, place, ray
from .svg_shapes import Glow, lamp, rigid, soft

SIDES = (("left", -1), ("right", 1))
LEAN, KNEE, SHIN = 26, 38, 16  # degrees: trunk forward, knee bent, shin forward
KNEE_HIGH = ANKLE + ray((0, 0), SHANK, 90 - SHIN)[1]
HIP_HIGH = KNEE_HIGH + ray((0, 0), THIGH, 90 - KNEE + SHIN)[1]
TRUNK_SEEN = ray((0, 0), TRUNK, 90 - LEAN)[1]
SHORTER = {"thigh": 0.93, "trunk": 0.96}  # of the plain outlines
HIP_WIDE, KNEE_OUT = 0.064, 0.016
LOOP = 0.25  # distance of the feet at which the band just fits
BANDS = {  # (front, along, half the height) on the thigh or the shank
    "knees": ("thigh", 0.178, 0.052),
    "ankles": ("shank", 0.196, 0.026),
}


@dataclass(frozen=True)
class FrontBody:
    near: Leg  # the one on the right of the picture
    far: Leg


def mirrored(points, sign=-1):
    return [(x * sign, y) for x, y in points]


def half(points):
    """Completes the right half of a symmetrical outline."""
    return points + mirrored(points[::-1])


def shorter(outline, share):
    return [(f, t * share) for f, t in outline]


def joints(pose, hips, name, sign):
    lift = pose.get("lift_" + name, 0)
    hip, ankle = add(hips, (HIP_WIDE * sign, 0)), (pose[name], ANKLE + lift)
    knee = ((hip[0] + ankle[0]) / 2 + KNEE_OUT * sign, KNEE_HIGH + lift / 2)
    return Leg(hip, knee, ankle)


def leg_parts(leg, who, sign, behind):
    thigh, shank = heading(leg.hip, leg.knee), heading(leg.knee, leg.ankle)
    shoe, sole = (shape.B_SHOE, shape.B_SOLE) if behind else (shape.F_SHOE, shape.F_SOLE)
    share = SHORTER["thigh"]
    long, shorts = (shorter(who.wide("legs", o), share) for o in (shape.F_THIGH, shape.F_SHORTS))
    calf = ("leg", who.wide("legs", shape.F_SHANK), leg.knee, shank, sign)
    return [
        *([] if behind else [("leg", long, leg.hip, thigh, sign)]),
        calf,
        ("shoe", shoe, leg.ankle, 90, -sign),
        ("sole", sole, leg.ankle, 90, -sign),
        *([("leg", long, leg.hip, thigh, sign)] if behind else []),
        ("shorts", shorts, leg.hip, thigh, sign),
    ]


def arm_parts(chest, who, sign):
    """The hands meet in front of the chest."""
    wide = who.trunk
    shoulder, elbow, hand = (
        add(chest, (x * sign, y))
        for x, y in ((0.106 * wide, -0.004), (0.150 * wide, -0.158), (0.024, -0.140))
    )
    upper = heading(shoulder, elbow)
    return [
        ("arm", who.wide("arms", shape.UPPER_SHAPE), shoulder, upper, sign),
        ("sleeve", who.wide("arms", shape.SLEEVE), shoulder, upper, sign),
        ("arm", who.wide("arms", shape.F_FORE), elbow, heading(elbow, hand), sign),
        ("skin", shape.F_FIST, hand, 90, -sign),
    ]


def glute_parts(hips, who, sign, squeeze, behind):
    outline = mirrored(shape.B_GLUTE if behind else shape.F_GLUTE, sign * who.trunk)
    outline = [add(hips, (x, y)) for x, y in outline]
    curves = shape.B_FIBRES if behind else []
    fibres = [[add(hips, p) for p in mirrored(c, sign * who.trunk)] for c in curves]
    return [soft("glute", outline), *lamp(outline, fibres, squeeze)]


def band_parts(legs, where, feet):
    """The side of the loop behind the legs and the side before them.

    The wider the band is stretched, the narrower it gets.
    """
    bone, along, out = BANDS[where]
    high = 0.5 * 0.042 * min(1.15, (LOOP / feet) ** 0.75)
    (a, b), (c, d) = (
        place(
            leg.hip if bone == "thigh" else leg.knee,
            heading(leg.hip, leg.knee) if bone == "thigh" else heading(leg.knee, leg.ankle),
            sign,
            [(out, along - high), (out - 0.002, along + high)],
        )
        for leg, (_, sign) in zip(legs, SIDES, strict=True)
    )
    e, f = (add(p, (0, 0.013)) for p in (b, d))
    return soft("band-far", [a, a, e, e, f, f, c, c]), soft("band", [a, a, b, b, d, d, c, c])


def head_parts(chest, who, behind):
    """Head and neck. As the trunk leans, the shoulders cover part of them from behind."""
    face = add(chest, (0, 0.120 if behind else 0.112))
    hair = half(who.hair.back if behind else who.hair.front)
    return [
        *([("hair", mirrored(who.hair.top), face, 90)] if who.hair.top else []),
        ("skin", half(shape.F_NECK), chest, 90),
        ("ear", half(shape.F_EARS), face, 90),
        ("skin", half(shape.F_HEAD), face, 90),
        ("hair", hair, face, 90),
    ]


def from_front(figure, pose):
    """``(body, parts)`` in a pose, the parts from the back to the front."""
    who, behind = PEOPLE[figure.person], figure.posture == "behind"
    hips = (pose["pelvis"], HIP_HIGH)
    chest = add(hips, (0, TRUNK_SEEN))
    legs = [joints(pose, hips, name, sign) for name, sign in SIDES]
    squeezes = [(sign, pose["glute_" + name]) for name, sign in SIDES]
    where = figure.props.get("band", "knees")
    loop, strap = band_parts(legs, where, pose["right"] - pose["left"])

    def put(parts):
        return [rigid(who.tone(tone), *more) for tone, *more in parts]

    arms = put(part for _, sign in SIDES for part in arm_parts(chest, who, sign))
    head = put(head_parts(chest, who, behind))
    shirt = shorter(who.wide("trunk", shape.F_SHIRT), SHORTER["trunk"])
    trunk = put([("top", half(shirt), hips, 90)])
    seat = put([("shorts", half(who.wide("trunk", shape.F_PELVIS)), hips, 90)])
    glutes = [
        part for sign, squeeze in squeezes for part in glute_parts(hips, who, sign, squeeze, behind)
    ]
    shade = put([("shorts-far", half(who.wide("trunk", shape.B_SHADE)), hips, 90)])
    lower = put(part for leg, (_, sign) in zip(legs, SIDES, strict=True)
                for part in leg_parts(leg, who, sign, behind))  # fmt: skip
    glow = [Glow(add(hips, (0.10 * sign, -0.01)), 0.13, squeeze) for sign, squeeze in squeezes]
    if behind:
        parts = [*glow, loop, *arms, *head, *trunk, *lower, strap, *shade, *seat, *glutes]
    else:
        parts = [*glow, loop, *lower, *seat, strap, *trunk, *glutes, *head, *arms]
    return FrontBody(near=legs[1], far=legs[0]), parts
