"""A page that did not change is answered with 304; one that changed never is."""

import gzip
import re
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection
from django.test import Client

from exercises import http_cache
from exercises.models import Cue
from logbook.exchange.access_keys import TOKEN_PREFIX, hand_out
from logbook.models import AccessToken, SetEntry
from tests.exercises.admin_forms import save
from tests.factories import UserFactory

from .form_pages import Page
from .long_logs import start, train

pytestmark = pytest.mark.usefixtures("pages_are_cached")

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
PAGES = [
    "/today/", "/today/go/", "/today/done/", "/today/ahead/2026-03-03/",
    "/today/ahead/2026-03-03/go/", "/plan/", "/weeks/", "/weeks/?span=all", "/weeks/2026-W09/",
    "/weeks/records/", "/logbook/", "/logbook/?q=bridge", "/logbook/2026-03-01/",
    "/logbook/exercises/prone-squeeze/", "/runs/", "/settings/",
    "/exercises/", "/exercises/glute-bridge/", "/exercises/compare/", "/muscles/",
    "/muscles/gluteus-maximus/",
]  # fmt: skip
# Keys shown once, a calendar's address, what a physio reads; other devices' doings.
NOT_STORED = [
    "/logbook/export/", "/logbook/report/", "/settings/reminders/", "/settings/logins/",
]  # fmt: skip
NONCE = rb'(?<= nonce=")[\w-]+'
RANDOM = [  # differs from answer to answer
    rb'(?<=name="csrfmiddlewaretoken" value=")\w{64}',
    rb'(?<=data-at=")\d+',
    rb'(?<="at": )\d+',
    NONCE,
    rb'(?<=data-etag=").+?(?=")',
]


@pytest.fixture
def runner(mat_runner):
    train(mat_runner, MONDAY - 3 * DAY, 3)
    return mat_runner


def known(client, path, etag, **headers):
    """Asks for a page as a browser does that has it under this tag."""
    return client.get(path, headers={"if-none-match": etag, **headers})


def tags(client, paths=PAGES):
    return {path: client.get(path)["ETag"] for path in paths}


def statuses(client, tags):
    return {known(client, path, etag).status_code for path, etag in tags.items()}


def content(client, path):
    page = client.get(path).content
    for pattern in RANDOM:
        page = re.sub(pattern, b"", page)
    logged = {str(key).encode() for key in SetEntry.objects.values_list("key", flat=True)}
    return re.sub(rb"\w{8}(-\w{4}){3}-\w{12}", lambda m: m[0] if m[0] in logged else b"", page)


def test_an_unchanged_page_is_304_and_costs_the_session_and_the_runner(
    client, runner, django_assert_max_num_queries
):
    for path, etag in tags(client).items():
        with django_assert_max_num_queries(2):
            answer = known(client, path, etag)
        assert (answer.status_code, answer.content) == (304, b""), path
        assert answer["Cache-Control"] == "private, no-cache"
        assert {"Cookie", "HX-Request"} <= set(answer["Vary"].split(", "))


