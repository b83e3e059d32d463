"""How much more one side did, and was felt, than the other."""

from math import ceil

from django.utils.translation import gettext as _

from ...templatetags.numbers import number
from ..periods import Period
from .picture import SAME_FELT, Picture, first_days_labelled, period_table, titled
from .svg import bar, circle, drawing, legend, line, text

MIDDLE, TOP, REACH = 156, 24, 96
USUAL = 10  # %: a common cut-off between legs after knee surgery; information, never a verdict
NEAR = USUAL / 10  # felt: the same share of its scale, so that the picture and its sentence agree
LOW_ROW = 9  # units; too low for a label on each row


def sides(periods: list[Period]) -> Picture:
    question, sentence = _("Are the sides even?"), _sentence(periods)
    if all(one.gap is None and one.lean is None for one in periods):
        return Picture("sides", question, sentence)
    row = 17 if len(periods) < 16 else LOW_ROW
    bottom = TOP + row * max(len(periods), 3)
    return Picture(
        "sides",
        question,
        sentence,
        drawing(
            _("How much more one side did, and was felt, than the other, in percent."),
            bottom + 4,
            _shapes(periods, row, bottom),
        ),
        legend(
            (bar("c-lit", 1, 1, 20, 12), _("done")),
            (circle("c-ring", 11, 7, 4), _("felt")),
            (bar("c-band", 1, 1, 20, 12), _("within 10 %")),
        ),
        period_table(
            _("One side against the other"),
            periods,
            (_("Felt left"), _("Felt right"), _("Felt ahead"), _("Done, right against left")),
            lambda one: (
                number(one.felt_left),
                number(one.felt_right),
                _describe_gap(one.gap),
                _describe_lean(one.lean),
            ),
        ),
        note=_(
            "Done: amount × hold × load of what you do side by side. The band is the usual 10 %: "
            "it informs, it clears nothing."
        ),
    )


def _felt_lean(period):
    """How much more the right was felt, in % of the scale of 0 to 10; None: not given."""
    return None if period.gap is None else 10 * period.gap


def _shapes(periods, row, bottom):
    leans = [(one.lean, _felt_lean(one)) for one in periods]
    furthest = max((abs(lean) for pair in leans for lean in pair if lean is not None), default=0)
    furthest = min(100, max(20, ceil(furthest / 10) * 10))
    unit, tall = REACH / furthest, row - 4

    def x(lean):
        return MIDDLE + unit * max(-furthest, min(furthest, lean))

    labelled = first_days_labelled(periods, row > LOW_ROW)
    shapes = [
        bar("c-band", MIDDLE - USUAL * unit, TOP - 4, 2 * USUAL * unit, bottom - TOP + 4),
        text(MIDDLE - 8, 12, _("Left more"), strong=True, anchor="end"),
        text(MIDDLE + 8, 12, _("Right more"), strong=True),
    ]
    for n, (period, (done, felt)) in enumerate(zip(periods, leans, strict=True)):
        y, one = TOP + n * row, []
        if period.first in labelled:
            shapes.append(text(0, y + row - 6, period.label, strong=period is periods[-1]))
        if done:
            left, right = sorted((MIDDLE, x(done)))
            one.append(bar("c-lit", left, y, right - left, tall))
        if felt is not None:
            one.append(circle("c-ring", x(felt), y + tall / 2, min(4, tall / 2)))
        if one:
            shapes.append(titled(period, _title(period), *one))
    return [*shapes, line("c-inkline", MIDDLE, TOP - 6, y2=bottom + 2)]


def _title(period):
    return _("done %(done)s, felt %(felt)s") % {
        "done": _describe_lean(period.lean),
        "felt": _describe_gap(period.gap),
    }


def _sentence(periods):
    gaps = [one.gap for one in periods if one.gap is not None]
    leans = [one.lean for one in periods if one.lean is not None]
    sentence = _felt_sentence(gaps) if gaps else _("Nothing said yet about both sides.")
    return f"{sentence} {_done_sentence(leans[-1])}" if leans else sentence


def _felt_sentence(gaps):
    first, last = gaps[0], gaps[-1]
    if abs(last) < SAME_FELT:
        sentence = _("Yes: no side is ahead.")
    else:
        if abs(last) <= NEAR:
            left = _("Nearly: the left is ahead by %(n)s.")
            right = _("Nearly: the right is ahead by %(n)s.")
        else:
            left = _("Not yet: the left is ahead by %(n)s.")
            right = _("Not yet: the right is ahead by %(n)s.")
        sentence = (right if last > 0 else left) % {"n": number(abs(last))}
    if abs(first) >= SAME_FELT and abs(first - last) >= SAME_FELT:
        was = (
            _("At first it was the right, by %(n)s.")
            if first > 0
            else _("At first it was the left, by %(n)s.")
        )
        sentence = f"{sentence} {was % {'n': number(abs(first))}}"
    return sentence


def _done_sentence(lean):
    if not lean:
        return _("Both sides did the same.")
    if abs(lean) <= USUAL:
        left = _("The left did %(n)s %% more: within the usual 10 %%.")
        right = _("The right did %(n)s %% more: within the usual 10 %%.")
    else:
        left = _("The left did %(n)s %% more: the usual is within 10 %%.")
        right = _("The right did %(n)s %% more: the usual is within 10 %%.")
    return (right if lean > 0 else left) % {"n": number(abs(lean))}


def _describe_gap(gap):
    if not gap:
        return "–" if gap is None else _("even")
    words = _("right by %(n)s") if gap > 0 else _("left by %(n)s")
    return words % {"n": number(abs(gap))}


def _describe_lean(lean):
    if not lean:
        return "–" if lean is None else _("even")
    words = _("right %(n)s %% more") if lean > 0 else _("left %(n)s %% more")
    return words % {"n": number(abs(lean))}
