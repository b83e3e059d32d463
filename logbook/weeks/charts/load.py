"""How much it is for the body: pain and effort, minutes a day, lifts and the day off between."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...templatetags.numbers import AMBER, RED, number, pain_word
from ..periods import Stretch
from ..totals import follows
from .parts import (
    ALIKE,
    Picture,
    Table,
    column,
    columns,
    grid,
    heading,
    named,
    nice,
    numbers,
    rows,
    thick,
)
from .svg import WIDTH, bar, circle, drawing, line, polyline, sample, text

LEFT, FLOOR, HEIGHT = 24, 150, 130
MINUTES = (10, 20)  # a day (article)
LIFTS = (2, 3)  # a week (article)


def pain(weeks: list[Stretch]) -> Picture:
    effort = line("c-inkline", 1, 7, 21) + circle("c-ink", 11, 7, 4)
    return Picture(
        "pain",
        _("Does it hurt, and how hard is it?"),
        pain_sentence(weeks),
        drawing(_("Worst pain as bars, mean effort as a line, 0 to 10."), 176, _pain(weeks)),
        (
            (sample(bar("c-mid", 5, 1, 12, 12)), _("worst pain")),
            (sample(effort), _("effort, mean")),
            (
                sample(line("c-mark", 1, 7, 21)),
                _("from %(some)s some, from %(bad)s bad pain") % {"some": AMBER, "bad": RED},
            ),
        ),
        Table(
            _("Pain and effort"),
            (heading(weeks), _("Worst pain"), _("Effort")),
            rows(weeks, lambda week: [number(week.pain), number(week.effort)]),
        ),
    )


def _pain(weeks):
    x, wide = columns(weeks, LEFT, WIDTH), thick(weeks, LEFT, WIDTH)
    size = min(4, column(weeks, LEFT, WIDTH) / 2.6)

    def y(value):
        return FLOOR - HEIGHT * value / 10

    given = [
        (at, y(week.effort)) for week, at in zip(weeks, x, strict=True) if week.effort is not None
    ]
    shapes = grid((0, 5, 10), y, LEFT, WIDTH)
    shapes += [line("c-mark", LEFT, y(value), WIDTH) for value in (AMBER, RED)]
    shapes.append(polyline("c-inkline", given))
    for week, at in zip(weeks, x, strict=True):
        one = []
        if week.pain is not None:
            top = min(y(week.pain), FLOOR - 2)  # a little, so that none differs from not given
            one.append(bar("c-mid", at - wide / 2, top, wide, FLOOR - top))
        if week.effort is not None:
            one.append(circle("c-ink", at, y(week.effort), size))
        if one:
            said = _("worst pain %(pain)s, effort %(effort)s") % {
                "pain": number(week.pain),
                "effort": number(week.effort),
            }
            shapes.append(named(week, said, *one))
    return shapes + numbers(weeks, x, FLOOR + 20)


def pain_sentence(weeks: list[Stretch]) -> str:
    pains = [(week.pain, week) for week in weeks if week.pain is not None]
    efforts = [week.effort for week in weeks if week.effort is not None]
    if not pains and not efforts:
        return _("Nothing said yet about pain or effort.")
    parts = []
    if pains:
        most, week = max(pains, key=lambda pair: pair[0])
        values = {"most": number(most), "word": pain_word(most), "when": week.when}
        parts.append(
            _("Worst pain %(most)s (%(word)s), %(when)s.") % values if most else _("No pain.")
        )
    if efforts:
        first, last = efforts[0], efforts[-1]
        values = {"first": number(first), "last": number(last)}
        moved = _("Effort went from %(first)s to %(last)s.")
        parts.append((moved if abs(last - first) >= ALIKE else _("Effort %(last)s.")) % values)
    return " ".join(parts)


def minutes(weeks: list[Stretch]) -> Picture:
    return Picture(
        "minutes",
        _("Is it 10 to 20 minutes?"),
        minutes_sentence(weeks),
        drawing(
            _("Minutes on a day of training, the mean, as bars; the band is 10 to 20."),
            176,
            _in_band(
                weeks,
                MINUTES,
                [week.minutes_a_day for week in weeks],
                lambda n: (
                    ngettext("%(n)s minute a day", "%(n)s minutes a day", round(n))
                    % {"n": number(n)}
                ),
            ),
        ),
        ((sample(bar("c-band", 1, 1, 20, 12)), _("10 to 20 minutes on a day of training")),),
        Table(
            _("Minutes on a day of training"),
            (heading(weeks), _("Minutes a day"), _("Minutes in all")),
            rows(weeks, lambda week: [number(week.minutes_a_day), number(week.minutes)]),
        ),
    )


def minutes_sentence(weeks: list[Stretch]) -> str:
    given = [week for week in weeks if week.minutes_a_day]
    if not given:
        return _("Nothing logged yet.")
    last = given[-1]
    n = last.minutes_a_day
    low, high = MINUTES
    start = _("Less") if n < low - 0.5 else _("More") if n > high + 0.5 else _("Yes")
    return _("%(start)s: %(minutes)s on a day of training %(when)s.") % {
        "start": start,
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", round(n)) % {"n": number(round(n))},
        "when": last.when,
    }


def lifts(weeks: list[Stretch]) -> Picture:
    close = too_close(weeks)
    marks = [
        text(at, FLOOR - HEIGHT - 4, "!", strong=True, anchor="middle")
        for week, at in zip(weeks, columns(weeks, LEFT, WIDTH), strict=True)
        if close[week.first]
    ]

    def said(week):
        words = ngettext("%(n)s lift", "%(n)s lifts", week.lifts) % {"n": number(week.lifts)}
        return f"{words}, {_('no day off between')}" if close[week.first] else words

    return Picture(
        "lifts",
        _("Do the lifts have their days?"),
        lifts_sentence(weeks, close),
        drawing(
            _("Lifts a week as bars; the band is 2 to 3."),
            176,
            [*_in_band(weeks, LIFTS, [week.lifts_a_week for week in weeks], None, said), *marks],
        ),
        (
            (sample(bar("c-band", 1, 1, 20, 12)), _("2 to 3 a week")),
            (sample(text(11, 12, "!", strong=True, anchor="middle")), _("two days in a row")),
        ),
        Table(
            _("Lifts"),
            (heading(weeks), _("Lifts"), _("Without a day off before")),
            rows(weeks, lambda week: [number(week.lifts), number(close[week.first])]),
        ),
    )


def too_close(weeks: list[Stretch]) -> dict:
    """By the first day of each column: lifts on the day after a lift."""
    found, last = {}, None
    for week in weeks:
        tally = week.tally
        found[week.first] = tally.close + follows(last, tally.first_lift)
        last = tally.last_lift or last
    return found


def lifts_sentence(weeks: list[Stretch], close: dict) -> str:
    if not any(week.lifts for week in weeks):
        return _("No lifts yet. They open further up the ladder.")
    last = weeks[-1]
    if last.is_now and len(weeks) > 1 and last.href:
        last = weeks[-2]  # a whole one says more
    few, many = LIFTS
    n = last.lifts_a_week
    start = _("Fewer") if n < few else _("More") if n > many + 0.5 else _("Yes")
    sentence = _("%(start)s: %(n)s a week %(when)s.") % {
        "start": start,
        "n": number(round(n, 1)),
        "when": last.when,
    }
    count = sum(close.values())
    if not count:
        return f"{sentence} {_('Always with a day off between.')}"
    without = ngettext(
        "%(n)s time the day off between was missing.",
        "%(n)s times the day off between was missing.",
        count,
    ) % {"n": number(count)}
    return f"{sentence} {without}"


def _in_band(weeks, band, values, words, said=None):
    x, wide = columns(weeks, LEFT, WIDTH), thick(weeks, LEFT, WIDTH)
    low, high = band
    most = max(nice(high), nice(max((v for v in values if v), default=0)))

    def y(value):
        return FLOOR - HEIGHT * value / most

    shapes = [bar("c-band", LEFT, y(high), WIDTH - LEFT, y(low) - y(high))]
    shapes += grid((0, most / 2, most), y, LEFT, WIDTH)
    for week, at, value in zip(weeks, x, values, strict=True):
        if value:
            shape = bar("c-lit", at - wide / 2, y(value), wide, FLOOR - y(value))
            shapes.append(named(week, said(week) if said else words(value), shape))
    return shapes + numbers(weeks, x, FLOOR + 20)
