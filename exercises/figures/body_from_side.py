"""Draws the body from the side: joints in, parts out, from the back to the front."""

import math

from . import outlines as shape
from .people import PEOPLE
from .props import load
from .skeleton import ANKLE, BALL, FORE, POSTURES, TRUNK, UPPER, add, heading, place, ray, sub
from .svg_shapes import Glow, lamp, rigid, soft

PEEK = (-0.018, 0.009)  # (front, up): where a working far buttock shows behind the near one


def leg_parts(leg, put, who, side, far):
    tone = "-far" if far else ""
    thigh, shank = heading(leg.hip, leg.knee), heading(leg.knee, leg.ankle)
    shoe, sole = (toes_flat(outline, leg.lift) for outline in (shape.SHOE, shape.SOLE))
    return [
        put("leg" + tone, who.wide("legs", shape.SHANK_SHAPE), leg.knee, shank, side),
        put("shoe" + tone, shoe, leg.ankle, leg.foot, side),
        put("sole" + tone, sole, leg.ankle, leg.foot, side),
        put("leg" + tone, who.wide("legs", shape.THIGH_SHAPE), leg.hip, thigh, side),
        put("shorts" + tone, who.wide("legs", shape.SHORTS_LEG), leg.hip, thigh, side),
    ]


def toes_flat(outline, lift):
    """Bends a shoe at the ball of the foot when the heel is up by ``lift`` degrees."""
    bent = [place((0, 0), lift, 1, [(f + ANKLE, t - BALL)])[0] for f, t in outline]
    return [
        (y - ANKLE, x + BALL) if t > BALL else (f, t)
        for (f, t), (x, y) in zip(outline, bent, strict=True)
    ]


def arm_parts(arm, put, who, side, far):
    tone, upper = "-far" if far else "", heading(arm.shoulder, arm.elbow)
    fore = heading(arm.elbow, arm.wrist)
    # An arm that points towards or away from the viewer is seen shorter than it is.
    near_half = math.dist(arm.shoulder, arm.elbow) / UPPER
    far_half = math.dist(arm.elbow, arm.wrist) / FORE
    upper_arm, sleeve, forearm = (
        [(f, t * share) for f, t in who.wide("arms", outline)]
        for outline, share in (
            (shape.UPPER_SHAPE, near_half),
            (shape.SLEEVE, near_half),
            (shape.FORE_SHAPE, far_half),
        )
    )
    parts = [
        put("arm" + tone, upper_arm, arm.shoulder, upper, side),
        put("arm" + tone, forearm, arm.elbow, fore, side),
        put("skin" + tone, shape.HANDS[arm.grip], arm.wrist, arm.hand, side),
        put("top-far" if far else "sleeve", sleeve, arm.shoulder, upper, side),
    ]
    if arm.grip == "fist" and not far:
        parts.append(put("ear", shape.THUMB, arm.wrist, arm.hand, side))
    return parts


