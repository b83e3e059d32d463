"""The end of a day: what was done, how it was felt, and what that makes of the next time."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from plans import rules
from plans.rules.day_changes import HURTS
from plans.wording import NextTimeWording, describe_dose

from ..dates import DAY
from ..describe import describe_feedback, describe_sets
from ..exercise_guides import guides
from ..training_state import TrainingState, training_state_on
from ..training_work import count_sets
from .verdict import Verdict, verdict_on

# Codes of what keeps a step locked: after pain, and for the safety answers. What it waits for has
# a line of its own.
SHUTS = {"closed", "shut", "reopens-on", "reopens-after"}
WAITS_THOUGH_OPEN = {"comes-after", "lift-comes-after", "learn-first"}
CLOSED = {"closed", "shut"}
OWN_CLOSING = {"closed-pain", "closed-hurt"}
OWN_PAIN = {*OWN_CLOSING, "down-pain", "down-hurt", "down-amber", "down-sore"}
WHY_NO_LOAD = {"load-waits", "load-after-clinician"}
# Of squeezes that have fewer sets than their target.
FEWER_SQUEEZES = {"activation-alone", "activation-sore"}
GOING_ON = "activation-going-on"
SHUT = {"steps-closed", "lifts-shut"}
LOCKS = SHUTS | {"screen-ask", "screen-stop"}


@dataclass(frozen=True)
class BarProgress:
    words: str
    segments: list[bool]  # the sessions in a row that the bar wants: True for each that is done


@dataclass(frozen=True)
class ExerciseSummary:
    """One exercise of the day, and the next time."""

    slug: str
    name: str
    done: str
    felt: str
    target: str = ""  # of the next time; empty: the ladder asks for none
    is_changed: bool = False  # another target than today's
    why: str = ""
    progress: BarProgress | None = None
    verdict: Verdict | None = None  # whether the day's session counted


@dataclass(frozen=True)
class NextStep:
    """The next step that is locked, and what it waits for."""

    name: str
    needs: list[BarProgress]


def day_summary_of(user, day: date) -> "DaySummary":
    """For a day with or without sets. Raises ``NotScreened``, as ``training_state_on`` does."""
    return DaySummary(user, training_state_on(user, day))


def why_closed(view: rules.StepView, wording: NextTimeWording) -> str:
    """Why pain closes a step: its own, as the first reason says, or that of another one."""
    first, *others = view.reasons
    is_own = first.code in OWN_PAIN
    own = view.exercise if first.code in OWN_CLOSING else None  # which the first reason says
    locks = [
        one
        for one in others
        if one.code in {*LOCKS, "back-shut"}
        and not (one.code == "closed" and one.values["exercise"] == own)
    ]
    return " ".join(wording.lines([first, *locks] if is_own else [*locks, first]))


def why_it_waits(view: rules.StepView) -> rules.Reason | None:
    """Why a step that is open is not asked for yet.

    It waits until one below it, which pain had closed, was done again, or the first lift is learnt.
    """
    return next((one for one in view.reasons if one.code in WAITS_THOUGH_OPEN), None)


class DaySummary:
    """Compares the plan of the day with that of the day after, without a further query."""

    def __init__(self, user, state: TrainingState):
        self.user, self.state, self.guides = user, state, guides()
        self.day = state.answer.on
        self.before, self.after = state.answer, state.after
        names = {guide.slug: guide.name for guide in self.guides.values()}
        self.wording = NextTimeWording(user.units, names=names)

    @cached_property
    def sessions(self) -> list[rules.Session]:
        """In the order of the library."""
        order = list(self.guides)
        today = [s for s in self.state.sessions if s.date == self.day]
        return sorted(today, key=lambda session: order.index(session.exercise))

    @cached_property
    def sets(self) -> int:
        sides = [Counter(one.side for one in session.sets) for session in self.sessions]
        return sum(map(count_sets, sides))

    @cached_property
    def felt(self) -> dict[str, float | None]:
        """The mean over the day's exercises, left and right."""
        feedback = [session.feedback for session in self.sessions]
        return {
            "left": _mean(one.felt_left for one in feedback),
            "right": _mean(one.felt_right for one in feedback),
        }

    @cached_property
    def exercises(self) -> list[ExerciseSummary]:
        done = [self._with_more_said(self._exercise(one), one) for one in self.sessions]
        return done + self.hurt

    @cached_property
    def hurt(self) -> list[ExerciseSummary]:
        """The exercises that were left out because they hurt, each with its next dose."""
        done = {session.exercise for session in self.sessions}
        steps = self.after.program.by_exercise
        changes = [one for one in self.state.changes if one.kind == HURTS]
        slugs = [one.exercise for one in changes if one.exercise in steps.keys() - done]
        return [self._hurt(slug) for slug in slugs]

    def _hurt(self, slug):
        view, before = self.after.step(slug), self.before.step(slug)
        start = (slug, self.wording.name(slug), "", "")
        if view.status == "locked":
            return ExerciseSummary(*start, why=why_closed(view, self.wording))
        first, step = view.reasons[0], self.after.program.by_exercise[slug]
        if self._squeezes_in_turn and step.activation:
            return ExerciseSummary(*start, why=self._why_in_turn(first))
        in_turn = first.code in FEWER_SQUEEZES or first.values.get("in_turn")
        return ExerciseSummary(
            *start,
            target="" if in_turn else describe_dose(step, view.target, self.user.units),
            is_changed=view.target != before.target,
            why=self.wording(first),
        )

    @cached_property
    def shut(self) -> list[str]:
        """The sentences on the steps that pain of this day closed, and on lifts that it shut."""
        new = [one for one in self.after.notes if one not in self.before.notes]
        return self.wording.lines(one for one in new if one.code in SHUT)

    def _with_more_said(self, summary, session):
        """Add why a load that was taken is not asked for, and that lifts want a day between."""
        words = [summary.why]
        if any(one.load_kg is not None or one.band is not None for one in session.sets):
            words += self._why_no_load(session.exercise)
        lifts = [one for one in self.sessions if one.exercise in self.after.program.hinges]
        if session in lifts[:1] and self.state.state.last_hinge_on == self.day - DAY:
            words.append(_("You lifted the day before, too: a full day off belongs between lifts."))
        return replace(summary, why=" ".join(filter(None, words)))

    def _why_no_load(self, slug):
        if slug not in self.after.program.by_exercise:
            return []
        view = self.after.step(slug)
        return [self.wording(one) for one in view.reasons if one.code in WHY_NO_LOAD]

    def _exercise(self, session):
        guide, units = self.guides[session.exercise], self.user.units
        done = describe_sets(session.sets, guide.each_side, units)
        start = (guide.slug, guide.name, done, ", ".join(describe_feedback(session.feedback)))
        step = self.after.program.by_exercise.get(guide.slug)
        if step is None:
            return ExerciseSummary(*start)
        view, before = self.after.step(guide.slug), self.before.step(guide.slug)
        if self._squeezes_in_turn and step.activation:
            return ExerciseSummary(*start, why=self._why_in_turn(view.reasons[0]))
        if view.status == "locked":
            return ExerciseSummary(*start, why=self._why_locked(view, before))
        bar = next((reason for reason in view.reasons if reason.code == "next"), None)
        verdict = verdict_on(view, self.wording) if before.status != "proficient" else None
        why = self.wording(view.reasons[0])
        dose, was = self._next_dose(view), before.target
        if _has_fewer_sets(view):
            was = _planned_dose(self.before, view.exercise)
        return ExerciseSummary(
            *start,
            target=describe_dose(step, dose, units) if dose else "",
            is_changed=dose != was,
            why="" if verdict and why in verdict.why else why,
            progress=bar and self._progress(bar, view),
            verdict=verdict,
        )

    def _next_dose(self, view):
        """Return the next dose, or ``None`` for a squeeze in turn that the next plan leaves out.

        The target of a squeeze in turn has more sets than a day asks, so the plan's dose counts.
        """
        return _planned_dose(self.after, view.exercise) if _has_fewer_sets(view) else view.target

    def _why_in_turn(self, first):
        """That one squeeze is asked for at a time, behind what pain in it means."""
        pain = [first] if "pain" in first.values else []
        turn = rules.Reason("activation-turn", {"room": True})
        return " ".join(self.wording.lines([*pain, turn]))

    def _why_locked(self, view, before):
        """Why there is no next time yet, and what it means that it was done while it was locked."""
        first, *others = view.reasons
        locks = [reason for reason in others if reason.code in LOCKS]
        if before.status != "locked":
            return why_closed(view, self.wording)
        is_shut = any(reason.code in SHUTS for reason in locks)
        reasons = [rules.Reason("done-shut" if is_shut else "done-locked"), *locks]
        if first.values.get("pain"):
            reasons.insert(1, first)
        return " ".join(self.wording.lines(reasons))

    @cached_property
    def _squeezes_in_turn(self) -> bool:
        """Whether from the next day on one set of one of the squeezes is asked."""
        squeezes = self.after.program.activation
        return all(self.after.step(one.exercise).status == "proficient" for one in squeezes)

    @cached_property
    def news(self) -> list[str]:
        """What this day earned."""
        was = {view.exercise: view for view in self.before.steps}
        new = [
            (view, was[view.exercise])
            for view in self.after.steps
            if view.exercise in was and view.status not in ("locked", was[view.exercise].status)
        ]
        unlocked = [(view, before) for view, before in new if before.status == "locked"]
        # What waits for nothing was open before, and perhaps proficient, until pain shut it.
        again = [view for view, before in unlocked if not before.needs]
        proficient = [one for one, _was in new if one.status == "proficient" and one not in again]
        opened = [one for one, _was in unlocked if one not in (*again, *proficient)]
        waiting = {view.exercise: why for view, _was in unlocked if (why := why_it_waits(view))}
        patterns = [
            (_("Proficient: %(names)s."), proficient),
            (_("Open from tomorrow on: %(names)s."), self._without(waiting, opened)),
            (_("Open again from tomorrow on: %(names)s."), self._without(waiting, again)),
        ]
        words = [words % {"names": self._names(views)} for words, views in patterns if views]
        return words + self.wording.lines(waiting.values())

    def _without(self, waiting, views):
        return [view for view in views if view.exercise not in waiting]

    @cached_property
    def next_step(self) -> NextStep | None:
        for view in self.after.steps:
            is_closed = any(reason.code in CLOSED for reason in view.reasons)
            if view.status == "locked" and view.needs and not is_closed:
                needs = [reason for reason in view.reasons if reason.code == "needs"]
                waits = [self._progress(*pair) for pair in zip(needs, view.needs, strict=True)]
                return NextStep(self.guides[view.exercise].name, waits)
        return None

    def _progress(self, reason, of):
        needed = reason.values["sessions_in_a_row_needed"]
        segments = [number < of.row for number in range(needed)]
        return BarProgress(self.wording(reason), segments)

    def _names(self, views):
        return " · ".join(self.wording.name(view.exercise) for view in views)  # as in the plan


def _has_fewer_sets(view):
    first = view.reasons[0]
    return first.code in {*FEWER_SQUEEZES, GOING_ON} or "in_turn" in first.values


def _planned_dose(answer, slug):
    """Return what a plan asks of an exercise, but of who goes on without feeling the squeezes."""
    items = (one for one in answer.today if one.exercise == slug)
    return next((one.dose for one in items if one.reasons[0].code != GOING_ON), None)


def _mean(values):
    given = [value for value in values if value is not None]
    return sum(given) / len(given) if given else None
