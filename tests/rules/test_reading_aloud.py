"""Reasons that a person would stumble over, read as one reads them: all of a step or a day."""

import pytest

from plans.rules import DayChange, Dose, Reason, plan

from .ladder import BAND, BRIDGE, EACH, GLUTES_THAT_FIRE, LIFT, MARCH, PRONE, SINGLE, STAND
from .log import (
    answer,
    climbed,
    codes,
    day,
    did,
    felt_squeezes,
    history,
    lifts,
    red_twice,
    why,
)


def test_no_load_is_offered_right_after_pain():
    hurt = history(*climbed(), *(did(n, SINGLE, "3x8x3") for n in range(8, 14)))
    assert "offer-hips" in codes(answer(hurt, 14).step(SINGLE).reasons)
    hurt = history(
        *climbed(),
        *(did(n, SINGLE, "3x8x3") for n in range(8, 13)),
        did(13, SINGLE, "3x8x3", pain=3),
    )
    view = answer(hurt, 14).step(SINGLE)
    assert view.reasons[0] == Reason("again-pain", {"pain": 3})
    assert "offer-hips" not in codes(view.reasons)
    assert not view.offers_load


def test_no_load_is_asked_for_where_the_bar_is_missing_or_the_lift_is_locked():
    log = history(*climbed())
    assert "ask-load" in codes(answer(log, 8).step(LIFT).reasons)
    bare = answer(log, 8, equipment=frozenset({"band"})).step(LIFT)
    assert ("ask-load" in codes(bare.reasons), bare.asks_load) == (False, False)
    locked = answer(log, 8, screen="ask").step(LIFT)
    assert codes(locked.reasons) == ["start", "screen-ask"]


def test_who_waived_a_step_is_not_told_again_what_is_missing():
    log = history(*felt_squeezes(), waived=[(4, BAND)])
    said = codes(answer(log, 4, equipment=frozenset()).step(BAND).reasons)
    assert "waived" in said
    assert "no-equipment" not in said


def test_the_day_says_why_the_lifts_are_locked():
    def said(log, number, **runner):
        return codes(answer(log, number, **runner).notes)

    assert "no-hinge-yet" in said(history(), 1)
    assert "lifts-ask" in said(history(*climbed()), 8, screen="ask")
    shut = history(*climbed(), *red_twice(BRIDGE, "3x12x3", 8))
    assert "lifts-shut" in said(shut, 11)
    assert "no-hinge-yet" not in said(shut, 11)


def test_a_date_that_follows_from_something_else_names_it():
    log, then = lifts("2x4@40", "2x4@40")
    last = then - 2
    assert answer(log, last + 1).hinge_next == day(last + 5)
    notes = answer(log, last + 1).notes
    assert Reason("lift-weekly", {"next": day(last + 5)}) in notes
    hurt = history(
        *climbed(),
        *(did(n, LIFT, "2x4@40") for n in (8, 10)),
        did(11, STAND, "2x10x5", pain=6),
    )
    values = {"next": day(15), "then": "lift-weekly"}
    assert Reason("lift-red-day", values) in answer(hurt, 12).notes


def test_what_is_still_shut_is_not_spoken_of_as_open_again():
    log = history(*climbed(), did(8, LIFT, "2x4@40"), *red_twice(SINGLE, "3x8x1", 9))
    view = answer(log, 12).step(LIFT)
    assert view.status == "locked"
    assert view.reasons[0] == Reason("back-shut", {"locked": True})


def test_after_a_long_time_away_one_session_is_asked_for():
    log = history(*climbed())
    view = answer(log, 75).step(BRIDGE)
    bar = next(reason for reason in view.reasons if reason.code == "next")
    assert bar.values["again"] is True
    assert bar.values["sessions_in_a_row_needed"] == 1
    waits = {
        need.exercise: need.sessions_in_a_row_needed for need in answer(log, 75).step(EACH).needs
    }
    assert waits == {MARCH: 1, SINGLE: 1, BAND: 1}
    again = history(*climbed(), did(75, BRIDGE, "3x12x3"))
    assert answer(again, 76).step(BRIDGE).status == "proficient"


