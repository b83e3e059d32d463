"""Whole runs as text: who trains how, and the days that follow.

A line is a day: its number, the ladder (``-`` locked, ``o`` open, ``P`` proficient, in ladder
order), the minutes of the daily block and what is asked. After a change of the rules that is
meant, ``python -m tests.rules.test_golden`` writes the files anew; read the difference.
"""

from pathlib import Path

import pytest

from plans.rules import Feedback

from .log import climbed, did, history
from .runners import run

HERE = Path(__file__).parent / "golden"


def never_feels(item, day):
    return Feedback(felt_left=4, felt_right=5, pain=0, effort=7, form=True)


def red_on(*days):
    def feedback(item, day):
        pain = 7 if day in days and item.exercise == "glute-bridge" else 0
        return Feedback(felt_left=8, felt_right=8, pain=pain, effort=7, form=True)

    return feedback


def weak_left(item, day):
    return Feedback(felt_left=min(9, 4 + day // 5), felt_right=8, pain=0, effort=6, form=True)


def forty_days_away():
    """Proficient up to the lifts, four lifts done, then forty days without training."""
    lifts = [did(8 + 2 * n, "deadlift", f"2x{4 + n}@40") for n in range(4)]
    return history(*climbed(), *lifts)


RUNS = {
    "perfect": {"days": 45},
    "never-feels-it": {"days": 12, "feedback": never_feels},
    "left-wakes-late": {"days": 40, "feedback": weak_left},
    "twice-a-week": {"days": 60, "trains": lambda number: number % 7 in (1, 4)},
    "two-red-days": {"days": 30, "feedback": red_on(5, 6, 7)},
    "forty-days-away": {"days": 30, "history": forty_days_away(), "after": 14 + 40},
}


def text(name):
    options = dict(RUNS[name])
    from_day = options.pop("after", 0)
    return "\n".join(run(options.pop("days"), first=from_day + 1, **options)) + "\n"


@pytest.mark.parametrize("name", RUNS)
def test_the_run_is_as_it_was(name):
    assert text(name) == (HERE / f"{name}.txt").read_text()


if __name__ == "__main__":
    for name in RUNS:
        (HERE / f"{name}.txt").write_text(text(name))
