"""What must always hold of targets and of the fold, over made-up lives and senseless histories."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import (
    History,
    Runner,
    Session,
    Timeline,
    advance,
    fold,
    initial,
    plan,
    plan_from,
    replay,
)
from plans.rules.state import carry_to_revision

from .ladder import GLUTES_THAT_FIRE
from .lives import known, live, lives
from .log import START, day
from .senseless import dates, histories
from .test_snapshot import put_down


def test_the_made_up_lives_go_everywhere():
    seen = Counter()
    for seed in range(33):
        life = live(seed, 60, edits=seed % 3)
        for _, answer, before, after in life.lived:
            seen.update(view.exercise for view in answer.steps if view.status == "proficient")
            for view in answer.steps:
                seen[f"{view.exercise} loaded"] += view.target.load_kg is not None
            seen["band"] += any(view.target.band is not None for view in answer.steps)
            seen["rest"] += answer.rest_day
            seen["clinician"] += answer.clinician
            seen["primer"] += bool(answer.primer)
            for name, mine in after.steps.items():
                was = before.steps[name]
                seen["closing"] += bool(mine.closed and not was.closed)
                seen["reopening"] += bool(was.closed and not mine.closed)
                seen["away"] += mine.away > 28
                seen["chosen"] += bool(mine.overridden_on and mine.opened and not was.opened)
                seen["waived"] += bool(mine.waived_on)
                seen[mine.why.code] += 1
    wanted = {step.exercise for step in GLUTES_THAT_FIRE.steps if step.bar}
    wanted |= {f"{name} loaded" for name in ("deadlift", "single-leg-deadlift", "glute-bridge")}
    wanted |= {"band", "rest", "clinician", "primer", "closing", "reopening", "away", "chosen"}
    wanted |= {"waived", "raise-load", "entry"}
    assert not {name for name in wanted if not seen[name]}


@given(lives)
def test_folding_day_by_day_is_replaying_from_nothing(life):
    for on, _, before, _ in life.lived[::6]:
        assert before == replay(life.timeline, life.history, on, life.runner.setup)


@given(histories, dates)
def test_looking_at_the_plan_in_between_changes_nothing(history, on):
    state = initial(GLUTES_THAT_FIRE)
    for one in history.days(on):
        plan_from(GLUTES_THAT_FIRE, state, one.date, Runner())
        state = fold(GLUTES_THAT_FIRE, state, one)
    assert state == replay(GLUTES_THAT_FIRE, history, on)


def turned(log, random):
    """Return the same history in another order."""

    def shuffled(values):
        return tuple(random.sample(values, len(values)))

    sessions = tuple(replace(one, sets=shuffled(one.sets)) for one in log.sessions)
    log = replace(log, sessions=sessions)
    return History(**{name: shuffled(getattr(log, name)) for name in log.__dataclass_fields__})


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
    """Runs to come are, by their kind; so are the pain and the choices of the date itself."""
    past = known(history, on)
    assert replay(GLUTES_THAT_FIRE, past, on) == replay(GLUTES_THAT_FIRE, history, on)
    later = tuple(one for one in history.sessions if one.date > on)
    past_and_later = replace(past, sessions=past.sessions + later)
    assert plan(GLUTES_THAT_FIRE, past, on) == plan(GLUTES_THAT_FIRE, past_and_later, on)


@given(histories, dates)
def test_sessions_of_the_day_without_red_pain_change_nothing(history, on):
    """They are progress on the day's plan, not history."""
    feedbacks = [
        replace(one, feedback=replace(one.feedback, pain=min(5, one.feedback.pain or 0)))
        for one in history.sessions
        if one.date == on
    ]
    past = known(history, on)
    begun = replace(past, sessions=(*past.sessions, *feedbacks))
    assert plan(GLUTES_THAT_FIRE, begun, on) == plan(GLUTES_THAT_FIRE, past, on)


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
            assert plan(life.timeline, life.known(on), on, life.runner) == answer


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


@pytest.mark.parametrize("lifts", [False, True])
def test_a_life_is_drawn_again_from_its_seed(lifts):
    assert live(7, 30, 1, lifts) == live(7, 30, 1, lifts)
