"""An import is confirmed at the moment at which its preview is thrown away."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from logbook.exchange.imports import previews, store, views
from logbook.models import Import, RunImport
from logbook.runs.files import previews as run_previews
from logbook.runs.files import store as run_store
from logbook.runs.files.found import Found, ReadSettings
from logbook.uploads.open_previews import discard
from tests.factories import UserFactory
from tests.logbook.exchange.imports.import_steps import bytes_of, upload

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("transactional_db", "library")]


class OfSets:
    model, expired, address = Import, previews.expired_previews, "/logbook/import/{}/discard/"

    def bring(self, client, user):
        upload(client, bytes_of("fitnotes.csv"))

    def confirm(self, one):
        store.confirm(file_import=one, names={}, take=[], settings=False)


class OfRuns:
    model, expired = RunImport, run_previews.expired_previews
    address = "/runs/import/{}/discard/"

    def bring(self, client, user):
        how = ReadSettings(user.zone, timezone.now())
        run_previews.store_preview(user=user, names=["x"], found=Found(), settings=how)

    def confirm(self, one):
        run_store.confirm(run_import=one, runs=[], coming=[])


def throw_away(client, user, imports, one):
    assert client.post(imports.address.format(one.pk)).status_code == 302


def test_a_preview_that_is_thrown_away_while_it_is_shown_is_not_found(monkeypatch):
    client, user, sets = Client(), UserFactory(), OfSets()
    client.force_login(user)
    sets.bring(client, user)
    one = Import.objects.get()
    own = views._own

    def thrown_away_meanwhile(*args):
        found = own(*args)
        discard(Import.objects.all())
        return found

    monkeypatch.setattr(views, "_own", thrown_away_meanwhile)
    assert client.get(f"/logbook/import/{one.pk}/").status_code == 404


def expire(client, user, imports, one):
    later = timezone.now() + previews.EXPIRES + timedelta(hours=1)
    discard(type(imports).expired(later), skip_locked=True)


def bring_more(client, user, imports, one):
    for _ in range(previews.MOST_OPEN):
        imports.bring(client, user)


@pytest.mark.parametrize("how", [throw_away, expire, bring_more])
@pytest.mark.parametrize("imports", [OfSets(), OfRuns()], ids=["sets", "runs"])
def test_an_import_that_is_confirmed_is_not_lost(imports, how):
    """Either its preview was thrown away before, and the confirmation finds none, or it stays."""
    client, user = Client(), UserFactory()
    client.force_login(user)
    imports.bring(client, user)
    one, threads, was_confirmed = imports.model.objects.get(), [], []
    confirmed = imports.model.objects.filter(confirmed_at__isnull=False)

    def confirm():
        try:
            imports.confirm(one)
            was_confirmed.append(confirmed.exists())
        finally:
            connection.close()

    def at_first_deletion(execute, sql, *more):
        if sql.startswith("DELETE") and "import" in sql and not threads:
            threads.append(threading.Thread(target=confirm))
            threads[0].start()
            threads[0].join(0.5)  # it ends before, or waits for the row
        return execute(sql, *more)

    with connection.execute_wrapper(at_first_deletion):
        how(client, user, imports, one)
    threads[0].join()
    assert was_confirmed == [confirmed.exists()]
