"""Whether the last session of a step counted towards its bar, and if not, what it lacked."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from plans import rules
from plans.wording import Wording

COUNTED, FAILED, CLIMBS, WAITS, PART = "counted", "failed", "climbs", "waits", "part"
LACKED, ROW, NOT_GIVEN = "lacked-", "row-", "-not-given"
EASY_WEEK = "row-easy-week"  # code


class Verdict(NamedTuple):
    """``kind`` is ``WAITS`` where nothing failed and an answer alone is missing.

    It is ``CLIMBS`` where all was done as asked, and the dose asked is still below the bar, and
    ``PART`` where sets were missing, as on a day cut to its minutes, and a row that was begun
    stays.
    """

    kind: str
    why: str  # what was lacking, in words; empty where it counted
    row: str  # how far the row is, and what became of it
    pips: list[bool]  # the sessions in a row that the bar wants: True for each that is done

    @property
    def row_sentence(self) -> str:
        """What became of the row is a sentence already."""
        return self.row if self.row.endswith(".") else f"{self.row}."

    @property
    def icon(self) -> str:
        icons = {COUNTED: "check", FAILED: "circle-slash-2", CLIMBS: "trending-up"}
        return icons.get(self.kind, "circle-dashed")


def verdict_on(view: rules.StepView, wording: Wording) -> Verdict | None:
    """``None`` where no session was done yet, or where none counts towards anything any more."""
    last, needed = view.last, view.sessions_in_a_row_needed
    if last is None or not needed or view.status == "locked" or view.waived:
        return None
    if view.status == "proficient":
        return Verdict(COUNTED, "", _("You have it"), [True] * needed) if last.counted else None
    pips = pips_of(view)
    row = describe_row(view)
    if last.counted:
        return Verdict(COUNTED, "", row, pips)
    about_row = [wording(one) for one in view.reasons if one.code.startswith(ROW)]
    if any(one.code == EASY_WEEK for one in view.reasons):  # whatever it lacked
        return Verdict(FAILED, " ".join(about_row), row, pips)
    lacks = [one for one in view.reasons if one.code.startswith(LACKED)]
    climbing = {what for one in lacks for what in one.values.get("lacked", ())}
    # What is left out of them is said by the reason of the dose.
    missing = {*last.lacked} - climbing - {one.code.removeprefix(LACKED) for one in lacks}
    why = " ".join(wording.lines([view.reasons[0]] * bool(missing) + lacks))
    kind = CLIMBS if climbing else WAITS
    if any(not what.endswith(NOT_GIVEN) for what in {*last.lacked} - climbing):
        kind = PART if last.is_part and view.row else FAILED  # nothing is no part
    return Verdict(kind, why, " ".join(about_row) or row, pips)


def pips_of(view: rules.StepView) -> list[bool]:
    """Return nothing where no bar is asked: of the last step, and of a locked or waived one."""
    needed = 1 if _one_brings_it_back(view) else view.sessions_in_a_row_needed or 0
    if view.status == "locked" or view.waived:
        return []
    done = needed if view.status == "proficient" else view.row
    return [number < done for number in range(needed)]


def describe_row(view: rules.StepView) -> str:
    """``1 of 2 in a row``, or after long time away that one session is enough."""
    if _one_brings_it_back(view):
        return _("One session at the bar brings it back.")
    needed = view.sessions_in_a_row_needed or 0
    return _("%(row)d of %(needed)d in a row") % {"row": min(view.row, needed), "needed": needed}


def _one_brings_it_back(view):
    return any(one.code == "next" and one.values.get("again") for one in view.reasons)