def test_a_lighter_load_is_not_called_a_set_that_fell_short():
    log, then = lifts("2x4@40", "2x5@35")
    assert why(log, then, LIFT) == Reason("again-lighter")


def test_no_primer_is_offered_once_a_run_of_the_day_has_hurt():
    squeezed = felt_squeezes()
    before = history(*squeezed, runs=[(4, "easy")])
    assert answer(before, 4).primer
    hurt = history(*squeezed, did(4, BRIDGE, "2x8x1", pain=6), runs=[(4, "easy")])
    assert answer(hurt, 4).primer == ()


def test_pain_of_a_session_itself_is_said_before_that_of_the_morning_after_a_lift():
    """The morning counts as 5 for the bridge; the 8 that was given with it is worse."""
    done = [*climbed(), did(8, LIFT, "2x4x40"), did(8, BRIDGE, "3x12x3", pain=8)]
    assert why(history(*done, mornings={9: 7}), 10, BRIDGE).values["pain"] == 8
    done[-1] = did(8, BRIDGE, "3x12x3")
    said = why(history(*done, mornings={9: 7}), 10, BRIDGE).values
    assert (said["pain"], said["morning"]) == (5, 7)


def test_what_the_dose_did_not_ask_yet_is_not_called_lacking():
    """Who does all that is asked is on the way to the bar, and reads that once, without blame."""
    log = history(*felt_squeezes(), did(4, BRIDGE, "2x8x1"))
    view = answer(log, 5).step(BRIDGE)
    bar = GLUTES_THAT_FIRE.by_exercise[BRIDGE].bar
    climbing = Reason(
        "lacked-climbing",
        {"dose": Dose(2, 8, 1), "bar": bar, "lacked": ["sets", "amount", "hold"]},
    )
    assert view.last.lacked == ("sets", "amount", "hold")
    assert [one for one in view.reasons if one.code.startswith("lacked-")] == [climbing]


def test_what_was_asked_and_not_done_is_lacking_while_the_dose_climbs():
    log = history(*felt_squeezes(), did(4, BRIDGE, "8,6x1", felt=6))
    said = [one for one in answer(log, 5).step(BRIDGE).reasons if one.code.startswith("lacked-")]
    assert codes(said) == [
        "lacked-amount", "lacked-felt-left", "lacked-felt-right", "lacked-climbing",
    ]  # fmt: skip
    assert said[0].values == {"value": 6, "wanted": 12}
    assert said[-1].values["lacked"] == ["sets", "hold"]


def test_no_load_is_offered_until_a_clinician_was_asked_and_the_page_says_why():
    """The safety questions advise it; they lock no more than the lifts."""
    log = history(*climbed(), *(did(n, BRIDGE, "3x12x3") for n in range(8, 12)))
    assert answer(log, 12).step(BRIDGE).offers_load
    for screen in ("ask", "stop"):
        view = answer(log, 12, screen=screen).step(BRIDGE)
        assert not view.offers_load
        assert "offer-hips" not in codes(view.reasons)
        assert "load-after-clinician" in codes(view.reasons)
    loaded = history(*log.sessions, did(12, BRIDGE, "3x12x3@10"))
    assert answer(loaded, 13, screen="ask").step(BRIDGE).target.load_kg == 10


def test_no_load_is_offered_while_a_clinician_is_advised_and_the_page_says_why():
    """A closing above, too: it is what advises a clinician for as long as it lasts."""
    at_top = [*climbed(), *(did(n, BRIDGE, "3x12x3") for n in range(8, 12))]
    assert answer(history(*at_top), 12).step(BRIDGE).offers_load
    closed_above = history(*at_top, *red_twice(SINGLE, "3x8x1", 12))
    hurt_in_a_run = history(*at_top, runs=[(11, "easy", 8)])
    for log, number in ((closed_above, 16), (hurt_in_a_run, 13)):
        told = answer(log, number)
        assert told.clinician
        view = told.step(BRIDGE)
        assert not view.offers_load
        assert "offer-hips" not in codes(view.reasons)
        assert "load-waits" in codes(view.reasons)
        band = told.step(BAND)
        assert "offer-band" not in codes(band.reasons)


