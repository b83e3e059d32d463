"""The rules' answer for a date: what is open and what to do, from the history and the runner."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from .alarms import clinician_called_on, worst_of_day
from .bars import RED
from .day_changes import DayChange, changes_of, with_earlier_hurts, with_hurts
from .fold import fold, replay
from .gates import begin_day
from .hinge import LEARN_FIRST
from .history import DAY, Day, History, Run
from .met import is_waited_for
from .offers import easy_week_offer
from .program import Program, Timeline
from .reasons import Reason, once
from .state import WEEK, Setup, State
from .today import DayPlan, Item, Runner
from .views import StepView, is_told_by_waiver, view_of

LOOK_AHEAD = 28  # days, for when what comes back after an empty one


@dataclass(frozen=True, slots=True)
class Answer:
    on: date
    program: Program
    steps: tuple[StepView, ...]
    today: tuple[Item, ...]
    hinge_due: bool
    hinge_next: date | None
    screen: str
    notes: tuple[Reason, ...]  # about the whole day, and about what it leaves out
    primer: tuple[Item, ...] = ()  # before today's run, in the block "primer"
    clinician: bool = False  # one is advised
    rest_day: bool = False  # nothing is planned because of this morning's pain
    setup: Setup = field(default_factory=Setup)  # the settings in force
    # What can be done in the place of an exercise of the plan, worked out when it is asked for.
    swaps: Callable[[str], tuple[str, ...]] = field(
        default=lambda exercise: (), repr=False, compare=False
    )

    def seconds(self, block: str) -> float:
        return sum(item.seconds for item in self.today if item.block == block)

    def step(self, exercise: str) -> StepView:
        return next(view for view in self.steps if view.exercise == exercise)


def plan(
    program: Program | Timeline,
    history: History,
    on: date,
    runner: Runner | None = None,
    changes: tuple[DayChange, ...] = (),
) -> Answer:
    """Plan a date from all that came before it, this morning's pain and the choices of the date.

    Of what was logged on the date itself only red pain counts: the rest is its progress.
    """
    runner = runner or Runner()
    state = replay(program, history, on, runner.setup)
    today = next((day for day in history.days(on + DAY) if day.date == on), None)
    runs = tuple(run for run in history.runs if run.date > on)
    return plan_from(program.on(on), state, on, runner, today=today, runs=runs, changes=changes)


def plan_from(
    program: Program,
    state: State,
    on: date,
    runner: Runner | None = None,
    *,
    today: Day | None = None,
    runs: tuple[Run, ...] = (),
    changes: tuple[DayChange, ...] = (),
) -> Answer:
    """Plan a date from the state before it.

    ``today`` holds what was logged and chosen on the date itself, ``runs`` are those to come, of
    the date and after it, ``changes`` those of the date's plan and of the days before it. Of the
    runner only the minutes, the screen and the pin count here: the rest is in the state.
    """
    runner, today = runner or Runner(), today or Day(on)
    ahead = _Ahead(program, state, today, runner, runs, changes)
    tomorrow = ahead.after_red()
    later = tomorrow.hinge if tomorrow else None
    state = with_earlier_hurts(begin_day(program, state, today), on, changes)
    day = DayPlan(program, state, today, runner, runs, changes, later)
    # What pain of today closes calls for a clinician at once.
    called = state if state.clinician or not tomorrow else tomorrow.state
    return Answer(
        on,
        program,
        tuple(view_of(program, state, step, runner.screen, day) for step in program.steps),
        day.items,
        any(item.block == "lift" for item in day.items),
        day.hinge.next,
        runner.screen,
        once(_notes(program, state, day, runner, ahead, called)),
        day.primer,
        called.clinician,
        day.rests and runner.screen != "stop",
        state.setup,
        day.swaps,
    )


def may_waive(view: StepView, program: Program) -> bool:
    """Tell whether a step may be waived: it lacks equipment, and another step waits for it."""
    if not view.missing or view.waived or view.status == "proficient":
        return False
    return is_waited_for(program, program.by_exercise[view.exercise])


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The days after a date, if nothing more is done on it; ``before`` is the state before it."""

    program: Program
    before: State
    today: Day
    runner: Runner
    runs: tuple[Run, ...]
    changes: tuple[DayChange, ...]

    def plans(self) -> Iterator[DayPlan]:
        done = self.today != Day(self.today.date)
        state = fold(self.program, self.before, self.today) if done else self.before
        for number in range(1, LOOK_AHEAD + 1):
            later = Day(self.today.date + timedelta(number))
            begun = begin_day(self.program, state, later)
            then = with_earlier_hurts(begun, later.date, self.changes)
            yield DayPlan(self.program, then, later, self.runner, self.runs)

    def after_red(self) -> DayPlan | None:
        """Return the next day's plan where red pain of the day changes what is to be said of it."""
        hurt = with_hurts(self.today, changes_of(self.today.date, self.changes))
        return next(self.plans()) if worst_of_day(hurt) >= RED else None


def _notes(
    program: Program,
    state: State,
    day: DayPlan,
    runner: Runner,
    ahead: _Ahead,
    called: State,
) -> list[Reason]:
    """Return what is to be said of the whole day, the reason of an empty one first."""
    if runner.screen == "stop":
        return [Reason("stop")]
    notes = [] if day.items else _why_empty(day, ahead)
    if called.clinician:
        notes.append(Reason("clinician", {"on": clinician_called_on(called, day.today)}))
    if state.in_easy_week(day.on) and state.easy_week_on:
        notes.append(Reason("in-easy-week", {"until": state.easy_week_on + timedelta(WEEK - 1)}))
    elif not day.rests and (offer := easy_week_offer(state, day.on)):
        notes.append(offer)
    notes += [
        why
        for step in program.steps
        if (why := day.left_out.get(step.exercise))
        and why.code != "steps-back"
        and not is_told_by_waiver(why, state.steps[step.exercise])
    ]
    if not day.rests and (closed := day.closed()):
        notes.append(Reason("steps-closed", {"exercises": closed}))
    no_lift_yet = day.hinge.next is None
    # Where the lift that is next rests for its own pain, nothing else gives the date.
    is_unsaid = any(why.code == LEARN_FIRST for why in day.left_out.values())
    if program.hinges and not day.hinge.due and (is_unsaid or no_lift_yet is not day.rests):
        notes.append(day.hinge.why)
    return notes


def _why_empty(day: DayPlan, ahead: _Ahead) -> list[Reason]:
    """Say why nothing is planned, and what comes back when."""
    code = "all-rests" if day.planned else "empty-day"
    why = Reason("rest-day" if day.rests else code)
    for later in ahead.plans():
        if later.items:
            names = [item.exercise for item in later.items]
            return [why, Reason("comes-back", {"on": later.on, "exercises": names})]
    return [why]
