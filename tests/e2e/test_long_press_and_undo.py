"""Long presses, pairs, and taking things back, with reception and without."""

from datetime import date
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from exercises.models import Exercise
from logbook.models import Feedback, SetEntry, Workout
from plans.models import Choice
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

from . import runner as actions
from .runner import choose, eventually, settled

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
pytestmark = pytest.mark.usefixtures("clock", "library")
MARCH = "#wall-march-hold"


@pytest.fixture
def runner(transactional_db):
    runner = start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)
    for slug in ("prone-squeeze", "standing-squeeze"):
        exercise = Exercise.objects.get(slug=slug)
        Choice.objects.create(user=runner, exercise=exercise, kind="going-on", on=MONDAY)
    return runner


@pytest.fixture
def today(page, runner, sign_in):
    sign_in(page, runner)
    page.goto("/today/")
    return page


def lamp(page, number=1, slug="prone-squeeze", side="both"):
    return page.locator(f"#lamp-{slug}-{side}-{number}")


PRESS = """async (lamp, ms) => {
  const event = { bubbles: true, cancelable: true, button: 0, pointerType: "touch" };
  lamp.dispatchEvent(new PointerEvent("pointerdown", event));
  await new Promise((done) => setTimeout(done, ms));
  lamp.dispatchEvent(new PointerEvent("pointerup", event));
  lamp.dispatchEvent(new PointerEvent("click", event));
}"""


def press(lamp, seconds=0.7):
    """A finger that stays on it, by the page's own clock."""
    lamp.evaluate(PRESS, 1_000 * seconds)


def pick(page, slug="prone-squeeze"):
    return page.locator(f"#pick-{slug}")


def sets():
    return list(SetEntry.objects.live().order_by("pk").values_list("side", "amount", "hold_s"))


# Long press


def test_a_held_lamp_asks_for_another_number_and_logs_nothing(today):
    press(lamp(today))
    expect(pick(today)).to_be_visible()
    expect(pick(today)).to_contain_text("Set 1")
    pick(today).get_by_role("button", name="reps: less").click()
    pick(today).get_by_role("button", name="Log").click()
    expect(lamp(today)).to_have_text("9")
    settled(today)
    assert sets() == [("both", 9, 5)]


def test_a_held_lamp_that_is_lit_corrects_its_own_set(today):
    for number in (1, 2):
        lamp(today, number).click()
        expect(lamp(today, number)).to_have_attribute("aria-pressed", "true")
        settled(today)
    press(lamp(today, 1))
    expect(pick(today)).to_contain_text("Set 1")
    for _ in range(3):
        pick(today).get_by_role("button", name="reps: less").click()
    pick(today).get_by_role("button", name="Hold: less").click()
    pick(today).get_by_role("button", name="Log").click()
    expect(lamp(today, 1)).to_have_text("7")
    settled(today)
    assert sets() == [("both", 7, 4), ("both", 10, 5)]
    today.get_by_role("button", name="Undo").click()
    expect(lamp(today, 1)).to_have_text("10")
    settled(today)
    assert sets() == [("both", 10, 5), ("both", 10, 5)]


def test_a_short_press_is_a_tap(today):
    press(lamp(today), seconds=0.2)
    expect(lamp(today)).to_have_attribute("aria-pressed", "true")
    expect(pick(today)).to_be_hidden()


@pytest.mark.thorough
def test_the_menu_key_and_the_right_button_open_the_number_too(today):
    lamp(today).focus()
    lamp(today).dispatch_event("contextmenu")
    expect(pick(today)).to_be_visible()
    lamp(today).click(button="right")
    expect(pick(today)).to_be_visible()
    today.keyboard.press("Escape")
    lamp(today).click()
    expect(lamp(today)).to_have_attribute("aria-pressed", "true")
    settled(today)
    assert sets() == [("both", 10, 5)]