def test_a_load_that_is_not_offered_for_pain_counts_for_nothing():
    done = [*climbed(), *(did(n, BRIDGE, "3x12x3") for n in range(8, 12))]
    hurt = history(*done, did(13, BRIDGE, "3x12x3@10"), runs=[(11, "easy", 8)])
    assert answer(hurt, 14).step(BRIDGE).target.load_kg is None
    well = history(*done, did(13, BRIDGE, "3x12x3@10"), runs=[(11, "easy", 0)])
    assert answer(well, 14).step(BRIDGE).target.load_kg == 10


def test_a_load_that_is_there_stays_while_a_clinician_is_advised():
    log = history(
        *climbed(), *(did(n, BRIDGE, "3x12x3") for n in range(8, 11)),
        did(11, BRIDGE, "3x12x3@10"), runs=[(12, "easy", 8)],
    )  # fmt: skip
    view = answer(log, 13).step(BRIDGE)
    assert view.target.load_kg == 10
    assert "load-waits" not in codes(view.reasons)


def test_a_waived_step_is_not_said_to_be_0_of_4():
    log = history(*climbed(), waived=[(8, LIFT)])
    assert "next" not in codes(answer(log, 8).step(LIFT).reasons)
    waits = history(*felt_squeezes(), waived=[(4, LIFT)])  # and does not count yet
    assert "needs" in codes(answer(waits, 4).step(LIFT).reasons)


@pytest.mark.parametrize(
    ("doses", "code"),
    [
        (["2x8"], "again-hold-not-given"),
        (["3x12x3@10", "3x12x3@10", "1x12x3@10 + 2x12x3"], "again-load-not-given"),
        (["3x12x3@10", "3x12x3@10", "1x12x3@10 + 2x12"], "again-neither-given"),
    ],
)
def test_what_was_not_given_is_named_where_a_session_cannot_be_compared(doses, code):
    first = felt_squeezes() if len(doses) == 1 else at_top()
    number = 4 if len(doses) == 1 else 12
    done = [
        did(number + n, BRIDGE, dose) for n, one in enumerate(doses) for dose in one.split(" + ")
    ]
    view = answer(history(*first, *done), number + len(doses)).step(BRIDGE)
    assert view.reasons[0] == Reason(code)
    # Said once, although the bar misses it too.
    assert not any(one in codes(view.reasons) for one in LACKED_DOSE_NOT_GIVEN)


LACKED_DOSE_NOT_GIVEN = ("lacked-hold-not-given", "lacked-load-not-given")


def at_top():
    return [*climbed(), *(did(n, BRIDGE, "3x12x3") for n in range(8, 12))]


def test_a_dose_that_has_come_down_is_not_called_on_the_way_up():
    """What was asked then is told as what it was: closed, lowered, or after time away."""
    climbs = [did(n, BRIDGE, "2x8x1", effort=6) for n in (4, 5)]
    on_the_way = history(*felt_squeezes(), *climbs)
    closed = history(*felt_squeezes(), *climbs, did(6, BRIDGE, "2x12x1", pain=8))

    def climbing(log, number):
        said = answer(log, number).step(BRIDGE).reasons
        return next(one for one in said if one.code == "lacked-climbing")

    assert "lowered" not in climbing(on_the_way, 6).values
    assert climbing(on_the_way, 36).values["lowered"] is True
    squeezes = [did(n, name, "2x10x5") for n in (7, 8, 9) for name in (PRONE, STAND)]
    assert climbing(history(*closed.sessions, *squeezes), 10).values["lowered"] is True


