"""What the environment makes of the settings, and what refuses to start."""

import re
import runpy
import sys
from pathlib import Path

import pytest
from django.conf import global_settings
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.test import Client

from config.checks import check_exposure, check_trusted_proxies, is_loopback
from config.proxies import trust_proxies
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
def setting(monkeypatch, tmp_path):
    """Return a function that reads the real settings under this environment only."""

    def read(*names, **environment):
        with monkeypatch.context() as patch:
            for name in read_from_environment():
                patch.delenv(name, raising=False)
            for name, value in {"DATA_DIR": str(tmp_path / "data"), **environment}.items():
                patch.setenv(name, value)
            patch.delitem(sys.modules, "config.settings")
            values = vars(global_settings) | runpy.run_module("config.settings")
        return [values[name] for name in names]

    return read


def read_from_environment():
    code = (ROOT / "config/settings.py").read_text()
    return re.findall(r'(?:environ\.get|flag|comma_separated)\("(\w+)"', code)


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
    assert "prepare_threshold" not in through["OPTIONS"]  # without it psycopg prepares no statement


def test_a_mail_server_is_set_in_one_line(setting):
    url = "submission://me:s%40crt@mail.example.org?_default_from_email=coach@example.org"
    mailers, sender = setting("MAILERS", "DEFAULT_FROM_EMAIL", EMAIL_URL=url)
    options = mailers["default"]["OPTIONS"]
    assert (options["host"], options["port"]) == ("mail.example.org", 587)
    assert (options["username"], options["password"]) == ("me", "s@crt")
    assert options["use_tls"]
    assert options["timeout"] == 10
    assert sender == "coach@example.org"


def test_mails_may_go_into_a_folder(python, tmp_path):
    mail = "from django.core.mail import send_mail; import django; django.setup();"
    send = "send_mail('Subject', 'Words', None, ['runner@example.org'])"
    done = python(mail + send, EMAIL_URL=f"file://{tmp_path}/mails")
    assert not done.returncode, done.stderr
    [written] = (tmp_path / "mails").iterdir()
    assert "runner@example.org" in written.read_text()


def test_a_mail_server_that_is_none_is_said_at_the_start(python):
    done = python("from django.conf import settings; settings.DEBUG", EMAIL_URL="mail.example.org")
    assert "ImproperlyConfigured: EMAIL_URL is none" in done.stderr


def test_the_web_process_refuses_what_is_safe_on_this_machine_only(python):
    done = python("import config.wsgi", **BEYOND)
    assert done.returncode
    assert "Set SECRET_KEY to" in done.stderr


def test_the_web_process_starts_where_it_is_safe(python):
    done = python("import config.wsgi", **SAFE)
    assert not done.returncode, done.stderr


@pytest.fixture
def exposed(settings):
    """Settings that are safe beyond this machine."""
    settings.HOST, settings.ALLOWED_HOSTS = "0.0.0.0", ["hipdrive.example.org"]
    settings.SECRET_KEY_WAS_SET, settings.DEBUG = True, False
    settings.CSRF_TRUSTED_ORIGINS = ["https://hipdrive.example.org"]
    return settings


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SECRET_KEY_WAS_SET", False, "Set SECRET_KEY to"),
        ("CSRF_TRUSTED_ORIGINS", [], "Set CSRF_TRUSTED_ORIGINS to"),
        ("DEBUG", True, "Leave DEBUG out"),
        ("ALLOWED_HOSTS", ["localhost"], "Set ALLOWED_HOSTS to"),
    ],
)
def test_beyond_this_machine_it_says_what_to_set(exposed, name, value, says):
    assert check_exposure(None) == []
    setattr(exposed, name, value)
    [message] = check_exposure(None)
    assert message.hint.startswith(says)
    assert message.is_serious() is (name != "ALLOWED_HOSTS")


def test_the_names_of_this_machine_alone_need_nothing(exposed):
    exposed.HOST, exposed.ALLOWED_HOSTS = "127.0.0.1", ["localhost", "::1"]
    exposed.SECRET_KEY_WAS_SET, exposed.CSRF_TRUSTED_ORIGINS = False, []
    assert check_exposure(None) == []
    exposed.HOST = "::"
    assert check_exposure(None)


@pytest.mark.parametrize(
    ("proxies", "is_trusted"), [([], False), (["10.0.0.0/8"], True), (["10.0.0.8"], False)]
)
def test_only_a_trusted_proxy_says_who_came_how_and_by_which_id(rf, proxies, is_trusted):
    environ = rf.get(
        "/", REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR="203.0.113.9",
        HTTP_X_FORWARDED_PROTO="https", HTTP_X_REQUEST_ID="of-the-proxy",
    ).environ  # fmt: skip
    trust_proxies(lambda environ, start_response: [], proxies)(environ, None)
    names = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_X_REQUEST_ID")
    trusted, direct = ["203.0.113.9", "https", "of-the-proxy"], ["10.0.0.7", "http", None]
    assert [environ.get(name) for name in names] == (trusted if is_trusted else direct)


@pytest.mark.parametrize(
    ("sender", "forwarded", "visitor"),
    [
        ("10.0.0.7", "203.0.113.9", "203.0.113.9"),
        ("::ffff:10.0.0.7", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.7", "198.51.100.1, 203.0.113.9, 10.0.0.8", "203.0.113.9"),
        ("10.0.0.7", "10.0.0.9, 10.0.0.8", "10.0.0.9"),
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "unknown", "10.0.0.7"),
        ("10.0.0.7", "203.0.113.9, ", "10.0.0.7"),
        ("10.0.0.7", "203.0.113.9:4711", "203.0.113.9"),
        ("10.0.0.7", "[2001:db8::9]:4711, 10.0.0.8:80", "2001:db8::9"),
        ("10.0.0.7", "2001:db8::9", "2001:db8::9"),
        ("10.0.0.7", "fe80::1%eth0", "10.0.0.7"),
        ("203.0.113.7", "203.0.113.9", "203.0.113.7"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_visitor_is_the_last_who_is_no_proxy_of_ours(rf, sender, forwarded, visitor):
    environ = rf.get("/", REMOTE_ADDR=sender, HTTP_X_FORWARDED_FOR=forwarded).environ
    trust_proxies(lambda environ, start_response: [], ["10.0.0.0/8"])(environ, None)
    assert environ["REMOTE_ADDR"] == visitor


def test_a_proxy_that_is_no_address_is_named(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "::1", "10.0.0.0/8"]
    assert check_trusted_proxies(None) == []
    settings.TRUSTED_PROXIES = ["*", "10.0.0.0/8", "proxy"]
    assert [message.msg.split()[2] for message in check_trusted_proxies(None)] == ["*,", "proxy,"]


def test_what_is_acknowledged_is_on_the_disk_first(setting):
    options = setting("DATABASES")[0]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL; PRAGMA synchronous=FULL" in options["init_command"]


def test_machines_get_json_unless_another_format_is_set(setting, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert setting("LOG_FORMAT") == ["json"]
    assert setting("LOG_FORMAT", LOG_FORMAT="line") == ["line"]


def test_loopback_is_told_from_the_rest():
    assert all(map(is_loopback, ["127.0.0.1", "127.8.8.8", "[::1]", "localhost"]))
    others = ["0.0.0.0", "::", "192.168.1.5", "*", ".example.org", "localhost.example.org"]
    assert not any(map(is_loopback, others))


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
    call_command(
        "collectstatic", interactive=False, verbosity=0
    )  # raises when a stylesheet names a missing file
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
