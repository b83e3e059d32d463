"""Many lives, on as many processes as are wanted; the answer does not depend on how many."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from random import Random

from ..rules import Program, Runner
from .people import draw_person
from .result import Result, summarize
from .training import PersonSummary, simulate_person

AT_ONCE = 20  # runners that a process is given at a time


def simulate(
    program: Program,
    *,
    runners: int = 100,
    weeks: int = 26,
    seed: int = 1,
    minutes: int = 15,
    equipment: frozenset[str] | None = None,
    processes: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Result:
    """Play made-up runners through a program. The same seed draws the same runners.

    ``equipment``: slugs; ``None``: everything. ``progress`` is called with how many runners are
    done, and of how many.
    """
    some = partial(_lives, program, weeks=weeks, seed=seed, runner=Runner(minutes, equipment))
    chunks = [range(n, min(n + AT_ONCE, runners)) for n in range(0, runners, AT_ONCE)]
    lives = []
    for found in _mapped(some, chunks, min(processes, len(chunks))):
        lives += found
        if progress:
            progress(len(lives), runners)
    return summarize(program, lives, weeks=weeks, seed=seed, minutes=minutes)


def _mapped(some, chunks, processes):
    if processes <= 1:
        yield from map(some, chunks)
        return
    # A fresh interpreter each: a fork would share the database's connections and threads.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(some, chunks)


def _lives(program: Program, numbers: range, *, weeks, seed, runner) -> list[PersonSummary]:
    return [_life(program, number, weeks, seed, runner) for number in numbers]


def _life(program: Program, number: int, weeks: int, seed: int, runner: Runner) -> PersonSummary:
    chance = Random(f"{seed}:{number}")  # noqa: S311
    person = draw_person(chance, weeks * 7)
    return simulate_person(program, person, weeks=weeks, chance=chance, runner=runner)
