"""The figures in a browser: they move while they are seen, stop when told to, go step by step."""

import re

import pytest
from playwright.sync_api import expect

from exercises import figures
from tests.library import load_exercises

from .conftest import DESK

BRIDGE = "/exercises/glute-bridge/"
FIGURE = ".movement svg[data-from]"
MOVEMENT = f"{FIGURE} animateTransform"  # fetched after the page
PAUSED = f"() => document.querySelector('{FIGURE}').animationsPaused()"
# The near thigh: where it is drawn now, whatever its attributes say.
PLACE = f"""() => {{
  const legs = document.querySelectorAll('{FIGURE} g:has(> [fill^="var(--fig-shorts,"])');
  const box = legs[legs.length - 1].getBoundingClientRect();
  return [box.x, box.y, box.width, box.height].map(Math.round).join();
}}"""

SHIFTS = """() => new Promise((done) => {
  let seen = 0;
  const count = (list) => (seen += list.getEntries().length);
  new PerformanceObserver(count).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(seen), 300);
})"""


@pytest.fixture(autouse=True)
def _exercises(transactional_db):
    load_exercises()


def places(page, milliseconds=1200):
    """Where the thigh was over some time."""
    page.locator(MOVEMENT).first.wait_for(state="attached")
    seen = set()
    for _ in range(6):
        seen.add(page.evaluate(PLACE))
        page.wait_for_timeout(milliseconds / 6)
    return seen


def moving(page):
    """How many of the page's figures move now."""
    paused = page.locator("svg[data-from]").evaluate_all(
        "all => all.map(s => s.animationsPaused())"
    )
    return paused.count(False)


def wait_until_moving(page):
    page.wait_for_function(f"() => !({PAUSED})()")


@pytest.mark.firefox
def test_a_figure_moves_and_its_button_stops_it_and_lets_it_go_on(page):
    page.goto(BRIDGE)
    wait_until_moving(page)
    assert page.wait_for_function(f"(was) => ({PLACE})() !== was", arg=page.evaluate(PLACE))
    page.get_by_role("button", name="Pause").click()
    assert len(places(page)) == 1
    page.get_by_role("button", name="Play").click()
    wait_until_moving(page)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


# How many glutes are lit now, by the size in which their light is drawn.
LIT = f"""() => [...document.querySelectorAll('{FIGURE} .fig-glow')]
  .filter((light) => light.getBoundingClientRect().width > 2).length"""


@pytest.mark.firefox
@pytest.mark.parametrize("slug", ["glute-bridge", "wall-march-quick"])
def test_the_glute_is_lit_in_the_poses_in_which_it_works_and_dark_in_the_others(page, slug):
    page.goto(f"/exercises/{slug}/")
    page.locator(f"{FIGURE} :is(animate, animateTransform)").first.wait_for(state="attached")
    works = [
        figures.svg_file(slug, key).count('class="fig-glow"') for key, _ in figures.poses(slug)
    ]
    assert len(set(works)) > 1
    seen = []
    for step in page.locator(".keyposes a").all():
        step.click()
        expect(step).to_have_attribute("aria-current", "step")
        seen.append(page.evaluate(LIT))
    assert seen == works


def test_the_words_of_what_is_seen_light_up(page):
    page.goto(BRIDGE)
    now, steps = page.locator(".keyposes .is-now"), page.locator(".keyposes a")
    for step in (2, 0, 1, 2):  # it begins at the top
        expect(now).to_have_text(steps.nth(step).inner_text())
    steps.nth(0).click()
    expect(now).to_have_count(0)


def test_nothing_jumps_when_the_buttons_come(page):
    page.goto(BRIDGE)
    wait_until_moving(page)
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.thorough
def test_a_figure_off_screen_does_not_move(page):
    page.goto(BRIDGE)
    wait_until_moving(page)
    page.get_by_role("heading", name="Where this comes from").scroll_into_view_if_needed()
    page.wait_for_function(PAUSED)
    page.get_by_role("heading", level=1).scroll_into_view_if_needed()
    wait_until_moving(page)


def test_a_step_shows_its_pose_and_says_it(page):
    page.goto(BRIDGE)
    wait_until_moving(page)
    steps = page.locator(".keyposes a")
    steps.nth(0).click()
    low = places(page, 300)
    assert len(low) == 1
    expect(steps.nth(0)).to_have_attribute("aria-current", "step")
    expect(page.locator(".movement [role=status]")).to_have_text(steps.nth(0).inner_text())
    steps.nth(2).click()
    assert places(page, 300) != low
    expect(page.locator(".movement [aria-current]")).to_have_count(1)
    assert page.url.endswith(BRIDGE)


