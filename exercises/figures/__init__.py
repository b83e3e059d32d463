"""Figures: an exercise drawn from its key poses. Poses in, SVG text out; no Django here.

Colours come from the custom properties --fig-… of static/css/figures.css.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from . import motion, pose_files
from .body_from_front import from_front
from .body_from_side import from_side
from .pose_files import PLACEHOLDER, figures
from .props import box
from .scene import ground_of, scene, shadows
from .svg_shapes import Glow, num, picture

SHAPE = 5 / 6  # height of a picture to its width
HEADROOM, FOOTROOM = 1.12, 0.004  # body heights of a cut-out figure above and below the ground
SHAPE_ID = "figure"  # id of the element of a file that a page shows with <use>


def slugs():
    """Every exercise that has a pose file."""
    return sorted(slug for slug in figures() if slug != PLACEHOLDER)


def find(slug):
    """The ``Figure`` of an exercise; without a pose file it is a person who stands."""
    return figures().get(slug) or figures()[PLACEHOLDER]


@cache
def version():
    """Changes with every pose and with the code that draws, so it makes addresses permanent."""
    code = sorted(Path(__file__).parent.glob("*.py"))
    poses = sorted(pose_files.FOLDER.glob("*.toml"))
    return sha256(b"".join(path.read_bytes() for path in code + poses)).hexdigest()[:12]


def svg(slug, pose=None, label=None, *, cut=False):
    """A whole still picture; without ``pose`` it shows the pose that tells most.

    A cut-out figure has no ground of its own, and all cut-out figures have one scale: they stand
    on whatever is below them.
    """
    figure = find(slug)
    inner, view = _drawn(figure.slug, pose or figure.still, cut)
    return picture(inner, view, text_alternative(figure, pose) if label is None else label)


def svg_file(slug, pose=None):
    """A picture to be shown with ``<use>``: in a pose, or without one the whole movement.

    Raises ``KeyError`` where there is no such figure or pose.
    """
    inner, view = _drawn(slug, pose, False) if pose else _animated(slug)
    return picture(f'<g id="{SHAPE_ID}">{inner}</g>', view, "")


def svg_reference(slug, pose, label, *, href, movement_href="", classes=""):
    """An ``<svg>`` that shows the file at ``href``, which holds the figure in that pose.

    With ``movement_href`` static/js/figure.js can move it; ``data-from`` is when in the movement
    the pose comes and ``data-loop`` how long the movement takes, in seconds.
    """
    figure, more = find(slug), ""
    if movement_href:
        start, loop = num(motion.seconds_of(figure, pose), 2), num(motion.length(figure), 2)
        more = f' data-movement="{movement_href}" data-from="{start}" data-loop="{loop}"'
    use = f'<use href="{href}#{SHAPE_ID}"/>'
    return picture(use, _framed(figure.frame), label, classes, more)


def text_alternative(figure, pose=None, language="en"):
    """What the pose file says of the picture, or of one pose."""
    return in_language(figure.pose(pose).caption if pose else figure.alt, language)


def steps(slug, language="en"):
    """[(key, caption, at, since)]: the key poses, in seconds of the movement.

    At which it is there, and since when it is on the way to it; the first one follows the last.
    """
    figure = figures().get(slug)
    found = poses(slug, language)
    times = [
        [num(seconds, 2) for seconds in (motion.seconds_of(figure, key), motion.left(figure, last))]
        for (last, _), (key, _) in zip(found[-1:] + found[:-1], found, strict=True)
    ]
    return [(*pose, *time) for pose, time in zip(found, times, strict=True)]


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
    view = (left, top, width, height)
    shades, lights, shapes = (
        "".join(x.svg() for x in some) for some in (shadows(figure, body), *lights_first(parts))
    )
    return stacked(figure, view, behind, shades, before, lights, shapes, cut), view


@cache
def _animated(slug):
    figure = figures()[slug]
    samples = movement(figure)
    body, parts = drawn_at(figure, figure.pose(figure.still).at)
    view = _framed(figure.frame)
    left, _, width, _ = view
    behind, before = scene(figure, left, left + width)
    layers = [
        (second, shadows(figure, then), *lights_first(those)) for second, then, those in samples
    ]
    shades, lights, shapes = (
        motion.animated([(second, layer[n]) for second, *layer in layers], still)
        for n, still in enumerate((shadows(figure, body), *lights_first(parts)))
    )
    return stacked(figure, view, behind, shades, before, lights, shapes), view


def lights_first(parts):
    """The glows, which are behind the body, and the body."""
    return [p for p in parts if isinstance(p, Glow)], [p for p in parts if not isinstance(p, Glow)]


def stacked(figure, view, behind, shades, before, lights, shapes, cut=False):
    """From the back to the front. No glow shines through a mat: what is below covers it."""
    if "mat" not in figure.props or cut:
        return behind + shades + before + lights + shapes
    left, top, width, height = view
    return (
        lights
        + box("stage", left, -top - height, left + width, 0, 0)
        + behind
        + shades
        + before
        + shapes
    )


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
