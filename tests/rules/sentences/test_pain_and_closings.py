"""Pain: what it lowers, what it shuts, and how it comes back."""

import pytest

from .words import (
    BAND,
    BRIDGE,
    EACH,
    LIFT,
    MARCH,
    PRONE,
    SINGLE,
    STAND,
    answer,
    asked,
    climbed,
    did,
    log,
    morning,
    override,
    squeezed,
    status,
    today,
    view,
    waive,
)

TOP = [did(n, BRIDGE, "3x12x3") for n in range(1, 5)]
ONE_LIFT = [climbed(), did(8, LIFT, "2x4@40")]


def daily(first, last, *exercises):
    doses = {MARCH: "2x8x3", SINGLE: "3x8x1", BAND: "3x15", PRONE: "3x10x5", STAND: "3x10x5"}
    return [did(n, name, doses[name]) for n in range(first, last + 1) for name in exercises]


@pytest.mark.parametrize(
    ("pains", "target"),
    [
        ([4, 4], "3x12x3"),
        ([4, 5, 3], "2x12x3"),
        ([4, None, 4, 4], "2x12x3"),  # neither counts nor breaks
        ([4, 4, 2, 4], "3x12x3"),
    ],
)
def test_amber_three_sessions_in_a_row_takes_a_set(pains, target):
    sore = [did(5 + n, BRIDGE, "3x12x3", pain=pain) for n, pain in enumerate(pains)]
    assert asked(log(TOP, sore), 5 + len(pains), BRIDGE) == target


@pytest.mark.parametrize(
    ("pains", "load"),
    [
        ([4, 4, 4], 32.5),
        ([4] * 9, 32.5),  # once
        ([4, 4, 4, 0, 4, 4, 4], 32.5),  # one green session is not enough
        ([4, 4, 4, 0, 4, 0, 4, 4, 4], 32.5),  # nor are two that do not follow each other
        ([4, 4, 4, 0, None, 0, 4, 4, 4], 27.5),
        ([4, 4, 4, 0, 0, 4, 4], 32.5),
        ([4, 4, 4, 0, 0, 4, 4, 4], 27.5),
    ],
)
def test_amber_takes_15_percent_once_and_again_after_two_green_sessions(pains, load):
    sore = [did(10 + 2 * n, LIFT, "2x4@32.5", pain=pain) for n, pain in enumerate(pains)]
    sore[:3] = [did(10 + 2 * n, LIFT, "2x4@40", pain=pain) for n, pain in enumerate(pains[:3])]
    history = log(ONE_LIFT, sore)
    assert view(history, 10 + 2 * len(pains), LIFT).target.load_kg == load


def test_amber_asks_the_same_dose_again():
    assert asked(log(did(1, BRIDGE, "2x12x1", pain=3)), 2, BRIDGE) == "2x8x1"


def test_a_morning_counts_for_the_day_before_unless_it_is_from_something_else():
    done = [TOP, did(5, BRIDGE, "3x12x3")]
    assert asked(log(done, morning(6, 7, "hip")), 7, BRIDGE) == "2x12x3"
    assert asked(log(done, morning(6, 7)), 7, BRIDGE) == "2x12x3"
    assert asked(log(done, morning(6, 7, "knee", False)), 7, BRIDGE) == "3x12x3"


def test_after_a_hinge_day_a_red_morning_counts_in_full_for_it_and_as_5_for_the_rest():
    day_8 = [climbed(), [did(n, BRIDGE, "3x12x3") for n in (8, 9)]]
    lifted = log(day_8, did(10, LIFT, "2x4@40"), did(10, BRIDGE, "3x12x3"), morning(11, 8))
    assert asked(lifted, 12, BRIDGE) == "3x12x3"  # amber: the same again
    plain = log(day_8, did(10, BRIDGE, "3x12x3"), morning(11, 8))
    assert asked(plain, 12, BRIDGE) == "2x12x3"
    twice = log(ONE_LIFT, did(10, LIFT, "2x4@40"), morning(11, 6))
    assert asked(twice, 12, LIFT) == "2x4@32.5"


