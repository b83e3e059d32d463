"""The same is sent twice at the same moment: it is there once, and a limit is kept."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.second_factor import MOST_PASSKEYS
from logbook.exchange.access_keys import MOST, hand_out
from logbook.exchange.imports import previews
from logbook.models import AccessToken, Import, RunImport, ShareLink
from logbook.runs.files import previews as run_previews
from logbook.runs.files.found import Found, ReadSettings
from plans.models import Enrollment, Screening
from plans.screening import QUESTIONS
from tests.accounts.test_passkeys import HOST, Phone, add, may_add
from tests.factories import PASSWORD, UserFactory
from tests.logbook.exchange.imports.import_steps import bytes_of, reading

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("transactional_db", "library")]


@pytest.fixture
def runner():
    return UserFactory()


def client_of(runner):
    client = Client()
    client.force_login(runner)
    return client


def twice_at_once(table, first, second):
    """Does the first; when it is about to insert into the table, another thread does the second."""
    threads = []

    def run():
        try:
            second()
        finally:
            connection.close()

    def at_first_insert(execute, sql, *more):
        if sql.startswith(f'INSERT INTO "{table}"') and not threads:
            threads.append(threading.Thread(target=run))
            threads[0].start()
            threads[0].join(0.5)  # it ends before, or waits for the runner's row
        return execute(sql, *more)

    with connection.execute_wrapper(at_first_insert):
        first()
    threads[0].join()


def test_the_same_file_makes_one_preview(runner):
    def bring():
        result = reading(bytes_of("fitnotes.csv"))
        previews.store_preview(user=runner, file_name="x", result=result, digest="d")

    twice_at_once("logbook_import", bring, bring)
    assert Import.objects.get().parts.count() == 1


def test_the_same_files_with_runs_make_one_preview(runner):
    def bring():
        how = ReadSettings(runner.zone, timezone.now())
        files = {"names": ["x"], "found": Found(), "digest": "d"}
        run_previews.store_preview(user=runner, settings=how, **files)

    twice_at_once("logbook_runimport", bring, bring)
    assert RunImport.objects.count() == 1


def test_the_safety_questions_are_answered_once(runner):
    def answer(client):
        assert client.post("/start/", dict.fromkeys((key for key, _ in QUESTIONS), "no")).url

    first, second = client_of(runner), client_of(runner)
    twice_at_once("plans_screening", lambda: answer(first), lambda: answer(second))
    assert Screening.objects.count() == 1
    assert Enrollment.objects.count() == 1


@pytest.mark.parametrize(
    ("sends_mail", "refused"), [(False, 422), (True, 429)], ids=["no mail", "one mail"]
)
def test_an_address_is_signed_up_once(settings, sends_mail, refused):
    settings.SENDS_MAIL = settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = sends_mail
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory" if sends_mail else "none"
    answers = []

    def sign_up(client):
        values = {"email": "ana@example.org", "password1": PASSWORD}
        answers.append(client.post(reverse("account_signup"), values).status_code)

    first, second = Client(), Client()
    twice_at_once("accounts_user", lambda: sign_up(first), lambda: sign_up(second))
    assert User.objects.filter(email="ana@example.org").count() == 1
    assert sorted(answers) == [302, refused]


@pytest.mark.parametrize(
    ("name", "model", "values"),
    [
        ("add_token", AccessToken, {"name": "Watch", "may_log": "read"}),
        ("add_link", ShareLink, {"name": "Training of Jo", "weeks": "12"}),
    ],
)
def test_no_more_keys_are_handed_out_than_there_may_be(runner, name, model, values):
    for _ in range(MOST - 1):
        hand_out(model(user=runner, name="x"))
    answers = []

    def ask(client):
        answers.append(client.post(reverse(name), values).status_code)

    first, second = client_of(runner), client_of(runner)
    table = model._meta.db_table
    twice_at_once(table, lambda: ask(first), lambda: ask(second))
    assert model.objects.count() == MOST
    assert sorted(answers) == [200, 422]


def test_no_more_passkeys_are_added_than_there_may_be(runner):
    kind = Authenticator.Type.WEBAUTHN
    first, second = Client(headers={"host": HOST}), Client(headers={"host": HOST})
    made = [Phone().make(may_add(client, runner)) for client in (first, second)]
    Authenticator.objects.bulk_create(
        Authenticator(user=runner, type=kind, data={"name": str(n), "credential": made[0]})
        for n in range(MOST_PASSKEYS - 1)
    )
    twice_at_once("mfa_authenticator", lambda: add(first, made[0]), lambda: add(second, made[1]))
    assert Authenticator.objects.filter(type=kind).count() == MOST_PASSKEYS
