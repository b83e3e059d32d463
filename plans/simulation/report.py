"""A result as text: a table of the steps, and facts below it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exercises.lists_in_words import apart
from exercises.models import Exercise

from ..wording.doses import describe_band, describe_load_of
from .result import Result, StepResult
from .summary import SETTLED

NOTHING = "–"
GAP = "  "
MOST_STOPS = 6
# Why somebody has not got past a step.
WHY = {
    "felt": gettext_lazy("not felt"),
    "sets": gettext_lazy("too few sets"),
    "amount": gettext_lazy("sets fell short"),
    "hold": gettext_lazy("held too short"),
    "load": gettext_lazy("less load than asked"),
    "effort": gettext_lazy("too hard"),
    "form": gettext_lazy("form"),
    "pain": gettext_lazy("pain"),
    "answers": gettext_lazy("questions left open"),
    "days": gettext_lazy("hardly trained"),
    "time": gettext_lazy("still on the way"),
}


def table(result: Result, names: dict[str, str], against: Result | None = None) -> str:
    """Return the result as text for a terminal, aligned by spaces.

    ``against``: what the same runners do under another revision, to be shown beside it.
    """
    note = _("Days on which 10, 50 and 90 % of those who get there have got there; day 1 is first.")
    lines = [heading(result), "", *_aligned(_step_cells(result, names)), "", note, ""]
    if against is not None:
        lines += [heading(against), "", *_aligned(_step_cells(against, names)), ""]
    pairs = [facts(one, names) for one in (result, against) if one is not None]
    head = [["", *(revision_name(one) for one in (result, against) if one)]] if against else []
    rows = [
        [label, *(dict(facts_).get(label, NOTHING) for facts_ in pairs)]
        for label, _fact in pairs[0]
    ]
    return "\n".join([*lines, *_aligned(head + rows, to_left=True)])


def revision_name(result: Result) -> str:
    return _("revision %(revision)d") % {"revision": result.revision}


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

    def per_hundred(count: int) -> str:
        return _("%(number)s to 100 runners") % {"number": number(100 * count / people)}

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
            _("Minutes filled"),
            _("%(share)s of them; under four fifths on %(short)s of the days")
            % {
                "share": percent(result.minutes_a_day / result.minutes),
                "short": percent(result.short_days),
            },
        ),
        (
            _("Lifts a week"),
            _("%(lifts)s from the first one on") % {"lifts": number(result.lifts_a_week)}
            if result.lifts_a_week
            else _("too few weeks to tell"),
        ),
        *(_load(row, names) for row in result.rows if row.load_kind),
        (_("Days with all at its top"), percent(result.top_days)),
        (
            _("Different daily blocks"),
            _("%(blocks)s a runner from day %(day)d on")
            % {"blocks": number(result.blocks), "day": SETTLED}
            if result.weeks * 7 > SETTLED
            else _("too few weeks to tell"),
        ),
        (_("Days of work at each stage"), _stages(result)),
        (_("Closings by pain"), per_hundred(result.closings)),
        (_("Rest days after a red morning"), per_hundred(result.rest_days)),
        (_("Easy weeks"), per_hundred(result.easy_weeks)),
        (_("Steps gone on from"), per_hundred(result.went_on)),
        (_("Where they stop"), _stops(result, names)),
        (_("Stuck"), _stuck(result)),
        (_("Dead ends"), _dead_ends(result, names)),
    ]


def _load(row: StepResult, names: dict[str, str]) -> tuple[str, str]:
    """Tell who has a load at the end, and how much."""
    label = _("Load at the end, %(step)s") % {"step": names.get(row.exercise, row.exercise)}
    if row.loads is None:
        return label, _("nobody has one")
    low, middle, high = row.loads
    is_band = row.load_kind == "band"
    said = {
        "share": percent(row.loaded_share),
        "middle": describe_band(int(middle))
        if is_band
        else describe_load_of(row.load_kind, middle),
        "low": number_format(f"{low:g}"),
        "high": number_format(f"{high:g}"),
    }
    pattern = _(
        "%(share)s of the runners have one: half of them %(middle)s or more, eight of ten "
        "%(low)s to %(high)s"
    )
    return label, pattern % said


def _stages(result: Result) -> str:
    names = dict(Exercise.Stage.choices)
    return apart(f"{names.get(stage, stage)} {number(days)}" for stage, days in result.stage_days)


def _stops(result: Result, names: dict[str, str]) -> str:
    """Name the steps that others wait for and that runners have not got past, and why."""
    if not result.stops:
        return _("nowhere")
    found = [
        _("%(step)s (%(why)s): %(share)s")
        % {
            "step": names.get(stop.exercise, stop.exercise),
            "why": WHY[stop.why],
            "share": percent(stop.runners / result.runners),
        }
        for stop in result.stops[:MOST_STOPS]
    ]
    return apart(found)


def _stuck(result: Result) -> str:
    if not (result.stuck_offered or result.stuck_alone):
        return _("nobody")
    return _("%(offered)d runners with a way on offered, %(alone)d without") % {
        "offered": result.stuck_offered,
        "alone": result.stuck_alone,
    }


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


def _step_cells(result: Result, names: dict[str, str]) -> list[list[str]]:
    shares = [percent(share) for share in (0.1, 0.5, 0.9)]
    head = ["", _("open"), *shares, _("proficient"), *shares]
    return [head, *(_cells(row, names) for row in result.rows)]


def _aligned(rows: list[list[str]], to_left: bool = False) -> list[str]:
    """Put cells under each other: the first to the left, the others to the right or left."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(
            cell.rjust(to) if place and not to_left else cell.ljust(to)
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
