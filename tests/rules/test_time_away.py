"""What is asked, what closes and what stays after days without training."""

import pytest

from plans.rules import Reason, Runner

from .ladder import BAND, BRIDGE, LIFT, PRONE, QUICK, SINGLE, STAND
from .log import (
    AT_TOP,
    answer,
    at_bridge_top,
    climbed,
    codes,
    did,
    felt_squeezes,
    history,
    lifts,
    practised,
    red_twice,
    status,
    statuses,
    target,
    why,
)
from .runners import train


def after_days_away(days):
    """Return a history that leads to 3 × 12 × 3 s, and the day after so many days off."""
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
        (57, "2x8x1"),
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
    squeezes = [did(n, "standing-squeeze", "3x10x5") for n in range(9, 80)]
    log = history(*log.sessions, *squeezes)
    assert target(log, 8 + 15, LIFT) == "2x4@40"
    assert target(log, 8 + 16, LIFT) == "2x4@32.5"
    assert target(log, 8 + 30, LIFT) == "2x4@27.5"
    assert target(log, 8 + 58, LIFT) == "2x4@20"


def test_after_two_weeks_away_a_heavier_entry_waits():
    log, _ = lifts("2x4@40")
    back = [did(30, LIFT, "2x4@60"), did(32, LIFT, "2x6@60"), did(34, LIFT, "2x8@60")]
    assert target(history(*log.sessions, *back[:1]), 32, LIFT) == "2x4@35"  # on the way back
    assert target(history(*log.sessions, *back), 36, LIFT) == "2x4@60"


@pytest.mark.parametrize(("days", "load"), [(14, 60), (15, 35)])
def test_a_heavier_entry_waits_after_fifteen_days_away(days, load):
    log, _ = lifts("2x4@40")
    back = 9 + days
    log = history(*log.sessions, did(back, LIFT, "2x4@60"))
    assert answer(log, back + 2).step(LIFT).target.load_kg == load


@pytest.mark.parametrize(
    ("days", "code"),
    [(11, "away-fewer"), (15, "away-bottom"), (29, "away-low"), (57, "away-restart")],
)
def test_time_away_says_how_many_days(days, code):
    log, then = after_days_away(days)
    assert why(log, then, BRIDGE) == Reason(code, {"days": days})


def test_at_the_fewest_sets_no_set_is_said_to_be_fewer():
    log = history(did(1, BRIDGE, "2x8x1"))
    assert target(log, 13, BRIDGE) == "2x8x1"
    values = {"days": 11, "unchanged": True, "raise_waits": True}
    assert why(log, 13, BRIDGE) == Reason("away-fewer", values)


def test_the_fewer_sets_after_an_absence_are_no_second_hit_at_the_top():
    log, then = lifts(*AT_TOP)
    log = history(*log.sessions, did(then + 10, LIFT, "2x8@40"))
    assert why(history(*log.sessions[:-1]), then + 10, LIFT).code == "away-fewer"
    assert target(log, then + 12, LIFT) == "3x8@40"


def test_over_eight_weeks_away_proficiency_goes_but_for_the_squeezes():
    log = history(*climbed(), did(8, LIFT, "2x4@40"))
    assert statuses(log, 65) == "PPPoPPPoo"
    assert statuses(log, 66) == "PPo-o-o--"


def test_a_lift_opened_but_never_done_closes_after_eight_weeks_away_too():
    log = history(*climbed())
    assert status(log, 64, LIFT) == "open"
    assert status(log, 65, LIFT) == "locked"


def test_a_row_ends_after_eight_weeks_away():
    log = history(*felt_squeezes(), did(4, BRIDGE, "3x12x3"))
    assert answer(log, 61).step(BRIDGE).row == 1
    assert answer(log, 62).step(BRIDGE).row == 0


def test_an_override_lasts_through_training_and_ends_after_eight_weeks_away():
    log = [did(1, STAND, "3x10x5")]
    over = [(2, LIFT)]
    assert status(history(*log, overrides=over), 59, LIFT) == "open"
    assert status(history(*log, overrides=over), 60, LIFT) == "locked"
    log += [did(n, LIFT, "2x4@40") for n in (10, 20, 30)]
    assert status(history(*log, overrides=over), 40, LIFT) == "open"


def test_a_squeeze_is_not_learnt_by_staying_away():
    assert status(history(did(1, STAND, "3x10x5")), 60, STAND) == "open"


def test_a_choice_is_no_training():
    log = history(*climbed(), did(8, LIFT, "2x4@40"), waived=[(25, QUICK)])
    assert status(log, 65, SINGLE) == "proficient"
    assert status(log, 66, SINGLE) == "locked"


def test_an_absence_lived_down_shuts_nothing_later():
    """Back after two months, the bridge open, then a squeeze closes and reopens; the bridge too."""
    log = [*felt_squeezes(), *(did(n, PRONE, "3x10x5") for n in (70, 71))]
    log += red_twice(STAND, "3x10x5", 72)
    assert [status(history(*log), n, BRIDGE) for n in (72, 75, 78)] == ["open", "locked", "open"]


def test_an_override_after_a_long_absence_gives_eight_weeks():
    log = [did(8, LIFT, "2x4@40"), *(did(n, STAND, "3x10x5") for n in range(9, 150))]
    log = history(*log, overrides=[(80, LIFT)])
    assert [status(log, n, LIFT) for n in (79, 80, 81, 137, 138)] == [
        "locked",
        "open",
        "open",
        "open",
        "locked",
    ]


def test_practice_before_a_long_absence_does_not_open_a_lift():
    log = practised(*["2x4@40"] * 3)
    log += [did(n, LIFT, "2x4@20") for n in (70, 72, 74)]
    assert status(history(*log), 75, LIFT) == "locked"


