"""A program as the rules read it: steps with their dose, frequency and proficiency bar.

Amounts are repetitions, steps or switches (per side where ``each_side``), holds and rests are
seconds, loads are kg.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from math import ceil, floor
from typing import Any

from .history import SetDone

# The most of each kind of load in kg (ours).
MOST_LOAD = {"bar": 250.0, "hand": 60.0, "hips": 60.0}
LOAD_DIGITS = 9  # of a kg: a tenth of a pound is exact, so a raise stays on whole pounds


@dataclass(frozen=True, slots=True)
class Range:
    """The least, the most, and where a runner starts."""

    low: int
    high: int
    start: int

    def clamp(self, value: int) -> int:
        return max(self.low, min(self.high, value))


@dataclass(frozen=True, slots=True)
class Dose:
    sets: int
    amount: int
    hold_s: int = 0
    load_kg: float | None = None
    band: int | None = None  # 1 is the runner's lightest


@dataclass(frozen=True, slots=True)
class Bar:
    """What a session must show, and how many sessions in a row. ``None``: the bar does not ask it.

    A session with pain of 3 or more never meets a bar.
    """

    row: int  # sessions in a row
    sets: int
    amount: int
    hold_s: int = 0
    felt: int | None = None  # at least, on both sides, 0–10
    effort: int | None = None  # at most, 0–10
    form: bool = False
    at_load: bool = False  # at the target load or more


@dataclass(frozen=True, slots=True)
class Step:
    exercise: str
    stage: str
    unit: str  # "repetitions", "steps" or "switches"
    each_side: bool
    sets: Range
    amount: Range
    hold: Range
    up_s: float
    down_s: float
    rest_s: int
    requires: tuple[str, ...] = ()
    activation: bool = False
    hinge: bool = False
    days_of_7: int | None = None  # the most days of seven; the hinge group has its own rule
    harder: str | None = None
    equipment: tuple[tuple[str, ...], ...] = ()  # alternatives: each tuple is enough
    load_step: float | None = None  # kg, or bands; None: takes no load
    load_after: str | None = None  # body weight until this step is proficient or waived
    bar: Bar | None = None  # None: the last step
    sources: tuple[tuple[str, str], ...] = ()  # ("dose", "article"), ("bar", "ours"), …
    load_kind: str | None = None  # "bar", "hand" (in each), "hips" or "band"
    load_most: float | None = None  # kg, or bands; None: no more than the runner has
    primer: bool = False  # also done before a run, one set at the bottom (ours)

    def __post_init__(self) -> None:
        """Give a load its kind and its most where the first edition's revisions have neither."""
        if self.load_step is not None and self.load_kind is None:
            kind = "hand" if self.each_side else "bar"
            object.__setattr__(self, "load_kind", kind)
            object.__setattr__(self, "load_most", MOST_LOAD[kind])

    @property
    def sets_ceiling(self) -> int:
        """The rules raise sets up to three; a fourth is the runner's own choice (ours)."""
        return max(self.sets.low, min(self.sets.high, 3))

    @property
    def owes_load(self) -> bool:
        """Whether a first load is asked for; on the hips, in the hands and bands it is offered."""
        return self.load_kind == "bar"

    def load_of(self, done: Dose | SetDone) -> float | None:
        """Return the kg, or the number of the band, of a dose or a set."""
        return done.band if self.load_kind == "band" else done.load_kg

    def with_load(self, dose: Dose, load: float | None) -> Dose:
        if self.load_kind != "band":
            return replace(dose, load_kg=load, band=None)
        return replace(dose, load_kg=None, band=None if load is None else round(load))

    def set_seconds(self, dose: Dose) -> float:
        """Return the seconds of one set and the rest after it (ours)."""
        sides = 2 if self.each_side else 1
        return dose.amount * (self.up_s + dose.hold_s + self.down_s) * sides + self.rest_s

    def seconds(self, dose: Dose) -> float:
        return dose.sets * self.set_seconds(dose)

    def start(self) -> Dose:
        return Dose(self.sets.start, self.amount.start, self.hold.start)

    def bottom(self, load: float | None) -> Dose:
        return self.with_load(Dose(self.sets.low, self.amount.low, self.hold.low), load)

    def is_at_ceiling(self, dose: Dose) -> bool:
        """Whether amount, hold and sets are as high as the rules take them by themselves."""
        return (
            dose.amount >= self.amount.high
            and dose.hold_s >= self.hold.high
            and dose.sets >= self.sets_ceiling
        )

    def round_load(self, load: float) -> float:
        """Round down to whole load steps: at least one, and no more than the most."""
        return self._in_load_steps(load, lambda steps: floor(steps + 1e-9))

    def load_above(self, load: float) -> float:
        """Round up to whole load steps, but no further than the most."""
        return self._in_load_steps(load, lambda steps: ceil(steps - 1e-9))

    def _in_load_steps(self, load: float, round_steps: Callable[[float], int]) -> float:
        if self.load_step is None:
            raise ValueError(f"{self.exercise} takes no load")
        steps = round_steps(load / self.load_step)
        if self.load_most is not None:
            steps = min(steps, floor(self.load_most / self.load_step + 1e-9))
        return round(max(1, steps) * self.load_step, LOAD_DIGITS)

    def clamp(self, dose: Dose) -> Dose:
        load = self.load_of(dose)
        if self.load_step is None:
            load = None
        elif load is not None:
            load = self.round_load(load)
        clamped = Dose(
            self.sets.clamp(dose.sets),
            self.amount.clamp(dose.amount),
            self.hold.clamp(dose.hold_s),
        )
        return self.with_load(clamped, load)

    def source(self, figure: str) -> str:
        """Tell whose figure the ``"dose"``, the ``"bar"`` … is: ``"article"`` or ``"ours"``."""
        return dict(self.sources).get(figure, "ours")


