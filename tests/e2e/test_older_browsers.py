"""Browsers of some years ago: what they do not know is taken away, and the pages stay usable."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OF_COLOUR
from tests.e2e.runner import choose, tap_all
from tests.factories import UserFactory
from tests.logbook.long_logs import start

pytestmark = pytest.mark.usefixtures("clock", "library")
NEWER = {
    "light-dark(": "no-such-function(",
    ":has(": ":no-such-class(",
    "@container": "@no-such-rule",
    "container-type": "no-such-property",
    "color-mix(": "no-such-function(",
}
NO_METHOD = "delete Element.prototype.checkVisibility"


@pytest.fixture
def runner(transactional_db):
    return start(UserFactory(equipment=["mat", "wall", "band"]), date(2026, 3, 2))


@pytest.fixture
def today(new_context, sign_in, runner):
    """Today's page in such a browser."""

    def without(route):
        response = route.fetch()
        text = response.text()
        for known, unknown in NEWER.items():
            text = text.replace(known, unknown)
        route.fulfill(response=response, body=text)

    context = new_context()
    context.add_init_script(NO_METHOD)
    page = context.new_page()
    page.route(re.compile(r"\.css"), without)
    sign_in(page, runner)
    page.goto("/today/")
    return page


def colour_of(locator, name):
    return locator.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def test_it_is_readable_and_a_lamp_has_its_ring(today, axe):
    assert colour_of(today.locator("body"), "backgroundColor") == "rgb(244, 240, 243)"
    assert colour_of(today.locator("body"), "color") == "rgb(34, 23, 51)"
    lamp = today.locator(".lamp").first
    assert colour_of(lamp, "borderTopColor") != colour_of(today.locator("body"), "backgroundColor")
    axe(today, OF_COLOUR)


def test_a_day_is_logged_and_what_is_chosen_is_seen(today):
    card = today.locator("article.card").first
    tap_all(today, card.get_attribute("id"))
    expect(card.locator(".lamp[aria-pressed=true]").first).to_have_css(
        "background-color", "rgb(233, 74, 31)"
    )
    form = card.locator("form.fb")
    choose(form, "pain", 2)
    expect(form.locator("[name=pain][value='2']")).to_be_checked()
    assert colour_of(form.locator("[name=pain][value='2']"), "opacity") == "1"


def test_the_guided_session_runs(today):
    today.get_by_role("link", name="Guide me").click()
    today.get_by_role("button", name="Go").first.click()
    expect(today.locator(".guided-ring")).to_be_visible()
