"""From one session to the next: what was logged on the days before, and the target that follows."""

from dataclasses import replace

import pytest

from plans.rules import Choice, History, Program, Range, Reason

from .ladder import GLUTES_THAT_FIRE
from .log import answer, climbed, codes, day, did, history, state, target

BRIDGE, SINGLE, LIFT = "glute-bridge", "single-leg-bridge", "deadlift"


@pytest.mark.parametrize(
    ("done", "feedback", "expected"),
    [
        ("2x8x1", {}, "2x9x1"),
        ("2x8x1", {"effort": 6}, "2x10x1"),  # easy: two more
        ("2x8x1", {"effort": None}, "2x9x1"),
        ("2x8x1", {"effort": 8}, "2x9x1"),
        ("2x8x1", {"pain": None}, "2x9x1"),
        ("2x8x1", {"form": None}, "2x9x1"),
        ("2x11x1", {}, "2x11x1"),  # what all asked sets reached
        ("3x8x1", {}, "2x9x1"),  # more sets are no more than a hit
        ("2x30x1", {}, "2x12x1"),  # never past the top
        ("12,8x1", {}, "2x9x1"),
        ("2x8x1", {"effort": 9}, "2x8x1"),
        ("2x8x1", {"form": False}, "2x8x1"),
        ("2x8x1", {"pain": 3}, "2x8x1"),
        ("2x8x1", {"pain": 5}, "2x8x1"),
        ("8,7x1", {}, "2x8x1"),
        ("1x8x1", {}, "2x8x1"),
        ("2x8x1", {"pain": 6}, "2x8x1"),  # the fewest sets already
    ],
)
def test_one_thing_is_raised_after_a_hit(done, feedback, expected):
    assert target(history(did(1, BRIDGE, done, **feedback)), 2, BRIDGE) == expected


def bridge_days(*doses, **feedback):
    return history(*(did(n, BRIDGE, dose, **feedback) for n, dose in enumerate(doses, 1)))


def test_the_order_is_amount_then_hold_then_sets():
    done = ["2x8x1"]
    for n in range(2, 12):
        done.append(target(bridge_days(*done), n, BRIDGE))
    assert done == [
        "2x8x1",
        "2x9x1",
        "2x10x1",
        "2x11x1",
        "2x12x1",
        "2x12x2",
        "2x12x3",
        "3x12x3",
        "3x12x3",
        "3x12x3",
        "3x12x3",
    ]


def at_bridge_top(*more):
    return bridge_days("2x12x1", "2x12x1", "2x12x2", "2x12x3", *more)


def test_the_fourth_set_is_the_runners_own_choice():
    assert target(at_bridge_top("3x12x3"), 6, BRIDGE) == "3x12x3"
    assert target(at_bridge_top("4x12x3"), 6, BRIDGE) == "4x12x3"
    assert target(at_bridge_top("12,12,12,9x3"), 6, BRIDGE) == "3x12x3"
    assert target(at_bridge_top("4x12x3", "4x12x3"), 7, BRIDGE) == "4x12x3"


def test_two_misses_below_the_range_take_a_set_away():
    log = at_bridge_top("7,12,12x3", "7,12,12x3")
    assert target(log, 7, BRIDGE) == "2x12x3"
    assert "down-sets" in codes(answer(log, 7).step(BRIDGE).reasons)


@pytest.mark.parametrize(
    "last_two",
    [
        ("7,12,12x3", "11,12,12x3"),  # within the range
        ("7,12,12x3", "12,12x3"),  # fewer sets, all good: no miss
        ("7,12,12x3", "3x12x3"),
    ],
)
def test_one_low_miss_alone_changes_nothing(last_two):
    assert target(at_bridge_top(*last_two), 7, BRIDGE) == "3x12x3"


def test_after_a_red_session_there_is_one_set_fewer():
    log = history(*at_bridge_top().sessions, did(5, BRIDGE, "3x12x3", pain=7))
    assert target(log, 6, BRIDGE) == "2x12x3"


def test_each_side_counts_for_the_hit():
    uneven = history(did(1, SINGLE, "", left="2x6x1", right="6,5x1"))
    assert target(uneven, 2, SINGLE) == "2x6x1"
    even = history(did(1, SINGLE, "", left="2x8x1", right="2x7x1"))
    assert target(even, 2, SINGLE) == "2x7x1"


