"""How long a session lasts, and who can make one."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore as DjangosStore
from django.contrib.sessions.models import Session
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from accounts.sessions import SessionStore
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

CHALLENGE = "mfa_login_webauthn"
AJAX = {"X-Requested-With": "XMLHttpRequest"}


def left():
    """How long the only session lasts."""
    return Session.objects.get().expire_date - timezone.now()


def log_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def test_a_runner_s_session_lasts_a_year(client):
    assert log_in(client, UserFactory()).status_code == 302
    assert timedelta(days=364) < left() <= timedelta(days=365)
    assert client.cookies["sessionid"]["max-age"] == 365 * 24 * 3600


def test_a_visitor_s_lasts_an_hour_and_a_year_once_logged_in(client):
    client.get(reverse(CHALLENGE), headers=AJAX)
    assert left() <= timedelta(hours=1)
    assert client.cookies["sessionid"]["max-age"] == 3600
    log_in(client, UserFactory())
    assert left() > timedelta(days=364)


def test_so_does_one_in_which_the_second_factor_is_still_asked_for(client):
    user = UserFactory()
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    assert log_in(client, user).url == reverse("mfa_authenticate")
    assert left() <= timedelta(hours=1)


def test_sessions_of_an_earlier_version_are_read():
    earlier = DjangosStore()
    earlier["_auth_user_id"] = "7"
    earlier.save()
    assert SessionStore(earlier.session_key)["_auth_user_id"] == "7"


def test_whoever_makes_many_challenges_waits(client):
    answers = []
    for _ in range(61):
        client.cookies.clear()
        answers.append(client.get(reverse(CHALLENGE), headers=AJAX).status_code)
    assert set(answers[:60]) == {200}
    assert answers[60] == 429
    assert Session.objects.count() == 60


def test_no_other_page_makes_a_session_for_a_visitor(client):
    names = [one for one in get_resolver().reverse_dict if isinstance(one, str)]
    asked = 0
    for name in names:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        for headers in ({}, AJAX):
            client.cookies.clear()
            client.get(address, headers=headers)
        asked += 1
    assert asked > 50
    assert Session.objects.count() <= 1, "that of the challenge"
