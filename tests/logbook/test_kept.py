"""Kept pages are what the views would answer now, whatever was done in between."""

import gzip
import re
import subprocess
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client

from exercises import kept
from exercises.models import Cue
from logbook.models import SetEntry
from tests.factories import UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
PAGES = [
    "/today/", "/today/go/", "/plan/", "/weeks/", "/logbook/", "/exercises/glute-bridge/",
    "/weeks/?span=all", "/weeks/2026-W09/", "/weeks/records/", "/exercises/", "/muscles/",
]  # fmt: skip
FRESH = [  # differs from answer to answer
    rb'(?<=name="csrfmiddlewaretoken" value=")\w{64}',
    rb'(?<=data-at=")\d+',
    rb'(?<="at": )\d+',
    rb'(?<= nonce=")[\w-]+',
    rb"(?<=:)\w{6}:[\w-]{43}",  # when something was signed
]


@pytest.fixture(autouse=True)
def _keeps(settings):
    settings.KEEPS_PAGES = True
    caches["pages"].clear()
    kept.library_changed()


@pytest.fixture
def runner(mat_runner):
    train(mat_runner, MONDAY - 3 * DAY, 3)
    return mat_runner


def plain(content):
    for pattern in FRESH:
        content = re.sub(pattern, b"", content)
    logged = {str(key).encode() for key in SetEntry.objects.values_list("key", flat=True)}
    return re.sub(rb"\w{8}(-\w{4}){3}-\w{12}", lambda m: m[0] if m[0] in logged else b"", content)


def answers(client):
    return {path: plain(client.get(path).content) for path in PAGES[:6]}


def as_made_now(client, settings):
    settings.KEEPS_PAGES = False
    made = answers(client)
    settings.KEEPS_PAGES = True
    return made


def one_of_each_kind(client):
    """Of what the pages can send and that keeps the runner signed in."""
    forms = {}
    for address in ("/today/", "/plan/", "/logbook/"):
        for form in Page(client.get(address)).forms:
            kind = re.sub(r"[0-9a-f-]{36}", "", form.action)
            forms.setdefault((kind, "fb-" in form.id), form)
    return [form for (kind, _), form in forms.items() if "logout" not in kind]


def test_what_is_kept_is_what_would_be_made_now(client, runner, settings):
    before = answers(client)
    assert answers(client) == before == as_made_now(client, settings)
    changes = 0
    for form in one_of_each_kind(client):
        answer = form.send(client, form.label, pain="3", minutes="40", note="cold hall")
        client.get(answer.get("Location", "/today/"))  # what is said about it is said there
        now = answers(client)
        assert now == as_made_now(client, settings), form
        changes += now != before
        before = now
    assert changes > 4, changes


def test_a_page_is_made_once(client, runner, django_assert_max_num_queries):
    for path in PAGES:
        client.get(path)
        with django_assert_max_num_queries(2):  # the session and the runner
            client.get(path)


def test_each_answer_has_keys_and_a_token_of_its_own(client, runner):
    one, other = ([f for f in Page(client.get("/today/")).forms if f.values] for _ in range(2))
    assert len(one) == len(other) > 10
    for mine, yours in zip(one, other, strict=True):
        assert mine.values["csrfmiddlewaretoken"] != yours.values["csrfmiddlewaretoken"]
        assert "key" not in mine.values or mine.values["key"] != yours.values["key"]


