"""What is open, locked and proficient, on the days after what was logged."""

import pytest

from plans.rules import Reason

from .log import (
    answer,
    climbed,
    codes,
    did,
    felt_squeezes,
    history,
    status,
    today,
)

PRONE, STAND = "prone-squeeze", "standing-squeeze"
MARCH, QUICK, BRIDGE, SINGLE, BAND = (
    "wall-march-hold",
    "wall-march-quick",
    "glute-bridge",
    "single-leg-bridge",
    "band-walk",
)
LIFT, EACH = "deadlift", "single-leg-deadlift"


def statuses(log, number, **runner):
    short = {"locked": "-", "open": "o", "proficient": "P"}
    return "".join(short[view.status] for view in answer(log, number, **runner).steps)


def red_twice(exercise, dose, first):
    return [did(n, exercise, dose, pain=7) for n in (first, first + 2)]


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


def test_one_red_session_leaves_the_step_open():
    log = history(*felt_squeezes(), did(4, BRIDGE, "2x8x1", pain=8))
    assert status(log, 5, BRIDGE) == "open"


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
    assert statuses(history(*log), 15) == "PPPooPPoo"


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
    log = [*climbed(), *red_twice(LIFT, "2x4@40", 8)]
    log += [did(n, BAND, "3x15") for n in range(11, 24)]
    log += [
        did(n, exercise, dose)
        for n in (11, 12)
        for exercise, dose in ((MARCH, "2x8x3"), (SINGLE, "3x8x1"))
    ]
    log = history(*log)
    for exercise in (LIFT, EACH):
        assert status(log, 23, exercise) == "locked"
        assert status(log, 24, exercise) == "open"
    assert status(log, 23, BRIDGE) == "proficient"
    assert answer(log, 24).step(LIFT).target.load_kg == 15  # 40 → 32.5 → half of it


def test_only_a_newer_override_lifts_a_closing():
    log = [*climbed(), *red_twice(BRIDGE, "3x12x3", 8)]
    assert status(history(*log, overrides=[(10, BRIDGE)]), 11, BRIDGE) == "locked"
    newer = history(*log, overrides=[(11, BRIDGE)])
    assert status(newer, 11, BRIDGE) == "open"
    assert status(newer, 11, SINGLE) == "locked"


def test_over_four_weeks_away_proficiency_goes_but_for_the_squeezes():
    log = history(*climbed(), did(8, LIFT, "2x4@40"))
    assert statuses(log, 37) == "PPPoPPPoo"
    assert statuses(log, 38) == "PPo-o-o--"


def test_a_lift_opened_but_never_done_closes_after_four_weeks_away_too():
    log = history(*climbed())
    assert status(log, 36, LIFT) == "open"
    assert status(log, 37, LIFT) == "locked"


def test_a_row_ends_after_four_weeks_away():
    log = history(*felt_squeezes(), did(4, BRIDGE, "3x12x3"))
    assert answer(log, 32).step(BRIDGE).row == 1
    assert answer(log, 34).step(BRIDGE).row == 0


def test_an_override_lasts_through_training_and_ends_after_four_weeks_away():
    log = [did(1, STAND, "3x10x5")]
    over = [(2, LIFT)]
    assert status(history(*log, overrides=over), 20, LIFT) == "open"
    assert status(history(*log, overrides=over), 32, LIFT) == "locked"
    log += [did(n, LIFT, "2x4@40") for n in (10, 20, 30)]
    assert status(history(*log, overrides=over), 40, LIFT) == "open"


def test_a_lift_day_with_a_red_morning_counts_as_five_for_the_rest():
    log = [*climbed(), did(8, LIFT, "2x4@40"), did(8, BAND, "3x15"), did(8, SINGLE, "3x8x1")]
    log = history(*log, mornings={9: 8})
    after = answer(log, 9)
    assert "down-pain" in codes(after.step(LIFT).reasons)
    assert after.step(BAND).reasons[0] == Reason("again-pain", {"pain": 5})
    assert not any(item.startswith(LIFT) for item in today(log, 9))
    assert any(item.startswith(SINGLE) for item in today(log, 9))


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