def test_red_is_not_offered_on_the_next_day_and_a_hinge_for_four():
    red = log(TOP, squeezed(), did(5, BRIDGE, "3x12x3", pain=6))
    assert BRIDGE not in today(red, 6)
    assert BRIDGE in today(red, 7, minutes=20)
    hinge = log(ONE_LIFT, did(10, LIFT, "2x4@40", pain=6))
    assert [answer(hinge, n).hinge_due for n in range(11, 16)] == [False] * 4 + [True]
    assert answer(hinge, 11).hinge_next == answer(hinge, 15).on


@pytest.mark.parametrize(
    ("entries", "shut"),
    [
        ([did(5, BRIDGE, "3x12x3", pain=7)], False),
        ([did(5, BRIDGE, "3x12x3", pain=8)], True),
        ([did(5, BRIDGE, "3x12x3"), morning(6, 9)], False),  # red, yet not with the session
        ([did(5, BRIDGE, "3x12x3", pain=7), did(7, BRIDGE, "2x12x3", pain=6)], True),
        ([did(5, BRIDGE, "3x12x3", pain=7), did(7, BRIDGE, "2x12x3"), morning(8, 6)], True),
        (
            [
                did(5, BRIDGE, "3x12x3", pain=7),
                did(7, BRIDGE, "2x12x3"),
                did(8, BRIDGE, "2x12x3", pain=6),
            ],
            False,
        ),
    ],
)
def test_red_upon_red_or_an_eight_closes_a_step(entries, shut):
    closed = log(squeezed(), TOP, entries)
    assert (status(closed, 10, BRIDGE) == "locked") is shut


def test_a_closed_step_goes_to_the_bottom_at_half_the_load():
    eight = log(ONE_LIFT, did(10, LIFT, "2x8@40"), did(12, LIFT, "2x8@40", pain=8))
    assert asked(eight, 13, LIFT) == "2x4@20"
    assert status(eight, 13, LIFT) == "locked"


def test_a_closing_takes_proficiency_and_shuts_what_stands_above():
    eight = log(ONE_LIFT, did(9, BRIDGE, "3x12x3", pain=8))
    shut = {step.exercise: step.status for step in answer(eight, 10).steps}
    assert [shut[name] for name in (BRIDGE, SINGLE, LIFT, EACH)] == ["locked"] * 4
    assert shut[MARCH] == shut[BAND] == "proficient"
    back = log(ONE_LIFT, did(9, BRIDGE, "3x12x3", pain=8), daily(10, 11, MARCH))
    assert status(back, 12, BRIDGE) == "open"


@pytest.mark.parametrize(
    ("entries", "opens"),
    [
        ([], False),
        (daily(10, 10, PRONE, STAND), False),
        (daily(10, 11, PRONE), False),
        (daily(10, 11, PRONE, STAND), True),
        (daily(10, 11, MARCH), True),  # stands above both squeezes
        ([did(n, MARCH, "2x8x3", pain=3) for n in (10, 11)], False),
        ([did(n, MARCH, "2x8x3", pain=None) for n in (10, 11)], False),
        ([did(n, SINGLE, "2x6x1") for n in (10, 11)], True),
        ([did(n, BRIDGE, "2x8x1") for n in (10, 11)], False),  # the closed one itself
    ],
)
def test_it_reopens_after_two_painless_days_of_what_it_requires(entries, opens):
    closed = log(climbed(), did(9, BRIDGE, "3x12x3", pain=8), entries)
    assert (status(closed, 12, BRIDGE) == "open") is opens


def test_painless_days_count_from_the_day_after_the_closing():
    same_day = log(climbed(), did(9, BRIDGE, "3x12x3", pain=8), daily(9, 10, PRONE, STAND))
    assert status(same_day, 12, BRIDGE) == "locked"


def test_a_step_that_requires_none_reopens_on_the_fourth_day():
    closed = log(did(5, PRONE, "3x10x5", pain=8))
    assert [status(closed, n, PRONE) for n in (6, 8, 9)] == ["locked", "locked", "open"]


def test_each_further_red_closes_it_anew():
    start = [climbed(), did(9, BRIDGE, "3x12x3", pain=8), daily(10, 11, MARCH)]
    again = log(start, did(11, BRIDGE, "2x8x1", pain=6))
    assert status(again, 12, BRIDGE) == "locked"
    assert status(log(start, did(11, BRIDGE, "2x8x1", pain=6), daily(12, 13, MARCH)), 14, BRIDGE) \
        == "open"  # fmt: skip


