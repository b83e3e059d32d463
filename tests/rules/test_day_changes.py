"""What the runner changes of one day's plan, and what it means for the days after."""

from dataclasses import replace

import pytest

from plans.rules import DayChange, Reason, Runner, plan

from .ladder import BAND, BRIDGE, EACH, GLUTES_THAT_FIRE, LIFT, MARCH, PRONE, QUICK, SINGLE, STAND
from .log import climbed, codes, day, did, felt_squeezes, history

LEARNT = history(*felt_squeezes(), did(4, BRIDGE, "3x8x1"), did(4, MARCH, "2x6x1"))
LIFTS = history(*climbed(), overrides=[(1, LIFT), (1, EACH)])


def changed(log, number, *changes, on=None, **runner):
    made = tuple(DayChange(day(on or number), *change) for change in changes)
    return plan(GLUTES_THAT_FIRE, log, day(number), Runner(**runner), made)


def names(answer):
    return [item.exercise for item in answer.today]


def test_what_is_left_out_is_not_in_and_nothing_comes_in_its_place():
    before = names(changed(LEARNT, 5))
    answer = changed(LEARNT, 5, (BAND, "not-today"))
    assert BAND in before
    assert names(answer) == [name for name in before if name != BAND]
    assert Reason("not-today", {"exercise": BAND}) in answer.notes
    assert answer.seconds("daily") < changed(LEARNT, 5).seconds("daily")


def test_what_was_left_out_is_first_in_turn_and_loses_nothing():
    left = [PRONE, BAND]
    log = history(*LEARNT.sessions, did(5, BRIDGE, "2x8x1"), did(5, MARCH, "2x6x1"))
    after = changed(log, 6, *((name, "not-today") for name in left), on=5)
    assert after == changed(log, 6)  # an earlier day's change is no history
    assert names(after)[1] == BAND


def test_a_lift_that_is_left_out_is_not_due():
    assert changed(LIFTS, 9).hinge_due
    answer = changed(LIFTS, 9, (LIFT, "not-today"))
    assert not answer.hinge_due
    assert names(answer) == names(changed(LIFTS, 9))[:-1]
    assert changed(LIFTS, 10, (LIFT, "not-today"), on=9).hinge_due


def test_all_that_is_left_out_leaves_an_empty_day_with_its_reason():
    every = [(name, "not-today") for name in names(changed(LEARNT, 5))]
    answer = changed(LEARNT, 5, *every)
    assert answer.today == ()
    assert codes(answer.notes)[:2] == ["empty-day", "comes-back"]


def test_later_is_the_end_of_its_block():
    block = [item.exercise for item in changed(LIFTS, 9).today]
    answer = changed(LIFTS, 9, (block[0], "later"))
    assert names(answer) == [*block[1:-1], block[0], block[-1]]
    assert answer.seconds("daily") == changed(LIFTS, 9).seconds("daily")


def test_later_with_nothing_else_in_its_block_changes_nothing():
    assert names(changed(LIFTS, 9, (LIFT, "later"))) == names(changed(LIFTS, 9))


def test_easier_takes_one_set_of_three_and_none_of_two():
    before = {item.exercise: item for item in changed(LEARNT, 5, minutes=20).today}
    three = next(name for name, item in before.items() if item.dose.sets == 3)
    two = next(name for name, item in before.items() if item.dose.sets == 2)
    answer = changed(LEARNT, 5, (three, "easier"), (two, "easier"), minutes=20)
    after = {item.exercise: item for item in answer.today}
    assert after[two] == before[two]
    assert (after[three].dose.sets, after[three].target.sets) == (2, before[three].target.sets)
    assert after[three].seconds < before[three].seconds
    assert after[three].reasons[-1] == Reason("set-fewer")


def test_a_lift_can_be_swapped_for_the_other_one():
    answer = changed(LIFTS, 9)
    lift = answer.today[-1].exercise
    other = EACH if lift == LIFT else LIFT
    assert answer.swaps(lift) == (other,)
    swapped = changed(LIFTS, 9, (lift, "swap", other))
    assert names(swapped)[-1] == other
    assert swapped.hinge_due
    assert swapped.today[-1].reasons[-1] == Reason("swapped-in", {"other": lift})
    assert Reason("swapped-out", {"exercise": lift, "other": other}) in swapped.notes


