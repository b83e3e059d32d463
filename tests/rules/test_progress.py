"""From one session to the next: what was logged on the days before, and the target that follows."""

from dataclasses import replace

import pytest

from .ladder import BRIDGE, SINGLE
from .log import answer, at_bridge_top, bridge_days, codes, did, history, state, target


@pytest.mark.parametrize(
    ("done", "feedback", "expected"),
    [
        ("2x8x1", {}, "2x9x1"),
        ("2x8x1", {"effort": 6}, "2x10x1"),  # easy: two more
        ("2x8x1", {"effort": None}, "2x9x1"),
        ("2x8x1", {"effort": 8}, "2x9x1"),
        ("2x8x1", {"pain": None}, "2x9x1"),
        ("2x8x1", {"form": None}, "2x9x1"),
        ("2x11x1", {}, "2x11x1"),  # what all asked sets reached
        ("3x8x1", {}, "2x9x1"),  # more sets are no more than a hit
        ("2x30x1", {}, "2x12x1"),  # never past the top
        ("12,8x1", {}, "2x9x1"),
        ("2x8x1", {"effort": 9}, "2x8x1"),
        ("2x8x1", {"form": False}, "2x8x1"),
        ("2x8x1", {"pain": 3}, "2x8x1"),
        ("2x8x1", {"pain": 5}, "2x8x1"),
        ("8,7x1", {}, "2x8x1"),
        ("1x8x1", {}, "2x8x1"),
        ("2x8x1", {"pain": 6}, "2x8x1"),  # the fewest sets already
    ],
)
def test_one_thing_is_raised_after_a_hit(done, feedback, expected):
    assert target(history(did(1, BRIDGE, done, **feedback)), 2, BRIDGE) == expected


def test_the_order_is_amount_then_hold_then_sets():
    done = ["2x8x1"]
    for n in range(2, 12):
        done.append(target(bridge_days(*done), n, BRIDGE))
    assert done == [
        "2x8x1",
        "2x9x1",
        "2x10x1",
        "2x11x1",
        "2x12x1",
        "2x12x2",
        "2x12x3",
        "3x12x3",
        "3x12x3",
        "3x12x3",
        "3x12x3",
    ]


def test_the_fourth_set_is_the_runners_own_choice():
    assert target(at_bridge_top("3x12x3"), 6, BRIDGE) == "3x12x3"
    assert target(at_bridge_top("4x12x3"), 6, BRIDGE) == "4x12x3"
    assert target(at_bridge_top("12,12,12,9x3"), 6, BRIDGE) == "3x12x3"
    assert target(at_bridge_top("4x12x3", "4x12x3"), 7, BRIDGE) == "4x12x3"


def test_two_misses_below_the_range_take_a_set_away():
    log = at_bridge_top("7,12,12x3", "7,12,12x3")
    assert target(log, 7, BRIDGE) == "2x12x3"
    assert "down-sets" in codes(answer(log, 7).step(BRIDGE).reasons)


@pytest.mark.parametrize(
    "last_two",
    [
        ("7,12,12x3", "11,12,12x3"),  # within the range
        ("7,12,12x3", "12,12x3"),  # fewer sets, all good: no miss
        ("7,12,12x3", "3x12x3"),
    ],
)
def test_one_low_miss_alone_changes_nothing(last_two):
    assert target(at_bridge_top(*last_two), 7, BRIDGE) == "3x12x3"


def test_after_a_red_session_there_is_one_set_fewer():
    log = history(*at_bridge_top().sessions, did(5, BRIDGE, "3x12x3", pain=7))
    assert target(log, 6, BRIDGE) == "2x12x3"


def test_each_side_counts_for_the_hit():
    uneven = history(did(1, SINGLE, "", left="2x6x1", right="6,5x1"))
    assert target(uneven, 2, SINGLE) == "2x6x1"
    even = history(did(1, SINGLE, "", left="2x8x1", right="2x7x1"))
    assert target(even, 2, SINGLE) == "2x7x1"


def test_six_sessions_without_a_raise_are_said():
    five = bridge_days(*["8,7x1"] * 5)
    six = bridge_days(*["8,7x1"] * 6)
    assert "stalled" not in codes(answer(five, 6).step(BRIDGE).reasons)
    assert state(six, 7).steps[BRIDGE].stale == 6
    locked = codes(answer(six, 7).step(BRIDGE).reasons)
    assert "stalled" not in locked  # it is still locked, which matters more
    opened = history(*five.sessions, overrides=[(1, BRIDGE)])
    assert "stalled" not in codes(answer(opened, 6).step(BRIDGE).reasons)
    opened = history(*six.sessions, overrides=[(1, BRIDGE)])
    assert "stalled" in codes(answer(opened, 7).step(BRIDGE).reasons)


def test_five_sets_never_make_the_target_five():
    assert target(at_bridge_top("4x12x3", "5x12x3"), 7, BRIDGE) == "4x12x3"


def test_from_four_sets_it_goes_down_one_at_a_time():
    four = at_bridge_top("4x12x3")
    red = history(*four.sessions, did(6, BRIDGE, "4x12x3", pain=6))
    assert target(red, 7, BRIDGE) == "3x12x3"
    assert target(at_bridge_top("4x12x3", *["7,12,12,12x3"] * 2), 8, BRIDGE) == "3x12x3"
    assert target(four, 6 + 11, BRIDGE) == "3x12x3"


def test_more_repetitions_held_too_short_raise_no_further():
    both = (*did(1, BRIDGE, "2x8x1").sets, *did(1, BRIDGE, "2x12x0").sets)
    assert target(history(replace(did(1, BRIDGE, "2x8x1"), sets=both)), 2, BRIDGE) == "2x9x1"
