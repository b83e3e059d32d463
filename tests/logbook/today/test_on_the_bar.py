"""What a lift's card says of the bar: plates on each side, and two sets to warm up with."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from exercises.models import Exercise
from exercises.plates import barbell_from
from logbook.today.bar_plates import on_the_bar
from plans.models import Choice
from tests.factories import FeedbackFactory, SetEntryFactory

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
KG, LB = barbell_from("", "", "kg"), barbell_from("", "", "lb")


@pytest.fixture
def lifter(runner):
    """Lifted 60 kg five days ago."""
    runner.equipment = ["trap-bar"]
    runner.save()
    deadlift = Exercise.objects.get(slug="deadlift")
    Choice.objects.create(user=runner, exercise=deadlift, kind="override", on=MONDAY - 9 * DAY)
    day = MONDAY - 5 * DAY
    for _ in range(2):
        SetEntryFactory(user=runner, slug="deadlift", date=day, amount=4, hold_s=None, load_kg=60)
    FeedbackFactory(user=runner, slug="deadlift", date=day, pain=0, effort=7, form=True)
    return runner


def card(client, slug="deadlift"):
    return client.get("/today/").context["page"].card(slug)


def test_in_words():
    assert on_the_bar(KG, 62.5, "62.5 kg").words == "20 + 1.25 kg on each side, on a bar of 20 kg"
    assert on_the_bar(KG, 20, "20 kg").words == "the empty bar: 20 kg"
    assert on_the_bar(KG, 60, "60 kg").warm_up == [
        "8 × 22.5 kg: 1.25 kg on each side",
        "4 × 40 kg: 10 kg on each side",
    ]
    assert on_the_bar(LB, float(Decimal("61.23496995")), "135 lb").words == (
        "45 lb on each side, on a bar of 45 lb"
    )


def test_what_the_plates_do_not_make_is_said():
    said = on_the_bar(barbell_from("20 kg", "20 10 kg", "kg"), 62.5, "62.5 kg")
    assert said.note == "Your plates do not make 62.5 kg. This is 60 kg, the nearest below."


def test_lighter_than_the_bar_is_said():
    said = on_the_bar(KG, 15, "15 kg")
    assert said.words.startswith("Lighter than the empty bar of 20 kg")
    assert said.warm_up == []


def test_a_card_has_it_once_the_load_is_known(client, lifter):
    bar = card(client).on_the_bar
    assert bar.words == "20 kg on each side, on a bar of 20 kg"
    assert "On the bar, and warm-up" in client.get("/today/").content.decode()
    assert "On the bar, and warm-up" in client.get("/today/go/").content.decode()


def test_without_a_bar_there_is_none(client, lifter):
    cards = client.get("/today/").context["page"].cards
    assert [one.slug for one in cards if one.on_the_bar] == ["deadlift"]


def test_before_the_first_load_there_is_none(client, lifter):
    lifter.sets.all().delete()
    assert card(client).wants_load
    assert card(client).on_the_bar is None


def test_the_bar_of_the_runner_counts(client, lifter):
    lifter.bar_weight, lifter.plates = "25 kg", "20 10 kg"
    lifter.save()
    bar = card(client).on_the_bar
    assert bar.words == "10 kg on each side, on a bar of 25 kg"
    assert "45 kg, the nearest below" in bar.note


def test_warm_up_sets_are_logged_nowhere(client, lifter):
    before = lifter.sets.count()
    card(client)
    assert lifter.sets.count() == before
    assert len(card(client).rows[0].lamps) == card(client).dose.sets
