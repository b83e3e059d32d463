"""What red pain closes, when it reopens, and what the morning after counts."""

import pytest
from hypothesis import given

from plans.rules import Reason

from .ladder import BAND, BRIDGE, EACH, LIFT, MARCH, PRONE, QUICK, SINGLE, STAND
from .lives import lifters, lives
from .log import (
    answer,
    climbed,
    codes,
    day,
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


@pytest.mark.parametrize(("again", "then"), [([], "oo-------"), ([(3, BRIDGE)], "oo--o----")])
def test_a_step_opened_early_needs_the_choice_anew_after_its_closing(again, then):
    squeezes = [did(n, name, "3x10x5") for n in (3, 4) for name in (PRONE, STAND)]
    log = [did(1, BRIDGE, "2x8x1"), did(2, BRIDGE, "2x8x1", pain=8), *squeezes]
    assert status(history(log[0], overrides=[(1, BRIDGE)]), 2, BRIDGE) == "open"
    log = history(*log, overrides=[(1, BRIDGE), *again])
    assert statuses(log, 5) == then
    assert answer(log, 5).step(BRIDGE).overridden == bool(again)


def test_a_step_opened_early_needs_the_choice_anew_after_a_closing_below():
    squeezes = [did(n, name, "3x10x5") for n in (5, 6) for name in (PRONE, STAND)]
    log = [*felt_squeezes(), did(4, BRIDGE, "2x8x1", pain=8), *squeezes]
    assert statuses(history(*log, overrides=[(4, SINGLE)]), 7) == "PPo-o-o--"
    assert statuses(history(*log, overrides=[(4, SINGLE), (5, SINGLE)]), 7) == "PPo-ooo--"


def test_a_step_opened_early_and_met_since_comes_back_by_itself():
    squeezes = [did(n, name, "3x10x5") for n in (5, 6) for name in (PRONE, STAND)]
    log = [*felt_squeezes(), did(4, BRIDGE, "2x8x1", pain=8), *squeezes]
    assert status(history(*log, overrides=[(2, BRIDGE)]), 7, BRIDGE) == "open"
    learnt = [did(n, BRIDGE, "3x12x3") for n in (1, 2)]
    log = [*learnt, did(3, BRIDGE, "3x12x3", pain=8)]
    log += [did(n, name, "2x10x5") for n in (4, 5) for name in (PRONE, STAND)]
    assert statuses(history(*log, overrides=[(1, BRIDGE)]), 6) == "oo--oo---"


def test_who_went_on_without_feeling_it_chooses_anew_after_a_closing():
    """What had opened that way waits for the choice, offered again after a day without red pain."""
    unfelt = [did(n, name, "2x10x5", felt=4) for n in range(1, 16) for name in (PRONE, STAND)]
    gone_on = [(16, PRONE), (16, STAND)]
    assert statuses(history(*unfelt, going_on=gone_on), 16) == "ooo-o-o--"
    unfelt.append(did(16, PRONE, "2x10x5", felt=4, pain=8))
    log = history(*unfelt, going_on=gone_on)
    assert statuses(log, 20) == "oo-------"
    assert "offer-going-on" not in codes(answer(log, 20).step(PRONE).reasons)
    done = history(*unfelt, did(20, PRONE, "2x10x5", felt=4), going_on=gone_on)
    assert "offer-going-on" in codes(answer(done, 21).step(PRONE).reasons)
    assert statuses(history(*unfelt, going_on=[*gone_on, (20, PRONE)]), 20) == "ooo-o-o--"


def test_what_builds_on_a_reopened_step_comes_back_after_a_day_with_it():
    log = [*climbed(), *red_twice(BRIDGE, "3x12x3", 8)]
    log += [did(n, BAND, "3x15") for n in (11, 12)]
    assert planned(history(*log), 13) >= {BRIDGE}
    assert status(history(*log), 13, SINGLE) == "proficient"
    assert SINGLE not in planned(history(*log), 13)
    waits = Reason("comes-after", {"exercise": SINGLE, "other": BRIDGE})
    assert waits in answer(history(*log), 13).notes
    assert SINGLE in planned(history(*log, did(13, BRIDGE, "2x8x1")), 14)
    assert SINGLE in planned(history(*log, waived=[(13, BRIDGE)]), 13)


def test_a_lift_comes_back_after_a_day_with_the_step_below_that_was_closed():
    log = [*climbed(), *red_twice(BRIDGE, "3x12x3", 8)]
    log += [did(n, BAND, "3x15") for n in (17, 18)]
    waits = answer(history(*log), 19)
    assert (waits.hinge_due, waits.hinge_next) == (False, day(20))
    assert Reason("lift-comes-after", {"next": day(20), "exercises": [BRIDGE]}) in waits.notes
    assert LIFT in planned(history(*log, did(19, BRIDGE, "2x8x1")), 20)
    chosen = answer(history(*log, overrides=[(11, LIFT)]), 19)
    assert LIFT in {item.exercise for item in chosen.today}
    assert Reason("comes-after", {"exercise": EACH, "other": BRIDGE}) in chosen.notes


def test_a_reopened_step_that_cannot_be_done_keeps_nothing_waiting():
    log = [*climbed(), *red_twice(BAND, "3x15", 8)]
    log += [did(n, BRIDGE, "3x12x3") for n in (16, 17)]
    assert not answer(history(*log), 18).hinge_due
    assert answer(history(*log), 18, equipment=frozenset({"trap-bar"})).hinge_due


def planned(log, number, **runner):
    return {item.exercise for item in answer(log, number, **runner).today}


def test_a_lift_day_with_a_red_morning_counts_as_five_for_the_rest():
    log = [*climbed(), did(8, LIFT, "2x4@40"), did(8, BAND, "3x15"), did(8, SINGLE, "3x8x1")]
    log = history(*log, mornings={9: 8})
    after = answer(log, 9)
    assert "down-pain" in codes(after.step(LIFT).reasons)
    sore = Reason("again-pain", {"pain": 5, "morning": 8, "took_back": True})
    assert after.step(BAND).reasons[0] == sore
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


def test_a_lift_that_was_opened_early_and_done_is_shut_by_pain_and_not_waiting():
    log = [did(n, LIFT, "2x4@40") for n in (1, 3)]
    early = {"overrides": [(1, LIFT), (1, SINGLE)]}
    sore = history(*log, did(5, SINGLE, "2x6x1", pain=8), **early)
    assert status(sore, 6, LIFT) == "locked"
    assert "lifts-shut" in codes(answer(sore, 6).notes)
    locked = history(*log)  # done, and never open
    assert "no-hinge-yet" in codes(answer(locked, 6).notes)


def test_minutes_that_a_closing_freed_stay_free_on_the_next_day_of_training():
    """What shares its minutes with a bridge gets no more of them on the day after its closing."""
    log = [*felt_squeezes(), did(3, BAND, "2x15"), did(4, MARCH, "2x6x1"), did(4, BAND, "3x20")]
    well = today(history(*log, did(4, BRIDGE, "2x8x1")), 5, minutes=10)
    assert well[1:] == [f"{MARCH} 2x7x1", f"{BRIDGE} 2x9x1", f"{BAND} 2x20"]
    log.append(did(4, BRIDGE, "2x8x1", pain=8))
    assert today(history(*log), 5, minutes=10)[1:] == [f"{MARCH} 2x7x1", f"{BAND} 2x20"]
    log += [did(5, MARCH, "2x7x1"), did(5, BAND, "2x20")]
    assert f"{BAND} 3x20" in today(history(*log), 6, minutes=10)


def test_the_easier_form_comes_in_the_turn_of_what_closed():
    """The single-leg bridge closes: the bridge, last done before all else, does not go first."""
    log = [*climbed(), did(8, QUICK, "2x10"), did(8, SINGLE, "3x8x1"), did(8, BAND, "3x15")]
    log += [did(9, QUICK, "2x11"), did(9, SINGLE, "3x8x3", pain=8)]
    assert today(history(*log), 10, minutes=10)[1:] == [f"{BAND} 3x16", f"{QUICK} 2x12"]
    log += [did(10, BAND, "3x16"), did(10, QUICK, "2x12")]
    assert today(history(*log), 11, minutes=10)[1].startswith(BRIDGE)


def test_the_other_squeeze_does_no_more_on_the_day_on_which_one_reopens():
    log = [*felt_squeezes(), *red_twice(PRONE, "3x10x5", 4)]
    log += [did(n, STAND, "1x10x5") for n in (7, 8, 9)]
    assert today(history(*log), 9) == [f"{STAND} 1x10x5"]
    assert today(history(*log), 10) == [f"{PRONE} 2x10x5", f"{STAND} 1x10x5"]
    (_, item) = answer(history(*log), 10).today
    assert codes(item.reasons) == ["activation-sore"]
    log += [did(10, PRONE, "2x10x5"), did(10, STAND, "1x10x5")]
    assert f"{STAND} 1x10x5" in today(history(*log), 11)
    assert codes(answer(history(*log), 11).step(STAND).reasons)[0] == "activation-sore"
    log += [did(n, name, "2x10x5") for n in (11, 12) for name in (PRONE, STAND)]
    assert len([one for one in today(history(*log), 13) if "squeeze" in one]) == 1


@pytest.mark.parametrize("off", [0, 16])
def test_a_squeeze_that_was_closed_says_why_it_comes_back_with_two_sets(off):
    """Until it was done again; an easy week asks one."""
    log = [*felt_squeezes(), did(4, PRONE, "1x10x5"), did(4, STAND, "1x10x5", pain=8)]
    back = 8 + off
    (item,) = (one for one in answer(history(*log), back).today if one.exercise == STAND)
    assert (item.dose.sets, item.reasons[0].code) == (2, "closed-pain")
    assert Reason("learn-again", {"sets": 2}) in item.reasons
    easy = answer(history(*log, easy_weeks=[back]), back)
    assert "learn-again" not in {code for one in easy.today for code in codes(one.reasons)}
    log.append(did(back, STAND, "2x10x5"))
    assert "learn-again" not in codes(answer(history(*log), back + 1).step(STAND).reasons)


def test_what_its_week_kept_out_frees_no_minutes_where_it_closes():
    def planned(*quick_days):
        quick = [did(n, QUICK, "2x10") for n in quick_days]
        log = history(*climbed(), *quick, did(11, QUICK, "2x10", pain=8))
        return [item.exercise for item in answer(log, 12).today]

    assert MARCH in planned(8, 9, 10)  # four of seven days: it was not due in any case
    assert MARCH not in planned(9, 10)


def test_its_own_pain_and_closing_come_first_and_the_day_said_is_the_last_one():
    hurt = [did(8, PRONE, "1x10x5", pain=8), did(8, BAND, "3x15", pain=8)]
    log = history(*climbed(), *hurt, did(8, SINGLE, "3x8x1", pain=7))
    told = answer(log, 9)
    band = told.step(BAND).reasons
    assert codes(band)[:3] == ["closed-pain", "closed", "closed"]
    assert [one.values["exercise"] for one in band[1:3]] == [BAND, PRONE]
    assert band[3].code == "reopens-after"
    assert band[3].values["on"] == day(12)
    assert band[3].values["exercises"] == [PRONE, STAND]
    single = told.step(SINGLE).reasons
    assert [one.code for one in single[:2]] == ["down-pain", "back-shut"]
    assert single[0].values["pain"] == 7


@given(lives | lifters)
def test_no_step_opens_before_the_day_that_was_said(life):
    """Unless the runner opens it, or waives what it waits for."""
    said = {}
    for on, told, state_before, _ in life.lived:
        program = life.timeline.on(on)
        for step in program.steps:
            view, mine = told.step(step.exercise), state_before.steps.get(step.exercise)
            name = step.exercise
            dates = [
                one.values["on"]
                for one in view.reasons
                if one.code in ("reopens-on", "reopens-after") and "on" in one.values
            ]
            chosen = {one.exercise for one in life.history.overrides if one.date <= on}
            if name in said and view.status != "locked" and name not in chosen and mine:
                assert on >= said[name]
            said.pop(name, None)
            if dates:
                said[name] = dates[0]
