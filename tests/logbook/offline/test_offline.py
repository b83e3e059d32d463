"""What the server gives a phone to keep for a place without reception."""

import json
import re
from datetime import date, timedelta

import pytest
from django.contrib.staticfiles import finders

from logbook.models import SetEntry
from tests.logbook.form_pages import Page

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def runner(mat_runner):
    return mat_runner


def test_todays_page_says_which_day_it_is(client, runner):
    response = client.get("/today/")
    assert (response["X-Day"], response["X-Zone"]) == ("2026-03-02", runner.time_zone)


@pytest.mark.parametrize("days", [1, 2, 3])
def test_the_plan_of_a_day_to_come_can_be_taken_along(client, runner, days):
    day = MONDAY + days * DAY
    response = client.get(f"/today/ahead/{day}/")
    assert response["X-Day"] == day.isoformat()
    lamp = Page(response).lamps("prone-squeeze")[0]
    assert lamp.values["date"] == day.isoformat()


def test_a_day_taken_along_is_logged_once_it_has_come(client, runner, clock):
    lamp = Page(client.get(f"/today/ahead/{MONDAY + DAY}/")).lamps("prone-squeeze")[0]
    assert lamp.send(client).status_code == 422
    clock.go(MONDAY + DAY)
    lamp.send(client)
    entry = SetEntry.objects.get()
    assert (entry.workout.date, entry.target_amount) == (MONDAY + DAY, 10)


@pytest.mark.parametrize("days", [-1, 0, 4, 400])
def test_no_other_day_is_ahead(client, runner, days):
    assert client.get(f"/today/ahead/{MONDAY + days * DAY}/").status_code == 404


@pytest.mark.parametrize("address", ["/today/ahead/2026-03-03/"])
def test_signed_out_there_is_no_plan_to_take_along(client, db, address):
    assert client.get(address).url.startswith("/accounts/login/")


def test_all_that_a_page_takes_along_is_there(client, runner):
    lists = re.findall(r'data-(?:anew|along)="([^"]*)"', client.get("/today/").content.decode())
    along = " ".join(lists).split()
    assert len(along) > 12
    assert {client.get(path).status_code for path in along} == {200}


def test_the_worker_keeps_every_style_and_module_of_the_pages(client, runner):
    """What a kept page names is kept too."""
    script = client.get("/sw.js")
    assert script["Content-Type"] == "text/javascript"
    assert "Service-Worker-Allowed" not in script  # its place gives it the whole site
    kept = json.loads(re.match(r"const KEPT = (.*);", script.content.decode())[1])
    static = [path for path in kept["files"] if path.startswith("/static/")]
    assert all(finders.find(path.removeprefix("/static/")) for path in static)
    for page in ("/today/", "/plan/", "/exercises/", "/exercises/glute-bridge/", "/offline/"):
        named = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', client.get(page).text)
        assert named
        assert not {*named} - {*kept["files"]}, page


def test_modules_that_modules_import_are_kept(client, db):
    kept = json.loads(re.match(r"const KEPT = (.*);", client.get("/sw.js").text)[1])["files"]
    for path in kept:
        if "/js/" not in path:
            continue
        with open(finders.find(path.removeprefix("/static/")), encoding="utf-8") as source:
            for name in re.findall(r'from "\./([\w-]+)\.js"', source.read()):
                assert f"/static/js/{name}.js" in kept


def test_it_can_be_installed(client, db):
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["start_url"] == "/today/"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_what_is_fetched_without_cookies_names_the_language_in_its_address(client, runner):
    page = client.get("/today/").text
    assert 'href="/manifest.webmanifest?lang=en"' in page
    assert client.get("/manifest.webmanifest?lang=en").json()["lang"] == "en"
    kept = json.loads(re.match(r"const KEPT = (.*);", client.get("/sw.js").text)[1])
    assert kept["offline"] == "/offline/?lang=en"


def test_the_page_for_no_reception_is_the_same_for_all(client, runner):
    assert client.get("/offline/").status_code == 200
