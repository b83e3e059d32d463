"""Equipment that is missing can be added where it is missed, and the plan follows."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest

from exercises.models import Exercise
from logbook.history import decisions_of
from plans.models import Choice
from tests.factories import UserFactory
from tests.logbook.form_pages import Page

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
HAVE = "/settings/equipment/"


@pytest.fixture
def without_band(runner):
    """The band walk is open, and there is no band."""
    runner.equipment = []
    runner.save()
    band_walk = Exercise.objects.get(slug="band-walk")
    Choice.objects.create(user=runner, exercise=band_walk, kind="override", on=MONDAY - DAY)
    return runner


def planned(client):
    return [item.exercise for item in client.get("/today/").context["page"].answer.today]


@pytest.mark.parametrize("address", ["/today/", "/plan/"])
def test_it_is_added_on_the_page_that_misses_it(client, without_band, address):
    assert "band-walk" not in planned(client)
    page = Page(client.get(address))
    form = next(one for one in page.forms if one.action == HAVE)
    answer = form.send(client, "I have it now: Loop band" if address == "/today/" else None)
    assert answer.url.startswith(address)
    assert "band-walk" in planned(client)


def test_what_was_there_before_judges_what_was_done_before(client, without_band):
    without_band.date_joined -= 30 * DAY
    without_band.save()
    client.post(HAVE, {"equipment": "band"})
    without_band.refresh_from_db()
    decisions = decisions_of(without_band)
    assert decisions.setup.equipment == frozenset()
    assert [(one.date, one.equipment) for one in decisions.settings] == [
        (MONDAY, frozenset({"band"}))
    ]


def test_undo_takes_it_away_again_and_nothing_else(client, without_band):
    client.post(HAVE, {"equipment": "dumbbells"})
    answer = client.post(HAVE, {"equipment": "band"}, follow=True)
    (message,) = [one for one in answer.context["messages"] if "Loop band" in str(one)]
    client.post(message.extra_tags)
    without_band.refresh_from_db()
    assert without_band.equipment == ["dumbbells"]


def test_twice_is_once(client, without_band):
    for _ in range(2):
        client.post(HAVE, {"equipment": "band"})
    without_band.refresh_from_db()
    assert without_band.equipment == ["band"]


@pytest.mark.parametrize("slug", ["", "rocket", "mat", "\0"])
def test_what_the_ladder_does_not_know_is_not_found(client, without_band, slug):
    assert client.post(HAVE, {"equipment": slug}).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org", "plan", "a b", "x:y"])
def test_it_leads_to_no_other_site(client, without_band, address):
    sent = {"equipment": "band", "next": address}
    assert client.post(HAVE, sent).url == "/today/"


def test_it_is_the_runners_own(client, without_band):
    client.force_login(UserFactory())
    client.post(HAVE, {"equipment": "band"})
    without_band.refresh_from_db()
    assert without_band.equipment == []
