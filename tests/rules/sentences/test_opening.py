"""What opens a step, what closes it, and what a session is worth."""

from dataclasses import replace

import pytest

from .words import (
    BAND,
    BRIDGE,
    EACH,
    LIFT,
    MARCH,
    PRONE,
    QUICK,
    SINGLE,
    STAND,
    Entry,
    answer,
    asked,
    climbed,
    did,
    easy_week,
    go_on,
    lacked,
    log,
    morning,
    override,
    squeezed,
    status,
    today,
    view,
    waive,
)

LETTERS = {"locked": "-", "open": "o", "proficient": "P"}


def ladder(history, number):
    return "".join(LETTERS[step.status] for step in answer(history, number).steps)


@pytest.mark.parametrize(
    ("days_off", "expected"), [(28, "PPPoPPPoo"), (56, "PPPoPPPoo"), (57, "PPo-o-o--")]
)
def test_more_than_56_days_away_close_what_is_no_longer_met(days_off, expected):
    """Also what was opened and never done: the quick march and the lifts."""
    assert ladder(log(climbed()), 8 + days_off) == expected


def test_a_lift_never_done_stays_open_while_its_requirements_are_met_and_one_trains():
    kept = log(climbed(), [did(n, STAND, "3x10x5") for n in range(8, 91, 5)])
    assert status(kept, 91, LIFT) == "open"


def test_a_lift_left_alone_for_long_stays_open_while_its_requirements_are_met():
    kept = log(climbed(), did(8, LIFT, "2x4@40"), [did(n, STAND, "3x10x5") for n in range(9, 91)])
    assert status(kept, 91, LIFT) == "open"
    assert asked(kept, 91, LIFT) == "2x4@20"


def test_a_waiver_counts_only_while_what_the_waived_step_requires_is_met():
    three = [waive(4, MARCH), waive(4, BAND), waive(4, SINGLE)]
    assert status(log(three), 5, LIFT) == "locked"
    assert status(log(squeezed(), three), 5, LIFT) == "locked"  # the bridge is not met
    assert status(log(squeezed(), three, waive(4, BRIDGE)), 5, LIFT) == "open"


def test_going_on_counts_a_step_as_met():
    numb = [did(n, name, "3x10x5", felt_left=4, felt_right=4) for n in range(1, 16)
            for name in (PRONE, STAND)]  # fmt: skip
    assert status(log(numb), 16, BRIDGE) == "locked"
    assert status(log(numb, go_on(15, PRONE), go_on(15, STAND)), 16, BRIDGE) == "open"


@pytest.mark.parametrize(
    ("dose", "feedback", "row", "missed"),
    [
        ("3x12x3", {}, 2, []),
        ("3x12", {}, 1, ["hold-not-given"]),
        ("3x12x3", {"felt_left": None}, 1, ["felt-left-not-given"]),
        ("3x12x3", {"effort": None}, 1, ["effort-not-given"]),
        ("3x12x3", {"pain": None}, 1, ["pain-not-given"]),
        ("2x12x3", {}, 1, ["sets"]),  # a day trimmed for time
        ("2x12x3", {"effort": None}, 1, ["sets", "effort-not-given"]),
        ("12,12,9x3", {}, 1, ["amount"]),
        ("1x12x3", {}, 0, ["sets"]),
        ("3x12x2", {}, 0, ["hold"]),
        ("3x11x3", {}, 0, ["amount"]),
        ("2x12x3", {"felt_left": 6}, 0, ["sets", "felt-left"]),
        ("3x12x3", {"felt_right": 6}, 0, ["felt-right"]),
        ("3x12x3", {"felt_right": 6, "effort": None}, 0, ["felt-right", "effort-not-given"]),
        ("3x12x3", {"effort": 9}, 0, ["effort"]),
        ("3x12x3", {"pain": 3}, 0, ["pain"]),
    ],
)
def test_a_session_adds_to_the_row_leaves_it_or_ends_it(dose, feedback, row, missed):
    done = log(squeezed(), did(4, BRIDGE, "3x12x3"), did(5, BRIDGE, dose, **feedback))
    assert view(done, 6, BRIDGE).row == row
    assert view(done, 6, BRIDGE).last.counted is (row == 2)
    assert set(lacked(done, 6, BRIDGE)) == set(missed)


