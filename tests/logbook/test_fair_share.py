"""One runner's requests leave threads to everybody else."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier
from time import sleep
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from logbook import fair_share
from logbook.exchange.access_keys import hand_out
from logbook.fair_share import TooManyAtOnce, share_of
from logbook.models import Reminders, ShareLink
from logbook.reminders.training_calendar import token_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(mat_runner):
    """As many requests of the runner as may be worked on at once are."""
    with ExitStack() as stack:
        for _ in range(fair_share.MOST):
            stack.enter_context(share_of(mat_runner.pk))
        yield stack


@pytest.fixture(autouse=True)
def no_wait(monkeypatch, client):
    client.raise_request_exception = False
    monkeypatch.setattr(fair_share, "WAIT_S", 0.01)


def test_a_page_too_many_is_to_be_asked_for_again(client, mat_runner, at_work):
    answer = client.get(reverse("today"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Other pages of yours are still being made." in answer.text
    at_work.close()
    assert client.get(reverse("today")).status_code == 200


def test_what_is_sent_is_said_not_to_be_stored(client, mat_runner, at_work):
    answer = client.post(reverse("squeeze"))
    assert answer.status_code == 503
    assert "What you just sent was not stored" in answer.text
    assert not mat_runner.sets.exists()


def test_the_outage_is_not_logged(client, mat_runner, at_work, caplog):
    client.get(reverse("today"))
    assert not caplog.records


def test_others_are_answered(at_work):
    client = Client()
    assert client.get(reverse("account_login")).status_code == 200
    client.force_login(UserFactory())
    assert client.get(reverse("settings")).status_code == 200


def test_addresses_without_a_login_count_for_their_runner(mat_runner, at_work):
    kinds = {ShareLink.Kind.PAGE: "shared", ShareLink.Kind.CALENDAR: "done_feed"}
    addresses = [
        reverse(name, args=[hand_out(ShareLink(user=mat_runner, kind=kind, name="x", weeks=4))])
        for kind, name in kinds.items()
    ]
    wanted = Reminders.objects.create(user=mat_runner, calendar_key=uuid4())
    addresses.append(reverse("calendar_feed", args=[token_of(wanted)]))
    visitor = Client(raise_request_exception=False)
    assert [visitor.get(one).status_code for one in addresses] == [503] * 3
    at_work.close()
    assert [visitor.get(one).status_code for one in addresses] == [200] * 3


def test_whoever_has_a_link_leaves_a_place_to_the_runner(client, mat_runner):
    with share_of(mat_runner.pk, by_link=True):
        with pytest.raises(TooManyAtOnce), share_of(mat_runner.pk, by_link=True):
            pass
        assert client.get(reverse("today")).status_code == 200
    with share_of(mat_runner.pk, by_link=True):
        pass
    assert not fair_share._by_link


def test_whoever_waits_has_the_next_place(monkeypatch):
    monkeypatch.setattr(fair_share, "WAIT_S", 20)
    at_work = Barrier(fair_share.MOST + 1)  # with the test itself

    def work():
        with share_of(7):
            at_work.wait(10)
            at_work.wait(10)

    def wait():
        with share_of(7):
            return fair_share._working[7]

    with ThreadPoolExecutor(fair_share.MOST + 1) as pool:
        working = [pool.submit(work) for _ in range(fair_share.MOST)]
        at_work.wait(10)
        waits = pool.submit(wait)
        while not fair_share._waiting[7]:
            sleep(0.01)
        with pytest.raises(TooManyAtOnce), share_of(7):  # at once, since another waits already
            pass
        at_work.wait(10)
        assert waits.result() <= fair_share.MOST
        for one in working:
            one.result()
    assert 7 not in fair_share._working | fair_share._waiting


def test_what_is_for_everybody_is_always_answered(client, at_work):
    assert client.get(reverse("healthz")).status_code == 200


def test_a_request_that_fails_gives_its_place_back():
    for _ in range(2 * fair_share.MOST):
        with pytest.raises(ZeroDivisionError), share_of(7):
            raise ZeroDivisionError
    with share_of(7):
        pass


def test_there_is_a_share_for_each_runner(at_work, mat_runner):
    with share_of(mat_runner.pk + 1):
        pass
    with pytest.raises(TooManyAtOnce), share_of(mat_runner.pk):
        pass
