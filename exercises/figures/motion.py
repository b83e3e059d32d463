"""A figure's movement: its rhythm in seconds, and its animation as SMIL.

The way up and down is eased and sampled; between two samples the browser interpolates linearly.
A part that keeps its shape is turned and shifted, so a limb keeps its length between samples too.
A part that changes its shape has its outline animated. What is planted is not animated at all.

Every animation waits until static/js/figure.js begins them all at once, at time 0. Until then the
picture is still.
"""

import math
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter

from .svg_shapes import UNITS, Element, num

STEPS = 8  # samples of a beat that moves from end to end
FEWEST = 5  # samples of a shorter beat
TURN = 11  # degrees that a limb may turn between two samples without leaving its neighbour
SQUEEZES = ("squeeze", "glute")  # beginnings of the names of values that light a glute


@dataclass(frozen=True)
class Beat:
    """A part of the movement, from one moment (0 to 1) to another or staying at one."""

    seconds: float
    start: float
    end: float

    def moment(self, share):
        return self.start + (self.end - self.start) * (1 - math.cos(math.pi * share)) / 2

    def share(self, moment):
        """The share of the beat's time, 0 to 1, at which it passes a moment."""
        return math.acos(1 - 2 * (moment - self.start) / (self.end - self.start)) / math.pi


def beats(figure):
    """Rest, the way up with a stay in each pose that asks for one, hold, and the way down."""
    rhythm = figure.rhythm
    stays = {pose.at: pose.stay for pose in figure.poses if pose.stay} | {1: rhythm["hold"]}
    found = [Beat(rhythm["rest"], 0, 0)]
    for start, end in pairwise(sorted({0, *stays})):
        found += [Beat(rhythm["up"] * (end - start), start, end), Beat(stays[end], end, end)]
    found.append(Beat(rhythm["down"], 1, 0))
    return [beat for beat in found if beat.seconds]


def length(figure):
    """Seconds that the whole movement takes."""
    return sum(beat.seconds for beat in beats(figure))


def moment_at(figure, seconds):
    """The moment, 0 to 1, at which the body is; after its end the movement begins again."""
    seconds %= length(figure)
    for beat in beats(figure):
        if seconds <= beat.seconds:
            return beat.moment(seconds / beat.seconds)
        seconds -= beat.seconds
    return 0


def angles_at(figure, seconds):
    """Every angle. A glute works as hard as it does now or will soon, so the squeeze leads."""
    angles = figure.body_at(moment_at(figure, seconds))
    soon = figure.body_at(moment_at(figure, seconds + figure.rhythm["squeeze"]))
    return angles | {
        name: max(angles[name], soon[name]) for name in angles if name.startswith(SQUEEZES)
    }


def seconds_of(figure, key):
    """The second at which the movement first comes to a pose."""
    at, passed = figure.pose(key).at, 0
    for beat in beats(figure):
        if beat.start == at:
            return passed
        if beat.start < at <= beat.end:
            return passed + beat.seconds * beat.share(at)
        passed += beat.seconds
    return passed


def left(figure, key):
    """The second at which the movement leaves a pose, or the squeeze for leaving it begins."""
    at, passed = figure.pose(key).at, 0
    for beat in beats(figure):
        if beat.start == beat.end == at:
            lead = figure.rhythm["squeeze"] if at < 1 else 0
            return passed + max(0, beat.seconds - lead)
        passed += beat.seconds
    return seconds_of(figure, key)


def samples(figure, draw):
    """``[(seconds, body, parts), …]`` by ``draw(angles)``; dense where limbs turn fast."""

    def at(seconds):
        return seconds, *draw(angles_at(figure, seconds))

    found = [at(seconds) for seconds in _times(figure)]
    for (start, _, before), (end, _, after) in pairwise(tuple(found)):
        pieces = math.ceil(_turn(before, after) / TURN)
        found += [at(round(start + (end - start) * n / pieces, 3)) for n in range(1, pieces)]
    return sorted(found, key=itemgetter(0))


