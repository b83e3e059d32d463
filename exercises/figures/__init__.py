"""The figures: an exercise drawn from its key poses. Poses in, SVG text out; no Django here.

A picture takes its colours from --fig-… variables (static/css/figures.css).
"""

from functools import cache

from . import motion
from .body import from_side
from .drawing import num, picture
from .front import from_front
from .posefiles import PLACEHOLDER, figures
from .scene import ground_of, scene, shadows

SHAPE = 5 / 6  # height of a picture to its width
HEADROOM, FOOTROOM = 1.12, 0.004  # of a cut-out figure above and below the ground


def slugs():
    """Every exercise that has a pose file."""
    return sorted(slug for slug in figures() if slug != PLACEHOLDER)


def svg(slug, pose=None, label=None, *, language="en", classes="", cut=False):
    """The figure in a pose; without one, in the pose that tells most.

    The label is its text alternative: by default the pose file's words, none if empty.
    Cut out, it has no ground of its own and all figures are drawn to one scale: it stands on
    whatever is below it. A slug without a pose file gives a person who stands.
    """
    figure = figures().get(slug) or figures()[PLACEHOLDER]
    if figure.slug == PLACEHOLDER:
        pose = None
    if label is None:
        label = in_language(figure.pose(pose).caption if pose else figure.alt, language)
    inner, view = _drawn(figure.slug, pose or figure.still, cut)
    return picture(inner, view, label, classes)


def moving(slug, pose=None, label=None, *, language="en", classes=""):
    """The figure ready to move (static/js/figure.js); till then it is still, as in svg().

    `data-from` is when in the movement that pose comes, `data-loop` how long it all takes, in
    seconds. Who only stands, stands.
    """
    figure = figures().get(slug) or figures()[PLACEHOLDER]
    if len(figure.poses) < 2:
        return svg(slug, pose, label, language=language, classes=classes)
    key = pose or figure.still
    if label is None:
        label = in_language(figure.alt, language)
    inner, view = _animated(figure.slug, key)
    start, loop = num(motion.seconds_of(figure, key), 2), num(motion.length(figure), 2)
    clock = f' data-from="{start}" data-loop="{loop}"'
    return picture(inner, view, label, classes, clock)


def steps(slug, language="en"):
    """[(key, caption, seconds)]: the key poses and when in the movement they come."""
    figure = figures().get(slug)
    return [
        (key, caption, num(motion.seconds_of(figure, key), 2))
        for key, caption in poses(slug, language)
    ]


def poses(slug, language="en"):
    """[(key, caption)] of an exercise's key poses, in the order of the movement."""
    figure = figures().get(slug)
    shown = figure.poses if figure else ()
    return [(pose.key, in_language(pose.caption, language)) for pose in shown if pose.caption]


def variants(slug, language="en"):
    """[(figure's slug, name)] of the other forms in which an exercise is drawn."""
    forms = [figure for figure in figures().values() if figure.of == slug]
    return [(figure.slug, in_language(figure.name, language)) for figure in forms]


def in_language(texts, language):
    for code in (language, language.split("-")[0], "en"):
        if code in texts:
            return texts[code]
    return ""


def drawn_at(figure, moment):
    """The body and its parts at a moment of the movement, 0 to 1."""
    return drawn(figure, figure.body_at(moment))


def drawn(figure, angles):
    draw = from_front if figure.posture in ("front", "behind") else from_side
    return draw(figure, angles)


def movement(figure):
    """[(seconds, body, parts)] of the samples of its movement."""
    return motion.samples(figure, lambda angles: drawn(figure, angles))


@cache
def _drawn(slug, key, cut):
    figure = figures()[slug]
    body, parts = drawn_at(figure, figure.pose(key).at)
    left, top, width, height = _framed(figure.frame)
    if cut:
        ground = ground_of(figure.props)
        left, right = _reach(figure, parts)
        width, top, height = right - left, -HEADROOM - ground, HEADROOM + FOOTROOM
    behind, before = scene(figure, left, left + width, line=not cut)
    shades, shapes = ("".join(x.svg() for x in some) for some in (shadows(figure, body), parts))
    return behind + shades + before + shapes, (left, top, width, height)


@cache
def _animated(slug, key):
    figure = figures()[slug]
    samples = movement(figure)
    body, parts = drawn_at(figure, figure.pose(key).at)
    view = _framed(figure.frame)
    left, _, width, _ = view
    behind, before = scene(figure, left, left + width)
    shades = [(second, shadows(figure, then)) for second, then, _ in samples]
    shapes = [(second, these) for second, _, these in samples]
    shown = [motion.animated(shades, shadows(figure, body)), before, motion.animated(shapes, parts)]
    return behind + "".join(shown), view


def _framed(frame):
    width, height = frame["width"], frame["width"] * SHAPE
    return frame["middle"] - width / 2, -frame["above"] * height, width, height


def _reach(figure, parts):
    """Left and right end of the figure and what lies or stands around it."""
    xs = [x for part in parts for x in part.xs()]
    props = figure.props
    xs += [x + shift for x, shift in zip(props.get("mat", ()), (0, 0.03), strict=False)]
    xs += [props["wall"] + 0.03] if "wall" in props else []
    xs += [-0.28, 0.35] if "rack" in props else []
    return min(xs) - 0.01, max(xs) + 0.01
