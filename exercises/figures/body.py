"""The body from the side: joints in, parts out, from the back to the front."""

from functools import partial

from . import outlines as shape
from .drawing import Glow, lamp, rigid, soft
from .props import load
from .skeleton import ANKLE, BALL, POSTURES, TRUNK, heading, place, ray


def leg_parts(leg, put, side, far):
    tone = "-far" if far else ""
    thigh, shank = heading(leg.hip, leg.knee), heading(leg.knee, leg.ankle)
    shoe, sole = (toes_flat(outline, leg.lift) for outline in (shape.SHOE, shape.SOLE))
    return [
        put("skin" + tone, shape.SHANK_SHAPE, leg.knee, shank, side),
        put("shoe" + tone, shoe, leg.ankle, leg.foot, side),
        put("sole" + tone, sole, leg.ankle, leg.foot, side),
        put("skin" + tone, shape.THIGH_SHAPE, leg.hip, thigh, side),
        put("shorts" + tone, shape.SHORTS_LEG, leg.hip, thigh, side),
    ]


def toes_flat(outline, lift):
    """The shoe bends at the ball when the heel is up."""
    bent = [place((0, 0), lift, 1, [(f + ANKLE, t - BALL)])[0] for f, t in outline]
    return [
        (y - ANKLE, x + BALL) if t > BALL else (f, t)
        for (f, t), (x, y) in zip(outline, bent, strict=True)
    ]


def arm_parts(arm, put, side, far):
    tone, upper = "-far" if far else "", heading(arm.shoulder, arm.elbow)
    # Under the head the forearm points away from us.
    fore = shape.FORE_STUB if arm.grip == "under" else shape.FORE_SHAPE
    return [
        put("skin" + tone, shape.UPPER_SHAPE, arm.shoulder, upper, side),
        put("skin" + tone, fore, arm.elbow, heading(arm.elbow, arm.wrist), side),
        put("skin" + tone, shape.HANDS[arm.grip], arm.wrist, arm.hand, side),
        put("top-far" if far else "sleeve", shape.SLEEVE, arm.shoulder, upper, side),
    ]


def buttock(body, squeeze, tuck):
    """Pelvis, glute, its fibres and its middle.

    Control points belong to the trunk, to the thigh, or to the line half-way between:
    so it stretches when the hip bends.
    """
    hip, side = body.near.hip, body.side
    trunk, thigh = body.trunk + side * tuck, heading(hip, body.near.knee)
    flex = ((thigh - trunk) * side) % 360 - 180
    out = 0.083 + 0.007 * squeeze

    def torso(front, up):
        return place(hip, trunk, -side, [(front, up)])[0]

    def limb(front, down):
        return place(hip, thigh, side, [(front, down)])[0]

    def back(out, down):
        return place(hip, thigh - side * (90 + flex / 2), side, [(down, out)])[0]

    waist, hem = torso(0.046, 0.088), torso(-0.042, 0.088)
    pelvis = [
        waist,
        waist,
        torso(0.062, 0.03),
        limb(0.060, 0.05),
        limb(0.0, 0.09),
        limb(-0.060, 0.080),
    ]
    pelvis += [back(out, 0.038), back(out, -0.032), torso(-0.058, 0.070), hem, hem]
    glute = [torso(-0.030, 0.074), torso(-0.058, 0.066), back(out, -0.032), back(out, 0.038)]
    glute += [
        limb(-0.060, 0.080),
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


def from_side(figure, pose):
    """The body in a pose, and its parts."""
    body = POSTURES[figure.posture](pose, figure.props)
    side, trunk, look, squeeze = body.side, body.trunk, body.look, pose["squeeze"]
    floor = 0 if "mat" in figure.props else None
    put = partial(rigid, floor=floor)
    base = place(body.shoulder, trunk, -side, [(-0.004, 0.012)])[0]
    head = body.head or ray(base, 0.108, (trunk + look) / 2)
    nape = place(head, look, -side, [(-0.012, -0.02)])[0]

    near_arm, far_arm = (
        arm_parts(arm, put, side, far) if arm else []
        for arm, far in zip(body.arms, (False, True), strict=True)
    )
    behind, in_hand, in_front = load(figure.props.get("load"), body.arms)
    pelvis, glute, fibres, middle = buttock(body, squeeze, pose.get("tuck", 0))
    lit = lamp([(x, max(y, 0)) for x, y in glute], fibres, squeeze)
    parts = [
        Glow(middle, 0.165, squeeze),
        *behind,
        *far_arm,
        *leg_parts(body.far, put, side, far=True),
        rigid("skin", shape.NECK, base, heading(base, nape), -side),
        soft("shorts", pelvis, floor),
        *leg_parts(body.near, put, side, far=False),
        soft("glute", glute, floor),
        put("top", shape.SHIRT, ray(body.shoulder, -TRUNK, trunk), trunk, -side),
        *lit,
        put("hair", shape.BUN, head, look, -side),
        put("skin", shape.HEAD, head, look, -side),
        put("hair", shape.HAIR, head, look, -side),
        rigid("ear", shape.EAR, head, look, -side),
        *in_hand,
        *near_arm,
        *in_front,
    ]
    return body, parts