def test_the_button_beside_still_logs_the_next_set_after_a_correction_was_begun(today):
    lamp(today).click()
    expect(lamp(today)).to_have_attribute("aria-pressed", "true")
    settled(today)
    press(lamp(today))
    expect(pick(today)).to_contain_text("Set 1")
    opener = today.locator("#prone-squeeze [data-pick]")
    opener.click()
    expect(pick(today)).to_be_hidden()
    opener.click()
    expect(pick(today)).to_contain_text("Set 2")
    pick(today).get_by_role("button", name="Log").click()
    settled(today)
    assert len(sets()) == 2


@pytest.mark.thorough
@pytest.mark.answers(422)
def test_a_wrong_correction_comes_back_with_what_was_typed(today):
    lamp(today).click()
    expect(lamp(today)).to_have_attribute("aria-pressed", "true")
    settled(today)
    press(lamp(today))
    pick(today).get_by_label("reps", exact=True).evaluate("input => input.removeAttribute('max')")
    pick(today).get_by_label("reps", exact=True).fill("10000")
    pick(today).get_by_role("button", name="Log").click()
    expect(pick(today).get_by_text("A whole number from 1 to 999.")).to_be_visible()
    expect(pick(today).get_by_label("reps", exact=True)).to_have_value("10000")
    pick(today).get_by_label("reps", exact=True).fill("8")
    pick(today).get_by_role("button", name="Log").click()
    expect(lamp(today)).to_have_text("8")
    settled(today)
    assert sets() == [("both", 8, 5)]


def test_a_correction_made_offline_is_shown_and_sent(today):
    lamp(today).click()
    settled(today)
    today.context.set_offline(True)
    press(lamp(today))
    pick(today).get_by_role("button", name="reps: less").click()
    pick(today).get_by_role("button", name="Log").click()
    expect(lamp(today)).to_have_text("9")
    expect(pick(today)).to_be_hidden()
    today.context.set_offline(False)
    settled(today)
    assert sets() == [("both", 9, 5)]


def answered_late(page):
    """The line takes its time from now on."""
    page.route("**/today/sets/", lambda route: (page.wait_for_timeout(700), route.continue_()))


@pytest.mark.thorough
def test_an_answer_leaves_a_number_that_is_being_chosen(today):
    answered_late(today)
    lamp(today).click()
    today.locator("#prone-squeeze [data-pick]").click()
    pick(today).get_by_role("button", name="reps: less").click()
    settled(today)
    expect(pick(today)).to_contain_text("Set 2")
    pick(today).get_by_role("button", name="Log").click()
    expect(lamp(today, 2)).to_have_text("9")
    settled(today)
    assert sets() == [("both", 10, 5), ("both", 9, 5)]


def test_an_answer_leaves_feedback_that_is_being_given(today):
    for number in (1, 2):
        lamp(today, number).click()
        expect(lamp(today, number)).to_have_attribute("aria-pressed", "true")
        settled(today)
    answered_late(today)
    lamp(today, 3).click()
    form = today.locator("#prone-squeeze form.fb")
    expect(form).to_be_visible()
    choose(form, "pain", 2)
    choose(form, "felt_left", 6)
    settled(today)
    expect(form.get_by_role("status")).to_contain_text(
        "This will not count: Left felt 6; 7 counts."
    )
    actions.log(form)
    expect(today.locator("#prone-squeeze")).to_contain_text("You said: felt 6 left, pain 2")


# Left and right with one tap


def both(page):
    return page.locator(f"{MARCH} .pair button")


def test_one_tap_fills_both_and_undo_empties_both(today):
    both(today).click()
    expect(today.locator(f"{MARCH} .lamp[aria-pressed=true]")).to_have_count(2)
    expect(both(today)).to_have_text("Both sides: set 2")
    settled(today)
    assert sets() == [("left", 6, 1), ("right", 6, 1)]
    assert len(set(SetEntry.objects.values_list("key", flat=True))) == 2
    today.get_by_role("button", name="Undo").click()
    expect(today.locator(f"{MARCH} .lamp[aria-pressed=true]")).to_have_count(0)
    settled(today)
    assert sets() == []
    today.get_by_role("button", name="Undo").click()
    expect(today.locator(f"{MARCH} .lamp[aria-pressed=true]")).to_have_count(2)
    settled(today)
    assert len(sets()) == 2


