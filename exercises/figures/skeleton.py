"""Forward kinematics: from joint angles to the places of joints.

Lengths are fractions of body height, y points up, the floor is at 0 and the body faces +x; angles
are in degrees. What touches floor, wall or bar is the root of the chain, or is reached by inverse
kinematics, so that it cannot slide.
"""

import math
from dataclasses import dataclass, replace

THIGH, SHANK, TRUNK, UPPER, FORE, HAND = 0.245, 0.246, 0.288, 0.186, 0.146, 0.0735
ANKLE, BALL = 0.039, 0.075  # ankle above the sole, ankle to ball of the foot
AWAY = (0.030, 0.011)  # from the near to the far side of the body, seen slightly from above
LYING_SHOULDER, LYING_ANKLE = (-0.288, 0.057), (0.1749, ANKLE)
# The arms lie on the mat 45 degrees away from the body, one towards the viewer and one away. So
# they are seen shorter and do not hide the hip.
LYING_ARM = (LYING_SHOULDER, (-0.170, 0.020), (-0.072, 0.008))
LYING_AWAY = (0.055, 0.022)
STICK = -0.094  # a stick along the spine, behind the line of the trunk


@dataclass(frozen=True)
class Leg:
    hip: tuple
    knee: tuple
    ankle: tuple
    foot: float = 0  # degrees of the sole
    lift: float = 0  # degrees by which the heel is up while the toes stay flat


@dataclass(frozen=True)
class Arm:
    shoulder: tuple
    elbow: tuple
    wrist: tuple
    hand: float  # degrees
    grip: str  # an outline of outlines.HANDS


@dataclass(frozen=True)
class Body:
    """A body from the side; ``trunk`` and ``look`` (the head's) are degrees."""

    near: Leg  # the leg that works
    far: Leg
    shoulder: tuple
    trunk: float
    look: float
    arms: tuple  # near and far arm; None for a hidden one
    side: int = 1  # which way front is, seen along a bone
    head: tuple | None = None  # where it rests; None where the trunk carries it


def add(a, b):
    return (a[0] + b[0], a[1] + b[1])


def sub(a, b):
    return (a[0] - b[0], a[1] - b[1])


def ray(origin, length, degrees):
    a = math.radians(degrees)
    return (origin[0] + length * math.cos(a), origin[1] + length * math.sin(a))


def heading(a, b):
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))


def bend_between(a, b, first, second, side):
    """The joint between two bones that reach from a to b; side +1 bends counter-clockwise."""
    d = min(math.dist(a, b), first + second - 1e-9)
    inner = math.degrees(math.acos((first**2 + d**2 - second**2) / (2 * first * d)))
    return ray(a, first, heading(a, b) + side * inner)


def place(origin, degrees, side, points):
    """Puts local (front, along) points into the picture; ``side`` tells which way front is."""
    a = math.radians(degrees)
    ux, uy = math.cos(a), math.sin(a)
    x, y = origin
    return [(x + t * ux - side * f * uy, y + t * uy + side * f * ux) for f, t in points]


def far_leg(leg):
    return replace(
        leg, **{joint: add(getattr(leg, joint), AWAY) for joint in ("hip", "knee", "ankle")}
    )


def free_leg(hip, thigh, pose, name):
    """A leg off the floor, whose angles in ``pose`` begin with ``name``."""
    knee = ray(hip, THIGH, thigh)
    shank = thigh - pose.get(name + "_knee", 0)
    foot = shank + 90 + pose.get(name + "_ankle", 0)
    return Leg(hip, knee, ray(knee, SHANK, shank), foot, pose.get(name + "_heel", 0))


def rear_leg(hip, props):
    """A leg whose toes stay down behind the body, so that its foot never moves."""
    ball, heel = props["rear"]
    ankle = place((ball + AWAY[0], AWAY[1]), 180 - heel, -1, [(ANKLE, BALL)])[0]
    return Leg(hip, bend_between(hip, ankle, THIGH, SHANK, 1), ankle, -heel, heel)


