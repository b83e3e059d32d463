"""What the environment makes of the settings, and what refuses to start."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.test import Client

from config.checks import is_loopback
from config.static import Storage

ROOT = Path(__file__).parent.parent
BEYOND = {"ALLOWED_HOSTS": "hipdrive.example.org"}
SAFE = {
    **BEYOND,
    "SECRET_KEY": "x" * 50,
    "CSRF_TRUSTED_ORIGINS": "https://hipdrive.example.org",
    "TRUSTED_PROXIES": "127.0.0.1",
}


@pytest.fixture
def setting(python):
    def read(*names, **environment):
        code = (
            "import json; from django.conf import settings\n"
            f"print(json.dumps([getattr(settings, name) for name in {names}], default=str))"
        )
        done = python(code, **environment)
        assert not done.returncode, done.stderr
        return json.loads(done.stdout)

    return read


def test_with_no_environment_it_is_safe_on_one_machine(setting):
    debug, hosts, key = setting("DEBUG", "ALLOWED_HOSTS", "SECRET_KEY")
    assert not debug
    assert all(is_loopback(host) for host in hosts)
    assert len(key) >= 50


def test_the_key_it_made_is_kept_and_nobody_else_reads_it(setting, tmp_path):
    assert setting("SECRET_KEY") == setting("SECRET_KEY")
    assert (tmp_path / "data/secret_key").stat().st_mode & 0o777 == 0o600


def test_cookies_keep_to_https_where_that_is_the_only_way_in(setting):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    assert setting(*names) == [False, False, 0]
    assert all(setting(*names, **SAFE))
    origins = "https://hipdrive.example.org,http://192.168.1.5:8000"
    assert not any(setting(*names, **SAFE | {"CSRF_TRUSTED_ORIGINS": origins}))


def test_over_https_no_neighbouring_host_can_set_our_cookies(setting):
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
    assert setting(*names) == ["sessionid", "csrftoken"]
    assert setting(*names, **SAFE) == ["__Host-sessionid", "__Host-csrftoken"]


def test_through_pgbouncer_no_cursor_outlives_its_transaction(setting):
    url = "postgresql://hipdrive@127.0.0.1/hipdrive"
    straight, through = (
        setting("DATABASES", DATABASE_URL=url, **more)[0]["default"]
        for more in ({}, {"PGBOUNCER": "1"})
    )
    assert not straight["DISABLE_SERVER_SIDE_CURSORS"]
    assert through["DISABLE_SERVER_SIDE_CURSORS"]
    assert "prepare_threshold" not in through["OPTIONS"]  # psycopg then prepares nothing


def test_a_mail_server_is_set_in_one_line(setting):
    url = "submission://me:s%40crt@mail.example.org?_default_from_email=coach@example.org"
    mailers, sender = setting("MAILERS", "DEFAULT_FROM_EMAIL", EMAIL_URL=url)
    options = mailers["default"]["OPTIONS"]
    assert (options["host"], options["port"]) == ("mail.example.org", 587)
    assert (options["username"], options["password"]) == ("me", "s@crt")
    assert options["use_tls"]
    assert sender == "coach@example.org"


START = "import config.wsgi"


@pytest.mark.parametrize("missing", ["SECRET_KEY", "CSRF_TRUSTED_ORIGINS"])
@pytest.mark.parametrize("beyond", [{"HOST": "0.0.0.0"}, BEYOND], ids=["HOST", "ALLOWED_HOSTS"])
def test_beyond_this_machine_it_refuses_and_says_what_to_set(python, beyond, missing):
    environment = {name: SAFE[name] for name in ("SECRET_KEY", "CSRF_TRUSTED_ORIGINS")} | beyond
    del environment[missing]
    done = python(START, **environment)
    assert done.returncode
    assert f"Set {missing} to" in done.stderr


def test_no_debug_pages_beyond_this_machine(python):
    done = python(START, **SAFE, DEBUG="1")
    assert "Leave DEBUG out" in done.stderr


@pytest.mark.parametrize("environment", [{}, SAFE, {"HOST": "::1"}], ids=["alone", "safe", "::1"])
def test_it_starts_where_it_is_safe(python, environment):
    done = python(START, **environment)
    assert not done.returncode, done.stderr


VISIT = """
from django.test import RequestFactory
from config.wsgi import application
environ = RequestFactory().get(
    "/healthz", HTTP_HOST="localhost", REMOTE_ADDR="10.0.0.7",
    HTTP_X_FORWARDED_FOR="203.0.113.9", HTTP_X_FORWARDED_PROTO="https",
).environ
application(environ, lambda *answer: None)
print(environ["REMOTE_ADDR"], environ["wsgi.url_scheme"])
"""


@pytest.mark.parametrize(
    ("proxies", "seen"),
    [("", "10.0.0.7 http"), ("10.0.0.0/8", "203.0.113.9 https"), ("10.0.0.8", "10.0.0.7 http")],
)
def test_only_a_trusted_proxy_says_who_came_and_how(python, proxies, seen):
    done = python(VISIT, TRUSTED_PROXIES=proxies)
    assert done.stdout.strip() == seen, done.stderr


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("[::1]", True), ("localhost", True),
     ("0.0.0.0", False), ("::", False), ("192.168.1.5", False), ("*", False),
     (".example.org", False), ("localhost.example.org", False)],
)  # fmt: skip
def test_loopback_is_told_from_the_rest(host, loopback):
    assert is_loopback(host) is loopback


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_our_own_look(client):
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "404.html" in [template.name for template in answer.templates]


def test_the_page_after_a_fault_needs_no_database(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("config.health.connection.cursor", lambda: 1 / 0)
    answer = client.get("/readyz")
    assert answer.status_code == 500
    assert b"Hipdrive" in answer.content


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_in_our_own_look():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})
    assert answer.status_code == 403
    assert "403_csrf.html" in [template.name for template in answer.templates]


def test_every_static_file_that_a_page_or_a_stylesheet_names_is_there(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": manifest}}
    call_command("collectstatic", interactive=False, verbosity=0)  # raises for a stylesheet
    for page in ROOT.glob("templates/**/*.html"):
        for name in re.findall(r"{% static ['\"]([^'\"]+)", page.read_text()):
            assert find(name), f"{page.name}: {name}"


def test_static_files_are_kept_packed_too(tmp_path):
    (tmp_path / "app.css").write_text("p { color: red }\n" * 50)
    storage = Storage(location=tmp_path)
    assert dict(storage.compress_files(["app.css"])) == {"app.css": "app.css.gz"}


def test_the_locks_pin_every_hash_and_name_no_registry():
    for lock in ROOT.glob("requirements/*.txt"):
        lines = lock.read_text().splitlines()
        pins = [number for number, line in enumerate(lines) if not line.startswith(" ")]
        assert pins
        assert all("==" in lines[number] for number in pins), lock
        assert all("--hash=sha256:" in lines[number + 1] for number in pins), lock
        assert "://" not in lock.read_text()
