"""Many made-up runners on several processes; the result does not depend on how many."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from random import Random

from ..rules import Program, Runner
from .people import draw_person
from .result import Result, summarize
from .summary import PersonSummary, simulate_person

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
    play = partial(_play, program, weeks=weeks, seed=seed, runner=Runner(minutes, equipment))
    chunks = [range(n, min(n + AT_ONCE, runners)) for n in range(0, runners, AT_ONCE)]
    people: list[PersonSummary] = []
    for summaries in _mapped(play, chunks, min(processes, len(chunks))):
        people += summaries
        if progress:
            progress(len(people), runners)
    return summarize(program, people, weeks=weeks, seed=seed, minutes=minutes)


def _mapped(
    play: Callable[[range], list[PersonSummary]], chunks: list[range], processes: int
) -> Iterator[list[PersonSummary]]:
    if processes <= 1:
        yield from map(play, chunks)
        return
    # A new interpreter for each: a fork would share the connections and threads of the database.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(play, chunks)


def _play(
    program: Program, numbers: range, *, weeks: int, seed: int, runner: Runner
) -> list[PersonSummary]:
    summaries = []
    for number in numbers:
        chance = Random(f"{seed}:{number}")  # noqa: S311
        person = draw_person(chance, weeks * 7)
        summaries.append(
            simulate_person(program, person, weeks=weeks, chance=chance, runner=runner)
        )
    return summaries
