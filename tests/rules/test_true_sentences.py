"""What a reason says is what was and what is asked, whichever way it came about."""

import pytest
from hypothesis import given

from plans.rules import DayChange, Dose, Reason, Runner, Setup, plan, replay
from plans.rules.away import prescribed_dose
from plans.rules.block import Line, trimmed
from plans.rules.dose_reasons import load_comes_after
from plans.rules.progress import progress
from plans.rules.state import StepState

from .ladder import BAND, BRIDGE, EACH, GLUTES_THAT_FIRE, LIFT, PRONE, QUICK, SINGLE, STAND
from .lives import lifters, lives
from .log import (
    AT_TOP,
    answer,
    climbed,
    codes,
    day,
    did,
    felt_squeezes,
    history,
    lifts,
    replace_easy_weeks,
    sets,
    state,
    why,
)


@pytest.mark.parametrize(
    ("days", "code"),
    [(11, "away-fewer"), (15, "away-bottom"), (29, "away-low"), (57, "away-restart")],
)
def test_the_time_away_of_a_lift_is_that_without_a_lift(days, code):
    """Other things were done on those days."""
    log, then = lifts("2x4@40", "2x5@40")
    trained = [did(n, STAND, "2x10x5") for n in range(then, then + days)]
    reason = why(history(*log.sessions, *trained), then - 1 + days, LIFT)
    assert reason.code == code
    assert reason.values["lift"] is True
    away = why(history(*climbed()), 7 + days + 1, BRIDGE)
    assert away.code == code
    assert "lift" not in away.values


def six_weeks():
    return [did(n, PRONE, "2x10x5") for n in range(1, 60)]


def test_an_easy_week_that_is_ended_is_not_offered_again_at_once():
    log = history(*six_weeks(), easy_weeks=[44], easy_weeks_ended=[47])

    def said(number):
        found = [one for one in answer(log, number).notes if "easy-week" in one.code]
        return found[0] if found else None

    for number in range(47, 54):
        assert said(number) == Reason("easy-week-put-off", {"until": day(54), "ended": True})
    assert said(54).code == "offer-easy-week"


def test_the_day_says_which_daily_steps_pain_has_closed():
    red = did(8, SINGLE, "3x8x1", pain=8)
    notes = answer(history(*climbed(), red), 9).notes
    assert Reason("steps-closed", {"exercises": [SINGLE]}) in notes
    squeeze = did(8, STAND, "2x10x5", pain=8)
    closed = next(
        note for note in answer(history(*climbed(), squeeze), 9).notes if "closed" in note.code
    )
    assert {STAND, BRIDGE, SINGLE, BAND} <= {*closed.values["exercises"]}
    assert "steps-closed" not in codes(answer(history(*climbed()), 9).notes)
    # What never was open has nothing that is missed.
    early = history(*felt_squeezes(), did(4, PRONE, "2x10x5", pain=8))
    names = next(n for n in answer(early, 5).notes if n.code == "steps-closed").values["exercises"]
    assert SINGLE not in names


@pytest.mark.parametrize("pain", [4, 7])
def test_pain_in_a_squeeze_in_turn_is_said_before_its_turn(pain):
    log = history(*climbed(), did(8, PRONE, "1x10x5", pain=pain), did(9, STAND, "1x10x5"))
    [squeeze] = [one for one in answer(log, 10, minutes=10).today if one.exercise == PRONE]
    first = squeeze.reasons[0]
    assert first.values["pain"] == pain
    assert squeeze.reasons[1].code == "activation-turn"
    told = answer(log, 10).step(PRONE).reasons[0]
    assert told == first
    assert told.code == "again-pain" or told.values["in_turn"] is True


def test_no_primer_has_what_the_day_leaves_out_for_its_days_of_seven():
    quick = [did(n, QUICK, "2x10") for n in (8, 9, 10, 11)]
    log = history(*climbed(), *quick, runs=[(12, "easy")])
    planned = answer(log, 12)
    assert "weekly-most" in codes(planned.notes)
    assert QUICK not in [item.exercise for item in planned.primer]
    rested = answer(history(*climbed(), *quick[:3], runs=[(12, "easy")]), 12)
    assert QUICK in [item.exercise for item in rested.primer]


def test_one_set_is_not_enough_where_more_are_asked():
    found = 0
    for number in range(4, 20):
        done = [did(n, name, "1x10x5") for n in range(4, number) for name in (PRONE, STAND)]
        for minutes in (10, 15, 20):
            for item in answer(history(*felt_squeezes(), *done), number, minutes=minutes).today:
                said = codes(item.reasons)
                if "more-sets" in said:
                    found += 1
                    assert "activation-turn" not in said
    assert found


