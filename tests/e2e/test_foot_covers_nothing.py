"""The bar with Undo, the rest timer and the tabs cover no control, at any size."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
SIZES = [(320, 568), (360, 640), (360, 740), (768, 1024), (1280, 800)]
pytestmark = pytest.mark.usefixtures("library", "clock")

# Brings each control into view as a browser does for the keyboard, and asks what lies on its middle.
COVERED = """(within) => {
  const bars = [...document.querySelectorAll("#toast > *, #rest:not([hidden]) > *, .tabs")]
    .map((one) => one.getBoundingClientRect()).filter((one) => one.height);
  const found = [];
  for (const one of document.querySelectorAll(within)) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest("details:not([open]) > :not(summary)")) continue;
    one.scrollIntoView({ block: "nearest", behavior: "instant" });
    const box = one.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const on = document.elementFromPoint(x, y);
    const own = on && (one.contains(on) || on.contains(one) || on.closest("label") === one.closest("label"));
    const under = bars.some((bar) => !one.closest(".foot") && box.right > bar.left + 1
      && box.left < bar.right - 1 && box.bottom > bar.top + 1 && box.top < bar.bottom - 1);
    if (!own || under) found.push(`${one.outerHTML.slice(0, 120)} at ${Math.round(box.top)}`);
  }
  return found;
}"""
CONTROLS = ":is(main, .foot) :is(a[href], button, input:not([type=hidden]), select, summary)"


@pytest.fixture
def runner(transactional_db):
    """Has both squeezes and an offer, trained yesterday, and has not said how the morning is."""
    user = start(UserFactory(equipment=["mat", "wall"]), MONDAY - 20 * DAY)
    for back in (5, 4, 3, 1):
        for slug in ("prone-squeeze", "standing-squeeze", "glute-bridge"):
            said = {"felt_left": 8, "felt_right": 8, "pain": 0}
            for _ in range(2):
                exercise = {"user": user, "date": MONDAY - back * DAY, "slug": slug}
                SetEntryFactory(**exercise, amount=10, hold_s=5)
            FeedbackFactory(user=user, date=MONDAY - back * DAY, slug=slug, **said)
    return user


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def page(request, new_context, clock, runner, sign_in):
    clock.go(MONDAY)
    width, height = request.param
    is_phone = width < 1000
    page = new_context(
        viewport={"width": width, "height": height}, is_mobile=is_phone, has_touch=is_phone
    ).new_page()
    clock.follow(page)
    sign_in(page, runner)
    return page


def uncovered(page, within=CONTROLS):
    found = page.evaluate(COVERED, within)
    assert not found, "\n".join(found)


def test_the_rest_timer_and_undo_lie_over_no_control(page):
    page.goto("/today/")
    lamps = page.locator("article.card").first.locator(".lamp[aria-pressed=false]")
    lamps.first.click()
    expect(page.locator("#rest")).to_be_visible()
    expect(page.locator("#toast .btn")).to_be_visible()
    uncovered(page)


def test_the_answers_of_a_feedback_row_lie_above_undo(page):
    page.goto("/today/")
    card = page.locator("article.card").first
    lamps = card.locator(".lamp[aria-pressed=false]")
    while count := lamps.count():
        lamps.first.click()
        expect(lamps).to_have_count(count - 1)
    form = card.locator("form.fb")
    expect(form).to_be_visible()
    expect(page.locator("#toast .btn")).to_be_visible()
    form.locator("summary").click()
    uncovered(page)


def test_guided_mode_covers_none_of_its_own(page):
    page.goto("/today/go/")
    uncovered(page, "main :is(a[href], button, input:not([type=hidden]), summary)")
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".guided-ring")).to_be_visible()
    uncovered(page, "main :is(a[href], button, input:not([type=hidden]), summary)")
