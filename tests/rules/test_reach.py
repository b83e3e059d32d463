"""Who gets there: nobody who does what is asked is left behind, whatever the minutes and gaps."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import Day, Feedback, Runner, Session, fold, initial, plan_from

from .ladder import GLUTES_THAT_FIRE, LIFT
from .log import day
from .runners import as_asked

GOOD = Feedback(felt_left=8, felt_right=8, pain=0, effort=7, form=True)
NUMB = replace(GOOD, felt_left=4, felt_right=4)


def offers_to_go_on(answer):
    """Return the steps that may be gone on from."""
    return [
        view.exercise
        for view in answer.steps
        if any(reason.code == "offer-going-on" for reason in view.reasons)
    ]


def days(runner, feedback=GOOD, trains=lambda number: True, goes_on=False, waive=()):
    """Yield (number, answer at the day's start) of a life that does what is asked.

    ``goes_on``: it goes on from a step at once when that is offered.
    """
    program, state = GLUTES_THAT_FIRE, initial(GLUTES_THAT_FIRE, runner.setup)
    for number in range(1, 1000):
        chosen = {"waived": tuple(waive) if number == 1 else ()}
        answer = plan_from(program, state, day(number), runner, today=Day(day(number), **chosen))
        yield number, answer
        if goes_on:
            chosen["going_on"] = tuple(offers_to_go_on(answer))
            begun = Day(day(number), **chosen)
            answer = plan_from(program, state, day(number), runner, today=begun)
        done = ()
        if trains(number):
            done = tuple(
                Session(day(number), item.exercise, as_asked(item), feedback)
                for item in answer.today
            )
        state = fold(program, state, Day(day(number), done, **chosen))


@given(st.integers(10, 20), st.integers(0, 10), st.sampled_from(["", "band"]), st.integers(0, 99))
def test_who_does_and_feels_it_reaches_the_deadlift(minutes, most_off, lacking, seed):
    """It holds for any minutes and gaps up to ten days, and where a missing step is waived."""
    random, days_on, number = Random(seed), set(), 1
    gaps = random.choice([[most_off], [0, most_off], list(range(most_off + 1))])
    while number < 1000:
        days_on.add(number)
        number += random.choice(gaps) + 1
    gear = frozenset({"band", "trap-bar"} - {lacking})
    waived = ("band-walk",) if lacking else ()
    for number, answer in days(Runner(minutes, gear), trains=days_on.__contains__, waive=waived):
        if any(item.exercise == LIFT for item in answer.today):
            return
        if number > 45 * (most_off + 1):
            break
    pytest.fail("the deadlift never came")


@given(st.integers(10, 20))
def test_who_feels_4_is_offered_a_way_on_within_40_days_of_each_opening(minutes):
    opened, offered = {}, set()
    for number, answer in days(Runner(minutes), NUMB, goes_on=True):
        offered.update(offers_to_go_on(answer))
        for view in answer.steps:
            step = GLUTES_THAT_FIRE.by_exercise[view.exercise]
            if view.status == "locked":
                continue
            opened.setdefault(view.exercise, number)
            if step.bar and step.bar.felt and view.exercise not in offered:
                assert number - opened[view.exercise] <= 40
        if any(item.exercise == LIFT for item in answer.today):
            break
        assert number < 120
    assert {"prone-squeeze", "standing-squeeze", "wall-march-hold"} <= offered


@given(st.integers(10, 20))
def test_who_feels_4_and_does_not_go_on_is_offered_it_each_day(minutes):
    """The offer stands until it is taken, so nobody is stuck without one."""
    for number, answer in days(Runner(minutes), NUMB):
        if number > 45:
            assert offers_to_go_on(answer)
        if number > 90:
            return
