"""A result as text: a table of the steps, and facts below it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .result import Result, StepResult

NOTHING = "–"
GAP = "  "


def table(result: Result, names: dict[str, str]) -> str:
    """Return the result as text for a terminal, aligned by spaces."""
    pairs = facts(result, names)
    width = max(len(label) for label, _fact in pairs)
    lines = [GAP.join((label.ljust(width), fact)) for label, fact in pairs]
    note = _("Days on which 10, 50 and 90 % of those who get there have got there; day 1 is first.")
    return "\n".join([heading(result), "", *_steps(result, names), "", note, "", *lines])


def heading(result: Result) -> str:
    return ": ".join(heading_lines(result))


def heading_lines(result: Result) -> tuple[str, str]:
    """Return the program, and what was played."""
    played = {
        "runners": number_format(result.runners, force_grouping=True),
        "weeks": result.weeks,
        "minutes": result.minutes,
        "seed": result.seed,
    }
    return (
        _("%(program)s, revision %(revision)d")
        % {"program": result.program, "revision": result.revision},
        _("%(runners)s runners, %(weeks)d weeks, %(minutes)d minutes a day, seed %(seed)d")
        % played,
    )


def facts(result: Result, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return what the table of steps does not show, as (label, figure)."""
    people = result.runners or 1
    done = result.done_days / result.planned_days if result.planned_days else 0
    per_hundred = {"number": number(100 * result.closings / people)}
    return [
        (
            _("Days with a plan"),
            _("%(days)s a runner") % {"days": number(result.planned_days / people)},
        ),
        (
            _("Days trained"),
            _("%(days)s a runner, %(share)s of them")
            % {"days": number(result.done_days / people), "share": percent(done)},
        ),
        (
            _("Minutes a day"),
            _("%(daily)s, and %(lift)s for a lift")
            % {"daily": number(result.minutes_a_day), "lift": number(result.lift_minutes)},
        ),
        (
            _("Lifts a week"),
            _("%(lifts)s from the first one on") % {"lifts": number(result.lifts_a_week)},
        ),
        (
            _("Closings by pain"),
            _("%(number)s to 100 runners") % per_hundred,
        ),
        (_("Dead ends"), _dead_ends(result, names)),
    ]


def percent(share: float) -> str:
    """Return whole percents: 0 % is nobody at all, and 100 % is everybody."""
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return _("%(number)d %%") % {"number": whole}


def number(value: float) -> str:
    return number_format(f"{value:.1f}")


def _dead_ends(result: Result, names: dict[str, str]) -> str:
    if not result.dead_ends:
        return _("none")
    count = ngettext("%(n)d runner", "%(n)d runners", result.dead_ends) % {"n": result.dead_ends}
    places = [
        _("%(step)s: %(runners)d, first on day %(day)d")
        % {
            "step": names.get(dead_end.exercise, dead_end.exercise) or _("an empty day"),
            "runners": dead_end.runners,
            "day": dead_end.day,
        }
        for dead_end in result.stuck
    ]
    return f"{count} ({'; '.join(places)})"


def _steps(result: Result, names: dict[str, str]) -> list[str]:
    shares = [percent(share) for share in (0.1, 0.5, 0.9)]
    head = ["", _("open"), *shares, _("proficient"), *shares]
    rows = [head, *(_cells(row, names) for row in result.rows)]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(
            cell.rjust(to) if place else cell.ljust(to)
            for place, (cell, to) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in rows
    ]


def _cells(row: StepResult, names: dict[str, str]) -> list[str]:
    proficient = NOTHING if row.proficient_share is None else percent(row.proficient_share)
    return [
        names.get(row.exercise, row.exercise),
        percent(row.open_share),
        *_days(row.open_days),
        proficient,
        *_days(row.proficient_days),
    ]


def _days(days: tuple[int, int, int] | None) -> list[str]:
    return [str(day) for day in days] if days else [NOTHING] * 3
