"""What goes out, as the programs of others read it: spreadsheets and calendars."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse
from icalendar import Calendar

from logbook.describe import describe_sets
from logbook.exchange.access_keys import hand_out
from logbook.exchange.done_calendar import done_calendar
from logbook.models import Reminders, SetEntry, ShareLink
from logbook.reminders.training_calendar import training_calendar
from plans.rules import SetDone
from tests.factories import (
    FeedbackFactory,
    RunFactory,
    SetEntryFactory,
    UserFactory,
    WorkoutFactory,
)
from tests.logbook.exchange.imports.import_steps import bring, reading
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("amounts", "loads", "units", "words"),
    [
        ([8, 8, 8], [40, 40, 40], "kg", "3 × 8, 40 kg"),
        ([8, 8, 7, 7], [40] * 4, "kg", "4 sets of 8, 8, 7 and 7, 40 kg"),
        ([8, 8, 7, 7], [20.41165665] * 4, "lb", "4 sets of 8, 8, 7 and 7, 45 lb"),
        ([8, 7], [None, None], "kg", "2 sets of 8 and 7"),
        ([8, 8], [40, 42.5], "kg", "2 × 8, up to 42.5 kg"),
        ([8, 8], [None, 6], "kg", "2 × 8, up to 6 kg"),
    ],
)
def test_a_load_is_no_further_set(amounts, loads, units, words):
    """ "8, 8, 7, 7, 40 kg" reads as five sets."""
    sets = [SetDone("both", n, None, load) for n, load in zip(amounts, loads, strict=True)]
    assert describe_sets(sets, each_side=False, units=units) == words


def test_the_sides_are_told_apart():
    sets = [SetDone("left", 5, None, 6) for _ in range(3)]
    sets += [SetDone("right", n, None, 6) for n in (5, 5, 4)]
    words = describe_sets(sets, each_side=True, units="kg")
    assert words == "left 3 × 5, right 3 sets of 5, 5 and 4, 6 kg"


@pytest.fixture
def runner(library):
    """Has trained with all that a file must escape."""
    runner = UserFactory()
    workout = WorkoutFactory(
        user=runner, date=MONDAY, note='Über „Po“; =1+1,\r\n"so"', morning_pain=4,
        morning_place="knee", morning_from_training=False,
    )  # fmt: skip
    for amount in (8, 8, 7, 7):
        SetEntryFactory(
            user=runner, workout=workout, slug="deadlift", amount=amount, hold_s=None,
            load_kg=Decimal("42.5"),
        )  # fmt: skip
    FeedbackFactory(user=runner, workout=workout, slug="deadlift", felt_left=7, felt_right=8)
    return runner


# Calendars


def sound(data):
    """The events of a file that keeps to RFC 5545 byte by byte."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75  # octets
    data.decode()
    calendar = Calendar.from_ical(data)
    assert not calendar.errors
    assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
    for event in calendar.walk("VEVENT"):
        assert event["UID"]
        assert event.decoded("DTSTAMP").utcoffset() == timedelta(0)
    return calendar.walk("VEVENT")


def test_a_calendar_shows_a_day_as_four_sets(runner):
    data = done_calendar(runner, MONDAY, MONDAY)
    [event] = sound(data)
    assert b"DTSTART;VALUE=DATE:20260302\r\n" in data
    assert b"DTEND;VALUE=DATE:20260303\r\n" in data
    assert event["DESCRIPTION"].split("\n") == [
        "Deadlift: 4 sets of 8, 8, 7 and 7, 42.5 kg (felt 7 left, 8 right)",
        "Pain on the morning after: 4 (knee, not from training)",
    ]
    assert b"8\\, 8\\, 7 and 7\\, 42.5" in data.replace(b"\r\n ", b"")


def test_a_calendar_shows_runs_too(runner):
    RunFactory(user=runner, date=MONDAY, kind="key", minutes=50, felt_left=6)
    RunFactory(user=runner, date=MONDAY - timedelta(1), minutes=30)
    sunday, monday = reversed(sound(done_calendar(runner, MONDAY - timedelta(1), MONDAY)))
    assert (sunday["SUMMARY"], sunday["DESCRIPTION"]) == ("1 run", "Easy run, 30 minutes")
    assert monday["SUMMARY"] == "1 exercise, 1 run"
    assert "Key run, 50 minutes, felt 6 left" in monday["DESCRIPTION"].split("\n")


def test_a_corrected_day_stays_the_same_event(runner):
    [before] = sound(done_calendar(runner, MONDAY, MONDAY))
    SetEntry.objects.filter(amount=7).delete()
    [after] = sound(done_calendar(runner, MONDAY - timedelta(7), MONDAY))
    assert after["UID"] == before["UID"]
    assert after["DESCRIPTION"] != before["DESCRIPTION"]


def test_umlauts_are_folded_by_octets_and_never_inside_a_letter(runner, monkeypatch):
    long = ["ä日\u0308" * 300, "a;b\\n,c"]
    monkeypatch.setattr("logbook.exchange.done_calendar._description", lambda day: long)
    [event] = sound(done_calendar(runner, MONDAY, MONDAY))
    assert event["DESCRIPTION"] == "ä日\u0308" * 300 + "\na;b\\n,c"


def test_the_calendar_of_days_to_come_is_sound_too(runner, clock):
    start(runner, MONDAY)
    reminders = Reminders.objects.create(user=runner)
    events = sound(training_calendar(reminders, "https://hipdrive.example.org/today/"))
    assert len(events) == 14
    assert len({event["UID"] for event in events}) == 14


def test_a_feed_says_what_it_is(client, runner, clock):
    key = hand_out(ShareLink(user=runner, kind=ShareLink.Kind.CALENDAR, name="Out", weeks=4))
    response = client.get(reverse("done_feed", args=[key]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(sound(response.content)) == 1


# Tables


def downloaded(client, runner, query=""):
    client.force_login(runner)
    return b"".join(client.get(reverse("export_csv") + query))


def as_spreadsheet(data, delimiter):
    """The rows as Excel and LibreOffice split them: the BOM says UTF-8."""
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=delimiter))


def test_a_table_for_german_has_semicolons_and_decimal_commas(client, runner):
    data = downloaded(client, runner, "?decimal=comma")
    row = as_spreadsheet(data, ";")[0]
    assert (row["date"], row["load_kg"], row["amount"]) == ("2026-03-02", "42,5", "8")
    assert row["note"] == 'Über „Po“;\' =1+1,\r\n"so"'
    plain = as_spreadsheet(downloaded(client, runner), ",")[0]
    assert {k for k in row if row[k] != plain[k]} == {"load_kg"}


def test_both_tables_end_lines_with_cr_lf(client, runner):
    for query in ("", "?decimal=comma"):
        data = downloaded(client, runner, query)
        outside = data.replace(b'\r\n""so""', b"")
        assert outside.count(b"\r\n") == outside.count(b"\n") == 5


@pytest.mark.usefixtures("clock")
def test_the_german_table_comes_back_as_it_was(client, runner):
    data, plain = downloaded(client, runner, "?decimal=comma"), downloaded(client, runner)
    read = reading(data)
    assert not read.unfit
    other = UserFactory()
    client.force_login(other)
    bring(client, data)
    again = downloaded(client, other)
    assert again == plain
    bring(client, data)
    assert SetEntry.objects.filter(user=other).count() == 4
