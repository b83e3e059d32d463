"""Imports take turns, are stored whole or not at all, and leave the site to everybody else."""

import fcntl
import gzip
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from threading import BoundedSemaphore
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from exercises.models import Exercise
from logbook import actions
from logbook.exchange.imports import previews, row_limit, store, views, waiting
from logbook.exchange.imports.file_errors import FileError
from logbook.models import Feedback, Import, SetEntry, StagedSet, WaitingFile, Workout
from logbook.uploads import turns
from tests.factories import UserFactory
from tests.logbook.exchange.imports.import_steps import (
    bring,
    bytes_of,
    confirm,
    reading,
    sets_of,
    strong,
    upload,
)
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
WAITS = "/logbook/import/waiting/"
pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("library", "clock")]


@pytest.fixture
def runner(client):
    user = start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY - timedelta(days=60))
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def one_request_stores_it_all(monkeypatch):
    """However busy the machine is."""
    monkeypatch.setattr(store, "STORE_FOR_S", 60)


@pytest.fixture
def in_small_steps(monkeypatch):
    monkeypatch.setattr(previews, "SETS_A_PART", 1)
    monkeypatch.setattr(store, "STORE_FOR_S", 0)


# Whole or not at all


def nothing_in_the_logbook():
    return not any(model.objects.exists() for model in (SetEntry, Feedback, Workout))


def test_nothing_is_in_the_logbook_before_all_of_it_is(client, runner, in_small_steps):
    address = upload(client, bytes_of("fitnotes.csv")).url
    confirm(client, address)
    for _ in range(2):
        client.post(f"{address}next/")
        assert nothing_in_the_logbook()
    client.post(f"{address}next/")
    assert len(sets_of(runner)) == 4
    assert not StagedSet.objects.exists()


def test_what_breaks_off_leaves_nothing_and_can_go_on(client, runner, monkeypatch):
    address = upload(client, bytes_of("hipdrive.csv")).url
    confirm(client, address)
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(store.imported_runs, "add_runs", lambda _: 1 / 0)
        assert client.post(f"{address}next/").status_code == 500
    assert nothing_in_the_logbook()
    client.post(f"{address}next/")
    assert len(sets_of(runner)) == Import.objects.get().sets_added > 0


def test_taken_back_before_its_end_it_leaves_nothing(client, runner, in_small_steps):
    address = upload(client, bytes_of("fitnotes.csv")).url
    confirm(client, address)
    client.post(f"{address}next/")
    client.post(f"{address}undo/")
    client.post(f"{address}next/")
    assert nothing_in_the_logbook()
    assert not StagedSet.objects.exists()


def test_a_set_that_was_tapped_meanwhile_stays_as_it_was_tapped(client, runner, in_small_steps):
    address = upload(client, bytes_of("hipdrive.csv")).url
    confirm(client, address)
    client.post(f"{address}next/")
    staged = StagedSet.objects.first()
    actions.log_set(
        user=runner, on=staged.date, exercise_id=staged.exercise_id, key=staged.key, amount=3
    )
    while Import.objects.get().state == "running":
        client.post(f"{address}next/")
    assert SetEntry.objects.get(key=staged.key).amount == 3


# In turn


@pytest.fixture
def others_import(runner):
    with turns.turn(runner):
        yield


def test_while_others_import_a_file_waits_and_its_page_says_so(client, runner, others_import):
    answer = upload(client, bytes_of("fitnotes.csv"), name="mine.csv")
    assert answer.url == WAITS
    for page in (client.get(WAITS), client.post(WAITS), client.get("/logbook/import/")):
        assert "mine.csv" in page.content.decode()
    assert "Waits its turn" in client.get(WAITS).content.decode()
    assert not Import.objects.exists()


def test_a_file_that_waits_has_odd_units_and_says_so_in_its_turn(client, runner):
    with turns.turn(runner):
        assert upload(client, bytes_of("fitnotes.csv"), units="\0x").url == WAITS
    page = client.post(WAITS, follow=True)
    assert "sets.csv: " in page.content.decode()
    assert not Import.objects.exists()


def test_in_its_turn_the_file_is_read(client, runner):
    data = bytes_of("fitnotes.csv")
    for name, sent in (("plain.csv", data), ("packed.csv.gz", gzip.compress(data))):
        with turns.turn(runner):
            upload(client, sent, name=name)
            client.post(WAITS)
        answer = client.post(WAITS, headers={"hx-request": "true"})
        made = Import.objects.first()
        assert answer.headers["HX-Redirect"] == f"/logbook/import/{made.pk}/"
        assert (made.file_name, made.preview["sets"]) == (name, 5)
        assert not WaitingFile.objects.exists()


def test_a_file_that_cannot_be_read_says_so_when_its_turn_comes(client, runner):
    with turns.turn(runner):
        upload(client, b"name,age\nmo,7\n", name="mine.csv")
    page = client.post(WAITS, follow=True)
    assert "mine.csv: This is none of the files" in page.content.decode()
    assert client.get(WAITS).status_code == 404


