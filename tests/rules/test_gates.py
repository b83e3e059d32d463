"""What is open, locked and proficient, on the days after what was logged."""

from dataclasses import replace

import pytest

from plans.rules import plan

from .ladder import BAND, BRIDGE, EACH, LIFT, STAND
from .lives import live
from .log import (
    answer,
    climbed,
    codes,
    did,
    felt_squeezes,
    history,
    practised,
    status,
    statuses,
)


def test_a_new_runner_has_the_squeezes_and_nothing_else():
    assert statuses(history(), 1) == "oo-------"


def test_both_squeezes_open_march_bridge_and_band():
    assert statuses(history(*felt_squeezes()), 4) == "PPo-o-o--"
    assert statuses(history(*felt_squeezes()[:-1]), 4) == "Po-------"


def test_a_session_counts_from_the_next_day_on():
    assert statuses(history(*felt_squeezes()), 3) == "oo-------"


def test_the_lifts_open_when_all_three_below_are_proficient():
    assert statuses(history(*climbed()), 8) == "PPPoPPPoo"
    without_band = [one for one in climbed() if one.exercise != BAND]
    assert statuses(history(*without_band), 8) == "PPPoPPo--"


def test_rows_count_whether_the_step_was_open_or_not():
    log = history(*(did(n, BRIDGE, "3x12x3") for n in (1, 2)))
    view = answer(log, 3).step(BRIDGE)
    assert (view.row, view.status) == (2, "proficient")


@pytest.mark.parametrize(
    ("second", "row"),
    [
        ({}, 2),
        ({"pain": None}, 1),  # missing: the row stays
        ({"felt_left": None}, 1),
        ({"felt": 5}, 0),
        ({"pain": 4}, 0),
    ],
)
def test_a_row_rises_stays_or_ends(second, row):
    log = history(did(1, STAND, "2x10x5"), did(2, STAND, "2x10x5", **second))
    assert answer(log, 3).step(STAND).row == row


def test_a_proficient_step_stays_so_after_a_weak_day():
    log = history(*felt_squeezes(), did(4, STAND, "1x10x5", felt=2))
    view = answer(log, 5).step(STAND)
    assert (view.status, view.row) == ("proficient", 0)


def test_the_morning_after_judges_the_day_before():
    done = felt_squeezes()
    assert statuses(history(*done, mornings={4: 3}), 4) == "oo-------"
    assert statuses(history(*done, mornings={4: 2}), 4) == "PPo-o-o--"
    assert statuses(history(*done, mornings={5: 9}), 5) == "PPo-o-o--"  # no day before it


def test_an_override_opens_on_its_own_date():
    log = history(overrides=[(2, LIFT)])
    assert status(log, 1, LIFT) == "locked"
    assert status(log, 2, LIFT) == "open"
    assert answer(log, 2).step(LIFT).overridden
    assert codes(answer(log, 2).step(LIFT).reasons)[-1] == "overridden"
    assert status(log, 3, EACH) == "locked"


def test_a_waiver_counts_as_met_for_what_requires_it():
    without_band = [one for one in climbed() if one.exercise != BAND]
    log = history(*without_band, waived=[(8, BAND)])
    assert status(log, 7, LIFT) == "locked"
    assert status(log, 8, LIFT) == "open"
    assert answer(log, 8).step(BAND).waived


@pytest.mark.parametrize("screen", ["ask", "stop"])
def test_the_screen_locks_the_lifts_and_an_override_does_not_lift_it(screen):
    log = history(*climbed(), overrides=[(8, LIFT)])
    view = answer(log, 9, screen=screen).step(LIFT)
    assert view.status == "locked"
    assert f"screen-{screen}" in codes(view.reasons)
    assert answer(log, 9, screen=screen).hinge_next is None
    assert status(log, 9, BRIDGE, screen=screen) == "proficient"


def test_exercises_off_the_ladder_move_nothing():
    stray = did(1, STAND, "3x10x5")
    stray = type(stray)(stray.date, "hopping", stray.sets, stray.feedback)
    assert answer(history(stray), 2).steps == answer(history(), 2).steps


def test_a_lift_practised_before_it_opens_opens_at_any_load():
    """A runner who began heavier has the higher target, which must not keep the step closed."""
    assert status(history(*practised(*["2x4@40"] * 4)), 9, LIFT) == "proficient"
    heavier = history(*practised("2x4@60", *["2x4@40"] * 3))
    assert [status(heavier, n, LIFT) for n in (7, 8, 9)] == ["locked", "open", "open"]
    assert answer(heavier, 9).step(LIFT).row == 1  # the target has followed to 40 kg
    weak = history(*practised("2x4@60", "2x4@40", "2x3@40", "2x4@40"))
    assert status(weak, 9, LIFT) == "locked"
    assert status(history(*practised(*["2x4@2"] * 4)), 9, LIFT) == "locked"  # less than a step


def test_a_step_that_the_log_opened_meanwhile_is_no_longer_the_runners_to_close():
    """Four lifts at the bar open it by themselves: without the choice it would be open, too."""
    lifted = [did(1 + 2 * n, LIFT, "2x4@40") for n in range(4)]
    early = history(*lifted[:3], overrides=[(1, LIFT)])
    assert answer(early, 7).step(LIFT).overridden
    assert status(history(*lifted[:3]), 7, LIFT) == "locked"
    since = history(*lifted, overrides=[(1, LIFT)])
    assert (status(since, 9, LIFT), status(history(*lifted), 9, LIFT)) == ("proficient",) * 2
    assert not answer(since, 9).step(LIFT).overridden


def test_a_step_is_the_runners_to_close_exactly_where_that_closes_it():
    for seed in (16, 20, 21, 28):
        life = live(seed, 50)
        for on, planned, *_ in life.lived[::3]:
            log = life.known(on)
            for exercise in {one.exercise for one in log.overrides}:
                others = tuple(one for one in log.overrides if one.exercise != exercise)
                without = replace(log, overrides=others)
                closed = plan(life.timeline, without, on, life.runner).step(exercise)
                view = planned.step(exercise)
                if view.status != "locked":
                    assert view.overridden == (closed.status == "locked")
