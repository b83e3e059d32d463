"""The four kinds of load, and the settings that a target rests on."""

import pytest

from .words import (
    BAND,
    BRIDGE,
    EACH,
    LIFT,
    SINGLE,
    asked,
    climbed,
    did,
    log,
    setting,
    status,
    view,
)

# Two hits with everything at its ceiling at 40 kg, on days 14 and 16.
TO_THE_TOP = [
    did(8, LIFT, "2x4@40"),
    did(10, LIFT, "2x8@40"),
    did(12, LIFT, "2x8@40"),
    did(14, LIFT, "3x8@40"),
    did(16, LIFT, "3x8@40"),
]
# From these days on the step stands at the top of its ranges, hit once there.
BRIDGE_AT_TOP = [did(n, BRIDGE, "3x12x3") for n in (8, 9, 10)]
SINGLE_AT_TOP = [did(n, SINGLE, "3x8x3") for n in (8, 9, 10)]
BAND_AT_TOP = [did(n, BAND, "3x20") for n in (8, 9)]
DEADLIFTS = [did(n, LIFT, "2x4@40") for n in (8, 10, 12, 14)]


@pytest.mark.parametrize(
    ("heaviest", "target"),
    [
        (None, "3x4@42.5"),
        (42.5, "3x4@42.5"),
        (41, "3x8@40"),  # a step further there is no weight, so it is at its ceiling
        (40, "3x8@40"),
    ],
)
def test_a_target_never_passes_the_heaviest_and_stays_at_the_ceiling_there(heaviest, target):
    log_ = log(setting(1, heaviest={"bar": heaviest}), climbed(), TO_THE_TOP)
    assert asked(log_, 18, LIFT) == target


def test_an_entry_above_the_heaviest_becomes_the_heaviest():
    first = log(setting(1, heaviest={"bar": 50}), climbed(), did(8, LIFT, "2x4@60"))
    assert asked(first, 10, LIFT) == "2x4@50"


def test_what_was_set_later_never_judges_what_was_done_before():
    later = log(climbed(), DEADLIFTS, setting(15, heaviest={"bar": 30}))
    assert status(later, 15, LIFT) == "proficient"
    assert view(later, 15, LIFT).target.load_kg == 30


def test_an_entry_of_the_settings_changes_only_what_it_names():
    kept = log(
        setting(1, heaviest={"bar": 40}),
        setting(2, heaviest={"hand": 5}),
        setting(3, lifts=3),
        climbed(),
        TO_THE_TOP,
    )
    assert asked(kept, 18, LIFT) == "3x8@40"


def test_null_lifts_a_limit_from_its_date_on():
    lifted = log(
        setting(1, heaviest={"bar": 40}),
        setting(15, heaviest={"bar": None}),
        climbed(),
        TO_THE_TOP,
    )
    assert asked(lifted, 16, LIFT) == "3x8@40"
    assert asked(lifted, 18, LIFT) == "3x4@42.5"


def test_where_the_heaviest_is_below_one_step_the_step_takes_no_load():
    bare = log(
        setting(1, heaviest={"bar": 2}),
        climbed(),
        [did(n, LIFT, "2x4") for n in (8, 10, 12, 14)],
    )
    assert view(bare, 8, LIFT).asks_load is False
    assert status(bare, 15, LIFT) == "proficient"
    assert view(bare, 15, LIFT).target.load_kg is None


def test_a_load_on_the_hips_is_taken_up_at_the_ceiling():
    taken = log(climbed(), BRIDGE_AT_TOP, did(11, BRIDGE, "3x12x3@5"))
    assert asked(taken, 11, BRIDGE) == "3x12x3"
    assert asked(taken, 12, BRIDGE) == "3x12x3@5"


def test_a_load_logged_before_it_is_offered_counts_for_nothing():
    early = log(climbed(), did(8, BRIDGE, "3x12x3@5"))
    assert asked(early, 9, BRIDGE) == "2x12x3"
    too_soon = log(climbed(), did(8, EACH, "2x6@6"))
    assert asked(too_soon, 10, EACH) == "2x7"


