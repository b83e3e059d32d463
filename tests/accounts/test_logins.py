"""The list of a runner's logins, and ending one from another browser."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (iPhone) Safari/604"


def logged_in(runner, agent=PHONE, ip="192.0.2.7"):
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=ip)
    with zeal_ignore():  # at a login allauth queries each other session of the runner
        client.post(reverse("account_login"), {"login": runner.email, "password": PASSWORD})
    return client


@pytest.fixture
def runner():
    return UserFactory()


def test_a_runner_sees_each_browser_and_which_is_this_one(runner):
    logged_in(runner)
    desk = logged_in(runner, "Mozilla/5.0 (X11; Linux) Firefox/140", "192.0.2.8")
    logged_in(UserFactory(), "Mozilla/5.0 (Windows) Edg/140", "203.0.113.5")
    page = desk.get(reverse("logins"))
    assert {(name, is_this) for _row, name, is_this in page.context["logins"]} == {
        ("Safari, iPhone", False),
        ("Firefox, Linux", True),
    }
    assert "192.0.2.7" in page.content.decode()
    assert "203.0.113.5" not in page.content.decode()


def test_one_browser_is_logged_out_from_another(runner):
    phone, desk, third = (logged_in(runner) for _ in range(3))
    row = UserSession.objects.get(session_key=phone.session.session_key)
    desk.post(reverse("logins"), {"one": row.pk})
    answers = [one.get(reverse("settings")).status_code for one in (phone, desk, third)]
    assert answers == [302, 200, 200]


def test_all_others_are_logged_out_at_once(runner):
    phone, desk = logged_in(runner), logged_in(runner)
    desk.post(reverse("logins"))
    assert [one.get(reverse("settings")).status_code for one in (phone, desk)] == [302, 200]


@pytest.mark.parametrize("one", ["theirs", "0", "none", "-1"])
def test_nobody_ends_what_is_somebody_elses(runner, one):
    theirs = logged_in(UserFactory())
    row = UserSession.objects.get()
    logged_in(runner).post(reverse("logins"), {"one": row.pk if one == "theirs" else one})
    assert theirs.get(reverse("settings")).status_code == 200


def test_what_a_new_password_logged_out_is_shown_no_more(runner):
    logged_in(runner)
    desk = logged_in(runner)
    new = {"password1": "hinge-at-the-hips", "password2": "hinge-at-the-hips"}
    desk.post(reverse("account_change_password"), {"oldpassword": PASSWORD} | new)
    shown = desk.get(reverse("logins")).context["logins"]
    assert [is_this for _row, _name, is_this in shown] == [True]


def test_a_session_from_before_is_noted_on_its_next_visit(client, runner):
    client.force_login(runner)
    session = client.session
    del session["seen"]
    session.save()
    client.get(reverse("settings"))
    assert UserSession.objects.get().session_key == client.session.session_key


@pytest.mark.parametrize(
    "address", ["card", "exercise_card", "figure", "manifest", "openapi", "export_schema"]
)
def test_what_anybody_s_cache_may_keep_bears_no_cookie(client, runner, library, address):
    client.force_login(runner)
    session = client.session
    del session["seen"]
    session.save()
    names = {"exercise_card": ["glute-bridge"], "figure": ["v", "glute-bridge"]}
    answer = client.get(reverse(address, args=names.get(address)), {"lang": "de"})
    assert answer.status_code == 200
    assert "max-age" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_visit_is_noted_once_a_day(runner, clock, django_assert_num_queries):
    phone = logged_in(runner)
    phone.get(reverse("logins"))
    row = UserSession.objects.get()
    clock.go(timezone.now().date() + timedelta(days=3))
    phone.get(reverse("settings"))
    seen = UserSession.objects.get()
    assert seen.last_seen_at.date() == row.last_seen_at.date() + timedelta(days=3)
    with django_assert_num_queries(2):  # the session and the runner
        phone.get(reverse("account_logout"))


def test_pages_are_shown_while_a_visit_cannot_be_noted(client, runner, monkeypatch):
    client.force_login(runner)
    session = client.session
    del session["seen"]
    session.save()

    def refuse(request):
        raise DatabaseError

    monkeypatch.setattr(UserSession.objects, "create_from_request", refuse)
    assert client.get(reverse("settings")).status_code == 200


def test_what_was_noted_goes_with_its_session(runner):
    logged_in(runner)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    logged_in(UserFactory())
    call_command("housekeep", verbosity=0)
    assert UserSession.objects.count() == 1
