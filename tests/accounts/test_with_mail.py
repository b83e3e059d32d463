"""With a mail server, only a mail tells whether an address has an account."""

import re
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from django.conf import settings as project
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.adapter import AccountAdapter
from accounts.forms import ResetPasswordForm
from accounts.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SENT = "/accounts/confirm-email/"
NEW = "hinge-and-hold-2"


@pytest.fixture(autouse=True)
def _with_mail(settings):
    settings.SENDS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True


def sign_up(client, email):
    client.cookies.clear()
    return client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})


def test_a_new_runner_types_the_code_from_the_mail_and_starts(client):
    answer = sign_up(client, "ana@example.org")
    assert answer["Location"] == SENT
    assert "_auth_user_id" not in client.session
    code = code_in(mail.outbox[0])

    wrong = client.post(SENT, {"code": "AAAAAA"})
    right = client.post(SENT, {"code": code})

    assert wrong.status_code == 422
    assert right["Location"] == reverse("start")
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_an_address_that_is_taken_gets_the_same_answer_and_its_owner_a_mail(client):
    owner = UserFactory(email="ana@example.org")

    answers = [sign_up(client, email) for email in ("bo@example.org", owner.email)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"] == SENT
    assert mail.outbox[1].to == ["ana@example.org"]
    assert "code" not in mail.outbox[1].subject.lower()
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_signing_up_takes_as_long_for_an_address_that_is_taken(client, monkeypatch):
    """A password is hashed for both, which takes longer than all the rest."""
    hashed = []
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(args) or "md5$a$b"
    )
    UserFactory(email="ana@example.org")
    counts = []
    for email in ("bo@example.org", "ana@example.org"):
        hashed.clear()
        sign_up(client, email)
        counts.append(len(hashed))
    assert counts[0] == counts[1] > 0


def code_in(letter):
    return re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", letter.body, re.M)[1]


def no_limit(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"confirm_email": None}


def test_a_sign_up_that_may_send_no_mail_makes_no_account(client):
    sign_up(client, "ana@example.org")
    User.objects.all().delete()
    answer = sign_up(client, "ana@example.org")
    assert answer.status_code == 429
    assert not User.objects.exists()


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_who_signs_up_again_too_soon_is_told_so_whether_or_not_the_address_is_known(
    client, is_confirmed
):
    sign_up(client, "ana@example.org")
    EmailAddress.objects.update(verified=is_confirmed)
    assert sign_up(client, "ana@example.org").status_code == 429
    assert User.objects.count() == 1


def test_a_stranger_who_signed_up_first_keeps_no_owner_out(settings):
    no_limit(settings)
    stranger, owner = Client(), Client()
    sign_up(stranger, "ana@example.org")
    User.objects.update(date_joined=timezone.now() - timedelta(minutes=16))
    owner.post(reverse("account_signup"), {"email": "ana@example.org", "password1": NEW})
    stranger.post(SENT, {"code": code_in(mail.outbox[0])})
    assert "_auth_user_id" not in stranger.session
    assert owner.post(SENT, {"code": code_in(mail.outbox[1])})["Location"] == reverse("start")
    ana = User.objects.get()
    assert (ana.check_password(NEW), ana.check_password(PASSWORD)) == (True, False)


def test_a_stranger_who_signs_up_meanwhile_leaves_the_owner_code_and_password(settings):
    no_limit(settings)
    stranger, owner = Client(), Client()
    owner.post(reverse("account_signup"), {"email": "ana@example.org", "password1": NEW})
    sign_up(stranger, "ana@example.org")
    assert owner.post(SENT, {"code": code_in(mail.outbox[0])})["Location"] == reverse("start")
    assert User.objects.get().check_password(NEW)


def test_the_mail_lets_an_owner_in_who_comes_while_a_strangers_code_is_good(settings, monkeypatch):
    no_limit(settings)
    monkeypatch.setattr(ResetPasswordForm, "sends_mail", True)
    stranger, owner = Client(), Client()
    sign_up(stranger, "ana@example.org")
    owner.post(reverse("account_signup"), {"email": "ana@example.org", "password1": NEW})
    owner.post(reverse("account_reset_password"), {"email": "ana@example.org"})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = owner.get(link, follow=True).request["PATH_INFO"]
    owner.post(form, {"password1": NEW, "password2": NEW})
    owner.post(SENT, {"code": code_in(mail.outbox[-1])})
    ana = User.objects.get()
    assert ana.check_password(NEW)
    assert owner.session["_auth_user_id"] == str(ana.pk)


@pytest.mark.parametrize(
    "values",
    [{"last_login": timezone.now()}, {"is_staff": True}, {"is_active": False}],
)
def test_an_account_that_was_used_or_made_by_staff_makes_no_way(client, settings, values):
    no_limit(settings)
    ana = UserFactory(email="ana@example.org", **values)
    EmailAddress.objects.create(user=ana, email=ana.email, primary=True)
    sign_up(client, "ana@example.org")
    assert User.objects.get() == ana