@dataclass(frozen=True)
class Program:
    """Steps in ladder order.

    Raises ``ValueError`` where an exercise stands twice on the ladder, where a step names one that
    is not on it, or where a step requires itself.
    """

    slug: str
    steps: tuple[Step, ...]
    revision: int = 1

    def __post_init__(self) -> None:
        known = [step.exercise for step in self.steps]
        if len(set(known)) != len(known):
            raise ValueError("an exercise stands twice on the ladder")
        for step in self.steps:
            for name in (*step.requires, *filter(None, (step.harder, step.load_after))):
                if name not in known:
                    raise ValueError(f"{step.exercise}: {name} is not on the ladder")
        try:
            self.below  # noqa: B018
        except CycleError as error:
            raise ValueError(f"{error.args[1][0]} requires itself") from error

    def on(self, day: date) -> "Program":
        """Return this program: without a ``Timeline`` it is in force always."""
        return self

    def between(self, since: date | None, until: date) -> tuple["Program", ...]:
        """Return the programs that come into force in these days: none does."""
        return ()

    @cached_property
    def by_setup(self) -> dict[Any, dict[str, Step]]:
        """The steps as runners can load them, by their settings; ``state`` fills it."""
        return {}

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the steps; it tells whether two programs have the same ones."""
        return sha256(repr(self.steps).encode()).hexdigest()

    @cached_property
    def by_exercise(self) -> dict[str, Step]:
        return {step.exercise: step for step in self.steps}

    @cached_property
    def below(self) -> dict[str, frozenset[str]]:
        """The steps that each step requires, directly or through others."""
        requires = {step.exercise: step.requires for step in self.steps}
        below: dict[str, frozenset[str]] = {}
        for name in TopologicalSorter(requires).static_order():
            below[name] = frozenset(requires[name]).union(*(below[it] for it in requires[name]))
        return below

    @cached_property
    def above(self) -> dict[str, frozenset[str]]:
        """The steps that require each step, directly or through others."""
        return {
            name: frozenset(other for other in self.below if name in self.below[other])
            for name in self.below
        }

    @cached_property
    def hinges(self) -> frozenset[str]:
        return frozenset(step.exercise for step in self.steps if step.hinge)

    @cached_property
    def activation(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.activation)

    @cached_property
    def easier(self) -> dict[str, str]:
        """The easier form of each step that has one."""
        return {step.harder: step.exercise for step in self.steps if step.harder}


@dataclass(frozen=True)
class Timeline:
    """Revisions of one program, each in force from a date: ``((date, Program), …)``, by date.

    Days before the first are judged by the first.
    """

    revisions: tuple[tuple[date, Program], ...]

    def on(self, day: date) -> Program:
        current = self.revisions[0][1]
        for since, program in self.revisions:
            if since <= day:
                current = program
        return current

    def between(self, since: date | None, until: date) -> tuple[Program, ...]:
        """Return the programs that come into force after one date and up to another, in order.

        Without a first date it is the one in force on the other.
        """
        if since is None:
            return (self.on(until),)
        # Of several from one date the last counts.
        coming = {day: program for day, program in self.revisions if since < day <= until}
        return tuple(coming.values())
