"""The steps of the ladder as the page shows them: one line each, which opens to the details."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.day_names import name_of_day
from exercises.library import library
from exercises.models import Exercise
from plans import rules, runner_choices
from plans.wording import NextTimeWording, Wording, describe_dose, describe_step

SOURCES = {"article": gettext_lazy("article"), "ours": gettext_lazy("ours")}
ABOUT_THE_LAST = ("lacked-", "row-")  # how the codes about the last session begin
OFFER = "offer-"  # how the codes of what the runner may take up begin
COMES_AFTER = {"comes-after", "lift-comes-after"}  # codes: of a step below that was closed
WAIVERS = {"waived", "waived-waits", "waived-shut"}
SHOWN_ELSEWHERE = {  # reasons that the page shows in another way than as a note
    *("start", "next", "proficient", "needs", "overridden", "going-on"),
    *("offer-going-on", "no-equipment", "no-time", "clinician"),
    *WAIVERS,
}


@dataclass(frozen=True)
class BarProgress:
    """How many of the sessions in a row that a bar asks for are done."""

    name: str
    words: str
    row: int
    needed: int
    source: str

    @property
    def segments(self):
        return [n < self.row for n in range(self.needed)]


@dataclass(frozen=True)
class LadderStep:
    exercise: Exercise
    view: rules.StepView
    target: str
    asks: list[tuple[str, str]]  # dose and frequency, each with its source
    bars: tuple[BarProgress, ...]  # of an open step its own, of a locked one what it waits for
    why: str  # the dose is as it is; empty where the step is locked
    is_done_today: bool  # so the target is that of the next time
    last: str  # when it was last done, whether that counted, and if not, why
    notes: tuple[str, ...]
    missing: str
    closed: bool
    stalled: bool
    may_waive: bool
    may_go_on: bool
    went_on: bool
    waiver: str  # that the runner goes on without the step, and whether it counts as met
    opens_tomorrow: bool
    comes_after: str  # the step below that must be done first, on a day from tomorrow on
    has_plan: bool  # the safety answers allow one; without it nothing is asked and nothing chosen
    is_unfolded: bool = False
    message: str = ""

    @property
    def may_override(self):
        return self.has_plan and runner_choices.may_override(self.view)

    @property
    def to_go(self):
        """In a few words, what a locked step waits for."""
        if self.comes_after:
            return _("Waits for: %(name)s") % {"name": self.comes_after}
        if self.opens_tomorrow:
            return _("Opens tomorrow")
        if self.closed:
            return _("After too much pain")
        if not self.bars:
            return _("Waits for your safety answers")
        if len(self.bars) == 1:
            return _("Waits for: %(name)s") % {"name": self.bars[0].name}
        return _("Waits for %(count)d steps") % {"count": len(self.bars)}


def ladder_steps(
    answer: rules.Answer,
    views: Iterable[rules.StepView],
    units: str,
    unfolded: str = "",
    refused: dict[str, str] | None = None,
    open_tomorrow: Mapping[str, rules.Reason | None] | None = None,
) -> dict[str, LadderStep]:
    """Return the steps by exercise; ``refused`` says why a choice about one was not made.

    ``views`` are those of the day's answer, or what the day has made of them since, as of tomorrow.
    ``open_tomorrow`` gives the steps that open tomorrow, with what each still comes after.
    """
    exercises, refused = library().by_slug, refused or {}
    open_tomorrow = open_tomorrow or {}
    names = {slug: str(exercise.name) for slug, exercise in exercises.items()}
    equipment = {item.slug: (str(item.name), str(item.instead)) for item in library().equipment}
    today, tomorrow = (kind(units, names, equipment) for kind in (Wording, NextTimeWording))
    return {
        view.exercise: _step(
            answer, view, exercises[view.exercise],
            today if view is answer.step(view.exercise) else tomorrow,
            is_unfolded=view.exercise == unfolded or view.exercise in refused,
            message=refused.get(view.exercise, ""),
            opens_tomorrow=view.exercise in open_tomorrow and view.status == "locked",
            then=open_tomorrow.get(view.exercise) if view.status == "locked" else None,
        )
        for view in views
    }  # fmt: skip


def _step(answer, view, exercise, wording, *, opens_tomorrow, then, **shown):
    program, has_plan = answer.program, answer.screen != "stop"
    step, is_locked = program.by_exercise[view.exercise], view.status == "locked"
    codes = {reason.code for reason in view.reasons}
    why, *reasons = view.reasons  # the first one is about the dose
    bars = [reason for reason in reasons if reason.code == "next"][:1]
    if not opens_tomorrow:  # then nothing is left to wait for
        bars += [reason for reason in reasons if reason.code == "needs"]
    notes = [
        reason
        for reason in reasons
        if not _is_elsewhere(reason)
        and (has_plan or not reason.code.startswith(OFFER))
        and not (opens_tomorrow and reason.code == "reopens-after")  # today was the last such day
    ]
    if then:
        notes.append(then)
    return LadderStep(
        exercise=exercise,
        view=view,
        target=describe_dose(step, view.target, wording.units) if has_plan else "",
        asks=[(words, SOURCES[source]) for words, source in describe_step(step)],
        bars=tuple(_bar_progress(program, reason, wording) for reason in bars),
        why="" if is_locked else wording(why),
        is_done_today=bool(view.last and view.last.date == answer.on),
        last=_last(view, wording, answer.on),
        notes=tuple(map(wording, notes)),
        missing=_missing(view.missing, wording),
        closed=bool(codes & {"closed", "shut"}),
        stalled="stalled" in codes,
        may_waive=has_plan and rules.may_waive(view, program),
        may_go_on=has_plan and "offer-going-on" in codes,
        went_on="going-on" in codes,
        waiver=" ".join(wording(one) for one in reasons if one.code in WAIVERS),
        opens_tomorrow=opens_tomorrow,
        comes_after=_comes_after(then, wording),
        has_plan=has_plan,
        **shown,
    )


def _comes_after(reason, wording):
    if reason is None:
        return ""
    first, *_others = reason.values.get("exercises") or [reason.values["other"]]
    return wording.name(first)


def _is_elsewhere(reason):
    return reason.code in SHOWN_ELSEWHERE or reason.code.startswith(ABOUT_THE_LAST)


def _last(view, wording, on):
    if view.last is None:
        return ""
    when = _day(view.last.date, on)
    if not view.sessions_in_a_row_needed:  # there is no bar, as of the last step
        return _("%(when)s.") % {"when": when}
    if view.last.counted:
        return _("%(when)s: it counted.") % {"when": when}
    if view.status == "proficient" or view.waived:  # no bar is left to count towards
        return _("%(when)s.") % {"when": when}
    lacks = [one for one in view.reasons if one.code.startswith(ABOUT_THE_LAST)]
    words = [_did_not_count(view, lacks), *wording.lines(lacks)]
    return _("%(when)s: %(what)s") % {"when": when, "what": " ".join(filter(None, words))}


def _did_not_count(view, lacks):
    """Say so, where the reason of the dose tells what was lacking, or a part of it."""
    climbing = {what for one in lacks for what in one.values.get("lacked", ())}
    said = climbing.union(one.code.removeprefix("lacked-") for one in lacks)
    missing = {*view.last.lacked} - said
    if not missing or any(one.code == "row-easy-week" for one in lacks):
        return ""
    if all(what.endswith("-not-given") for what in view.last.lacked):
        return _("Not counted yet.")
    return _("It did not count.")


def _day(day: date, on: date) -> str:
    names = {0: _("Today"), 1: _("Yesterday")}
    return names.get((on - day).days) or name_of_day(day, "MONTH_DAY_FORMAT")


def _missing(slugs, wording):
    if not slugs:
        return ""
    names = " · ".join(wording.equipment[slug][0] for slug in slugs)
    instead = [wording.equipment[slug][1] for slug in slugs]
    return " ".join([_("Missing: %(names)s.") % {"names": names}, *filter(None, instead)])


def _bar_progress(program, reason, wording):
    exercise, row = reason.values["exercise"], reason.values["row"]
    needed = reason.values["sessions_in_a_row_needed"]
    source = SOURCES[program.by_exercise[exercise].source("bar")]
    name = wording.name(exercise)
    return BarProgress(name, wording(reason), min(row, needed), needed, source)
