from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from exercises.models import Exercise
from logbook.history import decisions_of, entries_of, history_of
from logbook.training_state import NotScreened, plan_on
from plans import rules
from plans.models import Choice
from tests.factories import (
    FeedbackFactory,
    RunFactory,
    SetEntryFactory,
    UserFactory,
    WorkoutFactory,
)
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("library")]


@pytest.fixture
def runner():
    return UserFactory()


def test_a_session_is_all_sets_of_a_day_with_what_was_said(runner):
    workout = WorkoutFactory(user=runner, date=MONDAY)
    for amount in (12, 10):
        SetEntryFactory(user=runner, workout=workout, amount=amount, hold_s=3)
    FeedbackFactory(user=runner, workout=workout, felt_left=7, felt_right=8, pain=1, form=True)
    [session] = history_of(runner).sessions
    assert session == rules.Session(
        MONDAY,
        "glute-bridge",
        (rules.SetDone("both", 12, 3), rules.SetDone("both", 10, 3)),
        rules.Feedback(7, 8, 1, None, True),
    )


def test_a_load_is_a_plain_number_of_kg(runner):
    SetEntryFactory(user=runner, slug="deadlift", hold_s=None, load_kg="42.50")
    [session] = history_of(runner).sessions
    assert session.sets == (rules.SetDone("both", 10, None, 42.5),)


def test_each_exercise_keeps_its_own_feedback(runner):
    workout = WorkoutFactory(user=runner, date=MONDAY)
    for slug, pain in (("glute-bridge", 1), ("band-walk", 4)):
        SetEntryFactory(user=runner, workout=workout, slug=slug)
        FeedbackFactory(user=runner, workout=workout, slug=slug, pain=pain)
    assert {s.exercise: s.feedback.pain for s in history_of(runner).sessions} == {
        "glute-bridge": 1,
        "band-walk": 4,
    }


def test_squeezes_in_between_and_deleted_sets_are_no_session(runner):
    workout = WorkoutFactory(user=runner, date=MONDAY)
    SetEntryFactory(user=runner, workout=workout, slug="standing-squeeze", any_time=True)
    SetEntryFactory(user=runner, workout=workout, deleted_at=timezone.now())
    assert history_of(runner).sessions == ()


def test_feedback_without_a_set_says_nothing(runner):
    FeedbackFactory(user=runner, pain=8)
    assert history_of(runner) == rules.History()


def test_the_pain_of_a_morning_is_told_with_its_own_date(runner):
    train(runner, MONDAY)
    assert history_of(runner).mornings == (rules.Morning(TUESDAY, 0),)


def choose(user, slug, kind, on):
    exercise = slug and Exercise.objects.get(slug=slug)
    Choice.objects.create(user=user, exercise=exercise, kind=kind, on=on)


def test_choices_are_told_apart(runner):
    choose(runner, "deadlift", "override", MONDAY)
    choose(runner, "band-walk", "waiver", TUESDAY)
    choose(runner, "prone-squeeze", "going-on", TUESDAY)
    choose(runner, None, "easy-week", MONDAY)
    history = history_of(runner)
    assert history.overrides == (rules.Choice(MONDAY, "deadlift"),)
    assert history.waived == (rules.Choice(TUESDAY, "band-walk"),)
    assert history.going_on == (rules.Choice(TUESDAY, "prone-squeeze"),)
    assert history.easy_weeks == (MONDAY,)


def test_a_set_carries_its_band_and_a_primer_is_no_session(runner):
    SetEntryFactory(user=runner, slug="band-walk", side="left", hold_s=None, band=2)
    SetEntryFactory(user=runner, slug="glute-bridge", primer=True)
    [session] = history_of(runner).sessions
    assert session.sets == (rules.SetDone("left", 10, None, None, 2),)


def test_runs_are_told_with_how_they_were(runner):
    RunFactory(user=runner, date=MONDAY, kind="race", minutes=50, felt_left=6, pain=3)
    RunFactory(date=MONDAY)
    assert history_of(runner).runs == (rules.Run(MONDAY, "race", 50, 6, None, 3),)


def test_a_morning_is_told_with_its_place_even_without_a_set(runner):
    WorkoutFactory(
        user=runner, date=MONDAY, morning_pain=7, morning_place="knee", morning_from_training=False
    )
    WorkoutFactory(user=runner, date=TUESDAY, morning_skipped=True)
    assert history_of(runner).mornings == (rules.Morning(TUESDAY, 7, "knee", from_training=False),)


def test_settings_count_from_the_day_on_which_they_were_set(runner):
    before = runner.training_settings | {"equipment": ["band"], "heaviest_hand_kg": "12.5"}
    runner.earlier_settings = [[f"{MONDAY}", before], [f"{TUESDAY}", before | {"lifts": 3}]]
    runner.equipment, runner.bands, runner.heaviest_hips_kg = ["dumbbells"], 4, Decimal(20)
    decisions = decisions_of(runner)
    assert decisions.setup == rules.Setup(heaviest_hand=12.5, equipment=frozenset({"band"}))
    kinds = {"bar": None, "hips": None}
    assert history_of(runner).settings == (
        rules.Settings(MONDAY, 3, 1, kinds | {"hand": 12.5}, frozenset({"band"})),
        rules.Settings(TUESDAY, 2, 4, kinds | {"hand": None, "hips": 20}, frozenset({"dumbbells"})),
    )


def test_a_stranger_s_training_stays_out(runner):
    train(UserFactory(), MONDAY)
    assert history_of(runner) == rules.History()


def test_what_came_before_a_date_can_be_asked_for(runner):
    train(runner, MONDAY, 3)
    assert {s.date for s in history_of(runner, before=TUESDAY).sessions} == {MONDAY}


@pytest.mark.parametrize("days", [1, 60])
def test_a_history_costs_three_queries_however_long(runner, days, django_assert_num_queries):
    train(runner, MONDAY, days)
    with django_assert_num_queries(3):
        history = history_of(runner)
    assert len(history.sessions) == 3 * days


def test_sets_come_in_the_order_of_their_days(runner):
    train(runner, TUESDAY)
    train(runner, MONDAY)
    assert [entry.date for entry in entries_of(runner)] == sorted(
        entry.date for entry in entries_of(runner)
    )


def test_there_is_no_plan_before_the_safety_questions(runner):
    with pytest.raises(NotScreened):
        plan_on(runner, MONDAY)


def test_the_plan_keeps_to_the_runner_s_equipment(runner):
    runner.equipment = ["dumbbells"]
    start(runner, MONDAY)
    for slug in ("prone-squeeze", "standing-squeeze"):
        choose(runner, slug, "override", MONDAY)
    choose(runner, "band-walk", "override", MONDAY)
    answer = plan_on(runner, MONDAY)
    assert answer.step("band-walk").missing == ("band",)
    assert answer.step("prone-squeeze").missing == ()  # a mat keeps nothing out


def test_the_plan_is_the_same_whatever_was_done_today(runner):
    runner.equipment = ["mat", "wall", "band"]
    start(runner, MONDAY)
    before = plan_on(runner, MONDAY)
    train(runner, MONDAY)
    assert plan_on(runner, MONDAY) == before


def test_yesterday_can_still_be_judged_by_this_morning(runner):
    runner.equipment = ["mat", "wall", "band"]
    start(runner, MONDAY)
    train(runner, MONDAY, slugs=("prone-squeeze", "standing-squeeze"), sets=3)
    runner.workouts.update(morning_pain=7)
    assert plan_on(runner, TUESDAY).today == ()
