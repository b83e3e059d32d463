"""What cards show of the exercises: names, how they are counted, cues. One query reads all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple
from zlib import crc32

from django.urls import reverse

from exercises.http_cache import per_library_stamp
from exercises.models import Exercise


class Cue(NamedTuple):
    """A cue that is or was published; its fields are columns of the table."""

    pk: int
    text: str
    version: int
    answers: str
    published_at: datetime
    deleted_at: datetime | None

    def is_there(self, day: date, zone: tzinfo) -> bool:
        """Whether it was not deleted by the end of that day."""
        return self.deleted_at is None or day < self.deleted_at.astimezone(zone).date()

    def began(self, day: date, zone: tzinfo) -> bool:
        """Whether it was published before that day and not deleted before it."""
        is_gone = self.deleted_at and self.deleted_at.astimezone(zone).date() < day
        return self.published_at.astimezone(zone).date() < day and not is_gone


@dataclass(frozen=True, slots=True)
class Guide:
    pk: int
    slug: str
    name: str
    unit: str
    each_side: bool
    easier: str
    run_cue: str  # fits a stride; may be empty
    cues: tuple[Cue, ...]  # in the order in which they were written, with deleted ones
    address: str  # of the exercise's page

    def cue_on(self, day: date, runner, took_over: str = "") -> Cue | None:
        """The cue of a day. The cues take turns; runners and exercises start at different ones.

        A cue that answers what took over comes first. Only cues that the runner's day began with
        take turns, so a cue published today waits for tomorrow, and one deleted today gives way to
        the next without moving the others.
        """
        began = [cue for cue in self.cues if cue.began(day, runner.zone)]
        for cues in (began, self.cues):
            turn = (day.toordinal() + runner.pk + crc32(self.slug.encode())) % (len(cues) or 1)
            there = [c for c in (*cues[turn:], *cues[:turn]) if c.is_there(day, runner.zone)]
            answering = [cue for cue in there if took_over and cue.answers == took_over]
            if there:
                return (answering or there)[0]
        return None


CUE = ("pk", "text", "version", "answers", "published_at", "deleted_at")


@per_library_stamp
def guides() -> dict[str, Guide]:
    """The exercises by slug, in the order of the library."""
    rows = Exercise.objects.order_by("order", "slug", "cues__pk").values_list(
        "pk",
        "slug",
        "name",
        "unit",
        "sides",
        "easier",
        "run_cue",
        *(f"cues__{name}" for name in CUE),
    )
    exercises, cues = {}, defaultdict(list)
    for pk, slug, name, unit, sides, easier, run_cue, *cue in rows:
        is_each = sides == Exercise.Sides.EACH
        exercises[slug] = (pk, slug, str(name), unit, is_each, str(easier), str(run_cue))
        cue = Cue(cue[0], str(cue[1]), *cue[2:])
        if cue.published_at is not None:
            cues[slug].append(cue)
    return {
        slug: Guide(*values, tuple(cues[slug]), reverse("exercise", args=[slug]))
        for slug, values in exercises.items()
    }
