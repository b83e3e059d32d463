"""The menu of a card: easier, swap, later, not today, it hurts."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from plans.models import Choice
from tests.factories import UserFactory
from tests.logbook.long_logs import start

from .conftest import DESK
from .test_today_at_a_glance import did

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
BRIDGE = "#single-leg-bridge"
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner(transactional_db):
    """Is proficient in the bridge, and does its harder form."""
    user = start(UserFactory(equipment=["band"], minutes=10), MONDAY - 20 * DAY)
    for back in (9, 8, 7):
        for slug in ("prone-squeeze", "standing-squeeze"):
            did(user, MONDAY - back * DAY, slug, pain=0)
    for back in (6, 5):
        did(user, MONDAY - back * DAY, "glute-bridge", 3, 12, 3, pain=0, effort=6)
    did(user, MONDAY - 4 * DAY, "single-leg-bridge", 2, 6, 1, pain=0)
    for back, slug in ((2, "wall-march-hold"), (1, "band-walk")):
        did(user, MONDAY - back * DAY, slug, 2, 15, 1, pain=0)
    return user


@pytest.fixture
def open_today(clock, runner, sign_in):
    def open_page(page):
        clock.go(MONDAY)
        sign_in(page, runner)
        page.goto("/today/")
        return page

    return open_page


def menu(page, card=BRIDGE):
    page.locator(f"{card} .more > summary").click()
    return page.locator(f"{card} .sheet-menu")


def of_a_day(user):
    return [(one.kind, str(one.exercise.slug)) for one in Choice.objects.for_user(user)]


def test_the_easier_form_takes_the_place_of_its_harder_one(page, open_today, runner):
    today = open_today(page)
    clock_of = today.locator("#lead h1")
    before = clock_of.inner_text()
    menu(today).get_by_role("button", name="Easier today: Glute bridge").click()
    expect(today.locator("#glute-bridge")).to_be_visible()
    expect(today.locator(BRIDGE)).to_have_count(0)
    expect(today.locator(".day-changes")).to_contain_text("given its place")
    today.locator("#toast").get_by_role("button", name="Undo").click()
    expect(today.locator(BRIDGE)).to_be_visible()
    expect(clock_of).to_have_text(before)
    assert of_a_day(runner) == []


def test_what_is_left_out_is_taken_back_without_javascript(plain, open_today, runner):
    today = open_today(plain)
    dots = today.locator("#count i").count()
    menu(today).get_by_role("button", name="Not today").click()
    expect(today.locator(BRIDGE)).to_have_count(0)
    assert today.locator("#count i").count() < dots
    assert of_a_day(runner) == [("not-today", "single-leg-bridge")]
    today.get_by_role("button", name="Take back").click()
    expect(today.locator(BRIDGE)).to_be_visible()


@pytest.mark.parametrize(
    "options", [{}, pytest.param(DESK, marks=pytest.mark.thorough)], ids=["phone", "desk"]
)
def test_the_menu_is_easy_to_hit_and_nothing_is_wrong_with_it(
    new_context, open_today, sound, options
):
    today = open_today(new_context(**options).new_page())
    assert today.locator(f"{BRIDGE} .more > summary").bounding_box()["height"] >= 44
    lines = menu(today).locator("a, button")
    assert lines.count() >= 4
    assert min(one.bounding_box()["height"] for one in lines.all()) >= 44
    lines.first.hover()  # nothing lies over it
    lines.last.hover()
    sound(today)
    lines.filter(has_text="It hurts").click()
    expect(today.locator(BRIDGE)).to_have_count(0)
    sound(today)
