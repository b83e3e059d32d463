"""After pain of 3 or more nothing asks more than what was done, and there is a way back."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from plans.rules import Reason

from .ladder import BRIDGE, EACH, LIFT, SINGLE
from .lives import lifters, lives, pains
from .log import (
    AT_TOP,
    after_bridge,
    answer,
    at_bridge_top,
    climbed,
    did,
    history,
    lifts,
    replace_easy_weeks,
    target,
    why,
)
from .reading import sides

GENTLY = {"gently": True}
BRIDGE_BOTTOM = {"sets": 2, "amount": 8, "hold": 1}


@pytest.mark.parametrize(
    ("done", "pain", "asked", "said"),
    [
        ("3x12x3", 4, "3x12x3", {"pain": 4}),
        ("2x12x3", 4, "2x12x3", {"pain": 4}),
        ("3x10x2", 4, "3x10x2", {"pain": 4}),
        ("5x12x3", 4, "3x12x3", {"pain": 4}),
        ("1x12x3", 4, "2x8x1", {"pain": 4, **BRIDGE_BOTTOM, **GENTLY}),
        ("12,12,4x3", 4, "2x8x1", {"pain": 4, **BRIDGE_BOTTOM}),
        ("1x12x3", 7, "2x8x1", {"pain": 7, **BRIDGE_BOTTOM, **GENTLY}),
        ("3x12x3", 7, "2x12x3", {"pain": 7, "sets": 2}),
        ("2x12x3", 7, "2x10x3", {"pain": 7, "sets": 2, "amount": 10, "hold": 3}),
        ("2x9x3", 7, "2x8x3", {"pain": 7, "sets": 2, "amount": 8, "hold": 3}),
        ("2x8x3", 7, "2x8x2", {"pain": 7, "sets": 2, "amount": 8, "hold": 2}),
        ("2x8x1", 7, "2x8x1", {"pain": 7, "sets": 2, "unchanged": True}),
        ("1x4x3", 7, "2x8x1", {"pain": 7, **BRIDGE_BOTTOM, **GENTLY}),
    ],
)
def test_pain_asks_no_more_sets_nor_repetitions_than_were_done(done, pain, asked, said):
    log = after_bridge(done, pain=pain)
    assert target(log, 7, BRIDGE) == asked
    assert why(log, 7, BRIDGE).values == said


@pytest.mark.parametrize(
    ("done", "pain", "asked"),
    [
        ("2x5@25", 4, "2x5@25"),
        ("2x5@50", 4, "2x5@40"),
        ("2x1@40", 4, "2x4@37.5"),  # less than the bottom: a step lighter
        ("1x5@40", 3, "2x4@37.5"),
        ("2x1@40", 7, "2x4@32.5"),
        ("2x1@25", 4, "2x4@22.5"),
        ("2x5@25", 7, "2x5@20"),
        ("2x5@40", 7, "2x5@32.5"),
        ("2x5", 4, "2x5@40"),  # not given, and a lift has one
    ],
)
def test_pain_asks_no_more_load_than_was_lifted(done, pain, asked):
    log = history(*climbed(), did(8, LIFT, "2x4@40"), did(11, LIFT, "2x4@40"))
    assert target(log, 14, LIFT) == "2x5@40"
    hurt = history(*log.sessions, did(14, LIFT, done, pain=pain))
    assert target(hurt, 19, LIFT) == asked


def at_hips():
    """Return a history after which day 14 asks 3 × 12 × 3 s with 10 kg on the hips."""
    tops = [did(n, BRIDGE, "3x12x3") for n in range(8, 13)]
    return history(*climbed(), *tops, did(13, BRIDGE, "3x12x3@10"))


def test_a_weight_that_was_left_out_is_asked_no_more_after_pain():
    log = at_hips()
    assert target(log, 14, BRIDGE) == "3x12x3@10"
    hurt = history(*log.sessions, *(did(n, BRIDGE, "3x12x3", pain=4) for n in (14, 15)))
    for number in (15, 16):
        assert target(hurt, number, BRIDGE) == "3x12x3"
        assert why(hurt, number, BRIDGE) == Reason("again-pain", {"pain": 4})


def test_what_one_side_alone_did_is_the_bottom():
    log = history(*climbed(), *(did(n, SINGLE, "3x8x2") for n in (8, 9)))
    hurt = history(*log.sessions, did(10, SINGLE, "3x8x3", pain=4))
    session = hurt.sessions[-1]
    left = replace(session, sets=tuple(one for one in session.sets if one.side == "left"))
    hurt = history(*log.sessions, left)
    assert target(hurt, 11, SINGLE) == "2x6x1"


@pytest.mark.parametrize(("pain", "sessions"), [(4, 6), (7, 8)])
def test_a_load_that_pain_took_comes_back_by_a_tenth_a_session(pain, sessions):
    """After red pain up to what the whole dose had come down to."""
    log = history(*climbed(), did(8, LIFT, "2x4@40"), did(11, LIFT, "2x5@25", pain=pain))
    last = target(log, 16, LIFT)
    number, asked = 16, [last]
    for _ in range(sessions):
        log = history(*log.sessions, did(number, LIFT, last))
        number += 3
        last = target(log, number, LIFT)
        asked.append(last)
    loads = [float(one.partition("@")[2]) for one in asked]
    assert loads == sorted(loads)
    assert loads[-1] == (40 if pain == 4 else 32.5)
    assert all(now <= max(then * 1.1, then + 2.5) for then, now in pairwise(loads))


def test_sets_that_pain_took_come_back_with_the_next_session():
    log = after_bridge("2x12x3", pain=4)
    assert target(history(*log.sessions, did(6, BRIDGE, "2x12x3")), 7, BRIDGE) == "3x12x3"


def test_pain_in_an_easy_week_is_said_and_ends_the_two_at_the_top():
    log, on = lifts(*AT_TOP)
    assert target(log, on, LIFT) == "3x8@40"
    calm = [did(on, LIFT, "2x8@40"), did(on + 7, LIFT, "3x8@40")]
    assert target(replace_easy_weeks(log, on, *calm), on + 9, LIFT) == "3x4@42.5"
    sore = replace_easy_weeks(log, on, did(on, LIFT, "2x8@40", pain=4))
    assert target(sore, on + 2, LIFT) == "2x8@40"
    assert why(sore, on + 2, LIFT) == Reason("again-pain", {"pain": 4})
    after = replace_easy_weeks(sore, on, did(on + 7, LIFT, "2x8@40"))
    assert target(after, on + 9, LIFT) == "3x8@40"
    top = replace_easy_weeks(after, on, did(on + 9, LIFT, "3x8@40"))
    assert why(top, on + 11, LIFT).code == "hit-once-at-top"


@pytest.mark.parametrize(
    ("done", "pain", "asked", "said"),
    [
        ("2x12x3", 4, "2x12x3", {"pain": 4}),
        ("1x12x3", 4, "2x12x3", {"pain": 4, "sets": 2, **GENTLY}),
        ("1x10x2", 4, "2x10x2", {"pain": 4, "sets": 2, "amount": 10, "hold": 2, **GENTLY}),
        ("1x4x3", 4, "2x8x1", {"pain": 4, **BRIDGE_BOTTOM, **GENTLY}),
        ("2x12x3", 7, "2x10x3", {"pain": 7, "sets": 2, "amount": 10, "hold": 3}),
        ("1x12x3", 7, "2x10x3", {"pain": 7, "sets": 2, "amount": 10, "hold": 3, **GENTLY}),
        ("1x4x3", 7, "2x8x1", {"pain": 7, **BRIDGE_BOTTOM, **GENTLY}),
    ],
)
def test_pain_in_an_easy_week_asks_no_more_than_was_done(done, pain, asked, said):
    log = replace_easy_weeks(at_bridge_top(), 5, did(5, BRIDGE, done, pain=pain))
    for number in (7, 12):
        assert target(log, number, BRIDGE) == asked
        assert why(log, number, BRIDGE).values == said


# Loads while pain is looked at.


def test_after_a_red_lift_no_lift_takes_a_new_load_until_one_went_without_pain():
    log, on = lifts(*AT_TOP)
    each = history(*log.sessions, did(on, EACH, "2x6"))
    assert answer(each, on + 2).step(EACH).offers_load
    red = history(*each.sessions, did(on + 2, LIFT, "3x8@40", pain=6))
    waits = answer(red, on + 7).step(EACH)
    assert not waits.offers_load
    taken = history(*red.sessions, did(on + 7, EACH, "2x7@6", pain=None))
    assert target(taken, on + 9, EACH) == "2x8"
    well = history(*red.sessions, did(on + 7, EACH, "2x7"))
    assert answer(well, on + 9).step(EACH).offers_load


def test_a_load_that_was_raised_waits_after_pain_in_the_other_lift():
    log, on = lifts(*AT_TOP, "3x8@40")
    assert target(log, on, LIFT) == "3x4@42.5"
    red = history(*log.sessions, did(on, EACH, "2x6", pain=6))
    assert target(red, on + 5, LIFT) == "3x8@40"
    assert why(red, on + 5, LIFT) == Reason("load-kept")
    well = history(*red.sessions, did(on + 5, LIFT, "3x8@40"))
    assert target(well, on + 7, LIFT) == "3x8@40"
    again = history(*well.sessions, did(on + 7, LIFT, "3x8@40"))
    assert target(again, on + 9, LIFT) == "3x4@42.5"


def test_no_load_rises_while_a_clinician_is_advised():
    log = history(*at_hips().sessions, *(did(n, BRIDGE, "3x12x3@10") for n in (14, 15)))
    assert target(log, 16, BRIDGE) == "3x8x3@12.5"
    advised = history(*log.sessions, runs=[(14, "easy", 8)])
    assert target(advised, 16, BRIDGE) == "3x12x3@10"
    assert answer(advised, 16).clinician
    assert why(advised, 16, BRIDGE) == Reason("load-kept")
    heavier = history(*advised.sessions, did(16, BRIDGE, "3x12x3@15"), runs=[(14, "easy", 8)])
    assert target(heavier, 17, BRIDGE) == "3x12x3@10"
    assert why(heavier, 17, BRIDGE) == Reason("load-kept")
    late = [did(n, BRIDGE, "3x12x3@10") for n in (22, 28)]
    after = history(*heavier.sessions, *late, runs=[(14, "easy", 8)])
    assert not answer(after, 29).clinician
    assert target(after, 29, BRIDGE) == "3x8x3@12.5"


def test_the_card_says_whether_a_load_rests_as_it_is_on_that_day():
    log = history(*at_hips().sessions, did(14, BRIDGE, "3x12x3@10"))
    once = Reason("hit-once-at-top")
    assert why(log, 15, BRIDGE) == once
    advised = history(*log.sessions, runs=[(14, "easy", 8)])
    assert [why(advised, n, BRIDGE) for n in (15, 24)] == [Reason("load-kept")] * 2
    calm = [did(n, BRIDGE, "3x12x3@10") for n in (20, 26)]
    rested = history(*advised.sessions, *calm[:1], runs=[(14, "easy", 8)])
    assert [why(rested, n, BRIDGE) for n in (21, 29)] == [Reason("load-kept"), once]
    assert not answer(rested, 29).clinician


# Days off.


def test_the_set_that_days_off_took_comes_back_alone():
    log = history(*climbed(), *(did(8 + 2 * n, LIFT, dose) for n, dose in enumerate(AT_TOP)))
    back = history(*log.sessions, did(27, LIFT, "2x8@40"))
    assert target(log, 27, LIFT) == "2x8@40"
    assert target(back, 29, LIFT) == "3x8@40"
    assert why(back, 29, LIFT) == Reason("back-sets", {"to": 3})
    missed = history(*log.sessions, did(27, LIFT, "8,7@40"))
    assert target(missed, 29, LIFT) == "2x8@40"


def test_a_raise_that_was_not_done_waits_on_the_first_day_back():
    single = history(*climbed(), did(8, SINGLE, "3x8x1"))
    assert target(single, 9, SINGLE) == "3x8x2"
    assert target(single, 20, SINGLE) == "2x8x1"


def test_amber_three_times_at_the_fewest_sets_asks_fewer_repetitions():
    log = history(*at_bridge_top().sessions, *(did(n, BRIDGE, "2x12x3", pain=4) for n in (5, 6, 7)))
    assert target(log, 8, BRIDGE) == "2x10x3"
    said = Reason("down-amber", {"pain": 4, "sets": 2, "amount": 10, "hold": 3})
    assert why(log, 8, BRIDGE) == said


# In any life.


@given(lives | lifters)
def test_after_red_pain_less_is_asked_than_before_but_at_the_bottom(life):
    for (on, before, _, _), (_, later, _, _) in pairwise(life.lived):
        program, felt = life.timeline.on(on), pains(life.history, on)
        for session in life.days[on].sessions if on in life.days else ():
            step = life.timeline.on(later.on).by_exercise.get(session.exercise)
            is_same = step and step == program.by_exercise.get(session.exercise)  # no new revision
            if not is_same or (felt.get(session.exercise) or 0) < 6:
                continue
            asked = before.step(session.exercise).target
            now = later.step(session.exercise).target
            is_bottom = (now.sets, now.amount, now.hold_s) == (
                step.sets.low, step.amount.low, step.hold.low
            )  # fmt: skip
            done = min(map(len, sides(step, session.sets)))  # who did more had more sets taken
            assert is_bottom or _is_less(now, replace(asked, sets=max(asked.sets, done)))


def _is_less(now, asked):
    """Whether something of a dose came down; a load may be gone altogether."""
    loads = [one.band if one.load_kg is None else one.load_kg for one in (now, asked)]
    pairs = [(now.sets, asked.sets), (now.amount, asked.amount), (now.hold_s, asked.hold_s)]
    return any(a < b for a, b in [*pairs, tuple(load or 0 for load in loads)])


@given(lives | lifters)
def test_no_target_asks_more_than_what_was_done_and_hurt(life):
    for (on, plan_before, _, _), (_, later, _, _) in pairwise(life.lived):
        program, felt = life.timeline.on(on), pains(life.history, on)
        for session in life.days[on].sessions if on in life.days else ():
            if (felt.get(session.exercise) or 0) < 3 or session.exercise not in program.by_exercise:
                continue
            step = life.timeline.on(later.on).by_exercise.get(session.exercise)
            if step != program.by_exercise[session.exercise]:
                continue  # a new revision has other ranges
            asked = plan_before.step(session.exercise).target
            now = later.step(session.exercise).target
            parts = sides(step, session.sets)
            assert now.sets <= max(step.sets.low, min(map(len, parts)))
            done = [one for part in parts for one in part]
            most = max((one.amount for one in done), default=0)
            assert now.amount <= max(step.amount.low, most)
            if now.load_kg and all(one.load_kg for one in session.sets) and asked.load_kg:
                heaviest = max(one.load_kg for one in session.sets)
                least = max(step.load_step, program.by_exercise[session.exercise].load_step)
                assert now.load_kg <= max(least, heaviest) + 1e-9
