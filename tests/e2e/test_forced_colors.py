"""Forced colours (high contrast): what is done or chosen looks unlike what is not."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("library", "clock")
LOOK = """(one) => {
  const names = ["backgroundColor", "borderColor", "borderStyle", "borderWidth",
    "outline", "fill", "stroke"];
  const look = (part) => names.map((name) => getComputedStyle(one, part)[name]);
  return [...look(""), ...look("::before")].join();
}"""
COLOURS = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  const colour = (name) => (probe.style.color = name, getComputedStyle(probe).color);
  return [colour("Canvas"), colour("CanvasText")];
}"""


@pytest.fixture
def runner(transactional_db):
    user = start(UserFactory(equipment=["mat"]), MONDAY - timedelta(days=9))
    train(user, MONDAY - timedelta(days=9), count=9, slugs=("prone-squeeze",), sets=3)
    return user


@pytest.fixture(params=["light", "dark"])
def page(request, new_context, clock, runner, sign_in):
    clock.go(MONDAY)
    page = new_context(forced_colors="active", color_scheme=request.param).new_page()
    clock.follow(page)
    sign_in(page, runner)
    return page


def unlike(one, other):
    looks = [locator.first.evaluate(LOOK) for locator in (one, other)]
    assert looks[0] != looks[1], looks[0]


def test_a_logged_set_its_dots_and_a_chosen_number(page):
    page.goto("/today/")
    card = page.locator("article.card").first
    card.locator(".lamp").first.click()
    logged = card.locator(".lamp[aria-pressed=true]")
    expect(logged).to_have_count(1)
    unlike(logged, card.locator(".lamp[aria-pressed=false]").last)
    unlike(page.locator(".dayline .on"), page.locator(".dayline i:not(.on)").last)
    page.reload()
    page.locator(".weekdots .half, .weekdots .on").first.wait_for()
    unlike(page.locator(".weekdots :is(.on, .half) i"), page.locator(".weekdots li:last-child i"))
    page.goto("/today/?feedback=prone-squeeze")
    form = page.locator("#fb-prone-squeeze")
    form.locator("[name=pain][value='0']").check(force=True)
    unlike(form.locator(".cell:has(:checked)"), form.locator(".zones .cell:not(:has(:checked))"))


def test_a_filter_a_tab_and_a_step_of_a_figure(page):
    page.goto("/exercises/?stage=lift")
    unlike(page.locator(".chip-pick:has(#id_stage)"), page.locator(".chip-pick:has(#id_muscle)"))
    page.goto("/plan/")
    unlike(page.locator(".tab[aria-current]"), page.locator(".tab:not([aria-current])"))
    page.goto("/settings/")
    options = page.locator(".option:has([type=radio])")
    chosen = page.locator(":checked")
    unlike(options.filter(has=chosen), options.filter(has_not=chosen))


WORDS = "one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]"


def test_the_main_button_can_be_read(page):
    page.goto("/today/")
    colour, ground = page.get_by_role("link", name="Guide me").evaluate(WORDS)
    canvas, _ink = page.evaluate(COLOURS)
    assert colour not in {ground, canvas}  # browsers lay the page's ground under words


def test_pictures_and_figures_stand_out_from_the_page(page):
    page.goto("/weeks/")
    canvas, ink = page.evaluate(COLOURS)
    fills = {
        kind: page.locator(f".chart .{kind}").first.evaluate("one => getComputedStyle(one).fill")
        for kind in ("c-lit", "c-mid", "strong")
    }
    assert canvas not in fills.values()
    assert fills["c-lit"] != fills["c-mid"]
    assert fills["strong"] == ink
    page.goto("/exercises/prone-squeeze/")
    page.locator(".keyposes a").first.click()
    shown = page.locator(".keyposes a:is(.is-now, [aria-current])")
    expect(shown).to_have_count(1)
    unlike(shown, page.locator(".keyposes a:not(.is-now, [aria-current])"))
