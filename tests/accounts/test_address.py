"""Changing the e-mail address: for whoever knows the password, and the old address is told."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from accounts import guessing
from accounts.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS, SENT = "/accounts/email/", "/accounts/confirm-email/"


@pytest.fixture
def runner(client):
    runner = UserFactory(email="ana@exmaple.org")
    client.force_login(runner)
    return runner


def type_password(client, password=PASSWORD, then=ADDRESS):
    asked = client.get(then)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    return client.post(asked["Location"], {"password": password})


def change(client, email="ana@example.org"):
    return client.post(ADDRESS, {"email": email, "action_add": "1"})


def may_log_in(email):
    client = Client()
    with zeal_ignore():  # at a login allauth queries each other session of the runner
        client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return "_auth_user_id" in client.session


def test_the_settings_lead_there_over_the_password(client, runner):
    assert f'href="{ADDRESS}"' in client.get("/settings/").text
    assert type_password(client)["Location"] == ADDRESS
    page = client.get(ADDRESS).text
    assert "You log in with <b>ana@exmaple.org</b>" in page
    assert "placeholder" not in page


@pytest.mark.parametrize("action", ["action_add", "action_primary", "action_remove", "action_send"])
def test_without_the_password_nothing_is_changed_or_sent(client, runner, action):
    EmailAddress.objects.create(user=runner, email=runner.email, primary=True)
    EmailAddress.objects.create(user=runner, email="mine@example.org", verified=True)
    before = [*EmailAddress.objects.order_by("pk").values()]
    answer = client.post(ADDRESS, {"email": "mine@example.org", action: "1"})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(answer["Location"], {"password": "wrong"}).status_code == 422
    assert [*EmailAddress.objects.order_by("pk").values()] == before
    assert not mail.outbox
    assert not may_log_in("thief@example.org")


def test_without_mail_a_mistyped_address_is_put_right_at_once(client, runner):
    type_password(client)
    assert change(client)["Location"] == "/settings/"
    page = client.get("/settings/").text
    assert "Your address is new." in page
    assert "ana@example.org" in page
    assert may_log_in("ana@example.org")
    assert not may_log_in("ana@exmaple.org")
    assert EmailAddress.objects.get().email == "ana@example.org"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("bo@example.org", "Somebody already uses this address."),
        ("BO@example.ORG", "Somebody already uses this address."),
        ("ana@exmaple.org", "This is your address already."),
        ("ana", "Enter a valid email address."),
        ("", "This field is required."),
    ],
)
def test_what_cannot_be_the_address_is_said_at_the_field(client, runner, typed, said):
    UserFactory(email="bo@example.org")
    type_password(client)
    answer = change(client, typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="id_email_error"' in answer.text
    assert f'value="{typed}"' in answer.text or not typed
    runner.refresh_from_db()
    assert runner.email == "ana@exmaple.org"


def test_of_two_who_take_an_address_at_once_the_second_is_told(client, runner, monkeypatch):
    UserFactory(email="bo@example.org")
    type_password(client)
    monkeypatch.setattr(guessing, "runners_by_email", lambda email: set())
    answer = change(client, "bo@example.org")
    assert answer.status_code == 422
    assert "Somebody already uses this address." in answer.text
    assert EmailAddress.objects.get(user=runner).email == "ana@exmaple.org"


def test_an_address_that_was_added_before_is_shown_and_goes(client, runner):
    EmailAddress.objects.create(user=runner, email=runner.email, primary=True, verified=True)
    EmailAddress.objects.create(user=runner, email="thief@example.org", verified=True)
    assert may_log_in("thief@example.org")
    type_password(client)
    assert "thief@example.org" in client.get(ADDRESS).text
    client.post(ADDRESS, {"email": "thief@example.org", "action_remove": "1"})
    assert not may_log_in("thief@example.org")
    assert may_log_in(runner.email)


@pytest.fixture
def with_mail(settings):
    settings.SENDS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True


def code_in(message):
    return re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", message.body, re.M)[1]


@pytest.mark.usefixtures("with_mail")
def test_a_stranger_who_signed_up_with_an_address_keeps_nobody_from_changing_to_it(client, runner):
    EmailAddress.objects.create(user=runner, email=runner.email, primary=True, verified=True)
    stranger = UserFactory(email="ana@example.org")
    EmailAddress.objects.create(user=stranger, email=stranger.email, primary=True)
    type_password(client)
    change(client, "ana@example.org")
    client.post(SENT, {"code": code_in(mail.outbox[-1])})
    assert User.objects.get().email == "ana@example.org"


@pytest.mark.usefixtures("with_mail")
def test_with_mail_the_code_changes_it_and_the_old_address_is_told(client, runner):
    EmailAddress.objects.create(user=runner, email=runner.email, primary=True, verified=True)
    type_password(client)
    assert change(client)["Location"] == SENT
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]
    runner.refresh_from_db()
    assert runner.email == "ana@exmaple.org"

    assert client.post(SENT, {"code": "AAAA-AAAA"}).status_code == 422
    assert client.post(SENT, {"code": code_in(mail.outbox[0])})["Location"] == "/settings/"
    page = client.get("/settings/").text
    assert "ana@example.org is your address now." in page
    assert [*EmailAddress.objects.values_list("email", "primary", "verified")] == [
        ("ana@example.org", True, True)
    ]
    told = mail.outbox[1]
    assert told.to == ["ana@exmaple.org"]
    assert "another e-mail address: ana@example.org." in told.body
    assert "If it was not you" in told.body
    assert "127.0.0.1" in told.body
    assert may_log_in("ana@example.org")


@pytest.mark.usefixtures("with_mail")
def test_with_mail_a_mistyped_new_address_is_typed_again(client, runner):
    EmailAddress.objects.create(user=runner, email=runner.email, primary=True, verified=True)
    type_password(client)
    change(client, "ana@exampel.org")
    assert f'href="{ADDRESS}"' in client.get(SENT).text
    change(client)
    client.post(SENT, {"code": code_in(mail.outbox[1])})
    assert EmailAddress.objects.get().email == "ana@example.org"


@pytest.mark.usefixtures("with_mail")
def test_with_mail_only_its_owner_learns_that_an_address_is_taken(client, runner):
    UserFactory(email="bo@example.org")
    EmailAddress.objects.create(user=runner, email=runner.email, primary=True, verified=True)
    type_password(client)
    assert change(client, "bo@example.org")["Location"] == SENT
    assert [message.to for message in mail.outbox] == [["bo@example.org"]]
    client.post(SENT, {"code": code_in(mail.outbox[0])})
    runner.refresh_from_db()
    assert runner.email == "ana@exmaple.org"


@pytest.mark.usefixtures("with_mail")
def test_of_a_new_password_the_address_is_told(client, runner):
    EmailAddress.objects.create(user=runner, email=runner.email, primary=True, verified=True)
    new = {"password1": "hinge-at-the-hips", "password2": "hinge-at-the-hips"}
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD} | new)
    (message,) = mail.outbox
    assert message.to == ["ana@exmaple.org"]
    assert "has a new password" in message.body