def test_what_only_hurts_is_not_said_to_have_had_a_number():
    """Pain that the runner gave as a number is said as one."""
    log = history(*climbed())
    hurts = (DayChange(day(8), BRIDGE, "hurts"),)
    left_out = plan(GLUTES_THAT_FIRE, log, day(9), changes=hurts).step(BRIDGE).reasons[-1]
    assert left_out == Reason("hurt-yesterday", {"exercise": BRIDGE, "until": day(9)})
    red = history(*climbed(), did(8, BRIDGE, "3x12x3", pain=6))
    said = codes(plan(GLUTES_THAT_FIRE, red, day(9), changes=hurts).step(BRIDGE).reasons)
    assert "red-yesterday" in said
    assert "hurt-yesterday" not in said


@pytest.mark.parametrize("feedback", [{"pain": 3}, {"pain": 7}, {"effort": 9}, {"form": False}])
def test_a_first_load_after_pain_or_too_much_effort_is_a_lighter_one(feedback):
    log = history(*climbed(), did(8, LIFT, "2x4@40", **feedback))
    view = answer(log, 14).step(LIFT)
    assert view.asks_load
    assert Reason("ask-load", {"sets": 2, "lighter": True}) in view.reasons
    fine = history(*climbed(), did(8, LIFT, "2x4"))
    assert Reason("ask-load", {"sets": 2}) in answer(fine, 14).step(LIFT).reasons


@pytest.mark.parametrize("done", [[], [did(10, LIFT, "2x4")], [did(10, LIFT, "2x4@40", pain=4)]])
def test_a_first_load_is_the_lightest_while_a_clinician_is_advised(done):
    lightest = Reason("ask-load", {"sets": 2, "lightest": True})
    log = history(*climbed(), did(8, PRONE, "1x10x5"), *done, mornings={9: 8})
    told = answer(log, 13)
    assert told.clinician
    assert lightest in told.step(LIFT).reasons
    (item,) = (one for one in told.today if one.exercise == LIFT)
    assert item.asks_load
    assert lightest in item.reasons
    assert not any("lightest" in one.values for one in answer(log, 25).step(LIFT).reasons)


def test_a_lift_at_its_top_says_what_its_load_waits_for():
    log = history(*climbed(), *(did(8 + 3 * n, EACH, "3x10") for n in range(3)))
    assert Reason("load-comes-after", {"other": LIFT}) in answer(log, 18).step(EACH).reasons
    below = history(*climbed(), did(8, EACH, "2x6"))
    assert "load-comes-after" not in codes(answer(below, 18).step(EACH).reasons)


def test_who_lacks_equipment_is_told_of_the_waiver_only_where_there_is_one():
    def told(log, number):
        reasons = answer(log, number, equipment=frozenset()).step(BAND).reasons
        return next(one for one in reasons if one.code == "no-equipment").values

    assert told(history(*felt_squeezes()), 4)["may_waive"] is True
    assert "may_waive" not in told(history(*climbed()), 8)  # proficient


def test_another_position_after_pain_says_that_it_is_for_the_pain():
    sore = history(*felt_squeezes(), *(did(n, BRIDGE, "2x8x1", pain=4) for n in (4, 5, 6, 7)))
    said = codes(answer(sore, 8).step(BRIDGE).reasons)
    assert said.index("sore") + 1 == said.index("offer-position")
    # The reason of the dose has said it.
    lowered = answer(history(*sore.sessions[:-1]), 7).step(BRIDGE)
    assert lowered.reasons[0].code == "down-amber"
    assert "sore" not in codes(lowered.reasons)


def test_room_is_spoken_of_once_a_line():
    log = history(*felt_squeezes())
    for item in answer(log, 4, minutes=20).today:
        said = codes(item.reasons)
        assert not {"activation-too", "more-sets"} <= set(said)


def test_only_what_came_down_is_said_to_be_easier():
    hard = [did(8 + 3 * n, LIFT, "2x4@40", effort=9 if n else 7) for n in range(4)]
    assert why(history(*climbed(), *hard), 20, LIFT).values == {"load_kg": 37.5, "effort": 9}
    red = history(*climbed(), did(8, LIFT, "2x4@40"), did(11, LIFT, "2x4@40", pain=6))
    assert why(red, 16, LIFT).values == {"load_kg": 32.5, "pain": 6}
    fewer = history(*at_top(), did(12, BRIDGE, "3x12x3", pain=6))
    assert why(fewer, 14, BRIDGE).values == {"sets": 2, "pain": 6}