def test_who_leaves_a_lift_out_is_not_told_that_it_has_its_turn():
    done = [did(8 + 3 * n, LIFT, "2x4@40") for n in range(4)]
    log = history(*climbed(), *done, did(20, EACH, "2x6"))
    before = answer(log, 26)
    assert Reason("other-lift", {"exercise": EACH, "other": LIFT}) in before.notes
    left_out = (DayChange(day(26), LIFT, "not-today"),)
    notes = plan(GLUTES_THAT_FIRE, log, day(26), changes=left_out).notes
    assert Reason("not-today", {"exercise": LIFT}) in notes
    assert "other-lift" not in codes(notes)


@pytest.mark.parametrize(
    ("taken", "load"), [("42.5", None), ("41", 40), ("43.2", 42.5), ("1", 2.5)]
)
def test_a_load_between_two_steps_is_not_called_the_chosen_one(taken, load):
    log = history(*climbed(), did(8, LIFT, f"2x4@{taken}"))
    values = {"load_kg": load, "taken_kg": float(taken)} if load else {"load_kg": float(taken)}
    assert why(log, 11, LIFT) == Reason("entry", values)


def test_a_closed_step_is_not_said_to_count_as_met_by_its_waiver():
    log = history(*felt_squeezes(), did(5, BAND, "2x15", pain=8), waived=[(4, BAND)])
    said = codes(answer(log, 6).step(BAND).reasons)
    assert {"closed", "waived-shut"} <= {*said}
    assert not {"waived", "waived-waits"} & {*said}


def test_one_set_is_enough_while_the_squeeze_that_hurt_is_learnt_anew():
    """Minutes that are left over ask no more of it either."""
    red = [did(4, STAND, "3x10x5", pain=8)]
    later = [did(n, name, "1x10x5") for n in range(8, 11) for name in (PRONE, STAND)]
    found = set()
    for number in range(8, 12):
        done = [*felt_squeezes(), *red, *(one for one in later if one.date < day(number))]
        for minutes in (10, 15, 20):
            for item in answer(history(*done), number, minutes=minutes).today:
                found |= {*codes(item.reasons)}
                assert item.exercise != PRONE or item.dose.sets == 1
    assert "activation-sore" in found
    assert "more-sets" not in found


@pytest.mark.parametrize(("pain", "code"), [(4, "again-pain"), (6, "down-pain"), (8, "down-pain")])
def test_the_pain_of_a_morning_is_named_as_the_mornings(pain, code):
    done = did(8, SINGLE, "3x8x1")
    said = why(history(*climbed(), done, mornings={9: pain}), 9, SINGLE)
    assert (said.code, said.values["pain"], said.values["morning"]) == (code, pain, pain)
    own = did(8, SINGLE, "3x8x1", pain=min(pain, 6))
    said = why(history(*climbed(), own, mornings={9: min(pain, 6)}), 9, SINGLE)
    assert "morning" not in said.values
    elsewhere = why(history(*climbed(), own, elsewhere={9: 7}), 9, SINGLE)
    assert "morning" not in elsewhere.values


def test_pain_is_named_beside_what_lowered_the_dose():
    hard = [did(n, SINGLE, "3x8x1@5", effort=9, pain=5 if n == 12 else 0) for n in (10, 11, 12)]
    tops = [did(n, SINGLE, "3x8x3") for n in (8, 9)]
    given = did(9, SINGLE, "3x8x3@7.5")
    log = history(*climbed(), *tops[:1], given, *hard)
    said = why(log, 13, SINGLE)
    assert (said.code, said.values["sore"]) == ("down-effort", 5)
    morning = history(*log.sessions[:-1], did(12, SINGLE, "3x8x1@5", effort=9), mornings={13: 4})
    assert why(morning, 13, SINGLE).values["sore"] == 4
    assert why(morning, 13, SINGLE).values["morning"] == 4
    short = [did(n, BAND, "2x12", pain=4) for n in (8, 9)]
    again = answer(history(*climbed(), *short), 10).step(BAND).reasons[0]
    assert again == Reason("again-pain", {"pain": 4, "unchanged": True})


