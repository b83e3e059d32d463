"""What the tests of the figures share: which figures there are, and where their parts are drawn."""

import math
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

from exercises import figures
from exercises.figures.pose_files import figures as pose_files
from exercises.figures.skeleton import place

MOMENTS = [step / 40 for step in range(41)]
ALL = sorted(figures.slugs())
FROM_SIDE = [s for s in ALL if pose_files()[s].posture in ("stand", "bridge", "prone")]
STEPPING = [s for s in ALL if s not in FROM_SIDE]
ON_A_MAT = [s for s in ALL if "mat" in pose_files()[s].props]


@cache
def drawn_at(slug, moment):
    """The body and its parts at a moment of the movement, 0 to 1."""
    return figures.drawn_at(pose_files()[slug], moment)


def bodies(slug):
    return [drawn_at(slug, moment)[0] for moment in MOMENTS]


def in_pose(slug, key):
    return drawn_at(slug, pose_files()[slug].pose(key).at)[0]


@cache
def curve(part):
    """Points on the drawn outline, not its control points."""
    points = part.outline
    if part.spot:
        x, y, degrees = part.spot
        points = place((x, y), degrees, 1, [(b, a) for a, b in points])
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise([*points, points[0]])]
    bends = [
        tuple((m[i] + 2 * p[i] + n[i]) / 4 for i in (0, 1))
        for m, p, n in zip(middles[-1:] + middles[:-1], points, middles, strict=True)
    ]
    return middles + bends


def drawn_outlines(slug, moment, tones=None):
    _, parts = drawn_at(slug, moment)
    shown = [part for part in parts if hasattr(part, "outline")]
    return [curve(part) for part in shown if tones is None or part.tone in tones]


def drawn_points(slug, moment):
    return [point for outline in drawn_outlines(slug, moment) for point in outline]


def parsed(text):
    """The tree of an SVG text, its tags without namespace."""
    return ElementTree.fromstring(text.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def spread(points):
    return max(math.dist(points[0], point) for point in points)
