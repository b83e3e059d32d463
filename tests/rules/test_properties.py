"""What must always hold of targets and of the fold, over made-up lives and senseless histories."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import History, Session, Timeline, advance, fold, initial, plan, replay
from plans.rules.bars import HIT, MISS, dose_outcome
from plans.rules.gates import begin_day
from plans.rules.state import carry_to_revision

from .ladder import GLUTES_THAT_FIRE
from .lives import dates, days_of, histories, lifters, live, lives, pains
from .log import START, day
from .test_snapshot import put_down


def test_the_made_up_lives_go_everywhere():
    seen = Counter()
    for seed in range(24):
        life = live(seed, 60, edits=seed % 3)
        for _, answer, before, after in life.lived:
            seen.update(view.exercise for view in answer.steps if view.status == "proficient")
            for name, mine in after.steps.items():
                was = before.steps[name]
                seen["closing"] += bool(mine.closed and not was.closed)
                seen["reopening"] += bool(was.closed and not mine.closed)
                seen["away"] += mine.away > 28
                seen["chosen"] += bool(mine.overridden_on and mine.opened and not was.opened)
                seen["waived"] += bool(mine.waived_on)
                seen[mine.why.code] += 1
    bars = {step.exercise for step in GLUTES_THAT_FIRE.steps if step.bar}
    wanted = {"closing", "reopening", "away", "chosen", "waived", "raise-load", "entry", *bars}
    assert not {name for name in wanted if not seen[name]}


@given(lives | lifters)
def test_targets_never_leave_their_ranges(life):
    for on, answer, _, _ in life.lived:
        program = life.timeline.on(on)
        for view in answer.steps:
            step, target = program.by_exercise[view.exercise], view.target
            assert step.sets.low <= target.sets <= step.sets.high
            assert step.amount.low <= target.amount <= step.amount.high
            assert step.hold.low <= target.hold_s <= step.hold.high
            if target.load_kg is not None:
                steps = target.load_kg / step.load_step
                assert round(steps) >= 1
                assert steps == pytest.approx(round(steps))


def is_hit(step, asked, done, felt):
    return (
        dose_outcome(step, asked, done.sets) == HIT
        and (felt[done.exercise] or 0) < 3
        and (done.feedback.effort or 0) <= 8
        and done.feedback.form is not False
    )


def at_the_top(step, asked):
    top = step.amount.high, step.hold.high
    return asked.sets >= step.sets_ceiling and (asked.amount, asked.hold_s) == top


@given(lives | lifters)
def test_load_goes_up_by_the_rules_or_by_the_runners_own_entry_and_for_no_other_reason(life):
    days, tops = days_of(life.history), {}
    for on, answer, _, after in life.lived:
        program, felt = life.timeline.on(on), pains(life.history, on)
        for done in days[on].sessions if on in days else ():
            step, asked = program.by_exercise[done.exercise], answer.step(done.exercise).target
            hit, before = is_hit(step, asked, done, felt), tops.get(step.exercise)
            tops[step.exercise] = hit and at_the_top(step, asked)
            load = after.steps[done.exercise].target.load_kg
            if load is None or asked.load_kg is None or load <= asked.load_kg:
                continue
            steps = 1
            while steps * step.load_step < asked.load_kg * 1.025 - 1e-6:
                steps += 1
            entered = replace(asked, load_kg=load)
            assert felt[done.exercise] is not None
            assert hit
            if dose_outcome(step, entered, done.sets) != HIT:
                assert load == pytest.approx(steps * step.load_step)
                assert before
                assert tops[step.exercise]


@given(lives | lifters)
def test_a_miss_or_pain_raises_nothing(life):
    days = days_of(life.history)
    for on, answer, before, after in life.lived:
        program, felt = life.timeline.on(on), pains(life.history, on)
        for done in days[on].sessions if on in days else ():
            step, asked = program.by_exercise[done.exercise], answer.step(done.exercise).target
            painful = (felt[done.exercise] or 0) >= 3
            if not painful and dose_outcome(step, asked, done.sets) != MISS:
                continue
            was, now = before.steps[done.exercise], after.steps[done.exercise]
            for name in ("sets", "amount", "hold_s"):
                assert getattr(now.target, name) <= getattr(was.target, name)


@given(lives)
def test_folding_day_by_day_is_replaying_from_nothing(life):
    for on, _, before, _ in life.lived[::6]:
        assert before == replay(life.timeline, life.history, on, life.runner.setup)


@given(histories, dates)
def test_looking_at_the_plan_in_between_changes_nothing(history, on):
    state = initial(GLUTES_THAT_FIRE)
    for one in history.days(on):
        begin_day(GLUTES_THAT_FIRE, state, one.date)
        state = fold(GLUTES_THAT_FIRE, state, one)
    assert state == replay(GLUTES_THAT_FIRE, history, on)


def turned(log, random):
    """Return the same history in another order."""

    def shuffled(values):
        return tuple(random.sample(values, len(values)))

    return History(
        shuffled([replace(one, sets=shuffled(one.sets)) for one in log.sessions]),
        shuffled(log.mornings),
        overrides=shuffled(log.overrides),
        waived=shuffled(log.waived),
    )


@given(lives, st.randoms(use_true_random=False))
def test_the_order_of_what_was_logged_changes_nothing(life, random):
    again = turned(life.history, random)
    assert replay(life.timeline, again, life.end) == replay(life.timeline, life.history, life.end)


@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_two_entries_of_a_day_changes_nothing(history, random):
    """The history is moved to one day, so that most exercises have more than one entry."""
    crowded = tuple(replace(one, date=START) for one in history.sessions)
    history = replace(history, sessions=crowded)
    again = turned(history, random)
    assert replay(GLUTES_THAT_FIRE, again, day(2)) == replay(GLUTES_THAT_FIRE, history, day(2))


@given(lives, st.integers(0, 2**16))
def test_a_corrected_or_deleted_set_leaves_no_trace(life, seed):
    """Folding on from before the change equals replaying a history that never had the old set."""
    random, sessions = Random(seed), list(life.history.sessions)
    setup = life.runner.setup
    if not sessions:
        return
    place = random.randrange(len(sessions))
    old, sets = sessions[place], list(sessions[place].sets)
    sets[:1] = random.choice([[], [replace(sets[0], amount=random.randint(1, 20))]])
    sets = random.choice([[], sets, sets])
    gone = [Session(old.date, old.exercise, (), old.feedback)] if not sets else []
    sessions[place : place + 1] = [replace(old, sets=tuple(sets))] if sets else []
    corrected = replace(life.history, sessions=tuple(sessions))
    state = next(before for on, _, before, _ in life.lived if on == old.date)
    rest = [one for one in corrected.days(life.end) if one.date >= old.date]
    expected = replay(life.timeline, corrected, life.end, setup)
    assert advance(life.timeline, state, rest, life.end, old.date) == expected
    bare = replace(corrected, sessions=(*sessions, *gone))
    assert replay(life.timeline, bare, life.end, setup) == expected


@given(histories, dates)
def test_what_comes_later_is_not_looked_at(history, on):
    past = History(
        tuple(one for one in history.sessions if one.date < on),
        tuple(one for one in history.mornings if one.date <= on),
    )
    assert plan(GLUTES_THAT_FIRE, past, on) == plan(GLUTES_THAT_FIRE, history, on)


@given(histories, dates)
def test_a_state_survives_json(log, on):
    state = replay(GLUTES_THAT_FIRE, log, on)
    assert put_down(state) == state


@given(histories, dates, dates)
def test_taking_a_fold_up_again_ends_where_one_go_ends(log, first, second):
    first, second = sorted((first, second))
    kept = put_down(replay(GLUTES_THAT_FIRE, log, first))
    rest = [one for one in log.days(second) if one.date >= first]
    # The morning of the first date judges the day before it, which the stored state contains.
    assert advance(GLUTES_THAT_FIRE, kept, rest, second, first) == replay(
        GLUTES_THAT_FIRE, log, second
    )


@given(lives)
def test_the_same_history_gives_the_same_answer(life):
    for on, answer, _, _ in life.lived[-3:]:
        for _ in range(2):
            assert plan(life.timeline, life.history, on, life.runner) == answer


@given(st.integers(0, 2**32), st.integers(2, 40), st.integers(1, 2))
def test_each_day_is_judged_by_its_revision(seed, days, edits):
    life = live(seed, days, edits)
    *earlier, (since, last) = life.timeline.revisions
    old = Timeline(tuple(earlier))
    for on in life.dates[::6]:
        if on < since:
            assert plan(life.timeline, life.history, on) == plan(old, life.history, on)
    state = replay(life.timeline, life.history, since)
    assert state == carry_to_revision(replay(old, life.history, since), last)
    for step in last.steps:
        target = state.steps[step.exercise].target
        assert step.clamp(target) == target


def test_the_first_day_is_the_same_on_any_date():
    assert (
        plan(GLUTES_THAT_FIRE, History(), START).today
        == plan(GLUTES_THAT_FIRE, History(), START + timedelta(999)).today
    )