def lifts(*doses, first=8, every=2, **feedback):
    """Everything below proficient, then a lift every other day."""
    done = [did(first + every * n, LIFT, dose, **feedback) for n, dose in enumerate(doses)]
    return history(*climbed(), *done), first + every * len(doses)


@pytest.mark.parametrize(
    ("doses", "expected"),
    [
        ([], "2x4"),
        (["2x4@40"], "2x4@40"),  # the entry; nothing else is raised that day
        (["2x4@41"], "2x4@40"),  # rounded down to a step
        (["2x4@1"], "2x4@2.5"),  # never below one step
        (["4@40"], "2x4"),  # one set of two
        (["2x4"], "2x4"),
        (["2x4@40", "2x4@40"], "2x5@40"),
        (["2x4@40", "2x4@50"], "2x4@50"),  # heavier than asked: a new entry
        (["2x4@40", "2x4@37.5"], "2x4@40"),
        (["2x4@40", "2x3@40"], "2x4@40"),
        (["2x4@40", "2x3@40", "2x3@40"], "2x4@37.5"),
        (["2x4@2.5", "2x3@2.5", "2x3@2.5"], "2x4@2.5"),
    ],
)
def test_the_load_of_a_lift(doses, expected):
    log, then = lifts(*doses)
    assert target(log, then, LIFT) == expected


def test_a_heavier_entry_wants_pain_given_and_a_hit():
    log, then = lifts("2x4@40")
    for feedback in ({"pain": None}, {"pain": 3}, {"effort": 9}):
        more = history(*log.sessions, did(then, LIFT, "2x4@60", **feedback))
        assert target(more, then + 2, LIFT).endswith("@40")


def test_load_goes_up_after_two_hits_at_the_top():
    log, then = lifts("2x4@40", "2x8@40", "2x8@40", "3x8@40")
    assert target(log, then, LIFT) == "3x8@40"
    log, then = lifts("2x4@40", "2x8@40", "2x8@40", "3x8@40", "3x8@40")
    assert target(log, then, LIFT) == "3x4@42.5"
    assert "raise-load" in codes(answer(log, then).step(LIFT).reasons)


def test_load_never_goes_up_without_pain_given():
    log, then = lifts("2x4@40", "2x8@40", "2x8@40", "3x8@40")
    log = history(*log.sessions, did(then, LIFT, "3x8@40", pain=None))
    assert target(log, then + 2, LIFT) == "3x8@40"
    assert "pain-not-given" in codes(answer(log, then + 2).step(LIFT).reasons)


def test_a_big_load_rises_by_two_and_a_half_per_cent_at_least():
    log, then = lifts("2x4@200", "2x8@200", "2x8@200", "3x8@200", "3x8@200")
    assert target(log, then, LIFT) == "3x4@205"


def test_red_pain_takes_fifteen_per_cent_off_the_load():
    log, then = lifts("2x4@40")
    log = history(*log.sessions, did(then, LIFT, "2x4@40", pain=6))
    assert target(log, then + 5, LIFT) == "2x4@32.5"


def test_a_first_load_that_hurt_is_lowered_at_once():
    log, then = lifts("2x4@40", pain=7)
    assert target(log, then + 3, LIFT) == "2x4@32.5"


def test_without_a_range_to_climb_load_still_takes_two_hits():
    steps = tuple(
        replace(step, amount=Range(4, 4, 4), sets=Range(2, 2, 2)) if step.exercise == LIFT else step
        for step in GLUTES_THAT_FIRE.steps
    )
    program = Program("level", steps)
    done = ["2x4@40", "2x4@40", "2x4@40", "2x4@42.5", "2x4@42.5", "2x4@45"]
    loads = []
    for count in range(1, 7):
        log, then = lifts(*done[:count])
        loads.append(answer(log, then, program).step(LIFT).target.load_kg)
    assert loads == [40, 40, 42.5, 42.5, 45, 45]
    log, then = lifts(*done[:2])
    log = history(*log.sessions, did(then, LIFT, "2x4@40", pain=6), did(then + 5, LIFT, "2x4@32.5"))
    assert answer(log, then + 7, program).step(LIFT).target.load_kg == 32.5


