"""Whole runs as text: who trains how, and the days that follow.

A line is a day: its number, the ladder (``-`` locked, ``o`` open, ``P`` proficient, in ladder
order), the minutes of the daily block, what is asked, and what is said beside it. After a change
of the rules that is meant, ``python -m tests.rules.test_golden`` writes the files anew; read the
difference.
"""

from pathlib import Path

import pytest

from plans.rules import Feedback, Runner

from .log import climbed, did, history, red_twice
from .runners import run

HERE = Path(__file__).parent / "golden"
EVERYTHING = {"band", "trap-bar", "dumbbells"}


def feels(left, right):
    def feedback(item, day):
        return Feedback(felt_left=left, felt_right=right, pain=0, effort=7, form=True)

    return feedback


def hurts(pain, *days, exercise=None):
    """Pain on these days, or on all of them, in one exercise or in every one."""

    def feedback(item, day):
        here = exercise in (None, item.exercise) and (not days or day in days)
        return Feedback(8, 8, pain if here else 0, effort=7, form=True)

    return feedback


def weak_left(item, day):
    return Feedback(felt_left=min(9, 4 + day // 5), felt_right=8, pain=0, effort=6, form=True)


def lifted():
    """Proficient in everything up to the deadlift at 60 kg, on day 20."""
    loads = ["2x4@60", "2x5@60", "2x6@60", "2x7@60"]
    lifts = [did(8 + 3 * n, "deadlift", load) for n, load in enumerate(loads)]
    return history(*climbed(), *lifts, did(18, "prone-squeeze", "1x10x5"))


def back_after(days):
    """So many full days off after day 18, then training on most days."""
    return {
        "days": 45,
        "history": lifted(),
        "first": 18 + days + 1,
        "trains": lambda number: number % 7 != 6,
    }


def closed_below():
    """All learnt and lifting 60 kg; then the bridge closes on day 22."""
    reds = red_twice("glute-bridge", "3x12x3", 20)
    return history(*lifted().sessions, *reds)


RUNS = {
    "perfect": {"days": 60},
    "perfect-in-10-minutes": {"days": 45, "runner": Runner(minutes=10)},
    "never-feels-it": {"days": 60, "feedback": feels(4, 4), "goes_on": True},
    "left-felt-6": {"days": 20, "feedback": feels(6, 9)},
    "left-wakes-late": {"days": 40, "feedback": weak_left},
    "twice-a-week": {"days": 60, "trains": lambda number: number % 7 in (1, 4)},
    "pain-5-every-day": {"days": 14, "feedback": hurts(5)},
    "pain-7-on-one-morning": {"days": 30, "mornings": {22: 7}},
    "two-red-days": {"days": 30, "feedback": hurts(7, 5, 6, 7, exercise="glute-bridge")},
    "closed-by-a-step-below": {"days": 20, "history": closed_below(), "first": 23},
    "back-after-20-days": back_after(20),
    "back-after-29-days": back_after(29),
    "back-after-40-days": back_after(40),
    "back-after-70-days": back_after(70),
    "heaviest-dumbbell-10-kg": {
        "days": 60,
        "history": lifted(),
        "first": 19,
        "runner": Runner(heaviest={"hand": 10}, pinned="single-leg-deadlift"),
        "loads": {"single-leg-deadlift": 12.0},
    },
    "no-band": {
        "days": 30,
        "runner": Runner(equipment=frozenset(EVERYTHING - {"band"})),
        "waives": True,
    },
    "no-bar": {
        "days": 40,
        "runner": Runner(equipment=frozenset(EVERYTHING - {"trap-bar"})),
        "waives": True,
    },
    "three-bands": {"days": 40, "runner": Runner(bands=3)},
    "races": {
        "days": 24,
        "history": lifted(),
        "first": 19,
        "runs": ((20, "easy"), (22, "key"), (27, "race"), (34, "race"), (41, "race")),
    },
}


def text(name):
    return "\n".join(run(**RUNS[name])) + "\n"


@pytest.mark.parametrize("name", RUNS)
def test_the_run_is_as_it_was(name):
    assert text(name) == (HERE / f"{name}.txt").read_text()


if __name__ == "__main__":
    for name in RUNS:
        (HERE / f"{name}.txt").write_text(text(name))
