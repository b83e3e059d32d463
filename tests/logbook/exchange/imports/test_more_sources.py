"""Sources beside Strong, Hevy and FitNotes, and how far each is read."""

import gzip
import io
import json
import re
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook.exchange.imports.file_errors import FileError
from tests.logbook.exchange.imports.fit_files import DEADLIFT, fit, strength
from tests.logbook.exchange.imports.import_steps import bytes_of, reading
from tests.logbook.exchange.imports.test_reading import rows

SOURCES = {
    "stronglifts.csv": (
        "stronglifts",
        [(2, "Squat", 5, None, 55), (2, "Squat", 5, None, 55), (2, "Deadlift", 5, None, 100)],
        {"planned": 1},
    ),
    "strengthlog.csv": (
        "strengthlog",
        [
            (2, "Deadlift", 5, None, 60), (2, "Deadlift", 5, None, 62.5), (2, "Plank", 1, 60, None),
            (2, "Glute Bridge", 12, None, 10), (3, "Glute Bridge", 15, None, None),
        ],
        {"distance": 1, "planned": 1},
    ),
    "gymbook-de.csv": (
        "gymbook",
        [(2, "Kreuzheben", 5, None, 62.5), (2, "Plank", 1, 45, None)],
        {"planned": 2},
    ),
    "gymbook-it.csv": (
        "gymbook",
        [(16, "Stacco da terra", 5, None, 62.5), (2, "Plank", 1, 60, None)],
        {"planned": 1},
    ),
    "jefit.csv": (
        "jefit",
        [
            (2, "Barbell Deadlift", 10, None, 61.23), (2, "Barbell Deadlift", 8, None, 63.5),
            (3, "Glute Bridge", 12, None, None),
        ],
        {"planned": 1},
    ),
    "liftlog.json": (
        "liftlog",
        [(2, "Deadlift", 5, None, 60), (2, "Deadlift", 5, None, 59.87)],
        {"planned": 1},
    ),
}  # fmt: skip


def test_each_source_is_known_and_read(subtests):
    for name, (source, right, passed_over) in SOURCES.items():
        with subtests.test(name):
            read = reading(bytes_of(name))
            assert (read.source, rows(read), read.passed_over) == (source, right, passed_over)


def test_a_fault_in_a_source_is_listed_with_its_line():
    assert reading(bytes_of("jefit.csv")).unfit == [(14, "amount", "135-5")]


def test_times_efforts_and_notes_come_along():
    lifts = reading(bytes_of("stronglifts.csv"), zone="Europe/Vienna").days[date(2026, 2, 2)]
    assert lifts.sets[0].at == "2026-02-02T17:05:00+00:00"
    assert ["Deadlift", "Bar close"] in lifts.notes
    assert reading(bytes_of("strengthlog.csv")).days[date(2026, 2, 2)].sets[0].effort == "8"
    assert reading(bytes_of("gymbook-de.csv")).days[date(2026, 2, 2)].notes == [["Plank", "ruhig"]]
    assert reading(bytes_of("liftlog.json")).days[date(2026, 2, 2)].notes == [
        ["Deadlift", "Bar close"]
    ]


def test_the_header_of_stronglifts_says_which_number_is_the_day():
    data = bytes_of("stronglifts.csv").decode().replace("2026/02/02", "03/02/2026")
    for order, day in (("dd/mm/yyyy", date(2026, 2, 3)), ("mm/dd/yyyy", date(2026, 3, 2))):
        assert list(reading(data.replace("yyyy/mm/dd", order).encode()).days) == [day]


def test_stronglifts_is_read_without_brackets_around_what_a_column_holds():
    data = re.sub(rb"(Set \d+) \((Reps|KG)\)", rb"\1 \2", bytes_of("stronglifts.csv"))
    assert reading(data).days == reading(bytes_of("stronglifts.csv")).days


def test_a_time_with_its_unit_behind_it_is_a_hold():
    data = bytes_of("gymbook-de.csv").replace(b"45 Sekunden", b"1:15 min")
    holds = [one.hold_s for day in reading(data).days.values() for one in day.sets]
    assert 75 in holds


def test_stronglifts_in_pounds_is_read():
    data = bytes_of("stronglifts.csv").replace(b"(KG)", b"(LB)")
    assert rows(reading(data))[0] == (2, "Squat", 5, None, 24.95)