def stand(pose, props):
    """Builds the body up from the planted foot: heel, ankle, knee, trunk, then the arms.

    A leg with a hip angle of its own may leave the floor. ``rise`` lifts the whole body, both feet
    off the floor.
    """
    heel, lean = pose.get("heel", 0), pose["ankle"] + pose.get("heel", 0)
    ankle = place((BALL, 0), 180 - heel, -1, [(ANKLE, BALL)])[0]
    ankle = add(ankle, (0, pose.get("rise", 0)))
    knee = ray(ankle, SHANK, 90 - lean)
    hip = ray(knee, THIGH, 90 + pose["knee"] - lean)
    shoulder = ray(hip, TRUNK, 90 - pose["trunk"])
    near = Leg(hip, knee, ankle, -heel, heel)
    far, down = far_leg(near), -90 - pose["trunk"]
    if "rear" in props:
        far = rear_leg(far.hip, props)
    if "free_hip" in pose:
        far = free_leg(far.hip, down + pose["free_hip"], pose, "free")
    if "near_hip" in pose:
        near = free_leg(hip, down + pose["near_hip"], pose, "near")
    arms = tuple(_arm(add(shoulder, away), away, pose, props) for away in ((0, 0), AWAY))
    trunk = 90 - pose["trunk"]
    return Body(near, far, shoulder, trunk, trunk + pose.get("neck", 0), arms)


def _arm(shoulder, away, pose, props):
    if "wall" in props:
        wrist = (props["wall"] - 0.020, pose["reach"] - 0.022 + 1.5 * away[1])
        return Arm(shoulder, bend_between(shoulder, wrist, UPPER, FORE, -1), wrist, 90, "palm")
    if "hang" in props:  # the arms are straight and the load moves on one vertical line
        reach = UPPER + FORE + HAND
        x = props["hang"] + away[0] - shoulder[0]
        line = heading((0, 0), (x, -math.sqrt(reach**2 - x**2)))
        return Arm(
            shoulder, ray(shoulder, UPPER, line), ray(shoulder, UPPER + FORE, line), line, "fist"
        )
    if "stick" in props:  # the near hand is at the small of the back, the far one at the neck
        trunk, far = 90 - pose["trunk"], away != (0, 0)
        along, hand = (0.395, 150) if far else (0.135, 175)
        wrist = place(shoulder, trunk, -1, [(STICK + 0.004, along - TRUNK)])[0]
        elbow = bend_between(shoulder, wrist, UPPER, FORE, 1 if far else -1)
        return Arm(shoulder, elbow, wrist, trunk + hand, "fist")
    upper = -90 - pose["trunk"] + pose["shoulder"]
    elbow = ray(shoulder, UPPER, upper)
    fore = upper + pose["elbow"]
    return Arm(shoulder, elbow, ray(elbow, FORE, fore), fore, "mitt")


def bridge(pose, props):
    """Lies on the back: shoulders and feet stay, the trunk turns about the shoulders."""
    hip = ray(LYING_SHOULDER, TRUNK, pose["trunk"])
    planted = Leg(hip, bend_between(hip, LYING_ANKLE, THIGH, SHANK, 1), LYING_ANKLE)
    near, far = lifted(planted, pose, "near"), lifted(planted, pose, "free")
    arms = lying_arm((0, 0)), lying_arm(LYING_AWAY)
    trunk = 180 + pose["trunk"]
    return Body(near, far_leg(far), LYING_SHOULDER, trunk, 180, arms, head=(-0.405, 0.074))


def lying_arm(away):
    shoulder, elbow, wrist = (add(joint, away) for joint in LYING_ARM)
    return Arm(shoulder, elbow, wrist, -3, "flat")


def lifted(planted, pose, name):
    """A leg of a bridge, stretched from planted (0) to straight (100) as ``…_out`` says.

    ``…_line`` is by how many degrees its thigh is above the planted one.
    """
    out = pose.get(name + "_out", 0) / 100
    thigh = heading(planted.hip, planted.knee) + pose.get(name + "_line", 0)
    bent = heading(planted.hip, planted.knee) - heading(planted.knee, planted.ankle)
    bend = bent + out * (pose.get(name + "_knee", 0) - bent)
    knee = ray(planted.hip, THIGH, thigh)
    foot = out * (thigh - bend + 90 + pose.get(name + "_ankle", 0))
    return Leg(planted.hip, knee, ray(knee, SHANK, thigh - bend), foot)


def prone(pose, props):
    """Lies face down, forehead on the hands; nothing moves but the pelvis, a little."""
    near = Leg((0, 0.064), (0.2445, 0.048), (0.490, 0.040), -14)
    shoulder = (-0.288, 0.066)
    # The elbow is out to the side, towards the viewer; the forearm goes under the forehead.
    arm = Arm(shoulder, (-0.385, 0.014), (-0.440, 0.020), 176, "under")
    return Body(near, far_leg(near), shoulder, 180, 180, (arm, None), side=-1, head=(-0.412, 0.112))


POSTURES = {"stand": stand, "bridge": bridge, "prone": prone}