def test_the_easier_form_is_the_first_to_swap_for():
    log = history(*climbed(), did(8, SINGLE, "2x6x1"))
    for number in range(9, 20):
        answer = changed(log, number)
        if SINGLE in names(answer) and BRIDGE not in names(answer):
            assert answer.swaps(SINGLE)[0] == BRIDGE
            swapped = changed(log, number, (SINGLE, "swap", BRIDGE))
            assert BRIDGE in names(swapped)
            assert SINGLE not in names(swapped)
            assert swapped.seconds("daily") <= max(900, answer.seconds("daily"))
            return
    raise AssertionError("the harder form never came alone")


def test_what_does_not_fit_the_minutes_is_not_offered():
    log, left_out = history(*climbed(), did(8, SINGLE, "2x6x1")), set()
    for number in range(9, 20):
        answer = changed(log, number, minutes=10)
        for name in names(answer):
            offered = answer.swaps(name)
            for other in offered:
                swapped = changed(log, number, (name, "swap", other), minutes=10)
                assert swapped.seconds("daily") <= max(600, answer.seconds("daily"))
            left_out |= {BRIDGE, SINGLE, BAND} - {*offered, *names(answer)}
    assert left_out


def test_squeezes_are_swapped_for_squeezes_alone():
    answer = changed(LEARNT, 5, minutes=10)
    squeeze = answer.today[0].exercise
    assert all(GLUTES_THAT_FIRE.by_exercise[one].activation for one in answer.swaps(squeeze))


@pytest.mark.parametrize("other", [LIFT, PRONE, "unknown", None])
def test_a_swap_for_what_cannot_be_done_changes_nothing(other):
    assert changed(LEARNT, 5, (BAND, "swap", other)) == changed(LEARNT, 5)


def test_a_change_of_what_is_not_in_the_plan_changes_nothing():
    assert changed(LEARNT, 5, (LIFT, "not-today")) == changed(LEARNT, 5)
    assert changed(LEARNT, 5).swaps(LIFT) == ()
    assert changed(LEARNT, 5).swaps("unknown") == ()


def test_a_swap_can_be_swapped_again():
    lift = names(changed(LIFTS, 9))[-1]
    other = EACH if lift == LIFT else LIFT
    back = changed(LIFTS, 9, (lift, "swap", other), (other, "swap", lift))
    assert names(back) == names(changed(LIFTS, 9))


def test_what_hurts_rests_with_what_builds_on_it_and_no_lift_comes():
    log = history(*climbed(), did(8, SINGLE, "2x6x1"), overrides=[(1, LIFT)])
    answer = changed(log, 9, (BRIDGE, "hurts"))
    assert not {BRIDGE, SINGLE, LIFT} & {*names(answer)}
    said = {note.values.get("exercise"): note.code for note in answer.notes}
    assert (said[BRIDGE], said[SINGLE]) == ("hurts", "hurts-below")
    assert not answer.hinge_due
    assert answer.hinge_next == day(11)


def test_what_hurt_yesterday_rests_and_no_lift_comes_the_day_after():
    log = history(*LIFTS.sessions, overrides=[(1, LIFT), (1, EACH)])
    after = changed(log, 10, (BRIDGE, "hurts"), on=9)
    assert BRIDGE not in names(after)
    assert not after.hinge_due
    assert changed(log, 11, (BRIDGE, "hurts"), on=9).hinge_due


def test_a_lift_that_hurts_rests_four_days():
    days = range(9, 15)
    due = [changed(LIFTS, number, (LIFT, "hurts"), on=9).hinge_due for number in days]
    assert due == [False] * 5 + [True]


def test_pain_that_hurts_without_a_number_lowers_and_closes_nothing():
    before, after = changed(LIFTS, 10), changed(LIFTS, 10, (LIFT, "hurts"), on=9)
    assert [view.target for view in before.steps] == [view.target for view in after.steps]
    assert [view.status for view in before.steps] == [view.status for view in after.steps]


