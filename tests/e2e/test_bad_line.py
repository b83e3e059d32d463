"""Every set once, in order: on a bad line, on two devices, by a wrong clock, after a log-out."""

import random
import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from logbook.models import SetEntry
from logbook.offline import views
from tests.factories import UserFactory
from tests.logbook.long_logs import start

from .runner import eventually, settled
from .test_offline import lit, phone, sets, unlit, visit  # noqa: F401

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
MORE = pytest.mark.thorough
SETS = re.compile(r"/today/sets/$")
pytestmark = pytest.mark.usefixtures("library", "service_worker")


@pytest.fixture
def runner(transactional_db, clock):
    clock.go(MONDAY)
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


@pytest.fixture
def today(page, sign_in, runner):
    sign_in(page, runner)
    page.goto("/today/")
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    return page


def tap_all(page, slug="prone-squeeze"):
    for done in (1, 2, 3):
        unlit(page, slug).first.click()
        expect(lit(page, slug)).to_have_count(done)


def send_again(page):
    """Without the wait between two tries."""
    page.evaluate("dispatchEvent(new Event('online'))")


def waits(page, words="1 set waits"):
    expect(page.locator("#sync")).to_contain_text(words)


def store_and_lose(route):
    """The server has it, and the phone does not know."""
    route.fetch()
    route.abort()


THREE = [("prone-squeeze", 10)] * 3


# The line


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=MORE), pytest.param(2, marks=MORE)])
def test_on_a_line_that_loses_every_second_request_or_answer(today, runner, seed):
    chance = random.Random(seed)

    def lose(route):
        if chance.random() < 0.5:
            return route.fallback()
        return store_and_lose(route) if chance.random() < 0.5 else route.abort()

    today.route(SETS, lose)
    tap_all(today)
    for _ in range(40):
        if not today.locator(".lamp.is-wait").count():
            break
        send_again(today)
        today.wait_for_timeout(50)
    settled(today)
    assert sets(runner) == THREE


def test_an_answer_that_is_not_ours_stores_nothing(today, runner):
    """The login of some network answers everything with a page of its own and a 200."""
    today.route(SETS, lambda route: route.fulfill(body="<h1>Welcome to our wireless</h1>"))
    unlit(today).first.click()
    waits(today)
    today.unroute(SETS)
    send_again(today)
    settled(today)
    assert sets(runner) == THREE[:1]


@pytest.mark.answers(429, 503)
@pytest.mark.parametrize("status", [503, pytest.param(429, marks=MORE)])
def test_a_busy_server_is_waited_for(today, runner, status):
    today.route(SETS, lambda route: route.fulfill(status=status))
    tap_all(today)
    waits(today, "3 sets wait")
    today.unroute(SETS)
    send_again(today)
    settled(today)
    assert sets(runner) == THREE


@pytest.mark.answers(500)
def test_one_act_that_the_server_fails_on_holds_up_no_other(today, runner):
    first = today.locator("#prone-squeeze .lamp").first
    key = first.get_attribute("data-key")

    def fail(route):
        is_first = key in (route.request.post_data or "")
        return route.fulfill(status=500) if is_first else route.fallback()

    today.route(SETS, fail)
    tap_all(today)
    for _ in range(12):
        send_again(today)
        today.wait_for_timeout(50)
    expect(today.locator("#sync")).to_contain_text("1 entry could not be saved")
    assert sets(runner) == THREE[:2]
    today.unroute(SETS)
    today.get_by_role("button", name="See why").click()
    today.get_by_role("button", name="Send again").click()
    expect(today.locator("#sync")).to_be_hidden()
    assert sets(runner) == THREE


# The page


@MORE
def test_a_tab_that_is_closed_right_after_a_tap(today, runner):
    """Either it was put down, or it was never shown."""
    today.context.set_offline(True)
    today.evaluate("() => document.querySelector('#prone-squeeze .lamp').click()")
    is_lit = lit(today).count()
    context = today.context
    today.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/today/")
    settled(page)
    assert is_lit <= lit(page).count() == len(sets(runner))


