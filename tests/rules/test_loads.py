"""The load of a lift: the first, a heavier one, the raise, and the way down."""

from dataclasses import replace

import pytest

from plans.rules import Choice, DayChange, History, Range, Reason, plan

from .ladder import BRIDGE, EACH, GLUTES_THAT_FIRE, LIFT, PRONE, SINGLE, edited
from .log import AT_TOP, answer, climbed, codes, day, did, history, lifts, state, target, why


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


def test_a_heavier_entry_counts_though_pain_was_not_given_with_the_first():
    log, then = lifts("2x4@40", pain=None)
    log = history(*log.sessions, did(then, LIFT, "2x4@50"))
    assert target(log, then + 2, LIFT) == "2x4@50"


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


@pytest.mark.parametrize("feedback", [{"pain": 7}, {"pain": 3}, {"effort": 9}, {"form": False}])
def test_a_first_load_that_hurt_or_was_too_much_is_no_entry(feedback):
    log, then = lifts("2x4@40", **feedback)
    assert target(log, then + 3, LIFT) == "2x4"
    assert answer(log, then + 3).step(LIFT).asks_load


def test_a_first_load_counts_where_nothing_was_answered():
    log, then = lifts("2x4@40", pain=None, effort=None, form=None)
    assert target(log, then, LIFT) == "2x4@40"


def test_without_a_range_to_climb_load_still_takes_two_hits():
    program = edited(LIFT, amount=Range(4, 4, 4), sets=Range(2, 2, 2))
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
    assert targets == ["2x4@32.5", "2x8@32.5", "2x8@60"]


def test_a_single_leg_deadlift_is_body_weight_until_the_deadlift_is_proficient():
    log, then = lifts("2x4@40", "2x4@40", "2x5@40")
    log = history(*log.sessions, did(then, EACH, "2x6@8"))
    assert target(log, then + 2, EACH) == "2x7"
    assert not answer(log, then + 2).step(EACH).asks_load
    log, then = lifts("2x4@40", "2x4@40", "2x5@40", "2x6@40")
    view = answer(log, then).step(EACH)
    assert (view.asks_load, view.offers_load, view.target.load_kg) == (False, True, None)
    log = history(*log.sessions, did(then, EACH, "2x6@8"))
    assert target(log, then + 2, EACH) == "2x6@8"


def test_sessions_of_one_day_are_judged_by_the_state_before_it():
    """The deadlift becomes proficient on that day, so before it the other lift took no load."""
    log, then = lifts("2x4@40", "2x4@40", "2x5@40")
    log = history(*log.sessions, did(then, LIFT, "2x6@40"), did(then, EACH, "2x6@8"))
    assert answer(log, then + 1).step(LIFT).status == "proficient"
    assert target(log, then + 2, EACH) == "2x7"


def test_a_single_leg_deadlift_keeps_its_load_when_the_deadlift_must_be_learnt_again():
    log, then = lifts("2x4@40", "2x4@40", "2x5@40", "2x6@40")
    done = [*log.sessions, did(then, EACH, "2x6@8")]
    done += [did(then + 60 + 2 * n, EACH, dose) for n, dose in enumerate(["2x6@4", "2x6@5"])]
    assert answer(history(*done), then + 64).step(LIFT).status == "locked"
    assert target(history(*done), then + 64, EACH) == "2x6@6"
    done.append(did(then + 64, EACH, "2x6@9"))
    assert target(history(*done), then + 66, EACH) == "2x6@9"


def test_waiving_the_deadlift_offers_a_load_for_the_single_leg_deadlift():
    log, then = lifts()
    log = History(log.sessions, waived=(Choice(day(then), LIFT),))
    view = answer(log, then).step(EACH)
    assert view.offers_load
    assert not view.asks_load


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


@pytest.mark.parametrize(
    ("dose", "feedback", "asked"),
    [
        ("2x8@40", {}, "3x4@42.5"),
        ("2x8@40", {"pain": None}, "3x8@40"),
        ("2x8@40", {"effort": 9}, "3x8@40"),
        ("2x8@40", {"form": False}, "3x8@40"),
        ("1x8@40", {}, "3x8@40"),  # no minutes cut it so short
        ("8,7@40", {}, "3x8@40"),
        ("2x8", {}, "3x8@40"),
    ],
)
def test_a_day_cut_to_the_minutes_leaves_the_first_hit_at_the_top_standing(dose, feedback, asked):
    log, on = lifts(*AT_TOP)
    cut = history(*log.sessions, did(on, LIFT, dose, **feedback))
    assert target(cut, on + 2, LIFT) == "3x8@40"
    whole = history(*cut.sessions, did(on + 2, LIFT, "3x8@40"))
    assert target(whole, on + 4, LIFT) == asked


def test_a_miss_between_two_hits_at_the_top_starts_the_count_anew():
    log, then = lifts("2x4@40", "2x8@40", "2x8@40", "3x8@40", "3x7@40", "3x8@40")
    assert target(log, then, LIFT) == "3x8@40"