def test_the_poses_are_stepped_through_with_buttons_and_arrow_keys(page):
    page.goto(BRIDGE)
    steps = page.locator(".keyposes a")
    for here in (0, 1, 2, 0):
        if here == 0:
            steps.nth(0).click()
        else:
            page.keyboard.press("ArrowRight")
        expect(steps.nth(here)).to_have_attribute("aria-current", "step")
    page.keyboard.press("ArrowLeft")
    expect(steps.nth(2)).to_have_attribute("aria-current", "step")
    page.get_by_role("button", name="Next pose").click()
    expect(steps.nth(0)).to_have_attribute("aria-current", "step")
    page.get_by_role("button", name="Pose before").click()
    expect(steps.nth(2)).to_have_attribute("aria-current", "step")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".movement [aria-current]")).to_have_count(0)


def test_who_wants_less_motion_gets_a_still_that_can_be_stepped_through(new_context):
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(BRIDGE)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    still = places(page)
    assert len(still) == 1
    page.get_by_role("button", name="Next pose").click()
    assert places(page, 300) != still
    assert page.evaluate(PAUSED)


def test_without_javascript_each_pose_is_a_page(plain):
    plain.goto(BRIDGE)
    expect(plain.get_by_role("button", name="Pause")).to_have_count(0)
    top = plain.locator(FIGURE).screenshot()
    plain.locator(".keyposes a").nth(0).click()
    expect(plain).to_have_url(re.compile(r"\?pose=start$"))
    expect(plain.locator(".keyposes a").nth(0)).to_have_attribute("aria-current", "step")
    start = plain.locator(FIGURE).screenshot()
    assert start != top
    plain.wait_for_timeout(400)
    assert plain.locator(FIGURE).screenshot() == start


@pytest.mark.thorough
def test_an_address_with_a_pose_shows_it_and_waits(page):
    page.goto(f"{BRIDGE}?pose=start")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert len(places(page, 600)) == 1


@pytest.mark.thorough
def test_on_paper_it_is_still(page):
    page.goto(BRIDGE)
    wait_until_moving(page)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(PAUSED)
    time = f"() => document.querySelector('{FIGURE}').getCurrentTime()"
    assert page.evaluate(time) == pytest.approx(2.7, abs=0.01)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    wait_until_moving(page)


def test_the_list_moves_what_is_seen_and_one_button_stops_it_for_good(page):
    page.goto("/exercises/")
    page.locator("svg[data-from]").nth(1).scroll_into_view_if_needed()
    page.wait_for_function("() => !document.querySelector('svg[data-from]').animationsPaused()")
    assert 0 < moving(page) < page.locator("svg[data-from]").count()
    button = page.get_by_role("button", name="Pause the figures")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert moving(page) == 0
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(400)
    assert moving(page) == 0
    page.goto(BRIDGE)
    page.get_by_role("button", name="Play").click()  # this one, though
    wait_until_moving(page)


def test_in_a_list_one_figure_moves_the_first_in_view_or_the_one_pointed_at(desk):
    desk.goto("/exercises/")
    held = "(n) => document.querySelectorAll('svg[data-from]')[n].animationsPaused()"
    desk.wait_for_function(f"() => !({held})(0)")
    assert moving(desk) == 1
    desk.locator(".ex-card").nth(1).hover()
    desk.wait_for_function(f"() => !({held})(1)")
    assert moving(desk) == 1
    desk.locator(".ex-card").nth(0).focus()
    desk.wait_for_function(f"() => !({held})(0)")
    assert moving(desk) == 1


@pytest.mark.thorough
def test_figures_that_a_filter_brings_in_move_too(new_context):
    page = new_context(**DESK).new_page()
    page.goto("/exercises/")
    page.get_by_role("searchbox").fill("band walk")
    expect(page.locator(".ex-card h3").first).to_have_text("Band walk")
    first = page.locator("svg[data-from]").first
    first.scroll_into_view_if_needed()
    page.wait_for_function("() => !document.querySelector('svg[data-from]').animationsPaused()")


@pytest.mark.thorough
def test_axe_finds_nothing_in_a_paused_figure(page, axe):
    page.goto(BRIDGE)
    page.locator(".keyposes a").nth(1).click()
    axe(page)