@pytest.mark.parametrize(
    ("dose", "feedback", "row", "missed"),
    [
        ("2x4@40", {}, 2, []),
        ("2x4@42.5", {}, 2, []),
        ("2x4", {}, 1, ["load-not-given"]),
        ("2x4@37.5", {}, 0, ["load"]),
        ("1x4@40", {}, 0, ["sets"]),
        ("2x3@40", {}, 0, ["amount"]),
        ("2x4@40", {"form": None}, 1, ["form-not-given"]),
        ("2x4@40", {"form": False}, 0, ["form"]),
        ("2x4@40", {"felt_left": 2, "felt_right": None}, 2, []),  # the bar does not read it
    ],
)
def test_what_the_bar_of_the_deadlift_reads(dose, feedback, row, missed):
    done = log(climbed(), did(8, LIFT, "2x4@40"), did(10, LIFT, dose, **feedback))
    assert view(done, 11, LIFT).row == row
    assert set(lacked(done, 11, LIFT)) == set(missed)


def test_a_sore_morning_after_takes_the_row():
    done = log(squeezed(), did(4, BRIDGE, "3x12x3"), did(5, BRIDGE, "3x12x3"))
    assert view(done, 6, BRIDGE).row == 2
    assert view(log(squeezed(), did(4, BRIDGE, "3x12x3"), morning(5, 4)), 5, BRIDGE).row == 0


def test_a_lift_that_lapsed_opens_again_after_one_session_at_any_load():
    practised = [did(n, LIFT, "2x4@40") for n in (1, 3, 5, 7)]
    assert status(log(practised), 8, LIFT) == "proficient"
    assert status(log(practised), 7 + 58, LIFT) == "locked"
    again = log(practised, did(65, LIFT, "2x4@2.5"))
    assert status(again, 66, LIFT) == "open"
    once = log(did(1, LIFT, "2x4@40"), did(65, LIFT, "2x4@2.5"))
    assert status(once, 66, LIFT) == "locked"


def test_a_locked_deadlift_opens_by_a_full_row_at_any_load_and_is_proficient_at_the_target_alone():
    light = log([did(n, LIFT, f"2x4@{kg}") for n, kg in ((1, 40), (3, 20), (5, 20), (7, 10))])
    assert status(light, 8, LIFT) == "open"


@pytest.mark.parametrize("gear", [frozenset(), frozenset({"dumbbells"}), frozenset({"band"})])
def test_a_mat_or_a_wall_never_keeps_anything_out(gear):
    assert set(today(log(), 1, equipment=gear)) == {PRONE, STAND}
    then = today(log(squeezed()), 4, equipment=gear, minutes=20)
    assert {MARCH, BRIDGE} <= set(then)
    assert (BAND in then) is ("band" in gear)


def test_the_single_leg_deadlift_at_body_weight_needs_no_dumbbells():
    assert today(log(climbed()), 8, equipment=frozenset({"band"}))[EACH] == "2x6"


def test_a_squeeze_cannot_be_waived():
    assert view(log(waive(1, PRONE), waive(1, STAND)), 2, BRIDGE).status == "locked"


def test_the_quick_march_opens_by_the_hold_alone():
    done = log(squeezed(), did(4, MARCH, "2x8x3"), did(5, MARCH, "2x8x3"))
    assert status(done, 6, QUICK) == "open"


def test_in_an_easy_week_a_row_is_neither_added_to_nor_broken():
    start = [squeezed(), did(4, BRIDGE, "3x12x3"), easy_week(5)]
    assert view(log(start, did(5, BRIDGE, "3x12x3")), 6, BRIDGE).row == 1
    assert view(log(start, did(5, BRIDGE, "3x8x3", felt_left=2)), 6, BRIDGE).row == 1


def test_overrides_and_waivers_count_on_their_own_date():
    assert [status(log(override(5, LIFT)), n, LIFT) for n in (4, 5, 6)] == [
        "locked",
        "open",
        "open",
    ]
    waived = log(climbed(without=(BAND,)), waive(9, BAND))
    assert [status(waived, n, LIFT) for n in (8, 9)] == ["locked", "open"]


def test_becoming_proficient_opens_a_step():
    early = log([did(n, BRIDGE, "3x12x3") for n in (1, 2)])
    assert [status(early, n, BRIDGE) for n in (2, 3)] == ["locked", "proficient"]


def test_either_order_and_more_sets_meet_the_bar_on_each_side():
    def walked(left, right):
        sets = [replace(one, side=side) for side, n in (("left", left), ("right", right))
                for one in did(1, BAND, "1x15").value.sets[:1] * n]  # fmt: skip
        session = replace(did(1, BAND, "1x15").value, sets=tuple(sets))
        return view(log(Entry("sessions", session)), 2, BAND).row

    assert (walked(3, 3), walked(4, 3), walked(3, 2)) == (1, 1, 0)
