"""Pictures of 1200 × 630 pixels for shared links, drawn from the figures.

They hold no words: the link's title stands beside the picture in the reader's language, and a
server may have no fonts.
"""

import re
from functools import cache
from hashlib import sha256

import resvg_py

from . import figures
from .figures.palette import TONES

WIDTH, HEIGHT = 1200, 630
LADDER = "ladder"  # name of the card for the whole site
TONE = re.compile(r"(?:var\(--fig-[\w-]+,)+(#\w+)\)+")
# The mark of static/icon.svg.
MARK = (
    '<g transform="translate(40 34) scale(2.25)" fill="none" stroke-linecap="round">'
    '<path d="M25 5 12 15.5" stroke="#221733" stroke-width="6.5"/>'
    '<path d="M12 15.5 21 27" stroke="#221733" stroke-width="6.5" opacity=".45"/>'
    '<circle cx="11" cy="15.5" r="6.5" fill="#e94a1f"/></g>'
)
# Figures of the stair, as on the landing page.
STAIR = ("prone-squeeze", "glute-bridge", "single-leg-bridge", "deadlift", "single-leg-deadlift")
FLOOR, RISE, GAP = 590, 48, 14
SCALE = 0.226  # pixels for each SVG unit of a cut-out figure, so that the stair fills the width
VIEW = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')


def known(name):
    return name == LADDER or name in figures.slugs()


@cache
def version(name):
    """Changes with the picture, so that browsers may keep an address with it for good."""
    return sha256(_drawing(name).encode()).hexdigest()[:12]


@cache
def png(name):
    # Each process renders a card once: as many as there are pose files, of some 50 kB.
    return bytes(resvg_py.svg_to_bytes(svg_string=_drawing(name), skip_system_fonts=True))


def _drawing(name):
    inner = _stair() if name == LADDER else _movement(name)
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{TONES["stage"]}"/>'
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{ground}{inner}{MARK}</svg>'
    return TONE.sub(r"\1", svg)


def _movement(slug):
    """The first and the last pose of a movement, side by side."""
    first, *_between, last = figures.poses(slug)
    wide, tall = WIDTH / 2, WIDTH / 2 * figures.SHAPE
    top = HEIGHT - tall - 30
    pair = [figures.svg(slug, key, "") for key, _caption in (first, last)]
    return "".join(_put(svg, n * wide, top, wide, tall) for n, svg in enumerate(pair))


def _stair():
    treads, people, x = [], [], 0
    for n, slug in enumerate(STAIR):
        svg = figures.svg(slug, label="", cut=True)
        _left, _top, width, height = (float(v) * SCALE for v in VIEW.search(svg).groups())
        floor, end = FLOOR - n * RISE, x + width + GAP
        people.append(_put(svg, x + GAP / 2, floor - height, width, height))
        size = f'width="{end - x:g}" height="{HEIGHT - floor}"'
        treads.append(f'<rect x="{x:g}" y="{floor}" {size} fill="{TONES["ground"]}"/>')
        x = end
    shapes = "".join(treads + people)
    return f'<g transform="translate({(WIDTH - x) / 2:g} 0)">{shapes}</g>'


def _put(svg, x, y, width, height):
    place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" overflow="visible" '
    return svg.replace("<svg ", f"<svg {place}", 1)
