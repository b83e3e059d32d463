"""Time away, and the way back."""

import pytest

from .words import (
    BAND,
    BRIDGE,
    LIFT,
    MARCH,
    SINGLE,
    STAND,
    asked,
    climbed,
    did,
    log,
    squeezed,
    status,
    view,
)

TOP = [did(n, BRIDGE, "3x12x3") for n in range(1, 5)]
LIFTED = [climbed(), did(8, LIFT, "2x4@40"), did(10, LIFT, "2x8@40"), did(12, LIFT, "2x8@40")]


@pytest.mark.parametrize(
    ("days", "target"),
    [
        (10, "3x12x3"),
        (11, "2x12x3"),
        (14, "2x12x3"),
        (15, "2x8x3"),
        (28, "2x8x3"),
        (29, "2x8x1"),
        (56, "2x8x1"),
        (57, "2x8x1"),
    ],
)
def test_time_away_lowers_a_daily_step(days, target):
    assert asked(log(TOP), 5 + days, BRIDGE) == target


@pytest.mark.parametrize(
    ("days", "target"),
    [
        (10, "3x8@40"),
        (11, "2x8@40"),
        (14, "2x8@40"),
        (15, "2x4@32.5"),
        (28, "2x4@32.5"),
        (29, "2x4@27.5"),
        (56, "2x4@27.5"),
        (57, "2x4@20"),
    ],
)
def test_time_away_lowers_a_lift_though_the_rest_goes_on(days, target):
    squeezes = [did(n, STAND, "1x10x5") for n in range(13, 13 + days)]
    assert asked(log(LIFTED, squeezes), 13 + days, LIFT) == target


def test_up_to_56_days_away_nothing_is_lost_and_nothing_closes():
    back = log(squeezed(), TOP, did(5 + 56, BRIDGE, "2x8x1"))
    assert status(back, 62, BRIDGE) == "proficient"
    gone = log(squeezed(), TOP, did(5 + 57, BRIDGE, "2x8x1"))
    assert status(gone, 63, BRIDGE) == "open"


def test_the_squeezes_stay_proficient():
    assert status(log(squeezed()), 400, STAND) == "proficient"


def test_a_row_ends_with_more_than_56_days_away():
    one = log(squeezed(), did(4, BRIDGE, "3x12x3"))
    assert [view(one, 5 + days, BRIDGE).row for days in (56, 57)] == [1, 0]


def test_days_on_which_a_lift_was_locked_are_no_days_away():
    practised = did(1, LIFT, "2x4@40")
    squeezes = [did(n, STAND, "3x10x5", felt_left=4) for n in range(2, 80)]
    assert asked(log(practised, squeezes), 80, LIFT) == "2x4@40"


def test_unless_nothing_at_all_was_done_on_them():
    assert asked(log(did(1, LIFT, "2x4@40")), 2 + 29, LIFT) == "2x4@27.5"


def test_time_away_is_the_longest_run_without_any_session_since_its_own_last():
    back = [*TOP, did(25, STAND, "3x10x5"), did(27, STAND, "3x10x5")]
    assert asked(log(back), 28, BRIDGE) == "2x8x3"
    kept_up = [*TOP, *(did(n, STAND, "3x10x5") for n in range(5, 30))]
    assert asked(log(kept_up), 30, BRIDGE) == "3x12x3"


def test_one_set_fewer_is_for_that_session_alone():
    back = log(TOP, did(16, BRIDGE, "2x12x3"))
    assert asked(back, 17, BRIDGE) == "3x12x3"


def test_what_was_lost_to_time_away_alone_comes_back_with_one_session_at_the_bar():
    gone = [squeezed(), TOP]
    assert status(log(gone), 62, BRIDGE) == "open"
    assert status(log(gone, did(62, BRIDGE, "3x12x3")), 63, BRIDGE) == "proficient"
    below = log(gone, did(62, BRIDGE, "3x12x3", felt_left=6))
    assert status(below, 63, BRIDGE) == "open"


def test_what_was_never_proficient_needs_its_whole_row():
    never = log(squeezed(), did(4, BRIDGE, "3x12x3"), did(70, BRIDGE, "3x12x3"))
    assert status(never, 71, BRIDGE) == "open"


