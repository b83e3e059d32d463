"""Today's page on a phone: the first screen, the morning, the rest, and answers that are begun."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from logbook.models import Feedback, SetEntry, Workout
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.long_logs import start

from .conftest import DESK
from .runner import choose, log, settled

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
EACH_SIDE = ("wall-march-hold", "band-walk")
NARROW = {"viewport": {"width": 320, "height": 640}}
pytestmark = pytest.mark.usefixtures("library", "clock")


def did(user, day, slug, sets=2, amount=10, hold_s=5, **said):
    for side in ("left", "right") if slug in EACH_SIDE else ("both",):
        for _ in range(sets):
            exercise = {"user": user, "date": day, "slug": slug}
            SetEntryFactory(**exercise, side=side, amount=amount, hold_s=hold_s)
    FeedbackFactory(user=user, date=day, slug=slug, **{"felt_left": 8, "felt_right": 8} | said)


@pytest.fixture
def runner(transactional_db):
    """Has both squeezes, and trained yesterday; what hurts this morning is not said yet."""
    user = start(UserFactory(equipment=["mat", "wall"]), MONDAY - 20 * DAY)
    for back in (5, 4, 3):
        for slug in ("prone-squeeze", "standing-squeeze"):
            did(user, MONDAY - back * DAY, slug, pain=0)
    did(user, MONDAY - DAY, "prone-squeeze", 1, pain=0)
    did(user, MONDAY - DAY, "wall-march-hold", 2, 8, 3, pain=0, form=True)
    did(user, MONDAY - DAY, "glute-bridge", 3, 12, 3, pain=0, effort=6, felt_left=6)
    return user


@pytest.fixture
def today(page, clock, runner, sign_in):
    clock.go(MONDAY)
    clock.follow(page)
    sign_in(page, runner)
    page.goto("/today/")
    return page


BRIDGE = "#glute-bridge"


def lamps(page, lit=False, slug="glute-bridge"):
    return page.locator(f"#{slug} .lamp[aria-pressed={'true' if lit else 'false'}]")


def tap_next(page, slug="glute-bridge"):
    done = lamps(page, lit=True, slug=slug).count()
    lamps(page, slug=slug).first.click()
    expect(lamps(page, lit=True, slug=slug)).to_have_count(done + 1)


def tap_all(page, slug="glute-bridge"):
    while lamps(page, slug=slug).count():
        tap_next(page, slug)
    settled(page)


def bottom(locator):
    box = locator.bounding_box()
    return box["y"] + box["height"]


def top(locator):
    return locator.bounding_box()["y"]


# The first screen


def test_the_first_screen_says_the_day_and_holds_the_next_lamp_under_the_morning(today):
    expect(today.locator("#morning")).to_be_visible()
    first = today.locator(".lamp.is-next").first
    assert bottom(first) < top(today.locator(".tabs").first) - 44
    assert bottom(today.locator("#lead")) < 240
    assert today.locator("#morning").bounding_box()["height"] < 125


@pytest.mark.parametrize(
    "options",
    [
        {},
        pytest.param(NARROW, marks=pytest.mark.thorough),
        pytest.param(DESK, marks=pytest.mark.thorough),
    ],
    ids=["phone", "narrow", "desk"],
)
def test_nothing_is_wrong_with_it_at_any_size(new_context, clock, runner, sign_in, sound, options):
    clock.go(MONDAY)
    page = new_context(**options).new_page()
    clock.follow(page)
    sign_in(page, runner)
    page.goto("/today/")
    sound(page)
    tap_next(page)
    expect(page.locator("#rest")).to_be_visible()
    tap_all(page)
    expect(page.locator(f"{BRIDGE} form.fb")).to_be_visible()
    choose(page.locator(BRIDGE), "pain", 4)
    sound(page)
    cells = [cell.bounding_box() for cell in page.locator(f"{BRIDGE} .cell").all()]
    assert min(box["width"] for box in cells) >= 24
    assert min(box["height"] for box in cells) >= 44


def test_the_dots_follow_each_tap_at_once_and_agree_with_the_server(today):
    today.context.set_offline(True)
    tap_next(today)
    group = today.locator("[data-dots=glute-bridge] i.on")
    expect(group).to_have_count(1)
    expect(today.locator("#count")).to_contain_text("1 of")
    today.context.set_offline(False)
    settled(today)
    said = today.locator("#count").inner_text()
    today.reload()
    assert today.locator("#count").inner_text() == said
    expect(group).to_have_count(1)


def test_offline_too_the_head_says_that_all_is_done(today):
    """And no card is shown as the one to do, until a set is taken back."""
    head, guide = today.locator("#lead h1"), today.get_by_role("link", name="Guide me")
    asks = head.inner_text()
    first = today.locator(".today article.card").first
    today.context.set_offline(True)
    expect(first).to_have_css("border-top-width", "2px")
    for slug in today.locator("article.card").evaluate_all("(cards) => cards.map(({ id }) => id)"):
        expect(head).to_have_text(asks)
        while lamps(today, slug=slug).count():
            tap_next(today, slug)
        expect(today.locator(f"#{slug}")).to_have_css("border-top-width", "1px")
    expect(head).to_have_text("Done for today")
    expect(guide).to_be_hidden()
    today.locator("#toast").get_by_role("button", name="Undo").click()
    expect(head).to_have_text(asks)
    expect(guide).to_be_visible()
    today.context.set_offline(False)
    settled(today)


def test_the_line_of_the_last_session_opens_to_its_facts(today):
    last = today.locator(f"{BRIDGE} details.last")
    expect(last.locator("summary")).to_contain_text(
        "Last time did not count. Left felt 6; 7 counts."
    )
    facts = last.locator("dl")
    expect(facts).to_be_hidden()
    last.locator("summary").focus()
    today.keyboard.press("Enter")
    expect(facts).to_contain_text("3 × 12, hold 3 s, felt 6 left, 8 right, pain 0, effort 6")


# The menu of a card


def test_an_open_menu_closes_on_a_tap_beside_it_and_on_escape(today):
    menu = today.locator(f"{BRIDGE} .more")
    summary = menu.locator("summary")
    summary.click()
    expect(menu.locator(".sheet-menu")).to_be_visible()
    today.locator("h1").click()
    expect(menu.locator(".sheet-menu")).to_be_hidden()
    summary.click()
    menu.locator(".sheet-menu button").first.focus()
    today.keyboard.press("Escape")
    expect(menu.locator(".sheet-menu")).to_be_hidden()
    expect(summary).to_be_focused()
    assert not SetEntry.objects.filter(workout__date=MONDAY).exists()


@pytest.mark.parametrize("width", [1000, 1280])
def test_four_lamps_stand_in_one_line_on_a_desk(new_context, clock, runner, sign_in, width):
    clock.go(MONDAY)
    did(runner, MONDAY, "band-walk", 4)
    did(runner, MONDAY, "glute-bridge", 4)
    page = new_context(**DESK | {"viewport": {"width": width, "height": 800}}).new_page()
    clock.follow(page)
    sign_in(page, runner)
    page.goto("/today/")
    for row in page.locator(".lamps").filter(has=page.locator(".lamp:nth-child(4)")).all():
        assert len({top(lamp) for lamp in row.locator(".lamp").all()[:4]}) == 1


# The morning


def test_no_pain_is_one_tap_and_pain_asks_for_its_place(today):
    morning = today.locator("#morning")
    expect(morning.get_by_text("Knee")).to_be_hidden()
    choose(morning, "worse", 4)
    morning.get_by_text("Knee").click()
    morning.get_by_role("button", name="Log", exact=True).click()
    expect(morning).to_have_count(0)
    expect(today.locator("#morning-said")).to_contain_text("pain 4, knee")
    workout = Workout.objects.get(date=MONDAY - DAY)
    assert (workout.morning_pain, workout.morning_place) == (4, "knee")


def test_a_red_morning_says_why_and_can_be_changed_from_the_day_of_rest(today):
    choose(today.locator("#morning"), "worse", 7)
    today.locator("#morning").get_by_role("button", name="Log", exact=True).click()
    expect(today.get_by_role("heading", name="Rest today", level=1)).to_be_visible()
    expect(today.locator(".coming .now")).to_contain_text("Rest")
    today.locator("#morning-said").get_by_role("link", name="Change").click()
    today.locator("#morning").get_by_role("button", name="1", exact=True).click()
    expect(today.get_by_role("heading", name="exercises", level=1)).to_be_visible()


# The rest between two sets


def test_the_rest_begins_on_the_tap_and_covers_nothing_that_is_tapped_next(today):
    today.context.set_offline(True)  # no answer is needed
    tap_next(today)
    rest = today.locator("#rest")
    expect(rest).to_contain_text("Next: Set 2")
    expect(rest.get_by_role("timer")).to_have_text("1:00")
    expect(today.locator("#toast")).to_contain_text("Undo")
    assert bottom(rest) <= top(today.locator("#toast")) + 1
    assert bottom(today.locator("#toast")) <= top(today.locator(".tabs").first) + 1
    assert bottom(lamps(today).first) <= top(rest)
    today.context.set_offline(False)
    settled(today)


def test_a_rest_is_made_longer_and_shorter_and_skipped(today):
    tap_next(today)
    rest = today.locator("#rest")
    rest.get_by_role("button", name="15 seconds more").click()
    expect(rest.get_by_role("timer")).to_have_text("1:15")
    rest.get_by_role("button", name="15 seconds less").click()
    rest.get_by_role("button", name="15 seconds less").click()
    expect(rest.get_by_role("timer")).to_have_text("0:45")
    rest.get_by_role("button", name="Skip").click()
    expect(rest).to_be_hidden()


def test_a_rest_ends_at_its_time_also_after_the_page_was_away(today):
    tap_next(today)
    settled(today)
    today.clock.run_for(20_000)
    today.reload()
    rest = today.locator("#rest")
    # Time goes on by itself, too.
    expect(rest.get_by_role("timer")).to_have_text(re.compile(r"0:(40|3\d)"))
    today.clock.run_for(41_000)
    expect(rest).to_contain_text("Rest is over. Next: Set 2")
    today.clock.run_for(11_000)
    expect(rest).to_be_hidden()


def test_undo_stands_in_the_same_foot_and_ends_the_rest(today):
    tap_next(today)
    settled(today)
    today.locator(".foot").get_by_role("button", name="Undo").click()
    expect(today.locator("#rest")).to_be_hidden()
    expect(lamps(today, lit=True)).to_have_count(0)
    settled(today)
    assert not SetEntry.objects.live().filter(workout__date=MONDAY).exists()


@pytest.mark.thorough
def test_to_turn_to_the_other_side_takes_no_rest(today):
    tap_next(today, "wall-march-hold")
    expect(today.locator("#rest")).to_be_hidden()
    today.locator("#lamp-wall-march-hold-right-1").click()
    expect(today.locator("#rest")).to_contain_text("Next: Left, set 2")


def test_after_the_last_set_the_whole_row_of_answers_stands_above_the_foot(today):
    tap_all(today)
    form = today.locator(f"{BRIDGE} form.fb")
    expect(today.locator("#rest")).to_be_hidden()
    expect(today.locator("#toast .toast")).to_be_visible()
    assert bottom(form.get_by_role("button", name="Log", exact=True)) <= top(
        today.locator("#toast")
    )
    assert top(form) >= 0


# Answers


def test_an_answer_says_before_it_is_sent_what_will_not_count_and_afterwards_what_did_not(today):
    tap_all(today)
    form = today.locator(f"{BRIDGE} form.fb")
    assert form.locator(".scale :checked").count() == 0
    choose(form, "felt_left", 6)
    status = form.get_by_role("status")
    expect(status).to_contain_text("This will not count: Left felt 6; 7 counts.")
    expect(status).to_contain_text("Not said yet: Felt right, Pain, Effort.")
    choose(form, "felt_left", 7)
    expect(status).not_to_contain_text("will not count")
    choose(form, "felt_left", 6)
    expect(form.get_by_role("button", name="Skip")).to_be_hidden()
    form.get_by_role("button", name="Log, the rest as last time").click()
    expect(today.locator(BRIDGE)).to_contain_text("Left felt 6; 7 counts.")
    expect(today.locator(BRIDGE)).to_contain_text(
        "You said: felt 6 left, 8 right, pain 0, effort 6"
    )
    settled(today)
    said = Feedback.objects.get(workout__date=MONDAY)
    assert (said.felt_left, said.felt_right, said.pain, said.effort) == (6, 8, 0, 6)


@pytest.mark.thorough
def test_a_form_made_without_reception_is_the_same(today):
    today.context.set_offline(True)
    while lamps(today).count():
        tap_next(today)
        today.wait_for_timeout(50)
    form = today.locator(f"{BRIDGE} form.fb")
    expect(form.get_by_role("button", name="Log as last time")).to_contain_text("felt 6 left")
    assert form.locator(".was").count() == 4
    assert form.locator("[data-scale=felt_left] .counts").count() == 4
    choose(form, "effort", 9)
    expect(form.get_by_role("status")).to_contain_text("Effort 9; 8 or less counts.")
    form.get_by_role("button", name="Log, the rest as last time").click()
    expect(today.locator(BRIDGE)).to_contain_text("Your answer is kept on this phone.")
    today.context.set_offline(False)
    settled(today)
    said = Feedback.objects.get(workout__date=MONDAY)
    assert (said.felt_left, said.effort) == (6, 9)


def test_an_answer_that_was_begun_is_there_when_the_runner_comes_back(today):
    tap_all(today)
    choose(today.locator(f"{BRIDGE} form.fb"), "pain", 7)
    today.goto("/plan/")
    today.goto("/today/")
    form = today.locator(f"{BRIDGE} form.fb")
    expect(form.locator("[name=pain][value='7']")).to_be_checked()
    expect(form.get_by_role("status")).to_contain_text("Pain 7; 2 or less counts.")
    log(form)
    expect(today.locator(BRIDGE)).to_contain_text("You said: pain 7")
    today.reload()
    expect(form).to_be_hidden()
    assert not today.evaluate("() => Object.keys(localStorage).some((key) => key.includes(':fb-'))")


def test_answers_need_no_pointer(today):
    tap_all(today)
    form = today.locator(f"{BRIDGE} form.fb")
    form.locator("[name=felt_left][value='0']").focus()
    for _ in range(8):
        today.keyboard.press("ArrowRight")
    expect(form.locator("[name=felt_left][value='8']")).to_be_checked()
    today.keyboard.press("Enter")
    expect(today.locator(BRIDGE)).to_contain_text("You said: felt 8 left")


def test_answers_need_no_script(plain, clock, runner, sign_in):
    clock.go(MONDAY)
    sign_in(plain, runner)
    plain.goto("/today/")
    for _ in range(lamps(plain).count()):
        lamps(plain).first.click()
    form = plain.locator(f"{BRIDGE} form.fb")
    expect(plain.locator("#rest")).to_have_count(0)
    choose(form, "felt_left", 9)
    form.get_by_role("button", name="Log, the rest as last time").click()
    expect(plain.locator(BRIDGE)).to_contain_text(
        "You said: felt 9 left, 8 right, pain 0, effort 6"
    )


# The plan

REACH = """(step) => {
  const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(step);
  const { content, top, bottom } = getComputedStyle(step, "::after");
  if (outlineStyle !== "none") return parseFloat(outlineWidth) + parseFloat(outlineOffset);
  return content === "none" ? null : -Math.min(parseFloat(top), parseFloat(bottom));
}"""


def test_the_edge_of_the_step_that_an_address_names_stays_in_its_row(today):
    today.goto("/plan/#wall-march-hold")
    reach = today.locator(".step:target").evaluate(REACH)
    assert reach is not None
    assert reach <= 0
