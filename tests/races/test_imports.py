"""An import is confirmed at the moment at which it is thrown away."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from logbook.exchange.imports import previews, store
from logbook.models import Import
from tests.factories import UserFactory
from tests.logbook.exchange.imports.import_steps import bytes_of, upload

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("transactional_db", "library")]

FILE = bytes_of("fitnotes.csv")


def discard(client, address):
    client.post(f"{address}discard/")


def expire(client, address):
    later = timezone.now() + previews.EXPIRES + timedelta(hours=1)
    previews.discard(previews.expired_previews(later))


def bring_more(client, address):
    for _ in range(previews.MOST_OPEN):
        upload(client, FILE)


@pytest.mark.parametrize("throw_away", [discard, expire, bring_more])
def test_an_import_that_is_confirmed_is_not_lost(throw_away):
    """Either it was thrown away before, and the confirmation finds nothing, or it stays."""
    client = Client()
    client.force_login(UserFactory())
    address = upload(client, FILE).url
    one, threads, was_confirmed = Import.objects.get(), [], []

    def confirm_it():
        try:
            store.confirm(file_import=one, names={}, take=[], settings=False)
            was_confirmed.append(Import.objects.filter(confirmed_at__isnull=False).exists())
        finally:
            connection.close()

    def at_first_deletion(execute, sql, *more):
        if sql.startswith("DELETE") and "import" in sql and not threads:
            threads.append(threading.Thread(target=confirm_it))
            threads[0].start()
            threads[0].join(0.5)  # it ends before, or waits for the row
        return execute(sql, *more)

    with connection.execute_wrapper(at_first_deletion):
        throw_away(client, address)
    threads[0].join()
    assert was_confirmed == [Import.objects.filter(confirmed_at__isnull=False).exists()]
