"""Browsers of some years ago: what they do not know is taken away, and the pages stay usable."""

import base64
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OF_COLOUR, too_wide
from tests.e2e.runner import choose, tap_all
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

pytestmark = pytest.mark.usefixtures("clock", "library")
NEWER = {
    "light-dark(": "no-such-function(",
    ":has(": ":no-such-class(",
    "@container": "@no-such-rule",
    "container-type": "no-such-property",
    "color-mix(": "no-such-function(",
    "@property": "@no-such-rule",
}
NO_METHOD = "delete Element.prototype.checkVisibility"


@pytest.fixture
def runner(transactional_db):
    return start(UserFactory(equipment=["mat", "wall", "band"]), date(2026, 3, 2))


@pytest.fixture
def older(new_context, sign_in, runner):
    """A page of such a browser."""

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
    return page


@pytest.fixture
def today(older):
    older.goto("/today/")
    return older


def colour_of(locator, name):
    return locator.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def test_it_is_readable_and_a_lamp_has_its_ring(today, axe):
    assert colour_of(today.locator("body"), "backgroundColor") == "rgb(244, 240, 243)"
    assert colour_of(today.locator("body"), "color") == "rgb(34, 23, 51)"
    lamp = today.locator(".lamp").first
    assert colour_of(lamp, "borderTopColor") != colour_of(today.locator("body"), "backgroundColor")
    axe(today, OF_COLOUR)


# How many pixels of a screenshot are black, which is no colour of ours: where there are any, a tone
# is missing.
BLACK = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (one) => one.charCodeAt());
  const image = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  let black = 0;
  for (let i = 0; i < data.length; i += 4) black += Math.max(data[i], data[i + 1], data[i + 2]) < 8;
  return black;
}"""


def black_pixels(page):
    return page.evaluate(BLACK, base64.b64encode(page.screenshot(full_page=True)).decode())


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/exercises/",
        "/exercises/glute-bridge/",
        "/today/",
        "/today/go/",
        "/weeks/",
        "/logbook/",
        "/settings/",
    ],
)
def test_every_page_is_readable_and_nothing_is_drawn_in_black(older, runner, axe, path):
    train(runner, date(2026, 3, 1), 1, ["prone-squeeze"])
    older.goto(path)
    if older.locator("[data-movement]").count():
        movement = older.locator("svg :is(animate, animateTransform)").first
        movement.wait_for(state="attached")  # the moving figure takes the place of the still one
    assert black_pixels(older) < 100  # a field for a date has a sign of the browser's own
    assert too_wide(older) <= 0
    axe(older, OF_COLOUR)


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
