"""Histories on which the first edition of the rules did harm or kept silent."""

from datetime import date
from pathlib import Path

from plans.history_schema import parse_history
from plans.rules import Runner, plan

from .ladder import EACH, GLUTES_THAT_FIRE, LIFT, PRONE, STAND
from .log import answer, codes, felt_squeezes, history

CASES = Path(__file__).parent / "cases"
EQUIPMENT = {"band", "trap-bar", "barbell-rack", "dumbbells"}
HINGES = (LIFT, EACH)


def ask(name, day, month=3):
    log = parse_history(
        (CASES / f"{name}.json").read_text(),
        on=date(2026, 12, 31),
        exercises=GLUTES_THAT_FIRE.by_exercise,
        equipment=EQUIPMENT,
    )
    return plan(GLUTES_THAT_FIRE, log, date(2026, month, day), Runner())


def test_the_morning_after_pain_of_9_is_for_rest():
    planned = ask("morning-9-deadlift-today", 3)
    assert (planned.today, planned.rest_day, planned.clinician) == ((), True, True)
    assert codes(planned.notes)[:2] == ["rest-day", "comes-back"]
    assert planned.notes[1].values["on"] == date(2026, 3, 4)
    assert planned.hinge_next == date(2026, 3, 5)  # no lift tomorrow either


def test_a_lift_shut_by_a_step_below_comes_back_after_a_week_and_easier():
    shut = ask("full-load-after-closing-below", 14)
    assert {shut.step(name).status for name in HINGES} == {"locked"}
    assert "shut" in codes(shut.step(LIFT).reasons)
    assert ask("full-load-after-closing-below", 17).step(LIFT).status == "locked"
    target = ask("full-load-after-closing-below", 18).step(LIFT).target
    assert (target.sets, target.amount, target.load_kg) == (2, 4, 85)


def test_the_target_follows_a_load_that_was_lighter_twice():
    after_two = ask("lighter-load-never-followed", 7).step(LIFT)
    assert after_two.target.load_kg == 57.5
    assert after_two.reasons[0].code == "down-lighter"
    later = ask("lighter-load-never-followed", 1, month=4).step(LIFT)
    assert (later.target.sets, later.target.load_kg) == (3, 57.5)  # and goes on from there


def test_what_was_not_felt_is_said_with_its_number_and_another_position_is_offered():
    planned = ask("felt-left-6-not-said", 10)
    for name in (PRONE, STAND):
        view = planned.step(name)
        assert (view.last.counted, view.last.lacked) == (False, ("felt-left",))
        said = next(one for one in view.reasons if one.code == "lacked-felt-left")
        assert said.values == {"value": 6, "wanted": 7}
        assert "offer-position" in codes(view.reasons)
    early = ask("felt-left-6-not-said", 6).step(PRONE)
    assert "offer-position" not in codes(early.reasons)


def test_what_was_not_answered_is_named():
    view = ask("no-feedback-not-said", 16).step(PRONE)
    not_given = ("felt-left-not-given", "felt-right-not-given", "pain-not-given")
    assert view.last.lacked == not_given
    assert {f"lacked-{what}" for what in not_given} <= set(codes(view.reasons))


def test_a_single_leg_deadlift_at_body_weight_needs_no_dumbbells():
    """With the squeezes learnt, since a waiver counts only while what is below it is met."""
    waived = [(4, name) for name in ("wall-march-hold", "band-walk", "single-leg-bridge")]
    waived.append((4, "glute-bridge"))
    planned = answer(
        history(*felt_squeezes(), waived=waived), 4, equipment=frozenset({"mat", "wall", "band"})
    )
    lift = planned.today[-1]
    assert (lift.exercise, lift.dose.load_kg, planned.hinge_due) == (EACH, None, True)


def test_waivers_open_nothing_while_what_is_below_them_is_not_met():
    planned = ask("waivers-skip-the-squeezes", 2)
    assert {planned.step(name).status for name in HINGES} == {"locked"}
    assert {need.exercise for need in planned.step(LIFT).needs} >= {PRONE, STAND}


def test_a_load_that_was_not_given_leaves_the_row_as_it_was():
    view = ask("load-missing-resets-row", 10).step(LIFT)
    assert (view.row, view.last.lacked) == (3, ("load-not-given",))


def test_only_one_line_goes_first():
    planned = ask("three-lines-go-first", 5)
    turns = [one for item in planned.today for one in item.reasons if one.code == "turn"]
    assert [turn.values["first"] for turn in turns] == [True, False, False]