@pytest.mark.thorough
def test_a_second_tap_on_both_at_once_is_a_slip(today):
    both(today).dblclick()
    expect(today.locator(f"{MARCH} .lamp[aria-pressed=true]")).to_have_count(2)
    settled(today)
    assert len(sets()) == 2


def test_both_offline_wait_as_one_set_and_are_taken_back_as_one(today):
    today.context.set_offline(True)
    both(today).click()
    expect(today.locator("#sync")).to_contain_text("1 set waits on this phone")
    expect(both(today)).to_have_text("Both sides: set 2")
    today.get_by_role("button", name="Undo").click()
    expect(today.locator(f"{MARCH} .lamp[aria-pressed=true]")).to_have_count(0)
    today.wait_for_timeout(800)
    both(today).click()
    expect(today.locator(f"{MARCH} .lamp[aria-pressed=true]")).to_have_count(2)
    today.context.set_offline(False)
    settled(today)
    assert sets() == [("left", 6, 1), ("right", 6, 1)]


@pytest.mark.thorough
def test_both_are_not_offered_while_one_side_is_ahead(today):
    lamp(today, 1, "wall-march-hold", "left").click()
    expect(both(today)).to_be_hidden()
    lamp(today, 1, "wall-march-hold", "right").click()
    expect(both(today)).to_have_text("Both sides: set 2")


# Taking back


def test_a_deletion_that_was_answered_is_taken_back_offline(today):
    press(lamp(today))
    for _ in range(2):
        pick(today).get_by_role("button", name="reps: less").click()
    pick(today).get_by_role("button", name="Log").click()
    expect(lamp(today)).to_have_text("8")
    settled(today)
    today.get_by_role("button", name="Undo").click()
    settled(today)
    expect(lamp(today)).to_have_attribute("aria-pressed", "false")
    expect(lamp(today)).to_have_text("10")
    today.context.set_offline(True)
    today.get_by_role("button", name="Undo").click()
    expect(lamp(today)).to_have_attribute("aria-pressed", "true")
    expect(lamp(today)).to_have_text("8")
    today.context.set_offline(False)
    settled(today)
    expect(lamp(today)).to_have_text("8")
    assert sets() == [("both", 8, 5)]


