"""What goes wrong in a simulated life: dead ends, and steps that somebody is stuck at."""

from collections import Counter, deque
from collections.abc import Iterator

from .. import rules
from ..rules.bars import AMBER
from .training import SimulatedDay, offers

DEAD_END_AFTER = 60  # trained days on which nothing stood in the way and nothing moved
STUCK_AFTER = 30  # sessions of a step, and as many days, in which it has not moved
RECENT = 28  # days; what these lacked is why somebody stops
OFFERS = ("offer-position", "offer-one-side", "offer-easier", "offer-going-on")
# The notes and reasons that explain an empty day.
EMPTY_FOR = {
    "no-equipment",
    "red-yesterday",
    "hurt-yesterday",
    "red-below-yesterday",
    "lift-rests",
    "weekly-most",
    "reopens-on",
}
EMPTY_FOR |= {"hurt-yesterday", "rest-day", "comes-back", "lift-weekly"}
DOSE = {"sets", "amount", "hold", "load"}
# Why a dose has not risen, so that a session as asked is still below the bar.
HELD_BACK = {
    "again-effort": "effort",
    "down-effort": "effort",
    "again-form": "form",
    "again-pain": "pain",
    "down-pain": "pain",
    "down-hurt": "pain",
    "down-amber": "pain",
    "down-sore": "pain",
    "again-lighter": "load",
    "load-kept": "pain",
    "raise-waits": "pain",
    "again-miss": "amount",
    "again-short": "sets",
    "again-hold-not-given": "answers",
    "again-load-not-given": "answers",
    "again-neither-given": "answers",
}


class DeadEndWatch:
    """Looks for dead ends.

    A runner is in one when a day is empty and nothing says why, or when a step that another one
    waits for, open or closed by pain, has not moved (row, target, status) on sixty trained days
    on which nothing that the runner did or answered stood in its way. Other days do not count.
    """

    def __init__(self, program: rules.Program):
        self.program = program
        self.needed = {name for step in program.steps for name in step.requires}
        self.seen: dict[str, tuple[str, int, rules.Dose]] = {}
        self.still: Counter[str] = Counter()
        self.gone_on: set[str] = set()

    def stuck(self, day: SimulatedDay) -> Iterator[str]:
        """Yield the exercises that are stuck, and "" for an empty day without a reason."""
        if not day.answer.today and not is_explained(day.answer):
            yield ""
        self.gone_on.update(day.begun.going_on)
        if not day.sessions:
            return
        done = {session.exercise: session for session in day.sessions}
        hurts = any((session.feedback.pain or 0) >= AMBER for session in day.sessions)
        items = {item.exercise: item for item in day.answer.today}
        for view in day.answer.steps:
            name = view.exercise
            if name not in self.needed or is_met(view) or name in self.gone_on:
                self.still[name] = 0
                continue
            if view.status == "locked" and view.needs:
                self.still[name] = 0  # it waits for another, which is watched itself
                continue
            now = (view.status, view.row, view.target)
            if self.seen.get(name) != now:
                self.seen[name], self.still[name] = now, 0
            if name in done:
                step = self.program.by_exercise[name]
                self.still[name] += not _stands_in_the_way(step, items[name], done[name])
            else:
                self.still[name] += not hurts
            if self.still[name] >= DEAD_END_AFTER:
                yield name


class StuckWatch:
    """Looks for runners who train a step again and again and get no further.

    Whoever has done thirty sessions of a step that another one waits for, over thirty days or
    more, without its row, its target or its status moving, is stuck at it. That happens to
    people; the plan then has to offer a way on.
    """

    def __init__(self, program: rules.Program):
        self.needed = {name for step in program.steps for name in step.requires}
        self.seen: dict[str, tuple[str, int, rules.Dose]] = {}
        self.since: dict[str, int] = {}
        self.sessions: Counter[str] = Counter()
        self.gone_on: set[str] = set()
        self.lacked: dict[str, deque[tuple[int, tuple[str, ...]]]] = {}

    def look(self, day: SimulatedDay) -> Iterator[tuple[str, bool]]:
        """Yield each exercise that the runner is stuck at, and whether a way on is offered."""
        done = {session.exercise for session in day.sessions}
        self.gone_on.update(day.begun.going_on)
        for view in day.answer.steps:
            name = view.exercise
            if view.last is not None and name in done:
                kept = self.lacked.setdefault(name, deque(maxlen=RECENT))
                kept.append((day.number, _lacked(view, view.last)))
            if name not in self.needed:
                continue
            now = (view.status, view.row, view.target)
            if self.seen.get(name) != now or is_met(view) or name in self.gone_on:
                self.seen[name], self.since[name], self.sessions[name] = now, day.number, 0
            self.sessions[name] += name in done
            long = day.number - self.since[name] >= STUCK_AFTER
            if long and self.sessions[name] >= STUCK_AFTER:
                yield name, any(offers(view, code) for code in OFFERS)

    def why(self, number: int, view: rules.StepView) -> str:
        """Return what a step waits for at the end of a life.

        "pain" where it is closed; "days" where it was done less than twice in the last four
        weeks; otherwise what its sessions of those weeks lacked most often, or "time".
        """
        if view.status == "locked":
            return "pain"
        recent = [
            lacked for when, lacked in self.lacked.get(view.exercise, ()) if number - when < RECENT
        ]
        if len(recent) < 2:
            return "days"
        counts = Counter(what for lacked in recent for what in lacked)
        return min(counts, key=lambda what: (-counts[what], what)) if counts else "time"


def _lacked(view: rules.StepView, last: rules.LastSession) -> tuple[str, ...]:
    """Return what a session lacked, in the words of ``StuckWatch.why``.

    Who lacks sets, amount, hold or load may have done all that was asked. Then it tells more why
    the dose has not risen; where it does rise, more days are all that is lacking.
    """
    lacked = {
        "answers" if what.endswith("-not-given") else what.partition("-")[0] for what in last.lacked
    }
    if not lacked or lacked - DOSE:
        return tuple(sorted(lacked - DOSE))
    code = view.reasons[0].code
    return (HELD_BACK.get(code, "time"),)


def is_met(view: rules.StepView) -> bool:
    return view.status == "proficient" or view.waived


def is_explained(answer: rules.Answer) -> bool:
    codes = {note.code for note in answer.notes}
    codes |= {reason.code for view in answer.steps for reason in view.reasons}
    return answer.rest_day or bool(codes & EMPTY_FOR)


def _stands_in_the_way(step: rules.Step, item: rules.Item, session: rules.Session) -> bool:
    """Tell whether the runner's sets or feedback kept a session from a raise or from the bar."""
    feedback, bar = session.feedback, step.bar
    if feedback.pain is None or feedback.pain >= AMBER or feedback.form is False:
        return True
    if any(done.amount < item.dose.amount for done in session.sets):
        return True
    if feedback.effort is None or feedback.effort > (bar.effort if bar and bar.effort else 8):
        return True
    if bar and bar.form and not feedback.form:
        return True
    felt = min(-1 if side is None else side for side in (feedback.felt_left, feedback.felt_right))
    return bool(bar and bar.felt is not None and felt < bar.felt)
