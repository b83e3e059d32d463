from datetime import UTC, date, datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import runner_timezone
from accounts.models import User
from accounts.timezones import offered_zones
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-03-12T10:30", "Pacific/Auckland", date(2026, 3, 12)),
        ("2026-03-12T11:30", "Pacific/Auckland", date(2026, 3, 13)),  # half past midnight there
        ("2026-03-12T09:30", "Pacific/Honolulu", date(2026, 3, 11)),  # half past eleven at night
        ("2026-03-12T10:30", "Pacific/Honolulu", date(2026, 3, 12)),
        ("2026-03-12T23:59", "UTC", date(2026, 3, 12)),
        # The clocks go forward in New York at 7:00 UTC: midnight is at 5:00 before, 4:00 after.
        ("2026-03-08T04:59", "America/New_York", date(2026, 3, 7)),
        ("2026-03-09T04:01", "America/New_York", date(2026, 3, 9)),
    ],
)
def test_today_is_the_date_on_the_runners_own_calendar(moment, zone, day):
    runner = UserFactory.build(time_zone=zone)

    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False):
        assert runner.today() == day


def test_times_are_shown_by_the_runners_clock_and_the_servers_is_put_back(rf):
    shown = []
    middleware = runner_timezone(
        lambda request: shown.append(timezone.get_current_timezone_name()) or HttpResponse()
    )
    request = rf.get("/")
    request.user = UserFactory.build(time_zone="Pacific/Honolulu")

    middleware(request)

    assert shown == ["Pacific/Honolulu"]
    assert timezone.get_current_timezone_name() == "UTC"


def test_the_zones_offered_are_places_and_none_is_an_old_name():
    zones = offered_zones()

    assert {"Europe/Lisbon", "Pacific/Honolulu", "UTC"} <= set(zones)
    assert not {"US/Eastern", "Etc/GMT+5", "GB"} & set(zones)


@pytest.mark.django_db
@pytest.mark.parametrize("minutes", [9, 21, 0])
def test_a_day_takes_10_to_20_minutes_in_the_database_too(minutes):
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(minutes=minutes)
    with pytest.raises(ValidationError, match="10 to 20 minutes"):
        UserFactory.build(minutes=minutes).validate_constraints()