def test_after_a_red_lift_a_heavier_entry_waits_for_two_green_sessions():
    log, then = lifts("2x4@40")
    done = [*log.sessions, did(then, LIFT, "2x4@40", pain=6)]
    targets = []
    for extra, dose in ((5, "2x8@60"), (7, "3x8@60"), (9, "3x8@60")):
        done.append(did(then + extra, LIFT, dose))
        targets.append(target(history(*done), then + extra + 2, LIFT))
    assert targets == ["2x8@32.5", "3x8@32.5", "3x8@60"]


def test_a_single_leg_deadlift_is_body_weight_until_the_deadlift_is_proficient():
    each = "single-leg-deadlift"
    log, then = lifts("2x4@40", "2x4@40", "2x5@40")
    log = history(*log.sessions, did(then, each, "2x6@8"))
    assert target(log, then + 2, each) == "2x7"
    assert not answer(log, then + 2).step(each).asks_load
    log, then = lifts("2x4@40", "2x4@40", "2x5@40", "2x6@40")
    view = answer(log, then).step(each)
    assert (view.asks_load, view.target.load_kg) == (True, None)
    log = history(*log.sessions, did(then, each, "2x6@8"))
    assert target(log, then + 2, each) == "2x6@8"


def test_a_single_leg_deadlift_keeps_its_load_when_the_deadlift_must_be_learnt_again():
    each = "single-leg-deadlift"
    log, then = lifts("2x4@40", "2x4@40", "2x5@40", "2x6@40")
    done = [*log.sessions, did(then, each, "2x6@8")]
    done += [did(then + 40 + 2 * n, each, dose) for n, dose in enumerate(["2x6@4", "2x7@4"])]
    assert target(history(*done), then + 44, each) == "2x8@4"
    done.append(did(then + 44, each, "2x8@9"))
    assert target(history(*done), then + 46, each) == "2x8@9"


def test_waiving_the_deadlift_asks_a_load_of_the_single_leg_deadlift():
    log, then = lifts()
    log = History(log.sessions, waived=(Choice(day(then), LIFT),))
    assert answer(log, then).step("single-leg-deadlift").asks_load


def after_days_away(days):
    """At 3 × 12 × 3 s on day 5, back after so many full days."""
    return at_bridge_top("3x12x3"), 6 + days


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "3x12x3"),
        (10, "3x12x3"),
        (11, "2x12x3"),
        (14, "2x12x3"),
        (15, "2x8x3"),
        (28, "2x8x3"),
        (29, "2x8x1"),
    ],
)
def test_time_away_lowers_the_target(days, expected):
    log, then = after_days_away(days)
    assert target(log, then, BRIDGE) == expected


def test_one_set_fewer_after_eleven_days_is_for_that_session_alone():
    log, then = after_days_away(11)
    log = history(*log.sessions, did(then, BRIDGE, "2x12x3"))
    assert target(log, then + 1, BRIDGE) == "3x12x3"


def test_time_away_is_the_longest_run_of_days_without_any_session():
    log, then = after_days_away(20)
    back = did(then, "standing-squeeze", "3x10x5")
    assert target(history(*log.sessions, back), then + 1, BRIDGE) == "2x8x3"
    kept_up = [did(n, "standing-squeeze", "3x10x5") for n in range(6, then)]
    assert target(history(*log.sessions, *kept_up), then, BRIDGE) == "3x12x3"


def test_a_lift_goes_down_with_the_days_without_a_lift():
    log, _ = lifts("2x4@40")
    squeezes = [did(n, "standing-squeeze", "3x10x5") for n in range(9, 60)]
    log = history(*log.sessions, *squeezes)
    assert target(log, 8 + 15, LIFT) == "2x4@40"
    assert target(log, 8 + 16, LIFT) == "2x4@32.5"
    assert target(log, 8 + 30, LIFT) == "2x4@20"


def test_after_two_weeks_away_a_heavier_entry_waits():
    log, _ = lifts("2x4@40")
    back = [did(30, LIFT, "2x4@60"), did(32, LIFT, "2x6@60"), did(34, LIFT, "2x8@60")]
    assert target(history(*log.sessions, *back[:1]), 32, LIFT) == "2x5@32.5"
    assert target(history(*log.sessions, *back), 36, LIFT) == "2x6@60"


