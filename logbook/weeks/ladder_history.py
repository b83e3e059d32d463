"""The ladder's history: on which day each step opened, became proficient or closed.

Folding ten years takes a second or two, so all before yesterday is cached.
"""

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from plans import rules
from plans.rules.gates import is_unlocked, unlock_steps
from plans.rules_json import state_as_json, state_from_json

from .. import derived
from ..dates import DAY
from ..history import decisions_of, history_from, log_of, runs_of
from ..models import Derived

LOCKED, OPEN, PROFICIENT = "locked", "open", "proficient"
# Part of the key of what is stored, so that rows of an earlier meaning are made anew.
MEANING = ((date.min, "a step opens on the day after what opened it"),)


@dataclass(frozen=True)
class LadderHistory:
    """The days on which a status changed, oldest first: (day, exercise, status)."""

    changes: list[tuple[date, str, str]]

    @cached_property
    def _by_exercise(self) -> dict[str, list[tuple[date, str]]]:
        found = defaultdict(list)
        for day, exercise, status in self.changes:
            found[exercise].append((day, status))
        return found

    def of(self, exercise: str) -> list[tuple[date, str]]:
        return self._by_exercise.get(exercise, [])

    def on(self, exercise: str, day: date) -> str:
        """The status at the end of a day."""
        mine = self.of(exercise)
        n = bisect(mine, day, key=lambda change: change[0])
        return mine[n - 1][1] if n else LOCKED


def ladder_history_for(user, timeline: rules.Timeline, today: date) -> LadderHistory:
    """Reads yesterday and today from the log; after a correction of the past, all of it."""
    until = today - DAY  # yesterday and today change without raising the version of the past
    decisions = decisions_of(user)
    choices = (*decisions.by_date, *MEANING)
    version, row = derived.read(user, Derived.Kind.LADDER_HISTORY, timeline, choices, until)
    since = row.until if row else None
    log, runs = log_of(user, since=since, before=today + DAY), runs_of(user, since=since)
    days = history_from(log, runs, decisions).days(today + DAY)
    days = [day for day in days if since is None or day.date >= since]
    if row:
        state = state_from_json(row.value["state"], timeline.on(row.until))
        changes = [(date.fromisoformat(day), *rest) for day, *rest in row.value["changes"]]
    else:
        state = rules.initial(timeline.on(days[0].date if days else until), decisions.setup)
        changes = [(date.min, step, s) for step, s in statuses(state).items() if s != LOCKED]
    old = [day for day in days if day.date < until]
    state, changes = _fold(timeline, state, changes, old, until, since)
    if row is None or row.until < until:
        value = {
            "state": state_as_json(state),
            "changes": [(day.isoformat(), *rest) for day, *rest in changes],
        }
        derived.write(user, Derived.Kind.LADDER_HISTORY, version, timeline, choices, until, value)
    new = [day for day in days if day.date >= until]
    return LadderHistory(_fold(timeline, state, changes, new, today + DAY, until)[1])


def statuses(state: rules.State) -> dict[str, str]:
    """The status of every step, whatever the safety questions lock."""
    state = unlock_steps(state.program, state)  # as the next morning opens them
    return {step.exercise: _status(state, step) for step in state.program.steps}


def _status(state, step):
    if not is_unlocked(state.program, state, step):
        return LOCKED
    return PROFICIENT if state.steps[step.exercise].proficient else OPEN


def _fold(timeline, state, changes, days, until, since):
    before, changes = statuses(state), list(changes)
    for day in days:
        morning = state
        state = rules.advance(timeline, state, [day], day.date + DAY, since)
        after = statuses(state)
        new = [(day.date, step, s) for step, s in after.items() if s != before.get(step)]
        if any(status == OPEN for _, _, status in new):
            untrained = replace(day, sessions=(), morning_after=None)
            chosen = statuses(rules.advance(timeline, morning, [untrained], day.date, since))
            # What the day's training opens is open from the next morning on.
            new = [
                (on + DAY if s == OPEN and chosen.get(step) == LOCKED else on, step, s)
                for on, step, s in new
            ]
        changes += sorted(new, key=lambda change: change[0])
        before, since = after, day.date + DAY
    return rules.advance(timeline, state, [], until, since), changes
