"""My history of one exercise, on its page and on a page of its own."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from logbook.models import Workout
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
BRIDGE = "/logbook/exercises/glute-bridge/"


@pytest.fixture
def runner(client, library):
    user = UserFactory()
    client.force_login(user)
    return user


def session(user, days_ago=0, sets=3, *, felt=None, **values):
    day = DAY - timedelta(days=days_ago)
    SetEntryFactory.create_batch(sets, user=user, date=day, **values)
    if felt:
        FeedbackFactory(user=user, date=day, felt_left=felt[0], felt_right=felt[1])


def record(client):
    return client.get(BRIDGE).context["history"]


def test_the_last_times_stand_newest_first_and_lead_to_their_day(client, runner):
    for days_ago in range(7):
        session(runner, days_ago, amount=10 - days_ago, hold_s=2)
    response = client.get(BRIDGE)
    words = [one.words for one in response.context["history"].last]
    assert words == [f"3 × {10 - n} × 2 s" for n in range(5)]
    assert f'href="{reverse("logbook_day", args=[DAY])}"' in response.text


def test_the_best_is_the_session_of_most_work(client, runner):
    session(runner, 0, amount=8, hold_s=1)
    session(runner, 3, amount=12, hold_s=3)
    session(runner, 9, amount=12, hold_s=2)
    assert record(client).best.words == "3 × 12 × 3 s"


def test_of_two_equally_good_the_latest_is_the_best(client, runner):
    session(runner, 4)
    session(runner, 2)
    assert record(client).best.date == DAY - timedelta(days=2)


def test_a_left_and_a_right_are_one_set(client, runner):
    for side in ("left", "right"):
        session(runner, sets=2, side=side, amount=8)
    assert record(client).best.words == "2 × 8 × 1 s"


def test_the_felt_trend_is_said_and_drawn_for_each_side(client, runner):
    session(runner, 2, felt=(5, 8))
    session(runner, 0, felt=(7, 8))
    found = record(client)
    assert found.trend == "Left went from 5 to 7, right stayed at 8."
    assert found.picture.count("<polyline") == 2
    assert ">left<" in found.picture
    assert ">right<" in found.picture


def test_both_sides_stand_in_one_line_with_a_comma(client, runner):
    session(runner, felt=(5, 8))
    part = client.get(BRIDGE, headers={"HX-Request": "true"}).text
    assert "left 5, right 8" in " ".join(part.split())


def test_one_session_is_no_trend_yet(client, runner):
    session(runner, felt=(5, 8))
    assert record(client).trend == "Left 5, right 8."
    assert record(client).picture == ""


def test_a_side_that_was_never_said_is_left_out(client, runner):
    session(runner, 2, felt=(5, None))
    session(runner, 0, felt=(5, None))
    assert record(client).trend == "Left stayed at 5."
    assert ">right<" not in record(client).picture


def test_squeezes_deleted_sets_and_other_exercises_are_no_session(client, runner):
    session(runner, any_time=True)
    session(runner, deleted_at="2026-03-02T10:00Z")
    session(runner, slug="deadlift")
    response = client.get(BRIDGE)
    assert response.context["history"].sessions == []
    assert "You have not logged this one yet." in response.text


def test_nobody_sees_the_history_of_another(client, runner):
    session(UserFactory(), felt=(5, 8))
    found = record(client)
    assert (found.sessions, found.felt) == ([], [])


def test_a_visitor_is_asked_to_log_in(client, library):
    response = client.get(BRIDGE)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_an_exercise_that_is_not_there_is_not_found(client, runner):
    assert client.get("/logbook/exercises/burpee/").status_code == 404


def test_the_exercises_page_asks_for_the_part_alone(client, runner):
    session(runner, felt=(5, 8))
    page = client.get("/exercises/glute-bridge/").text
    assert f'hx-get="{BRIDGE}"' in page
    assert f'href="{BRIDGE}"' in page
    part = client.get(BRIDGE, headers={"HX-Request": "true"})
    assert part.text.strip().startswith("<section")
    assert "HX-Request" in part["Vary"]


def test_a_visitors_page_asks_for_no_history(client, library):
    assert "/logbook/" not in client.get("/exercises/glute-bridge/").text


@pytest.mark.parametrize("days", [1, 40])
def test_it_costs_the_same_however_long_the_history(
    client, runner, days, django_assert_max_num_queries
):
    for days_ago in range(days):
        session(runner, days_ago, felt=(5, 8))
    with django_assert_max_num_queries(10):
        client.get(BRIDGE)


def test_every_session_is_reached_page_by_page(client, runner):
    for days_ago in range(35):
        session(runner, days_ago, 1)
    first, second = client.get(BRIDGE), client.get(f"{BRIDGE}?page=2")
    assert "All 35 sessions" in first.text
    assert 'href="?page=2"' in first.text
    dates = [one.date for page in (first, second) for one in page.context["page"]]
    assert dates == [DAY - timedelta(days=n) for n in range(35)]


def test_its_records_stand_on_its_page(client, runner):
    session(runner, 3, amount=12, hold_s=4)
    session(runner, 0, amount=8, hold_s=2, load_kg=10)
    names = [(name, value) for name, value, _ in client.get(BRIDGE).context["records"]]
    assert names[1:] == [("Most in a set", "12"), ("Longest hold", "4 s"), ("Heaviest", "10 kg")]


def test_the_notes_of_its_days_are_read_there_and_no_others(client, runner):
    session(runner, 1)
    session(runner, 2, slug="deadlift")
    for days_ago, note in ((1, "Woke the left side"), (2, "Another day")):
        Workout.objects.filter(user=runner, date=DAY - timedelta(days=days_ago)).update(note=note)
    text = client.get(BRIDGE).text
    assert "Woke the left side" in text
    assert "Another day" not in text


def test_the_part_leads_to_every_session(client, runner):
    session(runner)
    part = client.get(BRIDGE, headers={"HX-Request": "true"}).text
    assert f'href="{BRIDGE}"' in part
    assert "Records" not in part
