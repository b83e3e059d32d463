"""Somebody who did everything here leaves; every table is as if they had never come."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from accounts.forms import ResetPasswordForm
from accounts.models import User
from accounts.sessions import SessionStore
from exercises.http_cache import LIBRARY_STAMP
from exercises.models import Exercise
from logbook.account import account_deletion
from logbook.models import (
    ColumnChoice,
    Derived,
    Device,
    Reminder,
    Run,
    RunImport,
    SetEntry,
    StagedFeedback,
    StagedSet,
    Workout,
)
from logbook.uploads.turns import turn
from plans.models import Choice, Program, Revision
from tests.factories import PASSWORD, UserFactory
from tests.logbook.exchange.imports.import_steps import bring, bytes_of, upload
from tests.logbook.long_logs import start, train

pytestmark = pytest.mark.postgres

MONDAY = date(2026, 3, 2)  # the day of the clock
DAY = timedelta(days=1)
LEAVE = "/settings/leave/"
HOURS = {
    "training": "on", "training_at": "19:15", "morning_at": "08:00", "squeeze_hours": "3",
    "squeeze_from": "09:00", "squeeze_until": "16:00", "quiet_from": "22:00",
    "quiet_until": "06:30", "train_at": "07:00",
}  # fmt: skip


@pytest.fixture
def everything(library, clock, keys, settings, monkeypatch):
    """As on a host that sends mail and counts tries in its database."""
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
    settings.CACHES = settings.CACHES | {"default": table}
    call_command("createcachetable")
    monkeypatch.setattr(ResetPasswordForm, "sends_mail", True)


def log_in(email, password=PASSWORD):
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def live(email):
    """A life that touches everything. Returns the runner and the phone."""
    phone = Client()
    phone.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})
    runner = User.objects.get(email=email)
    log_in(email)
    log_in(email, "wrong")
    EmailConfirmation.create(EmailAddress.objects.get(user=runner)).save()
    log_a_life(runner, phone)
    hand_things_out(runner, phone)
    edit_in_the_admin(runner, phone)
    return runner, phone


def begin_a_new_password(email):
    Client().post(reverse("account_reset_password"), {"email": email})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]
    browser = Client()
    browser.get(link)
    assert browser.session["_password_reset_key"]


def log_a_life(runner, phone):
    start(runner, MONDAY - 9 * DAY)
    train(runner, MONDAY - 9 * DAY, 9)
    Workout.objects.filter(user=runner).update(note=f"I am {runner.email}.")
    bridge = Exercise.objects.get(slug="glute-bridge")
    Choice.objects.create(user=runner, exercise=bridge, kind="override", on=MONDAY)
    assert phone.get("/today/").status_code == 200
    for kind in Derived.Kind:
        Derived.objects.update_or_create(
            user=runner, kind=kind, defaults={"version": 0, "until": MONDAY, "value": {}}
        )
    Run.objects.create(user=runner, date=MONDAY, minutes=40)
    RunImport.objects.create(user=runner, file_name=runner.email, preview={})
    bring(phone, bytes_of("hevy.csv"), name=f"{runner.email}.csv")
    with turn(runner):
        upload(phone, bytes_of("fitnotes.csv"), name=f"{runner.email}.csv")
    staged = {"user": runner, "of": runner.imports.get(), "date": MONDAY, "exercise": bridge}
    StagedSet.objects.create(**staged, key=uuid4(), amount=5)
    StagedFeedback.objects.create(**staged, pain=1)
    ColumnChoice.objects.create(user=runner, header=runner.email, parts=["when", "name", "reps"])
    for name in ("export_csv", "export_json"):
        assert b"".join(phone.get(reverse(name)))


def hand_things_out(runner, phone):
    phone.post("/settings/reminders/", HOURS)
    phone.post("/settings/reminders/calendar/", HOURS)
    phone.post(reverse("add_link"), {"name": f"For {runner.email}", "weeks": "4"})
    phone.post(reverse("add_calendar"))
    phone.post(reverse("add_token"), {"name": "Watch", "may_log": "log"})
    said = {"p256dh": "p", "auth": "a", "endpoint": f"https://push.example.org/{runner.email}"}
    Device.objects.create(user=runner, **said)
    Authenticator.objects.create(user=runner, type="totp", data={"secret": runner.email})
    Reminder.objects.create(user=runner, kind="training", slot=str(MONDAY))


def edit_in_the_admin(runner, phone):
    """As an editor: the admin's log is of this runner, what changes here is nobody's."""
    runner.is_staff = True
    runner.save(update_fields=["is_staff"])
    runner.groups.add(Group.objects.get(name="Editors"))
    runner.user_permissions.add(Permission.objects.first())
    exercise = Exercise.objects.get(slug="glute-bridge")
    phone.get("/admin/")
    runner.logentry_set.create(
        content_type=ContentType.objects.get_for_model(Exercise),
        object_id=exercise.pk,
        object_repr="Bridge",
        action_flag=2,
    )


def changed_by(admin, runner):
    """What an administrator did to the runner stands in the log under their name and address."""
    page = f"/admin/accounts/user/{runner.pk}/change/"
    form = admin.get(page).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value not in (None, False)}
    values = {name: [str(getattr(one, "pk", one)) for one in value] if isinstance(value, list)
              else value for name, value in values.items()}  # fmt: skip
    assert admin.post(page, values | {"minutes": 20}).status_code == 302
    address = EmailAddress.objects.get(user=runner)
    page = f"/admin/account/emailaddress/{address.pk}/change/"
    said = {"user": runner.pk, "email": address.email, "verified": "on", "primary": "on"}
    assert admin.post(page, said).status_code == 302


def rows():
    """{table: [row, …]} of every table, sessions opened; rows are {column: value}."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    sessions = Session.objects.in_bulk([row["session_key"] for row in found["django_session"]])
    for row in found["django_session"]:
        row["session_data"] = sessions[row["session_key"]].get_decoded()
    for row in found["accounts_user"]:
        del row["stamp"]  # random, and new with whatever is sent
    # How often an internet address tried is nobody's in particular, and over within the hour;
    # the library's stamp is the library's.
    found["django_cache"] = [
        {"cache_key": row["cache_key"]}
        for row in found["django_cache"]
        if ":ip:" not in row["cache_key"] and not row["cache_key"].endswith(LIBRARY_STAMP)
    ]
    return {table: sorted(map(str, rows)) for table, rows in found.items()}


