"""Whether what is felt in the exercises is felt in the run, too; and runs after a primer or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...describe import labelled
from ...templatetags.numbers import number
from ..periods import Period
from ..primer_effect import FEWEST, FeltRun, PrimerEffect, primer_effect
from ..primer_effect import mean as mean_of
from ..totals import mean
from .picture import Picture, Plot, nice, period_table, titled
from .svg import WIDTH, bar, circle, drawing, group, legend, line, polyline, room_of, text

MOST_DOTS = 60  # runs that are drawn one by one; more are drawn as means of their column
NAMES = 62  # units to the right of the lines, for their names, at least


@dataclass(frozen=True)
class RunDot:
    """A run, or the mean of a period's runs of one kind."""

    x: float
    title: str
    left: float | None
    right: float | None
    had_primer: bool


def carry(periods: list[Period], runs: Sequence[FeltRun]) -> Picture:
    """``runs`` that were done in these periods, by date."""
    effect = primer_effect(runs)
    by_period = [[run for run in runs if one.first <= run.date <= one.last] for one in periods]
    return Picture(
        "carry",
        _("Does it carry into the run?"),
        _sentence(periods, by_period),
        _figures(periods, by_period, effect) if runs else SafeString(),
        _legend(),
        _table(periods, by_period),
        note=describe_effect(effect),
        is_wide=True,
    )


def describe_effect(effect: PrimerEffect) -> str:
    """What the runs say of primers, and what they cannot say."""
    after, without = len(effect.after), len(effect.without)
    if not after and not without:
        return ""
    numbers = _("%(after)s after a primer, %(without)s without") % {
        "after": ngettext("%(n)d run", "%(n)d runs", after) % {"n": after},
        "without": without,
    }
    if effect.interval is None:
        few = _(
            "How they felt was said of %(numbers)s. So few can differ by chance: "
            "from %(fewest)d of each on, this says more."
        )
        return few % {"numbers": numbers, "fewest": FEWEST}
    low, high = (number(round(one, 1)) for one in effect.interval)
    values = {"numbers": numbers, "by": number(round(abs(effect.difference), 1))}
    drawn = _(
        "Drawn from these runs again and again, the difference lies between %(low)s and %(high)s "
        "nineteen times in twenty"
    ) % {"low": low, "high": high}
    if not effect.is_clear:
        apart = _("%(numbers)s: %(by)s apart. %(drawn)s: it may be chance.")
        return apart % {**values, "drawn": drawn}
    more = _("%(numbers)s: felt %(by)s more after one. %(drawn)s, so it is hardly chance.")
    less = _("%(numbers)s: felt %(by)s less after one. %(drawn)s, so it is hardly chance.")
    found = (more if effect.difference > 0 else less) % {**values, "drawn": drawn}
    other = _("The primer need not be the reason: such days may be easier or fresher ones.")
    return f"{found} {other}"


def _sentence(periods, by_period):
    """The latest period in which both were given; then how the run has changed."""
    if not any(by_period):
        return _("No run yet. After one, today’s page asks how much your glutes did.")
    sides = []
    for name, side in ((_("Left"), "left"), (_("Right"), "right")):
        for period, runs in zip(reversed(periods), reversed(by_period), strict=True):
            run, exercise = _felt(runs, side), getattr(period, f"felt_{side}")
            if run is not None and exercise is not None:
                values = {"side": name, "exercise": number(exercise), "run": number(run)}
                words = _("%(side)s: %(exercise)s in the exercises, %(run)s in the run %(when)s.")
                sides.append(words % {**values, "when": period.when})
                break
    if not sides:
        return _("Nothing was said of a run yet in weeks in which you felt the exercises.")
    return " ".join([*sides, *_trend(by_period)])


def _trend(by_period):
    """How felt in the run changed from the first period to the last, both sides together."""
    given = [mean(run.felt for run in runs) for runs in by_period]
    given = [value for value in given if value is not None]
    if len(given) < 2:
        return []
    first, last = number(given[0]), number(given[-1])
    return [_("In the run it went from %(first)s to %(last)s.") % {"first": first, "last": last}]