@pytest.mark.parametrize(
    ("hurt", "next_day"),
    [
        ([did(10, LIFT, "2x4@40", pain=6)], 15),  # four days without one
        ([did(10, LIFT, "2x4@40"), did(10, BRIDGE, "3x12x3", pain=6)], 12),
        ([did(10, LIFT, "2x4@40", pain=8)], None),  # which closes it
        ([did(10, BRIDGE, "3x12x3", pain=8)], None),
    ],
)
def test_a_lift_that_hurts_today_says_today_when_the_next_one_can_be(hurt, next_day):
    """The date is the one that tomorrow's page gives as well."""
    log = history(*climbed(), did(8, LIFT, "2x4@40"), *hurt)
    settings = {"lifts": 3}
    today, tomorrow = answer(log, 10, **settings), answer(log, 11, **settings)
    wanted = next_day and day(next_day)
    assert (today.hinge_next, tomorrow.hinge_next) == (wanted, wanted)
    dates = {one.values["next"] for one in today.notes if "next" in one.values}
    assert dates <= {wanted}
    assert (Reason("lifts-shut") in today.notes) is (next_day is None)


def test_a_lift_of_which_the_runner_said_that_it_hurts_rests_for_four_days_from_today_on():
    log = history(*climbed(), did(8, LIFT, "2x4@40"))
    hurts = (DayChange(day(10), LIFT, "hurts"),)
    today = plan(GLUTES_THAT_FIRE, log, day(10), changes=hurts)
    values = {"next": day(15), "then": "lift-red"}
    assert Reason("lift-red-day", values) in today.notes
    assert today.hinge_next == day(15)
    assert plan(GLUTES_THAT_FIRE, log, day(11), changes=hurts).hinge_next == day(15)


def test_what_comes_back_after_a_day_on_which_all_of_it_hurt_is_not_what_rests_tomorrow():
    log = history(*(did(1, squeeze, "3x10x5", pain=7) for squeeze in (PRONE, STAND)))
    notes = {note.code: note.values for note in answer(log, 1).notes}
    assert answer(log, 2).today == ()
    assert notes["comes-back"]["on"] == day(3)


def not_felt():
    """Fifteen days of squeezes felt 4."""
    return [did(n, name, "3x10x5", felt=4) for n in range(1, 16) for name in (PRONE, STAND)]


GONE_ON_FROM = PRONE, STAND
GONE_ON = [(16, PRONE), (16, STAND)]


def test_squeezes_in_turn_fall_short_of_nothing_for_who_goes_on_without_feeling_them():
    log = history(*not_felt(), did(16, PRONE, "2x10x5", felt=4), going_on=GONE_ON)
    view = answer(log, 17).step(PRONE)
    assert view.reasons[0] == Reason("activation-going-on")
    assert "again-short" not in codes(view.reasons)


def test_one_set_of_a_squeeze_in_turn_is_not_what_was_lacking():
    """Who goes on without the feeling keeps the row with it; only felt can lose it."""
    log = history(*not_felt(), did(16, PRONE, "1x10x5"), going_on=GONE_ON)
    one_set = Reason("lacked-sets", {"value": 1, "wanted": 2, "keeps_row": True})
    assert answer(log, 17).step(PRONE).reasons[1] == one_set
    log = history(*not_felt(), did(16, PRONE, "1x10x5", felt=4), going_on=GONE_ON)
    view = answer(log, 17).step(PRONE)
    assert "lacked-sets" not in codes(view.reasons)
    assert {"lacked-felt-left", "lacked-felt-right"} <= set(codes(view.reasons))
    assert view.last.lacked == ("sets", "felt-left", "felt-right")


