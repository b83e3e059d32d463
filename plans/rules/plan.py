"""The rules' answer for a date: what is open and what to do, from the history and the runner."""

from dataclasses import dataclass
from datetime import date

from .fold import replay, takes_load
from .gates import (
    begin_day,
    closed_by,
    days_wanted,
    first_reopening,
    is_open,
    requirements_met,
)
from .history import DAY, Day, History, Run
from .program import Bar, Dose, Program, Step, Timeline
from .progress import STALLED_AFTER, prescribed_dose
from .reasons import Reason
from .state import Closing, State
from .today import DayPlan, Item, Runner


@dataclass(frozen=True, slots=True)
class Need:
    """A step that another one waits for, and how far it is."""

    exercise: str
    row: int
    sessions_in_a_row_needed: int
    bar: Bar


@dataclass(frozen=True, slots=True)
class LastSession:
    """The last session of a step: whether it counted towards the bar, and if not, why.

    ``lacked`` holds "sets", "amount", "hold", "load", "felt-left", "felt-right", "effort", "form"
    and "pain", or one of them with "-not-given".
    """

    date: date
    counted: bool
    lacked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    exercise: str
    status: str  # "locked", "open" or "proficient"
    row: int
    sessions_in_a_row_needed: int | None
    target: Dose
    reasons: tuple[Reason, ...]
    needs: tuple[Need, ...]  # what a locked step still waits for
    waived: bool
    overridden: bool  # open by the runner's own choice, not by the log
    missing: tuple[str, ...]  # equipment that the runner lacks
    asks_load: bool  # the runner is to enter a first load
    offers_load: bool = False  # the runner may enter one: on the hips, in the hands, a band
    last: LastSession | None = None


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

    def seconds(self, block: str) -> float:
        return sum(item.seconds for item in self.today if item.block == block)

    def step(self, exercise: str) -> StepView:
        return next(view for view in self.steps if view.exercise == exercise)


def plan(
    program: Program | Timeline, history: History, on: date, runner: Runner | None = None
) -> Answer:
    """Plan a date from all that came before it, this morning's pain and the choices of the date.

    Sessions of the date itself change nothing: they are its progress.
    """
    runner = runner or Runner()
    state = replay(program, history, on, runner.setup)
    today = next((day for day in history.days(on + DAY) if day.date == on), None)
    runs = tuple(run for run in history.runs if run.date >= on)
    return plan_from(program.on(on), state, on, runner, today=today, runs=runs)


def plan_from(
    program: Program,
    state: State,
    on: date,
    runner: Runner | None = None,
    *,
    today: Day | None = None,
    runs: tuple[Run, ...] = (),
) -> Answer:
    """Plan a date from the state before it.

    ``today`` holds what was logged and chosen on the date itself, ``runs`` are those of the date
    and after it. Of the runner only the minutes, the screen and the pin count here: the rest is in
    the state.
    """
    runner, today = runner or Runner(), today or Day(on)
    for settings in today.settings:
        state = state.replace(setup=state.setup.changed_by(settings))
    state = begin_day(program, state, on, today.overrides, today.waived)
    day = DayPlan(program, state, on, runner, runs)
    views = tuple(_view(program, state, step, runner, day) for step in program.steps)
    return Answer(
        on,
        program,
        views,
        day.items,
        day.hinge.due,
        day.hinge.next,
        runner.screen,
        _notes(program, day, runner),
    )


def may_waive(view: StepView, program: Program) -> bool:
    """Tell whether a step may be waived: it lacks equipment, and another step waits for it."""
    if not view.missing or view.waived or view.status == "proficient":
        return False
    return any(view.exercise in (*step.requires, step.load_after) for step in program.steps)


def _notes(program: Program, day: DayPlan, runner: Runner) -> tuple[Reason, ...]:
    if runner.screen == "stop":
        return (Reason("stop"),)
    notes = [
        day.left_out[step.exercise]
        for step in program.steps
        if step.exercise in day.left_out and day.left_out[step.exercise].code != "steps-back"
    ]
    if program.hinges and day.hinge.next is None:
        notes.append(day.hinge.why)
    return tuple(notes)


