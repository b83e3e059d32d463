"""Codes of an app, recovery codes, the second factor of the admin, and the log of the staff."""

import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from accounts.second_factor import LASTS_S
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def code_of(secret):
    return format_hotp_value(hotp_value(secret, [*yield_hotp_counters_from_time()][1]))


def wrong_code(secret):
    """Zeros would be right by chance, now and then."""
    right = {hotp_value(secret, counter) for counter in yield_hotp_counters_from_time()}
    return next(
        code for number in range(9) if (code := format_hotp_value(number)) and number not in right
    )


def log_in(client, runner, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": runner.email, "password": password})


@pytest.fixture
def runner():
    return UserFactory()


@pytest.fixture
def secret(runner):
    secret = generate_totp_secret()
    TOTP.activate(runner, secret)
    return secret


def test_an_app_is_set_up_with_its_first_code_and_recovery_codes_come_along(client, runner):
    client.force_login(runner)
    asked = client.get(reverse("mfa_activate_totp"))
    client.post(asked["Location"], {"password": PASSWORD})
    form = client.get(reverse("mfa_activate_totp")).context["form"]

    wrong = client.post(reverse("mfa_activate_totp"), {"code": wrong_code(form.secret)})
    right = client.post(reverse("mfa_activate_totp"), {"code": code_of(form.secret)})

    assert wrong.status_code == 422
    assert right["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(right["Location"]).context["unused_codes"]
    assert len(codes) == 10


def test_the_secret_is_not_readable_in_a_copy_of_the_database(runner, secret):
    RecoveryCodes.activate(runner)
    kept = str([one.data for one in Authenticator.objects.all()])
    assert secret not in kept
    seed = Authenticator.objects.get(type="recovery_codes")
    assert seed.wrap().get_unused_codes()[0] not in kept


def test_an_older_secret_key_still_reads_it_and_an_unknown_one_lets_nobody_in(
    runner, secret, settings
):
    factor = Authenticator.objects.get().wrap()
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key of the host, long enough to be one"
    assert not factor.validate_code(code_of(secret))
    settings.SECRET_KEY_FALLBACKS = [old]
    assert factor.validate_code(code_of(secret))


def test_the_password_alone_does_not_log_in(client, runner, secret):
    assert log_in(client, runner)["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    assert client.post(reverse("mfa_authenticate"), {"code": wrong_code(secret)}).status_code == 422
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(runner.pk)


def test_a_recovery_code_opens_once(client, runner, secret):
    code = RecoveryCodes.activate(runner).get_unused_codes()[0]
    log_in(client, runner)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session
    client.logout()
    log_in(client, runner)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422


def test_guessing_a_code_is_slowed_down(client, runner, secret):
    log_in(client, runner)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": wrong_code(secret)})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


def test_somebody_elses_passkey_is_neither_renamed_nor_removed(client, runner):
    client.force_login(runner)
    asked = client.get(reverse("mfa_add_webauthn"))
    client.post(asked["Location"], {"password": PASSWORD})
    data = {"name": "Mine", "credential": {}}
    theirs = Authenticator.objects.create(user=UserFactory(), type="webauthn", data=data)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        for ask in (client.get, client.post):
            assert ask(reverse(name, args=[theirs.pk])).status_code == 404


# The admin


@pytest.fixture
def staff(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    return UserFactory(is_staff=True, is_superuser=True)


USERS = "/admin/accounts/user/"


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client, staff):
    client.force_login(staff)
    assert client.get(USERS, follow=True).redirect_chain[-1][0] == reverse("mfa_index")


def test_staff_show_their_second_factor_once_in_half_a_day(client, staff):
    secret = generate_totp_secret()
    TOTP.activate(staff, secret)
    client.force_login(staff)
    asked = client.get(USERS, follow=True).redirect_chain[-1][0]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    assert client.post(asked, {"code": code_of(secret)})["Location"] == USERS
    assert client.get(USERS).status_code == 200

    session = client.session
    session["account_authentication_methods"][-1]["at"] = time.time() - LASTS_S - 1
    session.save()
    assert client.get(USERS).status_code == 302


def test_the_preview_of_an_editor_asks_for_it_too(client, staff):
    client.force_login(staff)
    assert client.get("/admin/exercises/cue/felt/").status_code == 302


def test_the_admin_has_no_login_of_its_own_and_leads_to_no_other_site(client, staff):
    answer = client.post("/admin/login/", {"username": staff.email, "password": PASSWORD})
    assert answer["Location"] == f"{reverse('account_login')}?next=/admin/"
    answer = client.get("/admin/login/?next=https://elsewhere.example/")
    assert answer["Location"] == f"{reverse('account_login')}?next=/admin/"


def test_who_is_no_staff_is_told_so(client, runner):
    client.force_login(runner)
    assert client.get(USERS, follow=True).status_code == 403


# What staff did


@pytest.fixture
def host(client):
    host = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(host)
    return host


def test_who_looked_at_a_runner_is_kept_for_the_host_to_read(client, host, runner):
    client.get(reverse("admin:accounts_user_change", args=[runner.pk]))
    page = client.get(reverse("admin:admin_logentry_changelist")).content.decode()
    assert "looked at" in page
    assert runner.email in page


@pytest.mark.parametrize("deed", ["change", "delete"])
def test_nobody_rewrites_what_staff_did(client, host, runner, deed):
    entry = LogEntry.objects.create(user=host, action_flag=2, object_repr="Somebody")
    address = reverse(f"admin:admin_logentry_{deed}", args=[entry.pk])
    assert client.post(address, {"object_repr": "Nobody", "post": "yes"}).status_code == 403
    answer = client.post(
        reverse("admin:admin_logentry_changelist"),
        {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"},
    )
    assert answer.status_code in (200, 302, 422)
    assert LogEntry.objects.get() == entry


def test_a_host_takes_a_lost_second_factor_away_and_sees_no_secret(client, host, runner, secret):
    factor = Authenticator.objects.get()
    page = client.get(reverse("admin:mfa_authenticator_change", args=[factor.pk]))
    assert factor.data["secret"] not in page.content.decode()
    client.post(reverse("admin:mfa_authenticator_delete", args=[factor.pk]), {"post": "yes"})
    assert not Authenticator.objects.exists()
    assert User.objects.filter(pk=runner.pk).exists()


def test_an_operator_takes_a_lost_one_away_too(client, runner, secret):
    call_command("forget_second_factor", runner.email.upper(), verbosity=0, stdout=StringIO())
    log_in(client, runner)
    assert "_auth_user_id" in client.session
    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget_second_factor", "nobody@example.org")


@pytest.mark.parametrize("asked", ["a%00b", "today", "admin:index"])
def test_the_admins_door_leads_to_addresses_alone(client, asked):
    client.force_login(UserFactory(is_staff=True))
    answer = client.get(f"/admin/login/?next={asked}")
    assert answer["Location"] == reverse("admin:index")


@pytest.mark.usefixtures("all_languages")
@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_other_ways_to_show_who_one_is_are_in_our_words(client, runner, code):
    TOTP.activate(runner, generate_totp_secret())
    runner.language = code
    runner.save()
    client.force_login(runner)
    with translation.override(code):
        with_code, with_password = gettext("Use a code"), gettext("Use the password")
    assert with_code in client.get(reverse("account_reauthenticate")).text
    assert with_password in client.get(reverse("mfa_reauthenticate")).text