def _times(figure):
    """Seconds at which to sample: while the body moves, and while the squeeze leads."""
    found, passed, lead = {0}, 0, figure.rhythm["squeeze"]
    for beat in beats(figure):
        if beat.start != beat.end:
            steps = max(FEWEST, round(STEPS * abs(beat.end - beat.start)))
            found |= {passed + beat.seconds * step / steps for step in range(steps)}
            found |= {max(0, passed - lead * share) for share in (1, 0.67, 0.33)}
        passed += beat.seconds
    return sorted({round(seconds, 2) for seconds in (*found, passed)})


def _turn(before, after):
    """The largest turn of any part between two samples, in degrees."""
    spots = [(a.spot, b.spot) for a, b in zip(before, after, strict=True) if getattr(a, "spot", 0)]
    return max((abs((b[2] - a[2] + 180) % 360 - 180) for a, b in spots if b), default=0)


def animated(samples, still):
    """SVG text of a movement. ``still`` are its parts before it begins."""
    seconds, frames = zip(*samples, strict=True)
    columns = [
        _column(parts)
        for parts in zip(still, *frames, strict=True)
        if not all(part.is_nothing() for part in parts)
    ]
    groups = groupby(columns, key=lambda column: tuple(element.spot for element in column))
    return "".join(_group(spots, list(inside), seconds) for spots, inside in groups)


def _column(parts):
    """A part at every sample, as elements that differ only in values and spot."""
    if len({part.spot is None for part in parts if hasattr(part, "spot")}) > 1:
        parts = [part.loose() for part in parts]
    column = [part.element() for part in parts]
    if len({(element.start, element.inner) for element in column}) > 1:
        raise ValueError(f"a part turns into another: {column[0].start}")
    return [replace(element, spot=_rounded(element.spot)) for element in column]


def _rounded(spot):
    """A spot as exactly as it is written, so that samples that look the same are equal."""
    return spot and tuple(map(round, spot, (4, 4, 1, 2)))


def _run(values, seconds):
    """The attributes of an animation through all samples."""
    times = ";".join(num(second / seconds[-1], 3) for second in seconds)
    return (
        f'values="{";".join(values)}" keyTimes="{times}" begin="indefinite" '
        f'dur="{num(seconds[-1], 2)}s" repeatCount="indefinite"'
    )


def _group(spots, columns, seconds):
    """Neighbours that move alike, moved by one element."""
    shown = "".join(_element(column, seconds) for column in columns)
    if len(set(spots)) == 1:
        return shown
    transform = Element("g", spots[0]).svg().removeprefix("<g").removesuffix("/>")
    return f"<g{transform}>{_carried(spots[1:], seconds)}{shown}</g>"


def _carried(spots, seconds):
    shifts = [f"{num(x * UNITS, 1)} {num(-y * UNITS, 1)}" for x, y, *_ in spots]
    turns = [num(turn, 1) for turn in _unwrapped([-spot[2] for spot in spots])]
    sizes = [num(share, 2) for spot in spots for share in spot[3:]]
    runs = [("translate", shifts, "")]
    if set(turns) != {"0"}:
        runs.append(("rotate", turns, ' additive="sum"'))
    if sizes:
        runs.append(("scale", sizes, ' additive="sum"'))
    if all(len(set(values)) == 1 for _, values, _ in runs):
        return ""
    # The first animation replaces the whole transform, so what does not change is written too.
    moves = [f'type="{kind}"{more} {_run(values, seconds)}' for kind, values, more in runs]
    return "".join(f'<animateTransform attributeName="transform" {move}/>' for move in moves)


def _unwrapped(angles):
    """Angles without jumps of a full turn, at which a limb would spin between two samples."""
    turns = [(angles[0] + 180) % 360 - 180]
    for angle in angles[1:]:
        turns.append(turns[-1] + (angle - turns[-1] + 180) % 360 - 180)
    return turns


def _element(column, seconds):
    still, *samples = column
    spot = still.spot if len({element.spot for element in column}) == 1 else None
    shapes = [element.d for element in samples]
    moves = f'<animate attributeName="d" {_run(shapes, seconds)}/>' if len(set(shapes)) > 1 else ""
    return replace(still, spot=spot, inner=moves + still.inner).svg()