def test_what_a_kept_page_sends_is_stored(runner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(runner)
    strict.get("/today/")
    count = runner.sets.count()
    for form in [f for f in Page(strict.get("/today/")).forms if f.label.endswith("log 10")][:2]:
        assert form.send(strict).status_code == 303
    assert runner.sets.count() == count + 2


def test_nobody_sees_another_s(client, runner):
    client.get("/today/")
    other = Client()
    other.force_login(start(UserFactory(), MONDAY))
    assert f'data-runner="{runner.pk}"' in client.get("/today/").content.decode()
    assert f'data-runner="{runner.pk}"' not in other.get("/today/").content.decode()
    assert Client().get("/today/")["Location"].startswith("/accounts/login/")


def test_a_new_day_has_its_own_page(client, runner, clock):
    assert "Monday 2 March" in client.get("/today/").content.decode()
    clock.go(MONDAY + DAY)
    assert "Tuesday 3 March" in client.get("/today/").content.decode()


def test_an_edited_cue_is_seen_at_once(client, runner, admin_client):
    cue = Cue.objects.filter(exercise__slug="glute-bridge").first()
    assert "Crush two walnuts" not in client.get("/exercises/glute-bridge/").content.decode()
    cue.text = {"en": "Crush two walnuts"}
    cue.save()
    # What staff sends, whatever it is, makes all pages anew.
    admin_client.post("/admin/exercises/cue/")
    assert "Crush two walnuts" in client.get("/exercises/glute-bridge/").content.decode()


def test_loading_the_library_makes_all_pages_anew(client, runner):
    before = kept.library_stamp()
    call_command("load_library", verbosity=0)
    assert kept.library_stamp() != before


def test_the_library_s_stamp_is_shared_and_looked_up_once_a_second(runner, monkeypatch):
    here = kept.library_stamp()
    kept.cache.set(kept.LIBRARY, here + 1, timeout=None)  # by another web process
    assert kept.library_stamp() == here
    monkeypatch.setattr(kept, "_read", (here, kept.time.monotonic() - kept.BELIEVED_S))
    assert kept.library_stamp() == here + 1


def test_a_message_is_shown_once(client, runner):
    lamp = next(f for f in Page(client.get("/today/")).forms if f.label.endswith("log 10"))
    assert lamp.send(client).status_code == 303
    shown = [
        client.get("/today/").content.decode().count("Set 1: 10 logged</span>") for _ in range(3)
    ]
    assert shown == [1, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_a_page_made_while_something_changes_is_not_kept_for_later(runner, monkeypatch):
    """The old rows were read, then the tap was stored: its stamp is another page's."""
    from logbook.today import views as views

    reading, stored = Event(), Event()
    real = views._page_of

    def slow(request, on, library, **values):
        page = real(request, on, library, **values)
        if request.method == "GET" and not reading.is_set():
            reading.set()
            stored.wait(20)
        return page

    slow_client, quick = Client(), Client()
    for one in (slow_client, quick):
        one.force_login(runner)
    lamp = next(f for f in Page(quick.get("/today/")).forms if f.label.endswith("log 10"))
    caches["pages"].clear()
    monkeypatch.setattr(views, "_page_of", slow)

    def look():
        slow_client.get("/today/")
        connection.close()

    looking = Thread(target=look)
    looking.start()
    assert reading.wait(20)
    lamp.send(quick)
    stored.set()
    looking.join()
    quick.get("/today/")  # reads the message
    assert lamp.values["key"] in quick.get("/today/").content.decode()


# Packed


@pytest.mark.parametrize("path", ["/weeks/", "/exercises/", "/today/"])
def test_packed_it_is_the_same_page_with_a_token_and_keys_of_its_own(client, runner, path):
    sent = [client.get(path, headers={"accept-encoding": "gzip"}) for _ in range(3)]
    assert all(one["Content-Encoding"] == "gzip" for one in sent)
    assert all("Accept-Encoding" in one["Vary"] for one in sent)
    pages = [unpacked(one.content) for one in sent]
    assert all(len(one.content) < len(page) / 3 for one, page in zip(sent, pages, strict=True))
    tokens = [set(kept.TOKEN.findall(page)) for page in pages]
    keys = [set(KEY.findall(page)) for page in pages]
    assert [len(some) for some in tokens] == [1, 1, 1]
    assert len(set.union(*tokens)) == 3
    assert all(keys)
    assert len(set.union(*keys)) == sum(map(len, keys))
    plain = client.get(path, headers={"accept-encoding": "br"}).content
    assert {without_slots(page) for page in pages} == {without_slots(plain)}


KEY = re.compile(rb'(?<=name="key")[^>]*value="([0-9a-f-]{36})"')


def without_slots(page):
    return re.sub(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}", b"", kept.TOKEN.sub(b"", page))


def unpacked(content):
    """By two readers that check what they read, one of them the strictest there is."""
    page = gzip.decompress(content)
    done = subprocess.run(["gzip", "-dc"], input=content, capture_output=True, check=True)
    assert done.stdout == page
    return page


# Signed out


def test_a_public_page_is_the_same_for_everyone(db, library):
    first = Client().get("/exercises/glute-bridge/")
    again = Client().get("/exercises/glute-bridge/", headers={"accept-encoding": "gzip"})
    assert again["Content-Encoding"] == "gzip"
    assert unpacked(again.content) == first.content
    assert "Accept-Encoding" in again["Vary"]
    assert first["ETag"] == again["ETag"]
    known = Client().get("/exercises/glute-bridge/", headers={"if-none-match": first["ETag"]})
    assert known.status_code == 304
    assert known.content == b""


def test_a_public_page_costs_no_query(db, library, django_assert_num_queries):
    Client().get("/exercises/glute-bridge/")
    with django_assert_num_queries(0):
        assert Client().get("/exercises/glute-bridge/").status_code == 200


def test_another_cue_is_another_etag(db, library):
    first = Client().get("/exercises/glute-bridge/")["ETag"]
    cue = Cue.objects.filter(exercise__slug="glute-bridge").first()
    cue.text = {"en": "Crush two walnuts"}
    cue.save()
    kept.library_changed()
    answer = Client().get("/exercises/glute-bridge/", headers={"if-none-match": first})
    assert answer.status_code == 200


def test_errors_and_long_addresses_are_not_kept(db, library):
    client = Client()
    client.get("/exercises/no-such-thing/")
    client.get("/exercises/?q=" + "x" * 300)
    assert not caches["pages"]._cache


def test_a_runner_who_leaves_has_no_stamp_to_set(client, runner):
    password = "correct horse"
    runner.set_password(password)
    runner.save()
    client.force_login(runner)
    assert client.post("/settings/leave/", {"password": password}).status_code == 200
    assert not get_user_model().objects.filter(pk=runner.pk).exists()
