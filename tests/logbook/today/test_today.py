from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from exercises.models import Exercise
from logbook.history import history_of
from logbook.models import SetEntry
from plans import rules
from plans.models import Choice, Screening
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory, WorkoutFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import DAILY, start, train

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def runner(mat_runner):
    return mat_runner


def today(client):
    return Page(client.get("/today/"))


def html(client):
    return client.get("/today/").content.decode()


def go_on_from_the_squeezes(user, on):
    """The daily exercises without three days of squeezes before them."""
    for slug in ("prone-squeeze", "standing-squeeze"):
        choose(user, slug, "going-on", on)


def choose(user, slug, kind, on):
    Choice.objects.create(user=user, exercise=Exercise.objects.get(slug=slug), kind=kind, on=on)


# Who may come in


def test_a_visitor_is_asked_to_log_in(client, db):
    answer = client.get("/today/")
    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"].startswith("/accounts/login/")


def test_the_safety_questions_come_first(client, library, clock):
    client.force_login(UserFactory())
    assert client.get("/today/")["Location"] == "/start/"


def test_an_emergency_pattern_shows_no_plan(client, runner):
    Screening.objects.create(user=runner, on=MONDAY, answers={}, outcome="stop")
    page = today(client)
    assert "get medical help now" in page.said()
    assert not page.lamps("prone-squeeze")


def test_a_plan_is_for_its_runner_alone(client, runner):
    train(start(UserFactory(), MONDAY), MONDAY)
    assert not Page(client.get("/today/")).lamps(lit=True)


# What stands on it


def test_the_first_day_says_what_to_do(client, runner):
    assert "Your first day" in today(client).said()
    train(runner, MONDAY - timedelta(days=1))
    assert "Your first day" not in today(client).said()


def test_every_set_that_is_asked_has_a_lamp(client, runner):
    page = today(client)
    assert len(page.lamps("prone-squeeze")) == len(page.lamps("standing-squeeze")) == 3
    assert "3 × 10, hold 5 s" in page.said()


def test_a_lamp_carries_what_the_page_asked_for(client, runner):
    values = today(client).lamps("prone-squeeze")[0].values
    assert (values["amount"], values["hold_s"], values["side"]) == ("10", "5", "both")
    assert values["date"] == "2026-03-02"


def test_every_lamp_has_a_key_of_its_own_and_other_forms_new_ones_on_each_page(client, runner):
    lamps, forms = [], []
    for page in (today(client), today(client)):
        lamps.append([lamp.values["key"] for lamp in page.lamps()])
        forms += [form.values["key"] for form in page.forms if "key" in form.values]
    assert lamps[0] == lamps[1]
    assert len(set(lamps[0])) == len(lamps[0]) == 6
    assert len(forms) == len({*forms, *lamps[0]}) - len(lamps[0]) > 4


def test_the_block_says_its_minutes_and_how_far(client, runner):
    before = today(client)
    assert "0 of 6 sets" in before.said()
    before.lamps("prone-squeeze")[0].send(client)
    assert "1 of 6 sets" in today(client).said()


def test_one_cue_a_day_and_another_one_tomorrow(client, runner, clock):
    def cue():
        return client.get("/today/").context["page"].cards[0].cue

    first = cue()
    assert first == cue()
    clock.go(TUESDAY)
    assert cue().pk != first.pk


def test_reasons_are_in_words(client, runner):
    said = today(client).said()
    assert "Why" in said
    assert "Squeezes first" in said
    assert "0 of 3 sessions at 2 × 10 × 5 s" in said


def test_the_bar_shows_how_far_the_row_is(client, runner, clock):
    train(runner, MONDAY, slugs=("prone-squeeze",), sets=3)
    SetEntry.objects.update(hold_s=5)
    clock.go(TUESDAY)
    card = client.get("/today/").context["page"].card("prone-squeeze")
    assert card.last.pips == [True, False, False]
    assert card.last.note == "1 of 3 in a row"


