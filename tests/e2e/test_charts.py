"""A point of a picture says its name, by touch and by keyboard."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def runner(transactional_db, clock):
    runner = start(UserFactory(), MONDAY)
    for days in (0, 7, 14):
        train(runner, MONDAY + timedelta(days), slugs=["prone-squeeze"])
    clock.go(MONDAY + timedelta(14))
    return runner


@pytest.fixture(params=["phone", "desk"])
def chart(request, new_context, sign_in, runner):
    """A picture with a point for each of the weeks."""
    page = new_context(**DESK if request.param == "desk" else {}).new_page()
    sign_in(page, runner)
    page.goto("/weeks/")
    return page.locator("section.wk:has(.chart + .point)").first.locator(".chart")


def names_of(chart):
    return chart.locator("g > title").all_text_contents()


def said(chart):
    return chart.locator("xpath=following-sibling::*[1]")


@pytest.mark.firefox
def test_the_arrow_keys_step_from_point_to_point(chart):
    names = names_of(chart)
    assert len(names) > 2
    expect(said(chart)).to_have_text("")
    before = chart.locator("xpath=ancestor::section[1]")
    before.evaluate("(one) => { one.tabIndex = -1; one.focus(); }")
    chart.page.keyboard.press("Tab")
    expect(chart).to_be_focused()
    expect(said(chart)).to_have_text(names[-1])
    chart.page.keyboard.press("ArrowLeft")
    expect(said(chart)).to_have_text(names[-2])
    chart.page.keyboard.press("ArrowRight")
    chart.page.keyboard.press("ArrowRight")
    expect(said(chart)).to_have_text(names[-1])


@pytest.mark.firefox
@pytest.mark.thorough
def test_a_touch_names_the_nearest_point(chart):
    names = names_of(chart)
    for place in (0, len(names) - 1):
        point = chart.locator("g:has(> title)").nth(place)
        point.scroll_into_view_if_needed()
        box = point.bounding_box()
        x, y = box["x"] + box["width"] / 2 + 2, box["y"] + box["height"] / 2
        has_touch = chart.page.evaluate("() => navigator.maxTouchPoints > 0")
        (chart.page.touchscreen.tap if has_touch else chart.page.mouse.click)(x, y)
        expect(said(chart)).to_have_text(names[place])
        expect(chart.locator(".is-named")).to_have_count(1)


@pytest.mark.parametrize("height", [640, pytest.param(740, marks=pytest.mark.thorough)])
def test_how_it_is_going_stands_in_the_first_screen_of_a_phone(
    new_context, sign_in, runner, height
):
    page = new_context(viewport={"width": 360, "height": height}).new_page()
    sign_in(page, runner)
    page.goto("/weeks/")
    figures = page.locator(".key-figures li")
    expect(figures).to_have_count(5)
    tabs = page.locator(".tabs").first.bounding_box()
    last = figures.last.bounding_box()
    assert last["y"] + last["height"] <= tabs["y"]
    figures.filter(has_text="Felt").get_by_role("link").click()
    expect(page.locator("#wk-felt")).to_be_in_viewport()
