from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..days import in_words as set_in_words
from ..templatetags.numbers import number
from ..weeks import Day, Week
from .parts import Picture, Table, column, columns, numbers, rows
from .svg import WIDTH, bar, drawing, line, text

TOP, ROW, HEIGHT = 12, 50, 22


def harder(weeks: list[Week], names: dict[str, str], units: str) -> Picture:
    best = {name: [week.only(name).best for week in weeks] for name in names}
    return Picture(
        "harder",
        _("Is it getting harder?"),
        in_words(weeks, best, names),
        drawing(
            _("Amount × hold × load of the best session of each week, exercise by exercise."),
            TOP + ROW * len(best) + 4,
            _bars(weeks, best, names, units),
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
            "The boldest bar is the last week's; the words are of the latest session drawn."
        ),
        is_wide=True,
    )


def _bars(weeks, best, names, units):
    x, wide = columns(weeks, 0, WIDTH), column(weeks, 0, WIDTH) - 5
    shapes = []
    for n, (exercise, days) in enumerate(best.items()):
        floor, most = TOP + n * ROW + 30, max(day.work for day in days)
        last = next(day for day in reversed(days) if day.work)
        shapes += [
            text(0, floor - 30, names[exercise], strong=True),
            text(WIDTH, floor - 30, session_in_words(last, units), anchor="end"),
            line("c-grid", 0, floor, WIDTH),
        ]
        for week, day, at in zip(weeks, days, x, strict=True):
            if day.work:
                tall = max(2, HEIGHT * day.work / most)
                kind = "c-ink" if week is weeks[-1] else "c-mid"
                shapes.append(bar(kind, at - wide / 2, floor - tall, wide, tall))
    return shapes + numbers(weeks, x, TOP + ROW * len(best))


def session_in_words(day: Day, units: str) -> str:
    """``3 × 12 × 3 s``, as the most of its sets were."""
    most = max(day.done, key=lambda done: (done.count, done.work))
    return f"{day.sets} × {set_in_words(most.amount, most.hold_s, most.load_kg, units)}"


def in_words(weeks, best, names) -> str:
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
