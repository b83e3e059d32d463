"""Who has done more, felt more or had less pain has open all that the other has open."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules import Feedback, History, Session, SetDone, plan

from .lives import Life, lifters, live, lives


def worse(random: Random, life: Life) -> History:
    """The same dates and exercises with less done, felt lower or more pain: here and there, or
    in one way throughout.

    What was not given stays so; effort and form are the same.
    """
    share = random.choice([0.05, 0.5, 1, 1])
    ways = random.sample(("felt", "pain", "sets", "amount", "dose"), random.choice([1, 1, 2, 4]))
    most_felt, least_pain = random.randint(4, 9), random.choice([2, 3, 3, 6])
    fewer = random.randint(1, 3)

    def lessened(one: Session) -> Session:
        feedback, sets = one.feedback, one.sets
        for side in ("felt_left", "felt_right"):
            felt = getattr(feedback, side)
            if "felt" in ways and felt is not None and random.random() < 0.8:
                feedback = replace(feedback, **{side: min(most_felt, felt)})
        if "pain" in ways and feedback.pain is not None:
            feedback = replace(feedback, pain=max(least_pain, feedback.pain))
        if "sets" in ways:
            sets = sets[: max(1, len(sets) - fewer)]
        if "amount" in ways:
            sets = tuple(replace(each, amount=max(1, each.amount - fewer)) for each in sets)
        if "dose" in ways:
            sets = tuple(_less(random, each) for each in sets)
        return replace(one, sets=sets, feedback=feedback)

    return replace(
        life.history,
        sessions=tuple(
            lessened(one) if random.random() < share else one for one in life.history.sessions
        ),
        mornings=tuple(
            replace(one, pain=random.randint(one.pain, 10)) if random.random() < share else one
            for one in life.history.mornings
        ),
        runs=tuple(
            one if one.pain is None else replace(one, pain=random.randint(one.pain, 10))
            for one in life.history.runs
        ),
    )


def better(random: Random, life: Life) -> History:
    """The same with more repetitions, or another set, in every session; or all felt to the full
    and painless."""
    more, again, kinder = random.choice([(0, 1, 0), (1, 0, 0), (3, 0, 0), (2, 2, 0), (0, 0, 1)])

    def bettered(one: Session) -> Session:
        sets = tuple(_more(each, more) for each in one.sets + one.sets[:1] * again)
        return replace(one, sets=sets, feedback=_kinder(one.feedback) if kinder else one.feedback)

    bettered_log = replace(
        life.history, sessions=tuple(bettered(one) for one in life.history.sessions)
    )
    if not kinder:
        return bettered_log
    painless = {
        name: tuple(
            one if one.pain is None else replace(one, pain=0) for one in getattr(life.history, name)
        )
        for name in ("mornings", "runs")
    }
    return replace(bettered_log, **painless)


def _kinder(feedback: Feedback) -> Feedback:
    best = {"felt_left": 10, "felt_right": 10, "pain": 0}
    given = {name: to for name, to in best.items() if getattr(feedback, name) is not None}
    return replace(feedback, **given)


def _more(one: SetDone, amount: int) -> SetDone:
    return replace(one, amount=one.amount + amount)


def _less(random: Random, one: SetDone) -> SetDone:
    return replace(
        one,
        amount=random.randint(1, one.amount),
        hold_s=one.hold_s and random.randint(0, one.hold_s),
        load_kg=one.load_kg and one.load_kg * random.choice([0.8, 1, 1]),
    )


def open_steps(answer) -> set[str]:
    return {view.exercise for view in answer.steps if view.status != "locked"}


@given(lives | lifters, st.integers(0, 2**32))
def test_who_has_done_more_has_open_all_that_the_other_has_open(life, seed):
    assert_more_opens_more(life, seed)


@pytest.mark.thorough
@pytest.mark.parametrize("part", range(8))
def test_it_holds_for_thousands_of_pairs(part):
    """Each life makes two pairs: with a worse one, and with a better one."""
    for seed in range(part, 2400, 8):
        random = Random(seed)
        edits, lifts = random.choice([0, 0, 1, 2]), random.random() < 0.3
        assert_more_opens_more(live(seed, random.randint(5, 40), edits, lifts), seed)


def assert_more_opens_more(life, seed):
    random, runner = Random(seed), replace(life.runner, screen="clear")
    less, more = worse(random, life), better(random, life)
    for on in (*life.dates[::4], life.end):
        least, middle, most = (
            open_steps(plan(life.timeline, log, on, runner)) for log in (less, life.history, more)
        )
        assert least <= middle <= most
