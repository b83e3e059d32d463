"""Guessing is slow, and the runner whose password or code it is waits for nobody else's tries."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from accounts.forms import ResetPasswordForm
from accounts.known_browsers import KEPT_S, RENEWED_S
from tests.factories import PASSWORD, UserFactory

from .test_entering import reset_link
from .test_second_factor import code_of

pytestmark = pytest.mark.django_db
HOME, CAFE = "192.0.2.7", "203.0.113.5"


@pytest.fixture
def runner():
    return UserFactory()


def log_in(client, runner, password=PASSWORD, address=HOME, **more):
    sent = {"login": getattr(runner, "email", runner), "password": password}
    with zeal_ignore():  # at a login allauth queries each other session of the runner
        return client.post(reverse("account_login"), sent, REMOTE_ADDR=address, **more)


def comes_in(client, runner, **where):
    log_in(client, runner, **where)
    return client.session.get("_auth_user_id") == str(runner.pk)


def guess(runner, times, address=CAFE):
    """Wrong passwords of strangers, each with a browser of their own."""
    for _ in range(times):
        log_in(Client(), runner, "wrong", address)


def known_browser(runner, address=HOME):
    """A browser in which the runner logged in and out again."""
    client = Client()
    assert comes_in(client, runner, address=address)
    client.post(reverse("account_logout"))
    return client


def later(clock, **time):
    clock.traveller.move_to(timezone.now() + timedelta(**time))


def test_a_stranger_s_wrong_passwords_lock_nobody_out(runner):
    guess(runner, 8)
    assert comes_in(Client(), runner)


def test_the_stranger_waits_five_minutes_and_may_go_on(runner, clock):
    guess(runner, 5)
    answer = log_in(Client(), runner, address=CAFE)
    assert answer.status_code == 422
    assert "Wait five minutes" in answer.text
    assert f'value="{runner.email}"' in answer.text
    later(clock, minutes=5, seconds=1)
    assert comes_in(Client(), runner, address=CAFE)


def test_whoever_only_waits_is_not_counted_on(runner, clock):
    guess(runner, 5)
    later(clock, minutes=3)
    guess(runner, 5)  # refused, so none of them is a try
    later(clock, minutes=2, seconds=1)
    assert comes_in(Client(), runner, address=CAFE)


def test_a_browser_that_the_runner_used_is_not_slowed_down_by_the_same_network(runner):
    phone = known_browser(runner)
    guess(runner, 5, HOME)
    for _ in range(10):
        guess(UserFactory(), 1, HOME)
    answer = log_in(Client(), UserFactory(), address=HOME)
    assert "Too many tries from your network" in answer.text
    assert comes_in(phone, runner, address=HOME)


def test_guessing_from_many_addresses_is_slow_and_known_browsers_come_in(runner, clock):
    phone = known_browser(runner)
    for number in range(30):
        guess(runner, 1, f"198.51.100.{number}")
    answer = log_in(Client(), runner, address="198.51.100.200")
    assert "Somebody tries many passwords for this address." in answer.text
    assert comes_in(phone, runner, address="198.51.100.201")
    later(clock, hours=1, seconds=1)
    assert comes_in(Client(), runner, address="198.51.100.200")


def test_an_address_without_an_account_gets_the_same_answers():
    answers = [log_in(Client(), "nobody@example.org", address=f"198.51.100.{n}") for n in range(31)]
    assert {answer.status_code for answer in answers} == {422}
    assert "Somebody tries many passwords" not in answers[-2].text
    assert "Somebody tries many passwords" in answers[-1].text


def test_a_known_browser_waits_for_its_own_wrong_tries(runner):
    phone = known_browser(runner)
    for number in range(5):
        log_in(phone, runner, "wrong", f"198.51.100.{number}")
    assert not comes_in(phone, runner, address="198.51.100.77")


def test_a_browser_is_known_for_its_own_runners_alone(runner):
    phone = known_browser(UserFactory())
    guess(runner, 5, HOME)
    assert not comes_in(phone, runner, address=HOME)


def test_a_browser_that_two_runners_use_is_known_for_both(runner):
    other = UserFactory()
    tablet = known_browser(other)
    assert comes_in(tablet, runner)
    tablet.post(reverse("account_logout"))
    for one in (runner, other):
        guess(one, 5, HOME)
    assert comes_in(tablet, other)
    tablet.post(reverse("account_logout"))
    assert comes_in(tablet, runner)


@pytest.mark.parametrize("text", ["", "x", "x.1:y:z", "é", "1" * 5000])
def test_a_made_up_cookie_makes_no_browser_known(runner, text):
    client = Client()
    client.cookies["browser"] = text
    guess(runner, 5, HOME)
    assert not comes_in(client, runner, address=HOME)
    signed = signing.get_cookie_signer(salt="another").sign(f"name.{runner.pk}")
    client.cookies["browser"] = signed
    assert not comes_in(client, runner, address=HOME)


def test_a_session_has_five_tries_however_often_it_hides_the_cookie(runner):
    """Whoever holds somebody's phone must not find the password, nor a code, by trying."""
    thief = Client()
    thief.force_login(runner)
    answers = []
    for _ in range(6):
        thief.cookies.pop("browser", None)
        thief.get(reverse("settings"))  # answers with a new cookie
        sent = {"password": "wrong"}
        answers.append(thief.post(reverse("account_reauthenticate"), sent).text)
    assert "Too many tries" not in answers[4]
    assert "Too many tries" in answers[5]


def test_the_cookies_that_a_session_gets_are_one_browser(runner):
    thief, cookies = Client(), set()
    thief.force_login(runner)
    for _ in range(3):
        thief.cookies.pop("browser", None)
        cookies.add(thief.get(reverse("settings")).cookies["browser"].value.split(".")[0])
    assert len(cookies) == 1