def _felt(runs, side):
    return mean(getattr(run, side) for run in runs)


def _figures(periods, by_period, effect):
    dots = list(_dots(periods, by_period))
    figures = [
        _figure(_("Left"), _apart(periods, by_period, "left"), _side(periods, dots, "left")),
        _figure(_("Right"), _apart(periods, by_period, "right"), _side(periods, dots, "right")),
        _figure(_("Minutes"), _("run, and trained"), _minutes(periods, by_period)),
    ]
    if effect.after or effect.without:
        figures.append(_figure(_("Felt in the run, by primer"), _("mean"), _strips(effect)))
    return mark_safe(f'<div class="carry">{"".join(figures)}</div>')


def _figure(name, note, svg):
    caption = f"<figcaption>{escape(name)}<span>{escape(note)}</span></figcaption>"
    return f"<figure>{caption}{svg}</figure>"


def _apart(periods, by_period, side):
    """By how much the latest period's felt in exercises and in runs differ."""
    for period, runs in zip(reversed(periods), reversed(by_period), strict=True):
        run, exercise = _felt(runs, side), getattr(period, f"felt_{side}")
        if run is not None and exercise is not None:
            return _("%(n)s between") % {"n": number(round(abs(exercise - run), 1))}
    return ""


def _dots(periods, by_period) -> Iterable[RunDot]:
    plot = _plot(periods)
    rated = sum(run.felt is not None for runs in by_period for run in runs)
    for (period, middle), runs in zip(plot.columns(), by_period, strict=True):
        if rated <= MOST_DOTS:
            for run in runs:
                x = middle + plot.column * (_share(period, run.date) - 0.5)
                yield RunDot(x, period.name, run.left, run.right, run.had_primer)
            continue
        for had_primer in (False, True):
            some = [run for run in runs if run.had_primer == had_primer]
            x = middle + plot.column * (0.2 if had_primer else -0.2)
            yield RunDot(x, period.name, _felt(some, "left"), _felt(some, "right"), had_primer)


def _share(period: Period, day: date) -> float:
    """Where a day lies in its period, from 0 to 1."""
    return ((day - period.first).days + 0.5) / period.length


def _room_of_names():
    return room_of(_("exercise"), _("run"), least=NAMES)


def _plot(periods):
    return Plot(periods, top=10, right=WIDTH - _room_of_names(), floor=104, tall=90)


def _side(periods, dots, side):
    plot = _plot(periods)
    felt = [(x, getattr(one, f"felt_{side}"), one) for one, x in plot.columns()]
    given = [(x, value, one) for x, value, one in felt if value is not None]
    shapes = [*plot.grid(0, 5, 10), polyline("c-litline", [(x, plot.y(v)) for x, v, _one in given])]
    in_exercises = _("%(felt)s in the exercises")  # looked up once: there are dozens of shapes
    in_run = {True: _("%(felt)s in a run after a primer"), False: _("%(felt)s in a run")}
    for x, value, one in given:
        words = in_exercises % {"felt": number(value)}
        shapes.append(titled(one, words, circle("c-lit", x, plot.y(value), plot.dot_radius(3.5))))
    in_runs = [(dot, getattr(dot, side)) for dot in dots if getattr(dot, side) is not None]
    for dot, value in in_runs:
        mark = "c-ink" if dot.had_primer else "c-open"
        title = labelled(dot.title, in_run[dot.had_primer] % {"felt": number(value)})
        shapes.append(group(title, [circle(mark, dot.x, plot.y(value), 4.5)]))
    if given:
        shapes.append(text(plot.right + 6, plot.y(given[-1][1]) + 4, _("exercise"), strong=True))
    if in_runs:
        y = plot.y(in_runs[-1][1])
        if given and abs(y - plot.y(given[-1][1])) < 14:
            y = plot.y(given[-1][1]) + 14
        shapes.append(text(plot.right + 6, y + 4, _("run"), strong=True))
    label = _("Left side, 0 to 10: felt in the exercises as a line, in runs as discs.")
    if side == "right":
        label = _("Right side, 0 to 10: felt in the exercises as a line, in runs as discs.")
    return drawing(label, 128, [*shapes, *plot.labels(122)])


