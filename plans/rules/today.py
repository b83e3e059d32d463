"""What to do on a date: the daily block within its minutes, and the lift in a block of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil
from typing import Any

from .alarms import is_rest_day, worst_of_day
from .away import prescribed_dose
from .bars import RED
from .block import DailyBlock, Line, trimmed
from .closings import closed_by, comes_after, shut_by
from .day_changes import (
    EASIER,
    FEWEST_TO_TAKE_FROM,
    HURTS,
    LATER,
    NOT_TODAY,
    SWAP,
    DayChange,
    changes_of,
    with_hurts,
)
from .dose_reasons import LOAD_WAITS, dose_reasons, wants_load, without_load_offers
from .gates import is_open
from .hinge import (
    LEARN_FIRST,
    Hinge,
    LiftDays,
    choose_lift,
    is_near_race,
    pain_against,
    with_lift_after_red,
    within_week,
)
from .history import Day, Run
from .met import is_waited_for
from .program import Dose, Program, Step
from .reasons import Reason, once
from .state import Setup, State

RED_DAYS = 1  # not offered for so many days after red pain (ours)
RESTS = ("red-yesterday", "hurt-yesterday", "red-below-yesterday")  # codes
OTHER_LIFT = "other-lift"  # code: of a lift whose turn comes next
COMES_AFTER = "comes-after"  # code: of a step below that was closed
HURT_TODAY = ("red-today", "hurts", "hurts-below")  # codes
# Why a step is no primer either, as codes.
KEPT_FROM_RUN = (*RESTS, "no-equipment", *HURT_TODAY, COMES_AFTER, "weekly-most")
PRIMER_SECONDS = 300  # before a run, at most (ours)


@dataclass(frozen=True, slots=True)
class Runner:
    """What the plan of a day depends on beside the history."""

    minutes: int = 15  # of the daily block, 10–20 (article)
    equipment: frozenset[str] | None = None  # slugs; None: has everything
    screen: str = "clear"  # the safety questions: "clear", "ask" or "stop"
    pinned: str | None = None  # the only lift that the runner wants; None: both in turn
    lifts: int = 2  # a week
    bands: int = 1
    heaviest: Mapping[str, float | None] = field(default_factory=dict)  # kg, by kind of load

    @property
    def setup(self) -> Setup:
        """What stands until an entry of the settings changes it."""
        heaviest = {f"heaviest_{kind}": most for kind, most in self.heaviest.items()}
        return Setup(self.lifts, self.bands, equipment=self.equipment, **heaviest)


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of today's plan."""

    exercise: str
    block: str  # "daily", "lift" or "primer"
    dose: Dose  # prescribed for today, trimmed to the time
    target: Dose  # before any trimming
    seconds: float
    reasons: tuple[Reason, ...]
    asks_load: bool  # the runner is to enter a first load
    offers_load: bool = False  # the runner may enter one


