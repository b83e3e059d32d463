from math import ceil

from django.utils.translation import gettext as _

from ...templatetags.numbers import number
from ..periods import Stretch
from .parts import ALIKE, Picture, Table, heading, named, rows
from .svg import bar, circle, drawing, line, sample, text

MIDDLE, TOP, REACH = 156, 24, 96
USUAL = 10  # %: a common cut-off between legs after knee surgery; information, never a verdict
NEAR = 2  # felt: so far apart is nearly even (ours)


def sides(weeks: list[Stretch]) -> Picture:
    return Picture(
        "sides",
        _("Are the sides even?"),
        sentence(weeks),
        drawing(
            _("How much more one side did, and was felt, than the other, in percent."),
            _bottom(weeks) + 4,
            _rows(weeks),
        ),
        (
            (sample(bar("c-lit", 1, 1, 20, 12)), _("done")),
            (sample(circle("c-ring", 11, 7, 4)), _("felt")),
            (sample(bar("c-band", 1, 1, 20, 12)), _("within 10 %")),
        ),
        Table(
            _("One side against the other"),
            (
                heading(weeks),
                _("Felt left"),
                _("Felt right"),
                _("Felt ahead"),
                _("Done, right against left"),
            ),
            rows(
                weeks,
                lambda week: [
                    number(week.felt_left),
                    number(week.felt_right),
                    ahead(week.gap),
                    percent(week.lean),
                ],
            ),
        ),
        note=_(
            "Done: amount × hold × load of what you do side by side. The band is the usual 10 %: "
            "it informs, it clears nothing."
        ),
    )


def _row(weeks):
    return 17 if len(weeks) < 16 else 9


def _bottom(weeks):
    return TOP + _row(weeks) * max(len(weeks), 3)


def felt_lean(week: Stretch) -> float | None:
    """How much more the right was felt, in % of the side that was felt more."""
    if week.gap is None:
        return None
    most = max(week.felt_left or 0, week.felt_right or 0)
    return 100 * week.gap / most if most else 0


def _rows(weeks):
    leans = [lean for week in weeks for lean in (week.lean, felt_lean(week)) if lean is not None]
    furthest = min(100, max(20, ceil(max(map(abs, leans), default=0) / 10) * 10))
    unit, bottom, row = REACH / furthest, _bottom(weeks), _row(weeks)
    shapes = [
        bar("c-band", MIDDLE - USUAL * unit, TOP - 4, 2 * USUAL * unit, bottom - TOP + 4),
        text(MIDDLE - 8, 12, _("Left more"), strong=True, anchor="end"),
        text(MIDDLE + 8, 12, _("Right more"), strong=True),
    ]
    for n, week in enumerate(weeks):
        y, is_last = TOP + n * row, week is weeks[-1]
        if week.label:
            shapes.append(text(0, y + row - 6, week.label, strong=is_last))
        one = _one(
            week, y, row - 4, lambda lean: MIDDLE + unit * max(-furthest, min(furthest, lean))
        )
        if one:
            shapes.append(named(week, said(week), *one))
    return [*shapes, line("c-inkline", MIDDLE, TOP - 6, y2=bottom + 2)]


def _one(week, y, tall, x):
    shapes = []
    if week.lean:
        ends = sorted((MIDDLE, x(week.lean)))
        shapes.append(bar("c-lit", ends[0], y, ends[1] - ends[0], tall))
    if week.gap is not None:
        shapes.append(circle("c-ring", x(felt_lean(week)), y + tall / 2, min(4, tall / 2)))
    return shapes


def said(week: Stretch) -> str:
    return _("done %(done)s, felt %(felt)s") % {
        "done": percent(week.lean),
        "felt": ahead(week.gap),
    }


def sentence(weeks: list[Stretch]) -> str:
    gaps = [week.gap for week in weeks if week.gap is not None]
    leans = [week.lean for week in weeks if week.lean is not None]
    sentence = _felt(gaps) if gaps else _("Nothing said yet about both sides.")
    return f"{sentence} {_done(leans[-1])}" if leans else sentence


def _felt(gaps):
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


def _done(lean):
    if not lean:
        return _("Both sides did the same.")
    more = _("The right did %(n)s %% more") if lean > 0 else _("The left did %(n)s %% more")
    where = _("within the usual 10 %") if abs(lean) <= USUAL else _("the usual is within 10 %")
    return f"{more % {'n': number(abs(lean))}}: {where}."


def ahead(gap: float | None) -> str:
    if gap is None:
        return "–"
    if not gap:
        return _("even")
    side = _("right by %(n)s") if gap > 0 else _("left by %(n)s")
    return side % {"n": number(abs(gap))}


def percent(lean: float | None) -> str:
    if lean is None:
        return "–"
    if not lean:
        return _("even")
    side = _("right %(n)s %% more") if lean > 0 else _("left %(n)s %% more")
    return side % {"n": number(abs(lean))}
