"""The reasons of a step and of a whole day: codes with their values, in their order."""

import pytest

from plans.rules import Need, Program, Reason

from .ladder import (
    BAND,
    BRIDGE,
    EACH,
    GLUTES_THAT_FIRE,
    LIFT,
    LIFT_NEEDS,
    MARCH,
    PRONE,
    SINGLE,
    STAND,
    edited,
)
from .log import (
    AT_TOP,
    answer,
    at_bridge_top,
    bridge_days,
    climbed,
    day,
    did,
    felt_squeezes,
    history,
    lifts,
    state,
    why,
)

BARS = {step.exercise: step.bar for step in GLUTES_THAT_FIRE.steps}


def said(log, number, exercise, **runner):
    return list(answer(log, number, **runner).step(exercise).reasons)


def far(code, exercise, row=0):
    """Return the reason that says how far an exercise is from its bar."""
    bar = BARS[exercise]
    values = {
        "exercise": exercise,
        "row": row,
        "sessions_in_a_row_needed": bar.row,
        "bar": bar,
    }
    return Reason(code, values)


def no_time(exercise):
    return Reason("no-time", {"exercise": exercise})


def needed(*exercises):
    return [far("needs", exercise) for exercise in exercises]


START = Reason("start")
ASK = Reason("ask-load", {"sets": 2})
OPENS = Reason("next-opens", {"exercises": [MARCH, BRIDGE, BAND]})
STEPS_BACK = Reason("steps-back", {"exercise": BRIDGE, "harder": SINGLE})
LEARN_FIRST = Reason("learn-first", {"exercise": EACH, "other": LIFT})
CLIMBED = history(*climbed())
RED_BRIDGE = [*climbed(), *(did(n, BRIDGE, "3x12x3", pain=7) for n in (8, 10))]
RED_STAND = [*felt_squeezes(), *(did(n, STAND, "3x10x5", pain=7) for n in (4, 6))]


@pytest.mark.parametrize(
    ("log", "number", "exercise", "reasons"),
    [
        (history(), 1, PRONE, [START, far("next", PRONE), OPENS]),
        (
            history(did(1, PRONE, "2x10x5")),
            2,
            BRIDGE,
            [START, far("needs", PRONE, 1), far("needs", STAND)],
        ),
        (
            history(*felt_squeezes()),
            4,
            BAND,
            [
                START,
                far("next", BAND),
                Reason("next-opens", {"exercises": [LIFT, EACH]}),
            ],
        ),
        (
            history(*felt_squeezes()),
            4,
            STAND,
            [Reason("activation-turn", {"room": True}), Reason("proficient")],
        ),
        (CLIMBED, 8, LIFT, [START, ASK, far("next", LIFT)]),
        (
            history(*climbed(), did(8, LIFT, "2x4@40")),
            10,
            LIFT,
            [Reason("entry", {"load_kg": 40}), far("next", LIFT, 1)],
        ),
        (
            history(*climbed(), did(8, BRIDGE, "1x12x3")),
            9,
            BRIDGE,
            [Reason("again-short", {"done": 1, "sets": 2}), Reason("proficient"), STEPS_BACK],
        ),
        (CLIMBED, 8, EACH, [START, LEARN_FIRST]),
        (
            history(*climbed(), did(8, LIFT, "2x4")),
            10,
            LIFT,
            [ASK, Reason("lacked-load-not-given"), far("next", LIFT)],
        ),
    ],
)
def test_a_step_says_why_its_dose_and_what_its_bar_still_wants(log, number, exercise, reasons):
    assert said(log, number, exercise, minutes=20) == reasons


def test_an_override_is_said_as_long_as_it_is_what_opens_the_step():
    chosen = Reason("overridden", {"on": day(1)})
    log = history(overrides=[(1, LIFT)])
    assert said(log, 1, LIFT) == [START, ASK, far("next", LIFT), chosen]
    view = answer(log, 1).step(LIFT)
    assert (view.overridden, view.needs, view.sessions_in_a_row_needed) == (True, (), 4)
    assert said(log, 1, LIFT, screen="ask") == [START, Reason("screen-ask")]
    assert answer(log, 1, screen="ask").step(LIFT).overridden is False
    met = history(*climbed(), overrides=[(1, LIFT)])
    assert said(met, 8, LIFT) == [START, ASK, far("next", LIFT)]
    assert answer(met, 8).step(LIFT).overridden is False
    assert answer(history(), 1).step(PRONE).overridden is False
    own = history(*(did(n, BRIDGE, "3x12x3") for n in (1, 2)))  # proficient by itself
    assert said(own, 3, BRIDGE)[1:] == [Reason("proficient"), no_time(BRIDGE)]
    assert answer(own, 3).step(BRIDGE).overridden is False


