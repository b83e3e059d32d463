"""Pictures of weeks, drawn here as SVG: one question, one honest sentence, the picture, its table.

A picture reads as well from its sentence or its table as from its shapes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, sqrt

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .days import in_words
from .svg import WIDTH, bar, circle, drawing, line, polyline, sample, text
from .templatetags.numbers import number
from .weeks import Day, Week

FEWEST = 8  # columns that a picture has room for at least
MARKED = 7  # felt: what the bars of most steps ask
ALIKE = 0.5  # felt: a smaller difference is none


@dataclass(frozen=True)
class Table:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], tuple[str, ...]], ...]  # (((name, href), cells), …)


@dataclass(frozen=True)
class Picture:
    key: str
    question: str
    answer: str
    svg: SafeString
    legend: tuple[tuple[SafeString, str], ...]
    table: Table
    note: str = ""
    is_wide: bool = False


def pictures(weeks: list[Week], names: dict[str, str], units: str) -> list[Picture]:
    """``names``: of the exercises that were done, in ladder order."""
    return [doing(weeks), sets(weeks), felt(weeks), sides(weeks), harder(weeks, names, units)]


# ---- am I doing it


def doing(weeks: list[Week]) -> Picture:
    x, top, row = columns(weeks, 24, WIDTH), 14, 25
    most = max((day.sets for week in weeks for day in week.days), default=0) or 1
    largest = min(8, column(weeks, 24, WIDTH) / 2 - 3)  # leaves room for the ring
    shapes = [
        text(6, top + n * row + 4, date_format(day.date, "D")[0], anchor="middle")
        for n, day in enumerate(weeks[-1].days)
    ]
    for week, at in zip(weeks, x, strict=True):
        for n, day in enumerate(week.days):
            y = top + n * row
            if day.date > week.today:
                shapes.append(circle("c-mid", at, y, 1.5))
            elif day.sets:
                shapes.append(circle("c-lit", at, y, 3 + (largest - 3) * sqrt(day.sets / most)))
            else:
                shapes.append(circle("c-off", at, y, 3))
            if day.is_lift:
                shapes.append(circle("c-ring", at, y, largest + 2.5))
    shapes += numbers(weeks, x, top + 7 * row + 6)
    return Picture(
        "doing",
        _("Am I doing it?"),
        doing_in_words(weeks),
        drawing(_("Days trained, a column a week; a bigger dot is more sets."), 200, shapes),
        (
            (sample(circle("c-lit", 6, 7, 3.5) + circle("c-lit", 16, 7, 6)), _("more sets")),
            (sample(circle("c-lit", 11, 7, 4) + circle("c-ring", 11, 7, 6)), _("lift")),
            (sample(circle("c-off", 11, 7, 3)), _("nothing logged")),
        ),
        Table(
            _("Sets a day"),
            (_("Week"), *(date_format(day.date, "D") for day in weeks[-1].days)),
            rows(
                weeks,
                lambda week: [
                    "" if day.date > week.today else number(day.sets) for day in week.days
                ],
            ),
        ),
    )


def doing_in_words(weeks: list[Week]) -> str:
    last, before = weeks[-1], weeks[-2] if len(weeks) > 1 else None
    if not any(week.trained for week in weeks):
        return _("Nothing logged yet.")
    share = (last.trained + (before.trained if before else 0)) / (
        last.so_far + (before.so_far if before else 0)
    )
    now = _("%(trained)s of %(days)s") % {
        "trained": number(last.trained),
        "days": ngettext("%(n)s day", "%(n)s days", last.so_far) % {"n": last.so_far},
    }
    values = {"now": now, "week": number(last.number)}
    if last.is_now:
        sentence = _("%(now)s so far this week") % values
    else:
        sentence = _("%(now)s in week %(week)s") % values
    if before:
        sentence = _("%(sentence)s, %(trained)s of 7 the week before") % {
            "sentence": sentence,
            "trained": number(before.trained),
        }
    start = _("Yes") if share >= 5 / 7 else _("On some days") if share > 0 else _("Not lately")
    return f"{start}: {sentence}."


# ---- sets per week


def sets(weeks: list[Week]) -> Picture:
    x, floor, height = columns(weeks, 24, WIDTH), 150, 130
    most = nice(max(max(week.sets, week.asked) for week in weeks))
    wide = min(20, column(weeks, 24, WIDTH) - 5)

    def y(value):
        return floor - height * value / most

    shapes = grid((0, most / 2, most), y, 24, WIDTH)
    for week, at in zip(weeks, x, strict=True):
        if week.sets:
            shapes.append(bar("c-lit", at - wide / 2, y(week.sets), wide, floor - y(week.sets)))
        if week.asked:
            shapes.append(line("c-inkline", at - wide / 2 - 2, y(week.asked), at + wide / 2 + 2))
    shapes += numbers(weeks, x, floor + 20)
    return Picture(
        "sets",
        _("How much do I do?"),
        sets_in_words(weeks),
        drawing(_("Sets a week as bars, with what the plan asked for."), 176, shapes),
        (
            (sample(bar("c-lit", 5, 1, 12, 12)), _("sets done")),
            (sample(line("c-inkline", 2, 7, 20)), _("asked on the days you trained")),
        ),
        Table(
            _("Sets and minutes a week"),
            (_("Week"), _("Sets"), _("Asked"), _("Minutes"), _("Lifts")),
            rows(
                weeks,
                lambda week: [
                    number(value)
                    for value in (week.sets, week.asked or None, week.minutes, week.lifts)
                ],
            ),
        ),
    )


def sets_in_words(weeks: list[Week]) -> str:
    last, before = weeks[-1], weeks[-2] if len(weeks) > 1 else None
    if not any(week.sets for week in weeks):
        return _("Nothing logged yet.")
    values = {"amount": sets_and_minutes(last), "week": number(last.number)}
    if last.is_now:
        sentence = _("%(amount)s so far this week") % values
    else:
        sentence = _("%(amount)s in week %(week)s") % values
    if before is None:
        return f"{sentence}."
    return _("%(sentence)s; %(before)s the week before.") % {
        "sentence": sentence,
        "before": sets_and_minutes(before),
    }


def sets_and_minutes(week: Week) -> str:
    if not week.sets:
        return _("no sets")
    return _("%(sets)s in %(minutes)s") % {
        "sets": ngettext("%(n)s set", "%(n)s sets", week.sets) % {"n": number(week.sets)},
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", week.minutes)
        % {"n": number(week.minutes)},
    }


# ---- do I feel it more


def felt(weeks: list[Week]) -> Picture:
    left, right = 24, WIDTH - 34
    x, floor, height = columns(weeks, left, right), 150, 136

    def y(value):
        return floor - height * value / 10

    shapes = grid((0, 5, 10), y, left, right)
    shapes += [
        line("c-mark", left, y(MARKED), right),
        text(0, y(MARKED) + 4, number(MARKED)),
    ]
    at = list(zip(weeks, x, strict=True))
    of_left = [(x, y(week.felt_left)) for week, x in at if week.felt_left is not None]
    of_right = [(x, y(week.felt_right)) for week, x in at if week.felt_right is not None]
    shapes += [polyline("c-litline", of_left), polyline("c-litline c-dash", of_right)]
    shapes += [circle("c-lit", *point, 4.5) for point in of_left]
    # Drawn last, so that two equal sides show as a dot with a ring.
    shapes += [circle("c-hollow", *point, 4.5) for point in of_right]
    shapes += named_ends(of_left, of_right)
    shapes += numbers(weeks, x, floor + 20)
    line_of = {
        "left": line("c-litline", 1, 7, 21) + circle("c-lit", 11, 7, 4.5),
        "right": line("c-litline c-dash", 1, 7, 21) + circle("c-hollow", 11, 7, 4),
    }
    return Picture(
        "felt",
        _("Do I feel it more?"),
        felt_in_words(weeks),
        drawing(_("Felt left and right, 0 to 10, the mean of each week."), 176, shapes),
        (
            (sample(line_of["left"]), _("left")),
            (sample(line_of["right"]), _("right")),
            (sample(line("c-mark", 1, 7, 21)), _("7 counts towards the next step")),
        ),
        Table(
            _("Felt, mean of the week"),
            (_("Week"), _("Left"), _("Right")),
            rows(weeks, lambda week: [number(week.felt_left), number(week.felt_right)]),
        ),
    )


def named_ends(of_left, of_right):
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


def felt_in_words(weeks: list[Week]) -> str:
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


# ---- are the sides even


def sides(weeks: list[Week]) -> Picture:
    middle, top, row = 156, 24, 17
    furthest = max((abs(week.gap) for week in weeks if week.gap is not None), default=0)
    unit = 96 / max(3, ceil(furthest))
    bottom = top + row * max(len(weeks), 3)
    shapes = [
        bar("c-band", middle - 2 * unit, top - 4, 4 * unit, bottom - top + 4),
        text(middle - 8, 12, _("Left more"), strong=True, anchor="end"),
        text(middle + 8, 12, _("Right more"), strong=True),
    ]
    for n, week in enumerate(weeks):
        y, last = top + n * row, n == len(weeks) - 1
        shapes.append(text(0, y + 11, number(week.number), strong=last))
        if week.gap is None:
            continue
        length = abs(week.gap) * unit
        start = middle if week.gap > 0 else middle - length
        end = middle + length + 6 if week.gap >= 0 else middle - length - 6
        shapes += [
            bar("c-lit", start, y, length, 13),
            text(
                end,
                y + 11,
                number(abs(week.gap)),
                strong=last,
                anchor="start" if week.gap >= 0 else "end",
            ),
        ]
    shapes += [
        line("c-inkline", middle, top - 6, y2=bottom + 2),
        text(middle, bottom + 16, _("shaded: within 2 of each other"), anchor="middle"),
    ]
    return Picture(
        "sides",
        _("Are the sides even?"),
        sides_in_words(weeks),
        drawing(
            _("How much more one side was felt than the other, week by week."), bottom + 20, shapes
        ),
        (),
        Table(
            _("Felt, one side against the other"),
            (_("Week"), _("Left"), _("Right"), _("Ahead")),
            rows(
                weeks,
                lambda week: [number(week.felt_left), number(week.felt_right), ahead(week.gap)],
            ),
        ),
    )


def sides_in_words(weeks: list[Week]) -> str:
    gaps = [week.gap for week in weeks if week.gap is not None]
    if not gaps:
        return _("Nothing said yet about both sides.")
    first, last = gaps[0], gaps[-1]
    if abs(last) < ALIKE:
        sentence = _("Yes: no side is ahead.")
    else:
        start = _("Nearly") if abs(last) <= 2 else _("Not yet")
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


# ---- is it getting harder


def harder(weeks: list[Week], names: dict[str, str], units: str) -> Picture:
    x, wide = columns(weeks, 0, WIDTH), column(weeks, 0, WIDTH) - 5
    top, row, height = 12, 50, 22
    best = {name: [week.only(name).best for week in weeks] for name in names}
    shapes = []
    for n, (exercise, days) in enumerate(best.items()):
        floor, most = top + n * row + 30, max(day.work for day in days)
        last = next(day for day in reversed(days) if day.work)
        shapes += [
            text(0, floor - 30, names[exercise], strong=True),
            text(WIDTH, floor - 30, session_in_words(last, units), anchor="end"),
            line("c-grid", 0, floor, WIDTH),
        ]
        for week, day, at in zip(weeks, days, x, strict=True):
            if day.work:
                tall = max(2, height * day.work / most)
                kind = "c-ink" if week is weeks[-1] else "c-mid"
                shapes.append(bar(kind, at - wide / 2, floor - tall, wide, tall))
    bottom = top + row * len(best)
    return Picture(
        "harder",
        _("Is it getting harder?"),
        harder_in_words(weeks, best, names),
        drawing(
            _("Amount × hold × load of the best session of each week, exercise by exercise."),
            bottom + 4,
            shapes + numbers(weeks, x, bottom),
        ),
        (),
        Table(
            _("Best session: amount × hold × load"),
            (_("Week"), *names.values()),
            rows(
                weeks,
                lambda week: [number(week.only(name).best.work or None) for name in names],
            ),
        ),
        note=_(
            "Amount × hold × load of your best session, each exercise on its own scale. "
            "The last bar is this week's, the words are of the latest."
        ),
        is_wide=True,
    )


def session_in_words(day: Day, units: str) -> str:
    """``3 × 12 × 3 s``, as the most of its sets were."""
    most = max(day.done, key=lambda done: (done.count, done.work))
    return f"{day.sets} × {in_words(most.amount, most.hold_s, most.load_kg, units)}"


def harder_in_words(weeks, best, names) -> str:
    if not best:
        return _("Nothing logged yet.")
    if len(weeks) == 1:
        return _("The first week sets the measure.")
    risen = [
        names[exercise]
        for exercise, (*before, last) in best.items()
        if last.work > max(day.work for day in before) > 0
    ]
    when = (
        _("this week")
        if weeks[-1].is_now
        else _("in week %(week)s") % {"week": number(weeks[-1].number)}
    )
    if not risen:
        return _("Nothing went past its best %(when)s.") % {"when": when}
    return ngettext(
        "Yes: %(names)s went past its best %(when)s.",
        "Yes: %(names)s went past their best %(when)s.",
        len(risen),
    ) % {"names": get_text_list(risen, _("and")), "when": when}


# ---- shared


def rows(weeks: list[Week], cells: Callable[[Week], Iterable[str]]) -> tuple:
    return tuple(
        ((number(week.number), reverse("week", args=[week.monday])), tuple(cells(week)))
        for week in weeks
    )


def nice(most: float) -> int:
    """A round top for a scale, even, so that its half is whole."""
    step = 10 if most > 20 else 4
    return max(step, ceil(most / step) * step)


def column(weeks: list[Week], left: float, right: float) -> float:
    return (right - left) / max(FEWEST, len(weeks))


def columns(weeks: list[Week], left: float, right: float) -> list[float]:
    """The middle of each week's column; a short run leaves room on the right."""
    wide = column(weeks, left, right)
    return [left + (n + 0.5) * wide for n in range(len(weeks))]


def numbers(weeks: list[Week], x: list[float], y: float) -> list[SafeString]:
    return [
        text(at, y, number(week.number), strong=week is weeks[-1], anchor="middle")
        for week, at in zip(weeks, x, strict=True)
    ]


def grid(values, y, left, right) -> list[SafeString]:
    return [
        shape
        for value in values
        for shape in (line("c-grid", left, y(value), right), text(0, y(value) + 4, number(value)))
    ]