def _view(program: Program, state: State, step: Step, runner: Runner, day: DayPlan) -> StepView:
    step_state = state.steps[step.exercise]
    unlocked = is_open(program, state, step, runner.screen)
    dose, _, why = prescribed_dose(step, step_state)
    overridden = bool(step_state.overridden_on) and unlocked and not requirements_met(step, state)
    asks_load = takes_load(step, state) and dose.load_kg is None
    # A proficient squeeze is asked for one set in turn, so it fell short of nothing.
    in_turn = step.activation and step_state.proficient and why.code == "again-short"
    reasons = [Reason("activation-turn")] if in_turn else [why]
    if asks_load and why.code != "ask-load":
        reasons.append(Reason("ask-load", {"sets": dose.sets}))
    if unlocked:
        reasons += _progress_reasons(program, state, step)
    else:
        reasons += _lock_reasons(program, state, step, runner)
    if overridden:
        reasons.append(Reason("overridden", {"on": step_state.overridden_on}))
    if step_state.waived_on:
        reasons.append(Reason("waived", {"on": step_state.waived_on}))
    if step.exercise in day.left_out:
        reasons.append(day.left_out[step.exercise])
    return StepView(
        step.exercise,
        ("proficient" if step_state.proficient else "open") if unlocked else "locked",
        step_state.row,
        step.bar.row if step.bar else None,
        dose,
        tuple(reasons),
        () if unlocked else _needs(program, state, step),
        step_state.waived_on is not None,
        overridden,
        state.setup.lacks(step),
        asks_load,
    )


def _progress_reasons(program: Program, state: State, step: Step) -> list[Reason]:
    step_state = state.steps[step.exercise]
    if step_state.proficient:
        return [Reason("proficient")]
    if not step.bar:
        return []
    reasons = []
    if step_state.stale >= STALLED_AFTER:
        easier = program.easier.get(step.exercise)
        reasons.append(Reason("stalled", {"sessions": step_state.stale, "easier": easier}))
    reasons.append(_at_bar("next", state, step.exercise, step.bar))
    opens = [other.exercise for other in program.steps if step.exercise in other.requires]
    if opens:
        reasons.append(Reason("next-opens", {"exercises": opens}))
    return reasons


def _lock_reasons(program: Program, state: State, step: Step, runner: Runner) -> list[Reason]:
    reasons = []
    if step.hinge and runner.screen != "clear":
        reasons.append(Reason(f"screen-{runner.screen}"))
    if closed := closed_by(program, state, step):
        reasons += _closed_reasons(state, *closed)
    needs = _needs(program, state, step)
    return reasons + [_at_bar("needs", state, need.exercise, need.bar) for need in needs]


def _closed_reasons(state: State, step: Step, closing: Closing) -> list[Reason]:
    first = first_reopening(step, closing)
    reasons = [Reason("closed", {"on": closing.on, "exercise": step.exercise})]
    if first > closing.on:
        reasons.append(Reason("reopens-on", {"on": first}))
    if wanted := days_wanted(state, closing):
        values = {"exercises": list(wanted), "days": max(wanted.values())}
        reasons.append(Reason("reopens-after", values))
    return reasons


def _needs(program: Program, state: State, step: Step) -> tuple[Need, ...]:
    needs = []
    for name in step.requires:
        other = state.steps[name]
        bar = program.by_exercise[name].bar
        if not other.met and bar:
            needs.append(Need(name, other.row, bar.row, bar))
    return tuple(needs)


def _at_bar(code: str, state: State, exercise: str, bar: Bar) -> Reason:
    values = {
        "exercise": exercise,
        "row": state.steps[exercise].row,
        "sessions_in_a_row_needed": bar.row,
        "bar": bar,
    }
    return Reason(code, values)
