"""Other users of the machine read nothing of what Hipdrive writes into DATA_DIR."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from config.checks import check_data_folder
from config.private_data import make_private_folder

ROOT = Path(__file__).parent.parent


@pytest.fixture
def data(tmp_path):
    """A DATA_DIR as earlier versions left it: everybody may read it."""
    folder = tmp_path / "data"
    (folder / "metrics").mkdir(parents=True)
    (folder / "backups").mkdir()
    for name in ("metrics/counter_1.db", "backups/hipdrive-20260101T000000Z.zip", "secret_key"):
        (folder / name).write_text("x" * 50)
    with closing(sqlite3.connect(folder / "hipdrive.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@pytest.fixture
def manage(data):
    """Run a command of manage.py in a process that by itself lets everybody read its files."""

    def run(*arguments):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        environment = {"DATA_DIR": str(data), "METRICS_TOKEN": "x" * 20, "PATH": ""}
        subprocess.run(command, cwd=ROOT, env=environment, umask=0o022, check=True)

    return run


def open_to_others(folder):
    """The names of what others may read, write or enter, but for the static files."""
    paths = (folder, *folder.rglob("*"))
    return [
        str(path)
        for path in paths
        if folder / "static" not in path.parents and path.stat().st_mode & 0o077
    ]


def test_what_is_there_is_closed_at_the_next_start_and_after_a_restore(data, manage, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch(mode=0o644)
    (data / "backups/link").symlink_to(elsewhere)
    manage("prepare", "--verbosity", "0")
    assert elsewhere.stat().st_mode & 0o777 == 0o644
    (data / "backups/link").unlink()
    assert open_to_others(data) == []
    names = {path.name for path in data.iterdir()}
    assert names >= {"hipdrive.sqlite3", "metrics", "secret_key", "static"}
    assert (data / "static/staticfiles.json").stat().st_mode & 0o777 == 0o644
    file = tmp_path / "kept.zip"
    manage("backup", file, "--verbosity", "0")
    assert file.stat().st_mode & 0o777 == 0o600
    (data / "hipdrive.sqlite3").chmod(0o644)
    data.chmod(0o755)
    manage("restore", file, "--yes", "--verbosity", "0")
    assert open_to_others(data) == []


def test_a_new_database_and_all_that_comes_with_it_are_closed(tmp_path, manage, data):
    for path in sorted(data.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    data.rmdir()
    code = (
        "from django.core.management import call_command\n"
        "import django; django.setup()\n"
        "call_command('migrate', 'sessions', verbosity=0)\n"
        "from django.db import connection\n"
        "connection.cursor().execute('CREATE TABLE more (n)')\n"
        "import pathlib, django.conf\n"
        "folder = pathlib.Path(django.conf.settings.DATA_DIR)\n"
        "print(*((p.name, oct(p.stat().st_mode & 0o777)) for p in folder.iterdir()))"
    )
    environment = {"DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, umask=0o022, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    for name in ("hipdrive.sqlite3", "hipdrive.sqlite3-wal", "hipdrive.sqlite3-shm", "secret_key"):
        assert f"('{name}', '0o600')" in done.stdout
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_folder_for_everybody_stays_one_and_a_check_says_so(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "shared"
    settings.DATA_DIR.mkdir()
    settings.DATA_DIR.chmod(0o1777)
    make_private_folder(settings.DATA_DIR)
    assert settings.DATA_DIR.stat().st_mode & 0o7777 == 0o1777
    assert [message.id for message in check_data_folder(None)] == ["hipdrive.W006"]
    settings.DATA_DIR.chmod(0o755)
    make_private_folder(settings.DATA_DIR)
    assert check_data_folder(None) == []
