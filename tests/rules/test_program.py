"""Programs as values: validation, JSON and revisions over time."""

from dataclasses import replace
from datetime import date

import pytest

from plans.rules import (
    Bar,
    Day,
    Dose,
    Feedback,
    History,
    Program,
    Range,
    Session,
    SetDone,
    Timeline,
    plan,
)
from plans.rules_json import PROGRAM

from .ladder import GLUTES_THAT_FIRE, edited
from .log import START, answer, climbed, day, did, felt_squeezes, history, state

BRIDGE = GLUTES_THAT_FIRE.by_exercise["glute-bridge"]
SQUEEZE = GLUTES_THAT_FIRE.by_exercise["prone-squeeze"]
BAND = GLUTES_THAT_FIRE.by_exercise["band-walk"]
BRIDGE_ALONE = replace(BRIDGE, requires=(), harder=None)
LIFT = GLUTES_THAT_FIRE.by_exercise["deadlift"]


def through_json(program):
    return PROGRAM.dump_python(program, mode="json")


def test_a_program_survives_json():
    for program in (GLUTES_THAT_FIRE, edited("glute-bridge", sources=(("dose", "article"),))):
        assert PROGRAM.validate_python(through_json(program)) == program


def test_a_program_written_by_an_older_or_a_newer_version_is_read():
    """Revisions are kept for ever: a field may be missing, or known to nobody any more."""
    spec = through_json(GLUTES_THAT_FIRE)
    for step in spec["steps"]:
        step["tempo"] = "slow"
        for name in ("requires", "days_of_7", "equipment", "sources", "bar"):
            del step[name]
    bridge = PROGRAM.validate_python(spec).by_exercise["glute-bridge"]
    assert bridge == replace(BRIDGE_ALONE, harder=BRIDGE.harder, equipment=(), bar=None)


def test_a_revision_of_the_first_edition_has_its_loads_on_the_bar_or_in_the_hands():
    spec = through_json(GLUTES_THAT_FIRE)
    for step in spec["steps"]:
        for name in ("load_kind", "load_most", "primer"):
            del step[name]
        if step["exercise"] not in ("deadlift", "single-leg-deadlift"):
            step["load_step"] = None
    first = PROGRAM.validate_python(spec)
    lift, each = first.by_exercise["deadlift"], first.by_exercise["single-leg-deadlift"]
    assert (lift.load_kind, lift.load_most) == ("bar", 250)
    assert (each.load_kind, each.load_most) == ("hand", 60)
    assert first.by_exercise["glute-bridge"].load_kind is None
    assert replace(lift, load_kind="hips", load_most=20).load_most == 20
    log = history(*climbed(), did(8, "deadlift", "2x4@40"))
    assert plan(first, log, day(10)).step("deadlift").target.load_kg == 40


def test_easier_forms_are_found_by_their_harder_ones():
    assert GLUTES_THAT_FIRE.easier == {
        "wall-march-quick": "wall-march-hold",
        "single-leg-bridge": "glute-bridge",
    }


def test_a_revision_is_passed_through_once():
    later = edited("glute-bridge", rest_s=61)
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(8), later)))
    assert timeline.between(START, day(7)) == ()
    assert timeline.between(day(7), day(8)) == (later,)
    assert timeline.between(day(8), day(9)) == ()
    assert timeline.between(None, day(9)) == (later,)