class DayPlan:
    """The items of one date and, for every step left out, the reason."""

    def __init__(
        self,
        program: Program,
        state: State,
        today: Day,
        runner: Runner,
        runs: tuple[Run, ...] = (),
        changes: tuple[DayChange, ...] = (),
        lift_after_red: Hinge | None = None,
    ):
        """``lift_after_red`` tells of the day after one with red pain when the next lift can be."""
        self.program, self.state, self.runner = program, state, runner
        self.hurt_on = {(one.exercise, one.date) for one in changes if one.kind == HURTS}
        changes = changes_of(today.date, changes)
        self.hurts = {change.exercise for change in changes if change.kind == HURTS}
        self.today = today = with_hurts(today, changes)
        self.on, self.runs = today.date, (*today.runs, *runs)
        self.left_out: dict[str, Reason] = {}
        self.resting: dict[str, Reason] = {}  # for pain; the day is planned as if they were in it
        self.freed: set[str] = set()  # closed on the last day of training; their minutes stay free
        self.offered: list[Step] = []  # what may be done today but for pain, in the plan or not
        self.red_today = {one.exercise for one in today.sessions if _is_red(one.feedback.pain)}
        self.rests = is_rest_day(state, self.on)
        self.hinge = self._hinge(lift_after_red)
        nothing = runner.screen == "stop" or self.rests
        self.planned = () if nothing else (*self._daily(), *self._lift())
        for change in changes:
            self._change(change)
        self._keep_turn_of_lift()
        self.left_out |= self.resting
        self.primer = () if nothing else self._primer()

    @property
    def items(self) -> tuple[Item, ...]:
        """What is planned and does not rest; nothing takes the place of what rests (ours)."""
        kept_out = self.freed | self.resting.keys()
        return tuple(item for item in self.planned if item.exercise not in kept_out)

    def _open(self, step: Step) -> bool:
        return is_open(self.program, self.state, step, self.runner.screen)

    def _hinge(self, after_red: Hinge | None) -> Hinge:
        lifts = [step for step in self.program.steps if step.hinge and self._open(step)]
        if not lifts:
            return Hinge(False, None, Reason(self._why_no_lift_yet()))
        if all(self.state.setup.lacks_now(step) for step in lifts):
            return Hinge(False, None, Reason("no-lift-equipment"))
        awaited = [comes_after(self.program, self.state, step) for step in lifts]
        after, most = awaited[0] if all(awaited) else [], self.state.setup.lifts
        days = LiftDays(self.program, self.state, self.today, self.runs, most, after)
        hinge = days.hinge()
        return with_lift_after_red(hinge, after_red) if after_red else hinge

    def _why_no_lift_yet(self) -> str:
        """Return why every lift is locked, as a code; the plan page says of each since when."""
        if self.runner.screen != "clear":
            return f"lifts-{self.runner.screen}"
        steps = [step for step in self.program.steps if step.hinge]
        return "lifts-shut" if any(map(self._is_shut, steps)) else "no-hinge-yet"

    def _is_shut(self, step: Step) -> bool:
        """Whether pain shuts a step that was open before."""
        mine = self.state.steps[step.exercise]
        was_open = mine.opened or mine.last_on is not None  # pain ends an early opening
        is_shut = closed_by(self.program, self.state, step) or shut_by(self.state, step)
        return was_open and bool(is_shut)

    def closed(self) -> list[str]:
        """Return the daily exercises that pain shuts and that would be in the plans but for it."""
        return [
            step.exercise
            for step in self.program.steps
            if not step.hinge and self._is_shut(step) and not self.state.setup.lacks_now(step)
        ]

    def _offered(self, step: Step) -> bool:
        """Whether a step is open and can be done but for pain; otherwise note why it is left out.

        What rests for pain is noted, and offered all the same.
        """
        if not self._open(step):
            return False
        if missing := self.state.setup.lacks_now(step):
            waiver = {"may_waive": True} if self._may_waive(step) else {}
            return self._leave_out(step, "no-equipment", missing=list(missing), **waiver)
        if rests := self._why_it_rests(step):
            self.resting[step.exercise] = rests
        recent, most = self.state.steps[step.exercise].recent, step.days_of_7
        if most is not None and within_week(recent, self.on) >= most:
            return self._leave_out(step, "weekly-most", days=most)
        awaited = comes_after(self.program, self.state, step)
        if awaited and (not step.hinge or self.hinge.due):
            return self._leave_out(step, COMES_AFTER, other=awaited[0])
        self.offered.append(step)
        return True

    def _why_it_rests(self, step: Step) -> Reason | None:
        values: dict[str, Any] = {"exercise": step.exercise}
        if hurt := self.red_today & {step.exercise, *self.program.below[step.exercise]}:
            return Reason(self._why_hurt(step, hurt), values | {"hurt": min(hurt)})
        red_yesterday = self._red_yesterday(step)
        if not red_yesterday:
            return None
        values["until"] = self.on  # the last of its days of rest
        if step.exercise not in red_yesterday:
            return Reason("red-below-yesterday", values | {"hurt": min(red_yesterday)})
        is_only_hurt = self._only_hurt(step, self.on - timedelta(RED_DAYS))
        return Reason("hurt-yesterday" if is_only_hurt else "red-yesterday", values)

    def _is_freed(self, step: Step) -> bool:
        """Whether a closing of the last day of training took a step, which was done, from today."""
        mine = self.state.steps[step.exercise]
        if step.activation or not mine.opened or mine.last_on is None or self._open(step):
            return False
        recent, most = mine.recent, step.days_of_7
        if most is not None and within_week(recent, self.on) >= most:
            return False
        names = {step.exercise, *self.program.below[step.exercise]}
        closings = (self.state.steps[name].closed for name in names)
        was_just_closed = any(one and one.on == self.state.last_on for one in closings)
        return was_just_closed and not self.state.setup.lacks_now(step)

    def _red_yesterday(self, step: Step) -> set[str]:
        """Return what was red yesterday of a step and those below, with which it rests (ours).

        A lift rests longer, and ``LiftDays`` knows of it.
        """
        if step.hinge:
            return set()
        names = {step.exercise, *self.program.below[step.exercise]}
        yesterday = self.on - timedelta(RED_DAYS)
        return {name for name in names if self.state.steps[name].red_on == yesterday}

    def _may_waive(self, step: Step) -> bool:
        mine = self.state.steps[step.exercise]
        return is_waited_for(self.program, step) and not (mine.proficient or mine.waived_on)

    def _only_hurt(self, step: Step, on: date) -> bool:
        """Whether the runner said that a step hurts, and gave no number for its pain."""
        mine = self.state.steps[step.exercise]
        was_done = mine.was_red and mine.last_on == on
        is_given = was_done and mine.why.code not in ("down-hurt", "closed-hurt")
        return (step.exercise, on) in self.hurt_on and not is_given

    def _why_hurt(self, step: Step, hurt: set[str]) -> str:
        if not hurt <= self.hurts:
            return "red-today"
        return "hurts" if step.exercise in hurt else "hurts-below"

    def _leave_out(self, step: Step, code: str, **values: Any) -> bool:
        self.left_out[step.exercise] = Reason(code, {"exercise": step.exercise, **values})
        return False

    def _daily(self) -> list[Item]:
        daily = [step for step in self.program.steps if not step.hinge]
        self.freed = {step.exercise for step in daily if self._is_freed(step)}
        offered = [one for one in daily if one.exercise in self.freed or self._offered(one)]
        # Not for the pain of today: its morning had the whole block.
        resting = {step.exercise for step in offered if self._red_yesterday(step)}
        self.block = DailyBlock(
            self.program, self.state, self.on, offered, self.runner.minutes, resting | self.freed
        )
        lines = self.block.fill()
        said = self.block.left_out.items()
        self.left_out |= {name: why for name, why in said if name not in self.freed}
        return [self._item(line, "daily") for line in trimmed(lines, self.runner.minutes)]

    def _lift(self) -> list[Item]:
        hinges = [step for step in self.program.steps if step.hinge and self._offered(step)]
        if not hinges:
            return []
        chosen, code = choose_lift(self.program, self.state, hinges, self.runner.pinned)
        if not self.hinge.due:
            for step in hinges:
                self.left_out[step.exercise] = self.hinge.why
                if step is not chosen and code == LEARN_FIRST:  # whatever keeps the lifts today
                    self._leave_out(step, code, other=chosen.exercise)
            return []
        other = "pinned-other" if code == "pinned" else code
        for step in hinges:
            if step is not chosen:
                self._leave_out(step, other or OTHER_LIFT, other=chosen.exercise)
        why = Reason("pinned") if code == "pinned" else self.hinge.why
        return [self._lift_item(chosen, why)]

    def _lift_item(self, step: Step, why: Reason) -> Item:
        mine = self.state.steps[step.exercise]
        dose, _, _ = prescribed_dose(self.state.step(step), mine)
        sets = ceil(dose.sets / 2) if self.state.in_easy_week(self.on) else dose.sets
        reasons = dose_reasons(self.program, self.state, step)
        line = Line(step, dose, sets, sets, sets, reasons, [why], mine.proficient)
        return self._item(next(trimmed([line], self.runner.minutes)), "lift")

    def _item(self, line: Line, block: str) -> Item:
        """Return the item of a line; with fewer sets than the dose has no load is offered (ours).

        It would count for no entry.
        """
        is_cut = line.sets < line.target.sets
        why = self.about_load(line.step, line.why)
        return Item(
            line.step.exercise,
            block,
            line.dose,
            line.target,
            line.seconds,
            once((*(without_load_offers(why) if is_cut else why), *line.today)),
            asks_load=self.asks_load(line.step),
            offers_load=self.offers_load(line.step) and not is_cut,
        )

    def asks_load(self, step: Step) -> bool:
        owes = self.state.step(step).owes_load
        return owes and wants_load(self.program, self.state, step)

    def offers_load(self, step: Step) -> bool:
        """Whether a first load is offered today.

        None is in an easy week, so near a race that no lift is, for pain, or while a clinician is
        to be asked first.
        """
        if self.runner.screen != "clear" or self.state.in_easy_week(self.on):
            return False
        wants = wants_load(self.program, self.state, step) and not self.asks_load(step)
        return wants and not is_near_race(self.runs, self.on) and not self._pain_defers_load(step)

    def _pain_defers_load(self, step: Step) -> bool:
        """Whether lifts rest for pain, or the step has to show first that pain has gone (ours).

        After red pain in it, or in one below, it or that one is to be done once without.
        """
        if pain_against(self.program, self.state, self.today, self.on):
            return True
        own = self.state.steps[step.exercise]
        below = (self.state.steps[name] for name in self.program.below[step.exercise])
        return any(
            one.red_on
            and one.red_on >= max(own.painless_on or date.min, one.painless_on or date.min)
            for one in (own, *below)
        )

    def about_load(self, step: Step, reasons: list[Reason]) -> list[Reason]:
        """Return the reasons of a dose with an offer of load only where one is made today."""
        if self.offers_load(step):
            return reasons
        waits = [LOAD_WAITS] if self._pain_defers_load(step) else []
        return without_load_offers(reasons, *waits)

    # What the runner changes

    def _change(self, change: DayChange) -> None:
        """Change the items; what is not in the plan any more is left alone."""
        item = self._planned(change.exercise)
        if item is None:
            return
        step = self.program.by_exercise[item.exercise]
        if change.kind == NOT_TODAY:
            self._leave_out(step, NOT_TODAY)
            self._put(item)
        elif change.kind == LATER:
            last = max(n for n, one in enumerate(self.planned) if one.block == item.block)
            self._put(item)
            self.planned = (*self.planned[:last], item, *self.planned[last:])
        elif change.kind == EASIER and item.dose.sets >= FEWEST_TO_TAKE_FROM:
            self._put(item, self._with_a_set_fewer(item, step))
        elif change.kind == SWAP and change.instead in self._swaps(item):
            other = self.program.by_exercise[change.instead or ""]
            self._leave_out(step, "swapped-out", other=other.exercise)
            self.left_out.pop(other.exercise, None)
            self._put(item, self._swapped(item, other))

    def _keep_turn_of_lift(self) -> None:
        """Say no more that a lift has its turn today, where the runner leaves it out undone."""
        done = {session.exercise for session in self.today.sessions}
        for name, why in [*self.left_out.items()]:
            other = why.values.get("other") if why.code == OTHER_LIFT else None
            not_today = self.left_out.get(other or "")
            if not_today and not_today.code == NOT_TODAY and other not in done:
                del self.left_out[name]

    def _put(self, item: Item, *instead: Item | None) -> None:
        """Put others in the place of an item."""
        place, others = self.planned.index(item), filter(None, instead)
        self.planned = (*self.planned[:place], *others, *self.planned[place + 1 :])

    def _planned(self, exercise: str) -> Item | None:
        return next((one for one in self.planned if one.exercise == exercise), None)

    def _with_a_set_fewer(self, item: Item, step: Step) -> Item:
        dose = replace(item.dose, sets=item.dose.sets - 1)
        reasons = once((*without_load_offers(item.reasons), Reason("set-fewer")))
        seconds = step.seconds(dose)
        return replace(item, dose=dose, seconds=seconds, reasons=reasons, offers_load=False)

    def swaps(self, exercise: str) -> tuple[str, ...]:
        """Return what can be done today in an item's place: its easier form, its harder, others."""
        item = self._planned(exercise)
        if item is None or exercise in self.resting:
            return ()
        return tuple(other for other in self._swaps(item) if other not in self.resting)

    def _swaps(self, item: Item) -> list[str]:
        """Return the same with what rests, which may have been swapped in before it hurt."""
        exercise = item.exercise
        step, planned = self.program.by_exercise[exercise], {one.exercise for one in self.planned}
        found = [
            other
            for other in self.offered
            if other.exercise not in planned
            and (other.hinge, other.activation) == (step.hinge, step.activation)
            and self._swapped(item, other)
        ]
        found.sort(key=lambda other: (other.harder != exercise, other.exercise != step.harder))
        return [other.exercise for other in found]

    def _swapped(self, item: Item, step: Step) -> Item | None:
        """Return the item of another step, or nothing where it does not fit the minutes."""
        why = Reason("swapped-in", {"other": item.exercise})
        if step.hinge:
            return self._lift_item(step, why)
        others = [one for one in self.planned if one.block == "daily" and one is not item]
        room = self.block.budget - sum(one.seconds for one in others)
        line = self.block.line_within(step, max(room, item.seconds), why)
        if line is None:
            return None
        return self._item(next(trimmed([line], self.runner.minutes)), "daily")

    def _primer(self) -> tuple[Item, ...]:
        """Return what wakes the muscle before today's run: one set each, the easiest first."""
        is_run_day = any(run.date == self.on for run in self.runs)
        if not is_run_day or worst_of_day(self.today) >= RED:
            return ()
        items: list[Item] = []
        for step in self.program.steps:
            if not step.primer or not self._offered_before_run(step):
                continue
            dose = replace(step.bottom(None), sets=1)
            seconds = step.seconds(dose)
            if sum(item.seconds for item in items) + seconds <= PRIMER_SECONDS:
                why = (Reason("primer"),)
                items.append(Item(step.exercise, "primer", dose, dose, seconds, why, False))
        return tuple(items)

    def _offered_before_run(self, step: Step) -> bool:
        why = self.left_out.get(step.exercise)
        rests = why is not None and why.code in KEPT_FROM_RUN
        return self._open(step) and not rests


def _is_red(pain: int | None) -> bool:
    return pain is not None and pain >= RED
