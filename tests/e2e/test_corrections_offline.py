"""What is put right in the logbook without reception."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

from .test_offline import sets

MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("clock", "library", "service_worker")


@pytest.fixture
def runner(transactional_db):
    runner = start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)
    train(runner, MONDAY, slugs=["prone-squeeze"], sets=1)
    return runner


@pytest.fixture
def editor(page, sign_in, runner):
    """The form of the one set, open when the reception goes."""
    sign_in(page, runner)
    page.goto("/logbook/2026-03-02/")
    page.get_by_role("link", name="Correct").click()
    expect(page.locator("form.editor:not(.mover)")).to_be_visible()
    page.context.set_offline(True)
    return page


def is_kept(page):
    expect(page.get_by_text("Kept on this phone")).to_be_visible()
    expect(page.locator("form.editor:not(.mover)")).to_have_count(0)
    expect(page.locator("#sync")).to_contain_text("1 set waits on this phone")


def goes_out(page, wrong):
    page.context.set_offline(False)
    expect(page.locator("#sync")).to_be_hidden()
    expect(page.get_by_text("Kept on this phone")).to_have_count(0)
    assert all("htmx:sendError" in fault or "htmx:afterRequest" in fault for fault in wrong)
    wrong.clear()


def test_a_correction_waits_and_is_shown_when_it_is_stored(editor, runner, wrong):
    editor.locator("form.editor [name=amount]").fill("7")
    editor.get_by_role("button", name="Save").first.click()
    is_kept(editor)
    assert sets(runner) == [("prone-squeeze", 10)]
    goes_out(editor, wrong)
    expect(editor.locator("table.sets")).to_contain_text("7")
    assert sets(runner) == [("prone-squeeze", 7)]


def test_a_deletion_waits_too(editor, runner, wrong):
    editor.get_by_role("button", name="Delete set").click()
    is_kept(editor)
    goes_out(editor, wrong)
    assert sets(runner) == []


def opened(page, sign_in, runner):
    sign_in(page, runner)
    page.goto("/logbook/2026-03-02/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.context.set_offline(True)
    return page


def unsent(wrong):
    """The browser's word for each request that found no way, and nothing else."""
    assert all("htmx:sendError" in fault or "htmx:afterRequest" in fault for fault in wrong)
    wrong.clear()


@pytest.mark.thorough
def test_an_editor_that_the_phone_does_not_keep_says_so(page, sign_in, runner, wrong):
    opened(page, sign_in, runner).get_by_role("link", name="Correct").click()
    expect(page.get_by_role("heading", name="No reception")).to_be_visible()
    expect(page.get_by_text("This page is not kept on your phone.")).to_be_visible()
    unsent(wrong)


def test_a_note_that_finds_no_way_says_so_and_stays_typed(page, sign_in, runner, wrong):
    opened(page, sign_in, runner).get_by_label("Note", exact=True).fill("Knees in")
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("#toast")).to_contain_text("Not saved. Tap it again.")
    page.context.set_offline(False)
    with page.expect_response("**/note/"):
        page.get_by_role("button", name="Save note").click()
    page.reload()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Knees in")
    unsent(wrong)
