"""What a monitor or load balancer learns from /healthz and /readyz."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from config import health

pytestmark = pytest.mark.postgres


@pytest.fixture
def recorded(migrations, transactional_db):
    """The database says that all migrations ran."""
    health._latest_migrations.cache_clear()
    call_command("migrate", fake=True, verbosity=0)
    yield
    MigrationRecorder(connection).flush()
    health._latest_migrations.cache_clear()


def test_alive_needs_no_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.usefixtures("recorded")
def test_ready_when_the_database_has_what_this_version_needs(
    client, django_assert_max_num_queries, monkeypatch
):
    client.get("/readyz")
    monkeypatch.setattr(
        "config.health.MigrationLoader", None
    )  # reading all files takes long, so it happens once
    with django_assert_max_num_queries(2):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_without_the_database(client, monkeypatch, caplog):
    def refuse():
        raise DatabaseError("to hipdrive at db with password s3cret")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database: no answer")
    assert not caplog.messages  # it is polled every second


@pytest.mark.usefixtures("recorded")
def test_not_ready_before_a_migration_and_says_which(client):
    last = MigrationRecorder.Migration.objects.filter(app="logbook").latest("name")
    last.delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.content.decode() == f"migrations: not applied: logbook.{last.name}"


@pytest.mark.usefixtures("recorded")
def test_ready_with_the_migrations_of_a_newer_version_too(client):
    MigrationRecorder(connection).record_applied("logbook", "9999_of_tomorrow")
    assert client.get("/readyz").status_code == 200


@pytest.mark.usefixtures("recorded")
def test_a_new_database_lacks_all(client, monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "has_table", lambda self: False)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "accounts." in answer.content.decode()