def test_a_reload_in_the_middle_of_sending(today, runner):
    today.route(SETS, store_and_lose)
    tap_all(today)
    today.unroute_all(behavior="wait")
    today.reload()
    expect(lit(today)).to_have_count(3)
    settled(today)
    assert sets(runner) == THREE


def test_a_browser_that_is_started_again_in_the_middle_of_sending(phone, sign_in, runner, clock):  # noqa: F811
    page = phone()
    sign_in(page, runner)
    visit(page, clock)
    page.route(SETS, store_and_lose)
    tap_all(page)
    page.unroute_all(behavior="wait")
    page.context.close()
    page = phone()
    clock.follow(page)
    page.goto("/today/")
    expect(lit(page)).to_have_count(3)
    settled(page)
    assert sets(runner) == THREE


def test_two_tabs_show_and_send_what_either_holds(today, runner):
    other = today.context.new_page()
    other.goto("/today/")
    today.context.set_offline(True)
    unlit(today).first.click()
    expect(lit(other)).to_have_count(1)
    unlit(other).first.click()
    expect(lit(today)).to_have_count(2)
    unlit(today).first.click()
    expect(lit(other)).to_have_count(3)
    today.context.set_offline(False)
    settled(today)
    settled(other)
    assert sets(runner) == THREE


@MORE
def test_without_a_place_to_put_things_down_a_tap_goes_straight_to_the_server(
    new_context, sign_in, runner
):
    context = new_context()
    context.add_init_script("indexedDB.open = () => { throw new DOMException('no') }")
    page = context.new_page()
    sign_in(page, runner)
    page.goto("/today/")
    tap_all(page)
    assert sets(runner) == THREE


def test_a_new_version_breaks_no_open_page_and_no_outbox(page, sign_in, runner, clock, monkeypatch):
    sign_in(page, runner)
    visit(page, clock)
    page.route(SETS, lambda route: route.abort())
    unlit(page).first.click()
    waits(page)
    monkeypatch.setattr(views, "STYLES", views.STYLES[:3])
    page.evaluate("""async () => {
      const changed = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve));
      await (await navigator.serviceWorker.ready).update();
      await changed;
    }""")
    unlit(page).first.click()
    waits(page, "2 sets wait")
    page.context.set_offline(True)
    page.reload()
    expect(lit(page)).to_have_count(2)
    page.unroute(SETS)
    page.context.set_offline(False)
    settled(page)
    assert sets(runner) == THREE[:2]


# Two devices


@pytest.fixture
def two(new_context, sign_in, runner, clock):
    """Both show the same set, and both are offline."""
    phone, watch = pages = [new_context().new_page() for _ in range(2)]  # noqa: F811
    for page in pages:
        clock.follow(page)
        sign_in(page, runner)
        page.goto("/today/")
    unlit(phone).first.click()
    expect(lit(phone)).to_have_count(1)
    settled(phone)
    watch.reload()
    for page in pages:
        expect(lit(page)).to_have_count(1)
        page.context.set_offline(True)
    phone.wait_for_timeout(800)  # sooner than that, a second tap is a slip
    return pages


def less(page):
    lit(page).first.click()


def delete(page):
    page.evaluate("""() => {
      const lamp = document.querySelector('#prone-squeeze .lamp[aria-pressed=true]');
      lamp.formAction = `/sets/${lamp.dataset.key}/delete`;
      lamp.name = '';
      lamp.click();
    }""")


@pytest.mark.parametrize("order", [1, pytest.param(-1, marks=MORE)])
def test_the_later_of_two_edits_wins_whoever_is_online_first(two, runner, order):
    phone, watch = two  # noqa: F811
    less(phone)
    expect(lit(phone)).to_have_text("9")
    watch.wait_for_timeout(1_500)  # longer than two clocks differ
    delete(watch)
    expect(lit(watch)).to_have_count(0)
    for page in two[::order]:
        page.context.set_offline(False)
        settled(page)
    assert sets(runner) == []
    outdated = phone.get_by_text("Changed later on another device: that stays.")
    assert outdated.count() == (order == -1)


