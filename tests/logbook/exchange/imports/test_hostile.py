"""Broken, huge and hostile files: a clear message at the field, and nothing is changed."""

import csv
import gzip
import io
import json
import random
import string
import struct
import time
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import date, timedelta
from functools import cache, partial
from itertools import batched, count, product
from time import thread_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exercises.models import Exercise
from logbook.exchange.imports import cell_values, garmin_fit, other_apps
from logbook.exchange.imports.csv_rows import Table
from logbook.exchange.imports.exercise_names import ExerciseNames
from logbook.exchange.imports.file_errors import FileError, LineError
from logbook.exchange.imports.hipdrive_files import EASY_WEEKS
from logbook.exchange.imports.read_result import MOST_LINES, ReadResult
from logbook.models import Import, Workout
from logbook.uploads import cpu_time
from tests.factories import UserFactory
from tests.kept_objects import kept_objects
from tests.logbook.exchange.imports.import_steps import bytes_of, reading, upload

STRONG = bytes_of("strong-comma.csv")
HEAD, FIRST, *_rest = STRONG.splitlines(keepends=True)
OURS = {"format": "hipdrive", "version": 1}


def zipped(*names, content=STRONG, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as packed:
        for name in names:
            packed.writestr(name, content)
    return out.getvalue()


def locked():
    data = bytearray(zipped("sets.csv"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def lying_zip():
    """It says that it holds one file, and lists thousands."""
    data = bytearray(zipped(*(f"{n}.csv" for n in range(2000)), content=b""))
    at = data.rindex(b"PK\x05\x06")
    struct.pack_into("<2H", data, at + 8, 1, 1)
    return bytes(data)


def a_json(**values):
    return json.dumps(OURS | values).encode()


def of_jefit(one):
    """Ten lines a day of fifty sets each."""
    sets = b",".join([one] * 50)
    days = (f"{date(2020, 1, 1) + timedelta(n // 10)}".encode() for n in range(2_100))
    lines = b"".join(b'"%b",%b,Squat\n' % (sets, day) for day in days)
    return b"### EXERCISE LOGS ###\n\nlogs,mydate,ename\n" + lines


def many_changes():
    """Lists that every page would read."""
    days = [f"{date.min + timedelta(n)}" for n in range(20_001)]
    earlier, steps = ([{name: day} for day in days[:4001]] for name in ("until", "since"))
    lists = {
        "earlier settings": {"settings": {"earlier": earlier}},
        "steps of load": {"settings": {"load_steps": steps}},
        "earlier zones": {"settings": {"earlier_zones": earlier}},
        "pieces of equipment": {"settings": {"equipment": days[:4001]}},
        "revisions": {"program": {"revisions": steps}},
        "changes of days": {"day_changes": days},
        **{name: {name: days[:4001]} for name in ("choices", *EASY_WEEKS)},
    }
    return {f"many {name}": (a_json(**one), "more in this JSON") for name, one in lists.items()}


@cache
def refused():
    """{case: (file, words of the message)}; some are large, so they are made when needed."""
    return {
        "empty": (b" \n", "empty"),
        "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "no text file"),
        "nul bytes": (STRONG.replace(b"Legs", b"Le\x00gs"), "no text file"),
        "control": (STRONG.replace(b"Legs", b"Le\x07gs"), "no text file"),
        "undefined in cp1252": (STRONG + b"\x81\x8d", "no text file"),
        "odd utf-16": (STRONG.decode().encode("utf-16")[:-1], "no text file"),
        "too big": (STRONG * 40_000, "too big"),
        "a bomb, gzip": (gzip.compress(b"\n" * 40_000_000), "too big"),
        "a bomb, zip": (zipped("sets.csv", content=b"\n" * 40_000_000), "too big"),
        "broken gzip": (gzip.compress(STRONG)[:-20], "damaged"),
        "broken zip": (zipped("sets.csv")[:-20], "damaged"),
        "zip torn inside": (zipped("sets.csv").replace(b"\x00\x00", b"\x01\x07", 9), "damaged"),
        "no list in the zip": (b"PK\x03\x04" + b"x" * 100, "damaged"),
        "many in a zip": (zipped(*(f"{n}.csv" for n in range(21))), "too many files"),
        "a zip that lies": (lying_zip(), "too many files"),
        "two in a zip": (zipped("a.csv", "b.json"), "this one holds 2"),
        "none in a zip": (zipped("a.exe"), "this one holds 0"),
        "locked zip": (locked(), "locked"),
        "zip in a zip": (zipped("a.csv", content=zipped("a.csv")), "no text file"),
        "another header": (b"name,age\nmo,7\n", "Its first line is: name,age"),
        "a header alone": (HEAD, "nothing under it"),
        "one long line": (HEAD + b"x" * 10_000_000, "Line 2 is far too long"),
        "one long header": (b"Date," * 2_000_000, "Line 1 is far too long"),
        "long quoted cell": (HEAD + b'"' + b"x\n" * 200_000 + b'"', "Line 2 cannot be read"),
        "open quote": (HEAD + FIRST + b'2026-02-02,"Legs\n' + FIRST, "Line 3 cannot be read"),
        "many lines": (HEAD + b"x\n" * (MOST_LINES + 1), "More than 100000 sets"),
        "broken json": (b'{"format": "hipdrive",\n "version": }', "line 2, column 13"),
        "nested json": (b'{"days":' + b"[" * 10_000 + b"]" * 10_000 + b"}", "nested too deeply"),
        "nested lists": (b"[" * 10_000, "nested too deeply"),
        "many lists": (b'{"days": [' + b"[]," * 600_000 + b"[]]}", "more in this JSON"),
        "many values": (b'{"days": [' + b"1," * 3_000_001 + b"1]}", "more in this JSON"),
        **many_changes(),
        "many days that are none": (a_json(days=[1] * 110_000), "More than 100000 sets"),
        "much feedback that is none": (
            a_json(days=[{"date": "2026-02-02", "feedback": [1] * 110_000}]),
            "More than 100000 sets",
        ),
        "many sets in a line": (of_jefit(b"1x1"), "More than 100000 sets"),
        "many faults in a line": (of_jefit(b"x"), "More than 100000 sets"),
        "another json": (b'{"workouts": []}', "not from Hipdrive"),
        "a list": (b"[1, 2]", "not from Hipdrive"),
        "another version": (a_json(version=2), "another version"),
        "no list of days": (a_json(days={"a": 1}), "a list is missing"),
        "no days": (a_json(days=[]), "nothing under it"),
    }


def test_a_file_of_no_use_is_refused_in_words(subtests):
    for case, (data, words) in refused().items():
        with subtests.test(case):
            with pytest.raises(FileError) as error:
                reading(data)
            assert words in str(error.value)


@pytest.mark.django_db
def test_the_message_stands_at_the_field_and_nothing_is_changed(client):
    client.force_login(UserFactory())
    for case in ("nul bytes", "a bomb, zip", "another header"):
        data, words = refused()[case]
        page = upload(client, data)
        assert page.status_code == 422
        assert words in page.context["form"].errors["file"][0]
        assert words in page.content.decode()
    assert not Import.objects.exists()
    assert not Workout.objects.exists()


@pytest.mark.django_db
def test_without_a_file_the_field_asks_for_one(client):
    client.force_login(UserFactory())
    page = client.post("/logbook/import/", {"units": "kg"})
    assert page.status_code == 422
    assert page.context["form"].errors == {"file": ["Choose a file first."]}


@pytest.mark.django_db
def test_a_file_over_the_limit_is_dropped_while_it_arrives(client, settings):
    settings.LARGEST_UPLOAD = 1_000_000
    client.force_login(UserFactory())
    page = upload(client, b"x" * 5_000_000)
    assert page.status_code == 422
    assert page.context["form"].errors == {"file": ["This file is too big: at most 1 MB."]}


def test_whatever_it_is_written_or_packed_in_the_sets_are_the_same():
    for data in (
        b"\xef\xbb\xbf" + STRONG,
        STRONG.decode().encode("utf-16"),
        STRONG.decode().encode("utf-16-le"),
        STRONG.decode().encode("utf-16-be"),
        STRONG.replace(b"\n", b"\r\n"),
        STRONG.replace(b"\n", b"\r"),
        b"sep=,\n" + STRONG,
        gzip.compress(STRONG),
        zipped("sets.csv"),
        zipped("__MACOSX/._sets.csv", "folder/SETS.CSV", "read.me"),
    ):
        assert reading(data).days.keys() == reading(STRONG).days.keys()
        assert reading(data).names == reading(STRONG).names


def test_old_windows_letters_are_read():
    assert "Plänk" in reading(STRONG.replace(b"Plank", "Plänk".encode("cp1252"))).names


def test_a_list_above_the_header_does_not_shift_the_lines():
    assert reading(b"sep=,\n" + STRONG).unfit[0][0] == reading(STRONG).unfit[0][0] + 1


def test_cells_beyond_the_header_are_not_dropped_in_silence():
    read = reading(HEAD + FIRST.rstrip() + b",5,5\n")
    assert [(line, why) for line, why, _found in read.unfit] == [(2, "columns")]


def test_more_than_500_sets_on_a_day_are_too_many():
    read = reading(HEAD + FIRST * 501)
    assert [(line, why) for line, why, _found in read.unfit] == [(502, "crowded")]


DEADLIFT = {"exercise": "deadlift", "amount": 5}
WRONG_DAYS = [
    (7, "shape"),
    (None, "shape"),
    ({"date": ["2026-02-02"]}, "shape"),
    ({"date": 20260202}, "date"),
    ({"date": "1999-12-31", "sets": [DEADLIFT]}, "early"),
    ({"sets": [1]}, "shape"),
    ({"sets": [DEADLIFT | {"exercise": {"a": 1}}]}, "shape"),
    ({"sets": [DEADLIFT | {"amount": 1e400}]}, "amount"),
    ({"sets": [DEADLIFT | {"amount": "5"}]}, "amount"),  # no number in quotes
    ({"sets": [DEADLIFT | {"any_time": 0}]}, "word"),  # and no 0 for false
    ({"sets": [DEADLIFT | {"load_kg": 999.5}]}, "load"),
    ({"sets": [DEADLIFT | {"key": "x"}]}, "key"),
    ({"sets": [DEADLIFT | {"target": 3}]}, "shape"),
    ({"sets": [DEADLIFT | {"target": {"hold_s": -1}}]}, "hold"),
    ({"sets": [DEADLIFT | {"side": "up"}]}, "side"),
    ({"feedback": [{"exercise": "deadlift", "pain": 11}]}, "rating"),
    ({"morning_pain": -1}, "rating"),
]


@pytest.mark.django_db
def test_what_is_wrong_inside_our_json_is_listed_with_its_reason(subtests):
    for wrong, reason in WRONG_DAYS:
        day = {"date": "2026-02-02"} | wrong if isinstance(wrong, dict) else wrong
        with subtests.test(reason, wrong=wrong):
            read = reading(a_json(days=[day]))
            assert [why for _line, why, _found in read.unfit] == [reason]
            assert not read.keys


@pytest.mark.django_db
def test_members_that_are_missing_null_or_not_known_here_do_no_harm():
    one = DEADLIFT | {"side": None, "key": None, "logged_at": None, "cue": None, "mood": "good"}
    read = reading(a_json(days=[{"date": "2026-02-02", "sets": [one], "weather": "rain"}]))
    (day,) = read.days.values()
    assert not read.unfit
    assert (day.sets[0].side, day.sets[0].any_time, day.sets[0].target) == ("both", False, [])


@pytest.mark.django_db
def test_text_that_no_database_takes_is_cleaned(client):
    client.force_login(UserFactory())
    note = "a\x00b\ud800"
    day = {"date": "2026-02-02", "note": note, "sets": [{"exercise": f"x{note}", "amount": 5}]}
    response = upload(client, a_json(days=[day]), name=f"{note.encode('ascii', 'replace')}.json")
    assert response.status_code == 302
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize(
    "members",
    [
        {"choices": [{"on": "2026-02-02", "exercise": "deadlift", "kind": "a\x00b\ud800"}]},
        {"runs": [{"date": "a\x00b\ud800", "kind": "easy", "minutes": 30}]},
        {"days": [{"date": "a\x00b\ud800"}, {"date": "2026-02-02", "morning_place": "\x00\ud800"}]},
        {"program": {"slug": "a\x00b\ud800", "revisions": [{"number": 1, "since": "2026-02-02"}]}},
    ],
    ids=lambda members: next(iter(members)),
)
def test_what_is_kept_of_a_line_that_does_not_fit_is_cleaned_too(members, library):
    """PostgreSQL stores no such characters in its JSON either."""
    day = {"date": "2026-02-02", "sets": [{"exercise": "glute-bridge", "amount": 5}]}
    result = reading(a_json(**{"days": [day]} | members))
    kept = repr((result.unfit, result.revisions))
    assert "x00" not in kept
    assert "ud800" not in kept
    assert "ab" in kept


def read_or_refused(data):
    """Nothing else may come of it."""
    with suppress(FileError):
        return reading(data)


WORDS = (
    *HEAD.strip().split(b","),
    *(b"kg", b"2026-02-02", b'"', b"\n", b",", b";", b"{", b"}", b"[", b"]", b":", b"5", b"=1+1"),
    *(b'"format": "hipdrive"', b'"version": 1', b'"days"'),
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(
    st.binary(max_size=300),
    st.binary(max_size=300).map(lambda tail: HEAD + tail),
    st.binary(max_size=300).map(gzip.compress),
    st.binary(max_size=300).map(lambda content: zipped("a.csv", content=content)),
    st.lists(st.sampled_from(WORDS), max_size=40).map(b"".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map(lambda some: HEAD + b",".join(some)),
))  # fmt: skip
@example(b"\xff\xfe")
@example(b"\x1f\x8b")
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes_are_read_or_refused(data):
    read_or_refused(data)


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2026-02-02", "1 Jan 2026, 8:00", "5", "1e9", "-1", "0", "9" * 40, "=1", "W"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELL, min_size=12, max_size=12), max_size=4))
def test_any_cells_are_read_or_listed(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    read = read_or_refused(HEAD + out.getvalue().encode("utf-8", "surrogatepass"))
    if read:
        listed = [reason for _line, reason, _found in read.unfit if reason != "effort"]
        assert len(read.keys) + len(listed) + read.passed_over.total() == read.lines


NAMES = (
    *("date", "sets", "feedback", "exercise", "amount", "key", "note", "pain", "target", "cue"),
    *("on", "kind", "equipment", "load_steps", "since", "bar", "hand", "pinned", "minutes"),
)
SCALAR = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9)),
    st.sampled_from(["2026-02-02", "deadlift", "left", "override", "5 kg"]),
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    ),
    max_leaves=20,
)


@pytest.mark.django_db
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(st.sampled_from(["days", "choices", "settings", "program"]), VALUE))
def test_any_json_of_ours_is_read_or_refused(values):
    read_or_refused(json.dumps(OURS | values).encode())