def test_a_waived_requirement_counts_as_having_had_its_painless_days():
    waived = [climbed(without=(BAND,)), waive(4, BAND), did(8, LIFT, "2x4@40", pain=8)]
    history = log(waived, daily(9, 10, MARCH, SINGLE))
    assert [status(history, n, LIFT) for n in (21, 22)] == ["locked", "open"]


def test_a_closed_hinge_closes_the_group_for_fourteen_days():
    closed = log(ONE_LIFT, did(10, EACH, "2x6", pain=8), daily(11, 12, MARCH, SINGLE, BAND))
    for lift in (LIFT, EACH):
        assert [status(closed, n, lift) for n in (11, 23, 24)] == ["locked", "locked", "open"]


def test_a_hinge_shut_by_a_step_below_stays_shut_for_seven_days():
    shut = log(ONE_LIFT, did(10, BRIDGE, "3x12x3", pain=8), daily(11, 16, MARCH))
    assert status(shut, 12, BRIDGE) == "locked"
    assert status(shut, 13, BRIDGE) == "open"
    assert [status(shut, n, LIFT) for n in (13, 16, 17)] == ["locked", "locked", "open"]


def test_what_a_closing_below_had_shut_comes_back_as_after_15_days_away_and_has_the_way_back():
    four = [did(n, LIFT, "2x4@40") for n in (8, 10, 12, 14)]
    shut = [climbed(), four, did(16, LIFT, "2x8@40"),
            did(17, BRIDGE, "3x12x3", pain=8), daily(18, 23, MARCH)]  # fmt: skip
    assert asked(log(shut), 24, LIFT) == "2x4@32.5"
    up = [*shut, did(24, LIFT, "2x4@32.5")]
    assert asked(log(up), 26, LIFT) == "2x4@35"  # by up to 10 %, the amount kept
    assert asked(log(up, did(26, LIFT, "2x4@35")), 28, LIFT) == "2x4@37.5"
    unsaid = log(shut, did(24, LIFT, "2x4@32.5", pain=None))
    assert view(unsaid, 26, LIFT).target.load_kg == 32.5


def test_the_other_lift_comes_back_so_too_and_the_closed_one_does_not():
    four = [did(n, LIFT, "2x4@40") for n in (8, 10, 12, 14)]
    each = [did(16, EACH, "2x6@10"), did(18, EACH, "2x10@10")]
    start = [climbed(), four, each]
    closed = log(start, did(20, LIFT, "2x4@40", pain=8), daily(21, 33, MARCH, SINGLE, BAND))
    assert status(closed, 34, EACH) == "open"
    assert asked(closed, 34, EACH) == "2x6@8"
    assert asked(closed, 34, LIFT) == "2x4@20"
    back = [start, did(20, LIFT, "2x4@40", pain=8), daily(21, 33, MARCH, SINGLE, BAND)]
    once = log(back, did(34, LIFT, "2x4@20"))
    assert asked(once, 36, LIFT) == "2x4@20"
    hit = log(back, did(34, LIFT, "2x4@20"), did(36, LIFT, "2x4@20"))
    assert asked(hit, 38, LIFT) == "2x5@20"  # no way back: one thing, as ever
    hit = log(back, did(34, EACH, "2x6@8"))
    assert asked(hit, 36, EACH) == "2x6@9"


def test_an_older_override_does_not_lift_a_closing_and_a_later_one_does():
    old = log(ONE_LIFT, override(9, LIFT), did(10, LIFT, "2x4@40", pain=8))
    assert status(old, 12, LIFT) == "locked"
    new = log(ONE_LIFT, did(10, LIFT, "2x4@40", pain=8), override(12, LIFT))
    assert status(new, 12, LIFT) == "open"


def test_an_override_never_lifts_the_safety_questions():
    history = log(ONE_LIFT, override(10, LIFT))
    assert status(history, 10, LIFT, screen="ask") == "locked"
    assert today(history, 10, screen="stop") == {}
