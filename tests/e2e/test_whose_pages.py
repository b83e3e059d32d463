"""What a phone stored of a runner is shown to nobody else, however the one or the other came."""

from datetime import date, timedelta

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from logbook.models import SetEntry
from tests.factories import PASSWORD, UserFactory
from tests.logbook.long_logs import start

from .runner import eventually, settled
from .test_offline import lit, unlit, visit
from .test_passkeys import add_a_passkey, finger, page_with_finger  # noqa: F401

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
STORES = "async () => (await caches.keys()).filter((name) => name.startsWith('pages'))"
STORED = """async () => {
  const paths = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("pages")) continue;
    for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
  }
  return paths;
}"""
pytestmark = pytest.mark.usefixtures("library", "service_worker")


@pytest.fixture
def runner(transactional_db, clock):
    clock.go(MONDAY)
    return start(UserFactory(equipment=["mat", "wall"]), MONDAY)


@pytest.fixture
def other(runner):
    return start(UserFactory(equipment=["mat", "wall", "band"], email="bo@example.org"), MONDAY)


@pytest.fixture
def phone(page, sign_in, runner, clock):
    """A page of the runner, whose phone has stored what it takes along."""
    sign_in(page, runner)
    visit(page, clock)
    assert "/today/" in page.evaluate(STORED)
    return page


def log_out_elsewhere(runner):
    Session.objects.all().delete()


def shows_nothing(page, path="/today/"):
    page.context.set_offline(True)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("No reception")
    page.context.set_offline(False)


def test_it_shows_the_runner_s_own_pages_after_a_start_offline(phone):
    phone.context.set_offline(True)
    phone.goto("/plan/")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Plan")
    phone.context.set_offline(False)


def test_after_logging_out_elsewhere_any_answer_empties_it(phone, runner):
    log_out_elsewhere(runner)
    phone.goto("/exercises/")  # a page for everybody
    shows_nothing(phone)
    shows_nothing(phone, "/plan/")


