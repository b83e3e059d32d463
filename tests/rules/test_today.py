"""What the plan of a day holds, and why."""

from dataclasses import replace

import pytest

from plans.rules import DayChange, History, Reason, Runner, Setup, may_waive, plan, plan_from

from .ladder import (
    BAND,
    BRIDGE,
    EACH,
    GLUTES_THAT_FIRE,
    LIFT,
    MARCH,
    PRONE,
    QUICK,
    SINGLE,
    STAND,
    edited,
)
from .log import answer, climbed, codes, day, did, felt_squeezes, history, state, target, today
from .runners import START, train


def names(log, number, **runner):
    return [item.exercise for item in answer(log, number, **runner).today]


def lifts_on(log, number, **runner):
    return [item.exercise for item in answer(log, number, **runner).today if item.block == "lift"]


def test_the_first_day_is_two_squeezes():
    assert today(history(), 1) == ["prone-squeeze 3x10x5", "standing-squeeze 3x10x5"]
    assert answer(history(), 1).seconds("daily") == 600
    assert not answer(history(), 1).hinge_due
    exact = answer(history(), 1, minutes=10)
    assert [item.dose.sets for item in exact.today] == [3, 3]
    assert codes(exact.today[0].reasons) == ["start", "activation"]


def test_a_proficient_pair_of_squeezes_takes_turns_with_one_set():
    log = felt_squeezes()
    assert today(history(*log), 4, minutes=10)[0] == "prone-squeeze 1x10x5"
    log.append(did(4, "prone-squeeze", "1x10x5"))
    assert today(history(*log), 5, minutes=10)[0] == "standing-squeeze 1x10x5"


def test_the_one_set_in_turn_is_no_set_too_few():
    log = history(*felt_squeezes(), did(4, "prone-squeeze", "1x10x5"))
    assert codes(answer(log, 5).step("prone-squeeze").reasons)[0] == "activation-turn"
    assert codes(answer(log, 6, minutes=10).today[0].reasons) == ["activation-turn"]
    early = history(did(1, "prone-squeeze", "1x10x5"))
    assert codes(answer(early, 2).step("prone-squeeze").reasons)[0] == "again-short"


@pytest.mark.parametrize("number", [1, 2])
def test_what_is_logged_today_does_not_change_todays_plan(number):
    before = history(did(1, "standing-squeeze", "3x10x5"))
    after = history(*before.sessions, did(2, "prone-squeeze", "3x10x5", pain=5))
    assert answer(before, 2).today == answer(after, 2).today


def test_the_least_recently_done_comes_first():
    log = [*felt_squeezes(), did(4, "glute-bridge", "2x8x1"), did(5, "wall-march-hold", "2x6x1")]
    planned = answer(history(*log), 6).today[1:]
    assert [(item.exercise, item.reasons[-1]) for item in planned] == [
        ("band-walk", Reason("turn", {"days": None, "first": True})),
        ("glute-bridge", Reason("turn", {"days": 2, "first": False})),
        ("wall-march-hold", Reason("turn", {"days": 1, "first": False})),
    ]


def test_what_does_not_fit_waits_for_its_turn():
    log = [*climbed(), did(8, SINGLE, "3x8x3"), did(8, "wall-march-quick", "3x20")]
    cramped = answer(history(*log), 9, minutes=10)
    assert [item.exercise for item in cramped.today if item.block == "daily"][1:] == [
        "band-walk",
        "wall-march-quick",
    ]
    assert Reason("no-time", {"exercise": SINGLE}) in cramped.notes
    assert cramped.seconds("daily") <= 600


@pytest.mark.parametrize(("rest_s", "last"), [(80, "band-walk"), (81, "glute-bridge")])
def test_what_fits_to_the_second_is_in(rest_s, last):
    """One squeeze 100 s, the march 88 s, the bridge 192 s, and 220 s or 222 s of bands."""
    program = edited("band-walk", rest_s=rest_s)
    planned = answer(history(*felt_squeezes()), 4, program, minutes=10)
    assert planned.today[-1].exercise == last


