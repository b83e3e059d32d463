"""Runs come with our JSON, done or to come."""

import json
from datetime import date, timedelta

import pytest
from django.utils.html import strip_tags

from logbook.exchange.exports.json_file import json_export
from logbook.models import Import, Run
from tests.factories import RunFactory, UserFactory
from tests.logbook.exchange.imports.import_steps import bring, confirm, store, upload

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
EASY = {"date": "2026-02-20", "kind": "easy", "minutes": 30}
KEY = {"date": "2026-03-16", "kind": "key", "minutes": 50}
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def file_of(*runs):
    return json.dumps({"format": "hipdrive", "version": 1, "runs": runs}).encode()


def runs_of(user):
    rows = Run.objects.for_user(user).values_list("date", "kind", "minutes")
    return [(str(day), kind, minutes) for day, kind, minutes in rows]


def said(client, address):
    return " ".join(strip_tags(client.get(address).content.decode()).split())


def test_what_is_not_there_yet_is_added_and_two_alike_are_two(client, runner):
    RunFactory(user=runner, date=MONDAY - 10 * DAY, minutes=30)
    address = bring(client, file_of(EASY, KEY, EASY))
    assert runs_of(runner) == [("2026-02-20", "easy", 30)] * 2 + [("2026-03-16", "key", 50)]
    assert "And 2 runs." in said(client, address)


def test_the_same_file_twice_adds_nothing(client, runner):
    RunFactory(user=runner, minutes=40)
    RunFactory(date=MONDAY)  # another runner's
    data = "".join(json_export(runner)).encode()
    before = list(Run.objects.values())
    for _ in range(2):
        bring(client, data)
    assert list(Run.objects.values()) == before


def test_undo_takes_back_what_it_added_unless_it_was_put_right(client, runner):
    own = RunFactory(user=runner, date=MONDAY - 10 * DAY, minutes=30)
    address = bring(client, file_of(EASY, EASY, KEY))
    Run.objects.filter(kind="key").update(minutes=60)
    client.post(f"{address}undo/")
    assert runs_of(runner) == [("2026-02-20", "easy", 30), ("2026-03-16", "key", 60)]
    assert Run.objects.first() == own


WRONG = [
    ({"date": "2027-03-04"}, "a day that is still to come"),
    ({"date": "1999-12-31"}, "a day before the year 2000"),
    ({"date": "2 March"}, "the date cannot be read"),
    ({"kind": "fast"}, "a word that is not known here"),
    ({"minutes": 0}, "minutes are a whole number from 1 to 999"),
    ({"minutes": 30.5}, "minutes are a whole number from 1 to 999"),
    ({"minutes": None}, "minutes are a whole number from 1 to 999"),
    ({"minutes": {}}, "something else stands here than there should"),
]


def test_a_run_that_does_not_fit_is_left_out_with_its_reason(client, runner, subtests):
    for change, reason in WRONG:
        with subtests.test(reason, change=change):
            address = upload(client, file_of(KEY, EASY | change)).url
            assert reason in said(client, address)
            confirm(client, address)
            store(client, address)
            assert runs_of(runner) == [("2026-03-16", "key", 50)]
            Import.objects.all().delete()


def test_something_else_than_a_run_is_left_out(client, runner):
    bring(client, file_of("run", None, KEY))
    assert len(runs_of(runner)) == 1
