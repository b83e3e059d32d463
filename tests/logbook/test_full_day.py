"""A day takes a thousand sets, in whatever way they come: a page reads and shows each of them."""

from datetime import date
from uuid import uuid4

import pytest

from logbook import actions
from logbook.exchange.access_keys import TOKEN_PREFIX, hand_out
from logbook.exchange.imports import store
from logbook.models import AccessToken, Import, SetEntry
from tests.factories import SetEntryFactory
from tests.logbook.exchange.api.conftest import Api
from tests.logbook.exchange.imports.import_steps import upload
from tests.logbook.exchange.imports.test_own_values import a_day, a_set, file

MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 1)
WHY = "sets were logged on this day already: it takes no more."
BRIDGE = {"exercise": "glute-bridge", "amount": "10", "hold_s": "3"}
SQUEEZE = {"exercise": "prone-squeeze", "side": "both", "amount": "10", "hold_s": "5"}
PAIR = {"exercise": "single-leg-bridge", "amount": "8", "hold_s": "1"}


@pytest.fixture(autouse=True)
def runner(mat_runner, monkeypatch):
    """Has three sets on a day that takes no more, one of them deleted."""
    for module in (actions, store):
        monkeypatch.setattr(module, "MOST_SETS_A_DAY", 3)
    sets = SetEntryFactory.create_batch(3, user=mat_runner, date=MONDAY)
    actions.delete_set(entry=sets[0])
    return mat_runner


def key():
    return str(uuid4())


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/today/sets/", BRIDGE | {"key": key()}),
        ("/today/sets/", BRIDGE | {"key": key(), "number": "3"}),
        ("/today/sets/both/", PAIR | {"key": key(), "pair": key()}),
        ("/today/go/primer/sets/", SQUEEZE | {"key": key()}),
        ("/squeeze/", {"key": key()}),
        ("/logbook/2026-03-02/glute-bridge/", BRIDGE | {"key": key(), "side": "both"}),
    ],
)
def test_one_more_is_refused_in_words(client, address, sent, headers):
    answer = client.post(address, sent, headers=headers)
    assert answer.status_code == 422
    assert WHY in answer.text
    assert SetEntry.objects.count() == 3


def test_a_set_that_is_sent_again_is_there(client):
    sent = BRIDGE | {"key": SetEntry.objects.live().first().key}
    assert client.post("/today/sets/", sent).status_code == 303
    assert SetEntry.objects.count() == 3


def test_a_deleted_set_can_be_brought_back(client):
    entry = SetEntry.objects.exclude(deleted_at=None).get()
    client.post(f"/sets/{entry.key}/restore")
    assert SetEntry.objects.live().count() == 3


def test_another_day_takes_more(client):
    client.post("/logbook/2026-03-01/glute-bridge/", BRIDGE | {"key": key(), "side": "both"})
    assert SetEntry.objects.filter(workout__date=SUNDAY).exists()


def test_a_program_is_told_so(runner):
    key_of_program = hand_out(AccessToken(user=runner, name="Watch", may_log=True), TOKEN_PREFIX)
    api = Api(key_of_program)
    one = {"key": key(), "exercise": "prone-squeeze", "amount": 10, "hold_s": 5}
    status, said = api.post("/sets", one)
    assert (status, said["errors"][0]["pointer"]) == (422, "#/date")
    assert WHY in said["errors"][0]["detail"]
    assert api.post("/sets", one | {"date": "2026-03-01"})[0] == 201


@pytest.mark.parametrize("move", ["glute-bridge/move/", "move/"])
def test_no_set_is_moved_to_it(client, runner, move):
    SetEntryFactory(user=runner, date=SUNDAY)
    answer = client.post(f"/logbook/2026-03-01/{move}", {"date": MONDAY})
    assert answer.status_code == 422
    assert WHY in answer.text
    assert SetEntry.objects.filter(workout__date=SUNDAY).count() == 1


def test_two_imports_that_wait_bring_no_more_together(client, runner):
    waiting = []
    for _file in range(2):
        upload(client, file(days=[a_day(sets=[a_set(key=key()), a_set(key=key())])]), name="a.json")
        waiting.append(Import.objects.get(confirmed_at=None))
        store.confirm(
            file_import=waiting[-1], names={"band-walk": "band-walk"}, take=[], settings=False
        )
    for one in (*waiting, *reversed(waiting)):
        store.store_next(one)
    for one in waiting:
        store.store_next(one)
    added = SetEntry.objects.exclude(workout__date=MONDAY)
    assert added.count() == 3
    assert sorted(one.sets_added for one in Import.objects.all()) == [1, 2]
