"""How it is going: the figures at the head of the weeks."""

from datetime import date, timedelta

import pytest

from logbook import actions
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner(client):
    user = start(UserFactory(), MONDAY)
    client.force_login(user)
    return user


@pytest.fixture
def figures(client, runner):
    """``figures()``: the values and trends of the page, by name."""

    def figures(address="/weeks/"):
        found = client.get(address).context["figures"]
        return {one.name: (one.value, one.trend) for one in found.figures}

    return figures


def test_a_first_day_has_its_figures_and_nothing_to_compare_with(figures, runner):
    train(runner, MONDAY)
    found = figures()
    assert found["Trained"] == ("1 of 1 day", "")
    assert found["Time"] == ("12 minutes", "12 on a day of training")
    assert found["Felt"] == ("7 left, 8 right", "")
    assert found["Ladder"] == ("0 of 9 proficient", "")


def test_each_figure_is_compared_with_the_weeks_before(figures, runner, clock):
    train(runner, MONDAY, 2, sets=2, felt_left=5, felt_right=6, pain=4)
    train(runner, MONDAY + WEEK, 5, sets=3, felt_left=7, felt_right=8, pain=1)
    clock.go(MONDAY + WEEK + 6 * DAY)
    found = figures()
    # Today is not over, so five of six days are more than two of seven.
    assert found["Trained"] == ("5 of 7 days", "up from 2 a week")
    assert found["Time"][1] == "17 on a day of training, up from 12"
    assert found["Felt"] == ("7 left, 8 right", "up from 5 left, 6 right")
    assert found["Worst pain"][1] == "down from 4"


def test_one_day_of_a_week_is_no_trend(figures, runner, clock):
    train(runner, MONDAY, 6)
    train(runner, MONDAY + WEEK)
    clock.go(MONDAY + WEEK)
    assert figures()["Trained"] == ("1 of 1 day", "before 6 a week")


def test_what_hardly_moved_is_as_before(figures, runner, clock):
    train(runner, MONDAY, 14)
    clock.go(MONDAY + 13 * DAY)
    found = figures()
    assert {found[name][1] for name in ("Trained", "Felt", "Worst pain")} == {"as before"}


def test_sides_that_part_are_only_put_beside_each_other(figures, runner, clock):
    train(runner, MONDAY, felt_left=5, felt_right=8)
    train(runner, MONDAY + WEEK, felt_left=7, felt_right=6)
    clock.go(MONDAY + WEEK)
    assert figures()["Felt"] == ("7 left, 6 right", "before 5 left, 8 right")


def test_before_the_first_set_of_a_week_the_one_before_is_shown(client, figures, runner, clock):
    train(runner, MONDAY, 7)
    clock.go(MONDAY + WEEK)
    assert figures()["Trained"] == ("7 of 7 days", "")
    assert "Week 10; nothing yet in week 11" in client.get("/weeks/").text


def test_a_bad_morning_is_in_the_worst_pain_of_its_own_week(client, figures, runner, clock):
    train(runner, MONDAY, 14)
    clock.go(MONDAY + 14 * DAY)
    assert "0" in figures()["Worst pain"][0]
    actions.give_morning_pain(user=runner, on=MONDAY + 14 * DAY, pain=7, place="knee")
    value, trend = figures()["Worst pain"]
    assert ("7" in value, "bad" in value, trend) == (True, True, "this week")
    pains = [client.get(f"/weeks/2026-W{n}/").context["week"].pain for n in (11, 12)]
    assert pains == [0, 7]


def test_the_morning_of_a_day_is_in_its_totals_whenever_they_were_stored(client, runner, clock):
    """Asked anew each day, so that what was stored until then is taken over."""
    for number in range(4):
        day = MONDAY + 12 * DAY + number * DAY
        train(runner, day, pain=0)
        clock.go(day + DAY)
        pain = 5 if day + DAY == MONDAY + 14 * DAY else 1
        actions.give_morning_pain(user=runner, on=day + DAY, pain=pain, place="hip")
        client.get("/weeks/")
    assert [one.pain for one in client.get("/weeks/").context["run"][-2:]] == [1, 5]


def test_an_earlier_run_of_weeks_has_the_figures_of_its_last_week(figures, runner, clock):
    train(runner, MONDAY, 14)
    clock.go(MONDAY + 20 * WEEK)
    assert figures("/weeks/?to=2026-W11")["Trained"][0] == "7 of 7 days"


def test_each_figure_leads_to_its_picture(client, runner):
    train(runner, MONDAY)
    page = client.get("/weeks/")
    for figure in page.context["figures"].figures:
        assert page.text.count(f'href="#wk-{figure.picture}"') == 1
        assert f'id="wk-{figure.picture}"' in page.text
