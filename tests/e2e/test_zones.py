"""A phone lands in another time zone: today says so, once a journey."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start

from .runner import settled

MONDAY = date(2026, 3, 2)
VIENNA, AUCKLAND, TOKYO = "Europe/Vienna", "Pacific/Auckland", "Asia/Tokyo"
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner(transactional_db):
    user = UserFactory(time_zone=VIENNA, equipment=["mat"])
    return start(user, MONDAY - timedelta(days=2))


@pytest.fixture
def landed(new_context, runner, sign_in, live_server):
    """Today's page on the runner's phone in a zone."""

    def land(zone, **options):
        page = new_context(timezone_id=zone, **options).new_page()
        sign_in(page, runner)
        page.goto("/today/")
        return page

    return land


@pytest.mark.thorough
def test_at_home_nothing_is_said(landed):
    page = landed(VIENNA)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#zone")).to_be_empty()


def test_one_press_changes_the_zone_and_the_day(landed, runner, clock, sound):
    clock.go(MONDAY, hour=12)  # Tuesday in Auckland
    page = landed(AUCKLAND)
    expect(page.get_by_text("Monday 2 March")).to_be_visible()
    expect(page.locator("#zone")).to_contain_text(
        "Pacific/Auckland; your days follow Europe/Vienna"
    )
    sound(page)
    page.get_by_role("button", name="Use Pacific/Auckland").click()
    expect(page.get_by_text("Tuesday 3 March")).to_be_visible()
    expect(page).to_have_url("/today/")
    expect(page.locator("#zone")).to_be_empty()
    page.locator(".lamp").first.click()
    settled(page)
    assert runner.sets.get().workout.date == MONDAY + timedelta(days=1)
    page.get_by_role("button", name="Undo").last.click()


@pytest.mark.thorough
def test_who_keeps_the_own_zone_is_asked_again_in_a_third_one(landed, runner):
    page = landed(None)
    phone = page.context.new_cdp_session(page)
    move(page, phone, AUCKLAND)
    page.get_by_role("button", name="Keep Europe/Vienna").click()
    expect(page.locator("#zone")).to_be_empty()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#zone")).to_be_empty()
    move(page, phone, TOKYO)
    expect(page.locator("#zone")).to_contain_text("Asia/Tokyo")  # without a reload
    page.get_by_role("button", name="Keep Europe/Vienna").click()
    move(page, phone, VIENNA)  # home: the next journey is another one
    move(page, phone, TOKYO)
    expect(page.locator("#zone")).to_contain_text("Asia/Tokyo")
    runner.refresh_from_db()
    assert runner.time_zone == VIENNA


def move(page, phone, zone):
    """The phone is taken out again, elsewhere."""
    phone.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_load_state("networkidle")


def test_without_javascript_nothing_is_claimed(landed):
    page = landed(AUCKLAND, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#zone")).to_be_empty()