def test_no_page_is_stored_for_others_or_shown_without_asking(client, runner):
    for path in [*PAGES, *NOT_STORED, "/logbook/import/"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert {"private", "no-cache"} <= set(answer["Cache-Control"].split(", ")), path
        assert "Cookie" in answer["Vary"], path


def test_a_page_with_a_secret_or_what_others_do_has_no_tag(client, runner):
    assert not any("ETag" in client.get(path) for path in NOT_STORED)


def one_form_of_each_kind(client):
    """The forms that keep the runner signed in."""
    forms = {}
    for address in ("/today/", "/plan/", "/logbook/", "/settings/"):
        for form in Page(client.get(address)).forms:
            kind = re.sub(r"[0-9a-f-]{36}", "", form.action)
            forms.setdefault((kind, "fb-" in form.id), form)
    return [form for (kind, _), form in forms.items() if "logout" not in kind]


def test_whatever_a_form_changes_is_on_the_pages_at_once(client, runner):
    paths = [*PAGES[:6], "/logbook/"]
    changes = 0
    for form in one_form_of_each_kind(client):
        before, etags = {path: content(client, path) for path in paths}, tags(client, paths)
        answer = form.send(client, form.label, pain="3", minutes="20", note="cold hall")
        client.get(answer.get("Location", "/today/"))  # shows what is said about it
        for path in paths:
            if content(client, path) != before[path]:
                changes += 1
                assert known(client, path, etags[path]).status_code == 200, (form, path)
    assert changes > 4, changes


def test_another_device_of_the_runner_makes_pages_anew(client, runner):
    etags = tags(client)
    phone = Client()
    phone.force_login(runner)
    phone.post("/squeeze/", {"key": "0b1c5c9e-0d3c-4b4e-8d43-0d6a0ea1e6c5"})
    assert statuses(client, etags) == {200}


def test_a_set_sent_by_the_api_makes_pages_anew(client, runner):
    etags = tags(client)
    key = hand_out(AccessToken(user=runner, name="watch", may_log=True), prefix=TOKEN_PREFIX)
    sent = {"key": "0b1c5c9e-0d3c-4b4e-8d43-0d6a0ea1e6c5", "exercise": "glute-bridge", "amount": 9}
    headers = {"authorization": f"Bearer {key}"}
    answer = Client().post("/api/v1/sets", sent, "application/json", headers=headers)
    assert answer.status_code == 201, answer.content
    assert statuses(client, etags) == {200}


def test_what_one_runner_does_leaves_the_pages_of_others(client, runner, admin_client):
    etags = tags(client)
    admin_client.post("/squeeze/", {"key": "0b1c5c9e-0d3c-4b4e-8d43-0d6a0ea1e6c5"})
    assert statuses(client, etags) == {304}


def test_a_new_day_has_its_own_pages(client, runner, clock):
    etag = client.get("/today/")["ETag"]
    clock.go(MONDAY + DAY)
    answer = known(client, "/today/", etag)
    assert "Tuesday 3 March" in answer.content.decode()


def test_the_day_is_that_of_the_runner_s_own_zone(client, runner, clock):
    runner.time_zone = "Pacific/Auckland"
    runner.save()
    etag = client.get("/plan/")["ETag"]
    clock.go(MONDAY, 12)  # past midnight there
    assert known(client, "/plan/", etag).status_code == 200


def test_each_language_has_its_own_pages(client, runner, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    etags = tags(client)
    assert {known(client, p, e, **{"accept-language": "de"}).status_code
            for p, e in etags.items()} == {200}  # fmt: skip


def test_nobody_gets_the_pages_of_another(client, runner):
    etags = tags(client)
    other = Client()
    other.force_login(start(UserFactory(), MONDAY))
    for path, etag in etags.items():
        answer = known(other, path, etag)
        assert answer.status_code == 200
        assert f'data-runner="{runner.pk}"' not in answer.content.decode()
        assert known(Client(), path, etag).status_code in (200, 302)


def test_after_logging_out_and_in_again_all_pages_are_new(client, runner):
    etags = tags(client)
    client.logout()
    client.force_login(runner)
    assert statuses(client, etags) == {200}


def test_a_message_is_shown_once(client, runner):
    lamp = Page(client.get("/today/")).lamps()[0]
    assert lamp.send(client).status_code == 303
    answers = [client.get("/today/") for _ in range(3)]
    assert ["Set 1: 10 logged</span>" in one.content.decode() for one in answers] == [1, 0, 0]
    assert ["ETag" in one for one in answers] == [False, True, True]


def test_what_a_stored_page_sends_is_stored(runner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(runner)
    page = strict.get("/today/")
    assert known(strict, "/today/", page["ETag"]).status_code == 304
    count = runner.sets.count()
    for lamp in Page(page).lamps()[:2]:
        assert lamp.send(strict).status_code == 303
    assert runner.sets.count() == count + 2


def test_a_fragment_is_no_page(client, runner):
    for path in ("/exercises/", "/logbook/", "/today/done/"):
        etag = client.get(path)["ETag"]
        part = known(client, path, etag, **{"hx-request": "true"})
        assert (part.status_code, "ETag" in part) == (200, False)
        assert "HX-Request" in part["Vary"]


def test_a_set_that_a_form_refuses_has_no_tag(client, runner):
    answer = client.post("/runs/", {"date": "2026-03-02", "kind": "easy", "minutes": "x"})
    assert (answer.status_code, "ETag" in answer) == (422, False)


@pytest.mark.django_db(transaction=True)
def test_a_page_made_while_something_changes_does_not_pass_for_the_new_one(runner, monkeypatch):
    from logbook.today import views

    reading, stored = Event(), Event()
    real = views.Page

    def slow(*args, **values):
        page = real(*args, **values)
        if not reading.is_set():
            reading.set()
            stored.wait(20)
        return page

    slow_client, quick = Client(), Client()
    for one in (slow_client, quick):
        one.force_login(runner)
    lamp = Page(quick.get("/today/")).lamps()[0]
    monkeypatch.setattr(views, "Page", slow)
    found = []

    def look():
        found.append(slow_client.get("/today/"))
        connection.close()

    looking = Thread(target=look)
    looking.start()
    assert reading.wait(20)
    lamp.send(quick)
    stored.set()
    looking.join()
    assert lamp.values["key"] in known(slow_client, "/today/", found[0]["ETag"]).content.decode()


def test_a_runner_who_leaves_has_no_stamp_to_set(client, runner):
    password = "correct horse"
    runner.set_password(password)
    runner.save()
    client.force_login(runner)
    assert client.post("/settings/leave/", {"password": password}).status_code == 200
    assert not get_user_model().objects.filter(pk=runner.pk).exists()


# The library


def test_a_change_in_the_admin_makes_all_pages_anew(client, runner, admin_client):
    cue = Cue.objects.filter(exercise__slug="glute-bridge").first()
    etags = tags(client)
    address = f"/admin/exercises/cue/{cue.pk}/change/"
    save(admin_client, address, "_publish", text_en="Crush two walnuts")
    assert statuses(client, etags) == {200}
    assert "Crush two walnuts" in client.get("/exercises/glute-bridge/").content.decode()


def test_what_the_admin_refuses_or_only_previews_changes_no_page(admin_client, library):
    stamp = http_cache.library_stamp()
    cue = Cue.objects.first()
    assert admin_client.post(f"/admin/exercises/cue/{cue.pk}/change/").status_code == 422
    admin_client.post("/admin/exercises/cue/preview/", {"cue": cue.pk, "text_en": "Press"})
    assert http_cache.library_stamp() == stamp


def test_loading_the_library_makes_all_pages_anew(client, runner):
    etags = tags(client)
    call_command("load_library", verbosity=0)
    assert statuses(client, etags) == {200}


def test_the_library_s_stamp_is_shared_and_looked_up_once_a_second(db):
    here = http_cache.library_stamp()
    cache.set(http_cache.LIBRARY_STAMP, here + 1, timeout=None)  # by another web process
    assert http_cache.library_stamp() == here
    caches["pages"].delete(http_cache.LIBRARY_STAMP)  # after a second
    assert http_cache.library_stamp() == here + 1


def test_a_value_of_the_library_is_made_once_until_it_changes(db):
    made = []
    count = http_cache.per_library_stamp(lambda *args: made.append(args))
    for args in ((), (), (1,), (1,)):
        count(*args)
    http_cache.library_changed()
    count()
    assert made == [(), (1,), ()]


def test_new_code_makes_all_pages_anew(client, runner, monkeypatch):
    etags = tags(client)
    monkeypatch.setattr(http_cache, "code_version", lambda: "another")
    assert statuses(client, etags) == {200}


# Signed out


def test_a_public_page_is_stored_packed_for_everybody(
    db, library, client, django_assert_num_queries
):
    page = "/muscles/gluteus-maximus/"
    first = client.get(page)
    assert not first.cookies
    Client().get(page, headers={"accept-encoding": "gzip"})
    with django_assert_num_queries(0):
        again = Client().get(page, headers={"accept-encoding": "gzip"})
    plain = [re.sub(NONCE, b"", one) for one in (gzip.decompress(again.content), first.content)]
    assert plain[0] == plain[1]
    assert first["ETag"] == again["ETag"]
    assert {"Accept-Encoding", "Cookie", "HX-Request"} <= set(again["Vary"].split(", "))
    assert known(Client(), page, first["ETag"]).status_code == 304


def test_errors_are_not_stored(db, library):
    assert Client().get("/exercises/compare/?a=no&b=such").status_code == 422
    Client().get("/exercises/no-such-thing/")
    assert set(caches["pages"]._cache) <= {":1:library-stamp"}


# Parts of the frame are put together once for everybody.


def test_the_kept_parts_of_the_frame_hold_nothing_of_a_runner(client, runner):
    caches["template_fragments"].clear()
    for path in PAGES:
        client.get(path)
    kept = b"".join(caches["template_fragments"]._cache.values())
    assert b"Logbook" in kept
    assert b"Log in to send" in kept
    for nobodys in (b"csrfmiddlewaretoken", b"squeeze-key", b"data-runner", runner.email.encode()):
        assert nobodys not in kept


def test_the_frame_marks_the_page_that_is_open_and_no_other(client, runner):
    caches["template_fragments"].clear()
    tabs = ["/today/", "/plan/", "/weeks/", "/logbook/", "/exercises/", "/settings/"]
    for path in (*tabs, *reversed(tabs)):
        foot = client.get(path).content.decode().partition('<div class="foot">')[2]
        assert re.findall(r'href="(\S+)"\s+aria-current="page"', foot) == [path]


@pytest.mark.parametrize(
    ("address", "tab"),
    [
        ("/today/go/", "/today/"),
        ("/weeks/records/", "/weeks/"),
        ("/logbook/2026-03-01/", "/logbook/"),
        ("/logbook/exercises/glute-bridge/", "/logbook/"),
        ("/runs/", "/logbook/"),
        ("/exercises/glute-bridge/", "/exercises/"),
        ("/muscles/", "/exercises/"),
        ("/settings/reminders/", "/settings/"),
    ],
)
def test_the_frame_marks_the_section_of_a_page_beneath_a_tab(client, runner, address, tab):
    foot = client.get(address).content.decode().partition('<div class="foot">')[2]
    assert re.findall(r'href="(\S+)"\s+aria-current="(\S+)"', foot) == [(tab, "true")]


def test_the_frame_of_one_signed_out_is_another(client, runner):
    for _ in range(2):
        assert 'href="/settings/"' in client.get("/exercises/").content.decode()
        page = Client().get("/exercises/").content.decode()
        assert 'href="/settings/"' not in page
        assert 'href="/accounts/login/"' in page
