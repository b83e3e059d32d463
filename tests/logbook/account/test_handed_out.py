"""After a new password, what the runner handed out is offered to be ended."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from logbook.exchange.access_keys import TOKEN_PREFIX, hand_out
from logbook.models import AccessToken, Reminders, ShareLink
from logbook.reminders.training_calendar import token_of
from tests.accounts.test_entering import reset_link
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"password1": "hinge-at-the-hips", "password2": "hinge-at-the-hips"}


@pytest.fixture
def runner(mat_runner):
    return mat_runner


@pytest.fixture
def keys(runner):
    """The addresses and the token that work without a password."""
    page = hand_out(ShareLink(user=runner, name="Coach"))
    calendar = hand_out(ShareLink(user=runner, kind="calendar", name="Calendar"))
    token = hand_out(AccessToken(user=runner, name="watch", may_log=True), prefix=TOKEN_PREFIX)
    reminders = Reminders.objects.create(user=runner, calendar_key=uuid4())
    return {
        "page": reverse("shared", args=[page]),
        "done": reverse("done_feed", args=[calendar]),
        "to come": reverse("calendar_feed", args=[token_of(reminders)]),
        "token": token,
    }


def working(keys):
    addresses = ("page", "done", "to come")
    found = {name for name in addresses if Client().get(keys[name]).status_code == 200}
    bearer = {"authorization": f"Bearer {keys['token']}"}
    if Client().get("/api/v1/today", headers=bearer).status_code == 200:
        found.add("token")
    return found


def change_password(client):
    return client.post(reverse("account_change_password"), {"oldpassword": PASSWORD} | NEW)


def choices(page):
    return dict(page.context["form"].fields["end"].choices)


def test_a_new_password_leads_to_what_works_without_it(client, runner, keys):
    page = client.get(change_password(client)["Location"])
    assert "Your password is new." in page.text
    assert [*choices(page).values()] == [
        "Link “Coach”, never used",
        "Calendar of days done, never used",
        "Calendar of training to come",
        "Token “watch”, which logs, never used",
    ]
    assert page.text.count(" checked") == 4
    assert "no-store" in page["Cache-Control"]
    assert working(keys) == {"page", "done", "to come", "token"}


def test_what_is_ticked_is_ended_and_the_rest_goes_on(client, runner, keys):
    change_password(client)
    values = {
        text.split(",")[0]: value for value, text in choices(client.get("/settings/keys/")).items()
    }
    chosen = [values["Link “Coach”"], values["Calendar of training to come"]]
    answer = client.post("/settings/keys/", {"end": chosen})
    assert answer["Location"] == "/today/"
    assert "2 ended." in client.get("/today/").text
    assert working(keys) == {"done", "token"}


def test_all_are_ended_at_once(client, runner, keys):
    client.post("/settings/keys/", {"end": [*choices(client.get("/settings/keys/"))]})
    assert working(keys) == set()


def test_nothing_ticked_ends_nothing(client, runner, keys):
    assert client.post("/settings/keys/", {})["Location"] == "/today/"
    assert working(keys) == {"page", "done", "to come", "token"}


def test_nobody_ends_what_is_another_s(client, runner, keys):
    other = Client()
    user = UserFactory()
    other.force_login(user)
    hand_out(ShareLink(user=user, name="Mine"))
    answer = other.post("/settings/keys/", {"end": [*choices(client.get("/settings/keys/"))]})
    assert answer.status_code == 422
    assert working(keys) == {"page", "done", "to come", "token"}


def test_when_each_was_used_last_is_said(client, runner, keys):
    ShareLink.objects.update(last_used_at=timezone.now())
    assert (
        "Link “Coach”, last used on 2 March 2026" in choices(client.get("/settings/keys/")).values()
    )


def test_a_link_for_a_new_password_leads_there_too(runner, keys, capsys):
    phone = Client()
    path = reset_link(runner.email, capsys).removeprefix("https://hipdrive.example.org")
    assert phone.post(phone.get(path)["Location"], NEW)["Location"] == "/settings/keys/"
    assert phone.get("/settings/keys/").status_code == 200


def test_whoever_handed_out_nothing_goes_on_to_today(client, runner):
    answer = change_password(client)
    assert client.get(answer["Location"])["Location"] == "/today/"
    assert "Your password is new." in client.get("/today/").text