def test_right_passwords_do_not_count(runner):
    for _ in range(7):
        assert comes_in(Client(), runner)


def test_one_visitor_may_not_burn_the_server_s_time_with_right_passwords_either(runner):
    phone = known_browser(runner)
    for _ in range(30):
        phone.post(reverse("account_logout"))
        log_in(phone, runner)
    phone.post(reverse("account_logout"))
    assert "Wait a minute" in log_in(phone, runner).text


def test_the_address_that_a_visitor_claims_is_not_believed(runner):
    for number in range(5):
        headers = {"x-forwarded-for": f"198.51.100.{number}"}
        log_in(Client(), runner, "wrong", CAFE, headers=headers)
    assert not comes_in(Client(), runner, address=CAFE)


# Codes, the password again, links, leaving


@pytest.fixture
def secret(runner):
    secret = generate_totp_secret()
    TOTP.activate(runner, secret)
    return secret


def enter(client, code, address=HOME):
    with zeal_ignore():
        return client.post(reverse("mfa_authenticate"), {"code": code}, REMOTE_ADDR=address)


def test_wrong_codes_of_somebody_who_knows_the_password_lock_nobody_out(runner, secret):
    thief, phone = Client(), Client()
    log_in(thief, runner, address=CAFE)
    for _ in range(6):
        enter(thief, "000000", CAFE)
    assert "Too many tries" in enter(thief, code_of(secret), CAFE).text
    log_in(phone, runner)
    enter(phone, code_of(secret))
    assert phone.session["_auth_user_id"] == str(runner.pk)


def test_codes_guessed_from_many_addresses_are_slowed_down(runner, secret, clock):
    phone = Client()
    log_in(phone, runner)
    enter(phone, code_of(secret))
    phone.post(reverse("account_logout"))
    for number in range(30):
        thief, address = Client(), f"198.51.100.{number}"
        log_in(thief, runner, address=address)
        enter(thief, "000000", address)
    stranger = Client()
    log_in(stranger, runner)
    later(clock, minutes=1)  # a code opens once
    assert enter(stranger, code_of(secret)).status_code == 422
    log_in(phone, runner)
    enter(phone, code_of(secret))
    assert phone.session["_auth_user_id"] == str(runner.pk)


def test_a_stranger_does_not_keep_the_runner_from_typing_the_password_again(runner):
    phone = Client()
    phone.force_login(runner)
    guess(runner, 6, "127.0.0.1")
    asked = phone.get(reverse("mfa_add_webauthn"))
    answer = phone.post(asked["Location"], {"password": PASSWORD})
    assert answer.status_code == 302
    assert "Name" in phone.get(answer["Location"]).text


@pytest.fixture
def with_mail(monkeypatch):
    monkeypatch.setattr(ResetPasswordForm, "sends_mail", True)


def ask_for_a_link(client, runner, address=CAFE):
    sent = {"email": runner.email}
    return client.post(reverse("account_reset_password"), sent, REMOTE_ADDR=address)


@pytest.mark.usefixtures("with_mail")
def test_strangers_send_few_links_and_the_runner_gets_one_in_a_known_browser(runner):
    phone = known_browser(runner)
    for number in range(20):
        ask_for_a_link(Client(), runner, f"198.51.100.{number}")
    assert len(mail.outbox) == 10
    refused = ask_for_a_link(Client(), runner, HOME)
    assert refused.status_code == 422
    assert "Look into your mail" in refused.text
    assert ask_for_a_link(phone, runner, HOME).status_code == 302
    assert len(mail.outbox) == 11


def test_a_new_password_by_link_ends_the_wait(runner, capsys):
    for number in range(30):
        guess(runner, 1, f"198.51.100.{number}")
    path = reset_link(runner.email, capsys).removeprefix("https://hipdrive.example.org")
    phone = Client(REMOTE_ADDR=HOME)
    new = {"password1": "hinge-at-the-hips", "password2": "hinge-at-the-hips"}
    phone.post(phone.get(path)["Location"], new)
    assert phone.session["_auth_user_id"] == str(runner.pk)
    assert comes_in(Client(), runner, password="hinge-at-the-hips", address=CAFE)


# The cookie


def test_the_cookie_is_kept_from_scripts_and_lasts_as_long_as_browsers_allow(runner):
    cookie = known_browser(runner).cookies["browser"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == KEPT_S


def test_it_is_set_once_and_renewed_after_a_month(runner, clock):
    client = Client()
    client.force_login(runner)
    answers = [client.get("/settings/") for _ in range(2)]
    assert ["browser" in answer.cookies for answer in answers] == [True, False]
    name = client.cookies["browser"].value.split(".")[0]
    later(clock, seconds=RENEWED_S + 1)
    assert "browser" in client.get("/settings/").cookies
    assert client.cookies["browser"].value.split(".")[0] == name


def test_no_answer_for_everybody_carries_it(runner, library):
    client = Client()
    client.force_login(runner)
    answer = client.get("/figures/1/glute-bridge.svg")
    assert "public" in answer["Cache-Control"]
    assert "browser" not in answer.cookies


def test_visitors_get_none(client, library):
    assert "browser" not in client.get("/exercises/").cookies


def test_it_names_no_runner_who_deleted_the_account(runner):
    client = Client()
    client.force_login(runner)
    client.get("/settings/")
    assert f".{runner.pk}:" in client.cookies["browser"].value
    client.post(reverse("leave"), {"password": PASSWORD})
    assert f".{runner.pk}:" not in client.cookies["browser"].value
