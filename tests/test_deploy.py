"""The files of deploy/ set what the program reads, and fit one another."""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

from config import server
from logbook.reminders import due, push

ROOT = Path(__file__).parent.parent
FILES = sorted(file for file in (ROOT / "deploy").rglob("*") if file.is_file())
NAME = r"[A-Z][A-Z_]+"
# Variables of other images, and those of which compose.yaml makes our settings.
NOT_OURS = {"PYTHON_IMAGE", "POSTGRES_USER", "POSTGRES_PASSWORD", "SITE", "UPSTREAM", "DB_PASSWORD"}
CONTAINERFILE_WORDS = {"HEALTHCHECK", "CMD", "FROM"}


def settings_read():
    """Return every environment variable that the program reads."""
    code = (ROOT / "config/settings.py").read_text() + (ROOT / "dev").read_text()
    return set(re.findall(rf'(?:(?:environ\.get|flag|comma_separated)\("|\${{)({NAME})\b', code))


def settings_named(text):
    set_somewhere = re.findall(rf"^\s*(?:ENV |--env )?({NAME})(?:=|: )", text, re.MULTILINE)
    along_a_line = re.findall(rf"(?:--env |[\s'])({NAME})=", text)
    return {*set_somewhere, *along_a_line} - NOT_OURS - CONTAINERFILE_WORDS


def test_the_files_set_only_what_is_read():
    named = {file.name: settings_named(file.read_text()) for file in FILES}
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "TRUSTED_PROXIES"} <= named["compose.yaml"]
    for name, set_there in named.items():
        assert set_there <= settings_read(), name


def test_each_command_named_is_there():
    for file in FILES:
        named = re.findall(r"(?:manage\.py|sudo hipdrive) ([a-z_]+)", file.read_text())
        assert {*named} <= {*get_commands()}, file.name


def test_each_timer_starts_a_unit_that_is_there():
    timers = list((ROOT / "deploy/systemd").glob("*.timer"))
    assert len(timers) == 2
    assert all(timer.with_suffix(".service").exists() for timer in timers)


def seconds(words):
    number, unit = re.fullmatch(r"(\d+)(min|h)", words).groups()
    return int(number) * {"min": 60, "h": 3600}[unit]


def test_what_a_timer_starts_has_a_time_limit():
    """Or one run that hangs would be the last."""
    limits = {}
    for timer in (ROOT / "deploy/systemd").glob("*.timer"):
        unit = timer.with_suffix(".service").read_text()
        [words] = re.findall(r"^TimeoutStartSec=(.*)", unit, re.MULTILINE)
        limits[timer.stem] = seconds(words)
    loops = re.findall(
        r"while sleep 300; do (.*?); done", (ROOT / "deploy/compose.yaml").read_text()
    )
    [limit] = [re.match(r"timeout (\d+) .*manage\.py housekeep$", loop)[1] for loop in loops]
    longest = due.RUN_S + push.EXCHANGE_S
    assert 2 * longest <= int(limit) == limits["hipdrive-housekeep"]
    crontabs = re.findall(r"^ +\*/5 .*", (ROOT / "docs/hosting.md").read_text(), re.MULTILINE)
    assert crontabs
    assert all("timeout 600" in line for line in crontabs)


def test_the_proxies_bound_the_size_and_the_time_of_a_request():
    caddy = (ROOT / "deploy/Caddyfile").read_text()
    nginx = (ROOT / "deploy/nginx.conf").read_text()
    [most] = re.findall(r"max_size (\d+)MB", caddy)
    assert int(most) * 1_000_000 == settings.LARGEST_REQUEST
    [most] = re.findall(r"client_max_body_size (\d+)m;", nginx)
    assert int(most) * 2**20 > settings.LARGEST_UPLOAD
    for words, limit in (
        (r"read_header (\d+)s", server.HEADERS_S),
        (r"read_body (\d+)m", server.REQUEST_S / 60),
    ):
        assert [int(found) for found in re.findall(words, caddy)] == [limit]
    for name, limit in (("header", server.HEADERS_S), ("body", server.SILENCE_S)):
        assert re.findall(rf"client_{name}_timeout (\d+)s;", nginx) == [str(limit)]
    # Else the proxy might send a request on a connection that is just being ended.
    [kept] = re.findall(r"keepalive (\d+)s", caddy)
    assert int(kept) < server.IDLE_S


def test_the_units_mean_the_same_places():
    common = (ROOT / "deploy/systemd/hipdrive-.service.d/common.conf").read_text()
    [code] = re.findall(r"^WorkingDirectory=(.*)", common, re.MULTILINE)
    states = re.findall(r"^StateDirectory=(.*)", common, re.MULTILINE)[0].split()
    assert f"DATA_DIR=/var/lib/{states[0]}\n" in (ROOT / "deploy/hipdrive.env").read_text()
    assert f"/var/lib/{states[1]}" in (ROOT / "deploy/systemd/hipdrive-backup.service").read_text()
    for unit in (ROOT / "deploy/systemd").glob("*.service"):
        [command] = re.findall(r"^ExecStart=(\S+)", unit.read_text(), re.MULTILINE)
        assert command.startswith(f"{code}/"), unit.name


def test_the_image_takes_along_nothing_that_the_repository_leaves_out():
    """Backups lie in the repository's folder, and the image is for others, too."""
    left_out = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()}
    kept_out = {line.strip("/") for line in (ROOT / ".dockerignore").read_text().split()}
    assert {"backups", "data", "deploy/.env"} <= left_out
    assert not [name for name in left_out if name not in kept_out and f"**/{name}" not in kept_out]


def is_healthy(port, host="hipdrive.example.org,www.example.org"):
    """Run the image's own health check."""
    text = (ROOT / "deploy/Containerfile").read_text().replace("\\\n", "")
    [command] = re.findall(r"^HEALTHCHECK .*?CMD (\[.*\])$", text, re.MULTILINE)
    [python, *rest] = json.loads(command)
    assert python == ".venv/bin/python"
    run = subprocess.run(
        [sys.executable, *rest], capture_output=True, timeout=30, check=False,
        env=os.environ | {"ALLOWED_HOSTS": host, "PORT": str(port)},
    )  # fmt: skip
    return run.returncode == 0


def test_the_image_knows_whether_it_is_healthy():
    requests = []

    class Web(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Web) as server:
        for status in (200, 503):
            threading.Thread(target=server.handle_request, daemon=True).start()
            assert is_healthy(server.server_port) is (status == 200)
    assert requests == [("/healthz", "hipdrive.example.org")] * 2
    assert not is_healthy(server.server_port)


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