def test_exercises_off_the_ladder_move_nothing():
    stray = did(1, STAND, "3x10x5")
    stray = type(stray)(stray.date, "hopping", stray.sets, stray.feedback)
    assert answer(history(stray), 2).steps == answer(history(), 2).steps


def test_a_squeeze_is_not_learnt_by_staying_away():
    assert status(history(did(1, STAND, "3x10x5")), 31, STAND) == "open"


def test_a_choice_is_no_training():
    log = history(*climbed(), did(8, LIFT, "2x4@40"), waived=[(25, QUICK)])
    assert status(log, 37, SINGLE) == "proficient"
    assert status(log, 38, SINGLE) == "locked"


def test_an_absence_lived_down_shuts_nothing_later():
    """Back after a month, the bridge open, then a squeeze closes and reopens; the bridge too."""
    log = [*felt_squeezes(), *(did(n, PRONE, "3x10x5") for n in (40, 41))]
    log += red_twice(STAND, "3x10x5", 42)
    assert [status(history(*log), n, BRIDGE) for n in (42, 45, 48)] == ["open", "locked", "open"]


def test_an_override_after_a_long_absence_gives_four_weeks():
    log = [did(8, LIFT, "2x4@40"), *(did(n, STAND, "3x10x5") for n in range(9, 90))]
    log = history(*log, overrides=[(50, LIFT)])
    assert [status(log, n, LIFT) for n in (49, 50, 51, 79, 80)] == [
        "locked",
        "open",
        "open",
        "open",
        "locked",
    ]


def practised(*doses):
    return [did(1 + 2 * n, LIFT, dose) for n, dose in enumerate(doses)]


def test_a_lift_practised_before_it_opens_opens_at_any_load():
    """Who began heavier has the higher target, and is not shut out for it."""
    assert status(history(*practised(*["2x4@40"] * 4)), 9, LIFT) == "proficient"
    heavier = history(*practised("2x4@60", *["2x4@40"] * 3))
    assert [status(heavier, n, LIFT) for n in (7, 8, 9)] == ["locked", "open", "open"]
    assert answer(heavier, 9).step(LIFT).row == 0
    weak = history(*practised("2x4@60", "2x4@40", "2x3@40", "2x4@40"))
    assert status(weak, 9, LIFT) == "locked"
    assert status(history(*practised(*["2x4@2"] * 4)), 9, LIFT) == "locked"  # less than a step


def test_practice_before_a_long_absence_does_not_open_a_lift():
    log = practised(*["2x4@40"] * 3)
    log += [did(n, LIFT, "2x4@20") for n in (40, 42, 44)]
    assert status(history(*log), 45, LIFT) == "locked"


def test_a_lift_practised_anew_after_a_long_absence_stays_open():
    log = history(*(did(n, LIFT, "2x4@40") for n in (1, 40, 42, 44, 46)))
    assert [status(log, n, LIFT) for n in (47, 48)] == ["proficient"] * 2


def bands_closed(band_days):
    """Everything else done early, one lift on day 8; the band walk shut on days 33 and 35."""
    done = [one for one in climbed() if one.exercise != BAND]
    done += [did(n, BAND, "3x15") for n in band_days]
    done += [did(n, STAND, "1x10x5") for n in range(8, 70) if n not in (33, 35)]
    done += [did(8, LIFT, "2x4@40"), *red_twice(BAND, "3x15", 33)]
    done += [did(n, PRONE, "1x10x5") for n in (36, 37)]
    return history(*done)


@pytest.mark.parametrize("band_days", [(4, 5), (30, 31)])
def test_a_lift_open_for_long_is_shut_no_sooner_than_one_just_opened(band_days):
    log = bands_closed(band_days)
    assert [status(log, n, LIFT) for n in (34, 36, 38)] == ["open", "locked", "open"]
    # 29 full days after the last day on which all that it requires was met
    assert [status(log, n, LIFT) for n in (63, 64)] == ["open", "locked"]
