"""The files of deploy/ and the documents name what there is, and all there is to set."""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parent.parent
FILES = sorted(file for file in (ROOT / "deploy").rglob("*") if file.is_file())
DEPLOY = (ROOT / "docs/deploy.md").read_text()
HOSTING = (ROOT / "docs/hosting.md").read_text()
NAME = r"[A-Z][A-Z_]+"
# Of the images of others, and what compose.yaml makes settings of ours from.
OTHERS = {"POSTGRES_USER", "POSTGRES_PASSWORD", "SITE", "UPSTREAM", "DB_PASSWORD"}


def settings_read():
    """Every environment variable that the program asks for."""
    code = (ROOT / "config/settings.py").read_text()
    names = set(re.findall(rf'(?:environ\.get|flag|comma_separated)\("({NAME})"', code))
    names |= {"VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT"}  # read in a loop
    in_dev = set(re.findall(rf"\${{({NAME}):-", (ROOT / "dev").read_text()))
    return names | (in_dev & {"HOST", "PORT", "WORKERS"}) | {"DATABASE_URL"}


def settings_named(text):
    set_somewhere = re.findall(rf"^\s*(?:ENV |--env )?({NAME})(?:=|: )", text, re.MULTILINE)
    along_a_line = re.findall(rf"(?:--env |[\s'])({NAME})=", text)
    return {*set_somewhere, *along_a_line} - OTHERS


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_sets_only_what_is_read(file):
    if file.name == "nginx.conf":  # its own words are in small letters
        return
    units = {"HEALTHCHECK", "CMD", "FROM"}
    assert settings_named(file.read_text()) - units <= settings_read()


def test_the_recipes_set_only_what_is_read():
    named = settings_named(DEPLOY) - {"PYTHON"}  # asked for by ./dev
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "DATABASE_URL"} <= named
    assert named <= settings_read()


def test_each_setting_is_explained_in_one_place():
    explained = re.findall(rf"`({NAME})`", "\n".join(re.findall(r"^\| .*?\|", HOSTING, re.M)))
    assert sorted(explained) == sorted(settings_read())


def test_the_recipes_name_files_that_are_there():
    named = set(re.findall(r"deploy/[\w./-]*\w", DEPLOY)) - {"deploy/.env"}
    assert {"deploy/systemd", "deploy/Caddyfile", "deploy/compose.yaml"} <= named
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize(
    "file", [*FILES, ROOT / "docs/deploy.md", ROOT / "docs/hosting.md"], ids=lambda file: file.name
)
def test_each_command_named_is_there(file):
    named = set(re.findall(r"(?:manage\.py|sudo hipdrive) ([a-z_]+)", file.read_text()))
    assert named - {"as"} <= set(get_commands())


def test_each_timer_starts_a_unit_that_is_there():
    timers = list((ROOT / "deploy/systemd").glob("*.timer"))
    assert len(timers) == 2
    assert all(timer.with_suffix(".service").exists() for timer in timers)


def test_the_units_and_the_recipes_mean_the_same_places():
    common = (ROOT / "deploy/systemd/hipdrive-.service.d/common.conf").read_text()
    [code] = re.findall(r"^WorkingDirectory=(.*)", common, re.MULTILINE)
    [settings] = re.findall(r"^EnvironmentFile=(.*)", common, re.MULTILINE)
    states = re.findall(r"^StateDirectory=(.*)", common, re.MULTILINE)[0].split()
    assert f"git clone ADDRESS-OF-THE-REPOSITORY {code}\n" in DEPLOY
    assert f"deploy/hipdrive.env {settings}\n" in DEPLOY
    assert f"DATA_DIR=/var/lib/{states[0]}\n" in (ROOT / "deploy/hipdrive.env").read_text()
    assert f"/var/lib/{states[1]}" in (ROOT / "deploy/systemd/hipdrive-backup.service").read_text()
    for unit in (ROOT / "deploy/systemd").glob("*.service"):
        [command] = re.findall(r"^ExecStart=(\S+)", unit.read_text(), re.MULTILINE)
        assert command.startswith(f"{code}/"), unit.name


def test_the_image_takes_along_nothing_that_the_repository_leaves_out():
    """Backups lie where the recipes may put them, and are nobody's who gets the image."""
    left_out = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()}
    kept_out = {line.strip("/") for line in (ROOT / ".dockerignore").read_text().split()}
    assert {"backups", "data", "deploy/.env"} <= left_out
    assert not [name for name in left_out if name not in kept_out and f"**/{name}" not in kept_out]


def is_well(port, host="hipdrive.example.org,www.example.org"):
    """Runs what the image asks itself."""
    text = (ROOT / "deploy/Containerfile").read_text().replace("\\\n", "")
    [words] = re.findall(r"^HEALTHCHECK .*?CMD (\[.*\])$", text, re.MULTILINE)
    [python, *rest] = json.loads(words)
    assert python == ".venv/bin/python"
    run = subprocess.run(
        [sys.executable, *rest], capture_output=True, timeout=30, check=False,
        env=os.environ | {"ALLOWED_HOSTS": host, "PORT": str(port)},
    )  # fmt: skip
    return run.returncode == 0


@pytest.mark.parametrize(("status", "well"), [(200, True), (400, False), (503, False)])
def test_the_image_knows_whether_it_is_well(status, well):
    asked = []

    class Web(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Web) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        assert is_well(server.server_port) is well
    assert asked == [("/healthz", "hipdrive.example.org")]
    assert not is_well(server.server_port)


def test_all_containers_of_ours_are_made_here_and_started_at_once():
    text = (ROOT / "deploy/compose.yaml").read_text()
    services = re.split(
        r"^  (\w+):.*\n", text.split("\nservices:")[1].split("\nvolumes:")[0], flags=re.M
    )
    services = dict(zip(services[1::2], services[2::2], strict=True))
    ours = {name: words for name, words in services.items() if "<<: *app" in words}
    assert set(ours) == {"web", "timer"}
    assert [name for name, words in ours.items() if "build:" in words] == ["web"]
    assert "pull_policy: never" in ours["timer"]  # nobody else's image of that name
    # Who waits for web to be well is never started when a first start takes too long.
    waited_for = re.findall(r"^      (\w+):\n        condition: service_healthy", text, re.M)
    assert waited_for == ["db"]