def test_the_first_step_after_activation_is_always_in_and_loses_sets_first():
    log = history(overrides=[(1, SINGLE)])
    assert today(log, 1, minutes=10) == [
        "prone-squeeze 3x10x5",
        "single-leg-bridge 2x6x1",
    ]
    learnt = history(
        *(did(n, "prone-squeeze", "2x10x5") for n in (1, 2, 3)), overrides=[(1, SINGLE)]
    )
    assert today(learnt, 4, minutes=10)[:2] == ["prone-squeeze 1x10x5", "standing-squeeze 2x10x5"]
    done = [did(n, SINGLE, "4x8x3", effort=5) for n in range(7, 12)]
    others = ("wall-march-hold", "wall-march-quick", "glute-bridge", "band-walk")
    done += [did(12, name, "2x15") for name in others]
    cramped = answer(history(*climbed()[:-2], *done), 13, minutes=10)
    first = next(item for item in cramped.today if item.exercise == SINGLE)
    assert (first.target.sets, first.dose.sets) == (4, 3)
    assert first.reasons[-2:] == (
        Reason("turn", {"days": 2, "first": True}),
        Reason("trimmed", {"sets": 4, "minutes": 10}),
    )


def test_squeezes_go_down_to_one_set_and_no_further():
    log = history(overrides=[(1, "glute-bridge")])
    cramped = answer(log, 1, minutes=4)
    assert [item.dose.sets for item in cramped.today] == [2, 2]  # the other one is next
    assert cramped.seconds("daily") > 240
    assert "squeeze-in-turn" in codes(cramped.notes)
    learnt = answer(history(*felt_squeezes()), 4, minutes=4)
    assert learnt.today[0].dose.sets == 1


def test_squeezes_alone_lose_sets_too():
    assert [item.dose.sets for item in answer(history(), 1, minutes=7).today] == [2, 2]


def test_the_easier_form_steps_back_once_the_harder_has_been_done():
    log = climbed()
    assert "glute-bridge" not in names(history(*log), 8, minutes=20)
    assert "wall-march-hold" in names(history(*log), 8, minutes=20)
    log.append(did(7, "wall-march-quick", "2x10"))
    assert "wall-march-hold" not in names(history(*log), 8, minutes=20)
    back = Reason("steps-back", {"exercise": "wall-march-hold", "harder": "wall-march-quick"})
    assert back in answer(history(*log), 8).step("wall-march-hold").reasons


def test_the_quick_march_comes_on_four_of_seven_days_at_most():
    log = [*climbed(), *(did(n, "wall-march-quick", "2x10") for n in (8, 9, 10, 11))]
    assert "wall-march-quick" not in names(history(*log), 12, minutes=20)
    weekly = Reason("weekly-most", {"exercise": "wall-march-quick", "days": 4})
    assert weekly in answer(history(*log), 12).notes
    assert "wall-march-quick" in names(history(*log), 15, minutes=20)


def test_a_red_step_rests_the_next_day_and_no_longer():
    log = history(*felt_squeezes(), did(4, "band-walk", "2x15", pain=6))
    assert "band-walk" not in names(log, 5)
    rest = Reason("red-yesterday", {"exercise": "band-walk", "until": answer(log, 5).on})
    assert rest in answer(log, 5).notes
    assert "band-walk" in names(log, 6)


@pytest.mark.parametrize("pain", [6, 7])
def test_what_builds_on_a_red_step_rests_the_next_day_too(pain):
    """Also where the runner only said that it hurts; no lift comes on that day either."""
    sore = did(8, BRIDGE, "3x12x3", pain=pain)
    hurt = (DayChange(day(8), BRIDGE, "hurts"),)
    values = {"exercise": SINGLE, "until": day(9), "hurt": BRIDGE}
    rest = Reason("red-below-yesterday", values)
    for found in (
        answer(history(*climbed(), sore), 9, minutes=20),
        plan(GLUTES_THAT_FIRE, history(*climbed(), hurts=[(8, BRIDGE)]), day(9), changes=hurt),
    ):
        assert {BRIDGE, SINGLE, LIFT}.isdisjoint(item.exercise for item in found.today)
        assert rest in found.notes
        assert rest in found.step(SINGLE).reasons
        assert "lift-red-day" in codes(found.notes)
    after = answer(history(*climbed(), sore), 10, minutes=20)
    assert "red-below-yesterday" not in codes(after.notes)
    assert SINGLE in [item.exercise for item in after.today]


def test_after_a_red_squeeze_the_empty_next_day_says_why():
    log = history(*climbed(), *(did(8, one, "3x10x5", pain=6) for one in (PRONE, STAND)))
    found = answer(log, 9)
    assert not found.today
    assert codes(found.notes)[:2] == ["all-rests", "comes-back"]
    assert {"red-yesterday", "red-below-yesterday"} <= {*codes(found.notes)}


