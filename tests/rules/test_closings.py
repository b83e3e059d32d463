"""What red pain closes, when it reopens, and what the morning after counts."""

import pytest

from plans.rules import Reason

from .ladder import BAND, BRIDGE, EACH, LIFT, MARCH, PRONE, QUICK, SINGLE, STAND
from .log import (
    answer,
    climbed,
    codes,
    did,
    felt_squeezes,
    history,
    red_twice,
    status,
    statuses,
    today,
)


def test_one_red_session_leaves_the_step_open():
    log = history(*felt_squeezes(), did(4, BRIDGE, "2x8x1", pain=7))
    assert status(log, 5, BRIDGE) == "open"


def test_a_very_red_session_closes_at_once_and_a_very_red_morning_does_not():
    done = [*felt_squeezes(), did(4, BRIDGE, "2x8x1", pain=8)]
    assert status(history(*done), 5, BRIDGE) == "locked"
    done[-1] = did(4, BRIDGE, "2x8x1")
    assert status(history(*done, mornings={5: 9}), 5, BRIDGE) == "open"


def test_red_after_red_closes_the_step_and_every_step_above_it():
    log = history(*climbed(), *red_twice(BRIDGE, "3x12x3", 8))
    assert statuses(log, 11) == "PPPo--P--"
    view = answer(log, 11).step(BRIDGE)
    assert (view.target.sets, view.target.amount, view.target.hold_s) == (2, 8, 1)
    assert {"closed", "reopens-after"} <= set(codes(view.reasons))
    assert "reopens-on" not in codes(view.reasons)
    assert "closed" in codes(answer(log, 11).step(SINGLE).reasons)


def test_a_closed_step_reopens_after_two_painless_days_of_what_it_requires():
    log = [*climbed(), *red_twice(BRIDGE, "3x12x3", 8)]
    log += [did(n, PRONE, "1x10x5") for n in (11, 12)]
    assert statuses(history(*log), 13) == "PPPo--P--"
    log += [did(n, STAND, "1x10x5") for n in (13, 14)]
    assert statuses(history(*log), 14) == "PPPo--P--"
    assert statuses(history(*log), 15) == "PPPooPP--"  # the lifts stay shut for seven days
    assert statuses(history(*log), 17) == "PPPooPPoo"


def test_a_closed_step_says_how_many_painless_days_it_wants():
    log = [*climbed(), *red_twice(SINGLE, "3x8x1", 8)]
    for number, days in ((11, 2), (12, 1)):
        reasons = answer(history(*log), number).step(SINGLE).reasons
        assert Reason("reopens-after", {"exercises": [BRIDGE], "days": days}) in reasons
        log.append(did(number, BRIDGE, "2x8x1"))


def test_painless_days_of_a_step_above_count_for_what_it_requires():
    log = [*climbed(), *red_twice(BRIDGE, "3x12x3", 8)]
    log += [did(n, BAND, "3x15") for n in (11, 12)]
    assert status(history(*log), 13, BRIDGE) == "open"
    own = [*climbed(), *red_twice(BRIDGE, "3x12x3", 8)]
    own += [did(n, BRIDGE, "2x8x1") for n in (11, 12)]
    assert status(history(*own), 13, BRIDGE) == "locked"


def test_painful_or_unknown_days_do_not_reopen():
    log = [*climbed(), *red_twice(BRIDGE, "3x12x3", 8)]
    log += [did(11, BAND, "3x15", pain=3), did(12, BAND, "3x15", pain=None)]
    log += [did(13, BAND, "3x15"), did(14, BAND, "3x15", pain=None)]
    assert status(history(*log), 15, BRIDGE) == "locked"
    assert status(history(*log, mornings={15: 1}), 15, BRIDGE) == "open"


def test_a_waived_requirement_counts_as_painless():
    log = [*climbed(), *red_twice(QUICK, "3x20", 8)]
    assert status(history(*log), 12, QUICK) == "locked"
    for waived_on in (7, 12):
        assert status(history(*log, waived=[(waived_on, MARCH)]), 12, QUICK) == "open"


