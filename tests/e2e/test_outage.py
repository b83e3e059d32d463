"""The database is full while a phone is in use: nothing is lost, and it goes on by itself."""

import sqlite3
from datetime import date

import pytest
from django.db import OperationalError
from playwright.sync_api import expect

from logbook.models import SetEntry
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
pytestmark = [pytest.mark.usefixtures("library", "service_worker"), pytest.mark.answers(503)]


@pytest.fixture
def runner(transactional_db, clock):
    clock.go(MONDAY)
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


@pytest.fixture
def full(monkeypatch):
    """``full(what)`` lets that fail as on a full disk; ``full()``: there is room again."""

    def fail(*_args, **_options):
        cause = sqlite3.OperationalError("database or disk is full")
        cause.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise OperationalError(*cause.args) from cause

    def full(*what):
        monkeypatch.undo()
        for name in what:
            monkeypatch.setattr(name, fail)

    return full


def test_a_tap_waits_on_the_phone_and_is_sent_when_there_is_room(
    new_context, runner, sign_in, full
):
    page = new_context().new_page()
    sign_in(page, runner)
    page.goto("/today/")
    full("logbook.actions.log_set")
    lamp = page.locator("#lamp-prone-squeeze-both-1")
    lamp.click()
    expect(page.locator("#sync")).to_contain_text("1 set waits on this phone")
    expect(lamp).to_have_attribute("aria-pressed", "true")
    assert not SetEntry.objects.exists()
    full()
    expect(page.locator("#sync")).to_be_hidden(timeout=15_000)
    assert SetEntry.objects.filter(user=runner).count() == 1


def test_a_correction_says_that_it_was_not_saved_and_stays_typed(
    new_context, runner, sign_in, full, wrong
):
    train(runner, MONDAY, 1)
    page = new_context().new_page()
    sign_in(page, runner)
    page.goto("/logbook/2026-03-02/")
    note = page.get_by_role("textbox", name="Note")
    note.fill("slept badly")
    page.evaluate("() => navigator.serviceWorker.ready")  # its script is asked for only once
    full("django.db.backends.utils.CursorWrapper.execute")
    page.get_by_role("form", name="Note of the day").get_by_role("button").first.click()
    expect(page.locator("#toast")).to_contain_text("Not saved")
    expect(note).to_have_value("slept badly")
    assert all("Response Status Error Code 503" in line for line in wrong)
    wrong.clear()  # htmx tells the console


@pytest.mark.thorough
def test_a_page_can_be_tried_again(new_context, runner, sign_in, full, axe):
    page = new_context().new_page()
    sign_in(page, runner)
    full("django.db.backends.utils.CursorWrapper.execute")
    page.goto("/plan/")
    expect(page.get_by_role("heading", name="Back in a moment")).to_be_visible()
    axe(page)
    full()
    page.get_by_role("link", name="Try again").click()
    expect(page).to_have_url("/plan/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Back in a moment")


@pytest.mark.thorough
def test_a_page_that_the_phone_does_not_have_says_what_is_wrong(new_context, runner, sign_in, full):
    page = new_context().new_page()
    sign_in(page, runner)
    page.goto("/today/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    full("exercises.views.Comparison")  # a page that no phone takes along
    page.goto("/exercises/compare/")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("No reception")
    expect(page.locator("main")).to_contain_text("Try again")
