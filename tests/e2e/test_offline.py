"""In a cellar without reception: nothing is lost, nothing is doubled."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from logbook.models import Feedback, SetEntry
from tests.factories import UserFactory
from tests.logbook.long_logs import start

from .runner import settled

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
pytestmark = pytest.mark.usefixtures("library", "service_worker")


@pytest.fixture
def runner(transactional_db, clock):
    clock.go(MONDAY)
    runner = UserFactory(equipment=["mat", "wall", "band"])
    start(runner, MONDAY)
    return runner


@pytest.fixture
def phone(browser_type, browser_type_launch_args, browser_context_args, tmp_path):
    """A browser that can be killed and started again: ``phone()`` gives its page."""
    open_ones = []

    def start():
        context = browser_type.launch_persistent_context(
            tmp_path / "profile", **browser_type_launch_args, **browser_context_args
        )
        context.set_default_timeout(20_000)
        open_ones.append(context)
        return context.new_page()

    yield start
    for context in open_ones:
        context.close()


def visit(page, clock=None):
    """Today's page, until all that the phone keeps is on it."""
    if clock:
        clock.follow(page)
    page.goto("/today/")
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.reload()
    if clock:
        page.clock.fast_forward(5_000)  # the page waits that long before it fetches anything
    page.wait_for_function("() => localStorage.getItem('took-along')", timeout=60_000)


def lit(page, slug="prone-squeeze"):
    return page.locator(f"#{slug} .lamp[aria-pressed=true]")


def unlit(page, slug="prone-squeeze"):
    return page.locator(f"#{slug} .lamp[aria-pressed=false]")


def sets(runner):
    rows = SetEntry.objects.for_user(runner).live().order_by("pk")
    return list(rows.values_list("exercise__slug", "amount"))


def test_a_whole_workout_offline_with_a_reload_and_a_restart(phone, sign_in, runner, clock):
    page = phone()
    sign_in(page, runner)
    visit(page, clock)
    page.context.set_offline(True)
    unlit(page).first.click()
    expect(lit(page)).to_have_count(1)
    page.reload()
    expect(lit(page)).to_have_count(1)
    unlit(page).first.click()
    expect(lit(page)).to_have_count(2)
    page.context.close()
    page = phone()
    clock.follow(page)
    page.context.set_offline(True)
    page.goto("/today/")
    expect(lit(page)).to_have_count(2)
    unlit(page).first.click()
    expect(lit(page)).to_have_count(3)
    page.locator("#prone-squeeze [name=pain][value='0']").check(force=True)
    page.locator("#prone-squeeze form.fb").get_by_role("button", name="Log", exact=True).click()
    for done in (1, 2, 3):
        unlit(page, "standing-squeeze").first.click()
        expect(lit(page, "standing-squeeze")).to_have_count(done)
    expect(page.locator("#sync")).to_contain_text("6 sets wait on this phone")
    assert sets(runner) == []
    page.context.set_offline(False)
    settled(page)
    assert sets(runner) == [("prone-squeeze", 10)] * 3 + [("standing-squeeze", 10)] * 3
    assert Feedback.objects.get(user=runner).pain == 0


def test_a_correction_that_was_begun_outlives_a_reload(page, sign_in, runner, clock):
    """The page that is kept knows nothing of the set yet, and shows it before the correction."""
    sign_in(page, runner)
    visit(page, clock)
    page.context.set_offline(True)
    unlit(page).first.click()
    lit(page).first.dispatch_event("contextmenu")
    reps = page.locator("#pick-prone-squeeze").get_by_label("reps", exact=True)
    reps.fill("7")
    page.reload()
    expect(lit(page)).to_have_count(1)
    expect(reps).to_have_value("7")
    page.locator("#pick-prone-squeeze").get_by_role("button", name="Log").click()
    expect(lit(page).first).to_have_text("7")


def test_a_page_that_the_phone_lacks_asks_no_runner_to_log_in(page, sign_in, runner, clock):
    sign_in(page, runner)
    visit(page, clock)
    page.context.set_offline(True)
    unlit(page).first.click()
    expect(lit(page)).to_have_count(1)
    page.goto("/settings/")
    expect(page.get_by_role("heading", name="No reception")).to_be_visible()
    expect(page.locator("#sync")).to_contain_text("1 set waits on this phone")
    expect(page.get_by_role("link", name="Log in to send")).to_be_hidden()  # the runner is


