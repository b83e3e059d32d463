import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.forms import ResetPasswordForm
from accounts.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SIGN_UP = {"email": "ana@example.org", "password1": PASSWORD}


def sign_up(client, **values):
    return client.post(reverse("account_signup"), SIGN_UP | values)


def log_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_one_form_makes_an_account_and_leads_to_the_safety_questions(client):
    response = sign_up(client, time_zone="Pacific/Auckland")

    assert response["Location"] == reverse("start")
    assert client.session["_auth_user_id"] == str(User.objects.get(email="ana@example.org").pk)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"time_zone": "Pacific/Auckland"}, "Pacific/Auckland"),
        ({"time_zone": "Asia/Calcutta"}, "Asia/Calcutta"),  # an old name that browsers still send
        ({"time_zone": "Moon/Tranquility"}, "UTC"),
        ({"time_zone": "../../etc/passwd"}, "UTC"),
        ({}, "UTC"),
    ],
)
def test_a_new_runner_lives_by_the_clock_of_the_browser_if_it_tells_one(client, sent, kept):
    sign_up(client, **sent)

    assert User.objects.get().time_zone == kept


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "ana"}, "email"),
        ({"email": ""}, "email"),
        ({"password1": "12345678"}, "password1"),
        ({"password1": "ana@example.org"}, "password1"),
        ({"password1": ""}, "password1"),
    ],
)
def test_a_wrong_sign_up_comes_back_with_its_message_at_the_field(client, wrong, field):
    response = sign_up(client, **wrong)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert f'value="{(SIGN_UP | wrong)["email"]}"' in page or not wrong.get("email", True)
    assert not User.objects.exists()


def test_an_address_is_taken_once_whatever_its_capitals(client):
    UserFactory(email="Ana@example.org")

    response = sign_up(client, email="aNa@example.org")

    assert response.status_code == 422
    assert User.objects.count() == 1


def test_a_runner_logs_in_whatever_the_capitals(client):
    runner = UserFactory(email="Ana@Example.org")

    response = log_in(client, "ana@example.ORG")

    assert response["Location"] == reverse("today")
    assert client.session["_auth_user_id"] == str(runner.pk)


def test_login_goes_back_to_the_page_that_asked_for_it(client):
    runner = UserFactory()

    response = client.post(
        reverse("account_login"),
        {"login": runner.email, "password": PASSWORD, "next": reverse("settings")},
    )

    assert response["Location"] == reverse("settings")


def test_login_never_leads_to_another_site(client):
    runner = UserFactory()

    response = client.post(
        reverse("account_login"),
        {"login": runner.email, "password": PASSWORD, "next": "https://elsewhere.example"},
    )

    assert response["Location"] == reverse("today")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    runner = UserFactory()

    answers = [log_in(client, runner.email, "wrong"), log_in(client, "nobody@example.org")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].context["form"].errors == answers[1].context["form"].errors


def test_an_unknown_address_costs_the_login_as_much_work_as_a_known_one(client, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *sent: hashed.append(sent) or encode(*sent)
    )
    for email in (UserFactory().email, "nobody@example.org"):
        hashed.clear()
        log_in(client, email, "wrong")
        assert len(hashed) == 1


def test_a_runner_who_was_put_out_cannot_come_in(client):
    log_in(client, UserFactory(is_active=False).email)

    assert "_auth_user_id" not in client.session


def test_guessing_a_password_is_slowed_down(client):
    runner = UserFactory()
    for _ in range(5):
        log_in(client, runner.email, "wrong")

    assert log_in(client, runner.email).status_code == 422
    assert "_auth_user_id" not in client.session


def test_logging_out_takes_a_post(client):
    client.force_login(UserFactory())

    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session

    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_password_is_changed_by_whoever_knows_the_old_one(client):
    runner = UserFactory()
    client.force_login(runner)
    new = {"password1": "hinge-at-the-hips", "password2": "hinge-at-the-hips"}

    wrong = client.post(reverse("account_change_password"), {"oldpassword": "no"} | new)
    right = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD} | new)

    assert wrong.status_code == 422
    assert right.status_code == 302
    runner.refresh_from_db()
    assert runner.check_password("hinge-at-the-hips")


def test_without_mail_the_reset_page_says_who_can_help(client):
    page = client.get(reverse("account_reset_password")).content.decode()

    assert "manage.py reset_link" in page
    assert 'name="email"' not in page


def test_without_mail_a_reset_is_refused_and_nothing_is_sent(client):
    response = client.post(reverse("account_reset_password"), {"email": UserFactory().email})

    assert response.status_code == 422
    assert not mail.outbox


@pytest.fixture
def with_mail(monkeypatch):
    monkeypatch.setattr(ResetPasswordForm, "sends_mail", True)


@pytest.mark.usefixtures("with_mail")
def test_with_mail_a_known_and_an_unknown_address_get_the_same_answer(client):
    runner = UserFactory()

    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in (runner.email, "nobody@example.org")
    ]

    assert [answer["Location"] for answer in answers] == [
        reverse("account_reset_password_done")
    ] * 2
    assert "/password/reset/key/" in mail.outbox[0].body
    assert "/password/reset/key/" not in mail.outbox[1].body


def reset_link(email, capsys):
    call_command("reset_link", email, site="https://hipdrive.example.org/")
    return capsys.readouterr().out.strip()


def test_an_operators_link_sets_a_new_password_once(client, capsys):
    runner = UserFactory(email="Ana@example.org")
    link = reset_link("ana@example.org", capsys)
    assert link.startswith("https://hipdrive.example.org/accounts/")
    path = link.removeprefix("https://hipdrive.example.org")

    form = client.get(path)["Location"]
    new = {"password1": "hinge-at-the-hips", "password2": "hinge-at-the-hips"}
    assert client.post(form, new | {"password2": "other"}).status_code == 422
    assert client.post(form, new)["Location"] == reverse("end_keys")
    assert client.get(reverse("end_keys"))["Location"] == reverse("today")

    runner.refresh_from_db()
    assert runner.check_password("hinge-at-the-hips")
    client.logout()
    assert "This link does not work" in client.get(path).content.decode()


@pytest.mark.parametrize("email", ["nobody@example.org", "gone@example.org"])
def test_there_is_no_link_for_an_address_that_nobody_trains_by(email):
    UserFactory(email="gone@example.org", is_active=False)

    with pytest.raises(CommandError, match=email):
        call_command("reset_link", email)


OPEN = ["account_login", "account_signup", "account_reset_password", "account_inactive",
        "account_reset_password_done", "account_reset_password_from_key_done",
        "account_email_verification_sent"]  # fmt: skip
OWN = ["account_logout", "account_change_password", "account_reauthenticate"]


@pytest.mark.parametrize("name", OPEN)
def test_every_open_account_page_looks_at_home(client, name):
    page = client.get(reverse(name)).content.decode()

    assert 'class="brand' in page
    assert "placeholder" not in page


@pytest.mark.parametrize("name", OWN)
def test_every_account_page_of_ones_own_looks_at_home(client, name):
    runner = UserFactory()
    EmailAddress.objects.create(user=runner, email=runner.email, primary=True)
    client.force_login(runner)

    page = client.get(reverse(name)).content.decode()

    assert 'class="brand' in page
    assert "placeholder" not in page


@pytest.mark.parametrize("name", ["account_change_password", "account_email", "settings"])
def test_pages_of_ones_own_ask_a_visitor_to_log_in(client, name):
    response = client.get(reverse(name))

    assert response["Location"].startswith(reverse("account_login"))
