"""What a card shows of an exercise: its name, how it is counted, its cues. One query for all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zlib import crc32

from exercises.models import Exercise


class Cue(NamedTuple):
    pk: int
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class Guide:
    pk: int
    slug: str
    name: str
    unit: str
    each_side: bool
    easier: str
    cues: tuple[Cue, ...]

    def cue_on(self, day: date, runner: int) -> Cue | None:
        """One a day, in turn; runners and exercises begin at different ones."""
        if not self.cues:
            return None
        turn = day.toordinal() + runner + crc32(self.slug.encode())
        return self.cues[turn % len(self.cues)]


def guides() -> dict[str, Guide]:
    """By slug, in the order of the library."""
    rows = Exercise.objects.order_by("order", "slug", "cues__order", "cues__pk").values_list(
        "pk", "slug", "name", "unit", "sides", "easier", "cues__pk", "cues__text", "cues__version"
    )
    exercises, cues = {}, defaultdict(list)
    for pk, slug, name, unit, sides, easier, *cue in rows:
        is_each = sides == Exercise.Sides.EACH
        exercises[slug] = (pk, slug, str(name), unit, is_each, str(easier))
        if cue[0] is not None:
            cues[slug].append(Cue(cue[0], str(cue[1]), cue[2]))
    return {slug: Guide(*values, tuple(cues[slug])) for slug, values in exercises.items()}