def test_amber_sessions_after_a_red_one_earn_no_heavier_entry():
    log, then = lifts("2x4@40")
    done = [*log.sessions, did(then, LIFT, "2x4@40", pain=6)]
    done += [did(then + n, LIFT, "2x4@32.5", pain=3) for n in (5, 7)]
    done.append(did(then + 9, LIFT, "2x8@60"))
    assert target(history(*done), then + 11, LIFT) == "2x4@32.5"


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


def test_a_step_without_load_has_no_load_to_round():
    with pytest.raises(ValueError, match="prone-squeeze takes no load"):
        GLUTES_THAT_FIRE.by_exercise[PRONE].round_load(20)


def test_a_load_lighter_than_asked_before_and_after_a_time_away_lowers_nothing():
    """The heavier of both is above what time away left of the target, which stays."""
    log = history(
        *climbed(),
        did(8, LIFT, "2x4@40"),
        did(10, LIFT, "2x4@35"),
        did(31, LIFT, "2x4@30"),  # 32.5 kg were asked
    )
    view = answer(log, 33).step(LIFT)
    assert (view.target.load_kg, view.reasons[0]) == (32.5, Reason("again-lighter"))
    again = history(*log.sessions, did(33, LIFT, "2x4@30"))
    view = answer(again, 35).step(LIFT)
    assert (view.target.load_kg, view.reasons[0].code) == (30, "down-lighter")


HIPS = [*climbed(), did(8, BRIDGE, "3x12x3"), *(did(n, SINGLE, "3x8x3") for n in (8, 9))]


def offers_hips(*more, number, changes=(), **log):
    planned = plan(GLUTES_THAT_FIRE, history(*HIPS, *more, **log), day(number), changes=changes)
    view = planned.step(SINGLE)
    assert view.offers_load is ("offer-hips" in codes(view.reasons))
    assert view.offers_load is not ("load-waits" in codes(view.reasons))
    return view.offers_load


@pytest.mark.parametrize("hurt", [SINGLE, BRIDGE])
def test_no_load_is_offered_after_it_hurts_until_it_was_done_without_pain(hurt):
    changes = [DayChange(day(10), hurt, "hurts")]
    assert offers_hips(number=10)
    numbers = (10, 11, 12, 20)
    assert not any(offers_hips(number=number, changes=changes) for number in numbers)
    for pain, offered in ((None, False), (3, False), (2, True)):
        done = did(13, hurt, "3x12x3", pain=pain)
        if pain == 3 and hurt == SINGLE:  # its own dose says so already
            continue
        assert offers_hips(done, number=14, changes=changes) is offered
    above = did(13, SINGLE, "3x8x3")
    assert offers_hips(above, number=14, changes=changes)


def test_no_load_is_offered_after_red_pain_below_until_one_of_both_was_done_without():
    red = did(10, BRIDGE, "2x12x3", pain=6)
    assert not any(offers_hips(red, number=number) for number in (10, 11, 12, 20))
    assert offers_hips(red, did(12, BRIDGE, "2x12x3"), number=13)
    assert offers_hips(red, did(12, SINGLE, "3x8x3"), number=13)


@pytest.mark.parametrize(
    ("log", "days"),
    [
        ({"mornings": {11: 6}}, (11, 12, 13, 14)),  # of a lift
        ({"elsewhere": {11: 6}}, (11,)),
        ({"runs": [(11, "easy", 6)]}, (11, 12)),
    ],
)
def test_no_load_is_offered_while_lifts_rest_for_pain(log, days):
    lift = did(10, LIFT, "2x4@40")
    found = [number for number in range(10, 17) if not offers_hips(lift, number=number, **log)]
    assert found == [*days]


def test_no_load_is_offered_where_a_race_is_too_near_for_a_lift():
    runs = [(14, "race"), (13, "key")]
    log = history(*HIPS, runs=runs)
    offered = {n: answer(log, n).step(SINGLE).offers_load for n in range(10, 16)}
    assert offered == {10: True, 11: False, 12: False, 13: False, 14: False, 15: True}
    assert not {"offer-hips", "load-waits"} & {*codes(answer(log, 12).step(SINGLE).reasons)}


def test_the_heaviest_there_is_no_longer_once_the_limit_has_gone():
    at_top = ["2x4@40", "2x8@40", "2x8@40", "3x8@40"]
    log, then = lifts(*at_top)
    limited = {"settings": [(1, {"heaviest": {"bar": 40}})]}
    assert why(history(*log.sessions, **limited), then, LIFT) == Reason("heaviest")
    freed = [*limited["settings"], (then, {"heaviest": {"bar": None}})]
    log = history(*log.sessions, settings=freed)
    assert why(log, then, LIFT) == Reason("hit-once-at-top")
    log = history(*log.sessions, did(then, LIFT, "3x8@40"), settings=freed)
    assert target(log, then + 2, LIFT) == "3x4@42.5"
    still = history(
        *lifts(*at_top)[0].sessions, settings=[*limited["settings"], (then, {"bands": 2})]
    )
    assert why(still, then, LIFT) == Reason("heaviest")