def buttock(hip, knee, trunk, who, side, squeeze):
    """``(pelvis, glute, fibres of the glute, middle of the glute)``.

    Control points belong to the trunk, to the thigh, or to the line half-way between them, so the
    outlines stretch when the hip bends.
    """
    thigh = heading(hip, knee)
    flex = ((thigh - trunk) * side) % 360 - 180
    out = 0.083 + who.seat + 0.007 * squeeze - 0.018 * min(1, max(0, flex) / 90)
    wide, belly = who.trunk, who.belly

    def torso(front, up):
        return place(hip, trunk, -side, [(front, up)])[0]

    def limb(front, down):
        return place(hip, thigh, side, [(front, down)])[0]

    def back(out, down):
        return place(hip, thigh - side * (90 + flex / 2), side, [(down, out)])[0]

    waist, hem = torso(0.046 * wide + belly, 0.088), torso(-0.042 * wide, 0.088)
    pelvis = [
        waist,
        waist,
        torso(0.062 * wide + belly / 2, 0.03),
        limb(0.060 * who.legs, 0.05),
        limb(0.0, 0.09),
        limb(-0.060 * who.legs, 0.080),
    ]
    pelvis += [back(out, 0.038), back(out, -0.032), torso(-0.058 * wide, 0.070), hem, hem]
    glute = [torso(-0.030, 0.074), torso(-0.058 * wide, 0.066), back(out, -0.032)]
    glute += [
        back(out, 0.038),
        limb(-0.060 * who.legs, 0.080),
        limb(-0.034, 0.096),
        limb(-0.008, 0.042),
        back(-0.014, -0.004),
        torso(-0.010, 0.048),
    ]
    fibres = [
        (torso(-0.040, 0.054), back(0.046, -0.020), limb(-0.010, 0.030)),
        (back(0.068, -0.030), back(0.055, 0.004), limb(-0.018, 0.054)),
        (back(0.076, 0.008), back(0.058, 0.030), limb(-0.028, 0.074)),
    ]
    return pelvis, glute, fibres, back(0.040, 0.005)


def far_buttock(body, who, floor, squeeze):
    """The buttock of the far side, which shows more the harder it works."""
    peek = [(PEEK[0] * squeeze, PEEK[1] * squeeze)]
    hip = place(body.near.hip, body.trunk, -body.side, peek)[0]
    knee = add(body.far.knee, sub(hip, body.far.hip))
    pelvis, glute, _, middle = buttock(hip, knee, body.trunk, who, body.side, squeeze)
    lit = lamp([(x, max(y, 0)) for x, y in glute], [], squeeze)
    return [Glow(middle, 0.165, squeeze)], [soft("shorts-far", pelvis, floor), *lit]


def from_side(figure, pose):
    """``(body, parts)`` in a pose, the parts from the back to the front."""
    body, who = POSTURES[figure.posture](pose, figure.props), PEOPLE[figure.person]
    side, trunk, look, squeeze = body.side, body.trunk, body.look, pose["squeeze"]
    floor = 0 if "mat" in figure.props else None

    def put(tone, outline, origin, degrees, side):
        return rigid(who.tone(tone), outline, origin, degrees, side, floor)

    base = place(body.shoulder, trunk, -side, [(-0.004, 0.012)])[0]
    head = body.head or ray(base, 0.108, (trunk + look) / 2)
    nape = place(head, look, -side, [(-0.012, -0.02)])[0]

    near_arm, far_arm = (
        arm_parts(arm, put, who, side, far) if arm else []
        for arm, far in zip(body.arms, (False, True), strict=True)
    )
    behind, between, in_hand, in_front = load(figure.props, body)
    pelvis, glute, fibres, middle = buttock(
        body.near.hip, body.near.knee, trunk + side * pose.get("tuck", 0), who, side, squeeze
    )
    far_glow, far_seat = (
        far_buttock(body, who, floor, pose["squeeze_far"]) if "squeeze_far" in pose else ([], [])
    )
    parts = [
        Glow(middle, 0.165, squeeze),
        *far_glow,
        *behind,
        *far_arm,
        *leg_parts(body.far, put, who, side, far=True),
        *far_seat,
        *between,
        put("skin", shape.NECK, base, heading(base, nape), -side),
        soft("shorts", pelvis, floor),
        *leg_parts(body.near, put, who, side, far=False),
        soft("glute", glute, floor),
        put("top", who.shirt(), ray(body.shoulder, -TRUNK, trunk), trunk, -side),
        *lamp([(x, max(y, 0)) for x, y in glute], fibres, squeeze),
        *([put("hair", who.hair.side_behind, head, look, -side)] if who.hair.side_behind else []),
        put("skin", shape.HEAD, head, look, -side),
        put("ear", shape.EAR, head, look, -side),
        put("hair", who.hair.side, head, look, -side),
        *in_hand,
        *near_arm,
        *in_front,
    ]
    return body, parts