@pytest.mark.firefox
def test_a_workout_while_the_server_is_stopped(new_context, server, sign_in, runner, clock):
    page = new_context(base_url=server.url).new_page()
    sign_in(page, runner)
    visit(page, clock)
    server.stop()
    for done in (1, 2):
        unlit(page).first.click()
        expect(lit(page)).to_have_count(done)
        page.goto("/today/")
        expect(lit(page)).to_have_count(done)
    page.goto("/plan/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Plan")
    page.goto("/today/")
    expect(page.locator("#sync")).to_contain_text("2 sets wait on this phone")
    assert sets(runner) == []
    server.start()
    settled(page)
    assert sets(runner) == [("prone-squeeze", 10)] * 2


def a_day_goes_by(page, clock):
    """Also for the service worker, whose clock no test can set: it is a day behind now."""
    clock.go(TUESDAY)
    page.evaluate("""async () => {
      const day = 24 * 3_600_000;
      localStorage.setItem("ahead", Number(localStorage.getItem("ahead")) + day);
      const kept = await caches.match("/clock");
      const ahead = Number(await kept.text()) + day;
      const store = (await caches.keys()).find((name) => name.startsWith("pages-"));
      await caches.open(store).then((pages) => pages.put("/clock", new Response(`${ahead}`)));
    }""")


def test_a_day_begun_offline_has_its_own_plan_and_keys(page, sign_in, runner, clock):
    sign_in(page, runner)
    visit(page)
    page.context.set_offline(True)
    a_day_goes_by(page, clock)
    page.goto("/today/")
    expect(page.get_by_text("Tuesday 3 March")).to_be_visible()
    unlit(page).first.click()
    expect(lit(page)).to_have_count(1)
    page.context.set_offline(False)
    settled(page)
    assert SetEntry.objects.get().workout.date == TUESDAY


def test_the_library_and_the_plan_open_offline(page, sign_in, runner, clock, wrong):
    sign_in(page, runner)
    visit(page, clock)
    page.context.set_offline(True)
    for path, head in (
        ("/exercises/", "Exercises"),
        ("/exercises/glute-bridge/", "Glute bridge"),
        ("/plan/", "Plan"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(head)
        expect(page.locator("#stored-page")).to_contain_text("No reception. This page is of ")
    page.goto("/today/")  # is of today, or not there
    expect(page.locator("#stored-page")).to_be_hidden()
    page.goto("/settings/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No reception")
    page.context.set_offline(False)
    page.goto("/plan/")
    expect(page.locator("#stored-page")).to_be_hidden()
    # One's own history on an exercise's page is asked for, and cannot come.
    assert all(fault.startswith("console: htmx:") for fault in wrong)
    wrong.clear()


def test_a_kept_page_is_gone_with_the_log_out(page, sign_in, runner, clock):
    sign_in(page, runner)
    visit(page, clock)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name=re.compile("log out", re.IGNORECASE)).click()
    page.wait_for_url("**/")
    page.context.set_offline(True)
    page.goto("/today/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No reception")
    page.context.set_offline(False)


def test_a_phone_a_day_ahead_logs_on_the_right_day(page, sign_in, runner, clock):
    sign_in(page, runner)
    page.clock.install(time="2026-03-03T09:00:00Z")
    visit(page)
    page.context.set_offline(True)
    unlit(page).first.click()
    expect(lit(page)).to_have_count(1)
    page.reload()
    expect(lit(page)).to_have_count(1)
    unlit(page).first.click()
    expect(lit(page)).to_have_count(2)
    page.context.set_offline(False)
    settled(page)
    assert [one.workout.date for one in SetEntry.objects.all()] == [MONDAY, MONDAY]


@pytest.mark.answers(422)
def test_what_the_server_refuses_is_said_and_kept(page, sign_in, runner, clock):
    sign_in(page, runner)
    visit(page, clock)
    page.context.set_offline(True)
    unlit(page).first.click()
    page.evaluate("""async () => {
      const { default: _, ...all } = await import("/static/js/outbox.js");
      const [act] = await all.acts();
      const wrong = (value) => value.replace(/amount=\\d+/, "amount=5000");
      const fields = act.fields.map(([name, value]) => [name, wrong(value)]);
      await all.drop(act);
      delete act.id;
      await all.put({ ...act, page: "/elsewhere/", fields });
    }""")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#sync")).to_contain_text("1 entry could not be saved")
    page.get_by_role("button", name="See why").click()
    expect(page.get_by_text("A whole number from 1 to 999.")).to_be_visible()
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator("#sync")).to_be_hidden()
    page.wait_for_function("() => document.activeElement !== document.body")
