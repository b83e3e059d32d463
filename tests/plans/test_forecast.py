"""When a locked step may open, from lives drawn from the runner's own last four weeks."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from plans import rules
from plans.rules import Day, History, Morning, Run, Runner, fold, initial
from plans.simulation import forecast as forecasts
from plans.simulation.forecast import forecast
from plans.simulation.people import PERFECT
from plans.simulation.training import START, simulate_days
from tests.rules.ladder import EACH, GLUTES_THAT_FIRE, LIFT, SINGLE

STEADY = replace(PERFECT, wobble=0, effort=7)


@pytest.fixture(autouse=True)
def _few_lives(monkeypatch):
    monkeypatch.setattr(forecasts, "LIVES", 10)


def lived(person, days, *, seed=1, runner=None):
    """Return (state, history, days of training) of a runner's first so many days."""
    sessions, runs, mornings, state = [], [], [], initial(GLUTES_THAT_FIRE)
    for day in simulate_days(
        GLUTES_THAT_FIRE, person, days=days, chance=Random(seed), runner=runner or Runner()
    ):
        on = START + timedelta(day.number - 1)
        sessions += day.sessions
        runs += day.begun.runs
        if day.morning is not None:
            mornings.append(Morning(on + timedelta(1), day.morning))
        state = day.state
    history = History(tuple(sessions), tuple(mornings), tuple(runs))
    return state, history, len({session.date for session in sessions})


def told(person, days, *, seed="runner", runner=None, on=None):
    runner = runner or Runner()
    state, history, trained = lived(person, days, runner=runner)
    on = on or START + timedelta(days)
    found = forecast(GLUTES_THAT_FIRE, state, history, on, runner, seed=seed, days_trained=trained)
    return {one.exercise: one for one in found}


def opens_on(person, exercise):
    for day in simulate_days(GLUTES_THAT_FIRE, person, days=120, chance=Random(1), runner=Runner()):
        if day.answer.step(exercise).status != "locked":
            return START + timedelta(day.number - 1)
    return None


@pytest.mark.parametrize(("days", "known"), [(9, False), (10, True)])
def test_under_ten_days_of_training_nothing_is_told(days, known):
    assert bool(told(STEADY, days)) is known


def test_a_runner_of_every_day_gets_the_day_itself():
    found, day = told(STEADY, 12)[LIFT], opens_on(STEADY, LIFT)
    assert found.early <= found.middle <= found.late <= found.early + timedelta(2)
    assert found.early <= day <= found.late


def test_the_same_runner_and_date_are_told_the_same():
    wobbly = replace(STEADY, adherence=0.7, felt=7, wobble=1.5)
    once = told(wobbly, 20)
    assert told(wobbly, 20) == once
    assert told(wobbly, 20, seed="another") != once


def test_the_span_runs_from_early_to_late():
    found = told(replace(STEADY, adherence=0.7, felt=7.5, wobble=1), 20)[LIFT]
    assert START + timedelta(20) <= found.early < found.middle < found.late


def test_who_trains_twice_a_week_gets_there_later_and_on_these_days():
    found = told(replace(STEADY, weekdays=(1, 3)), 42)
    opening = next(one for one in found.values() if one.middle)
    assert opening.middle.weekday() in (1, 3)


def test_who_does_not_feel_it_is_told_no_day():
    found = told(replace(STEADY, felt=4, most=4), 20)
    assert found[SINGLE].early is None
    assert found[LIFT] == type(found[LIFT])(LIFT, None, None, None)


def test_who_was_never_asked_for_effort_and_form_is_told_days_all_the_same():
    """As somebody who did nothing but squeezes, whose bar asks for neither."""
    state, history, trained = lived(STEADY, 10)
    squeezes = {step.exercise for step in GLUTES_THAT_FIRE.activation}
    sessions = tuple(
        replace(one, feedback=replace(one.feedback, effort=None, form=None))
        for one in history.sessions
        if one.exercise in squeezes
    )
    recent = replace(history, sessions=sessions)
    on = START + timedelta(10)
    found = forecast(
        GLUTES_THAT_FIRE, state, recent, on, Runner(), seed="runner", days_trained=trained
    )
    assert {one.exercise: one for one in found}[LIFT].middle is not None


def test_only_what_is_locked_is_foretold_in_ladder_order():
    names = list(told(STEADY, 12))
    assert names == [step.exercise for step in GLUTES_THAT_FIRE.steps if step.exercise in names]
    assert {LIFT, EACH} <= set(names)
    assert told(STEADY, 60) == {}


def test_the_safety_questions_keep_the_lifts_locked_and_a_stop_tells_nothing():
    found = told(STEADY, 12, runner=Runner(screen="ask"))
    assert found[LIFT].early is None
    assert told(STEADY, 12, runner=Runner(screen="stop")) == {}


def test_only_the_last_four_weeks_are_drawn_from():
    """A month off at the end: nobody goes on as in the weeks before it."""
    away = told(STEADY, 12, on=START + timedelta(12 + 29))
    assert away == {}


def test_days_before_the_first_training_are_no_days_off():
    """Twelve days in a row are a runner of every day, not one of twelve days in 28."""
    assert told(STEADY, 12)[LIFT].late < START + timedelta(12 + 28)


def test_red_mornings_of_the_past_come_again():
    state, history, trained = lived(STEADY, 14)
    sore = tuple(Morning(START + timedelta(n), 7, "hip") for n in range(8, 15))
    on = START + timedelta(14)
    calm, hurt = (
        forecast(GLUTES_THAT_FIRE, state, one, on, Runner(), seed="x", days_trained=trained)
        for one in (history, replace(history, mornings=sore))
    )
    assert calm[-1].middle
    assert hurt[-1].middle is None or hurt[-1].middle > calm[-1].middle


def test_a_run_that_is_known_takes_the_place_of_a_drawn_one():
    """Races on every day to come keep no step locked, since a race only moves a lift."""
    state, history, trained = lived(STEADY, 14)
    on = START + timedelta(14)
    races = tuple(Run(on + timedelta(n), "race") for n in range(30))
    found = forecast(
        GLUTES_THAT_FIRE,
        state,
        replace(history, runs=races),
        on,
        Runner(),
        seed="x",
        days_trained=trained,
    )
    assert {one.exercise: one.middle for one in found}[LIFT] == opens_on(STEADY, LIFT)


def test_nothing_of_the_runner_is_changed():
    state, history, trained = lived(STEADY, 12)
    before = repr(state)
    on = START + timedelta(12)
    forecast(GLUTES_THAT_FIRE, state, history, on, Runner(), seed="x", days_trained=trained)
    assert repr(state) == before
    assert rules.replay(GLUTES_THAT_FIRE, history, on).steps.keys() == state.steps.keys()
    assert fold(GLUTES_THAT_FIRE, state, Day(on)).steps.keys() == state.steps.keys()
