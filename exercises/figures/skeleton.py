"""From joint angles to joint places: forward kinematics from whatever is planted.

Lengths are fractions of body height, y up, floor at 0, the body faces +x;
angles are degrees. What touches floor, wall or bar is the root or is reached by
inverse kinematics, so it cannot slide.
"""

import math
from dataclasses import dataclass, replace

THIGH, SHANK, TRUNK, UPPER, FORE, HAND = 0.245, 0.246, 0.288, 0.186, 0.146, 0.0735
ANKLE, BALL = 0.039, 0.075  # ankle above the sole, ankle to ball of the foot
AWAY = (0.030, 0.011)  # where the far side of the body is, seen slightly from above
LYING_SHOULDER, LYING_ANKLE, LYING_WRIST = (-0.288, 0.057), (0.1749, ANKLE), (0.040, 0.024)


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
    """From the side; `near` is the leg that works, `trunk` and `look` are degrees."""

    near: Leg
    far: Leg
    shoulder: tuple
    trunk: float
    look: float
    arms: tuple  # near, far (None: hidden)
    side: int = 1  # which way front is, seen along a bone
    head: tuple | None = None  # where it rests; None: it grows from the trunk
    free: bool = False  # the far foot is off the floor


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
    """The joint of a two-bone chain from a to b; side +1 bends counter-clockwise."""
    d = min(math.dist(a, b), first + second - 1e-9)
    inner = math.degrees(math.acos((first**2 + d**2 - second**2) / (2 * first * d)))
    return ray(a, first, heading(a, b) + side * inner)


def place(origin, degrees, side, points):
    """Local (front, along) points into the picture; `side` is which way front is."""
    a = math.radians(degrees)
    ux, uy = math.cos(a), math.sin(a)
    x, y = origin
    return [(x + t * ux - side * f * uy, y + t * uy + side * f * ux) for f, t in points]


def far_leg(leg):
    return replace(
        leg, **{joint: add(getattr(leg, joint), AWAY) for joint in ("hip", "knee", "ankle")}
    )


def free_leg(hip, thigh, pose):
    knee = ray(hip, THIGH, thigh)
    shank = thigh - pose.get("free_knee", 0)
    foot = shank + 90 + pose.get("free_ankle", 0)
    return Leg(hip, knee, ray(knee, SHANK, shank), foot, pose.get("free_heel", 0))


def stand(pose, props):
    """Up from the planted foot: heel, ankle, knee, trunk; then the arms."""
    heel, lean = pose.get("heel", 0), pose["ankle"] + pose.get("heel", 0)
    ankle = place((BALL, 0), 180 - heel, -1, [(ANKLE, BALL)])[0]
    knee = ray(ankle, SHANK, 90 - lean)
    hip = ray(knee, THIGH, 90 + pose["knee"] - lean)
    shoulder = ray(hip, TRUNK, 90 - pose["trunk"])
    near = Leg(hip, knee, ankle, -heel, heel)
    free = "free_hip" in pose
    down = -90 - pose["trunk"]
    far = free_leg(add(hip, AWAY), down + pose["free_hip"], pose) if free else far_leg(near)
    arms = tuple(_arm(add(shoulder, away), away, pose, props) for away in ((0, 0), AWAY))
    trunk = 90 - pose["trunk"]
    return Body(near, far, shoulder, trunk, trunk + pose.get("neck", 0), arms, free=free)


def _arm(shoulder, away, pose, props):
    if "wall" in props:
        wrist = (props["wall"] - 0.020, pose["reach"] - 0.022 + 1.5 * away[1])
        return Arm(shoulder, bend_between(shoulder, wrist, UPPER, FORE, -1), wrist, 90, "palm")
    if "hang" in props:  # straight arms; the load goes up and down one vertical line
        reach = UPPER + FORE + HAND
        x = props["hang"] + away[0] - shoulder[0]
        line = heading((0, 0), (x, -math.sqrt(reach**2 - x**2)))
        return Arm(
            shoulder, ray(shoulder, UPPER, line), ray(shoulder, UPPER + FORE, line), line, "fist"
        )
    upper = -90 - pose["trunk"] + pose["shoulder"]
    elbow = ray(shoulder, UPPER, upper)
    fore = upper + pose["elbow"]
    return Arm(shoulder, elbow, ray(elbow, FORE, fore), fore, "mitt")


def bridge(pose, props):
    """On the back: shoulders and feet stay, the trunk turns about the shoulders."""
    hip = ray(LYING_SHOULDER, TRUNK, pose["trunk"])
    knee = bend_between(hip, LYING_ANKLE, THIGH, SHANK, 1)
    near = Leg(hip, knee, LYING_ANKLE)
    free = "free_line" in pose
    line = heading(hip, knee) + pose.get("free_line", 0)
    far = free_leg(add(hip, AWAY), line, pose) if free else far_leg(near)
    elbow = bend_between(LYING_SHOULDER, LYING_WRIST, UPPER, FORE, -1)
    joints = (LYING_SHOULDER, elbow, LYING_WRIST)
    arms = (Arm(*joints, -4, "mitt"), Arm(*(add(j, AWAY) for j in joints), -4, "mitt"))
    trunk = 180 + pose["trunk"]
    return Body(near, far, LYING_SHOULDER, trunk, 180, arms, head=(-0.405, 0.074), free=free)


def prone(pose, props):
    """Face down, forehead on the hands; only the pelvis tucks a little."""
    near = Leg((0, 0.064), (0.2445, 0.048), (0.490, 0.040), -14)
    shoulder = (-0.288, 0.066)
    arm = Arm(shoulder, (-0.432, 0.031), (-0.440, 0.026), 180, "under")
    return Body(near, far_leg(near), shoulder, 180, 180, (arm, None), side=-1, head=(-0.412, 0.112))


POSTURES = {"stand": stand, "bridge": bridge, "prone": prone}