def test_two_sessions_without_any_load_and_none_is_asked_again():
    taken = [climbed(), BRIDGE_AT_TOP, did(11, BRIDGE, "3x12x3@5")]
    once = log(*taken, did(12, BRIDGE, "3x12x3"))
    twice = log(*taken, did(12, BRIDGE, "3x12x3"), did(13, BRIDGE, "3x12x3"))
    assert asked(once, 13, BRIDGE) == "3x12x3@5"
    assert asked(twice, 14, BRIDGE) == "3x12x3"


def test_a_lift_owes_its_load():
    owed = log(climbed(), DEADLIFTS, [did(n, LIFT, "2x8") for n in (16, 18, 20)])
    assert view(owed, 22, LIFT).target.load_kg == 40


def test_the_hips_go_up_by_a_step_and_the_amount_back_to_the_bottom():
    raised = log(climbed(), BRIDGE_AT_TOP, [did(n, BRIDGE, "3x12x3@5") for n in (11, 12, 13)])
    assert asked(raised, 14, BRIDGE) == "3x8x3@7.5"


@pytest.mark.parametrize(
    ("exercise", "top", "dose", "target"),
    [
        (SINGLE, SINGLE_AT_TOP, "3x8x3@30", "3x8x3@20"),
        (BRIDGE, BRIDGE_AT_TOP, "3x12x3@90", "3x12x3@60"),
    ],
)
def test_a_target_never_passes_the_steps_own_most(exercise, top, dose, target):
    heavy = log(climbed(), top, did(11, exercise, dose))
    assert asked(heavy, 12, exercise) == target


def test_a_bar_never_passes_250_kg_nor_a_hand_60():
    heavy = log(climbed(), [did(n, LIFT, "2x4@400") for n in (8, 10, 12, 14)])
    assert view(heavy, 15, LIFT).target.load_kg == 250
    heavy = log(climbed(), DEADLIFTS, did(16, EACH, "2x6@90"))
    assert asked(heavy, 18, EACH) == "2x6@60"


def test_the_next_band_comes_at_the_ceiling():
    three = [setting(1, bands=3), climbed(), BAND_AT_TOP, did(10, BAND, "3x20~2")]
    assert asked(log(*three), 11, BAND) == "3x20~2"
    up = [*three, did(11, BAND, "3x20~2"), did(12, BAND, "3x20~2")]
    assert asked(log(*up), 13, BAND) == "3x15~3"
    top = [*up, did(13, BAND, "3x20~3"), did(14, BAND, "3x20~3"), did(15, BAND, "3x20~3")]
    assert asked(log(*top), 16, BAND) == "3x20~3"


def test_with_one_band_no_band_is_asked():
    one = log(climbed(), BAND_AT_TOP, did(10, BAND, "3x20~1"))
    assert asked(one, 11, BAND) == "3x20"


def test_bands_that_were_bought_count_from_the_day_they_were_set():
    entry = did(10, BAND, "3x20~2")
    before = log(climbed(), BAND_AT_TOP, entry, setting(11, bands=3))
    assert asked(before, 11, BAND) == "3x20"
    after = log(climbed(), BAND_AT_TOP, entry, setting(10, bands=3))
    assert asked(after, 11, BAND) == "3x20~2"


def test_a_hand_load_is_asked_once_the_deadlift_is_proficient_and_only_with_dumbbells():
    lifted = [climbed(), DEADLIFTS, did(16, EACH, "2x6@6")]
    assert asked(log(*lifted), 18, EACH) == "2x6@6"
    sold = log(*lifted, setting(17, equipment=frozenset({"band", "trap-bar"})))
    assert asked(sold, 18, EACH) == "2x6"
    never = log(setting(1, equipment=frozenset({"band", "trap-bar"})), *lifted)
    assert view(never, 18, EACH).target.load_kg is None
