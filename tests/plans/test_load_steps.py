"""Loads in the steps of a runner's own gym, exact in kilograms and in pounds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil

import pytest

from exercises.units import to_kg
from plans import ladder_loader, rules
from plans.load_steps import load_step_kg, program_with_load_steps, with_gym_load_steps
from plans.rules import Choice, Feedback, History, Session, SetDone
from plans.wording import describe_load

MONDAY = date(2026, 3, 2)
LIFT_DAYS = timedelta(days=3)
FINE = Feedback(pain=0, effort=7, form=True)


@pytest.fixture(scope="module")
def ladder():
    return ladder_loader.shipped_rules(ladder_loader.shipped()[0])


def lifts(program, sessions, first_kg):
    """Return the target after each session of a runner who lifts all of it each time."""
    targets, day, state = [], MONDAY, rules.initial(program)
    for number in range(sessions):
        overrides = () if number else ("deadlift",)
        target = state.steps["deadlift"].target
        sets = (SetDone("both", target.amount, 0, target.load_kg or first_kg),) * target.sets
        session = Session(day, "deadlift", sets, FINE)
        state = rules.fold(program, state, rules.Day(day, (session,), overrides=overrides))
        targets.append(state.steps["deadlift"].target)
        day += LIFT_DAYS
    return targets


def without_a_most(ladder):
    steps = tuple(replace(step, load_most=None) for step in ladder.steps)
    return replace(ladder, steps=steps)


@pytest.mark.parametrize(
    ("bar", "first", "units"),
    [("2.5 lb", "50", "lb"), ("10 lb", "135", "lb"), ("0.5 kg", "20", "kg")],
)
def test_a_hundred_raises_stay_on_whole_steps(ladder, bar, first, units):
    program = program_with_load_steps(without_a_most(ladder), bar, "1 kg")
    targets = lifts(program, 1500, float(to_kg(Decimal(first), units)))
    loads = list(dict.fromkeys(target.load_kg for target in targets))
    assert len(loads) > 100
    step = Decimal(bar.split()[0])
    for before, after in pairwise(loads[:101]):
        shown, then = (Decimal(describe_load(load, units).split()[0]) for load in (before, after))
        assert shown % step == 0
        # The smallest multiple of the step at or above 2.5 % more.
        assert then == ceil(shown * Decimal("1.025") / step) * step


def test_a_load_typed_in_pounds_is_the_target_in_pounds(ladder):
    steps = program_with_load_steps(without_a_most(ladder), "5 lb", "5 lb").by_exercise
    step = steps["deadlift"]
    for pounds in range(5, 1000, 5):
        typed = float(to_kg(Decimal(pounds), "lb"))
        assert step.round_load(typed) == typed
        assert describe_load(typed, "lb") == f"{pounds} lb"


def test_a_gym_has_a_load_step_for_the_bar_and_one_for_each_hand(ladder):
    own = program_with_load_steps(ladder, "5 kg", "2 kg").by_exercise
    assert (own["deadlift"].load_step, own["single-leg-deadlift"].load_step) == (5, 2)
    assert own["glute-bridge"].load_step == 5  # plates on the hips
    assert own["band-walk"].load_step == 1  # a band is a band


def test_targets_round_down_to_the_runners_step(ladder):
    step = program_with_load_steps(ladder, "10 kg", "1 kg").by_exercise["deadlift"]
    assert step.round_load(49) == 40
    assert step.round_load(4) == 10


def test_hands_and_bar_have_steps_of_their_own(ladder):
    steps = program_with_load_steps(ladder, "5 lb", "2.5 lb").by_exercise
    assert steps["deadlift"].load_step == load_step_kg("5 lb")
    assert steps["single-leg-deadlift"].load_step == load_step_kg("2.5 lb")
    assert steps["wall-march-hold"].load_step is None


def test_the_same_gym_gives_the_same_ladder(ladder):
    assert program_with_load_steps(ladder, "5 lb", "2.5 lb") is program_with_load_steps(
        ladder, "5 lb", "2.5 lb"
    )


def test_without_a_gym_the_ladder_keeps_its_own_steps(ladder):
    timeline = rules.Timeline(((MONDAY, ladder),))
    assert with_gym_load_steps(timeline, []) is timeline


def test_a_new_gym_changes_no_day_before_it(ladder):
    new = MONDAY + timedelta(days=40)
    timeline = with_gym_load_steps(
        rules.Timeline(((MONDAY, ladder),)), [(new.isoformat(), "10 kg", "5 kg")]
    )
    assert timeline.on(new - timedelta(days=1)) is ladder
    assert timeline.on(new).by_exercise["deadlift"].load_step == 10
    # 42.5 kg four times: proficient, and still so where the plates are coarser.
    days = [MONDAY + n * LIFT_DAYS for n in range(4)]
    sets = (SetDone("both", 4, 0, 42.5),) * 2
    history = History(
        sessions=tuple(Session(day, "deadlift", sets, FINE) for day in days),
        overrides=(Choice(MONDAY, "deadlift"),),
    )
    state = rules.replay(timeline, history, new)
    assert state.steps["deadlift"].proficient
    assert state.steps["deadlift"].target.load_kg == 40


def test_a_revision_after_the_gym_keeps_its_steps(ladder):
    later = MONDAY + timedelta(days=7)
    timeline = rules.Timeline(((MONDAY, ladder), (later, ladder)))
    timeline = with_gym_load_steps(timeline, [(MONDAY.isoformat(), "5 lb", "5 lb")])
    assert [since for since, _ in timeline.revisions] == [MONDAY, later]
    assert timeline.on(later).by_exercise["deadlift"].load_step == load_step_kg("5 lb")
