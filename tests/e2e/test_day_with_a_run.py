"""A day with a run, on a phone: the primer, the run, and how it was, without reception between."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from logbook.models import SetEntry
from tests.e2e.conftest import DESK
from tests.e2e.test_guided import go, mode, passes
from tests.e2e.test_offline import visit
from tests.factories import RunFactory, UserFactory
from tests.logbook.long_logs import start

from .runner import choose, eventually, settled

MONDAY = date(2026, 3, 2)
SQUEEZE_S, REST_S = 3 + 10 * 8, 20
pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def runner(transactional_db, clock):
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


def test_from_the_primer_to_the_answer_offline_in_the_middle(
    page, sign_in, runner, service_worker, clock, axe
):
    run = RunFactory(user=runner, date=MONDAY, minutes=40)
    sign_in(page, runner)
    visit(page, clock)
    expect(page.get_by_role("heading", name=re.compile(r"^Primer, \d minutes$"))).to_be_visible()
    axe(page)
    page.context.set_offline(True)
    page.goto("/today/go/primer/")
    page.clock.pause_at(datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    go(page)
    for _ in range(2):  # hands-free: the second squeeze begins by itself
        mode(page, "work")
        passes(page, SQUEEZE_S + 0.5)
        passes(page, REST_S)
    mode(page, "end")
    expect(page.get_by_text("On this run, think:")).to_be_visible()
    assert not SetEntry.objects.exists()
    page.clock.resume()
    page.get_by_role("link", name="To today’s plan").last.click()
    expect(page.get_by_role("heading", name="Primer done")).to_be_visible()  # on the stored page
    expect(page.get_by_role("link", name="Start the primer")).to_have_count(0)
    expect(page.get_by_text("On this run, think:")).to_be_visible()
    question = page.locator("#after-run")
    question.get_by_text("how was it?").click()
    choose(question, "felt_left", 6)
    choose(question, "felt_right", 7)
    question.get_by_role("button", name="1", exact=True).click()
    expect(page.get_by_text("Your answer is kept on this phone.")).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    settled(page)

    def stored():
        run.refresh_from_db()
        return run.felt_left is not None

    assert eventually(page, stored)
    assert (run.felt_left, run.felt_right, run.pain) == (6, 7, 1)
    sets = SetEntry.objects.values_list("exercise__slug", "amount", "primer")
    assert list(sets) == [("prone-squeeze", 10, True), ("standing-squeeze", 10, True)]


def test_without_a_script_the_primer_is_logged_and_the_run_answered(new_context, sign_in, runner):
    run = RunFactory(user=runner, date=MONDAY, minutes=40)
    page = new_context(java_script_enabled=False, **DESK).new_page()
    sign_in(page, runner)
    page.goto("/today/")
    page.get_by_role("link", name="Start the primer").click()
    page.get_by_role("button", name="Log the primer").click()
    expect(page.get_by_role("heading", name="Primer done")).to_be_visible()
    question = page.locator("#after-run")
    choose(question, "felt_left", 5)
    choose(question, "felt_right", 5)
    question.get_by_role("radio", name="4", exact=True).last.check(force=True)
    question.get_by_text("Knee").click()
    question.get_by_role("button", name="Log", exact=True).click()
    expect(page.locator("#after-run")).to_have_count(0)
    run.refresh_from_db()
    assert (run.felt_left, run.pain, run.pain_place) == (5, 4, "knee")
