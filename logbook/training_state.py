"""Where a runner stands on a date: the plan, and what the pages show beside it.

A constant number of queries and, with the checkpoint, of rows: the program's revisions, the
choices with the key runs to come, the sets of the last days with their feedback, the safety
answers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from plans import rules
from plans.load_steps import with_gym_load_steps
from plans.models import Revision
from plans.programs import enroll, parse_spec
from plans.screening import screen_for

from . import checkpoints
from .dates import DAY, monday_of
from .history import Entry, choices_and_key_runs, entries_of, history_from
from .models import Checkpoint
from .took_over import REMEMBERED, took_over


class NotScreened(Exception):
    """The safety questions are due: before them there is no plan."""


@dataclass(frozen=True)
class TrainingState:
    answer: rules.Answer
    entries: list[Entry]  # of this week and the seven days before at least
    sessions: tuple[rules.Session, ...]  # those, and the last of each exercise before; by date
    revision: int  # pk of the one in force
    planned: Callable[[date], rules.Answer] = None  # for a later date, if nothing more is done
    key_runs: frozenset[date] = frozenset()  # the days to come that have one

    @property
    def last_trained(self) -> date | None:
        """The last day before this one."""
        days = [one.date for one in self.sessions if one.date < self.answer.on]
        return max(days, default=None)

    @cached_property
    def after(self) -> rules.Answer:
        """What this day makes of the next."""
        return self.planned(self.answer.on + DAY)

    @cached_property
    def took_over(self) -> dict[str, str]:
        """By exercise, in the last session."""
        return took_over(self.entries, self.answer.on)


def plan_on(user, on) -> rules.Answer:
    """The plan for a date. Raises ``NotScreened`` where the safety questions come first."""
    return training_state_on(user, on).answer


def training_state_on(user, on) -> TrainingState:
    """Raises ``NotScreened``, as ``plan_on`` does."""
    followed = _followed(user) or _followed(enroll(user, on=on).user)
    choices, key_runs = choices_and_key_runs(user, on)
    kept = checkpoints.read(followed.checkpoint, followed.timeline, choices, on)
    since = kept and min(kept.before, on - REMEMBERED, monday_of(on))
    entries = entries_of(user, since=since, before=on + DAY)
    history = _since(kept, history_from(entries, choices))
    state, later = _folded(followed.timeline, kept, history, on)
    if on == user.today() and later is not kept:
        version = followed.checkpoint.version
        checkpoints.write(user, version, later, followed.timeline, choices)
    sessions = (*(kept.recalled if kept else ()), *history.sessions)
    screen = screen_for(user, on, max((s.date for s in sessions if s.date < on), default=None))
    if screen is None:
        raise NotScreened
    runner = rules.Runner(
        minutes=user.minutes,
        equipment=frozenset(user.equipment),
        screen=screen,
        pinned=followed.pinned,
        key_runs=key_runs,
    )
    chosen = {
        kind: frozenset(one.exercise for one in made if one.date == on)
        for kind, made in (("overrides", history.overrides), ("waived", history.waived))
    }
    answer = rules.plan_from(followed.timeline.on(on), state, on, runner, **chosen)

    def planned(day):
        later, _ = _folded(followed.timeline, kept, history, day)
        return rules.plan_from(followed.timeline.on(day), later, day, runner)

    revision = followed.revision_on(on)
    return TrainingState(answer, entries, sessions, revision, planned, key_runs)


def _since(kept, history):
    """The history that is not in the checkpoint yet."""
    if kept is None:
        return history

    def new(things, shift=timedelta(0)):
        return tuple(one for one in things if one.date - shift >= kept.before)

    return rules.History(
        new(history.sessions),
        new(history.mornings, DAY),
        new(history.overrides),
        new(history.waived),
    )


def _folded(timeline, kept, history, on) -> tuple[rules.State, checkpoints.Kept]:
    """The state before ``on``, and what is to be kept: all before the day before.

    Yesterday is not kept, since this morning may still judge it.
    """
    days = history.days(on)
    yesterday = on - DAY
    if kept is None:
        state = rules.initial(timeline.on(days[0].date if days else yesterday))
        since, recalled = None, ()
    else:
        state, since, recalled = kept.state, kept.before, kept.recalled
    if since is None or since < yesterday:
        settled = [day for day in days if day.date < yesterday]
        state = rules.advance(timeline, state, settled, yesterday, since)
        done = [session for day in settled for session in day.sessions]
        kept = checkpoints.Kept(yesterday, state, checkpoints.recall(*recalled, *done))
        days, since = [day for day in days if day.date >= yesterday], yesterday
    return rules.advance(timeline, state, days, on, since), kept


class Followed(NamedTuple):
    """The program that a runner is on: its revisions by date, the lift that was pinned, and the
    runner's checkpoint."""

    timeline: rules.Timeline  # in the load steps of the runner's gym
    revisions: tuple[tuple[date, int], ...]  # pks, by date
    pinned: str | None
    checkpoint: Checkpoint

    def revision_on(self, day) -> int:
        begun = [since <= day for since, _ in self.revisions]
        return self.revisions[max(sum(begun) - 1, 0)][1]


CHECKPOINT = ("version", "built_at_version", "before", "key", "state", "recalled")
OF_RUNNER = "program__enrollments__"


def _followed(user) -> Followed | None:
    rows = (
        Revision.objects.filter(program__enrollments__user=user)
        .order_by("in_force_from", "number")
        .values_list(
            "pk",
            "in_force_from",
            Cast("spec", TextField()),
            f"{OF_RUNNER}pinned__slug",
            *(f"{OF_RUNNER}user__checkpoint__{name}" for name in CHECKPOINT),
        )
    )
    if not rows:
        return None
    revisions = tuple((since, parse_spec(spec)) for _, since, spec, *_ in rows)
    _, _, _, pinned, *kept = rows[0]
    values = dict(zip(CHECKPOINT, kept, strict=True))
    if values["version"] is None:  # the first time
        row = Checkpoint(user_id=user.pk)
        Checkpoint.objects.bulk_create([row], ignore_conflicts=True)
    else:
        row = Checkpoint(user_id=user.pk, **values)
    timeline = with_gym_load_steps(rules.Timeline(revisions), user.gym)
    return Followed(timeline, tuple((since, pk) for pk, since, *_ in rows), pinned, row)