def test_of_two_that_ask_at_once_one_reads_the_waiting_file(client, runner, monkeypatch):
    data = bytes_of("fitnotes.csv")
    with turns.turn(runner):
        upload(client, data)
    answers, take = [], turns.turn

    def the_other_was_first(user):  # between finding the file and getting its turn
        monkeypatch.setattr(views, "turn", take)
        answers.append(client.post(WAITS))
        return take(user)

    monkeypatch.setattr(views, "turn", the_other_was_first)
    answers.append(client.post(WAITS))
    made = Import.objects.get()
    assert {answer.url for answer in answers} == {f"/logbook/import/{made.pk}/", "/logbook/import/"}


@pytest.mark.parametrize("newer", [b"", b"Date,Exercise\n"])
def test_a_waiting_file_that_is_read_on_two_machines_makes_one_preview(
    client, runner, monkeypatch, newer
):
    """Machines know nothing of each other's turns. A newer file that came meanwhile stays."""
    data = bytes_of("fitnotes.csv")
    with turns.turn(runner):
        upload(client, data)
    read = views.UploadForm.is_valid

    def meanwhile(form):
        is_valid = read(form)
        WaitingFile.objects.all().delete()
        if newer:
            waiting.put(user=runner, file=SimpleUploadedFile("newer.csv", newer), units="kg")
        return is_valid

    monkeypatch.setattr(views.UploadForm, "is_valid", meanwhile)
    assert client.post(WAITS).url == "/logbook/import/"
    assert not Import.objects.exists()
    assert WaitingFile.objects.count() == bool(newer)


def test_a_waiting_file_is_its_runners_and_can_be_discarded(client, runner, others_import):
    upload(client, bytes_of("fitnotes.csv"))
    other = Client()
    other.force_login(UserFactory())
    assert other.get(WAITS).status_code == other.post(WAITS).status_code == 404
    other.post(f"{WAITS}discard/")
    assert WaitingFile.objects.exists()
    client.post(f"{WAITS}discard/")
    assert not WaitingFile.objects.exists()


def test_storing_waits_its_turn_too_and_says_so(client, runner):
    address = upload(client, bytes_of("fitnotes.csv")).url
    confirm(client, address)
    with turns.turn(runner):
        words = client.post(f"{address}next/", headers={"hx-request": "true"}).content.decode()
        assert "Other imports are under way" in words
        assert 'hx-trigger="load delay:1s"' in words
    client.post(f"{address}next/")
    assert len(sets_of(runner)) == 4


def test_one_imports_in_a_process_and_two_on_a_machine(runner, settings):
    with turns.turn(runner) as first, turns.turn(UserFactory()) as second:
        assert (first, second) == (True, False)
    with turns.turn(runner) as again:
        assert again
    with ExitStack() as others:  # as two other processes hold both places
        for n in range(2):
            place = others.enter_context(open(settings.DATA_DIR / f"import-{n}.lock", "w"))
            fcntl.flock(place, fcntl.LOCK_EX)
        with turns.turn(runner) as third:
            assert not third
    with turns.turn(runner) as last:
        assert last


# Quickly


def test_reading_stops_at_the_row_limit():
    read = []

    def chunks():
        for n in range(900):
            read.append(n)
            yield b"2026-02-02,Deadlift,5\n" * 1000

    with pytest.raises(FileError, match="More than 100000 sets"):
        row_limit.check_rows(chunks())
    assert len(read) == 101


def test_a_line_break_in_a_note_is_no_row():
    note = b'2026-02-02,Deadlift,5,"' + b"word\n" * 2000 + b'"\n'
    row_limit.check_rows([note] * 100)


def test_a_file_of_a_million_rows_takes_little_memory():
    data = bytes_of("fitnotes.csv").splitlines(keepends=True)[0] + b"2026-02-02,x\n" * 900_000
    tracemalloc.start()
    with pytest.raises(FileError):
        reading(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


@pytest.mark.thorough
@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_tap_waits_for_a_small_part_of_two_imports(transactional_db, library, monkeypatch):
    monkeypatch.setattr(turns, "_in_this_process", BoundedSemaphore(2))  # as two processes
    users = [start(UserFactory(), MONDAY - timedelta(days=60)) for _ in range(2)]
    tapper = start(UserFactory(), MONDAY - timedelta(days=60))
    exercise, waits = Exercise.objects.get(slug="prone-squeeze").pk, []

    def run(user):
        client = Client()
        client.force_login(user)
        bring(client, strong(20_000))
        connection.close()

    start_of_both = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(run, user) for user in users]
        while not all(job.done() for job in jobs):
            begun = time.monotonic()
            actions.log_set(user=tapper, on=MONDAY, exercise_id=exercise, key=uuid4(), amount=5)
            waits.append(time.monotonic() - begun)
            time.sleep(0.02)
        for job in jobs:
            job.result()
    assert all(SetEntry.objects.for_user(user).count() == 20_000 for user in users)
    # Half a second where nothing else runs; the other tests beside it make that twice as long, and
    # before taps came first it was the whole time of an import.
    assert max(waits) < (time.monotonic() - start_of_both) / 4, sorted(waits)[-5:]
