"""What was begun on a page of the day and not sent is there when the runner comes back."""

from datetime import date

import pytest
from playwright.sync_api import expect

from logbook.models import Workout
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

from .runner import settled

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
SLUG = "prone-squeeze"
STORED = "() => Object.keys(localStorage).filter((name) => name.includes(':begun:')).length"
pytestmark = pytest.mark.usefixtures("clock", "library")


@pytest.fixture
def runner(transactional_db):
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


@pytest.fixture
def today(page, runner, sign_in):
    sign_in(page, runner)
    page.goto("/today/")
    return page


def pick(page):
    return page.locator(f"#pick-{SLUG}")


def reps(page):
    return pick(page).get_by_label("reps", exact=True)


def come_back(page):
    """In a tab of its own, as after the browser was closed."""
    tab = page.context.new_page()
    page.close()
    tab.goto("/plan/")
    tab.goto("/today/")
    return tab


@pytest.mark.thorough
def test_another_number_that_was_begun(today, runner):
    today.locator(f"#{SLUG} [data-pick]").click()
    pick(today).get_by_role("button", name="reps: less").click()
    page = come_back(today)
    expect(reps(page)).to_have_value("9")
    expect(pick(page)).to_contain_text("Set 1")
    pick(page).get_by_role("button", name="Log").click()
    settled(page)
    assert list(runner.sets.values_list("amount", flat=True)) == [9]
    assert page.evaluate(STORED) == 0
    page.reload()
    expect(pick(page)).to_be_hidden()


def test_a_correction_that_was_begun_corrects_the_same_set(today, runner):
    lamp = today.locator(f"#lamp-{SLUG}-both-1")
    lamp.click()
    settled(today)
    lamp.dispatch_event("contextmenu")
    reps(today).fill("7")
    page = come_back(today)
    expect(reps(page)).to_have_value("7")
    pick(page).get_by_role("button", name="Log").click()
    expect(page.locator(f"#lamp-{SLUG}-both-1")).to_have_text("7")
    settled(page)
    assert list(runner.sets.values_list("amount", flat=True)) == [7]


@pytest.mark.thorough
def test_a_number_that_was_closed_again_is_forgotten(today):
    opener = today.locator(f"#{SLUG} [data-pick]")
    opener.click()
    pick(today).get_by_role("button", name="reps: less").click()
    opener.click()
    today.reload()
    expect(today.locator(f"#{SLUG}")).to_be_visible()
    expect(pick(today)).to_be_hidden()


def test_the_place_of_this_mornings_pain(page, clock, runner, sign_in):
    train(runner, MONDAY, 1, (SLUG,))
    Workout.objects.update(morning_pain=None)
    clock.follow(page)
    clock.go(TUESDAY)
    sign_in(page, runner)
    page.goto("/today/")
    morning = page.locator("#morning")
    morning.get_by_role("radio", name="4", exact=True).check()
    morning.get_by_role("radio", name="Knee").check()
    morning.get_by_role("checkbox", name="Not from training").check()
    page.goto("/plan/")
    page.goto("/today/")
    expect(morning.get_by_role("radio", name="4", exact=True)).to_be_checked()
    expect(morning.get_by_role("radio", name="Knee")).to_be_checked()
    expect(morning.get_by_role("checkbox", name="Not from training")).to_be_checked()
    morning.get_by_role("button", name="Log").click()
    expect(page.locator("#morning-said")).to_contain_text("pain 4, knee, not from training")
    assert page.evaluate(STORED) == 0


def test_it_is_forgotten_when_somebody_else_signs_in(today, sign_in):
    today.locator(f"#{SLUG} [data-pick]").click()
    pick(today).get_by_role("button", name="reps: less").click()
    assert today.evaluate(STORED) == 1
    sign_in(today, start(UserFactory(), MONDAY))
    today.goto("/exercises/")
    assert today.evaluate(STORED) == 0
