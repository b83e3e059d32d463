from django.utils.translation import gettext as _

from ...templatetags.numbers import number
from ..periods import Stretch
from .parts import ALIKE, Picture, Table, column, columns, grid, heading, named, numbers, rows
from .svg import WIDTH, circle, drawing, line, polyline, sample, text

LEFT, RIGHT = 24, WIDTH - 34  # room for the names of the lines
FLOOR, HEIGHT = 150, 136
MARKED = 7  # what the bars of most steps ask


def felt(weeks: list[Stretch]) -> Picture:
    of_left = line("c-litline", 1, 7, 21) + circle("c-lit", 11, 7, 4.5)
    of_right = line("c-litline c-dash", 1, 7, 21) + circle("c-hollow", 11, 7, 4)
    return Picture(
        "felt",
        _("Do I feel it more?"),
        sentence(weeks),
        drawing(_("Felt left and right, 0 to 10, the mean of each column."), 176, _lines(weeks)),
        (
            (sample(of_left), _("left")),
            (sample(of_right), _("right")),
            (sample(line("c-mark", 1, 7, 21)), _("7 counts towards the next step")),
        ),
        Table(
            _("Felt, mean"),
            (heading(weeks), _("Left"), _("Right")),
            rows(weeks, lambda week: [number(week.felt_left), number(week.felt_right)]),
        ),
    )


def _lines(weeks):
    middles = columns(weeks, LEFT, RIGHT)

    def y(value):
        return FLOOR - HEIGHT * value / 10

    def points(side):
        values = [(x, getattr(week, side)) for week, x in zip(weeks, middles, strict=True)]
        return [(x, y(value)) for x, value in values if value is not None]

    left, right = points("felt_left"), points("felt_right")
    size = min(4.5, column(weeks, LEFT, RIGHT) / 2.6)
    return [
        *grid((0, 5, 10), y, LEFT, RIGHT),
        line("c-mark", LEFT, y(MARKED), RIGHT),
        text(0, y(MARKED) + 4, number(MARKED)),
        polyline("c-litline", left),
        polyline("c-litline c-dash", right),
        # The right is drawn last, so that two equal sides show as a dot with a ring.
        *(
            named(
                week,
                _("left %(left)s, right %(right)s")
                % {"left": number(week.felt_left), "right": number(week.felt_right)},
                *(
                    circle(kind, x, y(value), size)
                    for kind, value in (("c-lit", week.felt_left), ("c-hollow", week.felt_right))
                    if value is not None
                ),
            )
            for week, x in zip(weeks, middles, strict=True)
            if (week.felt_left, week.felt_right) != (None, None)
        ),
        *_named_ends(left, right),
        *numbers(weeks, middles, FLOOR + 20),
    ]


def _named_ends(of_left, of_right):
    """The word beside each line's end, apart from the other."""
    if not (of_left and of_right):
        return [
            text(x + 10, y + 4, word, strong=True)
            for points, word in ((of_left, _("left")), (of_right, _("right")))
            for x, y in points[-1:]
        ]
    (left_x, left_y), (right_x, right_y) = of_left[-1], of_right[-1]
    push = max(0, (14 - abs(left_y - right_y)) / 2)
    up = push if left_y < right_y else -push
    return [
        text(left_x + 10, left_y + 4 - up, _("left"), strong=True),
        text(right_x + 10, right_y + 4 + up, _("right"), strong=True),
    ]


def sentence(weeks: list[Stretch]) -> str:
    named = ((_("left"), "felt_left"), (_("right"), "felt_right"))
    runs = [
        (side, given)
        for side, name in named
        if (given := [v for week in weeks if (v := getattr(week, name)) is not None])
    ]
    if not runs:
        return _("Nothing said yet. After the last set you can say how much you felt.")
    if all(len(given) == 1 for _side, given in runs):
        now = ", ".join(f"{side} {number(given[-1])}" for side, given in runs)
        return _("So far: %(now)s. The next week shows where it goes.") % {"now": now}
    moves = [given[-1] - given[0] for _side, given in runs]
    went = ", ".join(
        _("%(side)s went from %(first)s to %(last)s")
        % {"side": side, "first": number(given[0]), "last": number(given[-1])}
        if abs(given[-1] - given[0]) >= ALIKE
        else _("%(side)s stayed at %(last)s") % {"side": side, "last": number(given[-1])}
        for side, given in runs
    )
    if min(moves) >= ALIKE:
        start = _("Yes")
    elif max(moves) >= ALIKE:
        start = _("On one side") if min(moves) > -ALIKE else _("One side more, one less")
    else:
        start = _("Less") if min(moves) <= -ALIKE else _("About the same")
    return f"{start}: {went}."
