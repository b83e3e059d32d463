"""The body map in a browser: with a finger, with the keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.library import load_exercises


@pytest.fixture(autouse=True)
def _exercises(transactional_db):
    load_exercises()


def test_a_tap_on_a_muscle_leads_to_its_page_and_on_to_an_exercise(plain, live_server):
    plain.goto("/exercises/band-walk/")
    # On the upper outer edge of the right hip, beside the minimus that is drawn over it.
    plain.locator("svg.bodymap a[href='/muscles/gluteus-medius/'] path").first.click(
        position={"x": 3, "y": 5}
    )
    expect(plain).to_have_url(f"{live_server.url}/muscles/gluteus-medius/")
    expect(plain.get_by_role("heading", level=1)).to_have_text("Gluteus medius")
    expect(plain.get_by_role("img", name="Gluteus medius on the body")).to_be_visible()
    plain.get_by_role("link", name="Single-leg bridge").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Single-leg bridge")


@pytest.mark.thorough
def test_a_muscle_under_another_can_be_tapped_too(plain, live_server):
    plain.goto("/muscles/")
    plain.locator("svg.bodymap a[href='/muscles/gluteus-minimus/'] circle").click()
    expect(plain).to_have_url(f"{live_server.url}/muscles/gluteus-minimus/")


def test_the_keyboard_reaches_a_muscle_and_shows_where_it_is(desk, live_server):
    desk.goto("/muscles/")
    link = desk.get_by_role("group", name="Body map").get_by_role("link", name="Hamstrings")
    outline = link.locator("path").first
    before = outline.evaluate("(path) => getComputedStyle(path).stroke")
    link.press("Shift+Tab")
    desk.keyboard.press("Tab")
    expect(link).to_be_focused()
    assert outline.evaluate("(path) => getComputedStyle(path).stroke") != before
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(f"{live_server.url}/muscles/hamstrings/")


def test_the_filter_by_muscle_leads_to_the_muscle(page, live_server):
    page.goto("/exercises/")
    page.get_by_label("Muscle").select_option("Calves")
    page.get_by_role("link", name="What this muscle does").click()
    expect(page).to_have_url(f"{live_server.url}/muscles/calves/")


@pytest.mark.thorough
@pytest.mark.parametrize("path", ["/muscles/", "/muscles/gluteus-minimus/"])
def test_the_pages_fit_a_phone_and_axe_finds_nothing(page, sound, path):
    page.goto(path)
    sound(page)