def test_a_bomb_is_never_unpacked_further_than_the_limit():
    bomb = zipped("sets.csv", content=b"0" * 150_000_000)
    tracemalloc.start()
    with pytest.raises(FileError):
        reading(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * 32_000_000


def memory_to_read(data):
    """The most bytes in use at once while a file is read, or refused."""
    tracemalloc.start()
    with suppress(FileError):
        reading(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("fields", [0, 255])
def test_a_watch_that_counts_without_end_fills_no_memory(fields, monkeypatch):
    """A set may take one byte in the file, or bring all the fields that there may be."""
    monkeypatch.setattr(garmin_fit, "MOST_LINES", 1000)
    described = bytes(byte for n in range(fields) for byte in (n, 1, 2))
    definition = struct.pack("<BBBHB", 0x40, 0, 0, 225, fields) + described
    data = definition + bytes(1 + fields) * (300_000 // (1 + fields))
    data = struct.pack("<BBHI4sH", 14, 0x20, 2100, len(data), b".FIT", 0) + data + b"\0\0"
    assert memory_to_read(data) < 8_000_000


def test_tens_of_thousands_of_notes_of_one_day_are_read_at_once(db):
    """Each was compared with all before it, for hours."""
    days = [{"date": "2026-02-01", "note": str(number)} for number in range(20_000)]
    begun = thread_time()
    reading(a_json(days=days))
    assert thread_time() - begun < 10


def test_millions_of_settings_that_do_not_fit_fill_no_memory(db):
    """A description of each fault would take a kilobyte."""
    data = a_json(settings={"earlier": [{"until": "2026-02-02", "equipment": [1] * 300_000}]})
    assert memory_to_read(data) < 20_000_000


def of_liftlog(name):
    """An exercise with two thousand sets. Its name stands in the file once."""
    sets = [{"set": {"repsCompleted": 5}}] * 2_000
    exercise = {"blueprint": {"name": name}, "potentialSets": sets}
    return json.dumps([{"date": "2026-02-02", "recordedExercises": [exercise]}]).encode()


@pytest.mark.parametrize("read", ["measure_or_time", "hold", "load", "effort"])
def test_long_cells_are_not_remembered(read):
    """They stayed in the memory of the web process, hundreds of megabytes of them."""
    tracemalloc.start()
    for n in range(50):
        with suppress(LineError):
            getattr(cell_values, read)("0" + "'" * (40_000 + n) + "9")
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert kept < 500_000


def test_members_of_ever_new_names_fill_no_memory(db):
    """A reader that kept every name would need far more than the bound."""
    names = ",".join(f'"{n}":1' for n in range(200_000))
    assert memory_to_read(f'{{"format":"hipdrive",{names}}}'.encode()) < 20_000_000


def test_many_ways_to_put_a_row_together_are_tried_with_no_more_than_some(db, monkeypatch):
    tried = []
    monkeypatch.setattr(other_apps, "MOST_FAILED", 3)
    monkeypatch.setattr(other_apps, "put_together", lambda *row: tried.append(row))
    read = reading(HEAD + FIRST + (b"odd," * 20 + b"\n") * 9)
    assert (len(tried), len(read.unfit)) == (3, 9)


CHANCE = random.Random(1)


def odd_words():
    letters = CHANCE.choices(string.ascii_lowercase, k=39)
    return " ".join(map("".join, batched(letters, 3))).encode()


COSTLY = {
    "one long name of many sets": of_liftlog("deadlift" * 300_000),
    "a long list for a name of many sets": of_liftlog([1] * 300_000),
    "long words for dates": HEAD + b'"' + b"wort " * 9_000 + b'",x\n',
    "empty lines before a title": b'"Exercise, A"\n' + b"\n" * 3_000_000 + b"Workout\n",
    "empty cells before a title": b'"Exercise, A"\n' + b'," ",' * 9_000 + b"\nWorkout\n",
    "wide rows of nothing known": b"a,b,c\n" + (b"x " * 24_000 + b",1,2\n") * 100,
    "many words that are no months": HEAD
    + b"".join(b'"%d wort%d 2026",a,b,c,1,1,1\n' % (n % 28, n) for n in range(20_000)),
    "dates of many words": HEAD
    + b"".join(b'"2026 %s",a,b,c,1,1,1\n' % odd_words() for _n in range(20_000)),
    "dates that grow eighteenfold": HEAD
    + b"".join(b'"%s%d 2026",a,b,c,1,1,1\n' % ("\ufdfa".encode() * 40, n) for n in range(20_000)),
    "names with slips": HEAD
    + b"".join(
        b'2026-02-02,x,y,"%s",1,1,1\n' % (b"deadlifx%d singlx " % n * 5)[:100] for n in range(400)
    ),
}


@pytest.mark.django_db
def test_no_file_costs_more_than_its_size_warrants(subtests, library):
    """Where a careless pattern or look-up would grow with the square of the file."""
    names = ExerciseNames(Exercise.objects.all())
    for case, data in COSTLY.items():
        with subtests.test(case):
            begun = time.process_time()
            read = read_or_refused(data)
            for name in read.names if read else ():
                names.match(name)
            assert time.process_time() - begun < 10


FITNOTES = b"aa,bb,cc,dd,ee,ff,gg,hh,ii\n" + b"2026-02-01,Squat,Legs,50,5,,,,x\n" * 49


def test_a_row_of_too_many_cells_is_refused(subtests):
    """Its lines are short, and their ends stand in quotation marks."""
    reading(FITNOTES)  # the words of all languages come first
    many = b'"\n",'.join([b"ab," * 16_000] * 40) + b"x"
    for head in (FITNOTES, HEAD + FIRST, b"one,two,three\n"):
        with subtests.test(head=head[:20]):
            assert memory_to_read(head + many) < 40_000_000
            with pytest.raises(FileError, match="more than 200000 cells"):
                reading(head + many)


def test_rows_of_many_cells_fill_no_memory_either():
    reading(FITNOTES)  # the words of all languages come first
    assert memory_to_read(FITNOTES[:27] + (b"ab," * 16_000 + b"\n") * 100) < 40_000_000


def test_a_cell_over_many_lines_has_an_end():
    cell = b'"' + b"Squat, heavy.\n" * 8_000 + b'"'
    with pytest.raises(FileError, match="A cell of line 3 is far too long"):
        reading(HEAD + FIRST + b"2026-02-01 10:00:00," + cell + b",1m,Squat,1,50,5\n")


def test_lines_that_do_not_fit_keep_nothing_of_the_file_in_memory():
    data = STRONG + b"2026-02-02 10:00:00,Legs,1m,Squat,1,50,much,0,0,,,\n" * 9
    assert not kept_objects(lambda: reading(data), Table)


@pytest.mark.django_db
def test_an_upload_keeps_nothing_of_the_file_in_memory(client):
    client.force_login(UserFactory())
    answers = []

    def sends(data):
        answers.append(upload(client, data))

    for data in (STRONG, b"one,two,when\n" + b"5,Squat,2026-02-02\n" * 9):
        kept = kept_objects(partial(sends, data), Table | ReadResult)
        assert not kept
    assert [answer.status_code for answer in answers] == [302, 302]


SLOW_CELLS = (
    "1" + " " * 49_000 + "x1", "a" + " " * 49_000 + "1", "1" * 49_000 + "x", "1 " * 24_000 + "x1",
    "1" + " " * 96 + "x1", "1 ." * 32 + "x1", "," * 97 + "x1", "1h" * 48 + "!",
)  # fmt: skip
READERS = (
    cell_values.measure_or_time,
    cell_values.hold,
    cell_values.load,
    cell_values.effort,
    cell_values.amount,
    cell_values.units_named,
)


def test_no_cell_is_tried_again_and_again():
    begun = thread_time()
    for read, cell in product(READERS, SLOW_CELLS):
        for number in range(20):
            with suppress(LineError):
                read(cell + "x" * (number % 2))
    assert thread_time() - begun < 1


def test_a_value_in_json_is_not_tried_again_and_again():
    a_set = {"set": {"repsCompleted": 5}, "weight": {"value": "1" + " " * 1_000_000 + "x1"}}
    exercise = {"blueprint": {"name": "Squat"}, "potentialSets": [a_set]}
    session = {"date": "2026-02-01T10:00:00Z", "recordedExercises": [exercise]}
    begun = thread_time()
    read = reading(json.dumps([session]).encode())
    assert thread_time() - begun < 1
    assert [reason for _line, reason, _found in read.unfit] == ["load"]


def test_reading_has_an_end_in_time(monkeypatch):
    monkeypatch.setattr(cpu_time, "thread_time", count(0, 30).__next__)
    with pytest.raises(FileError, match="too long to read"):
        reading(STRONG)
