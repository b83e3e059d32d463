"""How it is going: five figures of a week, each beside the weeks before it.

They are of the latest week with a set: early on a Monday the week before says more than zeros.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..templatetags.numbers import number, pain
from .charts.ladder import describe_last_change
from .charts.picture import SAME_FELT
from .charts.svg import sparkline
from .ladder_history import PROFICIENT, LadderHistory
from .periods import Week
from .totals import add_means, worst

BEFORE = 4  # weeks that a week is compared with (ours)
FEWEST_DAYS = 3  # of a week that goes on, before it is compared with others (ours)
SAME_DAYS, SAME_MINUTES = 0.5, 1  # a week, a day: a smaller difference counts as none


@dataclass(frozen=True)
class KeyFigure:
    name: str
    value: str
    trend: str  # empty where there is nothing to compare with
    spark: SafeString  # all weeks
    picture: str  # key of the picture that shows more


@dataclass(frozen=True)
class KeyFigures:
    week: Week
    figures: list[KeyFigure]
    weeks_before: int  # that the trends compare with


def key_figures_of(
    run: Sequence[Week], history: LadderHistory, names: dict[str, str]
) -> KeyFigures:
    """``names`` of the ladder's steps by slug."""
    n = len(run) - 1
    if n and not run[n].sets:
        n -= 1
    weeks, week = run[: n + 1], run[n]
    before = list(run[max(0, n - BEFORE) : n])
    figures = [
        _days(weeks, before),
        _minutes(weeks, before),
        _felt(weeks, before),
        _pain(run, week, before),
        _ladder(run, history, names),
    ]
    return KeyFigures(week, figures, len(before))


def _days(weeks, before):
    week = weeks[-1]
    days = ngettext("%(trained)s of %(n)s day", "%(trained)s of %(n)s days", week.so_far)
    trend = ""
    if before:
        # Today counts once it is trained: the day is not over.
        is_open = week.is_now and not week.days[week.today.weekday()].sets
        begun = week.so_far - is_open
        usual = 7 * sum(one.trained for one in before) / sum(one.so_far for one in before)
        words = _("%(n)s a week") % {"n": number(round(usual, 1))}
        trend = _("before %(was)s") % {"was": words}
        if begun >= FEWEST_DAYS:
            trend = _describe_change(7 * week.trained / begun, usual, words, SAME_DAYS)
    return KeyFigure(
        _("Trained"),
        days % {"trained": number(week.trained), "n": number(week.so_far)},
        trend,
        sparkline([one.trained for one in weeks], 7),
        "training-days",
    )


def _minutes(weeks, before):
    week, trained = weeks[-1], sum(one.trained for one in before)
    a_day = _("%(n)s on a day of training") % {"n": number(round(week.minutes_a_day or 0))}
    if trained and week.trained:
        was = sum(one.totals.seconds for one in before) / 60 / trained
        change = _describe_change(week.minutes_a_day, was, number(round(was)), SAME_MINUTES)
        a_day = _("%(now)s, %(change)s") % {"now": a_day, "change": change}
    return KeyFigure(
        pgettext("minutes trained", "Time"),
        ngettext("%(n)s minute", "%(n)s minutes", week.minutes) % {"n": number(week.minutes)},
        a_day,
        sparkline([one.minutes for one in weeks]),
        "minutes",
    )


def _felt(weeks, before):
    week = weeks[-1]
    now = week.felt_left, week.felt_right
    was = (
        add_means(one.totals.felt_left for one in before).value,
        add_means(one.totals.felt_right for one in before).value,
    )
    trend = ""
    if None not in was:
        words = _describe_sides(*was)
        changes = {None}
        if None not in now:
            changes = {_change(*sides, SAME_FELT) for sides in zip(now, was, strict=True)}
        change = changes.pop() if len(changes) == 1 else None
        trend = _("before %(was)s") % {"was": words}
        if change is not None:
            trend = _words_for_change(change, words)
    return KeyFigure(
        _("Felt"),
        _("not said") if now == (None, None) else _describe_sides(*now),
        trend,
        sparkline([max(one.felt_left or 0, one.felt_right or 0) for one in weeks], 10),
        "felt",
    )


def _pain(run, week, before):
    """A morning or a run of the latest week counts, though no set of that week is done yet."""
    latest, was, trend = run[-1], worst(one.pain for one in before), ""
    now = worst((week.pain, latest.pain))
    if was is not None:
        trend = _("at worst %(pain)s before") % {"pain": number(was)}
        if now is not None:
            trend = _describe_change(now, was, number(was), 1)
    if latest.pain is not None and latest.pain > (week.pain or 0):
        trend = latest.when  # not of the week that the other figures are of
    return KeyFigure(
        _("Worst pain"),
        _("not said") if now is None else pain(now),
        trend,
        sparkline([one.pain or 0 for one in run], 10, "c-ink"),
        "pain",
    )


def _ladder(weeks, history, names):
    counts = [
        sum(history.on(slug, min(one.last, one.today)) == PROFICIENT for slug in names)
        for one in weeks
    ]
    values = {"n": number(counts[-1]), "steps": number(len(names))}
    since, until = weeks[0].first, min(weeks[-1].last, weeks[-1].today)
    return KeyFigure(
        _("Ladder"),
        _("%(n)s of %(steps)s proficient") % values,
        describe_last_change(since, until, history, names),
        sparkline(counts, len(names)),
        "ladder",
    )


def _describe_sides(left, right):
    return _("%(left)s left, %(right)s right") % {"left": number(left), "right": number(right)}


def _describe_change(now, was, words, least):
    return _words_for_change(_change(now, was, least), words)


def _change(now, was, least):
    """1 for up, -1 for down, 0 where the difference is less than ``least``."""
    return 0 if abs(now - was) < least else 1 if now > was else -1


def _words_for_change(change, was):
    if not change:
        return _("as before")
    return (_("up from %(was)s") if change > 0 else _("down from %(was)s")) % {"was": was}
