"""A raise that was not done yet: no load goes up in an easy week, nor on the first day back."""

import pytest

from plans.rules import Reason

from .ladder import BRIDGE, LIFT, SINGLE
from .log import (
    AT_TOP,
    at_bridge_top,
    bridge_days,
    climbed,
    did,
    history,
    lifts,
    replace_easy_weeks,
    target,
    why,
)


def raised_lift():
    """Return sessions of a lift that asks 42.5 kg on the day after them, and that day."""
    return lifts(*AT_TOP, "3x8@40")


def test_a_load_that_was_raised_waits_until_an_easy_week_is_over():
    log, on = raised_lift()
    assert target(log, on, LIFT) == "3x4@42.5"
    easy = replace_easy_weeks(log, on)
    assert target(easy, on, LIFT) == "3x8@40"
    assert why(easy, on, LIFT) == Reason("easy-week-as-it-was")
    done = replace_easy_weeks(log, on, did(on, LIFT, "2x8@40"))
    assert [target(done, n, LIFT) for n in (on + 2, on + 7)] == ["3x8@40", "3x4@42.5"]
    assert why(done, on + 7, LIFT).code == "raise-load"
    assert target(easy, on + 7, LIFT) == "3x4@42.5"  # not done in the week


@pytest.mark.parametrize(
    "bad", [{"pain": 4}, {"pain": None}, {"effort": 9}, {"form": False}, {"dose": "2x6@40"}]
)
def test_it_does_not_come_after_the_week_where_a_session_of_it_was_not_fine(bad):
    log, on = raised_lift()
    session = did(on, LIFT, **({"dose": "2x8@40"} | bad))
    hurt = replace_easy_weeks(log, on, session)
    is_sore = bad.get("pain") == 4
    assert target(hurt, on + 7, LIFT) == ("2x8@40" if is_sore else "3x8@40")
    code = "again-pain" if is_sore else "easy-week-kept"
    assert why(hurt, on + 7, LIFT).code == code
    again = replace_easy_weeks(log, on, session, did(on + 7, LIFT, "3x8@40"))
    second = "3x8@40" if is_sore else "3x4@42.5"  # as the second session at the top
    assert target(again, on + 9, LIFT) == second


@pytest.mark.parametrize("red", [10, 11])
def test_a_lift_goes_up_no_further_right_after_red_pain_below_it(red):
    """Also where both were done on one day. Then it goes up as ever."""
    done = [*climbed(), did(8, LIFT, "2x4@40"), did(10, LIFT, "2x4@40")]
    assert target(history(*done), 15, LIFT) == "2x5@40"
    sore = [*done, did(red, SINGLE, "3x8x1", pain=6)]
    assert target(history(*sore), 15, LIFT) == "2x4@40"
    assert why(history(*sore), 15, LIFT) == Reason("raise-waits")
    after = history(*sore, did(15, LIFT, "2x4@40"))
    assert target(after, 18, LIFT) == "2x5@40"


def test_what_the_runner_chose_stays_in_an_easy_week():
    log, on = lifts("2x4@40")
    assert target(replace_easy_weeks(log, on), on, LIFT) == "2x4@40"


def test_red_pain_in_an_easy_week_lowers_what_was_asked():
    log, on = raised_lift()
    red = replace_easy_weeks(log, on, did(on, LIFT, "2x8@40", pain=6))
    assert target(red, on + 7, LIFT) == "2x8@32.5"


def test_the_first_day_back_brings_no_raise():
    """Eleven days off: at its fewest sets already, and nothing else goes up either."""
    log = bridge_days("2x8x1")
    assert [target(log, n, BRIDGE) for n in (2, 12)] == ["2x9x1", "2x9x1"]
    assert target(log, 13, BRIDGE) == "2x8x1"
    values = {"days": 11, "unchanged": True, "raise_waits": True}
    assert why(log, 13, BRIDGE) == Reason("away-fewer", values)
    back = history(*log.sessions, did(13, BRIDGE, "2x8x1"))
    assert target(back, 14, BRIDGE) == "2x9x1"
    missed = history(*log.sessions, did(13, BRIDGE, "8,7x1"))
    assert target(missed, 14, BRIDGE) == "2x8x1"


def test_a_load_that_was_raised_waits_on_the_first_day_back():
    log, on = raised_lift()
    assert [target(log, n, LIFT) for n in (on + 8, on + 10)] == ["3x4@42.5", "2x8@40"]
    back = history(*log.sessions, *(did(on + n, LIFT, "3x8@40") for n in (10, 12)))
    assert [target(back, on + n, LIFT) for n in (11, 13)] == ["3x8@40", "3x8@40"]
    again = history(*back.sessions, did(on + 14, LIFT, "3x8@40"))
    assert target(again, on + 16, LIFT) == "3x4@42.5"


def test_where_a_set_can_be_fewer_the_rest_is_as_announced():
    log = at_bridge_top()
    assert [target(log, n, BRIDGE) for n in (5, 16)] == ["3x12x3", "2x12x3"]


def test_the_way_back_goes_on_after_an_easy_week():
    log, on = raised_lift()
    away = history(*log.sessions, did(on + 30, LIFT, "2x4@27.5"))
    on += 32
    raised = target(away, on, LIFT)
    assert (raised, why(away, on, LIFT).code) == ("2x4@30", "back-load")
    easy = replace_easy_weeks(away, on)
    assert target(easy, on, LIFT) == "2x4@27.5"
    sore = replace_easy_weeks(away, on, did(on, LIFT, "1x4@27.5", pain=3))
    assert target(sore, on + 7, LIFT) == "2x4@27.5"
    well = replace_easy_weeks(away, on, *sore.sessions[-1:], did(on + 7, LIFT, "2x4@27.5"))
    assert target(well, on + 9, LIFT) == raised


def test_what_was_shut_comes_back_from_what_was_lifted():
    """And the way back goes no further; beyond it the load rises as ever."""
    log, on = raised_lift()
    assert target(log, on, LIFT) == "3x4@42.5"
    shut = history(*log.sessions, did(on, SINGLE, "3x8x1", pain=8))
    assert target(shut, on + 10, LIFT) == "2x4@32.5"
    calm = [did(on + n, BRIDGE, "3x12x3") for n in (1, 2, 3)]
    shut = history(*shut.sessions, *calm, did(on + 4, SINGLE, "2x6x1"))
    backs, number = [], on + 10
    for _ in range(3):
        dose = target(shut, number, LIFT)
        shut = history(*shut.sessions, did(number, LIFT, dose))
        number += 3
        backs.append((target(shut, number, LIFT), why(shut, number, LIFT).code))
    assert backs == [("2x4@35", "back-load"), ("2x4@37.5", "back-load"), ("2x4@40", "back-load")]
    shut = history(*shut.sessions, did(number, LIFT, "2x4@40"))
    assert target(shut, number + 3, LIFT) == "2x5@40"


@pytest.mark.parametrize(("days", "asked"), [(15, "2x4@32.5"), (30, "2x4@27.5"), (60, "2x4@20")])
def test_a_time_away_takes_back_a_raise_that_was_not_done(days, asked):
    log, on = raised_lift()
    assert target(log, on + days, LIFT) == asked
    easy = replace_easy_weeks(log, on + days, did(on + days, LIFT, asked))
    assert target(easy, on + days + 3, LIFT) == asked  # and the raise comes no more
    assert target(easy, on + days + 7, LIFT) == asked
