"""What must always hold of a day's plan, over made-up lives."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import Choice, Day, History, Runner, plan_from

from .ladder import GLUTES_THAT_FIRE
from .lives import HINGES, lives, pains
from .log import START
from .runners import train


@given(lives)
def test_a_plan_holds_nothing_locked_and_nothing_red_yesterday(life):
    for on, answer, _, _ in life.lived:
        yesterday = pains(life.history, on - timedelta(1))
        for item in answer.today:
            assert answer.step(item.exercise).status != "locked"
            assert (yesterday.get(item.exercise) or 0) < 6


@given(lives)
def test_lifts_keep_their_distance(life):
    lifted = {one.date for one in life.history.sessions if one.exercise in HINGES}
    for on, answer, _, _ in life.lived:
        ago = {(on - one).days for one in lifted}
        if any(item.block == "lift" for item in answer.today):
            assert 1 not in ago
            assert len(ago & set(range(1, 7))) < 3


@given(lives, st.sampled_from(["ask", "stop"]))
def test_no_override_lifts_the_safety_questions(life, screen):
    for on, _, before, _ in life.lived:
        runner = replace(life.runner, screen=screen)
        opened = Day(on, overrides=tuple(HINGES))
        answer = plan_from(life.timeline.on(on), before, on, runner, today=opened)
        assert not any(item.exercise in HINGES for item in answer.today)
        assert screen == "ask" or not answer.today


def squeezed(life, minutes):
    """Plan each day of a life for other minutes: yields (program, state, plan, daily block)."""
    runner = replace(life.runner, minutes=minutes)
    for on, _, before, _ in life.lived:
        program = life.timeline.on(on)
        answer = plan_from(program, before, on, runner)
        yield program, before, answer, [item for item in answer.today if item.block == "daily"]


def split(program, items):
    """Return the items of activation, and those after it."""
    first = [item for item in items if program.by_exercise[item.exercise].activation]
    return first, items[len(first) :]


@given(lives, st.integers(3, 20))
def test_every_line_keeps_its_fewest_sets(life, minutes):
    """The fewest is two, and one for a squeeze, whatever the minutes; a lift keeps all its sets."""
    for program, _, answer, _ in squeezed(life, minutes):
        for item in answer.today:
            fewest = 1 if program.by_exercise[item.exercise].activation else 2
            fewest = item.target.sets if item.block == "lift" else min(fewest, item.target.sets)
            assert fewest <= item.dose.sets <= item.target.sets


@given(lives, st.integers(3, 20))
def test_sets_are_lost_for_want_of_time_and_no_more_than_that(life, minutes):
    for program, _, _, items in squeezed(life, minutes):
        activation, rest = split(program, items)
        core, budget = [*activation, *rest[:1]], minutes * 60
        assert all(item.dose == item.target for item in rest[1:])
        lost = [item for item in core if any(one.code == "trimmed" for one in item.reasons)]
        if lost:
            steps = [program.by_exercise[item.exercise] for item in lost]
            one_more = max(step.set_seconds(x.dose) for step, x in zip(steps, lost, strict=True))
            assert sum(item.seconds for item in core) + one_more > budget
        if any(item in activation for item in lost):
            assert all(item.dose.sets <= 2 for item in rest[:1])
        if sum(item.seconds for item in items) > budget:
            assert len(rest) <= 1
            assert all(item.dose.sets <= 2 for item in rest)
            assert all(item.dose.sets == 1 for item in activation)


@given(lives, st.integers(3, 20))
def test_the_first_in_turn_is_always_in_and_each_other_one_that_fits(life, minutes):
    for program, state, answer, items in squeezed(life, minutes):
        _, rest = split(program, items)
        waits = {
            one.values["exercise"]
            for one in answer.notes
            if one.code == "no-time" and one.values["exercise"] not in program.hinges
        }
        turns = [state.steps[name].last_on or START for name in waits]
        if waits:
            assert rest
            assert (state.steps[rest[0].exercise].last_on or START) <= min(turns)
        for name in waits:
            seconds = program.by_exercise[name].seconds(answer.step(name).target)
            assert sum(item.seconds for item in items) + seconds > minutes * 60


@given(lives)
def test_nobody_is_left_with_an_empty_plan_and_no_reason(life):
    why = {"closed", "needs", "red-yesterday", "no-equipment", "lift-rests", "weekly-most"}
    why |= {"screen-ask", "screen-stop", "steps-back"}
    for _, answer, _, _ in life.lived:
        if answer.today or life.runner.screen == "stop":
            assert answer.today or [note.code for note in answer.notes] == ["stop"]
            continue
        assert answer.notes
        for view in answer.steps:
            assert why & {reason.code for reason in view.reasons}


@given(st.integers(10, 20), st.integers(0, 10), st.sampled_from(["", "mat", "wall", "band"]))
def test_who_does_and_feels_it_reaches_the_lifts(minutes, most_off, lacking):
    """It holds for any minutes and gaps, and where the steps that lack equipment are waived."""
    random, days_on, number = Random(minutes * 100 + most_off), set(), 1
    gaps = random.choice([[most_off], [0, most_off]])
    while number < 40 * (most_off + 1):
        days_on.add(number)
        number += random.choice(gaps) + 1
    needing = [s.exercise for s in GLUTES_THAT_FIRE.steps if s.equipment == ((lacking,),)]
    gear = frozenset({"mat", "wall", "band", "trap-bar"} - {lacking})
    log = History(waived=tuple(Choice(START, name) for name in needing))
    for _, answer, _ in train(
        number, runner=Runner(minutes, gear), history=log, trains=days_on.__contains__
    ):
        if any(item.exercise == "deadlift" for item in answer.today):
            return
    pytest.fail("the deadlift never came")
