"""A new runner's first day on a phone: one tap a set, a correction, the week that shows it."""

from datetime import date

from playwright.sync_api import expect

from . import runner

MONDAY = date(2026, 3, 2)


def test_one_tap_a_set_and_the_week_shows_it(page, clock, library):
    clock.go(MONDAY)
    runner.sign_up(page)
    assert runner.exercises_of(page) == ["prone-squeeze", "standing-squeeze"]
    assert runner.tap_all(page, "prone-squeeze") == 3
    runner.say(page, "prone-squeeze")
    assert runner.tap_all(page, "standing-squeeze") == 3
    runner.say(page, "standing-squeeze")
    expect(page.get_by_text("All done for today")).to_be_visible()

    page.wait_for_timeout(800)  # or it were a slip
    page.locator("#standing-squeeze .lamp").last.click()  # once more: one repetition off
    expect(page.locator("#standing-squeeze .lamp").last).to_have_text("9")
    page.get_by_role("link", name="Weeks").click()
    page.wait_for_url("**/weeks/")
    expect(page.get_by_role("main")).to_contain_text("6")

    page.goto(f"/logbook/{MONDAY}/")
    expect(page.get_by_role("main")).to_contain_text("Standing squeeze")


def test_a_slip_is_no_second_tap(page, clock, library):
    clock.go(MONDAY)
    runner.sign_up(page)
    page.locator("#prone-squeeze .lamp").first.dblclick()
    expect(page.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_text(["10"])
    page.wait_for_timeout(800)
    page.reload()
    expect(page.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_text(["10"])


def test_a_set_is_undone_and_brought_back(page, clock, library):
    clock.go(MONDAY)
    runner.sign_up(page)
    lit = page.locator("#prone-squeeze .lamp[aria-pressed=true]")
    page.locator("#prone-squeeze .lamp").first.click()
    expect(lit).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(lit).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(lit).to_have_count(1)


def test_two_tabs_at_once_lose_nothing(page, clock, library):
    clock.go(MONDAY)
    runner.sign_up(page)
    other = page.context.new_page()
    other.goto("/today/")
    page.locator("#prone-squeeze .lamp").first.click()
    expect(page.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(1)
    other.locator("#prone-squeeze .lamp").nth(1).click()
    expect(other.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(2)
    page.reload()
    expect(page.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(2)


def test_a_squeeze_is_logged_from_any_page(page, clock, library):
    clock.go(MONDAY)
    runner.sign_up(page)
    page.goto("/exercises/glute-bridge/")
    page.get_by_role("button", name="Squeeze").click()
    expect(page.get_by_text("Squeezed: 1 today")).to_be_visible()
    page.get_by_role("button", name="Squeeze").click()
    expect(page.get_by_text("Squeezed: 2 today")).to_be_visible()


def test_a_first_set_by_the_keyboard_alone(desk, clock, library):
    clock.go(MONDAY)
    runner.sign_up(desk)
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to the page")).to_be_focused()
    desk.keyboard.press("Enter")
    for _ in range(12):
        desk.keyboard.press("Tab")
        if desk.evaluate("() => document.activeElement.classList.contains('lamp')"):
            break
    desk.keyboard.press("Enter")
    expect(desk.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(1)