def test_a_red_squeeze_leaves_the_other_one():
    log = history(*felt_squeezes(), did(4, "prone-squeeze", "1x10x5", pain=6))
    assert names(log, 5)[0] == "standing-squeeze"
    both = history(*log.sessions, did(4, "standing-squeeze", "1x10x5", pain=6))
    assert names(both, 5) == []


def test_a_full_day_lies_between_lifts():
    log = [*climbed(), did(8, LIFT, "2x4@40")]
    assert lifts_on(history(*log), 9) == []
    assert answer(history(*log), 9).hinge_next == answer(history(*log), 10).on
    assert lifts_on(history(*log), 10) == [LIFT]
    assert "lift-rests" in codes(answer(history(*log), 9).notes)


def test_two_lift_days_in_seven_are_the_most_or_three():
    log = history(*climbed(), *(did(n, LIFT, "2x4@40") for n in (8, 10)))
    assert [bool(lifts_on(log, n)) for n in range(11, 16)] == [False] * 4 + [True]
    assert answer(log, 12).hinge_next == answer(log, 15).on
    assert "lift-weekly" in codes(answer(log, 12).notes)
    log = history(*log.sessions, did(12, LIFT, "2x4@40"))
    assert [bool(lifts_on(log, n, lifts=3)) for n in range(13, 17)] == [False, False, True, True]
    assert answer(log, 13, lifts=3).hinge_next == answer(log, 15).on
    assert not answer(log, 14, lifts=3).hinge_due
    assert answer(log, 15, lifts=3).hinge_due


def test_no_lift_for_four_days_after_a_red_one():
    log = history(*climbed(), did(8, LIFT, "2x4@40", pain=6))
    assert [bool(lifts_on(log, n)) for n in range(9, 14)] == [False] * 4 + [True]
    assert answer(log, 9).hinge_next == answer(log, 13).on


@pytest.mark.parametrize(
    ("key_runs", "number", "due", "next_one", "code"),
    [
        ((), 10, True, 10, "lift-due"),
        ((10,), 10, True, 10, "lift-due"),  # on the day itself
        ((9,), 10, True, 10, "lift-due"),  # over
        ((12,), 10, True, 10, "lift-due"),  # far enough
        ((11,), 10, False, 11, "lift-before-run"),
        ((11, 12, 13), 10, False, 13, "lift-before-run"),
        ((11, 13), 10, False, 11, "lift-before-run"),
        ((10,), 9, False, 10, "lift-rests"),  # no lift either way
        ((11,), 9, False, 11, "lift-rests"),  # the next one knows of the run
    ],
)
def test_no_lift_comes_on_the_day_before_a_key_run(key_runs, number, due, next_one, code):
    runs = [(n, "key") for n in key_runs]
    log = history(*climbed(), did(8, LIFT, "2x4@40"), runs=runs)
    planned = answer(log, number)
    assert (planned.hinge_due, planned.hinge_next) == (due, day(next_one))
    assert bool(lifts_on(log, number)) is due
    assert code in codes(planned.today[-1].reasons if due else planned.notes)


def test_a_lift_that_a_run_moved_tells_where_it_went():
    planned = answer(history(*climbed(), runs=[(9, "key")]), 8)
    moved = Reason("lift-before-run", {"next": day(9)})
    assert planned.notes.count(moved) == 1
    assert planned.step(LIFT).reasons[-1] == moved


def test_a_run_does_not_shorten_the_day_off_between_lifts():
    done = [did(n, LIFT, "2x4@40") for n in (8, 10, 12)]
    log = history(*climbed(), *done, runs=[(16, "key")])
    assert answer(log, 13, lifts=3).hinge_next == day(16)
    assert not lifts_on(log, 15, lifts=3)
    assert lifts_on(log, 16, lifts=3)


def test_locked_lifts_wait_for_no_run():
    planned = answer(history(runs=[(2, "key")]), 1)
    assert (planned.hinge_due, planned.hinge_next) == (False, None)
    assert "lift-before-run" not in codes(planned.notes)


