"""Pain again and again, and when a dose goes up again after pain."""

import pytest
from hypothesis import given

from plans.rules import Reason

from .ladder import BAND, BRIDGE, LIFT, PRONE, SINGLE
from .lives import lifters, lives
from .log import (
    after_bridge,
    answer,
    at_bridge_top,
    climbed,
    codes,
    day,
    did,
    history,
    state,
    target,
    why,
)


def sore_now_and_then(exercise, dose, every, sessions, first=8, **feedback):
    """Return sessions of which every so many-th is sore."""
    return [
        did(first + n, exercise, dose, **({"pain": 4} if n % every == 0 else {}) | feedback)
        for n in range(sessions)
    ]


@pytest.mark.parametrize(
    ("exercise", "dose", "every"),
    [(BRIDGE, "3x12x3", 2), (BRIDGE, "3x12x3", 3), (PRONE, "3x10x5", 3), (BAND, "3x20", 4)],
)
def test_who_hurts_again_and_again_is_offered_another_way_and_a_clinician(exercise, dose, every):
    """Never three times in a row, and never without it for long."""
    sixth = 8 + 5 * every
    for number in range(9, sixth + 8):
        done = sore_now_and_then(exercise, dose, every, number - 8)
        told = answer(history(*climbed(), *done), number)
        said = codes(told.step(exercise).reasons)
        is_often = number > sixth
        assert ("less-leads-on" in said) is is_often
        assert ("offer-position" in said or "offer-easier" in said) is is_often
        assert told.clinician is is_often
    assert "down-sore" not in said
    assert Reason("sore-often", {"sessions": 6 + 6 // every}) in told.step(exercise).reasons


def test_the_sixth_time_asks_less_and_six_painless_ones_end_it():
    done = sore_now_and_then(BRIDGE, "3x12x3", 2, 11)
    log = history(*climbed(), *done)
    assert target(history(*climbed(), *done[:-1]), 18, BRIDGE) == "3x12x3"
    assert target(log, 19, BRIDGE) == "2x12x3"
    assert why(log, 19, BRIDGE) == Reason("down-sore", {"pain": 4, "sets": 2, "sessions": 6})
    assert "sore-often" not in codes(answer(log, 19).step(BRIDGE).reasons)
    well = [did(n, BRIDGE, "2x12x3") for n in range(19, 25)]
    assert "sore-often" in codes(answer(history(*log.sessions, *well[:5]), 24).step(BRIDGE).reasons)
    over = history(*log.sessions, *well)
    assert not {"sore-often", "less-leads-on"} & {*codes(answer(over, 25).step(BRIDGE).reasons)}
    assert state(over, 25).steps[BRIDGE].sore == 0


def test_a_card_with_fewer_sets_is_not_called_the_same_again():
    tops = [did(n, BAND, "3x20") for n in range(6, 9)]
    log = history(*climbed(), *tops, did(9, BAND, "3x20", pain=4))
    for minutes, number, sets in ((20, 10, 3), (15, 11, 2)):
        items = answer(log, number, minutes=minutes).today
        (item,) = (one for one in items if one.exercise == BAND)
        assert (item.dose.sets, item.target.sets) == (sets, 3)
        (said,) = (one for one in item.reasons if one.code == "again-pain")
        assert ("in_turn" in said.values) is (sets < 3)


@pytest.mark.parametrize("sore", [(8, 9, 10), (8, 10, 12, 14, 16, 18)])
def test_a_session_without_an_answer_renews_no_advice(sore):
    """The clinician's date is that of the last pain, so that the advice ends."""
    last = sore[-1]
    done = [did(n, BAND, "3x15", pain=4 if n in sore else 0) for n in range(8, last + 1)]
    silent = [did(n, BAND, "3x15", pain=None) for n in range(last + 1, last + 15)]
    log = history(*climbed(), *done, *silent)
    for number in range(last + 1, last + 14):
        assert Reason("clinician", {"on": day(last)}) in answer(log, number).notes
    assert not answer(log, last + 14).clinician
    again = did(last + 3, BAND, "3x15", pain=4)
    log = history(*climbed(), *done, *silent[:2], again)
    assert Reason("clinician", {"on": day(last + 3)}) in answer(log, last + 4).notes


@given(lives | lifters)
def test_nobody_is_kept_back_by_pain_without_an_offer(life):
    """Six sore sessions of an open step offer another way; fewer leave room for the longest row."""
    for on, told, before, _ in life.lived:
        program = life.timeline.on(on)
        for step in program.steps:
            view, mine = told.step(step.exercise), before.steps.get(step.exercise)
            assert step.bar is None or step.bar.row < 6
            if view.status != "locked" and mine and mine.sore >= 6:
                assert {"offer-position", "offer-easier"} & {*codes(view.reasons)}


@pytest.mark.parametrize(("second", "advised"), [(22, True), (23, False)])
def test_a_step_that_is_red_twice_within_two_weeks_calls_for_a_clinician(second, advised):
    """As two red mornings do, though it was painless between."""
    well = [did(n, SINGLE, "2x6x1") for n in (10, 11)]
    reds = [did(8, SINGLE, "3x8x1", pain=7), did(second, SINGLE, "2x6x1", pain=6)]
    assert not answer(history(*climbed(), reds[0], *well), 22).clinician
    log = history(*climbed(), *reds, *well)
    told = answer(log, second + 1)
    assert told.step(SINGLE).status != "locked"
    assert told.clinician is advised
    assert (Reason("clinician", {"on": day(second)}) in told.notes) is advised
    others = [did(8, BAND, "3x15", pain=7), did(11, SINGLE, "3x8x1", pain=7)]
    assert not answer(history(*climbed(), *others), 12).clinician


# What goes up again, and when.


def waits(log, number, exercise):
    """Return the target on a day and why it did not go up."""
    return target(log, number, exercise), why(log, number, exercise)


NOT_ANSWERED = Reason("calm-not-given")
ONCE_MORE = Reason("calm-first", {"sessions": 1})


def test_after_pain_nothing_goes_up_until_pain_was_answered():
    sore = after_bridge("2x12x3", pain=4)
    silent = history(*sore.sessions, *(did(n, BRIDGE, "2x12x3", pain=None) for n in (6, 7)))
    for number, log in ((7, history(*silent.sessions[:-1])), (8, silent)):
        assert waits(log, number, BRIDGE) == ("2x12x3", NOT_ANSWERED)
    well = history(*silent.sessions, did(8, BRIDGE, "2x12x3"))
    assert waits(well, 9, BRIDGE) == ("3x12x3", Reason("raise-sets", {"to": 3}))


@pytest.mark.parametrize("pains", [(7,), (4, 4, 4)], ids=["red", "amber three times"])
def test_what_came_down_for_pain_goes_up_after_two_sessions_without(pains):
    hurt = [did(5 + n, BRIDGE, "3x12x3", pain=pain) for n, pain in enumerate(pains)]
    log = history(*at_bridge_top().sessions, *hurt)
    on = 5 + len(pains) + 1
    assert target(log, on, BRIDGE) == "2x12x3"
    once = history(*log.sessions, did(on, BRIDGE, "2x12x3"))
    assert waits(once, on + 1, BRIDGE) == ("2x12x3", ONCE_MORE)
    silent = history(*once.sessions, did(on + 1, BRIDGE, "2x12x3", pain=None))
    assert waits(silent, on + 2, BRIDGE) == ("2x12x3", NOT_ANSWERED)
    sore = history(*once.sessions, did(on + 1, BRIDGE, "2x12x3", pain=3))
    again = history(*sore.sessions, did(on + 2, BRIDGE, "2x12x3"))
    assert waits(again, on + 3, BRIDGE) == ("2x12x3", ONCE_MORE)
    twice = history(*once.sessions, did(on + 1, BRIDGE, "2x12x3"))
    assert waits(twice, on + 2, BRIDGE) == ("3x12x3", Reason("raise-sets", {"to": 3}))
    assert not state(twice, on + 2).steps[BRIDGE].amber_lowered


def test_what_came_back_after_pain_comes_down_again():
    hurt = [did(n, BRIDGE, "3x12x3", pain=4) for n in (5, 6, 7)]
    well = [did(n, BRIDGE, "2x12x3") for n in (8, 9)]
    again = [did(n, BRIDGE, "3x12x3", pain=4) for n in (10, 11, 12)]
    log = history(*at_bridge_top().sessions, *hurt, *well, *again)
    assert target(log, 13, BRIDGE) == "2x12x3"


def test_what_hurts_goes_up_after_two_sessions_without_pain():
    hurt = {"hurts": [(8, SINGLE)]}
    done = [did(n, SINGLE, target(history(*climbed(), **hurt), 10, SINGLE)) for n in (10, 11)]
    before = target(history(*climbed(), **hurt), 10, SINGLE)
    assert target(history(*climbed(), done[0], **hurt), 11, SINGLE) == before
    assert target(history(*climbed(), *done, **hurt), 12, SINGLE) != before


def test_while_less_is_advised_nothing_goes_up():
    log = history(*climbed(), *sore_now_and_then(BRIDGE, "3x12x3", 2, 11))
    for number in range(19, 24):
        log = history(*log.sessions, did(number, BRIDGE, "2x12x3"))
        assert "less-leads-on" in codes(answer(log, number + 1).step(BRIDGE).reasons)
        assert waits(log, number + 1, BRIDGE) == (
            "2x12x3",
            Reason("calm-first", {"sessions": 24 - number}),
        )
    log = history(*log.sessions, did(24, BRIDGE, "2x12x3"))
    assert waits(log, 25, BRIDGE) == ("3x12x3", Reason("raise-sets", {"to": 3}))
    assert "less-leads-on" not in codes(answer(log, 25).step(BRIDGE).reasons)


def test_after_pain_no_load_is_offered_with_what_comes_back():
    tops = [did(n, BRIDGE, "3x12x3") for n in (8, 9)]
    log = history(*climbed(), *tops)
    assert answer(log, 10).step(BRIDGE).offers_load
    sore = history(*log.sessions, did(10, BRIDGE, "3x12x3", pain=7))
    for number in (12, 13, 14):
        sore = history(*sore.sessions, did(number, BRIDGE, target(sore, number, BRIDGE)))
        assert answer(sore, number + 1).step(BRIDGE).offers_load is (number == 14)
    assert target(sore, 15, BRIDGE) == "3x12x3"
    silent = history(
        *log.sessions, *(did(n, BRIDGE, "3x12x3", pain=p) for n, p in ((10, 4), (11, None)))
    )
    assert not answer(silent, 12).step(BRIDGE).offers_load


def test_a_first_load_after_pain_wants_its_pain_answered():
    log = history(*climbed(), did(8, LIFT, "2x4", pain=4))
    silent = history(*log.sessions, did(10, LIFT, "2x4@40", pain=None))
    assert waits(silent, 12, LIFT) == ("2x4", NOT_ANSWERED)
    well = history(*silent.sessions, did(12, LIFT, "2x4@40"))
    assert target(well, 14, LIFT) == "2x4@40"
    sure = history(*climbed(), did(8, LIFT, "2x4@40", pain=None))
    assert target(sure, 10, LIFT) == "2x4@40"
