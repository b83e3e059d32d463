"""A backup is made and restored while people log, whole or not at all."""

import io
import json
import threading
import time
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from config.backup import archive, databases
from config.management.commands import restore
from exercises.models import Exercise
from logbook.actions import log_set
from logbook.models import SetEntry
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.usefixtures("migrated", "library"),
]


@pytest.fixture
def runner(transactional_db, library):
    runner = start(UserFactory(), MONDAY)
    train(runner, MONDAY, 5)
    return runner


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept.zip"


def backup(*arguments, **options):
    out = io.StringIO()
    call_command("backup", *arguments, stdout=out, **options)
    return out.getvalue()


def put_back(file):
    call_command("restore", file, yes=True, verbosity=0)


def all_rows():
    with connection.cursor() as cursor:
        rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def test_all_tables_come_back_as_they_were(runner, file):
    before = all_rows()
    backup(file)
    train(runner, date(2026, 4, 1), 3)
    runner.sets.filter(workout__date=MONDAY).delete()
    UserFactory()
    put_back(file)
    assert all_rows() == before
    train(runner, date(2026, 5, 1))  # new rows get free primary keys


class Logging(threading.Thread):
    """Logs one set after the other, as a web process does, twenty a day: a day has an end."""

    def __init__(self, runner, exercise):
        super().__init__()
        self.runner, self.exercise = runner, exercise
        self.acknowledged = []
        self.over = threading.Event()

    def run(self):
        try:
            while not self.over.is_set():
                key = uuid.uuid4()
                on = MONDAY + timedelta(len(self.acknowledged) // 20)
                log_set(user=self.runner, on=on, exercise_id=self.exercise, key=key, amount=8)
                self.acknowledged.append(key)
        except DatabaseError:  # the runner is gone after the restore
            self.over.set()
        finally:
            connection.close()


@contextmanager
def people_log(count=3):
    exercise = Exercise.objects.get(slug="prone-squeeze").pk
    threads = [Logging(start(UserFactory(), MONDAY), exercise) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        while not all(len(thread.acknowledged) > 20 for thread in threads):
            time.sleep(0.01)
        yield threads
    finally:
        for thread in threads:
            thread.over.set()
        for thread in threads:
            thread.join()


def test_a_copy_made_while_people_log_is_of_one_moment(file):
    with people_log() as threads:
        before = [len(thread.acknowledged) for thread in threads]
        backup(file)
        after = [len(thread.acknowledged) + 1 for thread in threads]  # one may be under way
    put_back(file)
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json"))
    assert SetEntry.objects.count() == manifest["sets"]
    for thread, least, most in zip(threads, before, after, strict=True):
        stored = list(thread.runner.sets.order_by("pk").values_list("key", flat=True))
        assert least <= len(stored) <= most
        assert stored[: len(thread.acknowledged)] == thread.acknowledged[: len(stored)]


def test_it_is_restored_while_people_log_too(runner, file):
    backup(file)
    before = all_rows()
    with people_log(1) as (thread,):
        gone = thread.runner.pk
        put_back(file)
    after = all_rows()
    assert after["logbook_setentry"] == before["logbook_setentry"]
    assert not any(f"({gone}," in row for row in after["accounts_user"])


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_a_restore_gives_way_to_who_holds_one_table_and_wants_the_next(runner, file):
    backup(file)
    before = all_rows()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE logbook_setentry IN ROW EXCLUSIVE MODE")
            restoring = pool.submit(put_back_and_close, file)
            waits = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            while not cursor.execute(waits).fetchone()[0]:
                time.sleep(0.01)
            for table in before:
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        restoring.result(60)
    assert all_rows() == before


def put_back_and_close(file):
    try:
        put_back(file)
    finally:
        connection.close()


def test_a_file_that_is_not_whole_is_refused_and_changes_nothing(runner, file):
    backup(file)
    before, whole = all_rows(), file.read_bytes()
    for length in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(CommandError, match=r"not whole|no backup"):
            put_back(file)
    assert all_rows() == before


def changed(file, **members):
    """Rewrite the backup with other values in its manifest."""
    with zipfile.ZipFile(file) as old:
        manifest = json.loads(old.read("manifest.json")) | members
        copy = old.read(manifest["member"])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("manifest.json", json.dumps(manifest))
        new.writestr(manifest["member"], copy)


def test_what_does_not_fit_is_refused(runner, file, tmp_path):
    backup(file)
    good, before = file.read_bytes(), all_rows()
    for members, words in [
        ({"kind": "something else"}, "no backup"),
        ({"format": archive.FORMAT + 1}, "newer version"),
        ({"migrations": [["logbook", "9999_to_come"]]}, "newer version"),
        ({"database": "another"}, "own kind"),
        ({"sha256": "0" * 64}, "checksum"),
    ]:
        file.write_bytes(good)
        changed(file, **members)
        with pytest.raises(CommandError, match=words):
            put_back(file)
    assert all_rows() == before


def test_a_restore_that_fails_midway_leaves_the_old_rows(runner, file, monkeypatch):
    with large_rows(runner):
        backup(file)
    before = all_rows()
    fail_midway(monkeypatch)
    with pytest.raises(CommandError, match=r"as it was|failed"):
        put_back(file)
    assert all_rows() == before


@contextmanager
def large_rows(runner):
    """Make a copy that takes more room than the database has afterwards."""
    runner.workouts.update(note="much to say " * 100_000)
    yield
    runner.workouts.update(note="")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def fail_midway(monkeypatch):
    if connection.vendor == "sqlite":
        opened = databases._open

        def small(path):
            database = opened(path)
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            database.execute(f"PRAGMA max_page_count = {pages + 100}")
            return database

        monkeypatch.setattr(databases, "_open", small)
    else:
        run = databases._run

        def broken(program, *arguments):
            if program == "psql":
                script = Path(arguments[-1].removeprefix("--file="))
                script.write_text(script.read_text() + "\nSELECT 1/0;\n")
            run(program, *arguments)

        monkeypatch.setattr(databases, "_run", broken)


def test_a_backup_that_fails_leaves_the_good_one(runner, file, monkeypatch):
    backup(file)
    good = file.read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.zipfile.ZipFile, "write", fail)
    with pytest.raises(CommandError, match="No space left"):
        backup(file)
    assert file.read_bytes() == good
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_newest_are_kept(runner, tmp_path):
    for day in range(1, 5):
        (tmp_path / f"hipdrive-2026010{day}T030000Z.zip").touch()
    (tmp_path / "hipdrive-of-mine.zip").touch()
    backup(tmp_path, keep=3)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left[:2] == ["hipdrive-20260103T030000Z.zip", "hipdrive-20260104T030000Z.zip"]
    assert left[-1] == "hipdrive-of-mine.zip"
    assert len(left) == 4


def test_how_many_to_keep_wants_a_folder(file):
    with pytest.raises(CommandError, match="folder"):
        backup(file, keep=3)


def test_it_asks_before_it_replaces(runner, file, monkeypatch):
    backup(file)
    UserFactory(email="later@example.org")
    with pytest.raises(CommandError, match="--yes"):
        call_command("restore", file, verbosity=0)  # no terminal to ask at
    monkeypatch.setattr(restore.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "no")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("restore", file, verbosity=0)
    assert get_user_model().objects.filter(email="later@example.org").exists()
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    call_command("restore", file, verbosity=0)
    assert not get_user_model().objects.filter(email="later@example.org").exists()


def test_a_missing_program_is_named(runner, file, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite needs none")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="pg_dump is not installed"):
        backup(file)


def test_nobody_else_may_read_it_and_its_owner_without_hipdrive(runner, file):
    backup(file)
    assert file.stat().st_mode & 0o777 == 0o600
    copy_name = databases.current_database().copy_name
    assert zipfile.ZipFile(file).namelist() == ["manifest.json", copy_name]
