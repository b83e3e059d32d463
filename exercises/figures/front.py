"""The body from the front or from behind: hips back and knees soft, so trunk and thighs are
foreshortened. From behind it is the same picture with the buttocks shown, arms and face hidden."""

from dataclasses import dataclass

from . import outlines as shape
from .drawing import Glow, lamp, rigid, soft
from .skeleton import ANKLE, Leg, add, heading, place

SIDES = (("left", -1), ("right", 1))


@dataclass(frozen=True)
class FrontBody:
    near: Leg  # the one on the right of the picture
    far: Leg


def mirrored(points, sign=-1):
    return [(x * sign, y) for x, y in points]


def half(points):
    """The right half of a symmetrical outline, completed."""
    return points + mirrored(points[::-1])


def joints(pose, hips, name, sign):
    lift = pose.get("lift_" + name, 0)
    hip, ankle = add(hips, (0.064 * sign, 0)), (pose[name], ANKLE + lift)
    knee = ((hip[0] + ankle[0]) / 2 + 0.010 * sign, 0.283 + lift / 2)
    return Leg(hip, knee, ankle)


def leg_parts(leg, sign):
    thigh, shank = heading(leg.hip, leg.knee), heading(leg.knee, leg.ankle)
    return [
        rigid("skin", shape.F_SHANK, leg.knee, shank, sign),
        rigid("shoe", shape.F_SHOE, leg.ankle, 90, -sign),
        rigid("sole", shape.F_SOLE, leg.ankle, 90, -sign),
        rigid("skin", shape.F_THIGH, leg.hip, thigh, sign),
        rigid("shorts", shape.F_SHORTS, leg.hip, thigh, sign),
    ]


def arm_parts(chest, sign):
    shoulder, elbow, hand = (
        add(chest, (x * sign, y)) for x, y in ((0.106, 0), (0.150, -0.164), (0.024, -0.150))
    )
    upper = heading(shoulder, elbow)
    return [
        rigid("skin", shape.UPPER_SHAPE, shoulder, upper, sign),
        rigid("sleeve", shape.SLEEVE, shoulder, upper, sign),
        rigid("skin", shape.F_FORE, elbow, heading(elbow, hand), sign),
        rigid("skin", shape.F_FIST, hand, 90, -sign),
    ]


def glute_parts(hips, sign, squeeze, behind):
    outline = [add(hips, p) for p in mirrored(shape.B_GLUTE if behind else shape.F_GLUTE, sign)]
    fibres = [[add(hips, p) for p in mirrored(c, sign)] for c in shape.B_FIBRES] if behind else []
    return [soft("glute", outline), *lamp(outline, fibres, squeeze)]


def band_parts(legs):
    """The loop above the knees: its far side behind the legs, its near side before them."""
    (a, b), (c, d) = (
        place(leg.hip, heading(leg.hip, leg.knee), sign, [(0.052, 0.172), (0.049, 0.208)])
        for leg, (_, sign) in zip(legs, SIDES, strict=True)
    )
    e, f = (add(p, (0, 0.013)) for p in (b, d))
    return soft("band-far", [a, a, e, e, f, f, c, c]), soft("band", [a, a, b, b, d, d, c, c])


def head_parts(hips, chest, behind):
    face = add(chest, (0, 0.134))
    parts = [
        rigid("skin", half(shape.F_NECK), chest, 90),
        rigid("top", half(shape.F_SHIRT), hips, 90),
    ]
    if not behind:
        parts.append(rigid("skin", half(shape.F_COLLAR), chest, 90))
    parts += [
        rigid("ear", half(shape.F_EARS), face, 90),
        rigid("skin", half(shape.F_HEAD), face, 90),
    ]
    hair = half(shape.B_HAIR) if behind else mirrored(shape.F_HAIR)
    return [*parts, rigid("hair", hair, face, 90)]


def from_front(figure, pose):
    """The body in a pose, and its parts."""
    hips, chest = (pose["pelvis"], 0.515), (pose["pelvis"], 0.772)
    behind = figure.posture == "behind"
    legs = [joints(pose, hips, name, sign) for name, sign in SIDES]
    arms = [part for _, sign in SIDES for part in arm_parts(chest, sign)]
    squeezes = [(sign, pose["glute_" + name]) for name, sign in SIDES]
    loop, strap = band_parts(legs)
    parts = [
        *(Glow(add(hips, (0.10 * sign, -0.01)), 0.13, squeeze) for sign, squeeze in squeezes),
        rigid("hair", mirrored(shape.F_BUN), add(chest, (0, 0.134)), 90),
        loop,
        *(arms if behind else []),
        *(
            part
            for leg, (_, sign) in zip(legs, SIDES, strict=True)
            for part in leg_parts(leg, sign)
        ),
        rigid("shorts", half(shape.F_PELVIS), hips, 90),
        *(part for sign, squeeze in squeezes for part in glute_parts(hips, sign, squeeze, behind)),
        strap,
        *head_parts(hips, chest, behind),
        *([] if behind else arms),
    ]
    return FrontBody(near=legs[1], far=legs[0]), parts
