"""Whoever wants it has ten seconds counted before a squeeze is logged."""

import pytest
from playwright.sync_api import expect

from logbook.models import SetEntry
from tests.factories import UserFactory
from tests.logbook.long_logs import start

from .runner import settled
from .test_today_at_a_glance import MONDAY

pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def open_weeks(clock, sign_in, transactional_db):
    def open_page(page, **user):
        clock.go(MONDAY)
        sign_in(page, start(UserFactory(**user), MONDAY))
        page.goto("/weeks/")
        return page.locator(".tab-squeeze")

    return open_page


def squeezes():
    return list(SetEntry.objects.filter(any_time=True).values_list("hold_s", flat=True))


def test_ten_seconds_are_counted_and_then_logged(page, open_weeks):
    page.clock.install()
    squeeze = open_weeks(page, counts_squeezes=True)
    squeeze.click()
    expect(page.locator("#toast")).to_contain_text("Squeeze for ten seconds.")
    expect(squeeze).to_have_text("10")
    page.clock.run_for(6_000)
    expect(squeeze).to_have_text("4")
    assert squeezes() == []
    page.clock.run_for(4_500)
    expect(squeeze).to_have_text("Squeeze")
    expect(page.locator("#toast")).to_contain_text("Squeezed: 1 today")
    settled(page)
    assert squeezes() == [10]


def test_a_second_press_stops_it_and_logs_nothing(page, open_weeks):
    page.clock.install()
    squeeze = open_weeks(page, counts_squeezes=True)
    squeeze.click()
    page.clock.run_for(3_000)
    squeeze.click()
    expect(squeeze).to_have_text("Squeeze")
    page.clock.run_for(12_000)
    assert squeezes() == []


def test_who_has_not_asked_for_it_logs_at_once(page, open_weeks):
    open_weeks(page).click()
    expect(page.locator("#toast")).to_contain_text("Squeezed: 1 today")


def test_without_javascript_it_logs_at_once(plain, open_weeks):
    open_weeks(plain, counts_squeezes=True).click()
    expect(plain.locator("#toast")).to_contain_text("Squeezed: 1 today")
    assert squeezes() == [10]