def test_squeezes_that_are_both_in_the_plan_are_not_said_to_come_in_turn():
    log = history(*not_felt(), going_on=GONE_ON)
    squeezes = [one for one in answer(log, 16, minutes=20).today if one.exercise in GONE_ON_FROM]
    assert [codes(one.reasons) for one in squeezes] == [
        ["activation", "lacked-felt-left", "lacked-felt-right", "more-sets"],
        ["activation-too", "lacked-felt-left", "lacked-felt-right"],
    ]


def test_both_squeezes_are_not_said_to_be_there_while_one_is_gone_on_from():
    felt = {PRONE: 4, STAND: 8}
    done = [did(n, name, "3x10x5", felt=felt[name]) for n in range(1, 16) for name in felt]
    log = history(*done, going_on=[(16, PRONE)])
    for minutes in (10, 20):
        said = [codes(item.reasons) for item in answer(log, 16, minutes=minutes).today]
        assert not any("activation-turn" in reasons for reasons in said)
    assert answer(log, 16).step(STAND).reasons[0] == Reason("activation-going-on")


def test_a_step_that_was_gone_on_from_helps_to_open_nothing_more():
    band = [did(n, BAND, "3x15", felt=4) for n in range(4, 20)]
    log = history(*felt_squeezes(), *band, going_on=[(20, BAND)])
    assert "next-opens" not in codes(answer(log, 20).step(BAND).reasons)
    assert "next-opens" in codes(answer(log, 19).step(BAND).reasons)


def test_without_dumbbells_the_weight_is_not_said_to_wait_for_the_deadlift():
    done = [*climbed(), *(did(8 + 3 * n, EACH, "3x10") for n in range(3))]
    bare = answer(history(*done), 18, equipment=frozenset({"band", "trap-bar"})).step(EACH)
    assert bare.reasons[0].code == "at-top"
    assert "load-comes-after" not in codes(bare.reasons)


@pytest.mark.parametrize(
    "last",
    [
        did(11, BRIDGE, "3x12x3", effort=9),
        did(11, BRIDGE, "3x12x3", form=False),
        did(11, BRIDGE, "12,12,10x3"),
    ],
)
def test_no_load_is_offered_beside_the_same_again_for_effort_form_or_a_short_set(last):
    log = history(*climbed(), *(did(n, BRIDGE, "3x12x3") for n in range(8, 11)), last)
    view = answer(log, 12).step(BRIDGE)
    assert view.reasons[0].code in ("again-effort", "again-form", "again-miss")
    assert not view.offers_load
    assert "offer-hips" not in codes(view.reasons)


def test_a_row_that_time_away_took_is_not_said_to_be_lost_to_the_last_session():
    raised = [did(n, BRIDGE, "3x12x3@10") for n in (8, 9, 10)]
    log = history(*climbed(), *raised, did(11, BRIDGE, "3x8x3@12.5"))
    view = answer(log, 75).step(BRIDGE)
    assert view.reasons[0].code == "away-restart"
    assert not {"row-lost", "row-stays"} & {*codes(view.reasons)}


def test_a_row_is_never_said_to_have_been_longer_than_the_bar_wants():
    log = history(*climbed(), *(did(n, BRIDGE, "3x12x3") for n in range(8, 14)))
    closed = history(*log.sessions, did(14, BRIDGE, "3x12x3", pain=8))
    squeezes = [did(n, name, "3x10x5") for n in (15, 16) for name in (PRONE, STAND)]
    view = answer(history(*closed.sessions, *squeezes), 17).step(BRIDGE)
    assert view.status == "open"
    assert Reason("row-lost", {"row": 2}) in view.reasons


def test_pain_is_spoken_of_before_the_sessions_without_a_step_up():
    sore = history(*(did(n, PRONE, "2x10x5", pain=5) for n in range(1, 12)))
    said = codes(answer(sore, 12).step(PRONE).reasons)
    assert said.index("sore") < said.index("stalled")


