"""A new runner's first day on a phone: one tap a set, a correction, the week that shows it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

from . import runner

MONDAY = date(2026, 3, 2)


@pytest.mark.firefox
def test_one_tap_a_set_and_the_week_shows_it(page, clock, library):
    clock.go(MONDAY)
    runner.sign_up(page)
    assert runner.exercises_of(page) == ["prone-squeeze", "standing-squeeze"]
    assert runner.tap_all(page, "prone-squeeze") == 3
    runner.say(page, "prone-squeeze")
    assert runner.tap_all(page, "standing-squeeze") == 3
    runner.say(page, "standing-squeeze")
    expect(page.get_by_text("All done for today")).to_be_visible()
    expect(page.get_by_text("Your first day.")).to_be_hidden()

    page.wait_for_timeout(800)  # or it were a slip
    page.locator("#standing-squeeze .lamp").last.click()  # once more: one repetition off
    expect(page.locator("#standing-squeeze .lamp").last).to_have_text("9")
    page.get_by_role("link", name="Weeks").click()
    page.wait_for_url("**/weeks/")
    expect(page.get_by_role("main")).to_contain_text("6")

    page.goto(f"/logbook/{MONDAY}/")
    expect(page.get_by_role("main")).to_contain_text("Standing squeeze")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_first_lamp_is_seen_at_once(today, someone, language):
    someone.language = language
    someone.save(update_fields=["language"])
    today.goto("/today/")
    lamp = today.locator("#prone-squeeze .lamp").first.bounding_box()
    assert lamp["y"] + lamp["height"] <= today.locator(".tabs").first.bounding_box()["y"]


def test_the_first_tap_leaves_the_lamps_under_the_thumb(today):
    lamps = today.locator("#prone-squeeze .lamps")
    # Above where the rest will run: what that covers moves up.
    lamps.evaluate("lamps => scrollBy(0, lamps.getBoundingClientRect().top - 300)")
    before = lamps.bounding_box()["y"]
    with today.expect_response("**/today/sets/"):
        lamps.locator(".lamp").first.click()
    today.wait_for_timeout(100)  # a browser may scroll when it draws
    assert abs(lamps.bounding_box()["y"] - before) < 1


def test_key_poses_that_were_folded_away_stay_so(today):
    poses = today.locator("#prone-squeeze .how")
    poses.locator("summary").click()
    with today.expect_response("**/today/sets/"):
        today.locator("#prone-squeeze .lamp").first.click()
    expect(today.locator("#prone-squeeze .lamp").first).to_have_attribute("aria-pressed", "true")
    expect(poses).not_to_have_attribute("open", "")


def test_a_correction_leaves_the_page_where_it_was(today, someone):
    train(someone, MONDAY, slugs=["prone-squeeze", "standing-squeeze"], sets=3)
    today.goto(f"/logbook/{MONDAY}/")
    today.get_by_role("link", name="Correct").nth(4).click()
    save = today.locator("form.editor:not(.mover)").get_by_role("button", name="Save")
    save.scroll_into_view_if_needed()
    before = today.evaluate("scrollY")
    save.click()
    expect(save).to_have_count(0)
    today.wait_for_timeout(100)
    assert abs(today.evaluate("scrollY") - before) < 1


@pytest.fixture
def someone(transactional_db, clock, library):
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


@pytest.fixture
def today(page, sign_in, someone):
    sign_in(page, someone)
    page.goto("/today/")
    return page


def test_two_tabs_at_once_lose_nothing(today):
    other = today.context.new_page()
    other.goto("/today/")
    today.locator("#prone-squeeze .lamp").first.click()
    expect(today.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(1)
    other.locator("#prone-squeeze .lamp").nth(1).click()
    expect(other.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(2)
    today.reload()
    expect(today.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(2)


def test_a_first_set_by_the_keyboard_alone(desk, sign_in, someone):
    sign_in(desk, someone)
    desk.goto("/today/")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to the page")).to_be_focused()
    desk.keyboard.press("Enter")
    for _ in range(12):
        desk.keyboard.press("Tab")
        if desk.evaluate("() => document.activeElement.classList.contains('lamp')"):
            break
    desk.keyboard.press("Enter")
    expect(desk.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(1)


# What is counted across the edge of a container, inside which WebKit counts anew.
COUNTED = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const [name] = getComputedStyle(one).counterIncrement.split(" ");
  if (name === "none" || name === "list-item") return false;
  const isReset = () => getComputedStyle(one).counterReset.startsWith(name);
  for (; one && !isReset(); one = one.parentElement) {
    if (getComputedStyle(one).containerType !== "normal") return true;
  }
  return false;
}).map((one) => one.textContent.trim())"""


@pytest.mark.parametrize("path", ["/start/", "/today/go/", "/exercises/glute-bridge/"])
def test_what_is_counted_is_counted_in_webkit_too(page, sign_in, someone, path):
    sign_in(page, someone)
    page.goto(path)
    assert page.evaluate(COUNTED) == []