def test_last_time_is_told(client, runner, clock):
    train(runner, MONDAY, slugs=("prone-squeeze",), sets=3)
    clock.go(TUESDAY)
    assert "Yesterday, 3 × 10, hold 3 s, felt 7 left, 8 right, pain 0" in today(client).said()


def test_an_each_side_exercise_has_two_rows(client, runner):
    go_on_from_the_squeezes(runner, MONDAY)
    page = today(client)
    assert len(page.lamps("wall-march-hold", "left")) == 2
    assert len(page.lamps("wall-march-hold", "right")) == 2


@pytest.mark.parametrize(
    ("felt", "order"),
    [((8, 5), ["right", "left"]), ((5, 8), ["left", "right"]), ((7, 7), ["left", "right"])],
)
def test_the_side_felt_less_comes_first(client, runner, clock, felt, order):
    go_on_from_the_squeezes(runner, MONDAY)
    train(runner, MONDAY, slugs=("wall-march-hold",), felt_left=felt[0], felt_right=felt[1])
    clock.go(TUESDAY)
    card = client.get("/today/").context["page"].card("wall-march-hold")
    assert card.sides == order
    assert ("you feel it less" in card.why) == (felt[0] != felt[1])


def test_what_is_left_out_is_said(client, runner):
    go_on_from_the_squeezes(runner, MONDAY)
    runner.equipment = ["mat", "wall"]
    runner.save()
    assert "Band walk is left out. Missing:" in today(client).said()


def test_what_was_logged_beyond_the_plan_stays_visible(client, runner):
    SetEntryFactory(user=runner, slug="band-walk", date=MONDAY, side="left", amount=15)
    page = today(client)
    assert "Not in today's plan" in page.said()
    assert "0 of 6 sets" in page.said()


def test_a_deleted_set_is_gone_from_the_page(client, runner):
    SetEntryFactory(user=runner, slug="prone-squeeze", date=MONDAY, deleted_at=timezone.now())
    assert not Page(client.get("/today/")).lamps(lit=True)


def test_the_week_shows_its_days(client, runner, clock):
    train(runner, MONDAY, slugs=("prone-squeeze",))
    clock.go(TUESDAY)
    week = client.get("/today/").context["page"].week
    assert [dot.letter for dot in week] == list("MTWTFSS")
    assert [dot.is_trained for dot in week] == [True] + [False] * 6
    assert [dot.is_today for dot in week] == [False, True] + [False] * 5


def test_a_lift_day_is_ringed(client, runner):
    SetEntryFactory(user=runner, slug="deadlift", date=MONDAY, hold_s=None)
    monday, *_ = client.get("/today/").context["page"].week
    assert monday.is_lift


def test_all_done_is_said(client, runner):
    for slug in ("prone-squeeze", "standing-squeeze"):
        for form in today(client).lamps(slug):
            assert "All done for today" not in today(client).said()
            form.send(client)
    assert "All done for today" in today(client).said()


def test_a_day_without_a_plan_says_why(client, runner, clock):
    train(runner, MONDAY, slugs=("prone-squeeze", "standing-squeeze"))
    runner.workouts.update(morning_pain=8)
    clock.go(TUESDAY)
    said = today(client).said()
    assert "Rest today" in said
    assert "Pain was 6 or more this morning: today is for rest." in said
    assert "All done" not in said


# Feedback


def asks(client, slug):
    return client.get("/today/").context["page"].card(slug).feedback.asks


def feedback(client, slug="prone-squeeze"):
    return Page(client.get(f"/today/?feedback={slug}")).form_of(f"fb-{slug}")


def test_feedback_is_asked_after_the_last_set(client, runner):
    def due():
        return client.get("/today/").context["page"].card("prone-squeeze").feedback.is_due

    for _ in range(3):
        assert not due()
        today(client).lamps("prone-squeeze")[0].send(client)
    assert due()