def test_a_lift_has_its_proficiency_again_only_while_what_it_requires_is_met():
    four = [did(n, LIFT, "2x4@40") for n in (8, 10, 12, 14)]
    gone = [climbed(), four]
    one = did(72, LIFT, "2x4@20")
    assert status(log(gone, one), 73, LIFT) != "proficient"
    below = [did(n, MARCH, "2x8x3") for n in (72, 73)]
    below += [did(n, BAND, "3x15") for n in (72, 73)]
    below += [did(n, BRIDGE, "3x12x3") for n in (72, 73)]
    below += [did(n, SINGLE, "3x8x1") for n in (72, 73)]
    assert status(log(gone, below, did(74, LIFT, "2x4@20")), 75, LIFT) == "proficient"


def test_on_the_way_back_each_hit_raises_more_up_to_the_bar():
    steps, entries = [], [squeezed(), TOP]
    for n in range(62, 65):
        steps.append(asked(log(entries), n, BRIDGE))
        entries.append(did(n, BRIDGE, steps[-1]))
    assert steps == ["2x8x1", "3x10x2", "3x12x3"]


def test_up_to_56_days_away_a_hit_raises_one_thing_as_ever():
    assert asked(log(squeezed(), TOP, did(34, BRIDGE, "2x8x1")), 35, BRIDGE) == "2x9x1"


def lightened(*loads, **feedback):
    """Return the deadlift's target on its way back from 30 days without one."""
    squeezes = [did(n, STAND, "1x10x5") for n in range(13, 43)]
    back = [did(43 + 3 * n, LIFT, f"2x4@{kg}", **feedback) for n, kg in enumerate(loads)]
    return asked(log(LIFTED, squeezes, back), 43 + 3 * len(loads), LIFT)


@pytest.mark.parametrize(
    ("loads", "target"),
    [
        ([], "2x4@27.5"),
        ([27.5], "2x4@30"),  # by up to 10 %, one step at least; amount kept
        ([27.5, 30], "2x4@32.5"),
        ([27.5, 30, 32.5], "2x4@35"),
    ],
)
def test_the_load_comes_back_by_up_to_ten_percent_a_hit(loads, target):
    assert lightened(*loads) == target


def test_and_never_without_pain_given_nor_after_a_sore_session():
    assert lightened(27.5, pain=None).endswith("@27.5")
    assert lightened(27.5, pain=3) == "2x4@27.5"


def test_never_past_what_it_was():
    kilos = [27.5, 30, 32.5, 35, 37.5, 40, 40]
    load = float(lightened(*kilos).partition("@")[2])
    assert load == 40


def test_a_heavy_lift_is_on_its_way_back():
    """77.5 kg and 30 days off."""
    lifts = [climbed(), did(8, LIFT, "2x4@77.5")]
    assert asked(log(lifts), 39, LIFT) == "2x4@52.5"
    assert asked(log(lifts, did(39, LIFT, "2x4@52.5")), 41, LIFT) == "2x4@57.5"


def test_after_a_red_session_the_load_comes_back_after_two_green_ones():
    squeezes = [did(n, STAND, "1x10x5") for n in range(13, 43)]
    red = [LIFTED, squeezes, did(43, LIFT, "2x4@27.5"), did(46, LIFT, "2x4@30", pain=6)]
    after = view(log(red), 51, LIFT).target.load_kg
    assert after == 25  # 30 kg less 15 %
    one = [*red, did(51, LIFT, f"2x4@{after}")]
    assert view(log(one), 54, LIFT).target.load_kg == after


@pytest.mark.parametrize(("days", "load"), [(14, 60), (15, 35)])
def test_a_heavier_entry_waits_after_more_than_14_days_away(days, load):
    """The hit itself brings 32.5 kg up to 35."""
    squeezes = [did(n, STAND, "1x10x5") for n in range(9, 9 + days)]
    heavy = did(9 + days, LIFT, "2x4@60")
    history = log(climbed(), did(8, LIFT, "2x4@40"), squeezes, heavy)
    assert view(history, 11 + days, LIFT).target.load_kg == load