def test_both_lifts_take_turns_unless_one_is_pinned():
    learnt = [did(n, LIFT, "2x4@40") for n in (8, 10, 15, 17)]
    log = history(*climbed(), *learnt)
    assert lifts_on(history(*climbed()), 8) == [LIFT]
    assert lifts_on(history(*climbed(), *learnt[:1]), 10) == [LIFT]  # until it is learnt
    assert lifts_on(log, 22) == [EACH]
    assert lifts_on(log, 22, pinned=LIFT) == [LIFT]
    assert "pinned" in codes(answer(log, 22, pinned=LIFT).today[-1].reasons)
    assert answer(log, 22, pinned=LIFT).step(EACH).reasons[-1].code == "pinned-other"
    turn = history(*log.sessions, did(22, EACH, "2x6"))
    assert lifts_on(turn, 24) == [LIFT]
    assert answer(turn, 24).step(EACH).reasons[-1].code == "other-lift"


def test_a_lift_without_its_equipment_leaves_the_other_one():
    gym = {"mat", "wall", "band", "dumbbells"}
    log = history(*climbed())
    assert lifts_on(log, 8, equipment=frozenset(gym)) == [EACH]
    assert lifts_on(log, 8, equipment=frozenset(gym | {"barbell-rack"})) == [LIFT]
    nothing = answer(log, 8, equipment=frozenset())
    assert lifts_on(log, 8, equipment=frozenset()) == [EACH]  # with no weight at first
    assert nothing.hinge_due
    assert nothing.step("band-walk").missing == ("band",)
    missing = [one.values["exercise"] for one in nothing.notes if one.code == "no-equipment"]
    assert missing == ["band-walk", LIFT]
    opened = answer(history(overrides=[(1, LIFT)]), 1, equipment=frozenset())
    assert (opened.hinge_due, opened.hinge_next) == (False, None)
    assert "no-lift-equipment" in codes(opened.notes)


def test_the_emergency_pattern_shows_no_plan():
    stopped = answer(history(*climbed()), 8, screen="stop")
    assert (stopped.today, codes(stopped.notes)) == ((), ["stop"])


def test_a_first_load_is_asked_for():
    view = answer(history(*climbed()), 8)
    assert view.step(LIFT).asks_load
    assert view.today[-1].asks_load
    assert "ask-load" in codes(view.step(LIFT).reasons)
    assert not view.step(EACH).asks_load
    entered = answer(history(*climbed(), did(8, LIFT, "2x4@40")), 10, pinned=LIFT)
    assert not entered.today[-1].asks_load


def test_every_locked_step_says_what_it_waits_for():
    view = answer(history(), 1)
    for step in view.steps:
        assert step.status == "open" or step.needs
    assert [need.exercise for need in view.step(LIFT).needs] == [
        "wall-march-hold",
        SINGLE,
        "band-walk",
    ]


def test_a_week_of_a_made_up_runner_keeps_to_the_minutes():
    for minutes in (10, 15, 20):
        for _, answer_, _ in train(30, runner=Runner(minutes=minutes)):
            assert answer_.seconds("daily") <= minutes * 60


def test_a_runner_of_whom_nothing_is_known_has_fifteen_minutes_and_everything():
    log = history(*climbed())
    bare = plan_from(GLUTES_THAT_FIRE, state(log, 8), day(8))
    assert bare == plan(GLUTES_THAT_FIRE, log, day(8)) == answer(log, 8, minutes=15)


def test_an_empty_history_is_planned_for_any_date():
    assert answer(History(), 400).on.year == START.year + 1


def test_the_lift_that_is_not_in_turn_says_so():
    first = answer(history(*climbed()), 8)
    assert Reason("learn-first", {"exercise": EACH, "other": LIFT}) in first.notes
    due = Reason("lift-due", {"days": None, "lifts": 0, "most": 2})
    assert first.today[-1].reasons[-1] == due
    later = answer(history(*climbed(), did(8, LIFT, "2x4@40")), 10)
    assert later.today[-1].reasons[-1] == Reason("lift-due", {"days": 2, "lifts": 1, "most": 2})


@pytest.mark.parametrize("number", [9, 10, 11, 12, 13])
def test_a_lift_that_is_not_learnt_yet_has_no_date_on_days_without_a_lift(number):
    log = history(*climbed(), did(8, LIFT, "2x4@40"), did(10, LIFT, "2x4@40"))
    shown = answer(log, number)
    learn_first = Reason("learn-first", {"exercise": EACH, "other": LIFT})
    assert shown.step(EACH).reasons[-1] == learn_first
    assert learn_first in shown.notes
    if not shown.hinge_due:
        assert shown.step(LIFT).reasons[-1].values["next"] == shown.hinge_next


