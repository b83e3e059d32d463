"""From one session to the next: what raises a target, and what lowers it."""

import pytest

from .words import (
    BAND,
    BRIDGE,
    LIFT,
    MARCH,
    PRONE,
    QUICK,
    SINGLE,
    asked,
    climbed,
    did,
    easy_week,
    log,
    morning,
    squeezed,
    status,
    view,
)


def as_asked(exercise, start, days, first=8, **feedback):
    """Return the targets of so many sessions done exactly as asked."""
    entries, found = list(start), []
    for n in range(first, first + days):
        dose = asked(log(entries), n, exercise)
        found.append(dose)
        entries.append(did(n, exercise, dose, **feedback))
    return found


@pytest.mark.parametrize(
    ("exercise", "feedback", "targets"),
    [
        # amount, hold and sets are in the bar
        (BRIDGE, {}, ["2x8x1", "2x9x1", "2x10x1", "2x11x1", "2x12x1", "2x12x2", "2x12x3",
                      "3x12x3", "3x12x3"]),
        # the bar asks two sets: the third comes last
        (MARCH, {}, ["2x6x1", "2x7x1", "2x8x1", "2x8x2", "2x8x3", "3x8x3"]),
        # the bar asks no hold, so the sets come before it
        (SINGLE, {}, ["2x6x1", "2x7x1", "2x8x1", "3x8x1", "3x8x2", "3x8x3", "3x8x3"]),
        # the amount is at the bar from the start: sets first
        (BAND, {}, ["2x15", "3x15", "3x16", "3x17", "3x18"]),
        (QUICK, {}, ["2x10", "2x11", "2x12"]),
        # with ease, by two, yet never past the top
        (BRIDGE, {"effort": 6}, ["2x8x1", "2x10x1", "2x12x1", "2x12x2"]),
        (QUICK, {"effort": 5}, ["2x10", "2x12", "2x14"]),
        (BRIDGE, {"effort": None}, ["2x8x1", "2x9x1"]),
        (BRIDGE, {"pain": None}, ["2x8x1", "2x9x1"]),
        (BRIDGE, {"form": None}, ["2x8x1", "2x9x1"]),
        # no hit
        (BRIDGE, {"pain": 3}, ["2x8x1", "2x8x1"]),
        (BRIDGE, {"effort": 9}, ["2x8x1", "2x8x1"]),
        (BRIDGE, {"form": False}, ["2x8x1", "2x8x1"]),
    ],
)  # fmt: skip
def test_a_hit_raises_one_thing_first_what_the_bar_still_lacks(exercise, feedback, targets):
    assert as_asked(exercise, [], len(targets), **feedback) == targets


@pytest.mark.parametrize(
    ("exercise", "dose", "target"),
    [
        (BRIDGE, "2x11x1", "2x11x1"),
        (BRIDGE, "3x11x1", "2x11x1"),  # more sets never spoil it
        (BRIDGE, "12,12,6x1", "2x12x1"),
        (BRIDGE, "12,9x1", "2x9x1"),
        (BRIDGE, "2x20x1", "2x12x1"),
        (BAND, "2x20", "3x15"),  # nor, first, past the bar: sets are lacking
        (BRIDGE, "1x12x1", "2x8x1"),  # neither hit nor miss
        (BRIDGE, "2x12", "2x8x1"),  # no hold was given
        (BRIDGE, "12,7x1", "2x8x1"),
    ],
)
def test_the_amount_follows_what_all_asked_sets_reached(exercise, dose, target):
    assert asked(log(did(1, exercise, dose)), 2, exercise) == target


def test_the_fourth_set_is_the_runners_own_choice():
    three = [did(n, BRIDGE, "3x12x3") for n in range(1, 5)]
    assert asked(log(three), 5, BRIDGE) == "3x12x3"
    assert asked(log(three, did(5, BRIDGE, "4x12x3")), 6, BRIDGE) == "4x12x3"


@pytest.mark.parametrize(
    ("doses", "feedback", "target"),
    [
        (["2x4@40"], {}, "2x4@40"),
        (["1x5@60", "1x4@40"], {}, "2x4@40"),
        (["1x5@60", "1x4@40", "1x4@55"], {}, "2x4@55"),
        (["1x4@60", "1x3@60"], {}, "2x4"),
        (["2x4@41"], {}, "2x4@40"),
        (["2x4@1"], {}, "2x4@2.5"),
        (["2x8@40"], {}, "2x4@40"),  # the entry is the one thing that changes
        (["2x4@40"], {"pain": None}, "2x4@40"),
        (["2x4@40"], {"pain": 2}, "2x4@40"),
        (["2x4@40"], {"pain": 3}, "2x4"),
        (["2x4@40"], {"effort": 9}, "2x4"),
        (["2x4@40"], {"effort": None}, "2x4@40"),
        (["2x4@40"], {"form": False}, "2x4"),
        (["2x4@40"], {"form": None}, "2x4@40"),
    ],
)
def test_the_first_load(doses, feedback, target):
    assert asked(log(climbed(), did(8, LIFT, *doses, **feedback)), 10, LIFT) == target


