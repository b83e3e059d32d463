from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils.html import strip_tags

from exercises.models import Exercise
from logbook.ladder import views
from logbook.ladder.forecasts import forecasts_for
from plans import runner_choices
from plans.simulation import forecast
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
SQUEEZES = ("prone-squeeze", "standing-squeeze")
pytestmark = pytest.mark.usefixtures("library", "clock")
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _few_lives(monkeypatch):
    monkeypatch.setattr(forecast, "LIVES", 3)


def squeezed(days, felt=8):
    """Somebody who squeezed on so many days, and felt it well unless told otherwise."""
    user = start(UserFactory(), MONDAY - timedelta(days=days))
    train(
        user, MONDAY - timedelta(days=days), days, SQUEEZES, sets=3, felt_left=felt, felt_right=felt
    )
    return user


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def test_the_ladder_does_not_wait_for_the_forecast(client):
    client.force_login(squeezed(12))
    page = client.get("/plan/").content.decode()
    assert 'hx-get="/plan/forecast/"' in page
    assert "about" not in words(client.get("/plan/"))


def test_a_locked_step_is_told_a_date_that_is_said_to_be_a_guess(client):
    user = squeezed(12)
    client.force_login(user)
    found = dict(forecasts_for(user, MONDAY))
    bridge = found["Glute bridge"]
    assert MONDAY < bridge.early <= bridge.middle
    said = words(client.get("/plan/forecast/", headers=HTMX))
    assert f"about {bridge.middle.day} {bridge.middle:%B}" in said
    assert "How it is guessed" in said


def test_the_same_day_tells_the_same_dates():
    user = squeezed(12)
    assert forecasts_for(user, MONDAY) == forecasts_for(user, MONDAY)


def test_under_ten_days_of_training_nothing_is_guessed(client):
    client.force_login(squeezed(9))
    assert "No guess yet: it takes ten days of training." in words(
        client.get("/plan/forecast/", headers=HTMX)
    )


def test_whoever_trained_and_gets_nowhere_is_told_so(client):
    user = squeezed(40, felt=2)
    client.force_login(user)
    said = words(client.get("/plan/forecast/", headers=HTMX))
    assert "as things go, none of the locked steps opens within sixteen weeks" in said


def test_without_javascript_the_whole_page_comes_with_the_forecast(client):
    client.force_login(squeezed(12))
    page = client.get("/plan/forecast/").content.decode()
    assert "<h1>Plan</h1>" in page
    assert "about" in page
    assert "hx-get" not in page.split('id="forecast"', 1)[1].split("</section>", 1)[0]


def test_where_nothing_is_locked_nothing_is_guessed(client, monkeypatch):
    client.force_login(squeezed(12))
    assert "When it may open" in words(client.get("/plan/forecast/"))
    monkeypatch.setattr(views, "_waits", lambda *_: False)
    assert "When it may open" not in words(client.get("/plan/forecast/"))


def test_what_pain_of_today_closed_is_told_on_the_same_day():
    user = squeezed(12)
    assert "Face-down squeeze" not in dict(forecasts_for(user, MONDAY))
    train(user, MONDAY, 1, SQUEEZES, pain=9)
    found = dict(forecasts_for(user, MONDAY))
    assert found["Face-down squeeze"].early >= MONDAY + timedelta(days=4)


def test_what_the_runner_opened_today_is_no_longer_guessed():
    user = squeezed(12)
    assert "Glute bridge" in dict(forecasts_for(user, MONDAY))
    bridge = Exercise.objects.get(slug="glute-bridge")
    runner_choices.override(user=user, exercise=bridge, on=MONDAY)
    assert "Glute bridge" not in dict(forecasts_for(user, MONDAY))


def test_nothing_is_guessed_of_what_opens_tomorrow():
    answer, march = SimpleNamespace(screen="clear"), SimpleNamespace(exercise="m", status="locked")
    assert views._waits(answer, [march], set())
    assert not views._waits(answer, [march], {"m"})


def test_who_does_not_feel_it_is_told_of_going_on(client):
    client.force_login(squeezed(40, felt=2))
    said = words(client.get("/plan/forecast/", headers=HTMX))
    assert "within sixteen weeks, unless you go on without feeling it." in said


def test_a_guess_of_one_day_is_not_between_two(client, monkeypatch):
    client.force_login(squeezed(12))
    one = forecast.Forecast("glute-bridge", *[MONDAY] * 3)
    monkeypatch.setattr(views, "forecasts_for", lambda *_: [("Glute bridge", one)])
    said = words(client.get("/plan/forecast/", headers=HTMX))
    assert "about 2 March" in said
    assert "between" not in said.split("How it is guessed")[0]
