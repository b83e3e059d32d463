"""Left and right with one tap, and Undo: it brings back exactly what stood."""

from datetime import date, timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.utils import timezone

from exercises.models import Exercise
from logbook.models import Feedback, SetEntry, Workout
from plans.models import Choice
from tests.factories import SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def runner(mat_runner):
    """Marches, which work each side, without three days of squeezes before."""
    for slug in ("prone-squeeze", "standing-squeeze"):
        exercise = Exercise.objects.get(slug=slug)
        Choice.objects.create(user=mat_runner, exercise=exercise, kind="going-on", on=MONDAY)
    return mat_runner


def today(client):
    return Page(client.get("/today/"))


def pair(client):
    return today(client).pair()


def undo(answer):
    return next(form for form in Page(answer).forms if form.label == "Undo")


def sides():
    return list(SetEntry.objects.live().order_by("pk").values_list("side", "amount"))


# Left and right with one tap


def test_one_tap_logs_left_and_right_as_asked(client, runner):
    answer = pair(client).send(client)
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert sides() == [("left", 6), ("right", 6)]
    assert set(SetEntry.objects.values_list("target_amount", flat=True)) == {6}


def test_a_pair_sent_twice_is_stored_once(client, runner):
    form = pair(client)
    form.send(client)
    form.send(client)
    assert sides() == [("left", 6), ("right", 6)]


def test_a_pair_is_taken_back_and_brought_back_as_one(client, runner, tap):
    answer = tap(pair(client))
    assert "Both sides: set 1: 6 logged" in Page(answer).said()
    answer = tap(undo(answer))
    assert sides() == []
    tap(undo(answer))
    assert sides() == [("left", 6), ("right", 6)]


def test_a_pair_that_a_script_sent_as_two_sets_is_taken_back_as_one(client, runner, tap):
    page = today(client)
    left, right = (page.lamps("wall-march-hold", side)[0] for side in ("left", "right"))
    tap(left)
    answer = tap(right, pair=left.values["key"])
    tap(undo(answer))
    assert sides() == []


def test_a_pair_is_offered_while_both_sides_are_at_the_same_set(client, runner):
    def offered():
        return client.get("/today/").context["page"].card("wall-march-hold").pair

    assert (offered().title, offered().is_on) == ("Both sides: set 1", True)
    today(client).lamps("wall-march-hold", "left")[0].send(client)
    assert not offered().is_on
    today(client).lamps("wall-march-hold", "right")[0].send(client)
    assert (offered().title, offered().is_on) == ("Both sides: set 2", True)
    pair(client).send(client)
    assert not offered().is_on


