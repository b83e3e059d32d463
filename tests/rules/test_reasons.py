"""Each target has its reason, with the numbers that a runner is told."""

import pytest

from plans.rules import Reason

from .log import did, history, state
from .test_progress import at_bridge_top, bridge_days, lifts

BRIDGE, LIFT, STAND = "glute-bridge", "deadlift", "standing-squeeze"


def why(log, number, exercise):
    return state(log, number).steps[exercise].why


@pytest.mark.parametrize(
    ("dose", "feedback", "reason"),
    [
        ("2x8x1", {}, Reason("raise-amount", {"by": 1, "to": 9})),
        ("2x8x1", {"effort": 6}, Reason("raise-amount", {"by": 2, "to": 10})),
        ("2x11x1", {}, Reason("raise-amount", {"by": 3, "to": 11})),
        ("8,7x1", {}, Reason("again-miss")),
        ("1x8x1", {}, Reason("again-short")),
        ("2x8x1", {"effort": 9}, Reason("again-effort", {"effort": 9})),
        ("2x8x1", {"form": False}, Reason("again-form")),
        ("2x8x1", {"pain": 4}, Reason("again-pain", {"pain": 4})),
        ("2x8x1", {"pain": 7}, Reason("down-pain", {"pain": 7, "sets": 2, "load_kg": None})),
    ],
)
def test_why_a_first_session_leads_to_its_target(dose, feedback, reason):
    assert why(history(did(1, BRIDGE, dose, **feedback)), 2, BRIDGE) == reason


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ((), Reason("raise-sets", {"to": 3})),
        (("3x12x3",), Reason("at-top")),
        (("4x12x3",), Reason("fourth-set")),
        (("7,12,12x3", "7,12,12x3"), Reason("down-sets", {"sets": 2})),
    ],
)
def test_why_at_the_top_of_the_ranges(more, reason):
    assert why(at_bridge_top(*more), 5 + len(more), BRIDGE) == reason


def test_why_the_hold_went_up():
    assert why(bridge_days("2x12x1", "2x12x1"), 3, BRIDGE) == Reason("raise-hold", {"to": 2})


@pytest.mark.parametrize(
    ("doses", "reason"),
    [
        (["2x4"], Reason("ask-load", {"sets": 2})),
        (["2x4@41"], Reason("entry", {"load_kg": 40})),
        (["2x4@40", "2x3@40", "2x3@40"], Reason("down-load", {"load_kg": 37.5})),
        (["2x4@40", "2x8@40", "2x8@40", "3x8@40"], Reason("hit-once-at-top")),
        (
            ["2x4@40", "2x8@40", "2x8@40", "3x8@40", "3x8@40"],
            Reason("raise-load", {"load_kg": 42.5, "amount": 4}),
        ),
    ],
)
def test_why_a_load_is_as_it_is(doses, reason):
    log, then = lifts(*doses)
    assert why(log, then, LIFT) == reason


def test_red_pain_says_what_it_took_away():
    log, then = lifts("2x4@40")
    red = did(then, LIFT, "2x4@40", pain=6)
    values = {"pain": 6, "sets": 2, "load_kg": 32.5}
    assert why(history(*log.sessions, red), then + 1, LIFT) == Reason("down-pain", values)


def test_red_upon_red_says_the_pain():
    reds = (did(n, STAND, "3x10x5", pain=6 + n) for n in (1, 2))
    assert why(history(*reds), 3, STAND) == Reason("closed-pain", {"pain": 8})


def test_sessions_without_a_raise_are_counted_from_the_last_one():
    log = bridge_days("8,7x1", "8,7x1", "2x8x1", "9,7x1")
    assert [state(log, n).steps[BRIDGE].stale for n in (2, 3, 4, 5)] == [1, 2, 0, 1]
