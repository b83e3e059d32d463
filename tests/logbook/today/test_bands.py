"""A band is a load: offered at the top, typed once, then asked and logged with a tap."""

from datetime import date, timedelta

import pytest

from logbook.models import SetEntry
from plans.models import Screening
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)  # the day of the clock
DAY = timedelta(days=1)


def did(user, day, slug, sets, amount, hold_s=None, band=None):
    sides = ("left", "right") if slug == "band-walk" else ("both",)
    for side in sides * sets:
        SetEntryFactory(
            user=user, date=day, slug=slug, side=side, amount=amount, hold_s=hold_s, band=band
        )
    FeedbackFactory(
        user=user, date=day, slug=slug, felt_left=8, felt_right=8, pain=0, effort=5, form=True
    )


@pytest.fixture
def runner(client, library, clock):
    """At the top of the band walk, with three bands."""
    first = MONDAY - 20 * DAY
    user = start(UserFactory(equipment=["band"], bands=3, minutes=20), first)
    Screening.objects.update(on=MONDAY - 5 * DAY)
    for number in range(3):
        for slug in ("prone-squeeze", "standing-squeeze"):
            did(user, first + number * DAY, slug, 3, 10, 5)
    for number in range(3, 20):
        did(user, first + number * DAY, "band-walk", 3, 20)
    client.force_login(user)
    return user


def card(client):
    return client.get("/today/").context["page"].card("band-walk")


def picker(client):
    return Page(client.get("/today/")).form_of("pick-band-walk")


def test_a_first_band_is_offered_and_not_asked(client, runner):
    numbers = {one.name: one for one in card(client).picker.numbers}
    assert (numbers["band"].least, numbers["band"].most, numbers["band"].value) == (1, 3, None)
    assert "load" not in numbers
    assert "band" not in card(client).target
    form = picker(client)
    form.send(client, "Log", band="", side="left")
    assert SetEntry.objects.latest("pk").band is None


def test_a_load_in_kg_that_came_from_elsewhere_is_shown(client, runner):
    """Another app, or a program of the runner's, logs a band walk with a load in kg."""
    SetEntryFactory(user=runner, date=MONDAY, slug="band-walk", side="left", amount=20, load_kg=5)
    numbers = {one.name: one for one in card(client).picker.numbers}
    assert (numbers["load"].label, numbers["load"].value) == ("Load", 5)


def test_a_band_that_was_typed_goes_with_the_next_taps(client, runner):
    picker(client).send(client, "Log", band="2", side="left")
    assert SetEntry.objects.latest("pk").band == 2
    assert card(client).target.endswith(", band 2")
    lamp = Page(client.get("/today/")).lamps("band-walk", "left")[0]
    lamp.send(client)
    entry = SetEntry.objects.latest("pk")
    assert (entry.side, entry.band) == ("left", 2)
    logged = Page(client.get("/today/")).lamps("band-walk", lit=True)[0]
    assert SetEntry.objects.live().filter(band=2).count() == 2
    logged.send(client)  # takes one repetition off
    assert set(SetEntry.objects.filter(workout__date=MONDAY).values_list("band", flat=True)) == {2}


def test_a_band_is_asked_from_the_next_day_on(client, runner, clock):
    did(runner, MONDAY, "band-walk", 3, 20, band=1)
    clock.go(MONDAY + DAY)
    shown = card(client)
    assert shown.dose.band == 1
    Page(client.get("/today/")).lamps("band-walk", "left")[0].send(client)
    entry = SetEntry.objects.latest("pk")
    assert (entry.band, entry.target_band) == (1, 1)


def test_a_lighter_band_than_asked_is_said_at_its_lamp(client, runner, clock):
    did(runner, MONDAY, "band-walk", 3, 20, band=2)
    clock.go(MONDAY + DAY)
    asked = card(client).dose.band
    assert asked == 2
    picker(client).send(client, "Log", band="1", side="left")
    row = next(row for row in card(client).rows if row.side == "left")
    assert row.lamps[0].short == "band 1"


def test_an_undo_brings_the_band_back(client, runner):
    picker(client).send(client, "Log", band="2", side="left")
    entry = SetEntry.objects.latest("pk")
    answer = client.post(f"/sets/{entry.key}/", {"amount": "20", "band": "3"})
    assert answer.status_code == 303
    entry.refresh_from_db()
    assert entry.band == 3
    undo = next(form for form in Page(client.get("/today/")).forms if "band=2" in form.action)
    undo.send(client)
    entry.refresh_from_db()
    assert entry.band == 2


@pytest.mark.parametrize("typed", ["0", "6", "red"])
def test_a_band_that_there_is_not_comes_back_at_its_field(client, runner, typed):
    answer = picker(client).send(client, "Log", band=typed, side="left")
    assert answer.status_code == 422
    [number] = [
        one for one in answer.context["page"].card("band-walk").picker.numbers if one.name == "band"
    ]
    assert number.errors
    assert number.value == typed
