"""What must always hold of targets: their ranges, their most, and what may raise them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .lives import lifters, live, lives, pains
from .reading import is_dose_reached, is_hit, is_miss, kg_most

unedited = st.builds(live, st.integers(0, 2**32), st.integers(1, 40))
lifters_unedited = st.builds(live, st.integers(0, 2**32), st.just(30), st.just(0), st.just(True))


def most_of(step, setup):
    """Return the least of the step's own most and the heaviest that the runner has."""
    limits = [step.load_most, getattr(setup, f"heaviest_{step.load_kind}", None)]
    return min((limit for limit in limits if limit is not None), default=float("inf"))


@given(lives | lifters)
def test_targets_never_leave_their_ranges_nor_pass_the_heaviest_there_is(life):
    for on, answer, before, _ in life.lived:
        program = life.timeline.on(on)
        setup = before.setup
        for change in life.known(on).settings:
            if change.date == on:
                setup = setup.changed_by(change)
        for view in answer.steps:
            step, target = program.by_exercise[view.exercise], view.target
            assert step.sets.low <= target.sets <= step.sets.high
            assert step.amount.low <= target.amount <= step.amount.high
            assert step.hold.low <= target.hold_s <= step.hold.high
            if target.band is not None:
                assert step.load_kind == "band"
                assert 1 <= target.band <= setup.bands
                assert setup.bands > 1
            if target.load_kg is not None:
                steps = target.load_kg / step.load_step
                assert round(steps) >= 1
                assert steps == pytest.approx(round(steps))
                assert target.load_kg <= most_of(step, setup)
        for item in answer.today:
            assert item.dose.sets <= item.target.sets


def days_done(life):
    """Yield (step, target at the start of the day, target on the next day, session, pain)."""
    for (on, answer, _, _), (_, later, _, _) in zip(life.lived, life.lived[1:], strict=False):
        program, felt = life.timeline.on(on), pains(life.history, on)
        done = {one.exercise: one for one in life.days[on].sessions} if on in life.days else {}
        for step in program.steps:
            asked, now = answer.step(step.exercise).target, later.step(step.exercise).target
            yield step, asked, now, done.get(step.exercise), felt.get(step.exercise)


@given(unedited | lifters_unedited)
def test_a_load_rises_by_the_rules_by_an_entry_or_not_at_all(life):
    """A raise by the rules, or on the way back, is one step or a tenth, after a painless hit."""
    for step, asked, now, session, pain in days_done(life):
        if now.load_kg is None or (asked.load_kg is not None and now.load_kg <= asked.load_kg):
            continue
        assert session is not None or asked.load_kg is None
        if session is None:
            continue  # asked again for what was there before, such as dumbbells
        assert (pain or 0) < 3
        entered = is_dose_reached(
            step,
            asked if asked.load_kg is not None else step_bottom(step, asked),
            session.sets,
            load=now.load_kg,
        )
        if asked.load_kg is None:
            # A load of less than a step becomes one step.
            assert entered or now.load_kg == step.load_step
            continue
        assert pain is not None
        assert is_hit(step, asked, session, pain)
        assert entered or now.load_kg <= kg_most(step, asked.load_kg) + 1e-9


def step_bottom(step, asked):
    """Return the dose that a first entry wants of each asked set: the bottom amount, no hold."""
    bottom = step.bottom(None)
    return type(asked)(asked.sets, bottom.amount)


@given(unedited | lifters_unedited)
def test_a_band_rises_by_one_or_by_an_entry(life):
    for step, asked, now, session, pain in days_done(life):
        if step.load_kind != "band" or now.band is None or now.band <= (asked.band or 0):
            continue
        if session is None:
            assert asked.band is None
            continue
        assert (pain or 0) < 3
        heavier = step_bottom(step, asked) if asked.band is None else asked
        assert now.band == (asked.band or 0) + 1 or is_dose_reached(
            step, heavier, session.sets, band=now.band
        )


@given(unedited | lifters_unedited)
def test_a_miss_pain_or_hardship_raises_nothing(life):
    for step, asked, now, session, pain in days_done(life):
        if session is None:
            continue
        feedback = session.feedback
        if (
            (pain or 0) >= 3
            or (feedback.effort or 0) >= 9
            or feedback.form is False
            or is_miss(step, asked, session)
        ):
            assert now.amount <= asked.amount or now.load_kg != asked.load_kg
            assert now.hold_s <= asked.hold_s
            if asked.load_kg is not None and now.load_kg is not None:
                assert now.load_kg <= asked.load_kg


@given(unedited)
def test_without_a_session_no_target_rises(life):
    """Time alone lowers; one set fewer after 11 to 14 days is not for longer than that."""
    for _, asked, now, session, _ in days_done(life):
        if session is None and asked.load_kg is not None and now.load_kg is not None:
            assert now.load_kg <= asked.load_kg
            assert now.amount <= asked.amount


@given(lives | lifters)
def test_red_pain_lowers_or_is_at_the_bottom(life):
    for on, answer, before, after in life.lived:
        felt, program = pains(life.history, on), life.timeline.on(on)
        for name, pain in felt.items():
            if (pain or 0) < 6:
                continue
            step, asked = program.by_exercise[name], answer.step(name).target
            most, now = max(asked.sets, before.steps[name].target.sets), after.steps[name].target
            assert now.sets < most or now.sets == step.sets.low
            if asked.load_kg is not None and now.load_kg is not None:
                assert now.load_kg < asked.load_kg or now.load_kg == step.load_step