def test_above_and_below_follow_the_requirements():
    assert GLUTES_THAT_FIRE.below["single-leg-bridge"] == {
        "glute-bridge",
        "prone-squeeze",
        "standing-squeeze",
    }
    assert GLUTES_THAT_FIRE.above["wall-march-hold"] == {
        "wall-march-quick",
        "deadlift",
        "single-leg-deadlift",
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"requires": ("glute-bridge",)}, "^glute-bridge requires itself$"),
        ({"requires": ("single-leg-bridge",)}, "^glute-bridge requires itself$"),
        ({"requires": ("hopping",)}, "^glute-bridge: hopping is not on the ladder$"),
        ({"harder": "hopping"}, "hopping is not on the ladder"),
        ({"load_after": "hopping"}, "hopping is not on the ladder"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        edited("glute-bridge", **changes)


def test_an_exercise_stands_on_the_ladder_once():
    with pytest.raises(ValueError, match=r"^an exercise stands twice on the ladder$"):
        Program("twice", (BRIDGE, BRIDGE))


@pytest.mark.parametrize(
    ("load", "rounded"), [(41, 40), (42.5, 42.5), (0.5, 2.5), (2.49, 2.5), (7.4, 5)]
)
def test_loads_round_down_to_a_step_and_never_below_one(load, rounded):
    assert LIFT.round_load(load) == rounded


@pytest.mark.parametrize("load_step", [2.5, 1.133980925, 0.45359237])  # kg, 2.5 lb, 1 lb
def test_loads_are_whole_steps_to_the_last_digit(load_step):
    lift = replace(LIFT, load_step=load_step)
    for steps in range(1, 100):
        exact = round(steps * load_step, 9)
        assert lift.round_load(exact) == lift.load_above(exact) == exact


def test_clamping_keeps_a_dose_in_its_ranges():
    assert SQUEEZE.clamp(Dose(9, 99, 9, 40)) == Dose(3, 10, 5, None)
    assert BRIDGE.clamp(Dose(9, 99, 9, 41)) == Dose(4, 12, 3, 40)
    assert BRIDGE.clamp(Dose(2, 8, 1, 100)) == Dose(2, 8, 1, 60)  # the most on the hips
    assert BAND.clamp(Dose(2, 15, 0, band=3)) == Dose(2, 15, 0, band=3)
    assert LIFT.clamp(Dose(1, 1, 0, 41)) == Dose(2, 4, 0, 40)


def test_whose_figure_a_number_is():
    marked = replace(BRIDGE, sources=(("dose", "article"),))
    assert (marked.source("dose"), marked.source("bar")) == ("article", "ours")


@pytest.mark.parametrize(
    ("exercise", "dose", "seconds"),
    [
        ("prone-squeeze", Dose(3, 10, 5), 300),
        ("wall-march-hold", Dose(2, 6, 1), 88),
        ("wall-march-quick", Dose(2, 20), 80),
        ("glute-bridge", Dose(3, 12, 3), 414),
        ("single-leg-bridge", Dose(2, 8, 3), 328),
        ("band-walk", Dose(2, 15), 180),
        ("deadlift", Dose(2, 4), 268),
        ("single-leg-deadlift", Dose(2, 6), 264),
    ],
)
def test_the_seconds_of_a_dose(exercise, dose, seconds):
    assert GLUTES_THAT_FIRE.by_exercise[exercise].seconds(dose) == seconds


def test_each_day_is_judged_by_the_revision_in_force_on_it():
    easier = edited("prone-squeeze", bar=Bar(1, 1, 10, 5))
    change = day(3)
    log = history(did(1, "prone-squeeze", "1x10x5"), did(2, "prone-squeeze", "1x10x5"))
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (change, easier)))
    assert plan(timeline, log, day(4)).step("prone-squeeze").status == "open"
    more = history(*log.sessions, did(3, "prone-squeeze", "1x10x5"))
    assert plan(timeline, more, day(4)).step("prone-squeeze").status == "proficient"


def test_days_before_the_first_revision_are_judged_by_it():
    timeline = Timeline(((day(5), GLUTES_THAT_FIRE),))
    log = history(*felt_squeezes())
    assert plan(timeline, log, day(6)) == answer(log, 6)
    assert plan(timeline, History(), date(2020, 1, 1)).program is GLUTES_THAT_FIRE


def test_what_is_carried_to_a_new_revision_is_clamped():
    log = history(*(did(n, "glute-bridge", "2x12x3") for n in range(1, 5)))
    narrower = edited("glute-bridge", amount=Range(8, 10, 8))
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(5), narrower)))
    assert plan(timeline, log, day(4)).step("glute-bridge").target.amount == 12
    view = plan(timeline, log, day(5)).step("glute-bridge")
    assert (view.target.amount, view.reasons[0].code) == (10, "fitted")
    unmoved = plan(timeline, log, day(5)).step("band-walk")
    assert unmoved.reasons[0].code == "start"


def test_a_step_new_on_the_ladder_starts_and_a_lost_one_goes():
    short = Program("short", GLUTES_THAT_FIRE.steps[:2])
    timeline = Timeline(((START, short), (day(5), GLUTES_THAT_FIRE)))
    views = plan(timeline, history(*felt_squeezes()), day(5)).steps
    assert [view.status for view in views][:5] == [
        "proficient",
        "proficient",
        "open",
        "locked",
        "open",
    ]
    back = Timeline(((START, GLUTES_THAT_FIRE), (day(5), short)))
    assert len(plan(back, history(*climbed()), day(9)).steps) == 2


