from dataclasses import replace

import pytest

from plans.rules import Dose, Session
from plans.rules.bars import bar_dose, dose_outcome, judge, nth_best, sets_at

from .ladder import GLUTES_THAT_FIRE
from .log import START, did, sets

BRIDGE = GLUTES_THAT_FIRE.by_exercise["glute-bridge"]
SINGLE = GLUTES_THAT_FIRE.by_exercise["single-leg-bridge"]
DEADLIFT = GLUTES_THAT_FIRE.by_exercise["deadlift"]


@pytest.mark.parametrize(
    ("done", "outcome"),
    [
        ("3x12x3", "hit"),
        ("3x13x4", "hit"),
        ("12,12,12,5x3", "hit"),  # more sets never spoil it
        ("12,12,11x3", "miss"),
        ("3x12x2", "miss"),
        ("2x12x3", "short"),
        ("12,11x3", "miss"),
        ("3x12", "miss"),  # a hold that was not kept
        ("3x12x0", "miss"),
    ],
)
def test_a_session_hits_misses_or_is_short_of_what_was_asked(done, outcome):
    assert dose_outcome(BRIDGE, Dose(3, 12, 3), sets(done)) == outcome


@pytest.mark.parametrize(
    ("left", "right", "outcome"),
    [
        ("3x8", "3x8", "hit"),
        ("3x8", "2x8", "short"),
        ("3x8", "8,8,7", "miss"),
        ("2x8", "8,7", "miss"),
    ],
)
def test_each_side_has_the_asked_sets_of_its_own(left, right, outcome):
    done = (*sets(left, ("left",)), *sets(right, ("right",)))
    assert dose_outcome(SINGLE, Dose(3, 8), done) == outcome


def test_a_set_of_both_sides_counts_for_either():
    done = (*sets("2x8", ("left",)), *sets("1x8", ("both",)), *sets("2x8", ("right",)))
    assert sets_at(SINGLE, Dose(3, 8), done) == 3


def test_the_nth_best_is_what_that_many_sets_all_reached():
    assert nth_best(BRIDGE, 2, sets("14,12,9"), lambda one: one.amount) == 12
    assert nth_best(BRIDGE, 3, sets("14,12"), lambda one: one.amount) == 0


@pytest.mark.parametrize(
    ("dose", "feedback", "outcome"),
    [
        ("3x12x3", {}, "met"),
        ("3x12x3", {"effort": 8, "pain": 2, "felt": 7}, "met"),
        ("4x12x3", {}, "met"),
        ("2x12x3", {}, "failed"),
        ("3x11x3", {}, "failed"),
        ("3x12x2", {}, "failed"),
        ("3x12x3", {"felt": 6}, "failed"),
        ("3x12x3", {"felt_left": 6}, "failed"),
        ("3x12x3", {"effort": 9}, "failed"),
        ("3x12x3", {"pain": 3}, "failed"),
        ("3x12x3", {"form": False}, "met"),  # this bar does not ask form
        ("3x12x3", {"felt_right": None}, "missing"),
        ("3x12x3", {"effort": None}, "missing"),
        ("3x12x3", {"pain": None}, "missing"),
        ("3x12x3", {"pain": None, "felt": 3}, "failed"),
    ],
)
def test_the_bar_of_the_bridge(dose, feedback, outcome):
    session = did(1, "glute-bridge", dose, **feedback)
    pain = session.feedback.pain
    assert bar_outcome(BRIDGE, BRIDGE.bar, Dose(3, 12, 3), session, pain) == outcome


@pytest.mark.parametrize(
    ("dose", "load", "feedback", "outcome"),
    [
        ("2x4@40", 40, {}, "met"),
        ("2x4@42.5", 40, {}, "met"),
        ("2x4@37.5", 40, {}, "failed"),
        ("2x4@40", None, {}, "met"),  # the first load is the runner's own
        ("2x4", None, {}, "failed"),
        ("2x4@40", 40, {"form": None}, "missing"),
        ("2x4@40", 40, {"form": False}, "failed"),
        ("2x4@40", 40, {"felt": 1}, "met"),
    ],
)
def test_the_bar_of_the_deadlift_asks_the_target_load(dose, load, feedback, outcome):
    session = did(1, "deadlift", dose, **feedback)
    asked, pain = Dose(2, 4, 0, load), session.feedback.pain
    assert bar_outcome(DEADLIFT, DEADLIFT.bar, asked, session, pain) == outcome


def test_the_order_of_sets_changes_nothing():
    done = sets("12,12,9,12x3")
    for turned in (done, done[::-1]):
        session = Session(START, "glute-bridge", turned, did(1, "glute-bridge", "1x1").feedback)
        assert bar_outcome(BRIDGE, BRIDGE.bar, Dose(3, 12, 3), session, 0) == "met"


def test_what_was_not_given_is_nothing():
    assert dose_outcome(BRIDGE, Dose(2, 8, 1), sets("2x8")) == "miss"
    each = GLUTES_THAT_FIRE.by_exercise["single-leg-deadlift"]
    assert dose_outcome(each, Dose(2, 6, 0, 1), sets("2x6")) == "miss"


def test_the_weaker_side_meets_the_bar_or_nobody_does():
    session = did(1, "single-leg-bridge", "", left="3x8x1", right="2x8x1")
    assert bar_outcome(SINGLE, SINGLE.bar, Dose(2, 6, 1), session, 0) == "failed"


def test_sets_of_an_exercise_without_sides_are_counted_together():
    done = (*sets("2x12x3", ("left",)), *sets("1x12x3", ("right",)))
    assert sets_at(BRIDGE, Dose(3, 12, 3), done) == 3


def test_a_bar_may_leave_the_load_open():
    light = replace(DEADLIFT, bar=replace(DEADLIFT.bar, at_load=False))
    session = did(1, "deadlift", "2x4@20")
    assert bar_outcome(light, light.bar, Dose(2, 4, 0, 40), session, 0) == "met"
    assert bar_outcome(DEADLIFT, DEADLIFT.bar, Dose(2, 4, 0, 40), session, 0) == "failed"
