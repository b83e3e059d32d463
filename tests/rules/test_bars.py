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
        ("3x12", "not-given"),
        ("2x12", "short"),
        ("12,12,11", "miss"),
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


def judged(step, asked, session):
    outcome, lacks = judge(
        step, step.bar, bar_dose(step, step.bar, asked), session, session.feedback.pain
    )
    return outcome, [one.code.removeprefix("lacked-") for one in lacks]


def test_the_nth_best_is_what_that_many_sets_all_reached():
    assert nth_best(BRIDGE, 2, sets("14,12,9"), lambda one: one.amount) == 12
    assert nth_best(BRIDGE, 3, sets("14,12"), lambda one: one.amount) == 0


@pytest.mark.parametrize(
    ("dose", "feedback", "outcome", "lacks"),
    [
        ("3x12x3", {}, "met", []),
        ("3x12x3", {"effort": 8, "pain": 2, "felt": 7}, "met", []),
        ("4x12x3", {}, "met", []),
        ("2x12x3", {}, "stays", ["sets"]),  # a day trimmed for time
        ("12,12,11x3", {}, "stays", ["amount"]),  # two at the bar all the same
        ("1x12x3", {}, "failed", ["sets"]),
        ("2x11x3", {}, "failed", ["sets", "amount"]),
        ("3x11x3", {}, "failed", ["amount"]),
        ("3x11x2", {}, "failed", ["amount", "hold"]),
        ("3x12x2", {}, "failed", ["hold"]),
        ("3x12", {}, "stays", ["hold-not-given"]),
        ("3x11", {}, "failed", ["amount", "hold-not-given"]),
        ("3x12x3", {"felt": 6}, "failed", ["felt-left", "felt-right"]),
        ("3x12x3", {"felt_left": 6}, "failed", ["felt-left"]),
        ("3x12x3", {"effort": 9}, "failed", ["effort"]),
        ("3x12x3", {"pain": 3}, "failed", ["pain"]),
        ("3x12x3", {"form": False}, "met", []),  # this bar does not ask form
        ("3x12x3", {"felt_right": None}, "stays", ["felt-right-not-given"]),
        ("3x12x3", {"effort": None}, "stays", ["effort-not-given"]),
        ("3x12x3", {"pain": None}, "stays", ["pain-not-given"]),
        ("3x12x3", {"pain": None, "felt_left": 3}, "failed", ["felt-left", "pain-not-given"]),
        ("2x12x3", {"pain": None}, "stays", ["sets", "pain-not-given"]),
    ],
)
def test_the_bar_of_the_bridge(dose, feedback, outcome, lacks):
    session = did(1, "glute-bridge", dose, **feedback)
    assert judged(BRIDGE, Dose(3, 12, 3), session) == (outcome, lacks)


def test_what_was_reached_stands_beside_what_counts():
    session = did(1, "glute-bridge", "12,11,9x2", felt_left=6)
    wanted = bar_dose(BRIDGE, BRIDGE.bar, Dose(3, 12, 3))
    _, lacks = judge(BRIDGE, BRIDGE.bar, wanted, session, 4)
    assert [(one.values["value"], one.values["wanted"]) for one in lacks] == [
        *((9, 12), (2, 3), (6, 7), (4, 2))
    ]


def test_sets_that_lack_this_and_that_are_too_few():
    """One is too short and another one held too short, so two of four are at the bar."""
    done = (*sets("2x12x3"), *sets("1x11x3"), *sets("1x12x2"))
    session = Session(START, "glute-bridge", done, did(1, "glute-bridge", "1x1").feedback)
    assert judged(BRIDGE, Dose(3, 12, 3), session) == ("stays", ["sets"])


@pytest.mark.parametrize(
    ("dose", "load", "feedback", "outcome", "lacks"),
    [
        ("2x4@40", 40, {}, "met", []),
        ("2x4@42.5", 40, {}, "met", []),
        ("2x4@37.5", 40, {}, "failed", ["load"]),
        ("2x4@40", None, {}, "met", []),  # the first load is the runner's own
        ("2x4@2", None, {}, "failed", ["load"]),  # less than one step
        ("2x4", None, {}, "stays", ["load-not-given"]),
        ("2x4", 40, {}, "stays", ["load-not-given"]),
        ("2x4@40", 40, {"form": None}, "stays", ["form-not-given"]),
        ("2x4@40", 40, {"form": False}, "failed", ["form"]),
        ("2x4@40", 40, {"felt": 1}, "met", []),
    ],
)
def test_the_bar_of_the_deadlift_asks_the_target_load(dose, load, feedback, outcome, lacks):
    session = did(1, "deadlift", dose, **feedback)
    assert judged(DEADLIFT, Dose(2, 4, 0, load), session) == (outcome, lacks)


def test_a_load_that_is_only_offered_is_not_asked_at_the_bar_before_it_is_taken_up():
    light = replace(SINGLE, bar=replace(SINGLE.bar, at_load=True))
    session = did(1, "single-leg-bridge", "3x8x1")
    assert judged(light, Dose(3, 8, 1), session) == ("met", [])
    assert judged(light, Dose(3, 8, 1, 10), session) == ("stays", ["load-not-given"])
    bare = replace(DEADLIFT, load_step=None, load_kind=None, load_most=None)
    assert judged(bare, Dose(2, 4), did(1, "deadlift", "2x4")) == ("met", [])


def test_a_band_is_compared_by_its_number():
    band = GLUTES_THAT_FIRE.by_exercise["band-walk"]
    band = replace(band, bar=replace(band.bar, at_load=True))
    lighter = [replace(one, band=1) for one in sets("3x15", ("left", "right"))]
    session = replace(did(1, "band-walk", "3x15"), sets=tuple(lighter))
    assert judged(band, Dose(3, 15, band=2), session) == ("failed", ["load"])
    assert judged(band, Dose(3, 15, band=1), session) == ("met", [])


def test_the_order_of_sets_changes_nothing():
    done = sets("12,12,9,12x3")
    for turned in (done, done[::-1]):
        session = Session(START, "glute-bridge", turned, did(1, "glute-bridge", "1x1").feedback)
        assert judged(BRIDGE, Dose(3, 12, 3), session)[0] == "met"


def test_what_was_not_given_is_neither_hit_nor_miss():
    assert dose_outcome(BRIDGE, Dose(2, 8, 1), sets("2x8")) == "not-given"
    each = GLUTES_THAT_FIRE.by_exercise["single-leg-deadlift"]
    assert dose_outcome(each, Dose(2, 6, 0, 1), sets("2x6")) == "not-given"


def test_the_weaker_side_meets_the_bar_or_nobody_does():
    session = did(1, "single-leg-bridge", "", left="3x8x1", right="1x8x1")
    assert judged(SINGLE, Dose(2, 6, 1), session) == ("failed", ["sets"])


def test_sets_of_an_exercise_without_sides_are_counted_together():
    done = (*sets("2x12x3", ("left",)), *sets("1x12x3", ("right",)))
    assert sets_at(BRIDGE, Dose(3, 12, 3), done) == 3


def test_a_bar_may_leave_the_load_open():
    light = replace(DEADLIFT, bar=replace(DEADLIFT.bar, at_load=False))
    session = did(1, "deadlift", "2x4@20")
    assert judged(light, Dose(2, 4, 0, 40), session) == ("met", [])
    assert judged(DEADLIFT, Dose(2, 4, 0, 40), session) == ("failed", ["load"])