def test_no_weight_is_offered_after_sets_that_were_short_of_the_range():
    log, on = lifts(*["2x4@40"] * 4)
    doses = ["2x10", "2x10", "3x5", "3x5"]
    each = [did(on + 3 * n, EACH, dose) for n, dose in enumerate(doses)]
    assert answer(history(*log.sessions, *each[:2]), on + 6).step(EACH).offers_load
    short = history(*log.sessions, *each)
    assert why(short, on + 12, EACH).code == "down-sets"
    assert not answer(short, on + 12).step(EACH).offers_load


@pytest.mark.parametrize("said", [{"pain": 4}, {"effort": 9}, {"pain": 7}])
def test_a_load_that_was_taken_and_is_not_asked_is_said_to_be_left_out(said):
    log, on = lifts(*["2x4@40"] * 4)
    assert answer(log, on).step(EACH).offers_load
    taken = history(*log.sessions, did(on, EACH, "2x6@6", **said))
    assert answer(taken, on + 5).step(EACH).target.load_kg is None
    assert why(taken, on + 5, EACH).values["load_left_out"] is True
    without = history(*log.sessions, did(on, EACH, "2x6", **said))
    assert "load_left_out" not in why(without, on + 5, EACH).values
    well = history(*log.sessions, did(on, EACH, "2x6@6"))
    assert why(well, on + 5, EACH).code == "entry"


@given(lives | lifters)
def test_no_load_is_offered_on_a_card_with_fewer_sets_than_the_dose(life):
    """It would count for no entry."""
    for _, told, _, _ in life.lived:
        for item in told.today:
            if item.dose.sets < item.target.sets:
                assert not item.offers_load
                assert not {"offer-hips", "offer-hand", "offer-band"} & {*codes(item.reasons)}


def test_no_load_is_offered_with_a_set_fewer():
    tops = [did(n, SINGLE, "3x8x3") for n in (8, 9, 10)]
    log = history(*climbed(), *tops)
    whole = [one for one in answer(log, 11, minutes=30).today if one.exercise == SINGLE]
    assert whole[0].offers_load
    change = (DayChange(day(11), SINGLE, "easier"),)
    told = plan(GLUTES_THAT_FIRE, log, day(11), Runner(minutes=30), changes=change)
    [card] = [one for one in told.today if one.exercise == SINGLE]
    assert card.dose.sets == 2
    assert not card.offers_load
    assert "offer-hips" not in codes(card.reasons)


def test_a_third_sore_morning_is_named_in_what_it_lowers():
    done = [did(n, SINGLE, "3x8x1") for n in (8, 9, 10)]
    said = why(history(*climbed(), *done, mornings={9: 3, 10: 3, 11: 3}), 11, SINGLE)
    assert (said.code, said.values["morning"]) == ("down-amber", 3)


def test_what_hurt_after_a_first_set_has_no_number_that_nobody_gave():
    one_set = did(8, SINGLE, "1x8x1", pain=None)
    log = history(*climbed(), one_set, hurts=[(8, SINGLE)])
    said = why(log, 9, SINGLE)
    assert said.code == "down-hurt"
    assert "unchanged" not in said.values
    changes = (DayChange(day(8), SINGLE, "hurts"),)
    notes = plan(GLUTES_THAT_FIRE, log, day(9), changes=changes).notes
    assert "hurt-yesterday" in codes(notes)
    given = history(*climbed(), did(8, SINGLE, "1x8x1", pain=7), hurts=[(8, SINGLE)])
    assert why(given, 9, SINGLE).code == "down-pain"


def test_a_dose_that_came_down_to_its_least_is_said_to_have_come_down():
    """Less than the bottom was done, so the new dose is the bottom and no less than that."""
    log = history(*climbed(), did(8, SINGLE, "3x8x1"), did(9, SINGLE, "1x2x1", pain=7))
    asked, told = answer(log, 9).step(SINGLE).target, answer(log, 10).step(SINGLE)
    values = told.reasons[0].values
    assert (asked.sets, asked.amount) > (told.target.sets, told.target.amount)
    assert "unchanged" not in values
    assert (values["sets"], values["amount"]) == (told.target.sets, told.target.amount)


def test_the_plan_page_calls_no_more_than_today_asks_the_least_of_a_squeeze():
    log = history(*climbed(), did(8, PRONE, "1x10x5", pain=4), did(9, STAND, "1x10x5"))
    assert answer(log, 10).step(PRONE).reasons[0].values.get("in_turn") is True


def test_the_lowering_for_pain_is_said_before_the_break():
    log = history(*climbed(), did(8, SINGLE, "3x8x1", pain=6))
    said = codes(answer(log, 21).step(SINGLE).reasons)
    assert said[:2] == ["down-pain", "away-fewer"]


