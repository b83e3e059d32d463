"""Leaving in a real browser: the phone keeps nothing of the runner, and all of another's."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.factories import PASSWORD, UserFactory
from tests.logbook.long_logs import start, train

from .conftest import DESK
from .runner import eventually

pytestmark = pytest.mark.usefixtures("service_worker")

KEPT = """async () => ({
  pages: (await caches.keys()).some((name) => name.startsWith("pages-") && name !== "pages-nobody"),
  runners: await new Promise((resolve) => {
    const asked = indexedDB.open("hipdrive", 1);
    asked.onsuccess = () => {
      const all = asked.result.transaction("acts").objectStore("acts").getAll();
      all.onsuccess = () => resolve(all.result.map((act) => act.runner).sort());
    };
  }),
  going: Object.keys(localStorage).filter((name) => name.startsWith("go:")),
})"""
OF_ANOTHER = """async () => {
  const { put } = await import("/static/js/outbox.js");
  await put({ runner: "another", address: "/today/sets/", fields: [] });
}"""


@pytest.fixture
def runner(library):
    runner = start(UserFactory(equipment=["mat", "wall"]), date.today() - timedelta(days=9))
    train(runner, date.today() - timedelta(days=9), 9)
    return runner


def leave(page, password):
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Delete everything for ever").click()


@pytest.mark.answers(401, 422)
def test_the_phone_keeps_nothing_of_the_runner(new_context, sign_in, runner):
    page = new_context().new_page()
    sign_in(page, runner)
    page.goto("/today/")
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.reload()
    page.wait_for_function("() => localStorage.getItem('took-along')", timeout=60_000)
    page.evaluate("runner => localStorage.setItem(`go:${runner}:2026-03-02`, '{}')", runner.pk)
    page.locator(".lamp[aria-pressed=false]").first.click()
    expect(page.locator(".lamp[aria-pressed=true]").first).to_be_visible()
    page.evaluate(OF_ANOTHER)
    kept = page.evaluate(KEPT)
    assert kept["pages"]
    assert kept["runners"] == [str(runner.pk), "another"]
    assert len(kept["going"]) == 1

    page.goto("/settings/")
    page.get_by_role("link", name="Delete everything").click()
    leave(page, "wrong")
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    assert page.evaluate(KEPT)["runners"] == [str(runner.pk), "another"]
    leave(page, PASSWORD)
    expect(page.get_by_role("heading", name="All of it is gone")).to_be_visible()
    clean = {"pages": False, "runners": ["another"], "going": []}
    eventually(page, lambda: page.evaluate(KEPT) == clean)
    assert page.evaluate(KEPT) == clean
    assert not User.objects.exists()


def test_it_works_without_javascript(plain, sign_in, runner):
    sign_in(plain, runner)
    plain.goto("/settings/leave/")
    leave(plain, PASSWORD)
    expect(plain.get_by_role("heading", name="All of it is gone")).to_be_visible()
    plain.goto("/today/")
    expect(plain).to_have_url(re.compile("/accounts/login/"))


@pytest.mark.thorough
@pytest.mark.answers(422)
@pytest.mark.parametrize("options", [{}, DESK], ids=["phone", "desk"])
def test_its_pages_are_for_everyone(new_context, sign_in, runner, sound, options):
    page = new_context(**options).new_page()
    sign_in(page, runner)
    page.goto("/settings/leave/")
    sound(page)
    leave(page, "wrong")
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    sound(page)
    leave(page, PASSWORD)
    expect(page.get_by_role("heading", name="All of it is gone")).to_be_visible()
    sound(page)