def columns_of_runners():
    """(table, column) of every foreign key to a runner that the database itself knows of."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            keys = connection.introspection.get_relations(cursor, table)
            yield from ((table, column) for column, to in keys.items() if to[1] == "accounts_user")


def holding(pk):
    """The tables with a row of this runner."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in columns_of_runners():
            quoted = map(connection.ops.quote_name, (table, column))
            cursor.execute("SELECT count(*) FROM {} WHERE {} = %s".format(*quoted), [pk])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def mentioning(text):
    return {table for table, rows in rows().items() if any(text in row.lower() for row in rows)}


def of_runners(model):
    """The tables of every model with a foreign key to a runner, as Django has it."""
    fields = model._meta.get_fields(include_hidden=True)
    return {
        one.related_model._meta.db_table: one.on_delete
        for one in fields
        if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)
    }


def test_every_table_is_as_if_the_runner_had_never_come(everything):
    other, admin = live("bo@example.org")
    User.objects.filter(pk=other.pk).update(is_superuser=True)
    begin_a_new_password("bo@example.org")
    before = rows()

    runner, phone = live("ana@example.org")
    changed_by(admin, runner)
    begin_a_new_password("ana@example.org")
    pk = runner.pk
    own = {table for table, kept in of_runners(User).items() if kept is models.CASCADE}
    assert own <= holding(pk)  # a table that this life leaves out would prove nothing
    told = {"accounts_user", "account_emailaddress", "django_admin_log", "django_session",
            "logbook_workout", "logbook_import", "logbook_device", "logbook_sharelink"}  # fmt: skip
    assert told <= mentioning("ana@example.org")
    assert len(rows()["django_cache"]) > len(before["django_cache"])

    answer = phone.post(LEAVE, {"password": PASSWORD})

    assert answer.status_code == 200
    assert "All of it is gone" in answer.content.decode()
    assert holding(pk) == set()
    assert mentioning("ana@example.org") == set()
    after = rows()
    for table in before.keys() - {"sqlite_sequence"}:
        assert after[table] == before[table], table


def test_what_somebody_published_stays_without_the_name(client, mat_runner):
    program = Program.objects.get()
    made = Revision.objects.create(
        program=program, number=99, in_force_from=MONDAY, spec={}, published_by=mat_runner
    )
    exercise = Exercise.objects.get(slug="glute-bridge")
    exercise._history_user = mat_runner
    exercise.save()
    version = exercise.history.get(history_user=mat_runner)

    client.post(LEAVE, {"password": PASSWORD})

    made.refresh_from_db()
    version.refresh_from_db()
    assert (made.published_by, version.history_user) == (None, None)


def test_all_devices_are_logged_out_and_others_are_not(client, mat_runner):
    desk, stranger = Client(), Client()
    desk.force_login(mat_runner)
    stranger.force_login(UserFactory(email=f"x{mat_runner.email}"))

    client.post(LEAVE, {"password": PASSWORD})

    assert [one.get("/settings/").status_code for one in (client, desk, stranger)] == [
        302, 302, 200
    ]  # fmt: skip
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_deletes_nothing(client, mat_runner):
    train(mat_runner, MONDAY)
    for typed in ("", "wrong", PASSWORD.upper(), f" {PASSWORD}"):
        answer = client.post(LEAVE, {"password": typed})
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"password"}
        assert 'id="id_password_error"' in answer.content.decode()
    assert SetEntry.objects.for_user(mat_runner).exists()
    assert client.get("/settings/").status_code == 200


