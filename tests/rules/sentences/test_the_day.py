"""What a day holds: rest, lifts beside runs, the daily block within its minutes, the primer."""

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
    answer,
    climbed,
    day,
    did,
    easy_week,
    go_on,
    log,
    morning,
    run,
    setting,
    squeezed,
    today,
    waive,
)

OPEN_LIFTS = climbed()
DEADLIFTS = [did(n, LIFT, "2x4@40") for n in (8, 10, 12, 14)]
LIFTS = {LIFT, EACH}


def lift(history, number, **runner):
    """Return the lift of a day, or None."""
    found = LIFTS & set(today(history, number, **runner))
    return found.pop() if found else None


# Pain of this morning and of today


def test_after_a_red_morning_nothing_is_planned_and_no_lift_tomorrow():
    red = log(OPEN_LIFTS, morning(9, 6, "back"))
    told = answer(red, 9)
    assert (told.today, told.rest_day, told.hinge_due) == ((), True, False)
    assert told.notes
    assert lift(red, 10) is None
    assert today(red, 10)
    assert lift(red, 11) == LIFT


def test_a_red_morning_from_something_else_takes_only_the_lift():
    other = log(OPEN_LIFTS, morning(9, 8, "knee", False))
    assert lift(other, 9) is None
    assert today(other, 9)
    assert answer(other, 9).rest_day is False
    assert lift(other, 10) == LIFT


def test_an_amber_morning_changes_no_plan():
    assert lift(log(OPEN_LIFTS, morning(9, 5, "hip")), 9) == LIFT


@pytest.mark.parametrize(("pain", "lifts"), [(5, [LIFT, LIFT, LIFT]), (6, [None, None, LIFT])])
def test_no_lift_on_the_day_of_a_red_run_and_the_next(pain, lifts):
    ran = log(OPEN_LIFTS, run(9, pain=pain))
    assert [lift(ran, n) for n in (9, 10, 11)] == lifts
    assert today(ran, 9)


def test_a_red_session_of_today_takes_the_lift_itself_and_what_stands_above():
    red = log(OPEN_LIFTS, did(9, BRIDGE, "3x12x3", pain=6))
    plan = today(red, 9, minutes=20)
    assert not {BRIDGE, SINGLE, *LIFTS} & set(plan)
    assert plan
    assert lift(red, 10) is None
    assert lift(red, 11) == LIFT


def test_a_mild_session_of_today_changes_nothing():
    assert today(log(OPEN_LIFTS, did(9, BRIDGE, "3x12x3", pain=5)), 9) == today(log(OPEN_LIFTS), 9)


# Lifts


def test_a_full_day_off_is_kept_between_lifts():
    once = log(OPEN_LIFTS, did(8, LIFT, "2x4@40"))
    assert [lift(once, n) for n in (9, 10)] == [None, LIFT]
    assert answer(once, 9).hinge_next == day(10)


@pytest.mark.parametrize(("lifts", "due", "soonest"), [(2, None, 15), (3, LIFT, 12)])
def test_two_lifts_a_week_at_first_or_three(lifts, due, soonest):
    two = log(setting(1, lifts=lifts), OPEN_LIFTS, [did(n, LIFT, "2x4@40") for n in (8, 10)])
    assert lift(two, 12) == due
    assert answer(two, 12).hinge_next == day(soonest)


def test_two_lifts_a_week_where_nothing_is_said():
    two = log(OPEN_LIFTS, [did(n, LIFT, "2x4@40") for n in (8, 10)])
    assert [lift(two, n) for n in (12, 14, 15)] == [None, None, LIFT]


@pytest.mark.parametrize(
    ("kind", "on", "due"),
    [
        ("race", 9, None),
        ("race", 10, None),
        ("race", 12, None),
        ("race", 13, LIFT),
        ("key", 9, LIFT),
        ("key", 10, None),
        ("key", 11, LIFT),
        ("long", 9, LIFT),
        ("long", 10, LIFT),
        ("easy", 10, LIFT),
    ],
)
def test_no_lift_on_a_race_day_or_three_days_before_nor_on_the_eve_of_a_key_run(kind, on, due):
    assert lift(log(OPEN_LIFTS, run(on, kind)), 9) == due