def test_a_waiver_is_said_and_no_longer_waited_for():
    log = history(*felt_squeezes(), waived=[(1, BAND)])
    waived = Reason("waived", {"on": day(1)})
    assert said(log, 4, BAND)[-1] == waived
    assert said(log, 4, EACH) == [START, far("needs", MARCH), far("needs", SINGLE)]
    assert answer(log, 4).step(BAND).waived is True


def test_a_waiver_waits_for_what_the_waived_step_requires():
    log = history(waived=[(1, BAND)])
    waits = Reason("waived-waits", {"on": day(1)})
    squeezes = [far("needs", PRONE), far("needs", STAND)]
    assert said(log, 2, BAND) == [START, *squeezes, waits]
    assert said(log, 2, EACH) == [START, *needed(MARCH, SINGLE), *squeezes]
    assert answer(log, 2).step(EACH).waived is False


def test_the_safety_questions_are_said_of_the_lifts_alone():
    assert said(CLIMBED, 8, LIFT, screen="ask") == [START, Reason("screen-ask")]
    needs = [far("needs", PRONE), far("needs", STAND)]
    assert said(history(), 1, BRIDGE, screen="stop") == [START, *needs]
    assert said(history(), 1, LIFT) == [START, *needed(*LIFT_NEEDS)]


@pytest.mark.parametrize(
    ("exercise", "dose", "easier"), [(BRIDGE, "1x8x1", None), (SINGLE, "1x6x1", BRIDGE)]
)
def test_after_six_sessions_without_a_raise_the_easier_form_is_named(exercise, dose, easier):
    log = history(*(did(n, exercise, dose) for n in range(1, 7)), overrides=[(1, exercise)])
    stalled = Reason("stalled", {"sessions": 6, "easier": easier})
    offer = Reason("offer-easier", {"easier": easier}) if easier else Reason("offer-position")
    said_of_it = said(log, 7, exercise)
    place = said_of_it.index(stalled)
    assert said_of_it[place + 1 : place + 3] == [offer, far("next", exercise)]
    fewer = history(*log.sessions[:5], overrides=[(1, exercise)])
    assert all(one not in said(fewer, 6, exercise) for one in (stalled, offer))


def test_amber_three_times_in_a_row_offers_an_easier_form_to_the_proficient_too():
    log = [*climbed(), *(did(n, SINGLE, "3x8x1", pain=4) for n in (8, 9, 10))]
    offer = Reason("offer-easier", {"easier": BRIDGE})
    view = answer(history(*log), 11).step(SINGLE)
    assert (view.status, offer in view.reasons) == ("proficient", True)
    assert offer not in said(history(*log[:-1]), 10, SINGLE)


def test_the_last_step_has_no_bar_to_wait_for():
    log = history(*(did(2 * n, EACH, "1x6") for n in range(1, 7)), overrides=[(1, EACH)])
    assert said(log, 14, EACH) == [
        Reason("again-short", {"done": 1, "sets": 2}),
        Reason("overridden", {"on": day(1)}),
        Reason("lift-weekly", {"next": day(17)}),
    ]
    assert answer(log, 14).step(EACH).sessions_in_a_row_needed is None


def test_a_closed_step_says_since_when_and_what_it_wants():
    closed = Reason("closed", {"on": day(10), "exercise": BRIDGE})

    def wants(*exercises):
        return Reason("reopens-after", {"exercises": list(exercises), "days": 2})

    pain = Reason("closed-pain", {"pain": 7})
    log = [*RED_BRIDGE]
    assert said(history(*log), 11, BRIDGE) == [pain, closed, wants(PRONE, STAND)]
    assert said(history(*log), 11, SINGLE)[1:] == [closed, wants(PRONE, STAND)]
    log.append(did(11, PRONE, "1x10x5"))
    assert said(history(*log), 12, BRIDGE) == [pain, closed, wants(PRONE, STAND)]
    log.append(did(12, PRONE, "1x10x5"))
    assert said(history(*log), 13, BRIDGE) == [pain, closed, wants(STAND)]


