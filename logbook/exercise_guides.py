"""What a card shows of an exercise: its name, how it is counted, its cues. One query for all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import NamedTuple
from zlib import crc32

from exercises.http_cache import per_library_stamp
from exercises.models import Exercise


class Cue(NamedTuple):
    """A cue that is or was published. Fields are columns."""

    pk: int
    text: str
    version: int
    answers: str
    published_at: datetime
    deleted_at: datetime | None

    def is_there(self, day: date, zone: tzinfo) -> bool:
        """At the end of that day."""
        return self.deleted_at is None or day < self.deleted_at.astimezone(zone).date()

    def began(self, day: date, zone: tzinfo) -> bool:
        """Whether that day began with it."""
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
    cues: tuple[Cue, ...]  # as they were written, deleted ones too

    def cue_on(self, day: date, runner, took_over: str = "") -> Cue | None:
        """One a day, in turn; runners and exercises begin at different ones.

        First come those that answer what took over. In turn are the cues that the runner's day
        began with: one published meanwhile waits for tomorrow, one deleted meanwhile gives way to
        the next, and no other cue moves.
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
    """By slug, in the order of the library."""
    rows = Exercise.objects.order_by("order", "slug", "cues__pk").values_list(
        "pk", "slug", "name", "unit", "sides", "easier", *(f"cues__{name}" for name in CUE)
    )
    exercises, cues = {}, defaultdict(list)
    for pk, slug, name, unit, sides, easier, *cue in rows:
        is_each = sides == Exercise.Sides.EACH
        exercises[slug] = (pk, slug, str(name), unit, is_each, str(easier))
        cue = Cue(cue[0], str(cue[1]), *cue[2:])
        if cue.published_at is not None:
            cues[slug].append(cue)
    return {slug: Guide(*values, tuple(cues[slug])) for slug, values in exercises.items()}
