"""No log line, and so no error report, holds a secret."""

import io
import logging
from datetime import date
from uuid import uuid4

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from config.logs import JsonFormatter, TextFormatter
from logbook.exchange.access_keys import TOKEN_PREFIX, hand_out
from logbook.models import AccessToken, Reminders, ShareLink
from logbook.reminders.training_calendar import token_of
from tests.factories import PASSWORD, UserFactory
from tests.logbook.long_logs import start

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def log():
    """Return all that is logged from DEBUG up, as both formats write it."""
    written = io.StringIO()
    root = logging.getLogger()
    level = root.level
    handlers = [logging.StreamHandler(written) for _ in range(2)]
    for handler, formatter in zip(handlers, (JsonFormatter(), TextFormatter()), strict=True):
        handler.setFormatter(formatter)
        root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    for handler in handlers:
        root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def secrets():
    """Return {name: secret of a runner}."""
    runner = start(UserFactory(email="ana@example.org"), date(2026, 2, 20))
    TOTP.activate(runner, generate_totp_secret())
    reminders = Reminders.objects.create(user=runner, calendar_key=uuid4())
    return {
        "reset": f"{user_pk_to_url_str(runner)}-{default_token_generator.make_token(runner)}",
        "page": hand_out(ShareLink(user=runner, name="Coach")),
        "done": hand_out(ShareLink(user=runner, kind="calendar", name="Done")),
        "feed": token_of(reminders),
        "token": hand_out(AccessToken(user=runner, name="Watch"), prefix=TOKEN_PREFIX),
        "password": PASSWORD,
        "wrong": "a-password-mistyped",
        "code": "123456",
        "csrf": "c" * 64,
    }


def visit_all(client, secrets):
    feed = reverse("calendar_feed", args=[secrets["feed"]])
    paths = [
        reverse("shared", args=[secrets["page"]]),
        reverse("done_feed", args=[secrets["done"]]),
        feed,
        reverse("account_reset_password_from_key", kwargs={"uidb36": "x", "key": secrets["reset"]}),
    ]
    for path in paths:
        for address in (path, path + "/not-there", path.upper(), f"{path}?again={path}"):
            client.get(address)
            client.post(address)
    client.get(f"/accounts/password/reset/key/{secrets['reset']}/", follow=True)
    bearer = {"authorization": f"Bearer {secrets['token']}"}
    client.get("/api/v1/today", headers=bearer)
    client.post("/api/v1/sets", {"token": secrets["token"]}, headers=bearer)
    client.get("/api/v1/nothing", headers=bearer)
    for typed in (secrets["wrong"], secrets["password"]):
        typed = {"login": "ana@example.org", "password": typed}
        client.post(reverse("account_login"), typed | {"csrfmiddlewaretoken": secrets["csrf"]})
    client.post(reverse("mfa_authenticate"), {"code": secrets["code"]})


def logged(log, secrets):
    text = log.getvalue()
    assert "shared" in text
    return [name for name, secret in secrets.items() if secret in text or secret.upper() in text]


def test_nothing_secret_is_logged_when_all_is_well(client, log, secrets):
    visit_all(client, secrets)
    assert logged(log, secrets) == []
    assert "ana@example.org" not in log.getvalue()


def test_nor_when_every_page_breaks(client, log, secrets, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    client.raise_request_exception = False
    for name in (
        "logbook.exchange.access_keys.digest_of",
        "logbook.reminders.views.reminders_at",
        "allauth.account.forms.LoginForm.clean",
        "allauth.account.forms.UserTokenForm.is_valid",
    ):
        monkeypatch.setattr(name, broken)
    visit_all(client, secrets)
    assert log.getvalue().count("RuntimeError: broken") > 8
    assert logged(log, secrets) == []


def test_nor_when_a_form_from_elsewhere_is_refused(log, secrets):
    client = Client(enforce_csrf_checks=True)
    visit_all(client, secrets)
    assert "CSRF" in log.getvalue()
    assert logged(log, secrets) == []