def test_only_what_the_bar_reads_is_asked(client, runner):
    go_on_from_the_squeezes(runner, MONDAY)
    assert asks(client, "wall-march-hold") == ["felt_left", "felt_right", "pain", "form"]
    assert asks(client, "glute-bridge") == ["felt_left", "felt_right", "pain", "effort"]


def test_once_proficient_pain_alone_is_asked(client, runner, clock):
    train(runner, MONDAY, 3, slugs=("prone-squeeze", "standing-squeeze"), sets=3)
    SetEntry.objects.update(hold_s=5)
    clock.go(MONDAY + timedelta(days=3))
    page = client.get("/today/").context["page"]
    squeeze = next(card for card in page.cards if card.slug.endswith("squeeze"))
    assert squeeze.feedback.asks == ["pain"]


def test_of_a_lift_effort_is_asked_too(client, runner):
    runner.equipment = ["trap-bar", "dumbbells"]
    runner.save()
    choose(runner, "single-leg-deadlift", "override", MONDAY)
    assert asks(client, "single-leg-deadlift") == ["pain", "effort"]


@pytest.fixture
def second_day(client, runner, clock):
    """A set is logged on the day after felt 7 and 8, pain 2."""
    train(runner, MONDAY, slugs=("prone-squeeze",), pain=2)
    clock.go(TUESDAY)
    today(client).lamps("prone-squeeze")[0].send(client)
    return lambda: runner.feedback.get(workout__date=TUESDAY)


def test_nothing_is_chosen_before_the_runner_chooses(client, runner, second_day):
    assert feedback(client).values.keys().isdisjoint({"felt_left", "felt_right", "pain"})


def test_one_tap_takes_what_was_said_last_time(client, runner, second_day):
    feedback(client).send(client, "Log as last time")
    assert (second_day().felt_left, second_day().felt_right, second_day().pain) == (7, 8, 2)


def test_what_is_chosen_goes_before_what_was_said_last_time(client, runner, second_day):
    feedback(client).send(client, "Log as last time", pain="0", felt_left="3")
    assert (second_day().felt_left, second_day().felt_right, second_day().pain) == (3, 8, 0)


def test_as_last_time_takes_nothing_else(client, runner, second_day):
    sent = {"last": "date=2026-03-02&took_over=back&pain=1", "date": "2026-03-03"}
    client.post("/today/feedback/prone-squeeze/", sent)
    assert (second_day().pain, second_day().took_over) == (1, "")


def test_as_last_time_is_not_offered_the_first_time(client, runner):
    today(client).lamps("prone-squeeze")[0].send(client)
    labels = [button.label for button in feedback(client).buttons]
    assert labels == ["Log"]


def test_what_was_answered_is_stored_whichever_button_was_pressed(client, runner, second_day):
    feedback(client).send(client, None, skip="1", pain="7")
    assert (second_day().pain, second_day().skipped) == (7, False)


def test_nothing_is_stored_until_it_is_tapped(client, runner):
    for form in today(client).lamps("prone-squeeze"):
        form.send(client)
    today(client)
    assert not runner.feedback.exists()


def test_what_was_said_is_shown_and_can_be_changed(client, runner):
    today(client).lamps("prone-squeeze")[0].send(client)
    feedback(client).send(client, felt_left="6", pain="1")
    assert "You said: felt 6 left, pain 1" in today(client).said()
    feedback(client).send(client, pain="2")
    said = runner.feedback.get()
    assert (said.felt_left, said.pain) == (6, 2)


# The morning


def test_this_morning_s_pain_is_asked_once_after_a_workout(client, runner, clock):
    assert "Pain this morning?" not in today(client).said()
    train(runner, MONDAY, slugs=DAILY)
    runner.workouts.update(morning_pain=None)
    clock.go(TUESDAY)
    page = today(client)
    assert "Pain this morning?" in page.said()
    page.form_of("morning").send(client, "1")
    assert runner.workouts.get().morning_pain == 1
    assert "Pain this morning?" not in today(client).said()


