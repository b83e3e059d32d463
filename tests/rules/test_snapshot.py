"""A state is stored as JSON in the middle of a history, and taken up again."""

import json

import pytest

from plans.rules import Range, Timeline, advance, initial, plan, replay
from plans.rules_json import PROGRAM, state_as_json, state_from_json

from .ladder import BRIDGE, GLUTES_THAT_FIRE, edited
from .log import START, climbed, day, did, history


def put_down(state):
    return state_from_json(json.loads(json.dumps(state_as_json(state))), state.program)


def test_closings_choices_and_reasons_survive_too():
    reds = [did(n, "glute-bridge", "3x12x3", pain=7) for n in (8, 10)]
    log = history(*climbed(), *reds, did(11, "deadlift", "2x4@40"), overrides=[(11, "deadlift")],
                  waived=[(11, "band-walk")])  # fmt: skip
    state = replay(GLUTES_THAT_FIRE, log, day(12))
    assert state.steps["glute-bridge"].closed
    assert put_down(state) == state


def test_a_fresh_step_is_put_down_as_its_dose_alone():
    data = state_as_json(initial(GLUTES_THAT_FIRE))
    assert data["steps"][BRIDGE] == {"target": {"sets": 2, "amount": 8, "hold_s": 1}}


def test_taking_up_leaves_what_was_put_down_as_it_was():
    data = state_as_json(replay(GLUTES_THAT_FIRE, history(*climbed()), day(9)))
    assert state_from_json(data, GLUTES_THAT_FIRE) == state_from_json(data, GLUTES_THAT_FIRE)


@pytest.mark.parametrize("pause", range(2, 14))
def test_a_fold_passes_through_revisions_under_which_nobody_trained(pause):
    narrow = edited("glute-bridge", amount=Range(8, 9, 8))
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(8), narrow), (day(11), GLUTES_THAT_FIRE)))
    log = history(*(did(n, "glute-bridge", "2x12x1") for n in (1, 2, 3, 12)))
    rest = [one for one in log.days(day(14)) if one.date >= day(pause)]
    kept = put_down(replay(timeline, log, day(pause)))
    assert advance(timeline, kept, rest, day(14), day(pause)) == replay(timeline, log, day(14))
    assert plan(timeline, log, day(11)).step("glute-bridge").target.amount == 9


def test_a_fold_kept_before_the_first_day_begins_with_it():
    higher = edited("glute-bridge", amount=Range(8, 12, 11))
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(8), higher)))
    log = history(did(12, "standing-squeeze", "3x10x5"))
    kept = put_down(replay(timeline, log, day(2)))
    assert advance(timeline, kept, log.days(day(14)), day(14), day(2)) == replay(
        timeline, log, day(14)
    )
    assert plan(timeline, log, day(14)).step("glute-bridge").target.amount == 11


def test_of_two_revisions_from_one_date_the_later_counts():
    narrow = edited("glute-bridge", amount=Range(8, 9, 8))
    timeline = Timeline(((START, GLUTES_THAT_FIRE), (day(8), narrow), (day(8), GLUTES_THAT_FIRE)))
    log = history(did(1, "glute-bridge", "2x12x1"))
    assert plan(timeline, log, day(9)).step("glute-bridge").target.amount == 12


def test_a_fingerprint_tells_programs_apart():
    spec = PROGRAM.dump_json(GLUTES_THAT_FIRE)
    again, longer = PROGRAM.validate_json(spec), spec.replace(b'"rest_s":20', b'"rest_s":21')
    assert again.fingerprint == PROGRAM.validate_json(spec).fingerprint
    assert again.fingerprint != PROGRAM.validate_json(longer).fingerprint
    assert initial(again) == initial(GLUTES_THAT_FIRE)
