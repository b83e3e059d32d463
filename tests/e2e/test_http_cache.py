"""Pages come from the browser's store when nothing changed; a stale one, or another's, never."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from playwright.sync_api import expect

from exercises.http_cache import library_changed
from exercises.models import Cue
from tests.factories import UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start, train

pytestmark = pytest.mark.usefixtures("service_worker")

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def runner(library, clock):
    runner = start(UserFactory(equipment=["mat", "wall"]), MONDAY - 9 * DAY)
    train(runner, MONDAY - 9 * DAY, 9)
    return runner


@pytest.fixture
def page(new_context, sign_in, runner):
    page = new_context().new_page()
    sign_in(page, runner)
    return page


@pytest.fixture
def elsewhere(runner):
    """Another device of the runner."""
    device = Client()
    device.force_login(runner)

    def tap():
        lamp = Page(device.get("/today/")).lamps()[0]
        assert lamp.send(device).status_code == 303

    return tap


def lit(page):
    return page.locator(".lamp[aria-pressed=true]")


def log_out(page):
    page.goto("/settings/")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()


def test_an_unchanged_page_is_not_sent_again(page):
    page.goto("/plan/")
    page.reload()
    asked = page.evaluate("() => performance.getEntriesByType('navigation')[0].toJSON()")
    assert asked["encodedBodySize"] > 2000 > asked["transferSize"]


def test_back_and_reload_show_what_another_device_did(page, elsewhere):
    page.goto("/today/")
    page.goto("/plan/")
    elsewhere()
    page.go_back()
    expect(lit(page)).to_have_count(1)
    elsewhere()
    page.reload()
    expect(lit(page)).to_have_count(2)


def test_back_shows_what_was_tapped_on_the_page(page):
    page.goto("/today/")
    page.locator(".lamp[aria-pressed=false]").first.click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.goto("/plan/")
    page.go_back()
    expect(lit(page)).to_have_count(1)


@pytest.mark.thorough
def test_a_second_tab_shows_what_the_first_one_did(page):
    page.goto("/today/")
    tab = page.context.new_page()
    tab.goto("/today/")
    tab.locator(".lamp[aria-pressed=false]").first.click()
    expect(tab.get_by_role("button", name="Undo")).to_be_visible()
    page.reload()
    expect(lit(page)).to_have_count(1)


@pytest.mark.answers(401, 409)
def test_back_shows_nothing_of_a_runner_who_logged_out(page, sign_in, runner):
    page.goto("/weeks/")
    log_out(page)
    page.go_back()
    page.go_back()
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    assert f'data-runner="{runner.pk}"' not in page.content()
    other = start(UserFactory(), MONDAY)
    sign_in(page, other)
    page.goto("/weeks/")
    expect(page.locator("body")).to_have_attribute("data-runner", str(other.pk))
    page.go_back()
    page.go_back()
    expect(page.locator(f'[data-runner="{runner.pk}"]')).to_have_count(0)


@pytest.mark.thorough
def test_another_language_is_another_page(page, settings, live_server):
    def choose(language):
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language}
        page.context.add_cookies([cookie | {"url": live_server.url}])

    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    page.goto("/plan/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    choose("de")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.goto("/weeks/")
    choose("en")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_published_cue_is_on_the_page_at_once(page):
    page.goto("/exercises/glute-bridge/")
    page.goto("/exercises/")
    cue = Cue.objects.filter(exercise__slug="glute-bridge").first()
    cue.text = {"en": "Crush two walnuts."}
    cue.save()
    library_changed()
    page.go_back()
    expect(page.get_by_text("Crush two walnuts.")).to_be_visible()


def test_after_midnight_it_is_the_next_day_s_page(page, clock):
    clock.follow(page)
    page.goto("/today/")
    expect(page.locator("#main")).to_contain_text(re.compile("Monday 2 March"))
    page.goto("/plan/")
    clock.go(MONDAY + DAY)
    page.go_back()
    expect(page.locator("#main")).to_contain_text(re.compile("Tuesday 3 March"))


@pytest.mark.thorough
@pytest.mark.answers(401)
def test_a_page_out_of_the_browser_s_memory_is_looked_at_again(page, runner, elsewhere):
    page.goto("/today/")
    page.evaluate("() => { window.isOld = true }")
    restored = "() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
    with page.expect_response(lambda answer: answer.status == 304):
        page.evaluate(restored)
    assert page.evaluate("() => window.isOld")
    elsewhere()
    page.evaluate(restored)
    expect(lit(page)).to_have_count(1)
    page.wait_for_load_state()  # the scripts of the page that was loaded again
    page.context.clear_cookies()
    page.evaluate(restored)
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible()