def test_hinge_next_looks_past_the_races():
    race = log(OPEN_LIFTS, run(11, "race"), run(13, "key"))
    assert answer(race, 9).hinge_next == day(13)


def test_the_deadlift_is_the_lift_until_it_is_proficient_and_then_both_alternate():
    start = [OPEN_LIFTS]
    assert lift(log(start, did(8, LIFT, "2x4@40")), 10) == LIFT
    assert lift(log(start, did(8, EACH, "2x6")), 10) == LIFT
    proficient = [*start, *[did(n, LIFT, "2x4@40") for n in (8, 11, 15, 18)]]
    assert lift(log(proficient), 22) == EACH
    assert lift(log(proficient, did(22, EACH, "2x6")), 25) == LIFT


def test_a_pin_wins():
    assert lift(log(OPEN_LIFTS), 8, pinned=EACH) == EACH


def test_without_a_bar_the_single_leg_deadlift_is_the_lift():
    assert lift(log(OPEN_LIFTS), 8, equipment=frozenset({"band"})) == EACH


def test_a_waived_deadlift_lets_both_alternate():
    waived = log(OPEN_LIFTS, waive(8, LIFT), did(9, LIFT, "2x4@40"))
    assert lift(waived, 11) == EACH


# The daily block


def test_once_both_squeezes_are_proficient_one_of_them_comes_with_one_set_in_turn():
    """In ten minutes; in more, its sets come back to fill them."""
    done = [squeezed()]
    first = today(log(done), 4, minutes=10)
    (one,) = {PRONE, STAND} & set(first)
    (other,) = {PRONE, STAND} - {one}
    assert first[one] == "1x10x5"
    then = today(log(done, did(4, one, "1x10x5")), 5, minutes=10)
    assert (then.get(one), then[other]) == (None, "1x10x5")


def test_where_squeezes_not_proficient_would_be_left_with_one_set_one_is_in_with_two():
    """The single-leg bridge takes 328 of 600 seconds, with two sets; a squeeze takes 100 a set."""
    bridges = [did(n, SINGLE, "3x8x3") for n in range(1, 5)]
    first = today(log(bridges), 5, minutes=10)
    assert first == {PRONE: "2x10x5", SINGLE: "2x8x3"}
    done = [bridges, did(5, PRONE, "2x10x5", felt_left=6), did(5, SINGLE, "3x8x3")]
    assert today(log(done), 6, minutes=10) == {STAND: "2x10x5", SINGLE: "2x8x3"}


def test_the_easier_form_steps_back_once_the_harder_was_done():
    before = log(climbed())
    assert MARCH in today(before, 8, minutes=20) or QUICK in today(before, 8, minutes=20)
    after = log(climbed(), [did(n, SINGLE, "2x6x1") for n in (8, 9)], did(9, QUICK, "2x10"))
    plan = today(after, 10, minutes=20)
    assert {SINGLE, QUICK} & set(plan)
    assert not (BRIDGE in plan and SINGLE in plan)
    assert not (MARCH in plan and QUICK in plan)


def test_the_easier_form_stands_in_on_a_day_without_the_harder():
    """Four quick marches in seven days are the most, so the hold comes in their turn."""
    quick = [did(n, QUICK, "2x10") for n in (8, 9, 10, 11)]
    plan = today(log(climbed(), quick), 12, minutes=20)
    assert QUICK not in plan
    assert MARCH in plan


def test_it_stands_in_also_where_the_harder_was_red_yesterday():
    red = log(climbed(), did(8, SINGLE, "3x8x1"), did(9, SINGLE, "3x8x1", pain=6))
    plan = today(red, 10, minutes=20)
    assert SINGLE not in plan
    assert BRIDGE in plan


def test_once_all_is_proficient_none_steps_back_any_more():
    done = [climbed(), did(8, QUICK, "3x20"), did(9, QUICK, "3x20")]
    seen = set()
    for n in range(10, 20):
        plan = today(log(done), n)
        seen |= set(plan)
        doses = {PRONE: "2x10x5", STAND: "2x10x5", MARCH: "2x8x3", QUICK: "3x20",
                 BRIDGE: "3x12x3", SINGLE: "3x8x1", BAND: "3x15"}  # fmt: skip
        done += [did(n, name, doses[name]) for name in plan if name in doses]
    assert {PRONE, STAND, MARCH, QUICK, BRIDGE, SINGLE, BAND} <= seen