@pytest.mark.parametrize("order", [1, pytest.param(-1, marks=MORE)])
def test_an_edit_after_a_deletion_wins_over_it(two, runner, order):
    phone, watch = two  # noqa: F811
    delete(watch)
    expect(lit(watch)).to_have_count(0)
    phone.wait_for_timeout(1_500)  # longer than two clocks differ
    less(phone)
    for page in two[::order]:
        page.context.set_offline(False)
        settled(page)
    assert sets(runner) == [("prone-squeeze", 9)]


# The clock


def set_clock(page, by):
    page.evaluate(f"Date.now = ((now) => () => now() + {by.total_seconds() * 1000:.0f})(Date.now)")


def test_a_clock_that_is_set_between_two_tries(page, sign_in, runner, clock):
    sign_in(page, runner)
    clock.follow(page)
    page.goto("/today/")
    page.wait_for_function("() => localStorage.getItem('told')")
    page.evaluate(
        "() => { window.stopped = new Promise((done) =>"
        " document.addEventListener('outbox:stopped', () => done(true))) }"
    )
    page.route("**/today/sets/", lambda route: route.abort())
    unlit(page).first.click()
    page.evaluate("() => window.stopped")
    set_clock(page, DAY)
    page.unroute("**/today/sets/")
    settled(page)
    entry = SetEntry.objects.get()
    assert entry.workout.date == entry.logged_at.date() == MONDAY


def test_a_clock_that_is_set_between_the_tap_and_its_sending(page, sign_in, runner, clock):
    """The time was asked before; nothing failed since then, so nothing asks for it again."""
    sign_in(page, runner)
    clock.follow(page)
    page.goto("/today/")
    page.wait_for_function("() => localStorage.getItem('told')")
    settled(page)
    page.evaluate(
        "() => void navigator.locks.request('hipdrive-outbox', () => new Promise((done) => {"
        " window.letGo = done }))"
    )
    page.wait_for_function("() => window.letGo")
    unlit(page).first.click()
    expect(lit(page)).to_have_count(1)
    set_clock(page, DAY)
    page.evaluate("() => window.letGo()")
    settled(page)
    entry = SetEntry.objects.get()
    assert entry.workout.date == entry.logged_at.date() == MONDAY


@pytest.mark.parametrize("wrong", [DAY, pytest.param(-DAY, marks=MORE)])
@pytest.mark.parametrize("when", ["before the tap", "after the tap"])
def test_a_clock_that_is_set_while_offline(page, sign_in, runner, clock, wrong, when):
    sign_in(page, runner)
    clock.follow(page)
    page.goto("/today/")
    page.wait_for_function("() => localStorage.getItem('told')")
    page.context.set_offline(True)
    if when == "before the tap":
        set_clock(page, wrong)
    unlit(page).first.click()
    expect(lit(page)).to_have_count(1)
    if when == "after the tap":
        set_clock(page, wrong)
    page.context.set_offline(False)
    settled(page)
    entry = SetEntry.objects.get()
    assert entry.workout.date == entry.logged_at.date() == MONDAY


def test_nothing_is_sent_before_the_time_is_known(page, sign_in, runner, clock):
    sign_in(page, runner)
    clock.follow(page)
    page.goto("/today/")
    page.wait_for_function("() => localStorage.getItem('told')")
    page.context.set_offline(True)
    unlit(page).first.click()
    expect(lit(page)).to_have_count(1)
    set_clock(page, DAY)
    page.route("**/healthz", lambda route: route.abort())
    page.context.set_offline(False)
    waits(page)
    assert not SetEntry.objects.exists()
    page.unroute("**/healthz")
    settled(page)
    assert SetEntry.objects.get().logged_at.date() == MONDAY