def test_a_step_that_requires_none_reopens_on_the_fourth_day():
    log = history(*felt_squeezes(), *red_twice(STAND, "3x10x5", 4))
    assert [status(log, n, STAND) for n in (7, 9, 10)] == ["locked", "locked", "open"]
    assert "reopens-on" in codes(answer(log, 7).step(STAND).reasons)
    assert status(log, 9, BRIDGE) == "locked"
    assert status(log, 10, BRIDGE) == "open"


def test_each_further_red_closes_anew():
    reds = red_twice(STAND, "3x10x5", 4)
    log = history(*felt_squeezes(), *reds, did(8, STAND, "1x10x5"), did(9, STAND, "1x10x5", pain=6))
    assert status(log, 12, STAND) == "locked"
    assert status(log, 13, STAND) == "open"


def test_a_closed_lift_closes_the_group_for_fourteen_days():
    log = [*climbed(), did(8, LIFT, "2x4@40"), *red_twice(LIFT, "2x4@40", 10)]
    log += [did(n, BAND, "3x15") for n in range(13, 26)]
    log += [
        did(n, exercise, dose)
        for n in (13, 14)
        for exercise, dose in ((MARCH, "2x8x3"), (SINGLE, "3x8x1"))
    ]
    log = history(*log)
    for exercise in (LIFT, EACH):
        assert status(log, 25, exercise) == "locked"
        assert status(log, 26, exercise) == "open"
    assert status(log, 25, BRIDGE) == "proficient"
    assert answer(log, 26).step(LIFT).target.load_kg == 15  # 40 → 32.5 → half of it


def test_only_a_newer_override_lifts_a_closing():
    log = [*climbed(), *red_twice(BRIDGE, "3x12x3", 8)]
    assert status(history(*log, overrides=[(10, BRIDGE)]), 11, BRIDGE) == "locked"
    newer = history(*log, overrides=[(11, BRIDGE)])
    assert status(newer, 11, BRIDGE) == "open"
    assert status(newer, 11, SINGLE) == "locked"
    assert answer(newer, 11).step(BRIDGE).overridden


def test_a_lift_day_with_a_red_morning_counts_as_five_for_the_rest():
    log = [*climbed(), did(8, LIFT, "2x4@40"), did(8, BAND, "3x15"), did(8, SINGLE, "3x8x1")]
    log = history(*log, mornings={9: 8})
    after = answer(log, 9)
    assert "down-pain" in codes(after.step(LIFT).reasons)
    assert after.step(BAND).reasons[0] == Reason("again-pain", {"pain": 5, "morning": 8})
    assert today(log, 9) == []  # a day for rest
    assert not any(item.startswith(LIFT) for item in today(log, 10))
    assert any(item.startswith(SINGLE) for item in today(log, 10))


@pytest.mark.parametrize(("morning", "why"), [(1, "raise-amount"), (3, "again-pain")])
def test_a_milder_morning_after_a_lift_counts_as_it_is(morning, why):
    log = history(*climbed(), did(8, LIFT, "2x4@40"), did(8, BAND, "3x20"), mornings={9: morning})
    assert codes(answer(log, 9).step(BAND).reasons)[0] == why


def test_pain_of_six_on_the_morning_after_a_lift_is_red():
    log = history(*climbed(), did(8, LIFT, "2x4@40"), did(8, BAND, "3x15"), mornings={9: 6})
    assert codes(answer(log, 9).step(LIFT).reasons)[0] == "down-pain"
    assert codes(answer(log, 9).step(BAND).reasons)[0] == "again-pain"


def test_a_red_morning_without_a_lift_counts_in_full():
    log = history(*climbed(), did(8, BAND, "3x15"), mornings={9: 8})
    assert "down-pain" in codes(answer(log, 9).step(BAND).reasons)
    assert not any(item.startswith(BAND) for item in today(log, 9))