@pytest.mark.parametrize("minutes", range(10, 21))
def test_the_daily_block_fits_its_minutes_and_fills_four_fifths(minutes):
    """After the squeezes three steps are open, which could fill twenty minutes and more."""
    history = log(climbed(), [did(n, BRIDGE, "3x12x3") for n in (8, 9)])
    seconds = answer(history, 10, minutes=minutes).seconds("daily")
    assert 0.8 * minutes * 60 <= seconds <= minutes * 60


def test_squeezes_alone_are_shown_with_their_true_minutes():
    told = answer(log(), 1)
    assert today(log(), 1) == {PRONE: "3x10x5", STAND: "3x10x5"}
    assert told.seconds("daily") == 2 * 3 * (10 * 8 + 20)


def test_of_the_least_recently_done_one_cut_short_goes_first():
    """Both were last done on day 9; the bridge had fewer sets than asked."""
    done = [squeezed(), did(5, BAND, "2x15"), did(5, BRIDGE, "2x12x3"), did(5, MARCH, "2x6x1")]
    done += [did(9, BAND, "2x15"), did(9, BRIDGE, "1x12x3"), did(10, MARCH, "2x7x1")]
    order = [name for name in today(log(done), 11, minutes=20) if name not in (PRONE, STAND)]
    assert order[0] == BRIDGE
    done[-2] = did(9, BRIDGE, "2x12x3")
    done[-3] = did(9, BAND, "1x15")
    order = [name for name in today(log(done), 11, minutes=20) if name not in (PRONE, STAND)]
    assert order[0] == BAND


def test_after_going_on_the_squeezes_come_in_turn_with_two_sets():
    numb = [did(n, name, "3x10x5", felt_left=4, felt_right=4) for n in range(1, 16)
            for name in (PRONE, STAND)]  # fmt: skip
    plan = today(log(numb, go_on(16, PRONE), go_on(16, STAND)), 17, minutes=12)
    assert [plan.get(name) for name in (PRONE, STAND)].count("2x10x5") == 1
    assert [plan.get(name) for name in (PRONE, STAND)].count(None) == 1


# Easy week


def test_an_easy_week_halves_sets_and_minutes_for_seven_days():
    start = [squeezed(), *[did(n, BRIDGE, "3x12x3") for n in (4, 5, 6, 7)]]
    easy = log(start, easy_week(8))
    for n in (8, 14):
        told = answer(easy, n)
        assert told.seconds("daily") <= 7.5 * 60
        for item in told.today:
            assert item.dose.sets <= (item.target.sets + 1) // 2
            assert item.dose.load_kg == item.target.load_kg
    assert answer(easy, 15).seconds("daily") > 7.5 * 60


def test_in_an_easy_week_a_lift_may_go_down_to_one_set():
    easy = log(OPEN_LIFTS, did(8, LIFT, "2x4@40"), easy_week(10))
    assert today(easy, 10)[LIFT] == "1x4@40"


# Primer

PRIMER_DOSES = {PRONE: "1x10x5", STAND: "1x10x5", MARCH: "1x6x1", QUICK: "1x10", BRIDGE: "1x8x1"}


def primer(history, number):
    return {
        item.exercise: f"{item.dose.sets}x{item.dose.amount}"
        + (f"x{item.dose.hold_s}" if item.dose.hold_s else "")
        for item in answer(history, number).primer
    }


def test_on_a_day_with_a_run_there_is_a_primer_of_at_most_five_minutes():
    history = log(climbed(), run(9, "easy"))
    told = answer(history, 9).primer
    assert told
    assert sum(item.seconds for item in told) <= 5 * 60
    assert primer(history, 9).items() <= PRIMER_DOSES.items()
    assert answer(history, 10).primer == ()


def test_a_primer_holds_what_is_proficient_or_open_easiest_first():
    only = primer(log(run(1)), 1)
    assert set(only) == {PRONE, STAND}
    more = list(primer(log(climbed(), run(9)), 9))
    ladder = [name for name in PRIMER_DOSES if name in more]
    assert more == ladder


def test_no_primer_after_a_red_morning():
    assert answer(log(climbed(), run(9), morning(9, 7)), 9).primer == ()
