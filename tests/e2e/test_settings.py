"""What a runner sets is stored, shown again, and followed by the plan."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start

pytestmark = [pytest.mark.usefixtures("clock", "library"), pytest.mark.firefox]


@pytest.fixture
def settings_page(page, sign_in, transactional_db):
    sign_in(page, start(UserFactory(equipment=["band"], minutes=15), date(2026, 3, 2)))
    page.goto("/settings/")
    return page


def test_minutes_equipment_and_units_are_stored(settings_page):
    page = settings_page
    minutes = page.get_by_label("Minutes a day", exact=True)
    page.get_by_role("button", name="Minutes a day: one more").click()
    expect(minutes).to_have_value("16")
    page.get_by_role("checkbox", name="Loop band").uncheck()
    page.get_by_role("radio", name="pounds").check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    page.goto("/settings/")
    expect(minutes).to_have_value("16")
    expect(page.get_by_role("checkbox", name="Loop band")).not_to_be_checked()
    expect(page.get_by_role("radio", name="pounds")).to_be_checked()
