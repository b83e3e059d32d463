"""How the ladder was climbed: on which day each step opened, became proficient or closed.

Folding ten years takes a second or two, so what happened before last week is kept, like a
checkpoint and by the same count of changes to the past. Throwing it away changes no answer.
"""

from bisect import bisect
from dataclasses import dataclass
from datetime import date

from plans import rules
from plans.rules.gates import is_open, unlock_steps

from .. import checkpoints
from ..dates import DAY, monday_of
from ..history import choices_of, entries_of, history_from
from ..models import Climb

LOCKED, OPEN, PROFICIENT = "locked", "open", "proficient"


@dataclass(frozen=True)
class LadderHistory:
    """The days on which a status changed, oldest first: (day, exercise, status)."""

    changes: list[tuple[date, str, str]]

    def of(self, exercise: str) -> list[tuple[date, str]]:
        return [(day, status) for day, name, status in self.changes if name == exercise]

    def on(self, exercise: str, day: date) -> str:
        """At the end of a day."""
        mine = self.of(exercise)
        n = bisect([since for since, _ in mine], day)
        return mine[n - 1][1] if n else LOCKED


def ladder_history_for(user, timeline: rules.Timeline, today: date, version: int) -> LadderHistory:
    """Three queries, and of the log the last two weeks; after a change of the past all of it.

    ``version``: of the past (``checkpoints.version_of``), read before anything else.
    """
    # Yesterday and today change without a word to the checkpoints.
    until = monday_of(today - 2 * DAY)
    choices = choices_of(user)
    kept = _kept(user, timeline, choices, until, version)
    since = kept.before if kept else None
    entries = entries_of(user, since=since, before=today + DAY)
    days = history_from(entries, choices).days(today + DAY)
    days = [day for day in days if since is None or day.date >= since]
    if kept:
        state = rules.from_json(kept.state, timeline.on(kept.before))
        changes = [(date.fromisoformat(day), *rest) for day, *rest in kept.changes]
    else:
        state = rules.initial(timeline.on(days[0].date if days else until))
        changes = [(date.min, step, s) for step, s in statuses(state).items() if s != LOCKED]
    old = [day for day in days if day.date < until]
    state, changes = _fold(timeline, state, changes, old, until, since)
    if kept is None or kept.before < until:
        _keep(user, version, timeline, choices, until, state, changes)
    new = [day for day in days if day.date >= until]
    return LadderHistory(_fold(timeline, state, changes, new, today + DAY, until)[1])


def statuses(state: rules.State) -> dict[str, str]:
    """Of every step; what the safety questions shut is not looked at."""
    state = unlock_steps(state.program, state)  # as the next morning opens them
    return {step.exercise: _status(state, step) for step in state.program.steps}


def _status(state, step):
    if not is_open(state.program, state, step, "clear"):
        return LOCKED
    return PROFICIENT if state.steps[step.exercise].proficient else OPEN


def _fold(timeline, state, changes, days, until, since):
    before, changes = statuses(state), list(changes)
    for day in days:
        state = rules.advance(timeline, state, [day], day.date + DAY, since)
        since = day.date + DAY
        after = statuses(state)
        changes += [(day.date, step, s) for step, s in after.items() if s != before.get(step)]
        before = after
    return rules.advance(timeline, state, [], until, since), changes


def _kept(user, timeline, choices, until, version):
    """What was kept, if it still holds."""
    kept = Climb.objects.for_user(user).filter(before__lte=until, version=version).first()
    if kept and kept.key == checkpoints.key_of(timeline, choices, kept.before):
        return kept
    return None


def _keep(user, version, timeline, choices, until, state, changes):
    Climb.objects.update_or_create(
        user=user,
        defaults={
            "version": version,
            "before": until,
            "key": checkpoints.key_of(timeline, choices, until),
            "state": rules.to_json(state),
            "changes": [(day.isoformat(), *rest) for day, *rest in changes],
        },
    )