def test_a_step_that_loses_its_bar_is_no_longer_proficient():
    last = edited("band-walk", bar=None)
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(9), last)))
    log = history(*climbed())
    views = [plan(timeline, log, day(n)).step("band-walk").status for n in (8, 9)]
    assert views == ["proficient", "open"]
    assert [state(log, n, timeline).program for n in (8, 9)] == [GLUTES_THAT_FIRE, last]


def test_a_closing_is_carried_over_a_change_of_requirements():
    reds = [did(n, "glute-bridge", "2x8x1", pain=8) for n in (4, 6)]
    log = history(*felt_squeezes(), *reds)
    looser = edited("glute-bridge", requires=("standing-squeeze",))
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(7), looser)))
    assert plan(timeline, log, day(8)).step("glute-bridge").status == "locked"
    painless = [did(n, "standing-squeeze", "1x10x5") for n in (8, 9)]
    later = history(*log.sessions, *painless)
    assert plan(timeline, later, day(10)).step("glute-bridge").status == "open"
    stricter = edited("glute-bridge", requires=("standing-squeeze", "band-walk"))
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(9), stricter)))
    painless = [did(n, "band-walk", "2x15") for n in (8, 9, 10)]
    later = history(*log.sessions, *painless)
    bridge = [plan(timeline, later, day(n)).step("glute-bridge").status for n in (10, 11)]
    assert bridge == ["locked", "open"]


def test_two_entries_of_one_exercise_on_one_day_are_one_session():
    apart = history(
        did(1, "glute-bridge", "1x8x1", felt=9), did(1, "glute-bridge", "1x8x1", pain=2, felt=5)
    )
    view = answer(apart, 2).step("glute-bridge")
    assert view.target.amount == 9
    assert state(apart, 2).steps["glute-bridge"].recent == (START,)


def test_feedback_without_a_set_is_no_session():
    bare = Session(day(4), "glute-bridge", (), did(4, "glute-bridge", "2x8x1", pain=9).feedback)
    log = history(*felt_squeezes())
    assert state(history(*log.sessions, bare), 6) == state(log, 6)


def test_only_the_sessions_of_a_week_are_kept():
    log = history(*(did(n, "standing-squeeze", "1x10x5") for n in range(1, 10)))
    kept = state(log, 10).steps["standing-squeeze"].recent
    assert kept == tuple(day(n) for n in range(3, 10))


def test_a_step_that_becomes_a_lift_keeps_its_days():
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(9), edited("band-walk", hinge=True))))
    assert plan(timeline, history(*climbed()), day(10)).step("band-walk").status == "proficient"


def test_a_runner_starts_under_the_revision_of_the_first_day():
    higher = edited("glute-bridge", amount=Range(8, 12, 11))
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(5), higher)))
    log = history(did(1, "standing-squeeze", "3x10x5"))
    assert plan(timeline, log, day(6)).step("glute-bridge").target.amount == 8
    assert plan(timeline, History(), day(6)).step("glute-bridge").target.amount == 11
    bare = replace(log.sessions[0], sets=())
    assert plan(timeline, history(bare), day(6)).step("glute-bridge").target.amount == 11
    chosen = history(overrides=[(1, "band-walk")])
    assert plan(timeline, chosen, day(6)).step("glute-bridge").target.amount == 8
    chosen = history(waived=[(1, "band-walk")])
    assert plan(timeline, chosen, day(6)).step("glute-bridge").target.amount == 8


def test_of_feedback_given_twice_on_a_day_the_worse_counts():
    kind = did(1, "glute-bridge", "1x8x1", felt=9, pain=0, effort=5, form=True)
    harsh = did(1, "glute-bridge", "1x9x1", felt=4, pain=2, effort=8, form=False)
    unsaid = Session(day(1), "glute-bridge", did(1, "glute-bridge", "1x7x1").sets)
    (one,) = history(kind, unsaid, harsh).days(day(2))[0].sessions
    assert one == Session(
        day(1), "glute-bridge", kind.sets + unsaid.sets + harsh.sets, harsh.feedback
    )
    (alone,) = history(unsaid, unsaid).days(day(2))[0].sessions
    assert alone.feedback == Feedback(None, None, None, None, None)


def test_a_value_left_out_is_not_given():
    assert SetDone("both", 8) == SetDone("both", 8, None, None)
    assert Feedback() == Feedback(None, None, None, None, None)
    assert Day(START).morning_after is None
    assert Bar(2, 3, 12) == Bar(2, 3, 12, 0, None, None, form=False, at_load=False)
    assert Program("one", (BRIDGE_ALONE,)).revision == 1
