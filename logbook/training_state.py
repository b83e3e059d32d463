"""Where a runner stands on a date: the plan, and what the pages show beside it.

A constant number of queries and, with the checkpoint, of rows: the enrollment, the choices, the
checkpoint, the sets and mornings of the last days with their feedback, the runs, the safety
answers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from plans import rules
from plans.programs import enroll
from plans.rules_json import SESSIONS, state_as_json, state_from_json
from plans.screening import screen_for

from . import derived
from .dates import DAY, monday_of
from .history import (
    Entry,
    MorningEntry,
    decisions_of,
    history_from,
    log_of,
    run_for_rules,
    runs_of,
)
from .models import Derived, Run
from .runner_ladder import ladder_of, ladder_on
from .took_over import REMEMBERED, took_over


class NotScreened(Exception):
    """The safety questions are due, and without them there is no plan."""


@dataclass(frozen=True)
class TrainingState:
    answer: rules.Answer
    entries: list[Entry]  # of this week and the seven days before at least
    sessions: tuple[rules.Session, ...]  # those, and the last of each exercise before
    revision: int  # pk of the one in force
    planned: Callable[[date], rules.Answer]  # if nothing more is done until then
    timeline: rules.Program | rules.Timeline  # the revisions of the runner's program
    state: rules.State  # of the rules, before this day
    runner: rules.Runner
    primer: Callable[[], tuple[rules.Item, ...]] = tuple  # before a run of today, entered or not
    runs: tuple[Run, ...] = ()  # of the day before, of this day and those after it
    mornings: tuple[MorningEntry, ...] = ()  # after the days of the entries
    changes: tuple[rules.DayChange, ...] = ()  # what the runner changed of this day's plan

    @property
    def last_trained(self) -> date | None:
        """Returns the last day with training before this one."""
        days = [one.date for one in self.sessions if one.date < self.answer.on]
        return max(days, default=None)

    @cached_property
    def keys_of_other_days(self) -> set[UUID]:
        return {entry.key for entry in self.entries if entry.date != self.answer.on}

    @cached_property
    def after(self) -> rules.Answer:
        """The plan of the next day, if nothing more is done on this one."""
        return self.planned(self.answer.on + DAY)

    @cached_property
    def took_over(self) -> dict[str, str]:
        """{exercise: what took over in its last session}"""
        return took_over(self.entries, self.answer.on)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is known of all days before a date, so that a tap costs the same after ten years."""

    until: date
    state: rules.State
    recalled: tuple[rules.Session, ...]  # sessions that pages recall

    def as_json(self):
        return {
            "state": state_as_json(self.state),
            "recalled": SESSIONS.dump_python(self.recalled, mode="json", exclude_defaults=True),
        }

    @classmethod
    def from_json(cls, until, value, program):
        recalled = SESSIONS.validate_python(value["recalled"])
        return cls(until, state_from_json(value["state"], program), recalled)


def plan_on(user, on) -> rules.Answer:
    """Returns the plan for a date, or raises ``NotScreened``."""
    return training_state_on(user, on).answer


