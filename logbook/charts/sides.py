from math import ceil

from django.utils.translation import gettext as _

from ..templatetags.numbers import number
from ..weeks import Week
from .parts import ALIKE, Picture, Table, rows
from .svg import bar, drawing, line, sample, text

MIDDLE, TOP, ROW = 156, 24, 17
NEAR = 2  # felt: so far apart is nearly even (ours)


def sides(weeks: list[Week]) -> Picture:
    return Picture(
        "sides",
        _("Are the sides even?"),
        in_words(weeks),
        drawing(
            _("How much more one side was felt than the other, week by week."),
            _bottom(weeks) + 4,
            _bars(weeks),
        ),
        ((sample(bar("c-band", 1, 1, 20, 12)), _("within 2 of each other")),),
        Table(
            _("Felt, one side against the other"),
            (_("Week"), _("Left"), _("Right"), _("Ahead")),
            rows(
                weeks,
                lambda week: [number(week.felt_left), number(week.felt_right), ahead(week.gap)],
            ),
        ),
    )


def _bottom(weeks):
    return TOP + ROW * max(len(weeks), 3)


def _bars(weeks):
    furthest = max((abs(week.gap) for week in weeks if week.gap is not None), default=0)
    unit = 96 / max(3, ceil(furthest))
    bottom = _bottom(weeks)
    shapes = [
        bar("c-band", MIDDLE - NEAR * unit, TOP - 4, 2 * NEAR * unit, bottom - TOP + 4),
        text(MIDDLE - 8, 12, _("Left more"), strong=True, anchor="end"),
        text(MIDDLE + 8, 12, _("Right more"), strong=True),
    ]
    for n, week in enumerate(weeks):
        y, is_last = TOP + n * ROW, week is weeks[-1]
        shapes.append(text(0, y + 11, number(week.number), strong=is_last))
        if week.gap is not None:
            shapes += _bar(week.gap, y, unit, is_last)
    return [*shapes, line("c-inkline", MIDDLE, TOP - 6, y2=bottom + 2)]


def _bar(gap, y, unit, is_last):
    length, value = abs(gap) * unit, number(abs(gap))
    if gap < 0:
        return [
            bar("c-lit", MIDDLE - length, y, length, 13),
            text(MIDDLE - length - 6, y + 11, value, strong=is_last, anchor="end"),
        ]
    return [
        bar("c-lit", MIDDLE, y, length, 13),
        text(MIDDLE + length + 6, y + 11, value, strong=is_last),
    ]


def in_words(weeks: list[Week]) -> str:
    gaps = [week.gap for week in weeks if week.gap is not None]
    if not gaps:
        return _("Nothing said yet about both sides.")
    first, last = gaps[0], gaps[-1]
    if abs(last) < ALIKE:
        sentence = _("Yes: no side is ahead.")
    else:
        start = _("Nearly") if abs(last) <= NEAR else _("Not yet")
        is_ahead = _("the right is ahead by %(n)s") if last > 0 else _("the left is ahead by %(n)s")
        sentence = f"{start}: {is_ahead % {'n': number(abs(last))}}."
    if abs(first) >= ALIKE and abs(first - last) >= ALIKE:
        was = (
            _("At first it was the right, by %(n)s.")
            if first > 0
            else _("At first it was the left, by %(n)s.")
        )
        sentence = f"{sentence} {was % {'n': number(abs(first))}}"
    return sentence


def ahead(gap: float | None) -> str:
    if gap is None:
        return "–"
    if not gap:
        return _("even")
    side = _("right by %(n)s") if gap > 0 else _("left by %(n)s")
    return side % {"n": number(abs(gap))}