def test_a_slow_answer_makes_no_right_clock_wrong(page, sign_in, runner, clock):
    sign_in(page, runner)
    clock.follow(page)

    def slow(route):
        answer = route.fetch()
        page.clock.fast_forward(5_000)
        route.fulfill(response=answer)

    page.route("**/healthz", slow)
    page.goto("/today/")
    page.wait_for_function("() => localStorage.getItem('told')")
    assert page.evaluate("localStorage.ahead") == "0"


# Whose it is


@pytest.mark.answers(401, 409)
def test_another_who_signs_in_on_that_phone_sends_nothing_of_mine(today, runner, sign_in):
    today.route(SETS, lambda route: route.abort())
    tap_all(today)
    waits(today, "3 sets wait")
    other = start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)
    sign_in(today, other)
    today.unroute(SETS)
    send_again(today)  # from the page of the first one, which is the other's then
    expect(today.locator("body")).to_have_attribute("data-runner", str(other.pk))
    expect(lit(today)).to_have_count(0)
    expect(today.locator("#sync")).to_be_hidden()
    assert not SetEntry.objects.exists()
    sign_in(today, runner)
    today.goto("/today/")
    settled(today)
    assert sets(runner) == THREE
    assert not sets(other)


@MORE
def test_after_the_log_out_the_foot_says_what_waits(today, runner, sign_in):
    today.route(SETS, lambda route: route.abort())
    tap_all(today)
    today.goto("/accounts/logout/")
    waits(today, "3 sets wait")
    today.get_by_role("button", name=re.compile("log out", re.IGNORECASE)).click()
    waits(today, "3 sets wait")
    expect(today.get_by_role("link", name="Log in to send")).to_be_visible()
    today.unroute(SETS)
    sign_in(today, runner)
    today.goto("/today/")
    settled(today)
    assert sets(runner) == THREE


def test_an_undo_that_is_undone_shows_the_numbers_of_the_set_before_the_server_does(today, runner):
    unlit(today).first.click()
    settled(today)
    said = lit(today).first.get_attribute("aria-label")
    today.context.set_offline(True)
    for count in (0, 1):
        today.get_by_role("button", name="Undo").click()
        expect(lit(today)).to_have_count(count)
    expect(lit(today).first).to_have_text("10")
    expect(lit(today).first).to_have_attribute("aria-label", said)
    expect(lit(today).first).to_have_attribute("data-hold_s", "5")
    today.get_by_role("button", name="Undo").click()
    expect(lit(today)).to_have_count(0)


WAITING = """async () => {
  const { acts } = await import("/static/js/outbox.js");
  return (await acts()).filter(({ state }) => state === "waits").length;
}"""


@MORE
def test_a_tap_behind_an_undo_that_is_under_way_hides_nothing(today, runner):
    """The page shows the tap already, so its answer would be brief, but the undo's is not shown."""
    for count in (1, 2, 3):
        unlit(today, "standing-squeeze" if count == 3 else "prone-squeeze").first.click()
        settled(today)
    today.get_by_role("button", name="Undo").click()
    settled(today)
    expect(lit(today, "standing-squeeze")).to_have_count(0)
    held = []
    today.route("**/restore*", lambda route: held.append(route))
    today.get_by_role("button", name="Undo").click()
    eventually(today, lambda: held)
    unlit(today, "standing-squeeze").nth(1).click()
    assert eventually(today, lambda: today.evaluate(WAITING) == 2)
    held[0].continue_()
    settled(today)
    assert len(sets(runner)) == 4
    expect(lit(today, "standing-squeeze")).to_have_count(2)


def test_a_line_that_comes_and_goes_asks_for_the_time_once_a_second(today):
    asked = []
    today.on("request", lambda one: asked.append(one) if one.url.endswith("/healthz") else None)
    flapping = """async () => {
        for (let n = 0; n < 80; n++) {
            dispatchEvent(new Event("online"));
            await new Promise((resolve) => setTimeout(resolve, 25));
        }
    }"""
    begun = time.monotonic()
    today.evaluate(flapping)
    assert len(asked) <= 2 + (time.monotonic() - begun)
    unlit(today, "prone-squeeze").first.click()
    settled(today)