def test_red_pain_with_a_number_says_so():
    log = history(*LEARNT.sessions, did(5, BRIDGE, "2x8x1", pain=7))
    notes = changed(log, 5, (MARCH, "hurts")).notes
    said = {note.values.get("exercise"): note.code for note in notes}
    assert (said[BRIDGE], said[MARCH]) == ("red-today", "hurts")


def test_no_primer_before_a_run_holds_what_hurts():
    run = replace(history(runs=[(5, "easy")]), sessions=LEARNT.sessions)
    assert changed(run, 5).primer
    assert changed(run, 5, (BRIDGE, "hurts")).primer == ()


def test_a_day_of_rest_stays_one():
    log = history(*LEARNT.sessions, mornings={5: 7})
    answer = changed(log, 5, (BRIDGE, "later"), (BAND, "hurts"))
    assert answer.rest_day
    assert answer.today == ()
    assert answer.swaps(BRIDGE) == ()


def test_what_was_swapped_in_and_hurts_does_not_call_back_what_it_replaced():
    done = [*climbed(), did(8, SINGLE, "3x8x3"), did(8, QUICK, "3x20")]
    assert names(changed(history(*done), 9, minutes=10)) == [PRONE, BAND, QUICK, LIFT]
    sore = history(*done, did(9, SINGLE, "2x8x3", pain=7))
    assert names(changed(sore, 9, (BAND, "swap", SINGLE), minutes=10)) == [PRONE, QUICK]
    answer = changed(sore, 9, minutes=10)
    assert answer.swaps(BAND) == (MARCH, BRIDGE)
    assert names(changed(sore, 9, (BAND, "swap", MARCH), minutes=10)) == [PRONE, MARCH, QUICK]
    hurt = history(*done, did(9, BAND, "3x15", pain=7))
    assert changed(hurt, 9, minutes=10).swaps(BAND) == ()


def test_a_squeeze_that_is_swapped_in_has_the_one_set_of_its_turn():
    squeeze = changed(LEARNT, 5, minutes=10).today[0].exercise
    (other,) = changed(LEARNT, 5, minutes=10).swaps(squeeze)
    swapped = changed(LEARNT, 5, (squeeze, "swap", other), minutes=10).today[0]
    assert (swapped.exercise, swapped.dose.sets, swapped.target.sets) == (other, 1, 3)
    assert codes(swapped.reasons) == ["activation-turn", "swapped-in"]
    felt_4 = [replace(one, feedback=replace(one.feedback, felt_left=4)) for one in felt_squeezes()]
    going_on = history(*felt_4, going_on=[(4, PRONE), (4, STAND)])
    swapped = changed(going_on, 4, (PRONE, "swap", STAND), minutes=10).today[0]
    assert (swapped.exercise, swapped.dose.sets) == (STAND, 2)
    assert "trimmed" not in codes(swapped.reasons)


def hurting(number, *days, log=LEARNT, exercise=BRIDGE):
    """Return the answer of a day after an exercise hurt on some days."""
    made = tuple(DayChange(day(n), exercise, "hurts") for n in days)
    return plan(GLUTES_THAT_FIRE, log, day(number), Runner(), made)


def test_what_hurts_again_calls_for_a_clinician():
    assert not hurting(5, 5).clinician
    assert not hurting(7, 5, 5).clinician
    again = hurting(7, 5, 7)
    assert again.clinician
    assert Reason("clinician", {"on": day(7)}) in again.notes
    assert [hurting(n, 5, 7).clinician for n in (8, 18, 19)] == [True, True, False]
    assert not hurting(20, 5, 20).clinician  # the first was two weeks ago and more


def test_a_painless_day_between_ends_the_count():
    well = history(*LEARNT.sessions, did(6, BRIDGE, "2x8x1"))
    assert not hurting(7, 5, 7, log=well).clinician
    sore = history(*LEARNT.sessions, did(6, BRIDGE, "2x8x1", pain=4))
    assert hurting(7, 5, 7, log=sore).clinician
    assert not hurting(7, 5, log=sore).clinician


def test_another_exercise_that_hurts_is_no_repeat():
    made = (DayChange(day(5), BRIDGE, "hurts"), DayChange(day(7), BAND, "hurts"))
    assert not plan(GLUTES_THAT_FIRE, LEARNT, day(7), Runner(), made).clinician
