"""The ladder that a runner is on: its revisions, in the load steps of the runner's gym."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from exercises.http_cache import per_library_stamp
from plans import rules
from plans.load_steps import with_gym_load_steps
from plans.models import Enrollment, Program, Revision
from plans.programs import DEFAULT


class PublishedRevision(NamedTuple):
    pk: int
    since: date
    program: rules.Program


@dataclass(frozen=True)
class RunnerLadder:
    revisions: list[PublishedRevision]  # by date
    timeline: rules.Timeline
    pinned: str | None = None  # the lift that the runner chose to keep

    def revision_on(self, day: date) -> int:
        """Returns the pk of the revision in force; before the first, the first."""
        in_force = [one for one in self.revisions if one.since <= day] or self.revisions[:1]
        return in_force[-1].pk


@cache
def _enrollments():
    """Returns the query of all enrollments, built once: that takes longer than running it."""
    return Enrollment.objects.order_by("pk").values_list("program_id", "pinned__slug")


def ladder_of(user) -> RunnerLadder | None:
    """Returns the ladder of the program that the runner is enrolled in, if there is one."""
    found = _enrollments().for_user(user).first()
    return ladder_on(user, *found) if found else None


def timeline_for(user) -> rules.Timeline:
    """Returns the runner's own ladder; before the first plan, the one that everybody starts on."""
    ladder = ladder_of(user) or ladder_on(user, Program.objects.get(slug=DEFAULT).pk)
    return ladder.timeline


def ladder_on(user, program_id: int, pinned: str | None = None) -> RunnerLadder:
    """Returns the ladder of a program in the load steps of the runner's gym."""
    revisions = _revisions(program_id)
    timeline = rules.Timeline(tuple((one.since, one.program) for one in revisions))
    return RunnerLadder(revisions, with_gym_load_steps(timeline, user.gym), pinned)


@per_library_stamp
def _revisions(program_id):
    rows = Revision.objects.filter(program=program_id).order_by("in_force_from", "number")
    return [PublishedRevision(row.pk, row.in_force_from, row.rules) for row in rows]