def test_a_set_brought_back_after_its_lamp_logged_it_anew_is_one_set(today):
    lamp(today).click()
    settled(today)
    today.get_by_role("button", name="Undo").click()
    settled(today)
    held = []
    today.route("**/today/sets/", lambda route: held.append(route))
    today.wait_for_timeout(800)  # sooner, a second tap on a lamp is a slip
    lamp(today).click()
    assert eventually(today, lambda: held)
    today.get_by_role("button", name="Undo").click()
    expect(today.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(1)
    held[0].continue_()
    settled(today)
    expect(today.locator("#prone-squeeze .lamp[aria-pressed=true]")).to_have_count(1)
    assert sets() == [("both", 10, 5)]


def march(page):
    """Both sets of both sides, until feedback is asked for."""
    for number in (1, 2):
        expect(both(page)).to_have_text(f"Both sides: set {number}")
        both(page).click()
        expect(page.locator(f"{MARCH} .lamp[aria-pressed=true]")).to_have_count(2 * number)
        page.wait_for_timeout(800)


def log(page):
    form = page.locator(f"{MARCH} form.fb")
    choose(form, "pain", 0)
    actions.log(form)


def test_feedback_can_be_taken_back(today):
    march(today)
    log(today)
    expect(today.locator(MARCH)).to_contain_text("You said: pain 0")
    today.get_by_role("button", name="Undo").click()
    expect(today.locator(f"{MARCH} form.fb")).to_be_visible()
    settled(today)
    assert Feedback.objects.get().pain is None


@pytest.mark.thorough
def test_feedback_given_offline_can_be_taken_back(today):
    march(today)
    settled(today)
    today.context.set_offline(True)
    log(today)
    expect(today.locator(MARCH)).to_contain_text("Your answer is kept on this phone.")
    today.get_by_role("button", name="Undo").click()
    expect(today.locator(f"{MARCH} form.fb")).to_be_visible()
    expect(today.locator(MARCH)).not_to_contain_text("Your answer is kept")
    today.context.set_offline(False)
    settled(today)
    assert Feedback.objects.get().pain is None


@pytest.mark.thorough
def test_what_took_over_is_answered_on_the_card(today):
    march(today)
    today.locator(MARCH).get_by_text("What took over?").first.click()
    today.locator(MARCH).get_by_text("Thighs").click()
    log(today)
    expect(today.locator(f"{MARCH} .answer-card")).to_contain_text("the thighs took over")


@pytest.mark.thorough
def test_the_morning_can_be_taken_back(page, clock, runner, sign_in):
    train(runner, MONDAY, 1, ("prone-squeeze",))
    Workout.objects.update(morning_pain=None)
    clock.follow(page)
    clock.go(TUESDAY)
    sign_in(page, runner)
    page.goto("/today/")
    page.locator("#morning").get_by_role("button", name="2", exact=True).click()
    expect(page.locator("#morning")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#morning")).to_be_visible()
    assert Workout.objects.get().morning_pain is None


def test_from_3_on_the_morning_asks_where_and_can_be_changed(page, clock, runner, sign_in):
    train(runner, MONDAY, 1, ("prone-squeeze",))
    Workout.objects.update(morning_pain=None)
    clock.follow(page)
    clock.go(TUESDAY)
    sign_in(page, runner)
    page.goto("/today/")
    morning = page.locator("#morning")
    expect(morning.get_by_role("radio", name="Knee")).to_be_hidden()
    morning.get_by_role("radio", name="4", exact=True).check()
    morning.get_by_role("radio", name="Knee").check()
    morning.get_by_role("button", name="Log").click()
    expect(page.locator("#morning-said")).to_contain_text("This morning: pain 4, knee")
    clock.go(TUESDAY, hour=10)
    page.locator("#morning-said").get_by_role("link", name="Change").click()
    expect(morning.get_by_role("radio", name="Knee")).to_be_checked()
    morning.get_by_role("checkbox", name="Not from training").check()
    morning.get_by_role("button", name="Log").click()
    expect(page.locator("#morning-said")).to_contain_text("pain 4, knee, not from training")
    clock.go(TUESDAY, hour=11)
    page.locator("#morning-said").get_by_role("link", name="Change").click()
    morning.get_by_role("button", name="0", exact=True).click()
    expect(page.locator("#morning-said")).to_contain_text("This morning: pain 0")
    workout = Workout.objects.get()
    assert (workout.morning_pain, workout.morning_place) == (0, "")


def test_four_a_side_stand_in_one_row(today, runner):
    march(today)
    for _ in range(2):
        for side in ("left", "right"):
            today.locator(f"{MARCH} .setrow:has([data-side={side}]) [data-pick]").click()
            pick(today, "wall-march-hold").get_by_role("button", name="Log").click()
            expect(pick(today, "wall-march-hold")).to_be_hidden()
            settled(today)  # a card that is renewed under a finger gets no click
    expect(today.locator(f"{MARCH} .lamp[aria-pressed=true]")).to_have_count(8)
    boxes = [one.bounding_box() for one in today.locator(f"{MARCH} .lamp").all()]
    assert len({round(box["y"]) for box in boxes}) == 2
    assert min(box["width"] for box in boxes) >= 44
    lefts = sorted(box["x"] for box in boxes[:4])
    assert all(b - a >= 44 for a, b in pairwise(lefts))
    assert today.evaluate("() => document.documentElement.scrollWidth") == 360