@pytest.mark.parametrize(
    ("doses", "feedback", "target"),
    [
        (["2x4@60"], {}, "2x4@60"),
        (["2x8@60"], {}, "2x4@60"),
        (["1x4@60", "1x4@40"], {}, "2x5@40"),
        (["2x4@60"], {"pain": None}, "2x5@40"),  # no entry; still a hit at what was asked
        (["2x4@60"], {"pain": 3}, "2x4@40"),
        (["2x4@60"], {"effort": 9}, "2x4@40"),
        (["2x4@60"], {"form": False}, "2x4@40"),
    ],
)
def test_a_heavier_load_than_asked(doses, feedback, target):
    history = log(climbed(), did(8, LIFT, "2x4@40"), did(10, LIFT, *doses, **feedback))
    assert asked(history, 12, LIFT) == target


def test_a_heavier_entry_wants_two_green_sessions_after_a_red_one():
    red = [climbed(), did(8, LIFT, "2x4@40"), did(10, LIFT, "2x4@40", pain=6)]
    heavy = [did(n, LIFT, "3x8@50") for n in (16, 19, 22)]
    loads = [view(log(red, heavy[:n]), 25, LIFT).target.load_kg for n in range(4)]
    assert loads == [32.5, 32.5, 32.5, 50]


# Lowered


def lifts(*sessions):
    """Return the deadlift's load after an entry at 40 kg and further sessions, two days apart.

    A session is a dose, several, or a dose and its feedback.
    """
    done = []
    for n, one in enumerate(sessions):
        *doses, feedback = one if isinstance(one, tuple) else (one, {})
        if isinstance(feedback, str):
            doses, feedback = (*doses, feedback), {}
        done.append(did(10 + 2 * n, LIFT, *doses, **feedback))
    history = log(climbed(), did(8, LIFT, "2x4@40"), done)
    return view(history, 10 + 2 * len(done), LIFT).target.load_kg


@pytest.mark.parametrize(
    ("doses", "load"),
    [
        (["2x3@40"], 40),
        (["2x3@40", "2x3@40"], 37.5),
        (["2x3@40", "2x4@40", "2x3@40"], 40),
        (["2x3@40", "4,3x0@40", "2x4@37.5"], 37.5),
        (["2x3@40"] * 3, 37.5),
        (["2x3@40"] * 4, 35),
    ],
)
def test_two_misses_in_a_row_below_the_range_take_a_step(doses, load):
    assert lifts(*doses) == load


def test_without_load_two_such_misses_take_a_set():
    top = [did(n, BRIDGE, "3x12x3") for n in range(1, 5)]
    one = [*top, did(5, BRIDGE, "12,12,7x3")]
    assert asked(log(one), 6, BRIDGE) == "3x12x3"
    assert asked(log(one, did(6, BRIDGE, "12,12,7x3")), 7, BRIDGE) == "2x12x3"


def test_a_miss_within_the_range_lowers_nothing():
    top = [did(n, BRIDGE, "3x12x3") for n in range(1, 5)]
    assert asked(log(top, [did(n, BRIDGE, "3x8x3") for n in (5, 6, 7)]), 8, BRIDGE) == "3x12x3"


@pytest.mark.parametrize(
    ("doses", "load"),
    [
        (["2x4@37.5"], 40),
        (["2x4@37.5", "2x4@37.5"], 37.5),
        (["2x4@30", "2x4@35"], 35),
        (["2x4@35", "2x4@30"], 35),
        ([("1x4@37.5", "1x4@30"), "2x4@32.5"], 32.5),
        (["2x4@37.5", "2x4@40", "2x4@37.5"], 40),
        (["2x4@37.5", "2x4"], 40),  # no load was given
        (["2x3@37.5", "2x3@37.5"], 37.5),  # these are two misses: a step
        (["1x4@37.5", "1x4@37.5"], 40),  # not all the asked sets
    ],
)
def test_two_sessions_at_less_load_bring_the_target_down_to_the_heavier(doses, load):
    assert lifts(*doses) == load


def hard(*efforts, dose="2x4@40"):
    return [(dose, {"effort": effort}) for effort in efforts]


LESS = "2x4@37.5"


