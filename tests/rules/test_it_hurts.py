"""What hurts and is left out counts as pain of 6, and is easier next time."""

import pytest

from plans.rules import DayChange, Reason, plan

from .ladder import BAND, BRIDGE, EACH, GLUTES_THAT_FIRE, LIFT, PRONE, SINGLE, STAND
from .log import (
    AT_TOP,
    answer,
    at_bridge_top,
    climbed,
    codes,
    day,
    did,
    history,
    lifts,
    state,
    target,
    why,
)


def with_hurts(log, *hurts):
    return history(*log.sessions, hurts=hurts)


def test_what_hurts_is_easier_next_time_and_says_so():
    log, on = lifts(*AT_TOP)
    hurt = with_hurts(log, (on, LIFT))
    assert target(hurt, on + 5, LIFT) == "2x8@32.5"
    assert why(hurt, on + 5, LIFT) == Reason("down-hurt", {"pain": 6, "sets": 2, "load_kg": 32.5})
    again = history(*log.sessions, did(on + 5, LIFT, "2x8@32.5"), hurts=[(on, LIFT)])
    assert target(again, on + 7, LIFT) == "2x8@32.5"
    twice = history(*again.sessions, did(on + 7, LIFT, "2x8@32.5"), hurts=[(on, LIFT)])
    assert target(twice, on + 9, LIFT) == "3x8@32.5"
    bridge = with_hurts(at_bridge_top(), (5, BRIDGE))
    assert target(bridge, 7, BRIDGE) == "2x10x3"


@pytest.mark.parametrize("days", [12, 20, 40, 60])
@pytest.mark.parametrize("exercise", [BRIDGE, BAND, SINGLE])
def test_what_hurts_after_days_off_asks_less_than_was_asked_that_day(days, exercise):
    log = history(*climbed())
    on = 8 + days
    asked, others = target(log, on, exercise), [did(n, STAND, "2x10x5") for n in (on, on + 1)]
    hurt = history(*log.sessions, *others, hurts=[(on, exercise)])
    given = history(*log.sessions, *others, did(on, exercise, asked, pain=6))
    for number in (on + 2, on + 3):
        assert target(hurt, number, exercise) == target(given, number, exercise)
        said = why(hurt, number, exercise)
        assert said.code == "down-hurt"
        assert said.values.get("unchanged", False) is (target(hurt, number, exercise) == asked)


def test_what_hurts_on_the_way_back_takes_the_load_of_that_day_once():
    log, on = lifts(*AT_TOP)
    back = on + 20
    assert target(log, back, LIFT) == "2x4@32.5"
    hurt = with_hurts(log, (back, LIFT))
    assert target(hurt, back + 5, LIFT) == "2x4@27.5"
    assert target(hurt, back + 9, LIFT) == "2x4@17.5"  # away for more than four weeks by then


def test_what_hurts_counts_on_its_day_and_the_next_as_the_menu_says():
    log = history(*climbed(), did(8, LIFT, "2x4@40"), hurts=[(10, LIFT)])
    assert answer(log, 11).hinge_next == day(15)
    daily = history(*climbed(), hurts=[(8, BRIDGE)])
    assert BRIDGE not in [item.exercise for item in answer(daily, 9).today]
    assert not answer(daily, 9).hinge_due


@pytest.mark.parametrize("red", [{"hurts": [(5, BRIDGE), (7, BRIDGE)]}, {"hurts": [(7, BRIDGE)]}])
def test_what_hurts_again_closes_as_red_pain_does(red):
    first = () if len(red["hurts"]) > 1 else (did(5, BRIDGE, "3x12x3", pain=6),)
    log = history(*at_bridge_top().sessions, *first, **red)
    view = answer(log, 8).step(BRIDGE)
    assert "closed" in codes(view.reasons)
    assert view.reasons[0].code == "closed-hurt"
    assert target(log, 8, BRIDGE) == "2x8x1"
    assert answer(log, 8).clinician
    painless = history(*log.sessions, did(6, BRIDGE, "2x12x3"), **red)
    assert state(painless, 8).steps[BRIDGE].closed is None


def test_what_was_done_all_the_same_has_pain_of_6_at_least():
    log = history(*at_bridge_top().sessions, did(5, BRIDGE, "3x12x3", pain=0), hurts=[(5, BRIDGE)])
    assert why(log, 7, BRIDGE) == Reason("down-hurt", {"pain": 6, "sets": 2})
    named = history(*at_bridge_top().sessions, hurts=[(5, "unknown")])
    assert state(named, 7).steps == state(at_bridge_top(), 7).steps


def test_what_hurt_and_closed_a_step_comes_before_what_builds_on_it():
    log = history(*climbed(), did(8, SINGLE, "3x8x1"), hurts=[(9, BRIDGE), (11, BRIDGE)])
    assert state(log, 12).steps[BRIDGE].closed
    squeezes = [
        did(n, name, "2x10x5") for n in (12, 13) for name in ("prone-squeeze", "standing-squeeze")
    ]
    reopened = history(*log.sessions, *squeezes, hurts=[(9, BRIDGE), (11, BRIDGE)])
    assert answer(reopened, 14).step(BRIDGE).status == "open"
    assert (
        Reason("comes-after", {"exercise": SINGLE, "other": BRIDGE}) in answer(reopened, 14).notes
    )
    assert SINGLE not in [item.exercise for item in answer(reopened, 14).today]


def test_the_day_itself_tells_the_next_target():
    changes = (DayChange(day(8), BRIDGE, "hurts"),)
    log = history(*climbed(), hurts=[(8, BRIDGE)])
    assert plan(GLUTES_THAT_FIRE, log, day(8), changes=changes).step(BRIDGE).target.hold_s == 2
    said = plan(GLUTES_THAT_FIRE, log, day(9), changes=changes).step(BRIDGE).reasons[0]
    assert said == Reason("down-hurt", {"pain": 6, "sets": 2, "amount": 10, "hold": 1})


def test_a_squeeze_that_hurt_gets_no_more_sets_by_filling_up():
    sore = history(*climbed(), did(8, PRONE, "1x10x5", pain=4), did(8, STAND, "1x10x5"))
    for number in (9, 10):
        for minutes in (10, 15, 20, 30):
            asked = answer(sore, number, minutes=minutes).today
            prone = [item for item in asked if item.exercise == PRONE]
            assert [item.dose.sets for item in prone] in ([], [1])
            assert all("more-sets" not in codes(item.reasons) for item in prone)
            assert all("activation-too" not in codes(item.reasons) for item in prone)
    morning = history(*climbed(), did(8, PRONE, "1x10x5"), mornings={9: 3})
    items = answer(morning, 10, minutes=30).today
    assert PRONE not in [item.exercise for item in items]  # it is the other one's turn
    well = history(*sore.sessions, did(9, PRONE, "1x10x5"))
    assert {PRONE, STAND} <= {item.exercise for item in answer(well, 10, minutes=30).today}


def test_a_raise_that_was_not_done_is_taken_back_where_it_hurts():
    log = history(*climbed(), did(8, EACH, "2x6", effort=5))
    assert target(log, 11, EACH) == "2x8"
    hurt = with_hurts(log, (11, EACH))
    assert target(hurt, 16, EACH) == "2x6"
    assert why(hurt, 16, EACH) == Reason("down-hurt", {"pain": 6, "sets": 2, "unchanged": True})
    lift, on = lifts(*AT_TOP, "3x8@40")
    assert target(lift, on, LIFT) == "3x4@42.5"
    assert target(with_hurts(lift, (on, LIFT)), on + 5, LIFT) == "2x8@32.5"
