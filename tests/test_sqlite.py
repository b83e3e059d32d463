"""Connections to SQLite's file stay open, but never to a file that is no longer there."""

import sqlite3

import pytest
from django.db import OperationalError, close_old_connections, connections

from config.sqlite3.base import DatabaseWrapper, require_existing_file


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "100% mine?.sqlite3"
    fill(made, "first")
    return made


def fill(file, word):
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE words (word)")
        made.execute("INSERT INTO words VALUES (?)", [word])
    made.close()


@pytest.fixture(params=[False, True], ids=["a command", "a web process"])
def database(request, file, monkeypatch, django_db_blocker):
    """Return a connection as commands and as web processes open it."""
    values = connections.settings["default"] | {"ENGINE": "config.sqlite3", "NAME": str(file)}
    values |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "OPTIONS": {}}
    if request.param:
        require_existing_file(values)
    made = DatabaseWrapper(values)
    made.inc_thread_sharing()
    monkeypatch.setattr(connections, "all", lambda **_: [made])
    with django_db_blocker.unblock():
        yield made
        made.close()


def word(database):
    close_old_connections()  # as at the beginning of a request
    with database.cursor() as cursor:
        return cursor.execute("SELECT word FROM words").fetchone()[0]


def test_a_connection_stays_open(database):
    assert word(database) == "first"
    opened = database.connection
    assert word(database) == "first"
    assert database.connection is opened


def test_another_file_in_its_place_is_noticed(database, file, tmp_path):
    assert word(database) == "first"
    fill(tmp_path / "other", "second")
    (tmp_path / "other").replace(file)
    assert word(database) == "second"


def test_nothing_is_written_to_a_file_that_is_gone(database, file):
    assert word(database) == "first"
    file.unlink()
    with pytest.raises(OperationalError):
        word(database)
    fill(file, "back")
    assert word(database) == "back"


def test_a_web_process_makes_no_database_where_the_file_is_gone(tmp_path):
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "100% mine?.sqlite3"}
    require_existing_file(database)
    with pytest.raises(sqlite3.OperationalError) as told:
        sqlite3.connect(database["NAME"], uri=True)
    assert told.value.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN
    assert not list(tmp_path.iterdir())
    (tmp_path / "100% mine?.sqlite3").touch()
    sqlite3.connect(database["NAME"], uri=True).close()