def training_state_on(user, on) -> TrainingState:
    """Returns the state in the course of a date, or raises ``NotScreened``."""
    ladder = ladder_of(user) or ladder_on(user, enroll(user, on=on).program_id)
    timeline = ladder.timeline
    decisions = decisions_of(user, on)
    kind = Derived.Kind.CHECKPOINT
    version, row = derived.read(user, kind, timeline, decisions.by_date, on)
    checkpoint = row and Checkpoint.from_json(row.until, row.value, timeline.on(row.until))
    since = checkpoint and min(checkpoint.until, on - REMEMBERED, monday_of(on))
    log = log_of(user, since=since, before=on + DAY)
    runs = runs_of(user, since=checkpoint and min(checkpoint.until, on - DAY))
    history = _since(checkpoint, history_from(log, runs, decisions))
    state, later = _fold(timeline, checkpoint, history, on, decisions.setup)
    if on == user.today() and later is not checkpoint:
        values = later.until, later.as_json()
        derived.write(user, kind, version, timeline, decisions.by_date, *values)
    sessions = (*(checkpoint.recalled if checkpoint else ()), *history.sessions)
    screen = screen_for(user, on, max((s.date for s in sessions if s.date < on), default=None))
    if screen is None:
        raise NotScreened
    runner = rules.Runner(minutes=user.minutes, screen=screen, pinned=ladder.pinned)
    today = next((day for day in history.days(on + DAY) if day.date == on), None)
    for_rules = tuple(run_for_rules(run) for run in runs if run.date >= on)
    changes = decisions.day_changes
    answer = rules.plan_from(
        timeline.on(on), state, on, runner, today=today, runs=for_rules, changes=changes
    )

    def planned(day):
        later, _ = _fold(timeline, checkpoint, history, day, decisions.setup)
        coming = tuple(run for run in for_rules if run.date >= day)
        return rules.plan_from(timeline.on(day), later, day, runner, runs=coming, changes=changes)

    def primer():
        run = rules.Run(on, "easy")  # which moves nothing
        runs = (*for_rules, run)
        plan = rules.plan_from(
            timeline.on(on), state, on, runner, today=today, runs=runs, changes=changes
        )
        return plan.primer

    return TrainingState(
        answer=answer,
        entries=log.entries,
        sessions=sessions,
        revision=ladder.revision_on(on),
        planned=planned,
        primer=primer,
        timeline=timeline,
        state=state,
        runner=runner,
        runs=tuple(run for run in runs if run.date >= on - DAY),
        mornings=tuple(log.mornings),
        changes=tuple(change for change in changes if change.date == on),
    )


def _since(checkpoint, history):
    """Returns the part of the history that is not in the checkpoint."""
    if checkpoint is None:
        return history

    def new(things, shift=timedelta(0)):
        return tuple(one for one in things if one.date - shift >= checkpoint.until)

    return rules.History(
        sessions=new(history.sessions),
        mornings=new(history.mornings, DAY),
        runs=new(history.runs),
        overrides=new(history.overrides),
        waived=new(history.waived),
        going_on=new(history.going_on),
        easy_weeks=tuple(day for day in history.easy_weeks if day >= checkpoint.until),
        easy_weeks_put_off=tuple(
            day for day in history.easy_weeks_put_off if day >= checkpoint.until
        ),
        easy_weeks_ended=tuple(day for day in history.easy_weeks_ended if day >= checkpoint.until),
        settings=new(history.settings),
        hurts=new(history.hurts),
    )


def _fold(timeline, checkpoint, history, on, setup) -> tuple[rules.State, Checkpoint]:
    """Returns the state before ``on``, and the checkpoint of all days before yesterday.

    Yesterday is not in it, since this morning may still judge it. ``setup`` are the first settings.
    """
    days = history.days(on)
    yesterday = on - DAY
    if checkpoint is None:
        state = rules.initial(timeline.on(days[0].date if days else yesterday), setup)
        since, recalled = None, ()
    else:
        state, since, recalled = checkpoint.state, checkpoint.until, checkpoint.recalled
    if since is None or since < yesterday:
        settled = [day for day in days if day.date < yesterday]
        state = rules.advance(timeline, state, settled, yesterday, since)
        done = [session for day in settled for session in day.sessions]
        checkpoint = Checkpoint(yesterday, state, _recall(*recalled, *done))
        days, since = [day for day in days if day.date >= yesterday], yesterday
    return rules.advance(timeline, state, days, on, since), checkpoint


def _recall(*sessions: rules.Session) -> tuple[rules.Session, ...]:
    """Returns the last session of each exercise and its last with both sides felt, by date."""
    last = {}
    for session in sorted(sessions, key=lambda one: one.date):
        feedback = session.feedback
        last[session.exercise, "any"] = session
        if feedback.felt_left is not None and feedback.felt_right is not None:
            last[session.exercise, "felt"] = session
    return tuple(sorted(set(last.values()), key=lambda one: (one.date, one.exercise)))
