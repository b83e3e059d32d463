"""How much the glute was felt, left and right, from 0 to 10."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ...describe import labelled
from ...templatetags.numbers import number
from ..periods import Period
from .picture import SAME_FELT, Picture, Plot, grid, period_table
from .svg import WIDTH, circle, drawing, group, legend, line, polyline, room_of, text

MARKED = 7  # what the bars of most steps ask for
NAMES = 40  # units to the right of the lines, for their names, at least
LEFT, TOP, TALL = 18, 8, 64  # of a small drawing


class FeltPoint(NamedTuple):
    x: float
    left: float | None
    right: float | None
    title: str = ""


def felt(periods: list[Period]) -> Picture:
    question, sentence = _("Do I feel it more?"), _sentence(periods)
    if all(one.felt_left is None and one.felt_right is None for one in periods):
        return Picture("felt", question, sentence)
    plot = Plot(periods, top=10, right=WIDTH - room_of_names() + 6, tall=136)
    points = [
        FeltPoint(x, one.felt_left, one.felt_right, labelled(one.name, _title(one)))
        for one, x in plot.columns()
    ]
    shapes = [
        *plot.grid(),
        line("c-mark", plot.left, plot.y(MARKED), plot.right),
        text(0, plot.y(MARKED) + 4, number(MARKED)),
        *felt_lines(points, plot.y, plot.dot_radius(4.5), with_names=True),
        *plot.labels(),
    ]
    label = _("Felt left and right, 0 to 10, the mean of each column.")
    left = line("c-litline", 1, 7, 21) + circle("c-lit", 11, 7, 4.5)
    right = line("c-litline c-dash", 1, 7, 21) + circle("c-hollow", 11, 7, 4)
    return Picture(
        "felt",
        question,
        sentence,
        drawing(label, plot.height, shapes),
        legend(
            (left, _("left")),
            (right, _("right")),
            (line("c-mark", 1, 7, 21), _("7 counts towards the next step")),
        ),
        period_table(
            _("Felt, mean"),
            periods,
            (_("Left"), _("Right")),
            lambda one: (number(one.felt_left), number(one.felt_right)),
        ),
    )


def _title(period):
    sides = {"left": number(period.felt_left), "right": number(period.felt_right)}
    return _("left %(left)s, right %(right)s") % sides


def small_drawing(label: str, right: float, shapes: Iterable[str]) -> SafeString:
    """A drawing of ratings over time, 0 to 10, up to ``right``; ``small_y`` gives the heights."""
    return drawing(label, TOP + TALL + 12, [*grid((0, 5, 10), small_y, LEFT, right), *shapes])


def small_y(value: float) -> float:
    return TOP + TALL * (1 - value / 10)


def felt_lines(
    points: Sequence[FeltPoint],
    y: Callable[[float], float],
    radius: float,
    *,
    with_names: bool = False,
) -> list[str]:
    """Both sides as lines with dots, the left solid, the right dashed and hollow.

    The right is drawn last, so that two equal sides show as a dot with a ring.
    """
    left = [(one.x, y(one.left)) for one in points if one.left is not None]
    right = [(one.x, y(one.right)) for one in points if one.right is not None]
    shapes = [polyline("c-litline", left), polyline("c-litline c-dash", right)]
    for one in points:
        dots = [
            circle(kind, one.x, y(value), radius)
            for kind, value in (("c-lit", one.left), ("c-hollow", one.right))
            if value is not None
        ]
        if dots:
            shapes.append(group(one.title, dots) if one.title else "".join(dots))
    return shapes + _line_names(left, right) if with_names else shapes


def room_of_names() -> int:
    """Units to the right of the lines."""
    return room_of(_("left"), _("right"), least=NAMES)


def _line_names(left, right):
    """The name of each line beside its end, pushed apart where they would touch."""
    sides = ((right, _("right")), (left, _("left")))
    ends = sorted(((points[-1], name) for points, name in sides if points), key=lambda e: e[0][1])
    apart = 0.0
    if len(ends) == 2:
        apart = max(0, (14 - (ends[1][0][1] - ends[0][0][1])) / 2)
    return [
        text(x + 10, y + 4 + (apart if n else -apart), name, strong=True)
        for n, ((x, y), name) in enumerate(ends)
    ]


def describe_sides(values: Sequence[tuple[float | None, float | None]]) -> str:
    """``left went from 5 to 7, right stayed at 8``, from (left, right) pairs, oldest first."""
    return ", ".join(_describe_side(side, given) for side, given in _by_side(values))


def _describe_side(side, given):
    is_left = side == "left"
    if abs(given[-1] - given[0]) >= SAME_FELT:
        left, right = (
            _("left went from %(first)s to %(last)s"),
            _("right went from %(first)s to %(last)s"),
        )
    elif len(given) > 1:
        left, right = _("left stayed at %(last)s"), _("right stayed at %(last)s")
    else:
        left, right = _("left %(last)s"), _("right %(last)s")
    return (left if is_left else right) % {"first": number(given[0]), "last": number(given[-1])}


def _by_side(values):
    """(side, the ratings that were given), without a side that was never given."""
    sides = (("left", 0), ("right", 1))
    found = ((side, [pair[n] for pair in values if pair[n] is not None]) for side, n in sides)
    return [(side, given) for side, given in found if given]


def _sentence(periods):
    values = [(one.felt_left, one.felt_right) for one in periods]
    sides = [given for _side, given in _by_side(values)]
    if not sides:
        return _("Nothing said yet. After the last set you can say how much you felt.")
    words = describe_sides(values)
    if all(len(given) == 1 for given in sides):
        return _("So far: %(now)s. The next week shows where it goes.") % {"now": words}
    moves = [given[-1] - given[0] for given in sides]
    if min(moves) >= SAME_FELT:
        answer = pgettext("answer", "Yes")
    elif max(moves) >= SAME_FELT:
        one, both = pgettext("answer", "On one side"), pgettext("answer", "One side more, one less")
        answer = one if min(moves) > -SAME_FELT else both
    else:
        less, same = pgettext("answer", "Less"), pgettext("answer", "About the same")
        answer = less if min(moves) <= -SAME_FELT else same
    return _("%(answer)s: %(sides)s.") % {"answer": answer, "sides": words}
