"""Headers and the checks of a deployment."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.checks import check_deployment
from config.headers import PERMISSIONS
from tests.factories import UserFactory

ROOT = Path(__file__).parent.parent
SET = {
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-zyx",
    "ALLOWED_HOSTS": "hipdrive.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://hipdrive.example.org",
    "TRUSTED_PROXIES": "127.0.0.1",
    "EMAIL_URL": "submission://me:secret@mail.example.org",
    "ADMIN_NEEDS_SECOND_FACTOR": "1",
}
HEADERS = {
    "Content-Security-Policy": "script-src 'self'; style-src 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def coach(client, db):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_every_answer_says_what_a_browser_may_do_with_it(coach):
    for address in (
        *("/", "/accounts/login/", "/settings/", "/admin/", "/admin/accounts/user/"),
        *("/api/v1/today", "/healthz", "/no-such-page/", "/share/nobody/"),
    ):
        answer = coach.get(address, secure=True)
        for name, value in HEADERS.items():
            assert value in answer.headers[name], (address, name)
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_fault_says_it_too(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("config.health.connection.cursor", lambda: 1 / 0)
    answer = client.get("/readyz", secure=True)
    assert answer.status_code == 500
    assert HEADERS.keys() <= answer.headers.keys()


def test_without_https_nothing_is_sent_that_browsers_complain_about(client, db):
    assert "Cross-Origin-Opener-Policy" not in client.get("/").headers


def test_what_the_guided_session_needs_is_allowed_and_the_camera_is_not():
    allowed = {"screen-wake-lock=(self)", "autoplay=(self)", "publickey-credentials-get=(self)"}
    assert allowed | {"camera=()", "microphone=()", "geolocation=()"} <= {*PERMISSIONS.split(", ")}


def test_djangos_checks_of_a_deployment_find_nothing(tmp_path):
    (tmp_path / "static").mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        cwd=ROOT,
        env={"DATA_DIR": str(tmp_path), **SET},
        capture_output=True,
        text=True,
    )
    assert not done.returncode, done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SENDS_MAIL", "hipdrive.W002"),
        ("TRUSTED_PROXIES", "hipdrive.W003"),
        ("ADMIN_NEEDS_SECOND_FACTOR", "hipdrive.W004"),
        ("SESSION_COOKIE_SECURE", "hipdrive.W005"),
    ],
)
def test_what_a_host_left_out_is_said(settings, name, said):
    for each in ("SENDS_MAIL", "TRUSTED_PROXIES", "ADMIN_NEEDS_SECOND_FACTOR"):
        setattr(settings, each, True)
    settings.SESSION_COOKIE_SECURE = True
    assert not check_deployment(None)
    setattr(settings, name, False)
    assert [one.id for one in check_deployment(None)] == [said]
