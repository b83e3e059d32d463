"""The body map: which muscles an exercise uses, from behind and from the side. No Django here.

Colours and lines come from static/css/bodymap.css by class. A muscle that is a link has a number,
which the list beside the map repeats, so that nothing is said by colour alone. There are no ids,
so a map may stand on a page several times.
"""

from dataclasses import dataclass
from functools import cache
from html import escape

from exercises.figures.svg_shapes import spline

from . import body_outlines
from . import muscle_outlines as muscles

VIEW = (-296, -1084, 1016, 1150)  # left, top, width, height
SIDE_AT = 440  # x of the hip of the body seen from the side
FAR = (26, 9)  # from its near to its far leg, seen slightly from above
LINE = 48  # height of a line of the captions
PRIMARY, SECONDARY = "primary", "secondary"


@dataclass(frozen=True)
class Spot:
    """A muscle on the map."""

    slug: str
    name: str
    href: str = ""
    lit: str = ""  # PRIMARY, SECONDARY, or empty for an unlit one


def drawn():
    """Slugs of the muscles that the map can show."""
    return set(muscles.BACK) | set(muscles.SIDE)


@dataclass(frozen=True)
class Captions:
    """Words under the map; ``deep`` is shown where a muscle lies under another one."""

    behind: str = ""
    side: str = ""
    deep: str = ""


def svg(spots, label, captions=None):
    """The map with its spots numbered from 1 in their order.

    A spot that the map does not know is left out and keeps its number in the list beside the map.
    """
    captions = captions or Captions()
    known = {spot.slug: (number, spot) for number, spot in enumerate(spots, 1)}
    order = [*muscles.BACK, *(slug for slug in muscles.SIDE if slug not in muscles.BACK)]
    order.sort(key=muscles.DEEP.__contains__)  # what lies deep comes last
    quiet = "".join(shapes(slug) for slug in order if slug not in (*known, *muscles.DEEP))
    lit = "".join(group(*known[slug]) for slug in order if slug in known)
    role = "group" if any(spot.href for spot in spots) else "img"
    left, top, width, height = VIEW
    lines = [(0, LINE, captions.behind), (SIDE_AT, LINE, captions.side)]
    if any(slug in known for slug in muscles.DEEP):
        lines.append((left + width // 2, 2 * LINE, captions.deep))
        height += LINE
    words = "".join(f'<text x="{x}" y="{y}">{escape(line)}</text>' for x, y, line in lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bodymap" role="{role}"'
        f' viewBox="{left} {top} {width} {height}" aria-label="{escape(label)}">'
        f'{body()}<g class="bm-off">{quiet}</g>{lit}'
        f'<g aria-hidden="true">{words}</g></svg>'
    )


def group(number, spot):
    kind = "bm-deep " * (spot.slug in muscles.DEEP) + f"bm-{spot.lit or 'plain'}"
    name = escape(spot.name)
    if not spot.href:
        return f'<g class="bm-on {kind}">{shapes(spot.slug)}</g>'
    return (
        f'<a href="{escape(spot.href)}" class="bm-on {kind}" aria-label="{name}">'
        f"<title>{name}</title>{shapes(spot.slug)}{mark(number, spot.slug)}</a>"
    )


def mark(number, slug):
    """The number of a muscle, and a line from it to a dot on the muscle."""
    (x, y), (x2, y2) = muscles.MARKS[slug]
    out = 30 if x2 > x else -30
    if abs(x2 - x) < abs(y2 - y) / 2:  # straight down: the number is below its line
        out = 0
    return (
        f'<path class="bm-line" d="M{x} {-y}L{x2} {-y2}"/><circle cx="{x}" cy="{-y}" r="7"/>'
        f'<text x="{x2 + out}" y="{-y2 + (13 if out else 38)}">{number}</text>'
    )


@cache
def shapes(slug):
    """A muscle with its fibres in both views."""
    fibre = "bm-fibre"
    back, side = muscles.BACK.get(slug), muscles.SIDE.get(slug)
    back_fibres, side_fibres = muscles.BACK_FIBRES.get(slug), muscles.SIDE_FIBRES.get(slug)
    return (
        (mirrored(closed(back)) if back else "")
        + (path(closed(side, SIDE_AT)) if side else "")
        + (mirrored(fibres(back_fibres), fibre) if back_fibres else "")
        + (path(fibres(side_fibres, SIDE_AT), fibre) if side_fibres else "")
    )


@cache
def body():
    back, side = body_outlines.BACK, body_outlines.SIDE
    halves = mirrored(closed(back[part] for part in ("leg", "foot", "arm")))
    whole = path("".join(closed([completed(back[part])]) for part in ("ears", "torso")))
    # Each outline has its own path, since one path has holes where opposite outlines overlap.
    far = each(side, ("leg", "foot"), *FAR) + each(side, ("far-fore", "far-upper"))
    near = each(side, ("leg", "foot", "torso", "head", "fore", "upper"))
    hair = "".join(path(closed([completed(back[part])])) for part in ("bun", "hair"))
    hair += each(side, ("bun", "hair"))
    return (
        f'<g class="bm-far">{far}</g><g class="bm-body">{halves}{whole}{near}</g>'
        f'<g class="bm-hair">{hair}</g>'
    )


def each(outlines, parts, dx=0, dy=0):
    """A path for each of these parts of the body seen from the side."""
    return "".join(path(closed([outlines[part]], SIDE_AT + dx, dy)) for part in parts)


def completed(points):
    """Completes the right half of a symmetrical outline."""
    return [*points, *((-x, y) for x, y in reversed(points))]


def closed(shapes, dx=0, dy=0):
    return "".join(spline([((x + dx) / 1000, (y + dy) / 1000) for x, y in s]) for s in shapes)


def fibres(curves, dx=0):
    """Curves that pass through all three of their points."""
    return "".join(
        f"M{a + dx} {-b}Q{2 * c - (a + e) // 2 + dx} {-(2 * d - (b + f) // 2)} {e + dx} {-f}"
        for (a, b), (c, d), (e, f) in curves
    )


def path(data, kind=""):
    look = f' class="{kind}"' if kind else ""
    return f'<path{look} d="{data}"/>'


def mirrored(data, kind=""):
    """A path of the right half, and the left half as its mirror image."""
    right = path(data, kind)
    return right + right.replace("<path", '<path transform="scale(-1 1)"')