def test_an_easy_week_hides_no_lowering_for_pain():
    hurt = did(8, SINGLE, "3x8x1", pain=6)
    later = [did(n, SINGLE, "1x8x1") for n in (10, 12)]
    log = history(*climbed(), hurt, *later, easy_weeks=[10])
    assert why(log, 18, SINGLE) == Reason("easy-week-kept", {"lowered": True})


def test_time_away_is_said_to_be_over_once_something_else_was_done():
    back = [did(n, PRONE, "1x10x5") for n in (20, 21, 22)]
    assert "since" not in why(history(*climbed()), 20, BRIDGE).values
    assert why(history(*climbed(), *back), 23, BRIDGE).values["since"] is True


def test_one_set_of_a_squeeze_is_enough_but_for_minutes_with_room():
    log = history(*climbed(), did(8, STAND, "1x10x5"))
    assert Reason("activation-turn", {"room": True}) in answer(log, 9).step(PRONE).reasons


@pytest.mark.parametrize(("done", "said"), [("2x8x1", {"done": 2, "sets": 3})])
def test_fewer_sets_are_counted(done, said):
    log = history(*climbed(), did(8, SINGLE, done))
    assert why(log, 9, SINGLE) == Reason("again-short", said)


def test_what_the_morning_took_back_is_said():
    bridge = did(2, STAND, "3x10x5")
    log = history(did(1, STAND, "3x10x5"), bridge, mornings={3: 4})
    said = codes(answer(log, 3).step(STAND).reasons)
    assert "row-taken-back" in said
    assert "row-lost" not in said
    own = history(did(1, STAND, "3x10x5"), did(2, STAND, "3x10x5", pain=4))
    assert "row-lost" in codes(answer(own, 3).step(STAND).reasons)


@pytest.mark.parametrize(
    ("said", "rests", "now"),
    [
        ("hit-once-at-top", True, "load-kept"),
        ("load-kept", False, "hit-once-at-top"),
        ("load-kept", True, "load-kept"),
        ("hit-once-at-top", False, "hit-once-at-top"),
    ],
)
def test_whether_the_load_goes_up_is_said_by_what_holds_today(said, rests, now):
    step = GLUTES_THAT_FIRE.by_exercise[LIFT]
    mine = StepState(step.start(), why=Reason(said), load_rests=rests, at_ceiling=True)
    _, _, why_now = prescribed_dose(step, mine)
    assert why_now.code == now


def line_of(step, said, sets, most):
    dose = Dose(3, 8, 1)
    return Line(step, dose, sets, most, 1, [said], [], True)


def test_a_card_with_fewer_sets_speaks_of_the_whole_dose():
    step = GLUTES_THAT_FIRE.by_exercise[SINGLE]
    for said in (Reason("hit-once-at-top"), Reason("raise-sets", {"to": 3})):
        [cut] = trimmed([line_of(step, said, 2, 3)], 15)
        assert cut.why == [Reason(said.code, said.values | {"whole": 3})]
        [whole] = trimmed([line_of(step, said, 3, 3)], 15)
        assert whole.why == [said]


def test_half_the_sets_are_half_of_them():
    step = GLUTES_THAT_FIRE.by_exercise[SINGLE]
    [half] = trimmed([line_of(step, Reason("start"), 2, 2)], 15)
    assert half.today == [Reason("easy-week")]
    [cut] = trimmed([line_of(step, Reason("start"), 1, 2)], 15)
    assert cut.today == [Reason("easy-week", {"cut": True})]


def test_a_weight_comes_too_once_the_runner_goes_on_without_the_bar():
    reasons = load_comes_after(GLUTES_THAT_FIRE, state(history(), 2), LIFT)
    assert reasons == [Reason("load-comes-after", {"other": LIFT})]
    lacks = replay(GLUTES_THAT_FIRE, history(), day(2), Setup(equipment=frozenset({"dumbbells"})))
    [said] = load_comes_after(GLUTES_THAT_FIRE, lacks, LIFT)
    assert said.values["may_waive"] is True


def test_an_easy_week_promises_no_load():
    log, on = lifts(*AT_TOP)
    week = replace_easy_weeks(log, on)
    assert why(log, on, LIFT) == Reason("hit-once-at-top")
    assert why(week, on, LIFT) == Reason("easy-week-as-it-was")