def test_csv_and_json_of_liftlog_are_the_same_sets():
    csv = reading(bytes_of("liftlog.csv"))
    assert csv.keys < reading(bytes_of("liftlog.json")).keys


def test_a_watchs_sets_are_read():
    read = reading(strength())
    assert (read.source, read.source_name) == ("garmin", "Garmin")
    assert rows(read) == [
        (2, "Barbell Deadlift", 5, None, 60), (2, "Single Leg Hip Raise", 8, None, None),
        (2, "Plank", 1, 60, None), (2, "Unknown", 9, None, None),
    ]  # fmt: skip
    assert (read.passed_over, read.unfit) == ({"rest": 1}, [])
    assert read.days[date(2026, 2, 2)].sets[0].at == "2026-02-02T17:05:00+00:00"


def test_a_watchs_day_is_that_of_its_clock_and_else_the_runners():
    at_night = ("2026-02-02T23:30:00Z", 5, 60, DEADLIFT, 0, 40, 1)
    assert list(reading(fit(at_night)).days) == [date(2026, 2, 2)]
    assert list(reading(fit(at_night), zone="Asia/Tokyo").days) == [date(2026, 2, 3)]
    assert list(reading(fit(at_night, offset=3600)).days) == [date(2026, 2, 3)]
    # A watch that knows no zone writes 0.
    assert list(reading(fit(at_night, offset=0), zone="Asia/Tokyo").days) == [date(2026, 2, 3)]


def test_a_fit_file_is_read_packed_too():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("123_ACTIVITY.fit", strength())
    for data in (out.getvalue(), gzip.compress(strength())):
        assert len(reading(data).keys) == 4


def test_the_same_fit_file_has_the_same_keys():
    assert reading(strength()).keys == reading(strength()).keys


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (fit(), "no sets"),
        (strength()[:14], "no sets"),
        (b"\x0e\x20" + bytes(6) + b".FIT" + b"\xff" * 6_000_000, "too big"),
        (b'[{"recordedExercises": []}]', "nothing under it"),
    ],
)
def test_a_file_without_sets_is_refused_in_words(data, words):
    with pytest.raises(FileError) as error:
        reading(data)
    assert words in str(error.value)


def test_what_stands_before_damage_counts():
    data = strength()
    assert len(reading(data[: len(data) - 20]).keys) == 3


def read_or_refused(data):
    """Nothing else may come of it."""
    with suppress(FileError):
        reading(data)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(strength()) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_fit_file_is_read_or_refused(place, noise):
    data = strength()
    data = data[:place] + noise + data[place + len(noise) :]
    read_or_refused(data)


class Unnamed(Exception):
    """Any that a library does not say that it raises."""


@pytest.mark.parametrize("error", [AssertionError, RecursionError, MemoryError, Unnamed])
@pytest.mark.parametrize(
    ("place", "data"),
    [
        ("fitdecode.FitReader.__iter__", strength()),
        ("gzip.GzipFile.read", gzip.compress(b"x", mtime=0)),
        ("zipfile.ZipFile.infolist", b"PK\x05\x06" + bytes(18)),
    ],
)
def test_whatever_a_library_raises_the_file_is_refused_in_words(monkeypatch, place, data, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(place, fail)
    with pytest.raises(FileError):
        reading(data)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["date", "blueprint", "name", "potentialSets", "set", "weight",
                             "repsCompleted", "completionDateTime", "unit", "value", "notes"]),
            inner, max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["date", "recordedExercises"]), JSON), max_size=3))
def test_any_json_of_liftlog_is_read_or_refused(sessions):
    read_or_refused(json.dumps([{"recordedExercises": []}, *sessions]).encode())


WORDS = (
    "Exercise, ",
    "Deadlift",
    "Set",
    "reps",
    "weight",
    "5",
    "time",
    "0:10",
    "-",
    '"',
    "\n",
    ",",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join), st.sampled_from(
    ["strengthlog.csv", "jefit.csv", "stronglifts.csv", "gymbook-de.csv"]
))  # fmt: skip
def test_any_tail_of_a_source_is_read_or_refused(tail, name):
    read_or_refused(bytes_of(name) + tail.encode())