def test_six_sessions_without_a_raise_are_said():
    five = bridge_days(*["8,7x1"] * 5)
    six = bridge_days(*["8,7x1"] * 6)
    assert "stalled" not in codes(answer(five, 6).step(BRIDGE).reasons)
    assert state(six, 7).steps[BRIDGE].stale == 6
    locked = codes(answer(six, 7).step(BRIDGE).reasons)
    assert "stalled" not in locked  # it is still locked, which matters more
    opened = history(*five.sessions, overrides=[(1, BRIDGE)])
    assert "stalled" not in codes(answer(opened, 6).step(BRIDGE).reasons)
    opened = history(*six.sessions, overrides=[(1, BRIDGE)])
    assert "stalled" in codes(answer(opened, 7).step(BRIDGE).reasons)


def why(log, number, exercise):
    return answer(log, number).step(exercise).reasons[0]


def test_an_entry_says_so_and_counts_as_a_raise():
    for doses in (["2x4@40"], ["2x4@40", "2x4@50"]):
        log, then = lifts(*doses)
        assert why(log, then, LIFT) == Reason("entry", {"load_kg": 40 if len(doses) == 1 else 50})
        assert state(log, then).steps[LIFT].stale == 0


def test_heavier_sets_of_fewer_repetitions_are_no_entry():
    log, then = lifts("2x4@40")
    both = (*did(then, LIFT, "2x4@40").sets, *did(then, LIFT, "2x1@60").sets)
    session = replace(did(then, LIFT, "2x4@40"), sets=both)
    assert target(history(*log.sessions, session), then + 2, LIFT) == "2x5@40"


def test_a_miss_between_two_hits_at_the_top_starts_the_count_anew():
    log, then = lifts("2x4@40", "2x8@40", "2x8@40", "3x8@40", "3x7@40", "3x8@40")
    assert target(log, then, LIFT) == "3x8@40"


def test_amber_sessions_after_a_red_one_earn_no_heavier_entry():
    log, then = lifts("2x4@40")
    done = [*log.sessions, did(then, LIFT, "2x4@40", pain=6)]
    done += [did(then + n, LIFT, "2x4@32.5", pain=3) for n in (5, 7)]
    done.append(did(then + 9, LIFT, "2x8@60"))
    assert target(history(*done), then + 11, LIFT) == "2x8@32.5"


@pytest.mark.parametrize(("days", "load"), [(14, 60), (15, 32.5)])
def test_a_heavier_entry_waits_after_fifteen_days_away(days, load):
    log, _ = lifts("2x4@40")
    back = 9 + days
    log = history(*log.sessions, did(back, LIFT, "2x4@60"))
    assert answer(log, back + 2).step(LIFT).target.load_kg == load


@pytest.mark.parametrize(
    ("days", "code"), [(11, "away-fewer"), (15, "away-bottom"), (29, "away-restart")]
)
def test_time_away_says_how_many_days(days, code):
    log, then = after_days_away(days)
    assert why(log, then, BRIDGE) == Reason(code, {"days": days})


def test_each_further_red_of_a_closed_lift_halves_its_load_again():
    log, then = lifts("2x4@40", "2x4@40", pain=7)
    more = [did(then + 1, LIFT, "2x4@15"), did(then + 3, LIFT, "2x4@15", pain=6)]
    assert target(history(*log.sessions, *more), then + 4, LIFT) == "2x4@7.5"


@pytest.mark.parametrize(
    ("doses", "expected"),
    [
        (["2x3@40"] * 4, "2x4@35"),  # a step down for each two
        (["4,4,1@40", "5,5,1@40"], "2x6@40"),  # more sets never spoil a hit
    ],
)
def test_two_misses_and_no_fewer_take_a_load_step_off(doses, expected):
    log, then = lifts("2x4@40", *doses)
    assert target(log, then, LIFT) == expected


def test_a_red_session_starts_the_count_of_misses_anew_and_is_no_raise():
    log, then = lifts("2x4@40", "2x3@40")
    done = [*log.sessions, did(then, LIFT, "2x3@40", pain=6)]
    done.append(did(then + 5, LIFT, "2x3@32.5"))
    assert target(history(*done), then + 7, LIFT) == "2x4@32.5"
    assert state(history(*done), then + 7).steps[LIFT].stale == 3