@pytest.mark.django_db
def test_two_runners_cannot_share_an_address_in_the_database_either():
    UserFactory(email="ana@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="Ana@example.org")


@pytest.mark.django_db
def test_a_superuser_is_made_by_address_alone_and_enters_the_admin(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", email="Coach@example.org", interactive=False, verbosity=0)

    asked = reverse("admin:accounts_user_changelist")
    login = client.get(asked, follow=True).redirect_chain[-1][0]
    typed = {"login": "coach@example.org", "password": PASSWORD, "next": asked}
    entered = client.post(login, typed)
    assert entered["Location"] == asked

    page = client.get(reverse("admin:accounts_user_changelist"))
    assert page.status_code == 200
    assert "coach@example.org" in page.content.decode()


@pytest.fixture
def admin(client, db):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_the_admin_makes_a_runner_from_an_address_and_a_password(admin):
    admin.post(
        reverse("admin:accounts_user_add"),
        {"email": "ana@example.org", "usable_password": "true"}
        | {"password1": PASSWORD, "password2": PASSWORD},
    )

    assert User.objects.get(email="ana@example.org").check_password(PASSWORD)


def test_the_admin_puts_a_runner_into_a_group(admin):
    runner, group = UserFactory(), Group.objects.create(name="coach")
    page = admin.get(reverse("admin:accounts_user_change", args=[runner.pk]))
    values = {k: v for k, v in page.context["adminform"].form.initial.items() if v is not None}
    values |= {"groups": [group.pk], "user_permissions": []}
    values.pop("is_staff"), values.pop("is_superuser")

    response = admin.post(reverse("admin:accounts_user_change", args=[runner.pk]), values)

    assert response.status_code == 302
    assert list(runner.groups.all()) == [group]


@pytest.mark.django_db
def test_a_runner_without_the_right_does_not_see_other_runners(client):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 403


@pytest.fixture
def helper(client, db):
    """Somebody of the staff who looks after runners' accounts, and has no other right."""
    user = UserFactory(is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=("view_user", "change_user", "delete_user"))
    )
    client.force_login(user)
    return user


def values_of(page):
    """What the form of a page of the admin would send."""
    form = page.context["adminform"].form
    names = {name: form[name].value() for name in form.fields if name != "password"}
    return {name: "" if value is None else value for name, value in names.items()}


def test_who_may_change_runners_gives_nobody_rights(client, helper):
    runner, group = UserFactory(), Group.objects.create(name="coach")
    address = reverse("admin:accounts_user_change", args=[runner.pk])
    rights = {"is_staff": "on", "is_superuser": "on", "groups": [group.pk]}
    rights["user_permissions"] = [Permission.objects.first().pk]

    answer = client.post(address, values_of(client.get(address)) | rights | {"minutes": 20})

    assert answer.status_code == 302
    runner.refresh_from_db()
    assert runner.minutes == 20
    has = [runner.is_staff, runner.is_superuser, runner.groups.exists()]
    assert [*has, runner.user_permissions.exists()] == [False] * 4


@pytest.mark.parametrize("rights", [{"is_staff": True}, {"is_superuser": True}])
def test_who_may_change_runners_gets_into_no_account_of_staff(client, helper, rights):
    boss = UserFactory(**rights)
    passwords = dict.fromkeys(("password1", "password2"), "hinge-and-hold-2")
    for pk in (boss.pk, helper.pk):
        page = reverse("admin:accounts_user_change", args=[pk])
        sent = {"email": "new@example.org", "minutes": 20, "is_superuser": "on"}
        assert client.post(page, sent).status_code == 403
        password = reverse("admin:auth_user_password_change", args=[pk])
        assert client.post(password, passwords).status_code == 403
        assert client.post(reverse("admin:accounts_user_delete", args=[pk])).status_code == 403
    boss.refresh_from_db()
    assert boss.check_password(PASSWORD)


def test_who_may_delete_second_factors_deletes_none_of_staff_and_reads_none(client, helper):
    rights = Permission.objects.filter(codename__in=["view_authenticator", "delete_authenticator"])
    helper.user_permissions.add(*rights)
    host, runner = UserFactory(is_superuser=True, is_staff=True), UserFactory()
    rows = [
        Authenticator.objects.create(user=user, type="totp", data={"secret": "gAAA"})
        for user in (host, runner)
    ]
    every = reverse("admin:mfa_authenticator_changelist")
    assert client.get(every, {"data__secret__startswith": "g"}).status_code == 400
    together = {"action": "delete_selected", "_selected_action": [one.pk for one in rows]}
    client.post(every, together | {"post": "yes"})
    assert [*Authenticator.objects.all()] == rows[:1]
    for one in rows:
        client.post(reverse("admin:mfa_authenticator_delete", args=[one.pk]), {"post": "yes"})
    assert [*Authenticator.objects.all()] == rows[:1]


def test_who_may_change_addresses_has_no_link_to_a_superusers_account_sent(client, helper):
    boss = UserFactory(is_superuser=True)
    helper.user_permissions.set(Permission.objects.filter(codename__endswith="_emailaddress"))
    mine = {"user": boss.pk, "email": helper.email, "verified": "on"}
    assert client.get(reverse("admin:account_emailaddress_changelist")).status_code == 200
    assert client.post(reverse("admin:account_emailaddress_add"), mine).status_code == 403
    assert not EmailAddress.objects.filter(user=boss, email=helper.email).exists()


def test_a_group_that_is_to_be_deleted_is_named_without_the_rows_that_join_it(admin):
    group = Group.objects.create(name="coach")
    group.permissions.set(Permission.objects.all()[:3])
    page = admin.get(reverse("admin:auth_group_delete", args=[group.pk])).text
    assert "coach" in page
    assert "relationship" not in page


def test_a_superuser_gives_rights(admin):
    runner = UserFactory()
    address = reverse("admin:accounts_user_change", args=[runner.pk])
    page = admin.get(address)
    assert admin.post(address, values_of(page) | {"is_staff": "on"}).status_code == 302
    runner.refresh_from_db()
    assert runner.is_staff
