"""The end of a day: what was done, how it was felt, and what that makes of the next time."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from plans import rules
from plans.wording import SENTENCES, Wording, describe_dose

from ..describe import describe_feedback, describe_sets
from ..exercise_guides import Guide, guides
from ..training_state import TrainingState, training_state_on


@dataclass(frozen=True)
class Far:
    """A bar in words, with one segment a session of the row that it wants."""

    words: str
    segments: list[bool]


@dataclass(frozen=True)
class Line:
    """One exercise of the day, and the next time."""

    slug: str
    name: str
    done: str  # left and right apart where they differ
    said: str
    target: str = ""  # of the next time; empty: not on the ladder
    is_other: bool = False  # than it was for today
    why: str = ""
    far: Far | None = None  # how far its bar is met


@dataclass(frozen=True)
class Ahead:
    """The next step that is locked, and what it waits for."""

    name: str
    needs: list[Far]


def ending_of(user, day: date) -> "Ending":
    """Of a day with or without sets. Raises ``NotScreened``, as ``training_state_on`` does."""
    return Ending(user, training_state_on(user, day), guides())


class Ending:
    """What stands is read again for the day after; no further query."""

    def __init__(self, user, state: TrainingState, guides: dict[str, Guide]):
        self.user, self.state, self.guides = user, state, guides
        self.day = state.answer.on
        self.before, self.after = state.answer, state.after
        names = {guide.slug: guide.name for guide in guides.values()}
        self.wording = NextTimeWording(user.units, names=names)

    @cached_property
    def sessions(self) -> list[rules.Session]:
        """In the order of the library."""
        order = list(self.guides)
        today = [s for s in self.state.sessions if s.date == self.day]
        return sorted(today, key=lambda session: order.index(session.exercise))

    @cached_property
    def sets(self) -> int:
        """A left and a right are one."""
        counted = [[one.side for one in session.sets] for session in self.sessions]
        return sum(s.count("both") + max(s.count("left"), s.count("right")) for s in counted)

    @cached_property
    def felt(self) -> dict[str, float | None]:
        """Left and right over the day's exercises, where it was said."""
        said = [session.feedback for session in self.sessions]
        return {
            "left": _mean(one.felt_left for one in said),
            "right": _mean(one.felt_right for one in said),
        }

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(session) for session in self.sessions]

    def _line(self, session):
        guide, units = self.guides[session.exercise], self.user.units
        done = describe_sets(session.sets, guide.each_side, units)
        line = (guide.slug, guide.name, done, ", ".join(describe_feedback(session.feedback)))
        step = self.after.program.by_exercise.get(guide.slug)
        if step is None:
            return Line(*line)
        view, before = self.after.step(guide.slug), self.before.step(guide.slug)
        if self._squeezes_in_turn and step.activation:
            return Line(*line, why=self.wording(rules.Reason("activation-turn")))
        if view.status == "locked":
            return Line(
                *line, why=self.wording(view.reasons[0]) if before.status != "locked" else ""
            )
        bar = next((reason for reason in view.reasons if reason.code == "next"), None)
        return Line(
            *line,
            target=describe_dose(step, view.target, units),
            is_other=view.target != before.target,
            why=self.wording(view.reasons[0]),
            far=bar and self._far(bar, view),
        )

    @cached_property
    def _squeezes_in_turn(self) -> bool:
        """From the next day on one set of one of them is asked."""
        squeezes = self.after.program.activation
        return all(self.after.step(one.exercise).status == "proficient" for one in squeezes)

    @cached_property
    def news(self) -> list[str]:
        """What this day earned."""
        was = {view.exercise: view.status for view in self.before.steps}
        new = [view for view in self.after.steps if view.status != was.get(view.exercise)]
        proficient = [view for view in new if view.status == "proficient"]
        opened = [view for view in new if view.status == "open" and was[view.exercise] == "locked"]
        words = []
        if proficient:
            words.append(_("Proficient: %(names)s.") % {"names": self._names(proficient)})
        if opened:
            words.append(_("Open from now on: %(names)s.") % {"names": self._names(opened)})
        return words

    @cached_property
    def ahead(self) -> Ahead | None:
        for view in self.after.steps:
            if view.status == "locked" and view.needs:
                needs = [reason for reason in view.reasons if reason.code == "needs"]
                far = [self._far(*pair) for pair in zip(needs, view.needs, strict=True)]
                return Ahead(self.guides[view.exercise].name, far)
        return None

    def _far(self, reason, of):
        segments = [number < of.row for number in range(of.sessions_in_a_row_needed)]
        return Far(self.wording(reason), segments)

    def _names(self, views):
        return " · ".join(self.wording.name(view.exercise) for view in views)  # as in the plan


def _mean(values):
    given = [value for value in values if value is not None]
    return sum(given) / len(given) if given else None


class NextTimeWording(Wording):
    """Reasons on the evening of a day, when "last time" is today."""

    sentences = SENTENCES | {
        "raise-amount": ngettext_lazy(
            "All done, so one more: %(to)d.", "All done, so %(by)d more: %(to)d.", "by"
        ),
        "raise-hold": gettext_lazy("All done, so hold one second longer: %(to)d s."),
        "again-miss": gettext_lazy("A set fell short: the same again."),
        "again-form": gettext_lazy("Form did not hold: the same again."),
    }