def test_a_red_lift_waits_as_a_lift():
    log = history(*climbed(), did(8, LIFT, "2x4@40", pain=6))
    then = answer(log, 13).on
    assert answer(log, 9).step(LIFT).reasons[-1] == Reason("lift-red", {"next": then})


def test_the_easier_form_stays_until_it_is_learnt():
    log = [*felt_squeezes(), did(4, "wall-march-quick", "2x10")]
    learning = history(*log, overrides=[(4, "wall-march-quick")])
    assert {"wall-march-hold", "wall-march-quick"} <= set(names(learning, 5, minutes=20))


def test_the_easier_form_stays_while_the_harder_is_locked():
    log = [one for one in climbed() if one.exercise != "single-leg-bridge"]
    early = did(3, "wall-march-quick", "2x10")
    reds = [did(n, "wall-march-quick", "2x10", pain=7) for n in (8, 10)]
    closed = history(*log, early, *reds, did(11, "band-walk", "3x15"))
    assert answer(closed, 12).step("wall-march-quick").status == "locked"
    assert "wall-march-hold" in names(closed, 12, minutes=20)


def test_what_is_missing_is_the_least_that_would_do():
    step = GLUTES_THAT_FIRE.by_exercise[LIFT]
    step = replace(step, equipment=(("barbell", "rack", "plates"), ("trap-bar", "plates")))
    assert Setup(equipment=frozenset({"mat"})).lacks(step) == ("trap-bar", "plates")
    assert Setup(equipment=frozenset({"barbell", "rack", "plates"})).lacks(step) == ()
    assert Setup().lacks(step) == ()


def test_a_squeeze_is_never_waived_and_a_day_without_anything_says_so():
    """A ladder that asks for a cushion, which the runner has not."""
    program = edited("prone-squeeze", "standing-squeeze", equipment=(("cushion",),))
    planned = answer(history(), 1, program, equipment=frozenset())
    assert not may_waive(planned.step("prone-squeeze"), program)
    assert planned.today == ()
    assert codes(planned.notes)[:2] == ["empty-day", "no-equipment"]  # and nothing comes back


def test_only_a_step_that_lacks_equipment_and_is_waited_for_may_be_waived():
    def waivable(log, number, **runner):
        steps = answer(log, number, **runner).steps
        return [view.exercise for view in steps if may_waive(view, GLUTES_THAT_FIRE)]

    nothing = frozenset()
    lacking = ["band-walk", LIFT]
    assert waivable(history(), 1) == []
    assert waivable(history(), 1, equipment=nothing) == lacking
    assert waivable(history(waived=[(1, LIFT)]), 1, equipment=nothing) == lacking[:-1]
    assert waivable(history(*climbed()), 8, equipment=nothing) == [LIFT]


def test_of_two_alone_the_one_that_was_cut_short_goes_first():
    """Without a band there is nothing else after the squeezes."""
    for dose, first in (("1x6x1", MARCH), ("2x6x1", BRIDGE)):
        log = history(*felt_squeezes(), did(4, BRIDGE, "2x8x1"), did(5, MARCH, dose))
        assert names(log, 6, equipment=frozenset())[2] == first


def test_what_never_fits_whole_does_not_go_first_for_ever():
    """Four sets of single-leg bridges are too long for ten minutes, and the march has its turn."""
    top = [did(8, SINGLE, "3x8x2"), did(9, SINGLE, "3x8x3"), did(10, SINGLE, "4x8x3")]
    log = [*climbed(), *top, did(10, QUICK, "2x10"), did(11, SINGLE, "3x8x3")]
    planned = {"minutes": 10, "equipment": frozenset()}
    assert target(history(*log), 12, SINGLE) == "4x8x3"
    assert names(history(*log), 12, **planned)[1] == QUICK
    assert names(history(*log), 12, **planned | {"minutes": 15})[1] == SINGLE


def test_what_stands_in_and_what_there_is_room_for_say_so():
    """The held march stands in after four days of the quick one."""

    def why_today(log, number, exercise):
        found = answer(history(*log), number, minutes=20, equipment=frozenset()).today
        return next(item.reasons[-1] for item in found if item.exercise == exercise)

    quick = [did(n, QUICK, "2x10") for n in range(8, 12)]
    stands_in = Reason("stands-in", {"harder": QUICK})
    assert why_today([*climbed(), *quick, did(11, SINGLE, "3x8x1")], 12, MARCH) == stands_in
    learnt = [one for one in climbed() if one.exercise not in (SINGLE, BAND)]
    short = [did(6, QUICK, "2x10"), did(6, SINGLE, "2x6x1")]
    assert why_today([*learnt, *short], 7, MARCH) == Reason("room")