def test_a_closed_step_that_requires_none_says_when_it_reopens():
    assert said(history(*RED_STAND), 7, STAND) == [
        Reason("closed-pain", {"pain": 7}),
        Reason("closed", {"on": day(6), "exercise": STAND}),
        Reason("reopens-on", {"on": day(10)}),
    ]


def test_what_is_left_out_is_said_of_the_step_and_of_the_day():
    band = Reason("no-equipment", {"exercise": BAND, "missing": ["band"], "may_waive": True})
    log = history(*felt_squeezes())
    without = answer(log, 4, equipment=frozenset())
    assert without.step(BAND).reasons[-1] == band
    assert without.step(BAND).missing == ("band",)
    assert without.notes == (band, Reason("no-hinge-yet"))


def test_what_stepped_back_is_said_of_the_step_and_not_of_the_day():
    log = history(*climbed())
    assert said(log, 8, BRIDGE, minutes=20)[-2:] == [Reason("proficient"), STEPS_BACK]
    assert answer(log, 8, minutes=20).notes == (LEARN_FIRST,)


def test_the_lifts_are_spoken_of_only_where_there_are_any():
    assert answer(history(), 1).notes == (Reason("no-hinge-yet"),)
    none = Program("none", GLUTES_THAT_FIRE.steps[:7])
    assert answer(history(), 1, none).notes == ()


def test_a_locked_step_waits_for_what_has_a_bar():
    """Nobody becomes proficient in a step without a bar, so nothing can wait for one."""
    view = answer(history(did(1, STAND, "2x10x5")), 2, edited(PRONE, bar=None)).step(BRIDGE)
    assert view.needs == (Need(STAND, 1, 3, BARS[STAND]),)
    assert view.status == "locked"
    assert answer(history(*felt_squeezes()), 4).step(BRIDGE).needs == ()


@pytest.mark.parametrize(
    ("doses", "feedback", "code", "values"),
    [
        (["2x4"], {}, "ask-load", {"sets": 2}),
        (["2x3@40"], {}, "again-miss", {}),  # a first load counts from the bottom amount on
        (
            ["2x4@40"],
            {"pain": 7},
            "down-pain",
            {"pain": 7, "sets": 2, "unchanged": True, "alone": True},
        ),
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


@pytest.mark.parametrize(
    ("done", "feedback", "code", "values"),
    [
        (["2x8x1"], {}, "raise-amount", {"by": 1, "to": 9}),
        (["2x12x1"] * 2, {}, "raise-hold", {"to": 2}),
        (["2x12x1", "2x12x1", "2x12x2", "2x12x3"], {}, "raise-sets", {"to": 3}),
        (["8,7x1"], {}, "again-miss", {}),
        (["1x8x1"], {}, "again-short", {"done": 1, "sets": 2}),
        (["2x8x1"], {"effort": 9}, "again-effort", {"effort": 9}),
        (["2x8x1"], {"form": False}, "again-form", {}),
        (["2x8x1"], {"pain": 3}, "again-pain", {"pain": 3}),
        (["2x7x1"] * 2, {}, "again-miss", {}),  # the fewest sets already
        (["2x8x1"] * 2, {"pain": 7}, "closed-pain", {"pain": 7}),
    ],
)
def test_a_bridge_says_why_it_asks_what_it_asks(done, feedback, code, values):
    assert why(bridge_days(*done, **feedback), len(done) + 1, BRIDGE) == Reason(code, values)


def test_a_step_down_and_a_fourth_set_say_so():
    log, then = lifts("2x4@40", "2x3@40", "2x3@40")
    assert why(log, then, LIFT) == Reason("down-load", {"load_kg": 37.5})
    assert why(at_bridge_top("4x12x3"), 6, BRIDGE) == Reason("fourth-set", {})


@pytest.mark.parametrize(
    ("left", "offered"),
    [((), True), ((7,), False), ((7, None), False), ((7, 5), True), ((5, 7, 7), False)],
)
def test_nothing_is_offered_for_the_feeling_once_it_is_there(left, offered):
    """An answer that is missing says nothing; felt lower again, all is offered again at once."""
    unfelt = [did(n, PRONE, "2x10x5", felt=5) for n in range(1, 16)]
    later = [did(n, PRONE, "2x10x5", felt=felt) for n, felt in enumerate(left, 16)]
    given = {reason.code for reason in said(history(*unfelt, *later), 16 + len(left), PRONE)}
    felt_offers = {"offer-position", "offer-one-side", "offer-going-on"}
    assert given & felt_offers == (felt_offers if offered else set())
