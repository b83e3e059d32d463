"""Plain HTTP on a home network: the app says once what is missing and offers none of it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .runner import settled, sign_up

HOST = "hipdrive.home.arpa"
MISSING = "This address has no HTTPS"
pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture(scope="module")
def browser(browser_type, browser_type_launch_args):
    """A browser to which this machine has a name like any other, which is no secure context."""
    rule = f"--host-resolver-rules=MAP {HOST} localhost"
    options = browser_type_launch_args | {"args": [*browser_type_launch_args["args"], rule]}
    browser = browser_type.launch(**options)
    yield browser
    browser.close()


@pytest.fixture
def phone(new_context, live_server, settings, service_worker):
    settings.ALLOWED_HOSTS = [HOST]
    address = f"http://{HOST}:{urlsplit(live_server.url).port}"
    return new_context(base_url=address).new_page()


def test_what_is_missing_is_said_once_and_sets_are_logged(phone, transactional_db):
    sign_up(phone)
    assert not phone.evaluate("isSecureContext")
    expect(phone.get_by_text(MISSING)).to_be_visible()
    phone.get_by_role("button", name="Understood").click()
    expect(phone.get_by_text(MISSING)).to_be_hidden()
    phone.locator(".lamp").first.click()
    settled(phone)
    expect(phone.locator(".lamp[aria-pressed=true]")).to_have_count(1)
    phone.reload()
    expect(phone.locator(".lamp[aria-pressed=true]")).to_have_count(1)
    expect(phone.get_by_text(MISSING)).to_be_hidden()
    phone.goto("/settings/")
    expect(phone.get_by_text(MISSING)).to_be_visible()


def test_nothing_is_offered_that_needs_https(phone, transactional_db):
    phone.goto("/accounts/login/")
    expect(phone.locator("form[action*=login] .btn-do")).to_be_visible()
    expect(phone.get_by_role("button", name="Log in with a passkey")).to_be_hidden()
    sign_up(phone)
    phone.goto("/accounts/factors/")
    expect(phone.get_by_text(MISSING)).to_be_visible()
    expect(phone.get_by_role("link", name="Set up an app")).to_be_visible()
    expect(phone.get_by_role("link", name="Add a passkey")).to_be_hidden()
    phone.goto("/settings/reminders/")
    expect(phone.get_by_role("button", name="Add this device")).to_be_hidden()


def test_a_secure_address_says_nothing(page, live_server, transactional_db):
    sign_up(page)
    expect(page.get_by_text(MISSING)).to_be_hidden()
