"""A whole day with JavaScript off: every tap is a form, every page a link away."""

from datetime import date, timedelta

from playwright.sync_api import expect

from . import runner

MONDAY = date(2026, 3, 2)


def test_a_day_goes_by_without_javascript(plain, clock, library):
    clock.go(MONDAY)
    runner.sign_up(plain)
    assert runner.train(plain) == ["prone-squeeze", "standing-squeeze"]

    plain.locator("#prone-squeeze .lamp").first.click()
    expect(plain.locator("#prone-squeeze .lamp").first).to_have_text("9")
    plain.get_by_role("button", name="Squeeze", exact=True).click()
    expect(plain.get_by_text("Squeezed: 1 today")).to_be_visible()

    plain.goto("/logbook/")
    plain.get_by_role("link", name="2 March").first.click()
    expect(plain.get_by_role("main")).to_contain_text("Face-down squeeze")
    for path in ("/plan/", "/weeks/", "/weeks/2026-W10/", "/settings/", "/exercises/"):
        assert plain.goto(path).status == 200

    clock.go(MONDAY + timedelta(1))
    plain.goto("/today/")
    runner.say_this_morning(plain)
    expect(plain.locator("#morning")).to_have_count(0)
    plain.goto("/exercises/?stage=lift")
    expect(plain.locator(".ex-card")).to_have_count(2)