def test_a_dose_that_is_more_than_what_hurt_says_to_go_gently():
    """No load is less than one step of it."""
    log = history(*climbed(), did(8, LIFT, "2x4@40"), did(11, LIFT, "2x5@1", pain=4))
    assert answer(log, 14).step(LIFT).target.load_kg == 2.5
    said = why(log, 14, LIFT)
    assert (said.code, said.values["load_kg"], said.values["gently"]) == ("down-pain", 2.5, True)


@pytest.mark.parametrize(
    ("exercise", "asked", "done", "said"),
    [
        (LIFT, "2x5@40", "1x5@40", {"gently": True}),
        (LIFT, "2x5@2.5", "1x4@2.5", {"gently": True}),
        (LIFT, "2x4@2.5", "1x4@2.5", {"unchanged": True}),
        (LIFT, "2x4", "1x4", {"unchanged": True}),
        (LIFT, "2x4@40", "2x4@40", {}),
    ],
)
def test_the_least_there_is_of_it_is_the_least_of_everything(exercise, asked, done, said):
    step, state_then = GLUTES_THAT_FIRE.by_exercise[exercise], StepState(_dose(asked))
    session = did(8, exercise, done, pain=4)
    after = progress(step, state_then, session, 4, loaded=True)
    assert {key: True for key in after.why.values if key in ("gently", "unchanged")} == said


def _dose(text):
    [one, *_] = rest = sets(text)
    return Dose(len(rest), one.amount, one.hold_s or 0, one.load_kg)


def test_the_sets_that_an_easy_week_took_are_not_said_to_be_lacking():
    log = replace_easy_weeks(history(*climbed()), 8, did(8, SINGLE, "1x8x1", pain=7))
    assert "lacked-sets" not in codes(answer(log, 9).step(SINGLE).reasons)


@pytest.mark.parametrize(("own", "morning", "told"), [(0, 7, 7), (None, 4, 4), (5, 4, None)])
def test_pain_that_kept_a_session_from_its_bar_is_named_as_the_mornings(own, morning, told):
    log = history(did(1, PRONE, "3x10x5", pain=own), mornings={2: morning})
    [lack] = state(log, 2).steps[PRONE].last.lacks
    assert (lack.code, lack.values.get("morning")) == ("lacked-pain", told)


def test_the_red_morning_of_a_lift_is_named_where_it_counts_as_less():
    log = history(
        *climbed(), did(8, LIFT, "2x4@40"), did(8, QUICK, "2x10", pain=0), mornings={9: 8}
    )
    [lack] = [one for one in state(log, 9).steps[QUICK].last.lacks if one.code == "lacked-pain"]
    assert lack.values == {"value": 5, "wanted": 2, "morning": 8}


def test_who_lacks_sets_alone_is_told_so_and_no_other_position():
    sore = [did(n, PRONE, "3x10x5", pain=4) for n in (1, 2, 3)]  # after which two sets are asked
    log = history(*sore, *(did(n, PRONE, "1x10x5") for n in range(4, 11)))
    said = answer(log, 11).step(PRONE).reasons
    assert Reason("offer-sets", {"more": 1}) in said
    assert not {"offer-position", "offer-easier", "offer-one-side"} & {*codes(said)}
    unfelt = history(*sore, *(did(n, PRONE, "1x10x5", felt=5) for n in range(4, 11)))
    said = codes(answer(unfelt, 11).step(PRONE).reasons)
    assert "offer-sets" not in said
    assert "offer-position" in said


def asks_load(log, number):
    reasons = answer(log, number).step(LIFT).reasons
    return reasons[0], next(one for one in reasons if one.code == "ask-load")


def test_a_lift_never_done_is_not_to_be_lighter_than_last_time():
    hurt, ask = asks_load(history(*climbed(), hurts=[(8, LIFT)]), 14)
    assert hurt.code == "down-hurt"
    assert "lighter" not in ask.values


@pytest.mark.parametrize("pain", [4, 7])
def test_a_lift_is_not_to_be_lighter_and_the_same(pain):
    log, then = lifts("2x4@40", pain=pain)
    why_so, ask = asks_load(log, then + 4)
    assert (why_so.values["alone"], ask.values["lighter"]) == (True, True)


def test_one_set_fewer_is_not_the_same_again():
    log = history(*climbed(), did(8, SINGLE, "3x8x1", pain=4))
    pain, fewer = answer(log, 20).step(SINGLE).reasons[:2]
    assert (pain.code, pain.values["alone"], fewer.code) == ("again-pain", True, "away-fewer")
