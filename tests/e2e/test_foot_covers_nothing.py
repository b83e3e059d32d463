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

# Brings each control into view, as the keyboard does, and asks what lies on its middle.
COVERED = """(within) => {
  const bars = [...document.querySelectorAll("#toast > *, #rest:not([hidden]) > *, .tabs")]
    .map((one) => one.getBoundingClientRect()).filter((one) => one.height);
  const isUnder = (box) => bars.some((bar) => box.right > bar.left + 1 && box.left < bar.right - 1
    && box.bottom > bar.top + 1 && box.top < bar.bottom - 1);
  const isOpen = (one) => one.checkVisibility({ visibilityProperty: true })
    && !one.closest("details:not([open]) > :not(summary)");
  return [...document.querySelectorAll(within)].filter(isOpen).flatMap((one) => {
    one.scrollIntoView({ block: "nearest", behavior: "instant" });
    const box = one.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return [];
    const on = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const label = one.closest("label");
    const isOwn = on && (one.contains(on) || on.contains(one) || (label && label.contains(on)));
    if (isOwn && (one.closest(".foot") || !isUnder(box))) return [];
    return [`${one.outerHTML.slice(0, 120)} at ${Math.round(box.top)}`];
  });
}"""
GUIDED = "main :is(a[href], button, input:not([type=hidden]), summary)"
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


@pytest.fixture
def today(page, clock, runner, sign_in):
    clock.go(MONDAY)
    clock.follow(page)
    sign_in(page, runner)
    return page


def check(page, within=CONTROLS):
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(COVERED, within)
        assert not found, f"{width}x{height}\n" + "\n".join(found)


def test_the_rest_timer_and_undo_lie_over_no_control(today):
    today.goto("/today/")
    lamps = today.locator("article.card").first.locator(".lamp[aria-pressed=false]")
    lamps.first.click()
    expect(today.locator("#rest")).to_be_visible()
    expect(today.locator("#toast .btn")).to_be_visible()
    check(today)


def test_the_answers_of_a_feedback_row_lie_above_undo(today):
    today.goto("/today/")
    card = today.locator("article.card").first
    lamps = card.locator(".lamp[aria-pressed=false]")
    while count := lamps.count():
        lamps.first.click()
        expect(lamps).to_have_count(count - 1)
    form = card.locator("form.fb")
    expect(form).to_be_visible()
    expect(today.locator("#toast .btn")).to_be_visible()
    form.locator("summary").click()
    check(today)


def test_guided_mode_covers_none_of_its_own(today):
    today.goto("/today/go/")
    check(today, GUIDED)
    today.get_by_role("button", name="Go").click()
    expect(today.locator(".guided-ring")).to_be_visible()
    check(today, GUIDED)
