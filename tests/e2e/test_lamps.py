"""What the scripts add to today's lamps: slips, quick taps, no reception, toasts."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from exercises.http_cache import runner_changed
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.long_logs import start

from .runner import eventually, settled

MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("clock", "library")


@pytest.fixture
def runner(transactional_db):
    return UserFactory(equipment=["mat", "wall", "band"])


@pytest.fixture
def today(page, runner, sign_in):
    start(runner, MONDAY)
    sign_in(page, runner)
    page.goto("/today/")
    return page


def lamps(page, lit):
    return page.locator(f"#prone-squeeze .lamp[aria-pressed={str(lit).lower()}]")


def waiting(page):
    """The lamps whose sets are still on this phone."""
    return page.locator(".lamp.is-wait")


def amounts(runner):
    return list(runner.sets.filter(deleted_at=None).values_list("amount", flat=True))


@pytest.mark.firefox
def test_a_second_tap_at_once_is_a_slip(today, runner):
    lamp = today.locator("#lamp-prone-squeeze-both-1")
    lamp.dblclick()
    expect(lamps(today, lit=True)).to_have_count(1)
    expect(waiting(today)).to_have_count(0)
    assert amounts(runner) == [10]
    today.wait_for_timeout(800)
    lamp.click()
    expect(lamp).to_have_text("9")
    expect(waiting(today)).to_have_count(0)
    assert amounts(runner) == [9]


def test_quick_taps_on_all_lamps_are_all_stored_and_shown(today, runner):
    today.evaluate(
        "() => document.querySelectorAll('#prone-squeeze .lamp').forEach((l) => l.click())"
    )
    expect(lamps(today, lit=True)).to_have_count(3)
    expect(today.locator("#count")).to_contain_text("3 of 6 sets")
    expect(waiting(today)).to_have_count(0)
    assert amounts(runner) == [10, 10, 10]


def answer_to(page, number, slug="prone-squeeze"):
    with page.expect_response("**/today/sets/") as answered:
        page.locator(f"#lamp-{slug}-both-{number}").click()
    expect(waiting(page)).to_have_count(0)
    return answered.value.status


@pytest.mark.firefox
def test_a_tap_in_between_needs_no_new_card(today, runner):
    card = today.locator("#prone-squeeze")
    assert answer_to(today, 1) == 200  # the first of the day
    expect(card.get_by_role("button", name="Set 2: log 10")).to_have_class("lamp is-next")
    assert answer_to(today, 2) == 204
    expect(today.locator("#toast")).to_contain_text("Set 2: 10 logged")
    expect(
        card.get_by_role("button", name="Set 2: 10 logged. Press to take one off.")
    ).to_be_visible()
    expect(card.get_by_role("button", name="Set 3: log 10")).to_have_class("lamp is-next")
    shown = today.locator("#prone-squeeze .lamps").inner_text()
    today.reload()
    assert today.locator("#prone-squeeze .lamps").inner_text() == shown
    assert answer_to(today, 3) == 200  # the last of its card
    expect(today.locator("#prone-squeeze form.fb")).to_be_visible()
    assert amounts(runner) == [10, 10, 10]


def test_the_first_tap_of_each_card_brings_its_menu_up_to_date(today, runner):
    answer_to(today, 1)
    assert answer_to(today, 1, "standing-squeeze") == 200
    menu = today.locator("#standing-squeeze .more")
    menu.locator("summary").click()
    expect(menu).to_contain_text("No more of it today")


def test_sets_that_pain_ended_are_counted_after_the_next_tap(today, runner):
    SetEntryFactory.create_batch(
        3, user=runner, date=MONDAY, slug="standing-squeeze", amount=10, hold_s=5
    )
    said = {"pain": 6, "felt_left": 5, "felt_right": 5}
    FeedbackFactory(user=runner, date=MONDAY, slug="standing-squeeze", **said)
    runner_changed(runner)
    today.reload()
    expect(today.locator("#count")).to_contain_text("3 of 6 sets")
    for number in (1, 2, 3):
        answer_to(today, number)
        expect(today.locator("#count")).to_contain_text(f"{3 + number} of 6 sets")
    expect(today.locator("#lead h1")).to_have_text("Done for today")


@pytest.mark.thorough
def test_a_tap_that_needed_no_card_is_taken_back(today, runner):
    answer_to(today, 1)
    answer_to(today, 2)
    today.locator("#toast").get_by_role("button", name="Undo").click()
    expect(lamps(today, lit=True)).to_have_count(1)
    settled(today)
    assert amounts(runner) == [10]


@pytest.mark.thorough
@pytest.mark.answers(503)
def test_what_is_sent_again_is_answered_with_the_card(today, runner):
    answer_to(today, 1)
    asked = []

    def busy_once(route):
        asked.append(route.request.headers.get("prefer"))
        if len(asked) == 1:
            route.fulfill(status=503)
        else:
            route.continue_()

    today.route("**/today/sets/", busy_once)
    today.locator("#lamp-prone-squeeze-both-2").click()
    expect(waiting(today)).to_have_count(1)
    expect(waiting(today)).to_have_count(0)
    assert asked == ["return=minimal", None]
    assert amounts(runner) == [10, 10]


def test_a_tap_without_reception_waits_on_the_phone(today, runner):
    today.route("**/today/sets/", lambda route: route.abort())
    lamps(today, lit=False).first.click()
    expect(lamps(today, lit=True)).to_have_count(1)
    expect(today.get_by_text("Kept on this phone")).to_be_visible()
    expect(today.locator("#sync")).to_contain_text("1 set waits on this phone")
    assert amounts(runner) == []
    today.unroute("**/today/sets/")
    expect(waiting(today)).to_have_count(0)
    expect(today.locator("#sync")).to_be_hidden()
    assert amounts(runner) == [10]


ASKED = """
window.asked = 0;
StorageManager.prototype.persist = async () => ++window.asked > 0;
"""


def test_the_browser_is_asked_once_to_store_for_good_when_the_first_set_waits(
    page, runner, sign_in
):
    start(runner, MONDAY)
    sign_in(page, runner)
    page.add_init_script(ASKED)
    tries = []
    page.route("**/today/sets/", lambda route: tries.append(route) or route.abort())
    page.goto("/today/")
    assert page.evaluate("() => asked") == 0
    lamps(page, lit=False).first.click()
    for number in (2, 3):
        expect(page.locator("#sync")).to_be_visible()
        page.evaluate("() => dispatchEvent(new Event('online'))")  # the next try at once
        assert eventually(page, lambda number=number: len(tries) >= number)
    assert page.evaluate("() => asked") == 1


def test_a_tap_without_reception_can_be_taken_back(today, runner):
    today.context.set_offline(True)
    lamps(today, lit=False).first.click()
    today.get_by_role("button", name="Undo").click()
    expect(lamps(today, lit=True)).to_have_count(0)
    today.context.set_offline(False)
    expect(today.locator("#sync")).to_be_hidden()
    assert amounts(runner) == []


def test_a_set_is_undone_and_brought_back(today, runner):
    lamps(today, lit=False).first.click()
    expect(waiting(today)).to_have_count(0)
    today.get_by_role("button", name="Undo").click()
    expect(lamps(today, lit=True)).to_have_count(0)
    expect(today.get_by_text("Set taken back")).to_be_visible()
    assert amounts(runner) == []
    today.get_by_role("button", name="Undo").click()
    expect(lamps(today, lit=True)).to_have_count(1)


@pytest.mark.thorough
def test_a_toast_leaves_by_itself(page, clock, runner, sign_in):
    clock.follow(page)
    start(runner, MONDAY)
    sign_in(page, runner)
    page.goto("/today/")
    lamps(page, lit=False).first.click()
    expect(page.locator(".toast")).to_be_visible()
    page.clock.run_for(11_000)
    expect(page.locator(".toast")).to_have_count(0)


def test_another_number_opens_in_place(today, runner):
    pick = today.locator("#pick-prone-squeeze")
    expect(pick).to_be_hidden()
    today.get_by_role("button", name="Set 1: another number").first.click()
    expect(pick).to_be_visible()
    pick.get_by_role("button", name="reps: less").click()
    pick.get_by_role("button", name="Log").click()
    expect(lamps(today, lit=True)).to_have_text("9")
    expect(waiting(today)).to_have_count(0)
    assert amounts(runner) == [9]


STORED = """async () => {
  const { acts } = await import("/static/js/outbox.js");
  return (await acts()).length;
}"""


@pytest.mark.firefox
def test_a_wrong_number_is_refused_at_its_field_before_it_is_stored(today):
    today.get_by_role("button", name="Set 1: another number").first.click()
    pick = today.locator("#pick-prone-squeeze")
    today.context.set_offline(True)
    for wrong in ("10000", "0", "7.5"):
        pick.get_by_label("reps", exact=True).fill(wrong)
        pick.get_by_role("button", name="Log").focus()
        today.keyboard.press("Enter")
        expect(pick.get_by_label("reps", exact=True)).to_be_focused()
        expect(pick.get_by_label("reps", exact=True)).to_have_value(wrong)
    assert today.evaluate(STORED) == 0
    pick.get_by_label("reps", exact=True).fill("8")
    pick.get_by_role("button", name="Log").click()
    expect(lamps(today, lit=True)).to_have_text("8")
    assert today.evaluate(STORED) == 1
    today.context.set_offline(False)


@pytest.mark.thorough
@pytest.mark.answers(422)
def test_what_only_the_server_finds_wrong_comes_back_in_place(today, runner):
    today.get_by_role("button", name="Set 1: another number").first.click()
    pick = today.locator("#pick-prone-squeeze")
    pick.get_by_label("reps", exact=True).evaluate("input => input.removeAttribute('max')")
    pick.get_by_label("reps", exact=True).fill("10000")
    pick.get_by_role("button", name="Log").click()
    expect(pick.get_by_text("A whole number from 1 to 999.")).to_be_visible()
    expect(pick.get_by_label("reps", exact=True)).to_have_value("10000")
    assert amounts(runner) == []


@pytest.mark.answers(401)
def test_logged_out_meanwhile_a_set_waits_for_the_login(today, runner, sign_in):
    today.context.clear_cookies(name="sessionid")
    lamps(today, lit=False).first.click()
    expect(today).to_have_url(re.compile(r"/accounts/login/\?next=/today/"))
    expect(today.locator("#sync")).to_contain_text("1 set waits on this phone")
    sign_in(today, runner)
    today.goto("/today/")
    expect(lamps(today, lit=True)).to_have_count(1)
    expect(waiting(today)).to_have_count(0)
    assert amounts(runner) == [10]


def test_a_squeeze_from_any_page_is_counted(today, runner):
    for page, count in (("/today/", 1), ("/exercises/", 2)):
        today.goto(page)
        today.get_by_role("button", name="Squeeze", exact=True).click()
        expect(today.get_by_text(f"Squeezed: {count} today")).to_be_visible()


def test_the_page_is_sound_with_everything_open(today, runner, sound):
    for lamp in range(3):
        lamps(today, lit=False).first.click()
        expect(lamps(today, lit=True)).to_have_count(lamp + 1)
    today.locator("#standing-squeeze [data-pick]").click()
    today.locator("#prone-squeeze .p-stop").first.click()
    today.get_by_text("What took over?").first.click()
    sound(today)
    width = today.evaluate("() => document.documentElement.scrollWidth")
    assert width == 360