@pytest.mark.parametrize("fault", [TimeoutError, SMTPRecipientsRefused({})])
def test_without_the_mail_server_it_says_so(monkeypatch, caplog, fault):
    def fail(*args, **kwargs):
        raise fault

    monkeypatch.setattr(EmailMessage, "send", fail)
    monkeypatch.setattr(ResetPasswordForm, "sends_mail", True)
    client, runner = Client(raise_request_exception=False), UserFactory(email="ana@example.org")
    for answer in (
        sign_up(client, "bo@example.org"),
        sign_up(client, runner.email),
        client.post(reverse("account_reset_password"), {"email": runner.email}),
    ):
        assert answer.status_code == 503
        assert "Hipdrive cannot send mail right now." in answer.text

    client.force_login(runner)
    values = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), values).status_code == 302
    runner.refresh_from_db()
    assert runner.check_password(NEW)
    assert "A notification was not sent" in caplog.text


def test_nobody_is_sent_link_after_link(client, monkeypatch):
    monkeypatch.setattr(ResetPasswordForm, "sends_mail", True)
    owner = UserFactory()
    reset = reverse("account_reset_password")
    answers = [client.post(reset, {"email": owner.email}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [422]


def test_the_page_that_asks_for_the_code_looks_the_same_for_both(client):
    UserFactory(email="ana@example.org")
    pages = []
    for email in ("ana@example.org", "bob@example.org"):
        sign_up(client, email)
        page = client.get(SENT).content.decode()
        page = re.sub(r'(?:value|nonce|content)="[^"]{20,}"', "", page)
        pages.append(page.replace(email, ""))
    assert pages[0] == pages[1]
    assert 'class="brand' in pages[0]
    assert "placeholder" not in pages[0]


@pytest.mark.parametrize(
    ("known", "host", "site"),
    [
        (["https://testserver"], "testserver:1234", "https://testserver"),
        (["https://hip.example", "http://testserver:81"], "testserver", "http://testserver:81"),
        (["https://testserver", "http://testserver:81"], "testserver:81", "http://testserver:81"),
        (["https://*.example", "https://hip.example"], "testserver:1234", "https://hip.example"),
        (["https://*.example"], "testserver", "http://testserver"),
        ([], "testserver:1234", "http://testserver:1234"),
    ],
)
def test_mails_lead_to_the_site_that_the_settings_name(
    client, settings, monkeypatch, known, host, site
):
    """Whoever asks for a mail to somebody else could put any port into the Host header."""
    monkeypatch.setattr(ResetPasswordForm, "sends_mail", True)
    settings.CSRF_TRUSTED_ORIGINS = known
    UserFactory(email="ana@example.org")
    for name, email in [
        ("account_reset_password", "ana@example.org"),
        ("account_reset_password", "bo@example.org"),
        ("account_signup", "ana@example.org"),
    ]:
        client.post(reverse(name), {"email": email, "password1": NEW}, headers={"host": host})
        said = mail.outbox[-1].subject + mail.outbox[-1].body
        assert f"\n{site}/accounts/" in said
        assert {*re.findall(r"(?:testserver|hip\.example)(?::\d+)?", said)} == {
            site.partition("://")[2]
        }
    assert len(mail.outbox) == 3


OTHERS = re.compile(r"\b(Sie|Ihr|Ihre|usted|su|vous|votre|Hello|Thank you|account|change)\b")
PREFIXES = sorted(
    f"{path.parents[1].name}/email/{path.name.removesuffix('_subject.txt')}"
    for package in ("account", "mfa")
    for path in (project.BASE_DIR / "templates" / package / "email").glob("*_subject.txt")
)


@pytest.mark.usefixtures("all_languages")
@pytest.mark.parametrize("code", ["de", "es", "fr"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_mail_is_ours_and_in_the_runners_own_language(rf, prefix, code):
    runner = UserFactory(language=code)
    named = {"user": runner, "code": "AB12-CD34", "deleted_email": runner.email}
    named |= {"from_email": runner.email, "to_email": runner.email, "timestamp": timezone.now()}
    with context.request_context(rf.get("/")):
        AccountAdapter().send_mail(prefix, runner.email, named)
    [sent] = mail.outbox
    assert "Hipdrive" in sent.body
    assert OTHERS.findall(f"{sent.subject} {sent.body}") == []


def test_every_mail_that_allauth_may_send_has_words_of_ours():
    """But for ways to log in that are off: codes by mail."""
    off = ("login_code", "password_reset_code", "email_confirmation_signup")
    theirs = {
        f"{package}/email/{path.name.removesuffix('_subject.txt')}"
        for package in ("account", "mfa")
        for path in (Path(allauth.__file__).parent / "templates" / package / "email").glob(
            "*_subject.txt"
        )
    }
    assert {one for one in theirs if not one.endswith(off)} == set(PREFIXES)


@pytest.mark.parametrize("name", ["account_signup", "account_login", "account_reset_password"])
@pytest.mark.parametrize("letter", "ıſ")
def test_an_address_that_no_mail_server_takes_is_refused_at_its_field(client, name, letter):
    address = f"an{letter}@example.org"
    values = {"email": address, "login": address, "password": NEW, "password1": NEW}
    page = client.post(reverse(name), values)
    assert page.status_code == 422
    field = "login" if name == "account_login" else "email"
    assert page.context["form"].errors[field] == ["Enter a valid email address."]
    assert not mail.outbox
