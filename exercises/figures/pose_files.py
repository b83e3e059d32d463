"""Reads the pose files, poses/<slug>.toml. docs/library.md explains their keys."""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

FOLDER = Path(__file__).parent / "poses"
PLACEHOLDER = "_standing"  # for an exercise that has no pose file
STEP_HEIGHT = 0.035  # how far a stepping foot leaves the floor
FRAME = {"middle": 0.02, "width": 1.44, "above": 0.92}
RHYTHM = {"rest": 1.2, "squeeze": 0.6, "up": 1.5, "hold": 1.5, "down": 2.0}


@dataclass(frozen=True)
class Pose:
    key: str
    at: float
    body: dict
    caption: dict
    stay: float = 0


@dataclass(frozen=True)
class Figure:
    slug: str
    posture: str
    still: str
    frame: dict
    props: dict
    alt: dict
    poses: tuple
    rhythm: dict
    person: str
    of: str
    name: dict

    def pose(self, key):
        return {pose.key: pose for pose in self.poses}[key]

    def body_at(self, moment):
        """Every angle at a moment from 0 to 1, by monotone cubics, which never overshoot."""
        times = [pose.at for pose in self.poses]
        names = {name for pose in self.poses for name in pose.body}
        body = {
            name: _cubic(times, [pose.body.get(name, 0) for pose in self.poses], moment)
            for name in names
        }
        return body | self._lifted_feet(moment)

    def _lifted_feet(self, moment):
        """How high a stepping foot is, from the front; it steps where two poses place it apart."""
        if self.posture not in ("front", "behind"):
            return {}
        pairs = pairwise(self.poses)
        a, b = next((a, b) for a, b in pairs if a.at <= moment <= b.at)
        high = STEP_HEIGHT * math.sin(math.pi * (moment - a.at) / (b.at - a.at))
        return {f"lift_{foot}": high for foot in ("left", "right") if a.body[foot] != b.body[foot]}


def _cubic(xs, ys, x):
    if len(xs) == 1:
        return ys[0]
    steps = list(zip(xs, xs[1:], ys, ys[1:], strict=False))
    slopes = [(y1 - y0) / (x1 - x0) for x0, x1, y0, y1 in steps]
    inner = [2 * a * b / (a + b) if a * b > 0 else 0 for a, b in pairwise(slopes)]
    tangents = [slopes[0], *inner, slopes[-1]]
    i = max(j for j in range(len(slopes)) if x >= xs[j] or j == 0)
    h = xs[i + 1] - xs[i]
    t = (x - xs[i]) / h
    return (
        (1 + 2 * t) * (1 - t) ** 2 * ys[i]
        + t * (1 - t) ** 2 * h * tangents[i]
        + t * t * (3 - 2 * t) * ys[i + 1]
        + t * t * (t - 1) * h * tangents[i + 1]
    )


@cache
def figures():
    """Every pose file as ``{slug: Figure}``."""
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.toml")}
    return {
        slug: figure_of(slug, files.get(data.get("like", ""), {}) | data)
        for slug, data in files.items()
    }


def figure_of(slug, data):
    """``data`` is what the file holds, together with what it takes over by ``like``."""
    poses = tuple(
        Pose(p["key"], p["at"], p["body"], p.get("caption", {}), p.get("stay", 0))
        for p in data["poses"]
    )
    return Figure(
        slug=slug,
        posture=data["posture"],
        still=data["still"],
        frame=FRAME | data.get("frame", {}),
        props=data.get("props", {}),
        alt=data["alt"],
        poses=poses,
        person=data.get("person", "ada"),
        rhythm=RHYTHM | data.get("rhythm", {}),
        of=data.get("of", ""),
        name=data.get("name", {}),
    )