def test_five_sets_never_make_the_target_five():
    assert target(at_bridge_top("4x12x3", "5x12x3"), 7, BRIDGE) == "4x12x3"


AT_TOP = ["2x4@40", "2x8@40", "2x8@40", "3x8@40"]


@pytest.mark.parametrize(
    ("doses", "feedback", "code", "values"),
    [
        (["2x4"], {}, "ask-load", {"sets": 2}),
        (["2x3@40"], {}, "entry", {"load_kg": 40}),  # a first load counts at any amount
        (["2x4@40"], {"pain": 7}, "down-pain", {"pain": 7, "sets": 2, "load_kg": 32.5}),
        (AT_TOP, {}, "hit-once-at-top", {}),
        ([*AT_TOP, "3x8@40"], {}, "raise-load", {"load_kg": 42.5, "amount": 4}),
    ],
)
def test_a_lift_says_why_it_asks_what_it_asks(doses, feedback, code, values):
    log, then = lifts(*doses, **feedback)
    assert why(log, then, LIFT) == Reason(code, values)


def test_a_bridge_at_the_top_says_so_and_a_raise_ends_the_waiting():
    assert why(at_bridge_top("3x12x3"), 6, BRIDGE) == Reason("at-top")
    log = bridge_days("8,7x1", "2x8x1")
    assert state(log, 3).steps[BRIDGE].stale == 0


def test_the_fewer_sets_after_an_absence_are_no_second_hit_at_the_top():
    log, then = lifts(*AT_TOP)
    log = history(*log.sessions, did(then + 10, LIFT, "2x8@40"))
    assert why(history(*log.sessions[:-1]), then + 10, LIFT).code == "away-fewer"
    assert target(log, then + 12, LIFT) == "3x8@40"


@pytest.mark.parametrize(
    ("done", "feedback", "code", "values"),
    [
        (["2x8x1"], {}, "raise-amount", {"by": 1, "to": 9}),
        (["2x12x1"] * 2, {}, "raise-hold", {"to": 2}),
        (["2x12x1", "2x12x1", "2x12x2", "2x12x3"], {}, "raise-sets", {"to": 3}),
        (["8,7x1"], {}, "again-miss", {}),
        (["1x8x1"], {}, "again-short", {}),
        (["2x8x1"], {"effort": 9}, "again-effort", {"effort": 9}),
        (["2x8x1"], {"form": False}, "again-form", {}),
        (["2x8x1"], {"pain": 3}, "again-pain", {"pain": 3}),
        (["2x7x1"] * 2, {}, "down-sets", {"sets": 2}),
        (["2x8x1"] * 2, {"pain": 7}, "closed-pain", {"pain": 7}),
    ],
)
def test_a_bridge_says_why_it_asks_what_it_asks(done, feedback, code, values):
    assert why(bridge_days(*done, **feedback), len(done) + 1, BRIDGE) == Reason(code, values)


def test_a_step_down_and_a_fourth_set_say_so():
    log, then = lifts("2x4@40", "2x3@40", "2x3@40")
    assert why(log, then, LIFT) == Reason("down-load", {"load_kg": 37.5})
    assert why(at_bridge_top("4x12x3"), 6, BRIDGE) == Reason("fourth-set", {})


def test_from_four_sets_it_goes_down_one_at_a_time():
    four = at_bridge_top("4x12x3")
    red = history(*four.sessions, did(6, BRIDGE, "4x12x3", pain=6))
    assert target(red, 7, BRIDGE) == "3x12x3"
    assert target(at_bridge_top("4x12x3", *["7,12,12,12x3"] * 2), 8, BRIDGE) == "3x12x3"
    assert target(four, 6 + 11, BRIDGE) == "3x12x3"


def test_more_repetitions_held_too_short_raise_no_further():
    both = (*did(1, BRIDGE, "2x8x1").sets, *did(1, BRIDGE, "2x12x0").sets)
    assert target(history(replace(did(1, BRIDGE, "2x8x1"), sets=both)), 2, BRIDGE) == "2x9x1"