def test_guessing_is_slowed_down_together_with_the_login(client, mat_runner):
    client.get(LEAVE)
    for _ in range(5):
        client.post(LEAVE, {"password": "wrong"})
    answer = client.post(LEAVE, {"password": PASSWORD})
    assert answer.status_code == 422
    assert "Too many tries" in answer.content.decode()
    assert User.objects.filter(pk=mat_runner.pk).exists()
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": mat_runner.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_leaving_gives_no_new_tries_to_an_internet_address(client, mat_runner):
    other = UserFactory()
    others = [UserFactory() for _ in range(10)]
    for one in others[:9]:
        log_in(one.email, "wrong")
    assert client.post(LEAVE, {"password": PASSWORD}).status_code == 200
    log_in(others[9].email, "wrong")
    assert "_auth_user_id" not in log_in(other.email).session


def test_the_last_who_may_do_everything_cannot_leave_by_mistake(client, mat_runner):
    mat_runner.is_superuser = True
    mat_runner.save(update_fields=["is_superuser"])
    UserFactory(is_superuser=True, is_active=False)
    answer = client.post(LEAVE, {"password": PASSWORD})
    assert answer.status_code == 422
    assert "Nobody else here may do everything" in answer.content.decode()
    assert User.objects.filter(pk=mat_runner.pk).exists()

    UserFactory(is_superuser=True)
    assert client.post(LEAVE, {"password": PASSWORD}).status_code == 200
    assert not User.objects.filter(pk=mat_runner.pk).exists()


def test_all_of_it_goes_or_nothing(client, mat_runner, monkeypatch):
    train(mat_runner, MONDAY)
    before = rows_but_cache()

    def fail(self):
        raise RuntimeError

    monkeypatch.setattr(User, "delete", fail)
    with pytest.raises(RuntimeError):
        client.post(LEAVE, {"password": PASSWORD})
    assert rows_but_cache() == before


def rows_but_cache():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


def test_the_export_is_offered_before_the_button(client, mat_runner):
    train(mat_runner, MONDAY - 2 * DAY, 3)
    page = client.get(LEAVE).content.decode()
    offered = [page.index(f'href="{reverse(name)}"') for name in ("export_json", "export_csv")]
    assert max(offered) < page.index("Delete everything for ever")
    assert f"{SetEntry.objects.count()}, on 3 days" in " ".join(page.split())
    assert f'href="{LEAVE}"' in client.get("/settings/").content.decode()


def test_an_editor_leaves_alone_and_takes_nobody_along(client, mat_runner):
    train(mat_runner, MONDAY)
    editor = UserFactory(is_staff=True)
    editor.groups.add(Group.objects.get_or_create(name="Editors")[0])
    client.force_login(editor)
    client.post(LEAVE, {"password": PASSWORD, "user": mat_runner.pk})
    assert list(User.objects.all()) == [mat_runner]
    assert SetEntry.objects.for_user(mat_runner).exists()


def test_a_strangers_password_does_not_do(client, mat_runner):
    stranger = UserFactory()
    stranger.set_password("hinge-at-the-hips")
    stranger.save()
    assert client.post(LEAVE, {"password": "hinge-at-the-hips"}).status_code == 422
    assert User.objects.count() == 2


def test_nobody_leaves_without_logging_in(client, db):
    runner = UserFactory()
    for answer in (client.get(LEAVE), client.post(LEAVE, {"password": PASSWORD})):
        assert answer["Location"].startswith(reverse("account_login"))
    assert User.objects.filter(pk=runner.pk).exists()


def test_it_takes_a_form_of_ours(mat_runner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mat_runner)
    assert browser.post(LEAVE, {"password": PASSWORD}).status_code == 403
    assert User.objects.filter(pk=mat_runner.pk).exists()


def test_the_same_address_may_come_back_and_finds_nothing(client, mat_runner):
    train(mat_runner, MONDAY)
    client.post(LEAVE, {"password": PASSWORD})
    again = {"email": mat_runner.email, "password1": PASSWORD}
    assert client.post(reverse("account_signup"), again).status_code == 302
    newcomer = User.objects.get(email=mat_runner.email)
    assert newcomer.pk != mat_runner.pk
    assert account_deletion.count_what_goes(newcomer)["sets"] == 0


@pytest.mark.django_db
def test_sessions_are_read_before_anything_is_locked(mat_runner, rf, monkeypatch):
    """A stranger can fill their table, and a tap of somebody else would wait for all of them."""
    for _ in range(3):
        visitor = SessionStore()
        visitor["challenge"] = "x"
        visitor.save()
    depths = []

    def get_decoded(session):
        depths.append(len(connection.savepoint_ids))
        return {}

    monkeypatch.setattr(Session, "get_decoded", get_decoded)
    request = rf.get("/")
    request.user, request.session = mat_runner, SessionStore()
    outside = len(connection.savepoint_ids)
    account_deletion.erase(user=mat_runner, request=request)
    assert depths == [outside] * 4  # the runner's own is there, too