def test_what_works_both_sides_at_once_has_no_pair(client, runner):
    assert client.get("/today/").context["page"].card("prone-squeeze").pair is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("pair", ""), ("pair", "12"), ("key", ""), ("amount", "many"), ("exercise", "prone-squeeze")],
)
@pytest.mark.parametrize("is_htmx", [True, False])
def test_a_wrong_pair_is_refused_whole(client, runner, name, value, is_htmx):
    sent = pair(client).values | {name: value}
    headers = {"hx-request": "true"} if is_htmx else {}
    answer = client.post("/today/sets/both/", sent, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert value in answer.content.decode()
    assert sides() == []


def test_a_pair_with_one_key_for_both_is_refused(client, runner):
    form = pair(client)
    answer = form.send(client, pair=form.values["key"])
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_stranger_takes_no_pair_back(client, runner):
    pair(client).send(client)
    keys = list(SetEntry.objects.values_list("key", flat=True))
    client.force_login(start(UserFactory(), MONDAY))
    answer = client.post(f"/sets/{keys[0]}/delete?pair={keys[1]}")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    own = SetEntryFactory(user=UserFactory(), slug="wall-march-hold", date=MONDAY)
    client.force_login(start(own.user, MONDAY))
    answer = client.post(f"/sets/{own.key}/delete?pair={keys[1]}")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert client.post(f"/sets/{own.key}/delete?pair=x").status_code == HTTPStatus.NOT_FOUND
    assert SetEntry.objects.live().count() == 3


# Undo


def test_undo_of_a_correction_brings_back_all_that_it_changed(client, runner, tap):
    entry = SetEntryFactory(
        user=runner, slug="glute-bridge", date=MONDAY, amount=8, hold_s=2, load_kg="42.5"
    )
    answer = client.post(
        f"/sets/{entry.key}/",
        {"amount": 6, "hold_s": 1, "load": "40"},
        headers={"hx-request": "true"},
    )
    tap(undo(answer))
    entry.refresh_from_db()
    assert (entry.amount, entry.hold_s, entry.load_kg) == (8, 2, 42.5)


def test_undo_in_pounds_brings_back_the_kilograms_that_were_asked(client, runner, tap):
    runner.units = "lb"
    runner.save()
    entry = SetEntryFactory(
        user=runner, slug="glute-bridge", date=MONDAY, load_kg=40, target_load_kg=40
    )
    answer = client.post(f"/sets/{entry.key}/", {"amount": 6}, headers={"hx-request": "true"})
    tap(undo(answer))
    entry.refresh_from_db()
    assert entry.load_kg == 40


def feedback(client, slug="wall-march-hold"):
    return Page(client.get(f"/today/?feedback={slug}")).form_of(f"fb-{slug}")


def said():
    return Feedback.objects.values_list(
        "felt_left", "felt_right", "pain", "form", "took_over", "skipped"
    ).get()


@pytest.fixture
def marched(client, runner):
    SetEntryFactory(user=runner, slug="wall-march-hold", date=MONDAY, side="left")
    SetEntryFactory(user=runner, slug="wall-march-hold", date=MONDAY, side="right")
    SetEntryFactory(user=runner, slug="wall-march-hold", date=MONDAY, side="left")
    SetEntryFactory(user=runner, slug="wall-march-hold", date=MONDAY, side="right")


def card(client):
    return client.get("/today/").context["page"].card("wall-march-hold")


def test_feedback_taken_back_is_asked_again(client, marched, tap):
    answer = tap(feedback(client), felt_left="7", felt_right="8", took_over="thighs")
    assert not card(client).feedback.is_due
    tap(undo(answer))
    assert said() == (None, None, None, None, "", False)
    assert card(client).feedback.is_due


def test_changed_feedback_goes_back_to_what_was_said_before(client, marched, tap):
    first = {"felt_left": "7", "felt_right": "8", "pain": "0", "held": "no", "took_over": "back"}
    tap(feedback(client), **first)
    answer = tap(feedback(client), felt_left="3", held="yes", took_over="thighs", pain="5")
    assert said()[:5] == (3, 8, 5, True, "thighs")
    tap(undo(answer))
    assert said() == (7, 8, 0, False, "back", False)


def test_a_skipped_row_is_asked_again_after_undo(client, marched, tap):
    answer = tap(feedback(client), "Skip")
    assert card(client).feedback.skipped
    tap(undo(answer))
    assert card(client).feedback.is_due


def test_feedback_over_a_skipped_row_goes_back_to_skipped(client, marched, tap):
    tap(feedback(client), "Skip")
    answer = tap(feedback(client), felt_left="3")
    tap(undo(answer))
    assert said() == (None, None, None, None, "", True)


def test_a_phone_may_take_feedback_back_by_the_address_of_the_form(client, marched, tap):
    address = card(client).feedback.undo
    tap(feedback(client), felt_left="7")
    client.post(address, {"date": "2026-03-02"})
    assert card(client).feedback.is_due


def test_taking_back_what_is_no_exercise_is_not_found(client, runner):
    answer = client.post("/today/feedback/burpee/undo")
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_the_morning_is_asked_again_after_undo(client, runner, clock):
    train(runner, MONDAY, 1)
    Workout.objects.update(morning_pain=None)
    clock.go(MONDAY + DAY)
    for button, answers in (("Skip", {}), ("2", {}), ("Log", {"worse": "4", "place": "hip"})):
        answer = today(client).form_of("morning").send(client, button, **answers)
        answer = client.get(answer.url)
        assert not answer.context["page"].morning.is_open
        assert undo_address(Page(answer)) == "/today/morning/undo?date=2026-03-03"
        client.post(undo_address(Page(answer)))
        assert client.get("/today/").context["page"].morning.is_open


def test_another_answer_of_the_morning_goes_back_to_the_one_before(client, runner):
    train(runner, MONDAY - DAY, 1)
    client.post("/today/morning/", {"worse": 3, "place": "knee", "not_training": 1})
    client.post("/today/morning/", {"worse": 6})
    address = [message.extra_tags for message in client.get("/today/").context["messages"]][-1]
    client.post(address)
    workout = Workout.objects.get()
    assert (workout.morning_pain, workout.morning_place) == (3, "knee")
    assert not workout.morning_from_training


def undo_address(page):
    return next(form.action for form in page.forms if form.label == "Undo" and form.action)


def test_a_wrong_undo_of_feedback_or_morning_is_refused(client, marched):
    for address in ("/today/feedback/wall-march-hold/undo?pain=99", "/today/morning/undo?pain=99"):
        assert client.post(address).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


# What took over


def test_the_card_answers_what_took_over_with_the_cue_for_it(client, marched, tap):
    answering = Exercise.objects.get(slug="wall-march-hold").cues.exclude(answers="").first()
    tap(feedback(client), took_over=answering.answers)
    answer = card(client).advice
    assert answer.cue in [
        str(cue.text)
        for cue in Exercise.objects.get(slug="wall-march-hold").cues.filter(
            answers=answering.answers
        )
    ]
    assert answer.easier == ""
    assert answer.cue in Page(client.get("/today/")).said()


def test_without_a_cue_for_it_the_easier_form_is_the_answer(client, marched, tap):
    march = Exercise.objects.get(slug="wall-march-hold")
    march.cues.update(answers="")
    tap(feedback(client), took_over="back")
    assert card(client).advice == ("the back took over", "", str(march.easier))


def test_the_second_time_in_a_row_the_easier_form_comes_as_well(client, runner, marched, tap):
    march = Exercise.objects.get(slug="wall-march-hold")
    answering = march.cues.exclude(answers="").first().answers
    train(runner, MONDAY - 2 * DAY, 1, ["wall-march-hold"], took_over=answering)
    tap(feedback(client), took_over=answering)
    assert card(client).advice.cue
    assert card(client).advice.easier == str(march.easier)


def test_nothing_took_over_needs_no_answer(client, marched, tap):
    tap(feedback(client), took_over="nothing")
    assert card(client).advice is None


def test_a_pair_needs_its_own_keys_and_no_more_queries(
    client, runner, tap, django_assert_max_num_queries
):
    form = pair(client)
    with django_assert_max_num_queries(15):
        tap(form, key=str(uuid4()))


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_a_bad_correction_of_a_set_deleted_meanwhile_is_refused(client, mat_runner, headers):
    gone = SetEntryFactory(user=mat_runner, slug="prone-squeeze", deleted_at=timezone.now())
    answer = client.post(f"/sets/{gone.key}/", {"amount": "x"}, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "A whole number from 1 to 999." in answer.content.decode()
