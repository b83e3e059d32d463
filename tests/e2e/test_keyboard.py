"""The keyboard alone: focus is never lost, and what opens says so."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.long_logs import start
from tests.logbook.today.test_today import go_on_from_the_squeezes

from .conftest import DESK
from .runner import settled

MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner(transactional_db):
    """Is asked about the morning, since yesterday was trained."""
    user = start(UserFactory(equipment=["mat"]), MONDAY - timedelta(days=2))
    yesterday = {"user": user, "date": MONDAY - timedelta(days=1), "slug": "prone-squeeze"}
    SetEntryFactory(**yesterday, amount=10, hold_s=5)
    FeedbackFactory(**yesterday, felt_left=8, felt_right=8, pain=0)
    return user


@pytest.fixture
def today(new_context, clock, runner, sign_in):
    clock.go(MONDAY)
    page = new_context(**DESK).new_page()
    clock.follow(page)
    sign_in(page, runner)
    page.goto("/today/")
    return page


FOCUSED = """() => {
  const { tagName, id, ariaLabel } = document.activeElement;
  return tagName === "BODY" ? "nothing" : ariaLabel || id || tagName;
}"""


def press(page, locator, key="Enter"):
    locator.focus()
    page.keyboard.press(key)
    settled(page)
    page.wait_for_function("() => document.activeElement !== document.body")
    return page.evaluate(FOCUSED)


def test_the_first_tab_leads_past_the_head_of_the_page(today):
    today.keyboard.press("Tab")
    expect(today.get_by_role("link", name="Skip to the page")).to_be_focused()
    today.keyboard.press("Enter")
    expect(today.locator("#main")).to_be_focused()


def test_focus_stays_at_the_sets_while_they_are_logged_and_undone(today):
    card = today.locator("article.card").first
    lamp = card.locator(".lamp").first
    assert "logged" in press(today, lamp)
    undo = today.locator("#toast").get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    assert "log" in press(today, undo)
    expect(card.locator(".is-next")).to_be_focused()


def test_focus_stays_at_the_button_for_both_sides(new_context, clock, transactional_db, sign_in):
    clock.go(MONDAY)
    runner = UserFactory(equipment=["mat", "wall", "band"])
    start(runner, MONDAY - timedelta(days=20))
    go_on_from_the_squeezes(runner, MONDAY)
    page = new_context(**DESK).new_page()
    sign_in(page, runner)
    page.goto("/today/")
    both = page.locator("#pair-wall-march-hold")
    both.focus()
    page.keyboard.press("Enter")
    expect(both).to_have_text("Both sides: set 2")
    settled(page)
    assert page.evaluate(FOCUSED) == "pair-wall-march-hold"


def test_another_number_opens_by_the_space_bar_and_gives_focus_back(today):
    card = today.locator("article.card").first
    opener = card.get_by_role("button", name="Set 1: another number")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.focus()
    today.keyboard.press("Space")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(card.get_by_role("button", name="reps: less")).to_be_focused()
    press(today, card.locator("form.pick").get_by_role("button", name="Log"))
    assert card.locator(":focus").count() == 1


def test_focus_stays_on_the_page_when_a_question_is_answered(today):
    press(today, today.locator("#morning").get_by_role("button", name="0", exact=True))
    assert today.locator("#main:focus, #main :focus").count() == 1


def test_focus_stays_at_a_card_when_its_feedback_is_given(today):
    card = today.locator("article.card").first
    while (lamp := card.locator(".lamp[aria-pressed=false]").first).is_visible():
        press(today, lamp)
    form = card.locator("form.fb")
    form.locator("[name=pain][value='0']").check(force=True)
    press(today, form.get_by_role("button", name="Log", exact=True))
    today.wait_for_timeout(300)  # the server's card has come
    name = card.get_attribute("id")
    assert today.locator(f"#{name}:focus, #{name} :focus").count() == 1


def test_the_morning_is_a_group_with_its_three_zones(today):
    morning = today.get_by_role("group", name="Pain this morning?")
    for zone, count in (("Fine", 3), ("Some", 3), ("Bad", 5)):
        group = morning.get_by_role("group", name=zone)
        assert group.get_by_role("button").or_(group.get_by_role("radio")).count() == count


def test_a_filter_keeps_focus(today):
    today.goto("/exercises/")
    stage = today.get_by_label("Stage")
    stage.focus()
    stage.select_option("lift")
    expect(today.get_by_role("status").filter(has_text="exercise")).to_contain_text("5 exercises")
    expect(stage).to_be_focused()


def test_an_act_is_told_by_one_live_region(today):
    assert today.locator("[aria-live] :is([role=status], [role=alert], [aria-live])").count() == 0
    press(today, today.locator(".lamp").first)
    expect(today.locator("#toast .toast")).to_have_count(1)
    assert today.locator("[aria-live] :is([role=status], [role=alert], [aria-live])").count() == 0


def test_focus_stays_at_a_set_that_is_corrected_and_at_the_exercise_of_one_deleted(today, runner):
    for _ in range(3):
        SetEntryFactory(user=runner, date=MONDAY, slug="prone-squeeze", amount=10, hold_s=5)
    today.goto(f"/logbook/{MONDAY}/")
    second = today.get_by_role("link", name="Correct Set 2")
    form = today.locator("form.editor:not(.mover)")
    press(today, second)
    expect(form).to_be_visible()
    press(today, form.get_by_role("button", name="Save"))
    expect(form).to_have_count(0)
    expect(today.locator("tr:focus")).to_have_count(1)
    today.keyboard.press("Tab")
    expect(second).to_be_focused()
    press(today, second)
    press(today, form.get_by_role("button", name="Delete set"))
    expect(form).to_have_count(0)
    expect(today.locator("#of-prone-squeeze")).to_be_focused()