def test_an_answer_that_leads_to_the_login_empties_it_even_if_the_login_never_comes(phone, runner):
    log_out_elsewhere(runner)
    phone.context.route("**/accounts/login/**", lambda route: route.abort())
    phone.goto("/today/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("No reception")
    phone.context.unroute("**/accounts/login/**")
    shows_nothing(phone)


def test_a_part_of_a_page_that_leads_to_the_login_empties_it(phone, runner):
    phone.goto("/logbook/")
    log_out_elsewhere(runner)
    phone.get_by_role("button", name="Squeeze", exact=True).evaluate("""button => {
      htmx.ajax("GET", "/logbook/?q=bridge", "#main");
    }""")
    expect(phone.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    shows_nothing(phone)


@pytest.mark.answers(401)
def test_a_tap_after_the_session_has_ended_leads_to_the_login_and_is_kept(phone, runner, sign_in):
    tab = phone.context.new_page()
    tab.goto("/plan/")
    phone.bring_to_front()
    phone.wait_for_timeout(1_500)  # it has asked for news when it came back to the front
    log_out_elsewhere(runner)
    unlit(phone).first.click()
    expect(phone.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    expect(phone.locator("#sync")).to_contain_text("1 set waits on this phone")
    expect(tab.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    shows_nothing(phone)
    sign_in(phone, runner)
    phone.goto("/today/")
    settled(phone)
    assert SetEntry.objects.for_user(runner).count() == 1


def test_another_who_comes_by_passkey_finds_nothing_of_the_first(finger, sign_in, runner, other):  # noqa: F811
    sign_in(finger, other)
    add_a_passkey(finger)
    sign_in(finger, runner)
    visit(finger)
    log_out_elsewhere(runner)
    finger.goto(reverse("account_login"))
    finger.get_by_role("button", name="Log in with a passkey").click()
    finger.wait_for_url("**/today/")
    (store,) = finger.evaluate(STORES)
    assert finger.locator("body").get_attribute("data-owner") == store.removeprefix("pages-")
    shows_nothing(finger, "/plan/")
    finger.context.set_offline(True)
    finger.goto("/today/")
    expect(finger.locator("body")).to_have_attribute("data-runner", str(other.pk))
    finger.context.set_offline(False)


def test_another_who_comes_by_a_link_for_a_new_password_finds_nothing(phone, other):
    key = f"{user_pk_to_url_str(other)}-{default_token_generator.make_token(other)}"
    phone.goto(f"/accounts/password/reset/key/{key}/")
    phone.get_by_label("New password", exact=True).fill("hinge-at-the-hips")
    phone.get_by_label("The new password once more").fill("hinge-at-the-hips")
    phone.get_by_role("button", name="Save and log in").click()
    phone.wait_for_url("**/today/")
    expect(phone.locator("body")).to_have_attribute("data-runner", str(other.pk))
    shows_nothing(phone, "/plan/")


def test_between_the_password_and_the_first_answer_nothing_of_another_is_shown(
    phone, sign_in, runner, other
):
    """The login's own answer arrives, and then the line is gone."""
    phone.goto("/exercises/")
    tab = phone.context.new_page()
    log_out_elsewhere(runner)
    phone.context.route("**/today/", lambda route: route.abort())
    tab.goto(reverse("account_login"))
    tab.get_by_label("E-mail").fill(other.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Log in", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("No reception")


@pytest.mark.answers(409)
def test_unsent_sets_wait_for_their_own_runner(phone, sign_in, runner, other):
    phone.context.set_offline(True)
    unlit(phone).first.click()
    expect(lit(phone)).to_have_count(1)
    sign_in(phone, other)
    phone.context.set_offline(False)
    expect(phone.locator("body")).to_have_attribute("data-runner", str(other.pk))
    expect(lit(phone)).to_have_count(0)
    expect(phone.locator("#sync")).to_be_hidden()
    shows_nothing(phone, "/plan/")
    assert not SetEntry.objects.exists()
    sign_in(phone, runner)
    phone.goto("/today/")
    settled(phone)
    assert SetEntry.objects.for_user(runner).count() == 1


ACTS = """async () => {
  const { acts } = await import("/static/js/outbox.js");
  return (await acts()).length;
}"""


def test_sent_sets_are_forgotten_as_soon_as_another_is_here(phone, sign_in, runner, other):
    phone.goto("/today/")
    unlit(phone).first.click()
    settled(phone)
    assert phone.evaluate(ACTS) == 1
    sign_in(phone, other)
    phone.goto("/today/")
    eventually(phone, lambda: phone.evaluate(ACTS) == 0)
    assert phone.evaluate(ACTS) == 0
    assert SetEntry.objects.for_user(runner).count() == 1


@pytest.mark.thorough
def test_a_page_that_may_not_be_stored_is_not(phone):
    for path in ("/logbook/report/", "/logbook/export/", "/logbook/"):
        phone.goto(path)
    stored = phone.evaluate(STORED)
    assert "/logbook/" in stored
    assert not {"/logbook/report/", "/logbook/export/"} & {*stored}


@pytest.mark.answers(409)
def test_pages_in_other_tabs_go_when_another_signs_in(phone, sign_in, other):
    tab = phone.context.new_page()
    tab.goto("/plan/")
    sign_in(phone, other)
    phone.goto("/exercises/")
    expect(tab.locator("body")).to_have_attribute("data-runner", str(other.pk))


HOLD = """() => {
  const real = fetch;
  const held = new Promise((resolve) => (self.release = resolve));
  self.fetch = async (request, ...rest) => {
    const answer = await real(request, ...rest);
    if (new URL(request.url).pathname === "/plan/" && !self.isHeld) {
      self.isHeld = true;
      await held;
    }
    return answer;
  };
}"""
COUNT_ENDED = """() => {
  self.ended = 0;
  PushManager.prototype.getSubscription = async () => ({ unsubscribe: () => self.ended++ });
}"""


@pytest.mark.thorough
@pytest.mark.answers(409)
def test_an_answer_that_comes_late_brings_nothing_back(phone, sign_in, other, live_server):
    """It was asked for, and answered, while the first runner was still signed in."""
    (worker,) = phone.context.service_workers
    worker.evaluate(HOLD)
    late, tab = phone.context.new_page(), phone.context.new_page()
    late.evaluate("address => { location.assign(address) }", f"{live_server.url}/plan/")
    assert eventually(phone, lambda: worker.evaluate("() => self.isHeld"))
    sign_in(phone, other)
    tab.goto("/exercises/")
    expect(tab.locator("body")).to_have_attribute("data-runner", str(other.pk))
    worker.evaluate(COUNT_ENDED)
    worker.evaluate("() => self.release()")
    late.wait_for_url("**/plan/")
    assert late.locator("body").get_attribute("data-runner") == str(other.pk)
    assert worker.evaluate("() => self.ended") == 0  # nobody was taken for the first one again


@pytest.mark.thorough
def test_the_way_back_is_no_news_of_who_is_signed_in(phone, sign_in, other):
    (worker,) = phone.context.service_workers
    phone.goto("/plan/")
    sign_in(phone, other)
    phone.goto("/exercises/")
    worker.evaluate(COUNT_ENDED)
    phone.go_back()
    expect(phone.locator("body")).to_have_attribute("data-runner", str(other.pk))
    phone.goto("/exercises/")
    assert worker.evaluate("() => self.ended") == 0


def test_back_shows_nothing_of_the_runner_offline(phone, runner):
    phone.goto("/plan/")
    log_out_elsewhere(runner)
    phone.goto("/exercises/")
    phone.context.set_offline(True)
    phone.go_back()
    expect(phone.get_by_role("heading", level=1)).to_have_text("No reception")
    phone.context.set_offline(False)


def test_reminders_end_with_the_session(phone, runner):
    (worker,) = phone.context.service_workers
    worker.evaluate(COUNT_ENDED)
    phone.goto("/plan/")
    assert worker.evaluate("() => self.ended") == 0
    log_out_elsewhere(runner)
    phone.goto("/exercises/")
    assert eventually(phone, lambda: worker.evaluate("() => self.ended")) == 1


@pytest.mark.thorough
def test_what_an_earlier_version_stored_goes(phone):
    (worker,) = phone.context.service_workers
    phone.evaluate("async () => { await caches.open('pages') }")
    worker.evaluate("() => dispatchEvent(new ExtendableEvent('activate'))")
    assert eventually(phone, lambda: "pages" not in phone.evaluate(STORES))


@pytest.mark.thorough
def test_a_page_of_a_day_is_found_however_the_engine_writes_a_date(phone, clock):
    """WebKit writes 3/2/2026 where Chromium writes 2026-03-02."""
    (worker,) = phone.context.service_workers
    worker.evaluate("""() => {
      const american = Intl.DateTimeFormat("en-US");
      const all = Intl.DateTimeFormat.prototype;
      const { get } = Object.getOwnPropertyDescriptor(all, "format");
      Object.defineProperty(all, "format", { get: () => get.call(american) });
    }""")
    phone.context.set_offline(True)
    phone.goto("/today/")
    expect(phone.get_by_text("Monday 2 March")).to_be_visible()
    phone.context.set_offline(False)