def test_a_step_that_never_was_open_does_not_open_again():
    """One that was opened early has never opened by itself either."""
    early = history(did(1, LIFT, "2x4@40", pain=8), overrides=[(1, LIFT)])
    learnt = history(
        *(did(n, LIFT, "2x4@40") for n in (1, 3, 5, 7)), did(9, LIFT, "2x4@40", pain=8)
    )

    def reopening(log, number, exercise):
        reasons = answer(log, number).step(exercise).reasons
        return next(one.values for one in reasons if one.code == "reopens-after")

    assert reopening(early, 2, EACH)["never_open"] is True
    assert reopening(early, 2, LIFT)["never_open"] is True
    assert "never_open" not in reopening(learnt, 10, LIFT)


def test_a_closing_of_today_calls_for_a_clinician_at_once():
    red = did(8, BRIDGE, "3x12x3", pain=7)
    log = history(*climbed(), red, did(10, BRIDGE, "2x12x3", pain=7))
    told = answer(log, 10)
    assert told.clinician
    assert Reason("clinician", {"on": day(10)}) in told.notes
    assert not answer(history(*climbed(), red), 8).clinician


def test_a_red_session_of_an_easy_week_is_told_as_every_red_one():
    """It breaks the row, so nobody may read that it does not."""
    log = history(*felt_squeezes(), did(4, BAND, "3x15"), did(5, BAND, "3x15", pain=6))
    log = history(*log.sessions, easy_weeks=[5])
    said = answer(log, 7).step(BAND).reasons
    assert "row-easy-week" not in codes(said)
    assert Reason("row-lost", {"row": 1}) in said


def test_an_easy_week_that_is_ended_keeps_what_its_days_said():
    """Its session neither adds to the row nor breaks it; the plan of the day is a whole one."""
    log = history(*felt_squeezes(), did(4, BAND, "3x15"), did(5, BAND, "2x15"))
    going = history(*log.sessions, easy_weeks=[5])
    ended = history(*log.sessions, easy_weeks=[5], easy_weeks_ended=[7])
    assert "in-easy-week" in codes(answer(going, 7).notes)
    assert "in-easy-week" in codes(answer(ended, 6).notes)
    assert "in-easy-week" not in codes(answer(ended, 7).notes)
    assert answer(ended, 7).step(BAND) == answer(going, 7).step(BAND)
    assert answer(ended, 7).step(BAND) != answer(log, 7).step(BAND)
    assert answer(ended, 7).today != answer(going, 7).today


def test_an_easy_week_is_ended_only_while_it_lasts():
    sessions = felt_squeezes()
    stray = history(*sessions, easy_weeks=[3], easy_weeks_ended=[2, 11])
    assert "in-easy-week" in codes(answer(stray, 9).notes)


def at_top_of_bridge_and_deadlift():
    lifts = [did(n, LIFT, "2x4@40") for n in (8, 10, 12, 14)]
    return [*climbed(), *lifts, *(did(n, BRIDGE, "3x12x3") for n in range(8, 16))]


def test_no_load_is_offered_in_an_easy_week_in_which_it_would_not_count():
    log = history(*at_top_of_bridge_and_deadlift())
    eased = history(*log.sessions, easy_weeks=[15])
    for name in (BRIDGE, EACH):
        assert answer(log, 16).step(name).offers_load
        view = answer(eased, 16).step(name)
        assert not view.offers_load
        assert not {"offer-hips", "offer-hand"} & {*codes(view.reasons)}
    for item in answer(eased, 16, minutes=20).today:
        assert not item.offers_load
        assert not {"offer-hips", "offer-hand"} & {*codes(item.reasons)}


@pytest.mark.parametrize(
    "hurt",
    [did(16, SINGLE, "3x8x1", pain=6), did(16, LIFT, "2x5@40", pain=6)],
)
def test_no_weight_is_offered_for_a_lift_that_rests_for_pain(hurt):
    log = history(*at_top_of_bridge_and_deadlift(), hurt)
    for number in (16, 17):
        view = answer(log, number).step(EACH)
        assert not view.offers_load
        assert "offer-hand" not in codes(view.reasons)