@pytest.fixture
def morning_after(client, runner, clock):
    """Nothing said yet on the morning after a workout."""
    train(runner, MONDAY, slugs=DAILY)
    runner.workouts.update(morning_pain=None)
    clock.go(TUESDAY)
    return lambda: today(client).form_of("morning")


def said_that_morning(runner):
    workout = runner.workouts.get()
    return workout.morning_pain, workout.morning_place, workout.morning_from_training


def test_from_3_on_the_place_is_asked_beside_the_number(client, runner, morning_after):
    morning_after().send(client, "Log", worse="4", place="lower-leg")
    assert said_that_morning(runner) == (4, "lower-leg", True)
    assert "This morning: pain 4, lower leg or foot" in today(client).said()


def test_the_place_may_be_left_open_and_the_cause_be_something_else(client, runner, morning_after):
    morning_after().send(client, "Log", worse="7", not_training="1")
    assert said_that_morning(runner) == (7, "", False)
    assert "This morning: pain 7, not from training" in today(client).said()


def test_a_button_counts_even_where_a_number_was_ticked_before(client, runner, morning_after):
    morning_after().send(client, "1", worse="7", place="knee", not_training="1")
    assert said_that_morning(runner) == (1, "", True)


def test_log_without_a_number_says_so_and_stores_nothing(client, runner, morning_after):
    answer = morning_after().send(client, "Log", place="knee")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = Page(answer)
    assert page.form_of("morning").values["place"] == "knee"
    assert said_that_morning(runner) == (None, "", True)


def test_a_place_that_nobody_has_is_refused(client, runner, morning_after):
    answer = morning_after().send(client, "Log", worse="4", place="head")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "head" in answer.content.decode()
    assert said_that_morning(runner) == (None, "", True)


def test_the_answer_of_the_morning_can_be_changed_later(client, runner, morning_after):
    morning_after().send(client, "Log", worse="6", place="knee", not_training="1")
    form = Page(client.get("/today/?morning=1")).form_of("morning")
    assert {name: form.values[name] for name in ("worse", "place", "not_training")} == {
        "worse": "6", "place": "knee", "not_training": "1",
    }  # fmt: skip
    form.send(client, "Log", not_training=None, place="hip")
    assert said_that_morning(runner) == (6, "hip", True)


def test_a_red_morning_counts_though_its_sets_were_deleted(client, runner, morning_after):
    morning_after().send(client, "Log", worse="8")
    assert history_of(runner).mornings == (rules.Morning(TUESDAY, 8),)
    runner.sets.update(deleted_at=timezone.now())
    assert history_of(runner).mornings == (rules.Morning(TUESDAY, 8),)


def test_the_question_of_the_morning_can_be_skipped(client, runner, clock):
    train(runner, MONDAY)
    runner.workouts.update(morning_pain=None)
    clock.go(TUESDAY)
    today(client).form_of("morning").send(client, "Skip")
    assert "Pain this morning?" not in today(client).said()
    assert runner.workouts.get().morning_pain is None


def test_a_day_later_the_morning_is_not_asked_any_more(client, runner, clock):
    train(runner, MONDAY)
    runner.workouts.update(morning_pain=None)
    clock.go(TUESDAY + timedelta(days=1))
    assert "Pain this morning?" not in today(client).said()


@pytest.mark.parametrize("about", [{}, {"not_training": "1"}])
def test_after_a_red_morning_the_next_one_is_asked_though_nothing_was_trained(
    client, runner, clock, morning_after, about
):
    morning_after().send(client, "Log", worse="7", place="back", **about)
    assert "It counts for what you did yesterday." in today(client).said() or about
    clock.go(TUESDAY + timedelta(days=1))
    today(client).form_of("morning").send(client, "Log", worse="6", place="back")
    page = today(client)
    assert "Rest today" in page.said()
    assert "It counts for what you did yesterday." not in page.said()
    assert "Have a clinician look" in page.said()
    clock.go(TUESDAY + timedelta(days=2))
    today(client).form_of("morning").send(client, "1")
    assert "This morning: pain 1" in today(client).said()
    clock.go(TUESDAY + timedelta(days=3))
    assert "Pain this morning?" not in today(client).said()


