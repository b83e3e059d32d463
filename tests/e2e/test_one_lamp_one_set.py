"""A lamp is one set in two tabs, on two phones, from an outbox and beside the API."""

from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from exercises.models import Exercise
from logbook import actions
from logbook.set_numbers import lamp_key
from tests.factories import UserFactory
from tests.logbook.long_logs import start

from .runner import SENT, eventually, settled
from .test_guided import SET_S, go, opened_page, passes

MONDAY = date(2026, 3, 2)
SLUG = "prone-squeeze"
pytestmark = pytest.mark.usefixtures("clock", "library")


@pytest.fixture
def runner(transactional_db):
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


@pytest.fixture
def phone(new_context, runner, sign_in):
    """``phone()``: today's page on a phone of the runner's."""

    def make():
        page = new_context().new_page()
        sign_in(page, runner)
        page.goto("/today/")
        return page

    return make


def tab_beside(page):
    tab = page.context.new_page()
    tab.goto("/today/")
    return tab


def lamp(page, number=1, slug=SLUG, side="both"):
    return page.locator(f"#lamp-{slug}-{side}-{number}")


def is_lit(lamp, amount=10):
    expect(lamp).to_have_attribute("aria-pressed", "true")
    expect(lamp).to_have_text(str(amount))


def amounts(runner):
    return list(runner.sets.live().order_by("pk").values_list("amount", flat=True))


def test_another_tab_shows_a_set_within_a_second(phone, runner):
    page = phone()
    tab = tab_beside(page)
    lamp(page).click()
    settled(page)
    expect(tab.locator("#count")).to_contain_text("1 of 6 sets", timeout=5_000)
    is_lit(lamp(tab))
    expect(tab.locator(".lamp.is-wait")).to_have_count(0)
    lamp(tab, 2).click()
    settled(tab)
    is_lit(lamp(page, 2))
    assert amounts(runner) == [10, 10]


STOP_HEARING = "BroadcastChannel.prototype.postMessage = () => {}"


def test_the_same_lamp_of_two_tabs_that_hear_nothing_is_one_set(phone, runner):
    page = phone()
    page.context.add_init_script(STOP_HEARING)
    page.reload()
    tab = tab_beside(page)
    lamp(page).click()
    settled(page)
    lamp(tab).click()
    settled(tab)
    expect(tab.locator("#toast")).to_contain_text("Set 1 was logged before: 10")
    is_lit(lamp(tab))
    assert amounts(runner) == [10]


def test_a_lamp_that_another_phone_changed_takes_nothing_off(phone, runner):
    one, other = phone(), phone()
    lamp(one).click()
    settled(one)
    other.reload()
    one.wait_for_timeout(800)
    lamp(one).click()
    settled(one)
    is_lit(lamp(one), 9)
    is_lit(lamp(other))
    lamp(other).click()
    settled(other)
    is_lit(lamp(other), 9)
    assert amounts(runner) == [9]


def test_a_phone_without_reception_and_another_store_each_set_once(phone, runner):
    away, there = phone(), phone()
    away.context.set_offline(True)
    for number in (1, 2):
        lamp(away, number).click()
        is_lit(lamp(away, number))
    away.wait_for_timeout(800)
    lamp(away, 2).click()
    is_lit(lamp(away, 2), 9)
    there.wait_for_timeout(1_500)  # longer than two clocks differ
    for number in (1, 2, 3):
        lamp(there, number).click()
        settled(there)
    away.context.set_offline(False)
    settled(away)
    assert amounts(runner) == [10, 10, 10]  # of two edits of a set the later holds
    is_lit(lamp(away, 2))
    is_lit(lamp(away, 3))


def test_what_waits_beside_the_api_is_no_set_more(phone, runner):
    page = phone()
    page.context.set_offline(True)
    lamp(page).click()
    page.wait_for_timeout(800)
    lamp(page).click()
    is_lit(lamp(page), 9)
    exercise_id = Exercise.objects.get(slug=SLUG).pk
    values = {"user": runner, "on": MONDAY, "exercise_id": exercise_id, "key": uuid4()}
    actions.log_set(**values, amount=7, hold_s=5)
    page.context.set_offline(False)
    settled(page)
    is_lit(lamp(page), 7)
    assert amounts(runner) == [7]


COME_BACK = "() => dispatchEvent(new Event('focus'))"


def test_coming_back_shows_what_another_phone_did_and_keeps_what_was_begun(phone, runner):
    page, other = phone(), phone()
    page.locator("#standing-squeeze [data-pick]").click()
    pick = page.locator("#pick-standing-squeeze")
    pick.get_by_role("button", name="reps: less").click()
    lamp(other).click()
    settled(other)
    page.wait_for_timeout(1_100)
    page.evaluate(COME_BACK)
    is_lit(lamp(page))
    expect(page.locator("#count")).to_contain_text("1 of 6 sets")
    expect(pick).to_be_visible()
    expect(pick.get_by_label("reps", exact=True)).to_have_value("9")
    pick.get_by_role("button", name="Log").click()
    settled(page)
    assert amounts(runner) == [10, 9]


@pytest.mark.thorough
def test_coming_back_keeps_feedback_that_was_begun(phone, runner):
    page, other = phone(), phone()
    for number in (1, 2, 3):
        lamp(page, number).click()
        settled(page)
    form = page.locator(f"#fb-{SLUG}")
    form.locator("[name=felt_left][value='6']").check(force=True)
    lamp(other, slug="standing-squeeze").click()
    settled(other)
    page.wait_for_timeout(1_100)
    page.evaluate(COME_BACK)
    is_lit(lamp(page, slug="standing-squeeze"))
    expect(form.locator("[name=felt_left][value='6']")).to_be_checked()


def test_a_lamp_that_waits_says_so(phone):
    page = phone()
    page.context.set_offline(True)
    lamp(page).click()
    expect(lamp(page)).to_have_accessible_name("Set 1: 10 logged. Press to take one off.")
    expect(lamp(page)).to_have_accessible_description("Waits on this phone")
    page.context.set_offline(False)
    settled(page)
    expect(lamp(page)).to_have_accessible_description("")


def log_on_another_phone(runner):
    """The first set of the day, as its lamp logs it."""
    exercise_id = Exercise.objects.get(slug=SLUG).pk
    key = lamp_key(MONDAY, exercise_id, "both", 1)
    values = {"user": runner, "on": MONDAY, "exercise_id": exercise_id, "key": key, "number": 1}
    actions.log_set(**values, amount=10, hold_s=5)


@pytest.mark.thorough
def test_the_guided_session_logs_no_set_that_another_phone_logged(page, runner, sign_in):
    sign_in(page, runner)
    guided = opened_page(page)
    go(guided)
    log_on_another_phone(runner)
    passes(guided, SET_S + 1)
    expect(guided.get_by_text("Face-down squeeze: 10 logged")).to_be_visible()
    eventually(guided, lambda: guided.evaluate(SENT))
    assert amounts(runner) == [10]


def test_the_guided_session_goes_on_from_what_another_phone_logged(page, runner, sign_in):
    sign_in(page, runner)
    guided = opened_page(page)
    log_on_another_phone(runner)
    passes(guided, 2)
    guided.evaluate(COME_BACK)
    go(guided)
    passes(guided, 2)
    expect(guided.locator("[data-say=rep]")).to_have_text("10 reps, set 2 of 3")