@pytest.mark.parametrize(
    ("sessions", "load"),
    [
        (hard(9, 9), 40),
        (hard(9, 10, 9), 37.5),
        (hard(9, None, 9, 9), 37.5),  # neither counts nor breaks
        (hard(9, 9, 8, 9), 40),
        (hard(9, 9, 9) + hard(9, 9, 9, 9, dose=LESS), 37.5),  # once
        (hard(9, 9, 9) + hard(None, 9, 9, 9, dose=LESS), 37.5),
        (hard(9, 9, 9) + hard(8, 9, 9, dose=LESS), 37.5),
        (hard(9, 9, 9) + hard(8, 9, 9, 9, dose=LESS), 35),  # anew
    ],
)
def test_three_sessions_of_effort_9_take_a_step_once(sessions, load):
    assert lifts(*sessions) == load


def test_without_load_hard_sessions_take_a_set():
    top = [did(n, BRIDGE, "3x12x3") for n in range(1, 5)]
    hard = [did(n, BRIDGE, "3x12x3", effort=9) for n in (5, 6, 7)]
    assert asked(log(top, hard), 8, BRIDGE) == "2x12x3"


@pytest.mark.parametrize(
    ("cycle", "loads"),
    [
        ([{"effort": 8}, *[{"effort": 9}] * 3], [10, 7.5, 5, 5, 5]),
        ([*[{"pain": 4}] * 3, {}, {}], [10, 7.5, 5, 5, 5]),
    ],
)
def test_amber_and_effort_never_take_a_load_below_half_of_the_highest_target(cycle, loads):
    entries, found, n = [climbed(), did(8, LIFT, "2x4@10")], [], 10
    for _ in loads:
        found.append(view(log(entries), n, LIFT).target.load_kg)
        for feedback in cycle:
            entries.append(did(n, LIFT, asked(log(entries), n, LIFT), **feedback))
            n += 2
    assert found == loads


def test_of_several_lowerings_on_one_day_the_first_counts_and_the_others_begin_anew():
    """Two misses and the third hard session fall on one day: one step, not two."""
    both = [*hard(9), *hard(9, 9, dose="2x3@40")]
    assert lifts(*both) == 37.5
    assert lifts(*both, *hard(9, 9, dose=LESS)) == 37.5
    assert lifts(*both, *hard(9, 9, 9, dose=LESS)) == 35


def test_a_set_without_its_load_or_hold_is_neither_hit_nor_miss():
    assert lifts("2x8", "2x8") == 40
    top = [did(n, BRIDGE, "3x12x3") for n in range(1, 5)]
    bare = [did(n, BRIDGE, "3x12") for n in (5, 6, 7)]
    assert asked(log(top), 5, BRIDGE) == asked(log(top, bare), 8, BRIDGE) == "3x12x3"


def test_a_day_trimmed_for_time_is_neither_hit_nor_miss():
    top = [did(n, BRIDGE, "3x12x3") for n in range(1, 5)]
    short = [did(n, BRIDGE, "2x12x3") for n in (5, 6)]
    assert asked(log(top), 5, BRIDGE) == asked(log(top, short), 7, BRIDGE) == "3x12x3"


# Easy week


def test_an_easy_week_raises_and_lowers_nothing_for_seven_days():
    start = [did(1, BRIDGE, "2x8x1"), easy_week(2)]
    within = [did(n, BRIDGE, "2x12x3") for n in range(2, 9)]
    assert asked(log(start), 9, BRIDGE) == "2x9x1"
    assert asked(log(start, within), 9, BRIDGE) == "2x9x1"
    assert asked(log(start, within, did(9, BRIDGE, "2x9x1")), 10, BRIDGE) == "2x10x1"
    low = [did(n, BRIDGE, "2x4x1", effort=10) for n in range(2, 9)]
    assert asked(log(start, low), 9, BRIDGE) == "2x9x1"
    sore = [did(n, BRIDGE, "2x9x1", pain=4) for n in range(2, 9)]
    assert asked(log(start, sore), 9, BRIDGE) == "2x9x1"  # no more than was done


def test_pain_of_six_or_more_lowers_and_closes_in_an_easy_week_as_ever():
    start = [squeezed(), [did(n, BRIDGE, "3x12x3") for n in range(1, 5)], easy_week(5)]
    assert asked(log(start, did(5, BRIDGE, "2x12x3")), 7, BRIDGE) == "3x12x3"
    assert asked(log(start, did(5, BRIDGE, "2x12x3", pain=6)), 7, BRIDGE) == "2x10x3"
    assert asked(log(start, did(5, BRIDGE, "2x12x3"), morning(6, 7)), 7, BRIDGE) == "2x10x3"
    assert status(log(start, did(5, BRIDGE, "2x12x3", pain=8)), 6, BRIDGE) == "locked"


def test_a_squeeze_stands_still():
    assert as_asked(PRONE, [], 4, first=1) == ["3x10x5"] * 4
