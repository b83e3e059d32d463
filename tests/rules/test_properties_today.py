"""What must always hold of a day's plan, over made-up lives."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from .lives import HINGES, lives, pains

WITHIN_A_WEEK = range(1, 7)


def lifts_of(answer):
    return [item for item in answer.today if item.exercise in HINGES]


@given(lives)
def test_a_plan_holds_nothing_locked_and_nothing_red_yesterday(life):
    for on, answer, _, _ in life.lived:
        yesterday = pains(life.history, on - timedelta(1))
        for item in answer.today:
            assert answer.step(item.exercise).status != "locked"
            assert (yesterday.get(item.exercise) or 0) < 6


@given(lives)
def test_nothing_is_planned_for_which_the_runner_lacks_equipment(life):
    for _, answer, _, _ in life.lived:
        for item in answer.today:
            assert answer.step(item.exercise).missing == ()


@given(lives)
def test_lifts_keep_their_distance_and_their_number_a_week(life):
    lifted = {one.date for one in life.history.sessions if one.exercise in HINGES}
    for on, answer, before, _ in life.lived:
        setup = before.setup
        for change in life.known(on).settings:
            if change.date == on:
                setup = setup.changed_by(change)
        ago = {(on - one).days for one in lifted}
        if lifts_of(answer):
            assert 1 not in ago
            assert len(ago.intersection(WITHIN_A_WEEK)) < setup.lifts
            assert answer.hinge_due
            assert answer.hinge_next == on
        else:
            assert not answer.hinge_due


@given(lives)
def test_after_a_red_morning_from_training_nothing_is_planned_and_no_lift_tomorrow(life):
    for morning in life.history.mornings:
        red = morning.pain >= 6
        for on, answer, _, _ in life.lived:
            if on == morning.date and red:
                assert not lifts_of(answer)
                assert not answer.primer or not morning.from_training
                assert not (morning.from_training and answer.today)
                assert answer.rest_day is (morning.from_training and life.runner.screen != "stop")
            if on == morning.date and not red:
                assert not answer.rest_day
            if on == morning.date + timedelta(1) and red and morning.from_training:
                assert not lifts_of(answer)


@given(lives)
def test_no_lift_on_the_day_after_a_red_run_or_session(life):
    reds = {one.date for one in life.history.runs if (one.pain or 0) >= 6}
    reds |= {one.date for one in life.history.sessions if (one.feedback.pain or 0) >= 6}
    for on, answer, _, _ in life.lived:
        if on - timedelta(1) in reds:
            assert not lifts_of(answer)


@given(lives)
def test_no_lift_for_four_days_after_a_red_one(life):
    for on, answer, _, _ in life.lived:
        if not lifts_of(answer):
            continue
        for n in range(1, 5):
            felt = pains(life.history, on - timedelta(n))
            assert all((pain or 0) < 6 for name, pain in felt.items() if name in HINGES)


@given(lives)
def test_no_lift_on_a_race_day_three_days_before_one_nor_on_the_eve_of_a_key_run(life):
    races = {one.date for one in life.history.runs if one.kind == "race"}
    keys = {one.date for one in life.history.runs if one.kind == "key"}
    for on, answer, _, _ in life.lived:
        for day in {on, answer.hinge_next} if lifts_of(answer) else {answer.hinge_next}:
            if day is not None:
                assert not {day + timedelta(n) for n in range(4)} & races
                assert day + timedelta(1) not in keys


@given(lives, st.sampled_from([0, 5, 6, 10]))
def test_red_pain_today_takes_the_lift_the_exercise_and_what_stands_above(life, pain):
    for on, answer, before, _ in life.lived[::3]:
        done = [one for one in life.history.sessions if one.date == on][:1]
        program = life.timeline.on(on)
        if not done:
            continue
        sore = replace(done[0], feedback=replace(done[0].feedback, pain=pain))
        then = life.plan_again(on, before, sessions=(sore,))
        if pain < 6:
            assert then == answer
            continue
        barred = {sore.exercise, *program.above[sore.exercise], *HINGES}
        left = [(one.exercise, one.dose) for one in answer.today if one.exercise not in barred]
        assert [(item.exercise, item.dose) for item in then.today] == left  # and nothing comes in
        assert not then.hinge_due


@given(lives, st.sampled_from(["ask", "stop"]))
def test_no_override_lifts_the_safety_questions(life, screen):
    for on, _, before, _ in life.lived:
        runner = replace(life.runner, screen=screen)
        answer = life.plan_again(on, before, runner, overrides=tuple(HINGES))
        assert not lifts_of(answer)
        assert screen == "ask" or not (answer.today or answer.primer)


# The daily block


def squeezed(life, minutes):
    """Plan each day of a life for other minutes: yields (date, program, plan, daily block)."""
    runner = replace(life.runner, minutes=minutes)
    for on, _, before, _ in life.lived:
        program = life.timeline.on(on)
        answer = life.plan_again(on, before, runner)
        yield on, program, answer, [item for item in answer.today if item.block == "daily"]


def is_easy(life, on):
    log = life.history
    first = max((day for day in log.easy_weeks if day <= on), default=None)
    if first is None or (on - first).days >= 7:
        return False
    return not any(first < day <= on for day in log.easy_weeks_ended)


def is_eased(life, program, on):
    """Whether a daily exercise was red when it was last done, or it is the first day back."""
    days = [one.date for one in life.history.sessions if one.date < on and one.sets]
    if days and (on - max(days)).days > 11:
        return True
    last = {}
    for date in sorted({one.date for one in life.history.sessions if one.date < on}):
        last |= pains(life.history, date)
    return any((last.get(step.exercise) or 0) >= 6 for step in program.steps if not step.hinge)


def was_sore(life, on, exercise):
    """Whether an exercise hurt when it was last done and its pain was given."""
    dates = sorted({one.date for one in life.history.sessions if one.date < on})
    given = [pains(life.history, date).get(exercise) for date in dates]
    return next((pain >= 3 for pain in reversed(given) if pain is not None), False)


def split(program, items):
    """Return the items of activation, and those after it."""
    first = [item for item in items if program.by_exercise[item.exercise].activation]
    return first, items[len(first) :]


@given(lives, st.integers(3, 20))
def test_every_line_keeps_its_fewest_sets(life, minutes):
    """The fewest is two, and one for a squeeze, whatever the minutes; a lift keeps all its sets."""
    for on, program, answer, _ in squeezed(life, minutes):
        for item in answer.today:
            assert item.dose.sets <= item.target.sets
            if is_easy(life, on):
                assert 1 <= item.dose.sets <= -(-item.target.sets // 2)
                continue
            fewest = 1 if program.by_exercise[item.exercise].activation else 2
            fewest = item.target.sets if item.block == "lift" else min(fewest, item.target.sets)
            assert fewest <= item.dose.sets


@given(lives, st.integers(10, 20))
def test_the_block_fits_its_minutes_unless_its_first_step_alone_is_longer(life, minutes):
    for on, program, _, items in squeezed(life, minutes):
        activation, rest = split(program, items)
        budget = minutes * 60 / (2 if is_easy(life, on) else 1)
        if sum(item.seconds for item in items) <= budget + 1e-6:
            continue
        assert len(rest) <= 1
        fewest = 1 if is_easy(life, on) else 2
        assert all(item.dose.sets <= min(fewest, item.target.sets) for item in rest)
        assert [item.dose.sets for item in activation].count(1) >= len(activation) - 1
        assert all(item.dose.sets <= 2 for item in activation)


@given(lives)
def test_no_more_than_one_squeeze_of_those_cut_to_one_set(life):
    """Two squeezes that are not proficient never both come with a single set."""
    for on, answer, _, _ in life.lived:
        program = life.timeline.on(on)
        if is_easy(life, on):
            continue
        lone = [
            item
            for item in answer.today
            if item.block == "daily"
            and program.by_exercise[item.exercise].activation
            and answer.step(item.exercise).status == "open"
            and item.dose.sets < 2 <= item.target.sets
        ]
        assert len(lone) <= 1


@given(lives, st.integers(10, 20))
def test_four_fifths_of_the_minutes_are_filled_where_more_could_fill_them(life, minutes):
    """What is left out would not have fitted with two sets, nor a squeeze with one more.

    What red pain frees stays free, and neither a squeeze that hurt nor, until that one is
    proficient, the other gets more sets.
    """
    for on, program, answer, items in squeezed(life, minutes):
        _, rest = split(program, items)
        used = sum(item.seconds for item in items)
        is_filled = used >= 0.8 * minutes * 60 - 1e-6
        if not rest or is_easy(life, on) or is_filled or is_eased(life, program, on):
            continue
        left = minutes * 60 - used
        sets = {item.exercise: item.dose.sets for item in items}
        yesterday = pains(life.history, on - timedelta(1))
        for view in answer.steps:
            step = program.by_exercise[view.exercise]
            if view.status == "locked" or view.missing or step.hinge:
                continue
            if (yesterday.get(view.exercise) or 0) >= 6 or step.days_of_7 is not None:
                continue
            if "comes-after" in {reason.code for reason in view.reasons}:
                continue
            if step.activation and was_sore(life, on, view.exercise):
                continue
            have, target = sets.get(view.exercise, 0), view.target
            others = [one.exercise for one in program.activation if one is not step]
            learnt = all(answer.step(other).status == "proficient" for other in others)
            if step.activation and view.status == "proficient" and have and not learnt:
                continue
            if have:
                if not step.activation:
                    continue  # a later step is in whole or with the sets that fitted
                more = replace(target, sets=have + 1) if have < target.sets else None
                assert more is None or step.set_seconds(more) > left
            else:
                # One set of a squeeze is enough once it is proficient, and never before.
                is_learnt = step.activation and view.status == "proficient"
                fewest = 1 if is_learnt else min(2, target.sets)
                assert step.seconds(replace(target, sets=fewest)) > left


@given(lives)
def test_the_minutes_shown_are_true(life):
    for on, answer, _, _ in life.lived:
        program = life.timeline.on(on)
        for item in (*answer.today, *answer.primer):
            assert item.seconds == program.by_exercise[item.exercise].seconds(item.dose)


@given(lives)
def test_a_primer_is_short_easy_and_only_before_a_run(life):
    runs = {one.date for one in life.history.runs}
    for on, answer, _, _ in life.lived:
        program = life.timeline.on(on)
        assert not answer.primer or on in runs
        assert sum(item.seconds for item in answer.primer) <= 5 * 60
        for item in answer.primer:
            step = program.by_exercise[item.exercise]
            assert not step.hinge
            assert answer.step(item.exercise).status != "locked"
            assert item.dose.sets == 1
            assert item.dose.load_kg is None
            assert item.dose.amount <= max(item.target.amount, step.amount.low)


# Reasons


@given(lives)
def test_nobody_is_left_with_an_empty_plan_and_no_reason(life):
    for _, answer, _, _ in life.lived:
        if not answer.today:
            assert answer.notes


@given(lives)
def test_no_session_that_did_not_count_is_left_without_its_reason(life):
    for _, answer, _, _ in life.lived:
        for view in answer.steps:
            if view.last is None or view.last.counted or view.exercise == "single-leg-deadlift":
                continue
            assert view.reasons
            assert view.last.lacked or is_easy(life, view.last.date)


@given(lives)
def test_what_is_said_is_said_once(life):
    for _, answer, _, _ in life.lived:
        for reasons in (answer.notes, *(view.reasons for view in answer.steps)):
            assert len({repr(reason) for reason in reasons}) == len(reasons)
        for item in answer.today:
            assert item.reasons
            assert len({repr(reason) for reason in item.reasons}) == len(item.reasons)


@given(lives)
def test_at_most_one_line_says_that_it_goes_first(life):
    for _, answer, _, _ in life.lived:
        firsts = [r for item in answer.today for r in item.reasons if r.code == "goes-first"]
        assert len(firsts) <= 1