def test_a_lift_practised_anew_after_a_long_absence_stays_open():
    log = history(*(did(n, LIFT, "2x4@40") for n in (1, 70, 72, 74, 76)))
    assert [status(log, n, LIFT) for n in (77, 78)] == ["proficient"] * 2


def bands_closed(band_days):
    """Everything else done early, one lift on day 8; the band walk shut on days 33 and 35."""
    done = [one for one in climbed() if one.exercise != BAND]
    done += [did(n, BAND, "3x15") for n in band_days]
    done += [did(n, STAND, "1x10x5") for n in range(8, 110) if n not in (33, 35)]
    done += [did(8, LIFT, "2x4@40"), *red_twice(BAND, "3x15", 33)]
    done += [did(n, PRONE, "1x10x5") for n in (36, 37)]
    return history(*done)


@pytest.mark.parametrize("band_days", [(4, 5), (30, 31)])
def test_a_lift_open_for_long_is_shut_no_sooner_than_one_just_opened(band_days):
    log = bands_closed(band_days)
    assert [status(log, n, LIFT) for n in (34, 36, 41, 42)] == [
        *("open", "locked", "locked", "open")
    ]
    # 57 full days after the last day on which all that it requires was met
    assert [status(log, n, LIFT) for n in (91, 92)] == ["open", "locked"]


@pytest.mark.parametrize("minutes", [10, 15, 20])
@pytest.mark.parametrize("trained", [10, 16, 24, 40])
@pytest.mark.parametrize("off", [11, 14, 15, 29])
def test_the_first_day_back_is_no_longer_than_the_days_before_the_break(minutes, trained, off):
    plans = train(
        trained + off + 1,
        runner=Runner(minutes),
        trains=lambda number: not trained < number <= trained + off,
    )
    asked = [answer for _, answer, _ in plans]
    before, back = asked[trained - 4 : trained], asked[-1]

    def sets(plan):
        return sum(item.dose.sets for item in plan.today if item.block == "daily")

    assert back.today
    assert back.seconds("daily") <= max(plan.seconds("daily") for plan in before)
    assert sets(back) <= max(map(sets, before))
    said = {reason.code for item in back.today for reason in item.reasons}
    assert not said & {"more-sets", "activation-too", "room"}


@pytest.mark.parametrize(("off", "dose"), [(20, "2x6x2"), (30, "2x6x1"), (60, "2x6x1")])
def test_the_first_session_ends_a_break_in_an_easy_week_too(off, dose):
    """Its dose stays until the week is over, and no card speaks of the days off any more."""
    back = 10 + off + 1
    first = [did(back, SINGLE, "1x6x1"), did(back, BRIDGE, "1x8x1")]
    tops = [did(n, SINGLE, "3x8x1") for n in (8, 9, 10)]
    log = history(*climbed(), *tops, *first, easy_weeks=[back])
    for number in (back + 1, back + 6, back + 7):
        assert target(log, number, SINGLE) == dose
        assert why(log, number, SINGLE) == Reason("easy-week-back")
    again = history(*log.sessions, did(back + 1, SINGLE, "1x6x1"), easy_weeks=[back])
    assert why(again, back + 2, SINGLE) == Reason("easy-week-kept")


def said_after_days_off(off, *sessions, exercise=SINGLE, **choices):
    """Return the reasons of a step so many days off after day 12."""
    log = history(*climbed(), *sessions, did(12, BAND, "3x15"), **choices)
    return answer(log, 13 + off).step(exercise).reasons


@pytest.mark.parametrize(
    ("off", "code"), [(15, "away-bottom"), (30, "away-low"), (60, "away-restart")]
)
def test_the_pain_of_the_last_session_is_said_before_a_long_break(off, code):
    """Alone: what it made of the dose is not what holds after the break. And it is said once."""
    away = Reason(code, {"days": off})
    for pain, own in ((4, "again-pain"), (7, "down-pain")):
        first, second, *others = said_after_days_off(off, did(8, SINGLE, "3x8x1", pain=pain))
        assert (first.code, first.values["pain"], first.values["alone"]) == (own, pain, True)
        assert second == away
        assert "lacked-pain" not in codes(others)
    hurt = said_after_days_off(off, hurts=[(8, SINGLE)])
    assert codes(hurt)[:2] == ["down-hurt", code]
    assert hurt[0].values["alone"] is True
    assert said_after_days_off(off, did(8, SINGLE, "3x8x1"))[0] == away


@pytest.mark.parametrize("off", [11, 15, 30])
def test_pain_beside_what_lowered_the_dose_is_said_before_a_break_too(off):
    def hard(pain):
        easy = [did(n, BRIDGE, "3x12x3") for n in range(6, 9)]
        hard = [did(n, BRIDGE, "3x12x3", effort=9) for n in (9, 10)]
        return [*easy, *hard, did(11, BRIDGE, "3x12x3", effort=9, pain=pain)]

    alone = Reason("again-pain", {"pain": 4, "alone": True})
    first, second, *_ = said_after_days_off(off, *hard(4), exercise=BRIDGE)
    assert first == alone
    assert second.code.startswith("away-")
    first = said_after_days_off(off, *hard(0), exercise=BRIDGE, mornings={12: 4})[0]
    assert first == Reason("again-pain", alone.values | {"morning": 4})


@pytest.mark.parametrize("off", [15, 30])
def test_a_closing_is_said_before_a_long_break(off):
    closed = did(8, STAND, "1x10x5", pain=8)
    said = said_after_days_off(off, closed, exercise=STAND)
    assert codes(said)[0] == "closed-pain"
    assert "alone" not in said[0].values
    assert said[1].code.startswith("away-")
