"""When a locked step may open: a guess from the runner's own last four weeks.

Thirty continued lives go on under the same rules. Each of their days is one of the runner's own
days of the same weekday, drawn by chance: trained or not, with its runs and its morning after.
What is asked is done as asked; felt, pain, effort and form are those of a session of the runner's
own, of the same exercise where there is one. The same runner and date draw the same lives.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from random import Random

from .. import rules
from ..rules import Program, Timeline

DAY = timedelta(1)
WINDOW = 28  # days that are drawn from
FEWEST_DAYS = 10  # of training; with fewer there is no guess
LIVES = 30
HORIZON = 112  # days; what opens later is not told
DAYS_AHEAD = 7  # runs to come that a plan looks at
EFFORT = 7  # of a session of which none is known
SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The dates by which a step is open in 10, 50 and 90 % of the lives.

    ``None``: in fewer of them within ``HORIZON`` days.
    """

    exercise: str
    early: date | None
    middle: date | None
    late: date | None


@dataclass(frozen=True, slots=True)
class _PastDay:
    sessions: tuple[rules.Session, ...]
    morning_after: rules.Morning | None
    runs: tuple[rules.Run, ...]


def forecast(
    program: Program | Timeline,
    state: rules.State,
    recent: rules.History,
    on: date,
    runner: rules.Runner,
    *,
    seed: str,
    days_trained: int,
) -> tuple[Forecast, ...]:
    """Return when each step that is locked on a date may open, in ladder order.

    ``state`` is that before the date, ``recent`` the history of at least the four weeks before it
    and of the date, with the runs to come, ``seed`` tells runners apart, and ``days_trained`` are
    all days before the date on which the runner ever trained: under ten of them, or with none in
    the four weeks, nothing is told. Once the date itself was trained on, the guess is that of the
    next morning: what was opened or closed today counts.
    """
    today = next((day for day in recent.days(on + DAY) if day.date == on), rules.Day(on))
    if today.sessions:
        state = rules.advance(program, state, [today], on + DAY, on)
        on, days_trained = on + DAY, days_trained + 1
        today = rules.Day(on, runs=tuple(run for run in recent.runs if run.date == on))
    past = _past_days(recent, on, days_trained)
    if days_trained < FEWEST_DAYS or not any(day.sessions for day in past.values()):
        return ()
    answer = rules.plan_from(program.on(on), state, on, runner, today=today)
    locked = [view.exercise for view in answer.steps if view.status == "locked"]
    if not locked or runner.screen == "stop":
        return ()
    known = {run.date: run for run in recent.runs if run.date >= on}
    lives = [
        _Life(program, past, known, on, runner, Random(f"{seed}:{on}:{number}"))  # noqa: S311
        for number in range(LIVES)
    ]
    # Until the safety questions are answered again no lift opens.
    barred = program.on(on).hinges if runner.screen == "ask" else frozenset()
    opened = [life.openings(state, today, frozenset(locked) - barred) for life in lives]
    return tuple(_spread(name, [found.get(name) for found in opened], on) for name in locked)


def _past_days(recent: rules.History, on: date, days_trained: int) -> dict[date, _PastDay]:
    """Return every day of the last four weeks, or of those since the runner's first training."""
    days = {day.date: day for day in recent.days(on) if (on - day.date).days <= WINDOW}
    trained = [day.date for day in days.values() if day.sessions]
    first = on - WINDOW * DAY
    if trained and len(trained) >= days_trained:
        first = min(trained)
    found = {}
    for number in range((on - first).days):
        when = first + number * DAY
        day = days.get(when, rules.Day(when))
        found[when] = _PastDay(day.sessions, day.morning_after, day.runs)
    return found


class _Life:
    """One continued life."""

    def __init__(
        self,
        program: Program | Timeline,
        past: Mapping[date, _PastDay],
        known: Mapping[date, rules.Run],
        on: date,
        runner: rules.Runner,
        chance: Random,
    ):
        self.program, self.on, self.runner, self.chance = program, on, runner, chance
        self.feedback: dict[str, list[rules.Feedback]] = defaultdict(list)
        by_weekday: dict[int, list[_PastDay]] = defaultdict(list)
        for when, day in past.items():
            by_weekday[when.weekday()].append(day)
            for session in day.sessions:
                self.feedback[session.exercise].append(session.feedback)
        self.all_feedback = [one for given in self.feedback.values() for one in given]
        every = list(past.values())
        self.days: list[_PastDay] = []
        self.runs: list[tuple[rules.Run, ...]] = []
        for number in range(HORIZON + DAYS_AHEAD):
            when = on + number * DAY
            day = chance.choice(by_weekday.get(when.weekday()) or every)
            self.days.append(day)
            told = known.get(when)
            drawn = tuple(replace(run, date=when) for run in day.runs)
            self.runs.append((told,) if told else drawn)

    def openings(
        self, state: rules.State, today: rules.Day, locked: frozenset[str]
    ) -> dict[str, int]:
        """Return the number of the day of training on which each step was first found open.

        The first day has what was chosen on it.
        """
        found: dict[str, int] = {}
        for number in range(HORIZON if locked else 0):
            on, past = self.on + number * DAY, self.days[number]
            program = self.program.on(on)
            chosen = rules.Day(on) if number else today
            morning = replace(chosen, runs=self.runs[number])
            begun = replace(morning, morning_after=_on(past, on))
            if past.sessions:
                ahead = tuple(
                    run for runs in self.runs[number : number + DAYS_AHEAD] for run in runs
                )
                answer = rules.plan_from(program, state, on, self.runner, today=morning, runs=ahead)
                for view in answer.steps:
                    if view.status != "locked" and view.exercise in locked:
                        found.setdefault(view.exercise, number)
                if len(found) == len(locked):
                    break
                begun = replace(begun, sessions=tuple(self._sessions(program, answer)))
            if begun != rules.Day(on):
                state = rules.fold(program, state, begun)
        return found

    def _sessions(self, program: Program, answer: rules.Answer) -> Iterator[rules.Session]:
        for item in answer.today:
            step, dose = program.by_exercise[item.exercise], item.dose
            load = step.load_step if item.asks_load else dose.load_kg
            sides = ("left", "right") if step.each_side else ("both",)
            sets = tuple(
                rules.SetDone(side, dose.amount, dose.hold_s, load, dose.band)
                for _ in range(dose.sets)
                for side in sides
            )
            yield rules.Session(answer.on, item.exercise, sets, self._feedback(item.exercise))

    def _feedback(self, exercise: str) -> rules.Feedback:
        """Draw the feedback of a session; of an exercise not done yet it is that of another.

        That other one may never ask for effort and form, so where they are missing the effort of
        a session is 7 and the form held (ours).
        """
        if own := self.feedback.get(exercise):
            return self.chance.choice(own)
        other = self.chance.choice(self.all_feedback)
        return replace(
            other,
            effort=EFFORT if other.effort is None else other.effort,
            form=True if other.form is None else other.form,
        )


def _on(past: _PastDay, on: date) -> rules.Morning | None:
    """Return a past day's morning after, moved behind another day."""
    return past.morning_after and replace(past.morning_after, date=on + DAY)


def _spread(exercise: str, numbers: Sequence[int | None], on: date) -> Forecast:
    ranked = sorted(HORIZON if number is None else number for number in numbers)
    early, middle, late = (ranked[ceil(share * len(ranked)) - 1] for share in SHARES)
    return Forecast(exercise, *(_date(number, on) for number in (early, middle, late)))


def _date(number: int, on: date) -> date | None:
    return None if number >= HORIZON else on + number * DAY