def test_minutes_that_red_pain_frees_stay_free():
    """No squeeze gets more sets, nothing that stepped back comes in, until what hurt was done."""
    done = [*climbed(), did(7, QUICK, "2x10"), did(7, BAND, "3x15"), did(7, PRONE, "1x10x5")]
    one_squeeze = f"{STAND} 1x10x5"
    assert today(history(*done), 8)[0] == one_squeeze
    assert today(history(*done, mornings={8: 7}), 8) == []
    after = today(history(*done, mornings={8: 7}), 9)
    assert after[0] == one_squeeze
    assert not any(item.startswith((PRONE, MARCH, BRIDGE)) for item in after)
    hurt = today(history(*done, did(8, SINGLE, "3x8x1", pain=6)), 9)
    assert hurt[0] == one_squeeze
    assert not any(item.startswith((PRONE, MARCH)) for item in hurt)
    closed = today(history(*done, did(8, SINGLE, "3x8x1", pain=8)), 9)
    assert closed[0] == one_squeeze
    later = today(history(*done, did(8, SINGLE, "3x8x1", pain=8), did(9, STAND, "1x10x5")), 10)
    assert later[0] == f"{PRONE} 2x10x5"


CRAMPED = [*climbed(), did(8, SINGLE, "3x8x3"), did(8, QUICK, "3x20")]


@pytest.mark.parametrize("hurt", [PRONE, QUICK, BAND])
def test_nothing_comes_in_the_place_of_what_hurts_in_the_middle_of_a_day(hurt):
    morning = today(history(*CRAMPED), 9, minutes=10)
    barred = {hurt, LIFT, *GLUTES_THAT_FIRE.above[hurt]}
    left = [item for item in morning if item.split()[0] not in barred]
    sore = history(*CRAMPED, did(9, hurt, "1x10x5", pain=7))
    assert today(sore, 9, minutes=10) == left
    assert len(left) < len(morning) - 1  # with the lift
    notes = codes(answer(sore, 9, minutes=10).notes)
    assert notes[0] == "all-rests" if hurt == PRONE else "all-rests" not in notes


def test_what_rests_after_pain_of_yesterday_leaves_its_minutes_free():
    hurt = (DayChange(day(8), BAND, "hurts"),)
    planned = plan(GLUTES_THAT_FIRE, history(*CRAMPED), day(9), Runner(minutes=10))
    after = plan(GLUTES_THAT_FIRE, history(*CRAMPED), day(9), Runner(minutes=10), hurt)
    names = [item.exercise for item in planned.today]
    assert names == [PRONE, BAND, QUICK, LIFT]
    assert [item.exercise for item in after.today] == [PRONE, QUICK]
    sets = {item.exercise: item.dose.sets for item in planned.today}
    assert all(item.dose.sets <= sets[item.exercise] for item in after.today)


@pytest.mark.parametrize("done", [True, False])
def test_the_other_squeeze_does_not_grow_while_pain_keeps_one_closed(done):
    log = [*climbed(), did(8, STAND, "1x10x5"), did(9, PRONE, "1x10x5", pain=9)]
    for number in range(10, 13):
        found = answer(history(*log), number)
        assert today(history(*log), number) == [f"{STAND} 1x10x5"]
        assert codes(found.today[0].reasons) == ["activation-alone"]
        log += [did(number, STAND, "1x10x5")] * done
    assert today(history(*log), 13)[0] == f"{PRONE} 2x10x5"
    learning = history(did(1, PRONE, "3x10x5", pain=9))
    assert today(learning, 2) == [f"{STAND} 3x10x5"]  # as before
    both = history(
        *felt_squeezes(), did(4, PRONE, "1x10x5", pain=9), did(4, STAND, "1x10x5", pain=9)
    )
    assert today(both, 5) == []


def test_the_one_set_of_a_squeeze_in_turn_is_not_that_of_an_easy_week():
    squeeze, *others = answer(history(*climbed(), easy_weeks=[8]), 9).today
    assert codes(squeeze.reasons) == ["activation-turn"]
    assert all("easy-week" in codes(item.reasons) for item in others if item.dose != item.target)