def _minutes(periods, by_period):
    run = [sum(one.minutes for one in runs) for runs in by_period]
    most = max([*run, *(one.minutes for one in periods)])
    plot = Plot(periods, top=nice(most), right=WIDTH - _room_of_names(), floor=66, tall=56)
    shapes, width = plot.grid(0, plot.top), plot.bar_width / 2
    pattern = _("%(run)s min run, %(trained)s min trained")
    for (period, x), ran in zip(plot.columns(), run, strict=True):
        words = pattern % {"run": number(ran), "trained": number(period.minutes)}
        bars = [("c-mid", x - width, ran), ("c-lit", x, period.minutes)]
        drawn = [
            bar(kind, left, plot.y(value), width, plot.floor - plot.y(value))
            for kind, left, value in bars
            if value
        ]
        if drawn:
            shapes.append(titled(period, words, *drawn))
    label = _("Minutes run and minutes trained, as two bars for each column.")
    return drawing(label, 90, [*shapes, *plot.labels(84)])


def _strips(effect):
    """A dot for each run, stacked where they are equal, in a row for each kind."""
    left, right = 24, WIDTH - 36
    place = lambda value: left + (right - left) * value / 10  # noqa: E731
    shapes = [
        line("c-grid", place(value), 4, y2=96)
        + text(place(value), 112, number(value), anchor="middle")
        for value in (0, 5, 10)
    ]
    rows = (
        (46, "c-ink", effect.after, _("after a primer")),
        (94, "c-open", effect.without, _("without")),
    )
    for floor, mark, values, name in rows:
        names = ngettext("%(name)s, %(n)d run", "%(name)s, %(n)d runs", len(values))
        shapes.append(text(left, floor - 30, names % {"name": name, "n": len(values)}))
        highest = max((values.count(value) for value in values), default=1)
        step = min(9.0, 24 / max(1, highest - 1))
        for value in sorted(set(values)):
            count = values.count(value)
            shapes += [circle(mark, place(value), floor - n * step, 4) for n in range(count)]
        if values:
            middle = number(round(mean_of(values), 1))
            shapes.append(text(WIDTH, floor, middle, strong=True, anchor="end"))
    label = _("Felt in runs after a primer and in runs without, a dot for each run.")
    return drawing(label, 116, shapes)


def _legend():
    return legend(
        (line("c-litline", 1, 7, 21) + circle("c-lit", 11, 7, 4), _("felt in the exercises")),
        (circle("c-ink", 11, 7, 5), _("a run after a primer")),
        (circle("c-open", 11, 7, 4.5), _("a run without")),
        (bar("c-mid", 5, 1, 12, 12), _("minutes run")),
        (bar("c-lit", 5, 1, 12, 12), _("minutes trained")),
    )


def _table(periods, by_period):
    runs = {one.first: some for one, some in zip(periods, by_period, strict=True)}

    def cells(one):
        some = runs[one.first]
        return (
            f"{number(one.felt_left)} / {number(one.felt_right)}",
            f"{number(_felt(some, 'left'))} / {number(_felt(some, 'right'))}",
            number(len(some)),
            number(sum(run.had_primer for run in some)),
            number(sum(run.minutes for run in some)),
            number(one.minutes),
        )

    head = (
        _("Exercises, left / right"), _("Runs, left / right"), _("Runs"), _("After a primer"),
        _("Minutes run"), _("Minutes trained"),
    )  # fmt: skip
    return period_table(_("Felt in the exercises and in runs"), periods, head, cells)