def test_squeezes_in_between_are_no_workout_to_ask_about(client, runner, clock):
    workout = WorkoutFactory(user=runner, date=MONDAY)
    SetEntryFactory(user=runner, workout=workout, slug="standing-squeeze", any_time=True)
    clock.go(TUESDAY)
    assert "Pain this morning?" not in today(client).said()


def test_a_number_that_is_no_pain_comes_back(client, runner):
    answer = client.post("/today/morning/", {"pain": "11"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "11" in answer.content.decode()


# Loads


@pytest.fixture
def lifter(runner):
    runner.equipment = ["trap-bar"]
    runner.save()
    choose(runner, "deadlift", "override", MONDAY)
    return runner


def test_the_first_load_of_a_lift_is_asked_for(client, lifter):
    page = today(client)
    assert "a load that you could move ten times with ease" in page.said()
    assert not page.lamps("deadlift")
    answer = page.form_of("pick-deadlift").send(client)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Enter a load first." in answer.content.decode()
    page.form_of("pick-deadlift").send(client, load="40")
    assert float(lifter.sets.get().load_kg) == 40


def test_the_other_sets_take_the_load_that_was_entered(client, lifter):
    today(client).form_of("pick-deadlift").send(client, load="42.5")
    page = today(client)
    assert "2 × 4, 42.5 kg" in page.said()
    [lamp] = page.lamps("deadlift")
    lamp.send(client)
    assert [float(one.load_kg) for one in lifter.sets.all()] == [42.5, 42.5]


def test_a_load_in_pounds_is_stored_in_kg(client, lifter):
    lifter.units = "lb"
    lifter.save()
    today(client).form_of("pick-deadlift").send(client, load="100")
    assert float(lifter.sets.get().load_kg) == 45.359237
    assert today(client).lamps("deadlift")[0].values["load"] == "100"


def test_a_tap_in_pounds_is_exactly_what_was_asked(client, lifter, clock):
    lifter.units = "lb"
    lifter.save()
    today(client).form_of("pick-deadlift").send(client, load="61")
    today(client).lamps("deadlift")[0].send(client)
    FeedbackFactory(user=lifter, workout=lifter.workouts.get(), slug="deadlift", pain=0)
    clock.go(MONDAY + timedelta(days=2))
    card = client.get("/today/").context["page"].card("deadlift")
    assert card.dose.load_kg == 27.5
    today(client).lamps("deadlift")[0].send(client)
    assert float(lifter.sets.latest("pk").load_kg) == 27.5


# Whose turn it is


def next_lamp(client, slug):
    card = client.get("/today/").context["page"].card(slug)
    [lamp] = [lamp for row in card.rows for lamp in row.lamps if lamp.is_next]
    return lamp.id.removeprefix(f"lamp-{slug}-")


def test_the_sides_take_turns(client, runner):
    go_on_from_the_squeezes(runner, MONDAY)
    turns = []
    for _ in range(4):
        turns.append(next_lamp(client, "wall-march-hold"))
        side = turns[-1].split("-")[0]
        today(client).lamps("wall-march-hold", side)[0].send(client)
    assert turns == ["left-1", "right-1", "left-2", "right-2"]


def test_a_set_of_both_sides_counts_for_each(client, runner):
    go_on_from_the_squeezes(runner, MONDAY)
    SetEntryFactory(user=runner, slug="wall-march-hold", date=MONDAY, side="both")
    card = client.get("/today/").context["page"].card("wall-march-hold")
    assert [bool(row.lamps[0].entry) for row in card.rows] == [True, True]
    assert card.sets_done == 1
