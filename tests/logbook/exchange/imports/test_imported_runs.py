"""Runs come with our JSON, done or to come."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils.html import strip_tags

from logbook.exchange.exports.json_file import json_export
from logbook.models import Import, Run
from tests.factories import RunFactory, UserFactory
from tests.logbook.exchange.imports.import_steps import bring, confirm, store, upload

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
EASY = {"date": "2026-02-20", "kind": "easy", "minutes": 30}
KEY = {"date": "2026-03-16", "kind": "key", "minutes": 50}
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def file_of(*runs):
    return json.dumps({"format": "hipdrive", "version": 1, "runs": runs}).encode()


def runs_of(user):
    rows = Run.objects.for_user(user).values_list("date", "kind", "minutes")
    return [(str(day), kind, minutes) for day, kind, minutes in rows]


def said(client, address):
    return " ".join(strip_tags(client.get(address).content.decode()).split())


def test_what_is_not_there_yet_is_added_and_two_alike_are_two(client, runner):
    RunFactory(user=runner, date=MONDAY - 10 * DAY, minutes=30)
    address = bring(client, file_of(EASY, KEY, EASY))
    assert runs_of(runner) == [("2026-02-20", "easy", 30)] * 2 + [("2026-03-16", "key", 50)]
    assert "2 runs added" in said(client, address)


def test_the_same_file_twice_adds_nothing(client, runner):
    RunFactory(user=runner, minutes=40)
    RunFactory(date=MONDAY)  # another runner's
    data = "".join(json_export(runner)).encode()
    before = list(Run.objects.values())
    for _ in range(2):
        bring(client, data)
    assert list(Run.objects.values()) == before


def test_undo_takes_back_what_it_added_unless_it_was_put_right(client, runner):
    own = RunFactory(user=runner, date=MONDAY - 10 * DAY, minutes=30)
    address = bring(client, file_of(EASY, EASY, KEY))
    Run.objects.filter(kind="key").update(minutes=60)
    client.post(f"{address}undo/")
    assert runs_of(runner) == [("2026-02-20", "easy", 30), ("2026-03-16", "key", 60)]
    assert Run.objects.first() == own


FROM_A_WATCH = EASY | {"distance_m": 5210, "started_at": "2026-02-20T06:30:00Z"}


def test_a_run_comes_with_its_distance_its_start_and_its_key(client, runner):
    key = "6f0c1d2e-3b4a-4c5d-8e9f-0a1b2c3d4e5f"
    bring(client, file_of(FROM_A_WATCH | {"key": key, "skipped": True}))
    run = Run.objects.get()
    assert (run.distance_m, str(run.key), run.skipped) == (5210, key, True)
    assert run.started_at == datetime(2026, 2, 20, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "stored",
    [
        {"key": "6f0c1d2e-3b4a-4c5d-8e9f-0a1b2c3d4e5f", "minutes": 99},  # corrected since
        {"started_at": datetime(2026, 2, 20, 6, 30, tzinfo=UTC), "kind": "key"},
        {"minutes": 30},  # entered by hand
    ],
)
def test_a_run_that_was_corrected_here_does_not_come_twice(client, runner, stored):
    RunFactory(user=runner, date=date(2026, 2, 20), **stored)
    before = runs_of(runner)
    bring(client, file_of(FROM_A_WATCH | {"key": "6f0c1d2e-3b4a-4c5d-8e9f-0a1b2c3d4e5f"}))
    assert runs_of(runner) == before


def test_an_export_of_an_earlier_version_adds_nothing_to_the_runs_that_it_has(client, runner):
    RunFactory(user=runner, date=date(2026, 2, 20), minutes=30, distance_m=5210, key=uuid4())
    bring(client, file_of(EASY))
    assert len(runs_of(runner)) == 1


def test_two_runs_that_are_alike_and_began_at_different_moments_are_two(client, runner):
    bring(client, file_of(FROM_A_WATCH))
    bring(client, file_of(FROM_A_WATCH | {"started_at": "2026-02-20T16:30:00Z"}))
    assert len(runs_of(runner)) == 2


def test_a_key_that_stands_twice_in_a_file_is_one_run(client, runner):
    one = EASY | {"key": "6f0c1d2e-3b4a-4c5d-8e9f-0a1b2c3d4e5f"}
    address = upload(client, file_of(one, one | {"minutes": 50})).url
    assert "the same key stands twice in the file" in said(client, address)
    confirm(client, address)
    store(client, address)
    assert runs_of(runner) == [("2026-02-20", "easy", 30)]


def test_a_race_of_the_year_after_next_comes_back(client, runner):
    bring(client, file_of(KEY | {"date": "2028-09-24", "kind": "race"}))
    assert runs_of(runner) == [("2028-09-24", "race", 50)]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_of_runs_that_a_spreadsheet_saved_anew_is_read(client, runner, delimiter):
    rows = [
        ["date", "kind", "minutes", "distance_km", "started_at", "felt_left", "skipped"],
        ["20.02.2026", "Key", "45", "8,512", "20.02.2026 07:30", "6", "no"],
    ]
    table = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    bring(client, table.encode())
    run = Run.objects.get()
    assert (run.kind, run.distance_m, run.felt_left) == ("key", 8512, 6)
    assert run.started_at == datetime(2026, 2, 20, 7, 30, tzinfo=UTC)


WRONG = [
    ({"date": "2029-03-05"}, "a day that is still to come"),
    ({"date": "1999-12-31"}, "a day before the year 2000"),
    ({"date": "2 March"}, "the date cannot be read"),
    ({"kind": "fast"}, "a word that is not known here"),
    ({"minutes": 0}, "minutes are a whole number from 1 to 999"),
    ({"minutes": 30.5}, "minutes are a whole number from 1 to 999"),
    ({"minutes": None}, "minutes are a whole number from 1 to 999"),
    ({"distance_m": -1}, "metres are a whole number"),
    ({"started_at": "soon"}, "the date cannot be read"),
    ({"skipped": "no"}, "a word that is not known here"),
    ({"key": "mine"}, "not a key of ours"),
    ({"minutes": {}}, "something else stands here than there should"),
]


def test_a_run_that_does_not_fit_is_left_out_with_its_reason(client, runner, subtests):
    for change, reason in WRONG:
        with subtests.test(reason, change=change):
            address = upload(client, file_of(KEY, EASY | change)).url
            assert reason in said(client, address)
            confirm(client, address)
            store(client, address)
            assert runs_of(runner) == [("2026-03-16", "key", 50)]
            Import.objects.all().delete()


def test_something_else_than_a_run_is_left_out(client, runner):
    bring(client, file_of("run", None, KEY))
    assert len(runs_of(runner)) == 1
