"""The primer of a day: a few minutes before a run, which belong to no session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from plans import rules

from ..exercise_guides import Guide
from ..history import Entry
from ..models import Run, SetEntry
from ..set_numbers import lamp_key
from ..training_work import whole_minutes

BEFORE = {
    Run.Kind.EASY: lambda: _("Before your easy run"),
    Run.Kind.KEY: lambda: _("Before your key run"),
    Run.Kind.LONG: lambda: _("Before your long run"),
    Run.Kind.RACE: lambda: _("Before your race"),
}


@dataclass(frozen=True)
class Primer:
    """What is asked of it, and which of its sets are done."""

    on: date
    items: tuple[rules.Item, ...]
    guides: dict[str, Guide]
    entries: list[Entry]
    run: Run | None  # the one that it comes before, if it is entered

    @property
    def minutes(self) -> int:
        return whole_minutes(sum(item.seconds for item in self.items))

    @property
    def before(self) -> str:
        """``Before your key run``."""
        return BEFORE[self.run.kind]() if self.run else _("Before a run")

    def entries_of(self, slug: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.exercise == slug]

    @cached_property
    def is_done(self) -> bool:
        return bool(self.items) and not any(self.sides_to_do(item) for item in self.items)

    def sides_to_do(self, item: rules.Item) -> list[str]:
        """The sides of which the one set is not done yet."""
        sides = ["left", "right"] if self.guides[item.exercise].each_side else ["both"]
        done = {entry.side for entry in self.entries_of(item.exercise)}
        return [] if "both" in done else [side for side in sides if side not in done]

    def key_of(self, slug: str, side: str) -> UUID:
        """The key of a set: the same on each device, and another one than the day's first set's."""
        return lamp_key(self.on, self.guides[slug].pk, f"primer {side}", 1)

    @property
    def keys_to_do(self) -> list[UUID]:
        return [
            self.key_of(item.exercise, side)
            for item in self.items
            for side in self.sides_to_do(item)
        ]

    @cached_property
    def run_cue(self) -> str:
        """One cue to take along: those of its exercises take turns by the day."""
        cues = [self.guides[item.exercise].run_cue for item in self.items]
        cues = [cue for cue in cues if cue]
        return cues[self.on.toordinal() % len(cues)] if cues else ""


def primer_on(user, state, guides: dict[str, Guide], items: Iterable[rules.Item]) -> Primer:
    """One query."""
    on = state.answer.on
    sets = SetEntry.objects.on_days(user, on, on).live().filter(primer=True)
    columns = ("key", "exercise__slug", "side", "amount", "hold_s", "load_kg", "band")
    entries = [Entry(*row, on, *[None] * 7) for row in sets.order_by("pk").values_list(*columns)]
    runs = [run for run in state.runs if run.date == on and not run.is_said]
    return Primer(on, tuple(items), guides, entries, runs[0] if runs else None)
